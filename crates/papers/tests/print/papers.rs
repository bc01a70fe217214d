//! What stands on a paper, how long it may be, and that it is the same each time.

use tenon_papers::{Error, Fonts, Language, Line, Paper, PaperKind, Press, Section, limits, money};

use crate::support::{PRESS, sample, solid, text};

const SAMPLES: [&str; 10] = [
    "quote-zh",
    "quote-en",
    "contract-zh",
    "contract-en",
    "receipt-zh",
    "receipt-en",
    "acceptance-zh",
    "acceptance-en",
    "slip-zh",
    "slip-en",
];

/// Every text that a reader of `paper` looks for.
fn said(paper: &Paper) -> Vec<String> {
    let amount = |minor| money(minor, &paper.currency);
    let mut said = vec![paper.number.clone(), paper.store.name.clone(), paper.made_at.clone(), paper.seller.clone()];
    said.extend([paper.valid_until.clone(), paper.mark.clone()]);
    said.extend(paper.buyer.iter().flat_map(|buyer| [buyer.name.clone(), buyer.phone.clone(), buyer.address.clone()]));
    said.extend(paper.facts.iter().flat_map(|fact| [fact.label.clone(), fact.value.clone()]));
    for section in &paper.sections {
        said.push(section.title.clone());
        for line in &section.lines {
            said.extend([line.title.clone(), line.spec.clone(), line.quantity.clone()]);
            // A certificate has no amounts.
            if paper.kind != PaperKind::Acceptance {
                said.extend([amount(line.unit_price), amount(line.amount)]);
            }
        }
    }
    said.extend(paper.sums.iter().flat_map(|sum| [sum.label.clone(), amount(sum.amount)]));
    said.extend(paper.why.iter().map(|why| why.label.clone()));
    said.extend(paper.instalments.iter().flat_map(|one| [one.label.clone(), one.due.clone(), amount(one.amount)]));
    said.extend(paper.payments.iter().flat_map(|one| [one.at.clone(), one.way.clone(), amount(one.amount)]));
    said.extend(paper.terms.clone());
    said.extend(paper.checks.iter().map(|check| check.what.clone()));
    said.extend(paper.missing.iter().flat_map(|part| [part.label.clone(), part.value.clone()]));
    said.extend([paper.remarks.clone()]);
    said.extend(paper.codes.iter().map(|code| code.caption.clone()));
    said.extend(paper.signature.iter().flat_map(|one| [one.name.clone(), one.document_hash.clone()]));
    said
}

#[test]
fn everything_on_a_paper_can_be_copied_from_it() {
    for name in SAMPLES {
        let paper = sample(name);
        let printed = PRESS.print(&paper).unwrap();
        assert_eq!(printed.pages, if paper.kind == PaperKind::Contract { 2 } else { 1 }, "{name}");
        let text = text(&printed);
        for said in said(&paper) {
            assert!(text.contains(&solid(&said)), "{name} lacks {said}:\n{text}");
        }
    }
}

#[test]
fn fixed_words_are_in_the_papers_language() {
    for (name, words) in [
        ("quote-zh", ["报价单", "有效期至", "第1页，共1页"]),
        ("quote-en", ["Quote", "Validuntil", "Page1of1"]),
        ("contract-zh", ["销售合同", "顾客签字", "付款安排"]),
        ("acceptance-zh", ["验收单", "顾客签字", "没做"]),
        ("acceptance-en", ["Acceptancecertificate", "Customer’ssignature", "notdone"]),
        ("contract-en", ["Salescontract", "Customer’ssignature", "Paymentschedule"]),
    ] {
        let text = text(&PRESS.print(&sample(name)).unwrap());
        for word in words {
            assert!(text.contains(word), "{name} lacks {word}:\n{text}");
        }
    }
}

#[test]
fn the_same_paper_is_the_same_file() {
    let paper = sample("contract-zh");
    let first = PRESS.print(&paper).unwrap();
    assert_eq!(first, Press::new().print(&paper).unwrap());
    std::thread::scope(|scope| {
        let others: Vec<_> = (0..4).map(|_| scope.spawn(|| PRESS.print(&paper).unwrap())).collect();
        for other in others {
            assert_eq!(first, other.join().unwrap());
        }
    });
    let other = PRESS.print(&Paper { number: "O-2611-0018".to_owned(), ..paper }).unwrap();
    assert_ne!(first.sha256, other.sha256);
}

fn lines(count: usize) -> Vec<Section> {
    let line = |at: usize| Line {
        title: format!("木门 {at}"),
        spec: "2,100 × 900 mm".to_owned(),
        quantity: "1 樘".to_owned(),
        unit_price: 326_000,
        amount: 326_000,
        was: None,
    };
    vec![Section { title: "全屋".to_owned(), sum: None, lines: (1..=count).map(line).collect() }]
}

#[test]
fn a_long_quote_has_heads_and_numbers_on_every_page() {
    let paper = Paper { sections: lines(limits::LINES), ..sample("quote-zh") };
    let printed = PRESS.print(&paper).unwrap();
    assert!(printed.pages > 3);
    let text = text(&printed);
    for page in 1..=printed.pages {
        assert!(text.contains(&format!("第{page}页，共{}页", printed.pages)), "{text}");
    }
    // The last page may hold terms only.
    assert!(text.matches("品名").count() >= printed.pages - 1);
    assert!(text.matches("全屋").count() >= printed.pages - 1);
    for at in 1..=limits::LINES {
        assert!(text.contains(&format!("木门{at}")));
    }
}

#[test]
fn too_much_is_refused_in_words() {
    let quote = sample("quote-zh");
    let refused = |paper: Paper| PRESS.print(&paper).unwrap_err().to_string();
    assert_eq!(
        refused(Paper { sections: lines(201), ..quote.clone() }),
        "a paper holds at most 200 lines, this one has 201: split it"
    );
    assert!(
        refused(Paper { kind: PaperKind::Slip, sections: lines(61), ..quote.clone() }).contains("at most 60 lines")
    );
    assert!(refused(Paper { currency: "元".to_owned(), ..quote.clone() }).contains("ISO 4217"));
    let mut signed = sample("contract-zh");
    signed.signature.as_mut().unwrap().strokes = vec![vec![[0.0, 0.0]; 2_501]; 2];
    assert!(refused(signed).contains("points of a signature"));
    let mut coded = quote;
    coded.codes[0].text = "x".repeat(limits::CODE + 1);
    assert!(refused(coded).contains("2001 bytes"));
}

#[test]
fn without_a_font_the_error_says_which_to_install() {
    let folder = tempfile::tempdir().unwrap();
    let press = Press::new().with_fonts(Fonts::Folder(folder.path().to_owned()));
    for name in ["quote-zh", "quote-en"] {
        let error = press.print(&sample(name)).unwrap_err();
        assert!(matches!(error, Error::NoFont(_)) && error.to_string().contains("fonts-noto-cjk"), "{error}");
    }
}

#[test]
fn an_empty_paper_is_a_paper() {
    for kind in PaperKind::ALL {
        for language in [Language::Zh, Language::En] {
            let empty = serde_json::json!({
                "kind": kind, "language": language, "number": "", "store": {"name": ""}, "made_at": "", "currency": "CNY",
            });
            let paper: Paper = serde_json::from_value(empty).unwrap();
            assert_eq!(PRESS.print(&paper).unwrap().pages, 1);
        }
    }
}

//! Names are data: they cannot become markup, stop the press or hide an amount.

use proptest::prelude::*;
use tenon_papers::{Buyer, Check, Fact, Paper, PaperKind, Store, Sum, money};

use crate::support::{PRESS, sample, solid, text};

#[test]
fn names_are_set_as_they_are() {
    for name in [
        "#panic()",
        "*bold* _thin_",
        "$ x^2 $",
        "#read(\"/etc/passwd\")",
        "= Title",
        "<label> @label",
        "\\ // /* ~ -- ... 'quoted'",
        "\"]; #eval(\"1+1\")",
        "${paper}",
        "{\"kind\":1}",
        "𠮷野家",
        "Ελένη Жанна",
    ] {
        let mut paper = sample("quote-zh");
        paper.buyer.as_mut().unwrap().name = name.to_owned();
        paper.sections[0].lines[0].title = name.to_owned();
        name.clone_into(&mut paper.terms[0]);
        let text = text(&PRESS.print(&paper).unwrap());
        assert!(text.matches(&solid(name)).count() >= 3, "{name}:\n{text}");
    }
}

#[test]
fn names_of_any_kind_leave_the_amounts() {
    let long = "很".repeat(10_000);
    let word = "w".repeat(10_000);
    let marks = format!("a{}", "\u{301}".repeat(10_000));
    for name in [
        "",
        " ",
        "\0\0",
        "\u{202e}محمد",
        "مرحبا שלום",
        "👨‍👩‍👧‍👦🇨🇳",
        "\u{feff}\u{ffff}",
        "a\nb\r\n\tc",
        "\u{2028}",
        "﷽﷽﷽﷽",
        &long,
        &word,
        &marks,
    ] {
        for kind in [PaperKind::Contract, PaperKind::Acceptance, PaperKind::Slip] {
            prints_with(kind, name);
        }
    }
}

/// A paper with `name` everywhere prints, and its sums stand there.
fn prints_with(kind: PaperKind, name: &str) {
    let of = |name: &str| name.to_owned();
    let mut paper = Paper { kind, ..sample("contract-zh") };
    paper.number = of(name);
    paper.mark = of(name);
    paper.made_at = of(name);
    paper.store = Store { name: of(name), address: of(name), phone: of(name) };
    paper.buyer = Some(Buyer { name: of(name), phone: of(name), address: of(name) });
    paper.facts = vec![Fact { label: of(name), value: of(name) }];
    for section in &mut paper.sections {
        section.title = of(name);
        for line in &mut section.lines {
            (line.title, line.spec, line.quantity) = (of(name), of(name), of(name));
        }
    }
    paper.sums.push(Sum { label: of(name), amount: i64::MIN, strong: true });
    paper.payments[0].way = of(name);
    paper.terms = vec![of(name); 6];
    paper.checks = vec![Check { what: of(name), done: true }];
    paper.missing = vec![Fact { label: of(name), value: of(name) }];
    paper.remarks = of(name);
    paper.footer = of(name);
    let text = text(&PRESS.print(&paper).unwrap());
    // A certificate has no amounts.
    for sum in paper.sums.iter().filter(|_| kind != PaperKind::Acceptance) {
        // In a line with Arabic or Hebrew poppler tells the sign apart from its figures.
        let amount = money(sum.amount, "CNY").replace('−', "");
        assert!(text.contains(&amount), "{name:.40}: {amount} is not in\n{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_name_prints(name in any::<String>(), kind in 0_usize..PaperKind::ALL.len()) {
        prints_with(PaperKind::ALL[kind], &name);
    }

    #[test]
    fn any_amounts_and_strokes_print(
        amounts in proptest::collection::vec(any::<i64>(), 1..8),
        strokes in proptest::collection::vec(proptest::collection::vec(any::<[f32; 2]>(), 0..9), 0..4),
    ) {
        let mut paper = sample("contract-en");
        paper.sums = amounts.iter().map(|&amount| Sum { label: "Sum".to_owned(), amount, strong: false }).collect();
        paper.signature.as_mut().unwrap().strokes = strokes;
        let text = text(&PRESS.print(&paper).unwrap());
        for amount in amounts {
            prop_assert!(text.contains(&solid(&money(amount, "CNY"))));
        }
    }
}

//! What templates see of a paper, `paper.json`: every text clean and cut, every amount written out.
//!
//! Names are those of [`Paper`]; amounts are text. Besides: `fonts`, the families to set; of a code `file`, a picture
//! of 8 bit grey with `side` × `side` pixels; of a signature `strokes` with x in 0…1 and y in 0…`ratio`.

use serde::Serialize;

use crate::Language;
use crate::code::{Modules, modules};
use crate::money::money;
use crate::paper::{Buyer, Check, Code, Fact, Paper, PaperKind, Section, Signature, Store};
use crate::text::clean;
use crate::{Error, limits};

#[derive(Serialize)]
pub(crate) struct View {
    kind: PaperKind,
    language: Language,
    pub(crate) fonts: Vec<String>,
    number: String,
    mark: String,
    store: Store,
    buyer: Option<Buyer>,
    made_at: String,
    seller: String,
    valid_until: String,
    facts: Vec<Fact>,
    sections: Vec<SectionView>,
    sums: Vec<SumView>,
    why: Vec<WhyView>,
    instalments: Vec<InstalmentView>,
    payments: Vec<PaymentView>,
    terms: Vec<String>,
    checks: Vec<Check>,
    missing: Vec<Fact>,
    remarks: String,
    signature: Option<SignatureView>,
    codes: Vec<CodeView>,
    footer: String,
}

#[derive(Serialize)]
struct SectionView {
    title: String,
    sum: Option<String>,
    lines: Vec<LineView>,
}

#[derive(Serialize)]
struct LineView {
    title: String,
    spec: String,
    quantity: String,
    unit_price: String,
    amount: String,
    was: Option<String>,
}

#[derive(Serialize)]
struct SumView {
    label: String,
    amount: String,
    strong: bool,
}

#[derive(Serialize)]
struct WhyView {
    label: String,
    amount: Option<String>,
}

#[derive(Serialize)]
struct InstalmentView {
    label: String,
    due: String,
    amount: String,
}

#[derive(Serialize)]
struct PaymentView {
    at: String,
    way: String,
    amount: String,
}

#[derive(Serialize)]
struct SignatureView {
    name: String,
    signed_at: String,
    ratio: f32,
    strokes: Vec<Vec<[f32; 2]>>,
    document_hash: String,
}

#[derive(Serialize)]
struct CodeView {
    file: String,
    side: usize,
    caption: String,
}

/// The file of code number `at`.
pub(crate) fn code_file(at: usize) -> String {
    format!("code-{at}.grey")
}

/// What templates see of `paper`, and the pictures of its codes.
pub(crate) fn view(paper: &Paper) -> Result<(View, Vec<Modules>), Error> {
    check(paper)?;
    let codes: Vec<Modules> = paper.codes.iter().map(modules).collect::<Result<_, _>>()?;
    let amount = |minor: i64| money(minor, &paper.currency);
    let buyer = |buyer: &Buyer| Buyer {
        name: clean(&buyer.name, limits::NAME),
        phone: clean(&buyer.phone, limits::SHORT),
        address: clean(&buyer.address, limits::LONG),
    };
    let code = |(at, (code, modules)): (usize, (&Code, &Modules))| CodeView {
        file: code_file(at),
        side: modules.side,
        caption: clean(&code.caption, limits::LONG),
    };
    let view = View {
        kind: paper.kind,
        language: paper.language,
        fonts: Vec::new(),
        number: clean(&paper.number, limits::SHORT),
        mark: clean(&paper.mark, limits::SHORT),
        store: Store {
            name: clean(&paper.store.name, limits::NAME),
            address: clean(&paper.store.address, limits::LONG),
            phone: clean(&paper.store.phone, limits::SHORT),
        },
        buyer: paper.buyer.as_ref().map(buyer),
        made_at: clean(&paper.made_at, limits::SHORT),
        seller: clean(&paper.seller, limits::SHORT),
        valid_until: clean(&paper.valid_until, limits::SHORT),
        facts: each(&paper.facts, |fact| Fact {
            label: clean(&fact.label, limits::SHORT),
            value: clean(&fact.value, limits::NAME),
        }),
        sections: each(&paper.sections, |one| section(one, &amount)),
        sums: each(&paper.sums, |sum| SumView {
            label: clean(&sum.label, limits::SHORT),
            amount: amount(sum.amount),
            strong: sum.strong,
        }),
        why: each(&paper.why, |why| WhyView { label: clean(&why.label, limits::LONG), amount: why.amount.map(amount) }),
        instalments: each(&paper.instalments, |one| InstalmentView {
            label: clean(&one.label, limits::SHORT),
            due: clean(&one.due, limits::SHORT),
            amount: amount(one.amount),
        }),
        payments: each(&paper.payments, |one| PaymentView {
            at: clean(&one.at, limits::SHORT),
            way: clean(&one.way, limits::NAME),
            amount: amount(one.amount),
        }),
        terms: each(&paper.terms, |term| clean(term, limits::TERM)),
        checks: each(&paper.checks, |one| Check { what: clean(&one.what, limits::LONG), done: one.done }),
        missing: each(&paper.missing, |one| Fact {
            label: clean(&one.label, limits::NAME),
            value: clean(&one.value, limits::NAME),
        }),
        remarks: clean(&paper.remarks, limits::TERM),
        signature: paper.signature.as_ref().map(signature),
        codes: paper.codes.iter().zip(&codes).enumerate().map(code).collect(),
        footer: clean(&paper.footer, limits::LONG),
    };
    Ok((view, codes))
}

fn each<T, V>(all: &[T], one: impl Fn(&T) -> V) -> Vec<V> {
    all.iter().map(one).collect()
}

fn check(paper: &Paper) -> Result<(), Error> {
    if paper.currency.len() != 3 || !paper.currency.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return Err(Error::Currency(clean(&paper.currency, limits::SHORT)));
    }
    let slip = paper.kind == PaperKind::Slip;
    let lines = paper.sections.iter().map(|section| section.lines.len()).sum();
    let points = paper.signature.iter().flat_map(|signature| &signature.strokes).map(Vec::len).sum();
    for (what, count, most) in [
        ("lines", lines, if slip { limits::SLIP_LINES } else { limits::LINES }),
        ("rooms", paper.sections.len(), limits::SECTIONS),
        ("facts", paper.facts.len(), limits::ROWS),
        ("sums", paper.sums.len(), limits::ROWS),
        ("reasons", paper.why.len(), limits::ROWS),
        ("instalments", paper.instalments.len(), limits::ROWS),
        ("payments", paper.payments.len(), limits::ROWS),
        ("terms", paper.terms.len(), if slip { limits::SLIP_TERMS } else { limits::TERMS }),
        ("checks", paper.checks.len(), limits::TERMS),
        ("missing parts", paper.missing.len(), limits::ROWS),
        ("codes", paper.codes.len(), limits::CODES),
        ("points of a signature", points, limits::POINTS),
    ] {
        if count > most {
            return Err(Error::TooMany { what, most, count });
        }
    }
    Ok(())
}

fn section(section: &Section, amount: &impl Fn(i64) -> String) -> SectionView {
    SectionView {
        title: clean(&section.title, limits::NAME),
        sum: section.sum.map(amount),
        lines: each(&section.lines, |line| LineView {
            title: clean(&line.title, limits::NAME),
            spec: clean(&line.spec, limits::LONG),
            quantity: clean(&line.quantity, limits::SHORT),
            unit_price: amount(line.unit_price),
            amount: amount(line.amount),
            was: line.was.map(amount),
        }),
    }
}

fn signature(signature: &Signature) -> SignatureView {
    let (strokes, ratio) = fitted(&signature.strokes);
    SignatureView {
        name: clean(&signature.name, limits::NAME),
        signed_at: clean(&signature.signed_at, limits::SHORT),
        ratio,
        strokes,
        document_hash: clean(&signature.document_hash, limits::NAME),
    }
}

/// `strokes` moved and scaled to x in 0…1, and how high they are in that unit. Points that are no numbers are left out.
fn fitted(strokes: &[Vec<[f32; 2]>]) -> (Vec<Vec<[f32; 2]>>, f32) {
    const FAR: f32 = 1e6;
    let fits = |point: &&[f32; 2]| point.iter().all(|one| one.abs() <= FAR);
    let points = || strokes.iter().flatten().filter(fits);
    let least = |axis: usize| points().map(|point| point[axis]).fold(f32::INFINITY, f32::min);
    let most = |axis: usize| points().map(|point| point[axis]).fold(f32::NEG_INFINITY, f32::max);
    if points().next().is_none() {
        return (Vec::new(), 0.0);
    }
    let (left, top) = (least(0), least(1));
    let (width, height) = (most(0) - left, most(1) - top);
    // A stroke straight down is as high as the box is, not as wide.
    let unit = width.max(height / 4.0).max(f32::MIN_POSITIVE);
    let place = |point: &[f32; 2]| [(point[0] - left) / unit, (point[1] - top) / unit];
    let fit = |stroke: &Vec<[f32; 2]>| -> Vec<[f32; 2]> { stroke.iter().filter(fits).map(place).collect() };
    let strokes = strokes.iter().map(fit).filter(|stroke| !stroke.is_empty()).collect();
    (strokes, height / unit)
}

#[cfg(test)]
mod tests {
    use super::fitted;

    #[test]
    fn strokes_are_fitted_into_the_box() {
        let strokes = vec![vec![[100.0, 50.0], [300.0, 150.0], [f32::NAN, 0.0]], vec![[200.0, f32::INFINITY]]];
        assert_eq!(fitted(&strokes), (vec![vec![[0.0, 0.0], [1.0, 0.5]]], 0.5));
        assert_eq!(fitted(&[vec![[3.0, 0.0], [3.0, 8.0]]]), (vec![vec![[0.0, 0.0], [0.0, 4.0]]], 4.0));
        let (dot, ratio) = fitted(&[vec![[7.0, 7.0]]]);
        assert_eq!((dot, ratio), (vec![vec![[0.0, 0.0]]], 0.0));
    }
}

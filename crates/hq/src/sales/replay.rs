//! A quote priced once more, by headquarters' catalog for the moment that the quote is of: whatever differs has a reason
//! that somebody can be told.

use serde::Serialize;
use tenon_domain::pricing::{PricedLine, Reason};
use tenon_domain::quoting::{QuoteContent, QuoteLine};
use tenon_domain::{Localized, Refusal};
use tenon_store::catalog::AskedLine;
use ts_rs::TS;

/// A line of a quote beside what headquarters would have asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ReplayedLine {
    /// Its name.
    pub title: Localized,
    /// Pieces.
    pub count: u32,
    /// What the customer was asked for before card and discount, minor units.
    pub quoted_minor: i64,
    /// What the card takes off that, minor units.
    pub card_minor: i64,
    /// What was taken off by hand, minor units.
    pub discount_minor: i64,
    /// What headquarters' engine says, minor units; none where it cannot say.
    pub expected_minor: Option<i64>,
    /// Number of the version of the price book on the quote.
    pub quoted_book: i64,
    /// Number of the version that held at headquarters.
    pub expected_book: Option<i64>,
    /// Promotions that are on the quote alone.
    pub quoted_only: Vec<Localized>,
    /// Promotions that headquarters' engine has alone.
    pub expected_only: Vec<Localized>,
}

/// What is to be priced again.
pub(crate) fn asked(content: &QuoteContent) -> Vec<AskedLine> {
    let ask = |line: &QuoteLine| AskedLine {
        line: line.line.clone(),
        product_id: line.product,
        variant_id: line.variant,
        count: line.count,
        size: line.size,
        quantity_milli: line.quantity_milli,
    };
    content.lines.iter().map(ask).collect()
}

/// `content` beside `priced`, which headquarters' engine made of the same goods at the same moment. Where all of them
/// together have no price, each line stands without one.
pub fn replay(content: &QuoteContent, priced: &Result<tenon_domain::pricing::Priced, Refusal>) -> Vec<ReplayedLine> {
    let expected = priced.as_ref().map(|priced| priced.lines.as_slice()).unwrap_or_default();
    let beside = |line: &QuoteLine| compared(line, expected.iter().find(|one| one.line == line.line));
    content.lines.iter().map(beside).collect()
}

fn compared(line: &QuoteLine, expected: Option<&PricedLine>) -> ReplayedLine {
    let quoted = promotions(&line.why);
    let held = expected.map(|one| promotions(&one.why)).unwrap_or_default();
    let alone =
        |own: &[Localized], other: &[Localized]| own.iter().filter(|one| !other.contains(one)).cloned().collect();
    ReplayedLine {
        title: line.title.clone(),
        count: line.count,
        quoted_minor: line.price_minor,
        card_minor: line.card_minor,
        discount_minor: line.discount_minor,
        expected_minor: expected.map(|one| one.total_minor),
        quoted_book: line.book_version,
        expected_book: expected.map(|one| one.book_version),
        quoted_only: alone(&quoted, &held),
        expected_only: alone(&held, &quoted),
    }
}

fn promotions(why: &[Reason]) -> Vec<Localized> {
    let name = |reason: &Reason| match reason {
        Reason::Promotion { name, .. } => Some(name.clone()),
        _ => None,
    };
    why.iter().filter_map(name).collect()
}

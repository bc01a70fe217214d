//! The price book: versions that never change, each with the lines that it changes.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Rate;
use crate::catalog::Price;
use crate::{Localized, Uuid};

/// A version of the price book. Published once, never changed; it may be published before it begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BookVersion {
    /// Counts up over all zones.
    pub number: i64,
    /// The price zone; none for the whole chain.
    pub zone: Option<String>,
    /// What people call it.
    pub name: Localized,
    /// First moment, UTC milliseconds.
    pub from_ms: i64,
    /// First moment after; none until a later version has the same line. UTC milliseconds.
    pub until_ms: Option<i64>,
    /// When it was published, UTC milliseconds.
    pub published_ms: i64,
}

impl BookVersion {
    /// Whether it holds at `at_ms`.
    pub fn holds(&self, at_ms: i64) -> bool {
        self.from_ms <= at_ms && self.until_ms.is_none_or(|until| at_ms < until)
    }
}

/// What a version says of one variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookLine {
    /// The version.
    pub version: Arc<BookVersion>,
    /// The variant.
    pub variant: Uuid,
    /// What it costs; none gives it back to the next wider book.
    pub rate: Option<Rate>,
}

/// The rate that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// What it costs.
    pub rate: Rate,
    /// The version that says so; none for what the catalog was imported with.
    pub version: Option<Arc<BookVersion>>,
}

/// What holds at `at_ms` in `zone` for `variant`, whose imported prices are `imported`: the zone's line, else the whole
/// chain's, else the imported price; of several the one that began last, of those the one published last.
pub fn in_force(
    variant: Uuid,
    imported: &[Price],
    lines: &[BookLine],
    zone: Option<&str>,
    at_ms: i64,
) -> Option<InForce> {
    let of = |wanted: Option<&str>| {
        lines
            .iter()
            .filter(|line| {
                line.variant == variant && line.version.zone.as_deref() == wanted && line.version.holds(at_ms)
            })
            .max_by_key(|line| (line.version.from_ms, line.version.number))
            .and_then(|line| Some(InForce { rate: line.rate.clone()?, version: Some(Arc::clone(&line.version)) }))
    };
    zone.and_then(|zone| of(Some(zone))).or_else(|| of(None)).or_else(|| {
        let minor = crate::catalog::price_at(imported, at_ms)?;
        Some(InForce { rate: Rate::plain(minor), version: None })
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{BookLine, BookVersion, in_force};
    use crate::catalog::Price;
    use crate::pricing::Rate;
    use crate::{Localized, Uuid};

    fn line(number: i64, zone: Option<&str>, from_ms: i64, until_ms: Option<i64>, minor: Option<i64>) -> BookLine {
        let (zone, name) = (zone.map(str::to_owned), Localized::default());
        let version = BookVersion { number, zone, name, from_ms, until_ms, published_ms: 0 };
        BookLine { version: Arc::new(version), variant: Uuid::nil(), rate: minor.map(Rate::plain) }
    }

    #[test]
    fn the_narrowest_book_that_began_last_holds() {
        let imported = [Price { minor: 100, from_ms: i64::MIN, until_ms: None }];
        let lines = [
            line(1, None, 10, None, Some(90)),
            line(2, Some("north"), 20, Some(30), Some(80)),
            line(3, None, 25, None, Some(95)),
            line(4, Some("north"), 40, None, Some(85)),
            line(5, Some("north"), 50, None, None),
            line(6, Some("north"), 50, None, Some(1)),
            line(7, Some("north"), 50, None, None),
        ];
        let at = |zone: Option<&str>, ms| in_force(Uuid::nil(), &imported, &lines, zone, ms).unwrap().rate.leading();
        assert_eq!([9, 10, 24, 25, 99].map(|ms| at(None, ms)), [100, 90, 90, 95, 95]);
        assert_eq!([9, 19, 20, 29, 30, 40, 50].map(|ms| at(Some("north"), ms)), [100, 90, 80, 80, 95, 85, 95]);
        assert_eq!(at(Some("south"), 45), 95);
        assert!(in_force(Uuid::max(), &[], &lines, None, 99).is_none());
    }
}

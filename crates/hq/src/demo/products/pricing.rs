//! Prices that look like a shop's, and their changes.

use tenon_domain::catalog::Price;

use crate::demo::day::Day;
use crate::demo::dice::Dice;

/// How the prices of one product move; all its variants move together.
#[derive(Debug, Clone, Copy)]
pub(super) enum Course {
    /// It stays.
    Steady,
    /// From a coming midnight on it is `percent` of what it was.
    Changes { in_days: i64, percent: i64 },
    /// For some days it is `percent` of what it was.
    Offer { from_day: i64, until_day: i64, percent: i64 },
}

impl Course {
    pub(super) fn draw(dice: &mut Dice) -> Self {
        match dice.below(100) {
            0..8 => Self::Changes { in_days: dice.between(1, 10), percent: *dice.pick(&[94, 96, 103, 105, 108]) },
            8..14 => Self::Offer {
                from_day: dice.between(-5, 0),
                until_day: dice.between(2, 9),
                percent: *dice.pick(&[85, 88, 90]),
            },
            _ => Self::Steady,
        }
    }

    /// The prices of a variant that costs `yuan`.
    pub(super) fn prices(self, yuan: i64, today: Day) -> Vec<Price> {
        let always = Price { minor: yuan * 100, from_ms: i64::MIN, until_ms: None };
        let (percent, from, until) = match self {
            Self::Steady => return vec![always],
            Self::Changes { in_days, percent } => (percent, in_days, None),
            Self::Offer { from_day, until_day, percent } => (percent, from_day, Some(until_day)),
        };
        let minor = tidy(yuan * percent / 100) * 100;
        let until_ms = until.map(|days| today.plus(days).at(0, 0));
        vec![always, Price { minor, from_ms: today.plus(from).at(0, 0), until_ms }]
    }
}

/// The nearest price in yuan that a shop would print: 12,480, 3,280, 459, 68.
pub(super) fn tidy(yuan: i64) -> i64 {
    match yuan {
        10_000.. => (yuan + 50) / 100 * 100 - 20,
        1_000.. => (yuan + 10) / 20 * 20,
        100.. => (yuan + 5) / 10 * 10 - 1,
        _ => yuan.max(1),
    }
}

//! Promotions: one that holds, one that is over, one to come.

use tenon_domain::catalog::Promotion;
use tenon_domain::{Localized, Uuid};

use super::day::Day;
use super::root;

/// The promotions as they stand on the day of `today_ms`.
pub fn promotions(today_ms: i64) -> Vec<Promotion> {
    let today = Day::of(today_ms);
    let promotion = |key: &str, name: Localized, categories: &[&str], off, from: i64, until: i64| Promotion {
        id: Uuid::new_v5(&root(0), format!("promotion:{key}").as_bytes()),
        name,
        categories: categories.iter().map(|&path| path.to_owned()).collect(),
        basis_points_off: off,
        from_ms: today.plus(from).at(0, 0),
        until_ms: today.plus(until).at(0, 0),
    };
    vec![
        promotion("kitchens-now", Localized::new("岁末焕新节", "Year-end renewal"), &["kitchen"], 800, -6, 9),
        promotion(
            "doors-and-tiles-past",
            Localized::new("金秋装修季", "Autumn refit"),
            &["door", "tile"],
            1_000,
            -45,
            -12,
        ),
        promotion("everything-next", Localized::new("新年焕家", "New year at home"), &[], 500, 12, 30),
    ]
}

//! The demonstration's price book beside the imported one: a zone that is a little dearer, one that will be, prices by
//! size for doors, and who may give how much discount.

use tenon_domain::Localized;
use tenon_domain::catalog::{PriceUnit, Product};
use tenon_domain::entities::{AuthorityRule, DiscountAuthority, Role};
use tenon_domain::pricing::{Rate, SizeTable};
use tenon_store::catalog::NewPrices;

use super::day::Day;
use super::people::SHENZHEN;
use super::products;

pub use super::people::CHENGDU;

/// Products that a version names at most.
const NAMED: usize = 200;

/// The versions to publish, in this order.
pub fn price_books(seed: u64, today_ms: i64, count: usize) -> Vec<NewPrices> {
    let today = Day::of(today_ms);
    let version = |zone: Option<&str>, zh: &str, en: &str, from: i64, lines| NewPrices {
        zone: zone.map(str::to_owned),
        name: Localized::new(zh, en),
        from_ms: today.plus(from).at(0, 0),
        until_ms: None,
        lines,
    };
    let all = || products(seed, today_ms, count);
    let heavy =
        |product: &Product| product.category.path.starts_with("tile/") || product.category.path == "door/entrance";
    let percent = |share: i64| move |_: &Product, minor: i64| Rate::plain((minor * share / 100 + 50) / 100 * 100);
    let sized =
        |product: &Product| product.options.iter().flat_map(|axis| &axis.values).any(|one| one.en.ends_with("mm"));
    let made = |product: &Product| {
        matches!(product.category.path.as_str(), "door/interior" | "door/sliding") && !sized(product)
    };
    let books = vec![
        version(None, "门类按尺寸定价", "Doors by size", -30, lines(all().filter(made), by_size)),
        version(Some(CHENGDU), "成都价区", "Chengdu prices", -30, lines(all().filter(heavy), percent(103))),
        version(Some(CHENGDU), "成都新年调价", "Chengdu new-year prices", 12, lines(all().filter(heavy), percent(101))),
        version(Some(SHENZHEN), "深圳价区", "Shenzhen prices", 5, lines(all().filter(heavy), percent(106))),
    ];
    books.into_iter().filter(|book| !book.lines.is_empty()).collect()
}

type Line = (tenon_domain::Uuid, tenon_domain::Uuid, Option<Rate>);

fn lines(products: impl Iterator<Item = Product>, rate: impl Fn(&Product, i64) -> Rate) -> Vec<Line> {
    let mut lines = Vec::new();
    for product in products.take(NAMED) {
        for variant in &product.variants {
            let imported = variant.prices.first().map_or(0, |price| price.minor);
            lines.push((product.id, variant.id, Some(rate(&product, imported))));
        }
    }
    lines
}

/// A door costs more the larger it is; what is sold by the square metre has a least area.
fn by_size(product: &Product, minor: i64) -> Rate {
    if product.unit == PriceUnit::SquareMetre {
        return Rate::Unit { minor, minimum_milli: 1_500 };
    }
    let (widths_mm, heights_mm) = (vec![800, 900, 1_000, 1_200], vec![2_100, 2_300, 2_600]);
    let cells = heights_mm.iter().zip([100, 108, 122]);
    let minor = cells
        .flat_map(|(_, high)| [100, 105, 112, 128].map(|wide| minor / 100 * wide / 100 * high / 100 * 100))
        .collect();
    Rate::Table(SizeTable { widths_mm, heights_mm, minor })
}

/// Sellers a little, managers more, headquarters most; nobody below 60 percent of the list price.
pub fn discount_authority() -> DiscountAuthority {
    let rule = |role, category: Option<&str>, limit_bp, floor_bp| AuthorityRule {
        role,
        merchant: None,
        category: category.map(str::to_owned),
        limit_bp,
        floor_bp,
    };
    DiscountAuthority {
        version: 1,
        rules: vec![
            rule(Role::Seller, None, 300, 8_500),
            rule(Role::Manager, None, 800, 7_500),
            rule(Role::Clerk, None, 2_000, 6_000),
            rule(Role::Seller, Some("kitchen"), 500, 8_500),
            rule(Role::Seller, Some("tile"), 0, 9_000),
        ],
    }
}

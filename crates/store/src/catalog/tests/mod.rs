//! Catalogs small enough to look through.

mod copying;
mod early;
mod finding;
mod ikea;
mod importing;
mod judged;
mod made;
mod narrowing;
mod pictures;
mod pricing;
mod product;
mod speed;

use tenon_domain::catalog::Product;

use product::product;
use tenon_domain::pricing::{Goods, Offer, Promotion, Stacking};
use tenon_domain::{Localized, Uuid};

use super::{Catalog, Imported, Master, SearchAnswer, SearchArgs};

pub(super) const NOW: i64 = 1_800_000_000_000;

pub(super) fn import(master: &mut Master, products: &[Product]) -> Imported {
    let mut import = master.begin_import("oak", "file").unwrap();
    for product in products {
        import.upsert(product).unwrap();
    }
    import.finish(NOW).unwrap()
}

pub(super) fn find(catalog: &Catalog, text: &str) -> SearchAnswer {
    catalog.search(&SearchArgs { text: text.into(), limit: 10, ..SearchArgs::default() }, NOW).unwrap()
}

pub(super) fn ids(answer: &SearchAnswer) -> Vec<&str> {
    answer.hits.iter().map(|hit| hit.source_id.as_str()).collect()
}

/// A promotion for everything that holds from `NOW` for a thousand milliseconds.
pub(super) fn promotion(number: u128, offer: Offer) -> Promotion {
    Promotion {
        id: Uuid::from_u128(number),
        name: Localized::new("周年", "Anniversary"),
        offer,
        goods: Goods::default(),
        except: None,
        stores: vec![],
        channels: vec![],
        from_ms: NOW,
        until_ms: NOW + 1_000,
        limit: None,
        priority: 0,
        stacking: Stacking::Nothing,
    }
}

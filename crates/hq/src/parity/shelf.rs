//! Everything on show, by what an offer can be known by. Some hundred bytes a variant.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use tenon_domain::Uuid;
use tenon_domain::catalog::Variant;
use tenon_store::catalog::{Catalog, Error};

const PAGE: u32 = 500;

/// A variant on show.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) product: Uuid,
    pub(super) variant: Uuid,
}

/// The shelf.
pub(super) struct Shelf {
    places: Vec<(Place, bool)>,
    by_id: HashMap<Uuid, usize>,
    /// By hashes of SKUs and GTINs; none where several variants have one.
    by_code: HashMap<u64, Option<usize>>,
}

impl Shelf {
    /// What `catalog` has, of one merchant or of all.
    pub(super) fn of(catalog: &Catalog, merchant: Option<&str>) -> Result<Self, Error> {
        let mut shelf = Self { places: Vec::new(), by_id: HashMap::new(), by_code: HashMap::new() };
        let mut after = None;
        loop {
            let page = catalog.products_after(after, PAGE)?;
            let Some(last) = page.last() else { return Ok(shelf) };
            after = Some(last.id);
            for product in page.iter().filter(|product| merchant.is_none_or(|merchant| product.merchant == merchant)) {
                for variant in &product.variants {
                    shelf.put(Place { product: product.id, variant: variant.id }, variant);
                }
            }
        }
    }

    fn put(&mut self, place: Place, variant: &Variant) {
        let at = self.places.len();
        self.places.push((place, false));
        self.by_id.insert(variant.id, at);
        for code in codes(variant) {
            self.by_code.entry(code).and_modify(|known| *known = None).or_insert(Some(at));
        }
    }

    /// Where the website's `variant` stands here; from now on it is seen.
    pub(super) fn find(&mut self, variant: &Variant) -> Option<Place> {
        let by_code = || codes(variant).into_iter().find_map(|code| self.by_code.get(&code).copied().flatten());
        let at = self.by_id.get(&variant.id).copied().or_else(by_code)?;
        let (place, seen) = self.places.get_mut(at)?;
        *seen = true;
        Some(*place)
    }

    /// What the website has not offered.
    pub(super) fn unseen(&self) -> impl Iterator<Item = Place> {
        self.places.iter().filter(|(_, seen)| !seen).map(|(place, _)| *place)
    }
}

/// Hashes of a variant's SKU and GTIN. A GTIN is the same with zeros before it.
fn codes(variant: &Variant) -> Vec<u64> {
    let hash = |kind: &str, code: &str| {
        let mut hasher = DefaultHasher::new();
        (kind, code).hash(&mut hasher);
        hasher.finish()
    };
    let sku = Some(variant.sku.trim().to_lowercase()).filter(|sku| !sku.is_empty()).map(|sku| hash("sku", &sku));
    let gtin = variant.gtin.as_ref().map(|gtin| hash("gtin", gtin.trim_start_matches('0')));
    sku.into_iter().chain(gtin).collect()
}

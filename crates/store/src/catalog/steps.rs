//! A product's price over time: the moments at which its cheapest variant costs something else.

use tenon_domain::catalog::Product;
use tenon_domain::pricing::{BookLine, in_force};

use super::codec::{put_varint, take_varint, unzigzag, zigzag};
use super::columns::NO_PRICE;

/// Moments kept of one product.
const MOST: usize = 64;

/// Writes the steps of `product` in `zone`, `lines` being what the price book's versions say of it: how many, and for
/// each the moment (0 for always, else zigzag + 1) and the price (0 for none, else zigzag + 1).
pub(super) fn steps(product: &Product, lines: &[BookLine], zone: Option<&str>) -> Vec<u8> {
    let mut moments: Vec<i64> = moments(product, lines).collect();
    moments.push(i64::MIN);
    moments.sort_unstable();
    moments.dedup();
    let mut found: Vec<(i64, Option<i64>)> = Vec::new();
    for moment in moments {
        let force = product.variants.iter().map(|one| in_force(one.id, &one.prices, lines, zone, moment));
        let cheapest = force.flatten().map(|force| force.rate.leading()).min();
        if found.last().is_none_or(|(_, price)| *price != cheapest) {
            found.push((moment, cheapest));
        }
    }
    found.truncate(MOST);
    let mut out = Vec::new();
    put_varint(&mut out, found.len() as u64);
    for (moment, price) in found {
        put_varint(&mut out, if moment == i64::MIN { 0 } else { zigzag(moment).saturating_add(1) });
        put_varint(&mut out, price.map_or(0, |price| zigzag(price).saturating_add(1)));
    }
    out
}

/// The moments at which prices of `product` begin or end.
pub(super) fn moments(product: &Product, lines: &[BookLine]) -> impl Iterator<Item = i64> {
    let prices = product.variants.iter().flat_map(|variant| &variant.prices);
    let imported = prices.flat_map(|price| [Some(price.from_ms), price.until_ms]);
    let versions = lines.iter().map(|line| &line.version);
    let published = versions.flat_map(|version| [Some(version.from_ms), version.until_ms]);
    imported.chain(published).flatten()
}

/// Reads past steps: the price at `now_ms` and the next moment at which it changes.
pub(super) fn price_at(bytes: &mut &[u8], now_ms: i64) -> Option<(Option<i64>, i64)> {
    let (mut price, mut next) = (None, i64::MAX);
    for _ in 0..take_varint(bytes)? {
        let moment = take_varint(bytes)?.checked_sub(1).map_or(i64::MIN, unzigzag);
        let step = take_varint(bytes)?.checked_sub(1).map(unzigzag);
        if moment <= now_ms {
            price = step;
        } else {
            next = next.min(moment);
        }
    }
    Some((price, next))
}

/// The price that steps say once and for all, `NO_PRICE` for none; `None` when it changes with time.
pub(super) fn constant(mut bytes: &[u8]) -> Option<i64> {
    match take_varint(&mut bytes)? {
        0 => Some(NO_PRICE),
        1 if take_varint(&mut bytes)? == 0 => Some(take_varint(&mut bytes)?.checked_sub(1).map_or(NO_PRICE, unzigzag)),
        _ => None,
    }
}

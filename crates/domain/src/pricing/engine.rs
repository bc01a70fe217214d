//! Pricing a basket, or one product as a list shows it.

use super::lots::{Bench, Lot, Place};
use super::{
    BasketLine, BookLine, GoodsFacts, InForce, Measured, Priced, PricedLine, Promotion, Reason, Sale, in_force, measure,
};
use crate::catalog::{Product, Variant};
use crate::entities::DiscountAuthority;
use crate::{Localized, Refusal};

/// Lines of one basket at most.
pub const LINES_LIMIT: usize = 200;
/// Pieces of one line at most.
pub const COUNT_LIMIT: u32 = 10_000;
/// Largest price of one piece, minor units.
const PIECE_LIMIT: i64 = 1_000_000_000_000;

/// A line with its list price.
struct Listed {
    force: InForce,
    measured: Measured,
}

/// Prices a basket. The order of lines changes nothing but the order of the answer. What cannot be priced is refused
/// with the line that it is about.
pub fn price(
    lines: &[BasketLine<'_>],
    sale: &Sale,
    promotions: &[Promotion],
    authority: Option<&DiscountAuthority>,
) -> Result<Priced, Refusal> {
    if lines.len() > LINES_LIMIT {
        return Err(Refusal::basket_too_large());
    }
    let currency = lines.first().map_or("", |line| line.variant.currency.as_str());
    let mut listed = Vec::with_capacity(lines.len());
    for line in lines {
        if line.variant.currency != currency {
            return Err(Refusal::currencies_mixed().on_line(line.key));
        }
        listed.push(list(line, sale).map_err(|refusal| refusal.on_line(line.key))?);
    }
    // The engine works in an order of its own, so that the order of the basket decides nothing.
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|at| {
        lines.get(*at).map(|line| (line.variant.id, line.size, line.quantity_milli, line.count, line.key))
    });
    let in_order = || order.iter().filter_map(|at| Some((lines.get(*at)?, listed.get(*at)?)));
    let places = in_order().map(|(line, listed)| place(line.product, listed.measured.piece_minor, authority)).collect();
    let pieces: Vec<(u32, i64)> = in_order().map(|(_, one)| (one.measured.count, one.measured.piece_minor)).collect();
    let holding = promotions.iter().filter(|promotion| promotion.holds(sale)).collect();
    let mut bench = Bench::new(places, &pieces, holding);
    bench.pieces();
    bench.groups();
    bench.thresholds();
    let mut priced: Vec<Option<PricedLine>> = lines.iter().map(|_| None).collect();
    for (at, (place, (line, listed))) in order.iter().zip(in_order().enumerate()) {
        if let Some(slot) = priced.get_mut(*at) {
            *slot = Some(finish(&bench, place, line, listed, sale));
        }
    }
    let lines: Vec<PricedLine> = priced.into_iter().flatten().collect();
    let list_minor = lines.iter().map(|line| line.list_minor).sum();
    let total_minor: i64 = lines.iter().map(|line| line.total_minor).sum();
    Ok(Priced {
        currency: currency.to_owned(),
        at_ms: sale.at_ms,
        lines,
        gifts: bench.gifts,
        list_minor,
        off_minor: list_minor - total_minor,
        total_minor,
    })
}

fn list(line: &BasketLine<'_>, sale: &Sale) -> Result<Listed, Refusal> {
    let (variant, zone) = (line.variant, sale.zone.as_deref());
    let force =
        in_force(variant.id, &variant.prices, line.book, zone, sale.at_ms).ok_or_else(Refusal::price_missing)?;
    if !(1..=COUNT_LIMIT).contains(&line.count) {
        return Err(Refusal::count_out_of_range());
    }
    let measured = measure(&force.rate, line.product.unit, line.size, line.quantity_milli, line.count)?;
    if measured.count > COUNT_LIMIT {
        return Err(Refusal::count_out_of_range());
    }
    if !(0..=PIECE_LIMIT).contains(&measured.piece_minor) {
        return Err(Refusal::amount_out_of_range());
    }
    Ok(Listed { force, measured })
}

fn place<'p>(product: &'p Product, piece_minor: i64, authority: Option<&DiscountAuthority>) -> Place<'p> {
    let goods = GoodsFacts::from(product);
    let floor = authority.map_or(0, |authority| authority.floor_minor(&goods, piece_minor));
    Place { goods, floor }
}

/// Where the list price is from.
fn booked(force: &InForce, product: &Product, sale: &Sale) -> Reason {
    let version = force.version.as_deref();
    Reason::Book {
        version: version.map_or(sale.base_book, |version| version.number),
        zone: version.and_then(|version| version.zone.clone()),
        name: version.map_or_else(Localized::default, |version| version.name.clone()),
        from_ms: version.map(|version| version.from_ms),
        unit_minor: force.rate.leading(),
        unit: product.unit,
    }
}

fn promoted(bench: &Bench<'_>, place: usize) -> impl Iterator<Item = Reason> {
    bench.notes.get(&place).into_iter().flatten().filter_map(|(promotion, count, off)| {
        let found = bench.promotions.get(*promotion)?;
        Some(Reason::Promotion {
            id: found.id,
            name: found.name.clone(),
            kind: found.offer.kind(),
            count: *count,
            off_minor: *off,
            until_ms: (found.until_ms < i64::MAX).then_some(found.until_ms),
        })
    })
}

fn finish(bench: &Bench<'_>, place: usize, line: &BasketLine<'_>, listed: &Listed, sale: &Sale) -> PricedLine {
    let amount: i64 = bench.lots.iter().filter(|lot| lot.line == place).map(Lot::amount).sum();
    let count = listed.measured.count;
    let floor = bench.floor(place) * i64::from(count);
    let mut why = vec![booked(&listed.force, line.product, sale)];
    why.extend(listed.measured.why.iter().cloned());
    why.extend(promoted(bench, place));
    if bench.held.contains(&place) {
        why.push(Reason::Floor { minor: floor });
    }
    let version = listed.force.version.as_deref();
    PricedLine {
        line: line.key.to_owned(),
        product_id: line.product.id,
        variant_id: line.variant.id,
        count,
        piece_minor: listed.measured.piece_minor,
        list_minor: listed.measured.piece_minor * i64::from(count),
        total_minor: amount,
        book_version: version.map_or(sale.base_book, |version| version.number),
        book_zone: version.and_then(|version| version.zone.clone()),
        why,
    }
}

/// A price as a list or sheet shows it: of one unit, or of the cheapest size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// List price, minor units.
    pub list_minor: i64,
    /// With the promotions that act on a piece by itself, minor units.
    pub now_minor: i64,
    /// From the price book to the price now.
    pub why: Vec<Reason>,
}

/// What one unit of `variant` costs by itself; none without a price in force.
pub fn shown(
    product: &Product,
    variant: &Variant,
    book: &[BookLine],
    sale: &Sale,
    promotions: &[Promotion],
    authority: Option<&DiscountAuthority>,
) -> Option<Shown> {
    let force = in_force(variant.id, &variant.prices, book, sale.zone.as_deref(), sale.at_ms)?;
    let list_minor = force.rate.leading();
    let place = place(product, list_minor, authority);
    let acting = |one: &&Promotion| one.offer.kind().is_for_pieces() && one.holds(sale) && one.is_for(&place.goods);
    let acting = promotions.iter().filter(acting).collect();
    let bench = alone(place, list_minor, acting);
    let mut why = vec![booked(&force, product, sale)];
    why.extend(promoted(&bench, 0));
    if bench.held.contains(&0) {
        why.push(Reason::Floor { minor: bench.floor(0) });
    }
    Some(Shown { list_minor, now_minor: bench.lots.iter().map(Lot::amount).sum(), why })
}

/// What a piece of `goods` at `list_minor` costs by itself with `promotions`, which hold, are for it and act on pieces.
/// The same as `shown` says, for those who ask for very many.
pub fn piece_price(goods: GoodsFacts<'_>, list_minor: i64, floor_minor: i64, promotions: &[&Promotion]) -> i64 {
    match promotions {
        [] => list_minor,
        [only] => only.offer.on_piece(list_minor).max(floor_minor).min(list_minor),
        several => {
            let bench = alone(Place { goods, floor: floor_minor }, list_minor, several.to_vec());
            bench.lots.iter().map(Lot::amount).sum()
        }
    }
}

fn alone<'b>(place: Place<'b>, list_minor: i64, promotions: Vec<&'b Promotion>) -> Bench<'b> {
    let mut bench = Bench::new(vec![place], &[(1, list_minor)], promotions);
    bench.pieces();
    bench
}

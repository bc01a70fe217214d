//! What every product costs with the promotions that act on a piece by itself, for sorting, filters and facets.
//!
//! Worked out anew when products, promotions or the market change and at the moments at which a promotion begins or
//! ends; while no promotion acts there is nothing to work out.

use std::collections::HashMap;

use rusqlite::Connection;
use tenon_domain::Uuid;
use tenon_domain::pricing::{GoodsFacts, Promotion, Sale, piece_price};

use super::columns::{Columns, NO_PRICE};
use super::{Error, Market};

/// Prices with promotions by document; empty while none acts.
#[derive(Debug, Default)]
pub(super) struct Offers {
    price: Vec<i64>,
    /// What they were worked out for: state of the catalog, turn of the market, first and last moment.
    known: Option<(i64, u64, i64, i64)>,
}

/// What offers are worked out from.
pub(super) struct Ground<'g> {
    pub(super) conn: &'g Connection,
    pub(super) columns: &'g Columns,
    pub(super) categories: &'g [(String, tenon_domain::Localized)],
    pub(super) brands: &'g [String],
    pub(super) promotions: &'g [Promotion],
    pub(super) market: &'g Market,
    pub(super) sale: &'g Sale,
    /// Goes up with every state of the catalog and every other market.
    pub(super) state: i64,
    pub(super) turn: u64,
}

impl Offers {
    /// The price of `doc` that `columns` has at list, with promotions.
    pub(super) fn price(&self, doc: usize, list: i64) -> i64 {
        self.price.get(doc).copied().unwrap_or(list)
    }

    /// Works them out again where something changed.
    pub(super) fn refresh(&mut self, ground: &Ground<'_>) -> Result<(), Error> {
        let now = ground.sale.at_ms;
        let fits = |(state, turn, from, until): (i64, u64, i64, i64)| {
            (state, turn) == (ground.state, ground.turn) && (from..until).contains(&now)
        };
        if self.known.is_some_and(fits) {
            return Ok(());
        }
        let acting: Vec<&Promotion> =
            ground.promotions.iter().filter(|one| one.offer.kind().is_for_pieces() && one.holds(ground.sale)).collect();
        let moments = || ground.promotions.iter().flat_map(|one| [one.from_ms, one.until_ms]);
        let next = moments().filter(|moment| *moment > now).min().unwrap_or(i64::MAX);
        let last = moments().filter(|moment| *moment <= now).max().unwrap_or(i64::MIN);
        self.known = None;
        self.price = if acting.is_empty() { Vec::new() } else { prices(ground, &acting)? };
        let (from, until) = (last.max(ground.columns.as_of_ms), next.min(ground.columns.good_until_ms));
        self.known = Some((ground.state, ground.turn, from, until));
        Ok(())
    }
}

/// Products that agree in category, brand and this agree in promotions and floor.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash)]
struct Named {
    /// One of the merchants that something names, + 1.
    merchant: u16,
    /// The product, where a promotion names it.
    product: Option<Uuid>,
}

fn prices(ground: &Ground<'_>, acting: &[&Promotion]) -> Result<Vec<i64>, Error> {
    let (merchants, named) = named(ground, acting)?;
    let columns = ground.columns;
    let mut known: HashMap<(u32, u32, Named), (Vec<&Promotion>, u32)> = HashMap::new();
    let mut prices = columns.price.clone();
    for (doc, price) in prices.iter_mut().enumerate().filter(|(_, price)| **price != NO_PRICE) {
        let category = columns.category.get(doc).copied().unwrap_or(0);
        let brand = columns.brand.get(doc).copied().unwrap_or(0);
        let who = u32::try_from(doc).ok().and_then(|doc| named.get(&doc)).copied().unwrap_or_default();
        let merchant = usize::from(who.merchant).checked_sub(1).and_then(|at| merchants.get(at));
        let goods = GoodsFacts {
            product: who.product.unwrap_or_default(),
            merchant: merchant.map_or("", |merchant| merchant),
            brand: ground.brands.get(brand as usize).map_or("", String::as_str),
            category: ground.categories.get(category as usize).map_or("", |(path, _)| path.as_str()),
        };
        let (promotions, floor_bp) = known.entry((category, brand, who)).or_insert_with(|| {
            let promotions = acting.iter().copied().filter(|one| one.is_for(&goods)).collect();
            (promotions, ground.market.authority.as_ref().map_or(0, |authority| authority.floor_bp(&goods)))
        });
        if !promotions.is_empty() {
            let floor = tenon_domain::entities::floor_minor(*price, *floor_bp);
            *price = piece_price(goods, *price, floor, promotions);
        }
    }
    Ok(prices)
}

/// The merchants that promotions and floors name, and the documents that are theirs or are named themselves.
fn named<'g>(ground: &'g Ground<'_>, acting: &[&'g Promotion]) -> Result<(Vec<&'g str>, HashMap<u32, Named>), Error> {
    let goods = || acting.iter().flat_map(|one| std::iter::once(&one.goods).chain(&one.except));
    let rules = ground.market.authority.iter().flat_map(|authority| &authority.rules);
    let mut merchants: Vec<&str> = goods().flat_map(|goods| &goods.merchants).map(String::as_str).collect();
    merchants.extend(rules.filter_map(|rule| rule.merchant.as_deref()));
    merchants.sort_unstable();
    merchants.dedup();
    let mut named: HashMap<u32, Named> = HashMap::new();
    let mut of_merchant = ground.conn.prepare_cached("SELECT doc FROM products WHERE body ->> '$.merchant' = ?1")?;
    for (merchant, number) in merchants.iter().zip(1_u16..) {
        let mut rows = of_merchant.query([merchant])?;
        while let Some(row) = rows.next()? {
            named.entry(row.get(0)?).or_default().merchant = number;
        }
    }
    let mut of_id = ground.conn.prepare_cached("SELECT doc FROM products WHERE id = ?1")?;
    for id in goods().flat_map(|goods| &goods.products) {
        let mut rows = of_id.query([id.as_bytes()])?;
        while let Some(row) = rows.next()? {
            named.entry(row.get(0)?).or_default().product = Some(*id);
        }
    }
    Ok((merchants, named))
}

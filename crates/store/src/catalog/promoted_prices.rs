//! What products cost with the promotions that act on a piece by itself, for sorting, filters and facets.
//!
//! Prices at list are in columns on disk; what is held here is which promotions act, whose products they name, and what
//! they made of the prices asked for. It is worked out anew when products, promotions or the market change and at the
//! moments at which a promotion begins or ends;
//! while no promotion acts there is nothing to work out.

use std::cell::RefCell;
use std::collections::HashMap;

use rusqlite::Connection;
use tenon_domain::Uuid;
use tenon_domain::entities::{DiscountAuthority, floor_minor};
use tenon_domain::pricing::{GoodsFacts, Promotion, Sale, piece_price};

use super::collected::Found;
use super::columns::{CHUNK, CHUNK_BITS, Columns};
use super::meta::Meta;
use super::reader::Cache;
use super::{Error, Market};

/// By document of a chunk: the price at list that was last asked for, and what it became.
type Asked = Box<[(u32, u32)]>;

/// Chunks whose prices are kept, at most: those of two million products.
const MOST_ASKED: usize = 512;

/// Promotions that act on pieces now, and what they make of a price; of one state of the catalog.
#[derive(Debug, Default)]
pub(super) struct PromotedPrices {
    acting: Vec<Promotion>,
    authority: Option<DiscountAuthority>,
    /// Merchants that promotions or floors name.
    merchants: Vec<String>,
    /// By document: which of `merchants` has it, + 1; empty while none is named.
    merchant: Vec<u16>,
    /// Documents that promotions name.
    named: HashMap<u32, Uuid>,
    /// What holds for products that agree, found out when the first is asked for.
    known: RefCell<HashMap<Group, Rule>>,
    /// By chunk.
    asked: RefCell<Vec<Option<Asked>>>,
    /// What all this was worked out for: turn of the market, first and last moment.
    worked_out: Option<(u64, i64, i64)>,
}

/// Products that agree in this agree in promotions and floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Group {
    category: u32,
    brand: u32,
    merchant: u16,
    product: Option<Uuid>,
}

/// The promotions for a group, by place among those that act, and its floor in hundredths of a percent.
#[derive(Debug)]
struct Rule {
    promotions: Vec<usize>,
    floor_bp: u32,
}

impl PromotedPrices {
    /// Works it out again where the market or, with time, the promotions have changed. `market` comes with how often it
    /// changed.
    pub(super) fn refresh(
        &mut self,
        conn: &Connection,
        meta: &Meta,
        promotions: &[Promotion],
        (market, turn): (&Market, u64),
        sale: &Sale,
    ) -> Result<(), Error> {
        let now = sale.at_ms;
        if self.worked_out.is_some_and(|(known, from, until)| known == turn && (from..until).contains(&now)) {
            return Ok(());
        }
        *self = Self::default();
        let moments = || promotions.iter().flat_map(|one| [one.from_ms, one.until_ms]);
        let until = moments().filter(|moment| *moment > now).min().unwrap_or(i64::MAX);
        let from = moments().filter(|moment| *moment <= now).max().unwrap_or(i64::MIN);
        let acts = |one: &&Promotion| one.offer.kind().is_for_pieces() && one.holds(sale);
        self.acting = promotions.iter().filter(acts).cloned().collect();
        if self.are_some() {
            self.authority.clone_from(&market.authority);
            self.name(conn, meta.next_doc)?;
        }
        self.worked_out = Some((turn, from, until));
        Ok(())
    }

    /// Whether any promotion acts, so that prices differ from those at list.
    pub(super) fn are_some(&self) -> bool {
        !self.acting.is_empty()
    }

    /// Finds the documents whose merchants promotions or floors name, and those that promotions name themselves.
    fn name(&mut self, conn: &Connection, next_doc: u32) -> Result<(), Error> {
        let goods = || self.acting.iter().flat_map(|one| std::iter::once(&one.goods).chain(&one.except));
        let rules = self.authority.iter().flat_map(|authority| &authority.rules);
        let mut merchants: Vec<String> = goods().flat_map(|goods| &goods.merchants).cloned().collect();
        merchants.extend(rules.filter_map(|rule| rule.merchant.clone()));
        merchants.sort_unstable();
        merchants.dedup();
        let mut merchant = vec![0; if merchants.is_empty() { 0 } else { next_doc as usize }];
        let mut of_merchant = conn.prepare_cached("SELECT doc FROM products WHERE body ->> '$.merchant' = ?1")?;
        for (code, number) in merchants.iter().zip(1_u16..) {
            let mut rows = of_merchant.query([code])?;
            while let Some(row) = rows.next()? {
                if let Some(slot) = merchant.get_mut(row.get::<_, u32>(0)? as usize) {
                    *slot = number;
                }
            }
        }
        let mut named = HashMap::new();
        let mut of_id = conn.prepare_cached("SELECT doc FROM products WHERE id = ?1")?;
        for id in goods().flat_map(|goods| &goods.products) {
            let mut rows = of_id.query([id.as_bytes()])?;
            while let Some(row) = rows.next()? {
                named.insert(row.get(0)?, *id);
            }
        }
        (self.merchants, self.merchant, self.named) = (merchants, merchant, named);
        Ok(())
    }

    /// Makes prices at list of `found`, documents of the chunk that `columns` are turned to, prices with promotions.
    pub(super) fn price(&self, cache: &Cache, columns: &mut Columns<'_>, found: &mut [Found]) -> Result<(), Error> {
        let chunk = columns.chunk();
        let mut asked = self.asked.borrow_mut();
        let at = chunk as usize;
        if at < MOST_ASKED && asked.len() <= at {
            asked.resize(at + 1, None);
        }
        let mut asked =
            asked.get_mut(at).map(|slot| slot.get_or_insert_with(|| vec![(0, 0); CHUNK].into_boxed_slice()));
        for one in found {
            let slot = asked.as_mut().and_then(|asked| asked.get_mut(usize::from(one.at)));
            // A price that is 0 or does not fit is worked out each time.
            let list = u32::try_from(one.price).unwrap_or(0);
            match slot {
                Some((known, price)) if list > 0 && *known == list => one.price = i64::from(*price),
                slot => {
                    let doc = (chunk << CHUNK_BITS) + u32::from(one.at);
                    let numbers = (columns.category(one.at)?, columns.brand(one.at)?);
                    one.price = self.worked(cache, doc, numbers, one.price);
                    if let (Some(slot), Ok(price)) = (slot, u32::try_from(one.price)) {
                        *slot = (list, price);
                    }
                }
            }
        }
        Ok(())
    }

    /// The same, worked out.
    fn worked(&self, cache: &Cache, doc: u32, (category, brand): (u32, u32), list: i64) -> i64 {
        let merchant = self.merchant.get(doc as usize).copied().unwrap_or(0);
        let group = Group { category, brand, merchant, product: self.named.get(&doc).copied() };
        let merchant = usize::from(merchant).checked_sub(1).and_then(|at| self.merchants.get(at));
        let goods = GoodsFacts {
            product: group.product.unwrap_or_default(),
            merchant: merchant.map_or("", String::as_str),
            brand: cache.brands.get(brand as usize).map_or("", String::as_str),
            category: cache.categories.get(category as usize).map_or("", |(path, _)| path.as_str()),
        };
        let mut known = self.known.borrow_mut();
        let rule = known.entry(group).or_insert_with(|| {
            let all = self.acting.iter().enumerate();
            let promotions = all.filter(|(_, one)| one.is_for(&goods)).map(|(at, _)| at).collect();
            Rule { promotions, floor_bp: self.authority.as_ref().map_or(0, |authority| authority.floor_bp(&goods)) }
        });
        if rule.promotions.is_empty() {
            return list;
        }
        let promotions: Vec<&Promotion> = rule.promotions.iter().filter_map(|at| self.acting.get(*at)).collect();
        piece_price(goods, list, floor_minor(list, rule.floor_bp), &promotions)
    }
}

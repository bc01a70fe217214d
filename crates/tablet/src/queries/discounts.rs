//! `discount_offer`, `discounts`: what may be taken off a price by hand, and what was asked and answered.

use serde::Serialize;
use tenon_domain::entities::{Allowance, DiscountAnswer, DiscountRequest, DiscountedGoods, Role, Staff};
use tenon_domain::{Id, Refusal};
use tenon_store::catalog::AskedLine;
use tenon_store::tablet::get_meta;
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use super::people::{StaffTile, tile};
use super::{QueryError, RecordState, record_state};
use crate::Tablet;
use crate::session::{SESSION, Session};

/// What the signed-in person may take off.
#[derive(Debug, Serialize, TS)]
pub struct DiscountOffer {
    /// The goods with their price, to be handed in with `discount.ask.v1`; none where they have no price.
    pub goods: Option<DiscountedGoods>,
    /// Why they have none.
    pub refusal: Option<Refusal>,
    /// The most that the person may take off alone, minor units.
    pub own_minor: i64,
    /// The most that anybody may take off, minor units.
    pub most_minor: i64,
    /// Whether they may take off what was asked.
    pub allowance: Option<Allowance>,
}

/// A discount by hand.
#[derive(Debug, Serialize, TS)]
pub struct DiscountCard {
    /// Its identifier.
    pub id: Id<DiscountRequest>,
    /// On what.
    pub goods: DiscountedGoods,
    /// What is taken off, minor units.
    pub off_minor: i64,
    /// Who asked.
    pub asked_by: String,
    /// When, UTC milliseconds.
    pub asked_ms: i64,
    /// Why, in words.
    pub note: String,
    /// Who may answer on this tablet.
    pub able: Vec<StaffTile>,
    /// Whether the signed-in person may answer.
    pub yours: bool,
    /// What was answered.
    pub answer: Option<DiscountAnswer>,
    /// Where the record stands.
    pub sync: RecordState,
}

/// See [`DiscountOffer`]. `discount_minor` of the line is what is to be taken off.
pub(super) fn discount_offer(tablet: &Tablet, asked: &AskedLine) -> Result<DiscountOffer, QueryError> {
    let (market, at_ms) = tablet.market()?;
    let (authority, role) = (market.authority.clone(), market.by);
    let plain = AskedLine { discount_minor: 0, ..asked.clone() };
    let sheet = tablet.catalog().product(asked.product_id, (market.clone(), at_ms))?;
    let priced = tablet.catalog().price(&[plain], (market, at_ms))?;
    let none =
        |refusal| DiscountOffer { goods: None, refusal: Some(refusal), own_minor: 0, most_minor: 0, allowance: None };
    let (priced, sheet) = match (priced, sheet) {
        (Some(Ok(priced)), Some(sheet)) => (priced, sheet),
        (Some(Err(refusal)), _) => return Ok(none(refusal)),
        _ => return Ok(none(Refusal::goods_unknown())),
    };
    let Some(line) = priced.lines.first() else { return Ok(none(Refusal::goods_unknown())) };
    let goods = DiscountedGoods {
        product: line.product_id,
        variant: line.variant_id,
        title: sheet.title,
        merchant: sheet.merchant,
        brand: sheet.brand,
        category: sheet.category.path,
        count: line.count,
        currency: priced.currency,
        book_version: line.book_version,
        list_minor: line.list_minor,
        price_minor: line.total_minor,
    };
    let most = |role: Role| authority.as_ref().map_or(0, |one| one.most_minor(role, &goods.discount(0)));
    let own_minor = role.map_or(0, most);
    let most_minor = Role::ALL.iter().map(|role| most(*role)).max().unwrap_or(0);
    let allowance = role.map(|role| {
        let never = Allowance::Never { floor_minor: goods.price_minor };
        authority.as_ref().map_or(never, |one| one.allows(role, &goods.discount(asked.discount_minor)))
    });
    Ok(DiscountOffer { goods: Some(goods), refusal: None, own_minor, most_minor, allowance })
}

/// Discounts by hand that wait for an answer, and those of the last day, the newest first.
pub(super) fn discounts(tablet: &Tablet, (): &()) -> Result<Vec<DiscountCard>, Error> {
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let now = crate::tablet::now(conn)?.best_ms();
    let session: Option<Session> = get_meta(conn, SESSION)?;
    let mut rows = SqlRows(conn, Schema::Tablet);
    let mut found = rows.entities_by::<DiscountRequest>(&DiscountRequest::waiting())?;
    for day in [now, now - 86_400_000] {
        let of_day = rows.entities_by::<DiscountRequest>(&DiscountRequest::on_day(day))?;
        found.extend(of_day.into_iter().filter(|one| one.answer.is_some()));
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.asked_ms));
    let mut people = rows.all::<Staff>()?;
    people.retain(|one| one.active);
    let role = session.and_then(|session| people.iter().find(|one| one.id == session.staff)).map(|one| one.role);
    let card = |one: DiscountRequest| {
        let able = people.iter().filter(|person| one.able.contains(&person.role)).cloned().map(tile).collect();
        Ok(DiscountCard {
            sync: record_state(conn, one.id)?,
            id: one.id,
            goods: one.goods,
            off_minor: one.off_minor,
            asked_by: one.asked_by_name,
            asked_ms: one.asked_ms,
            note: one.note,
            able,
            yours: role.is_some_and(|role| one.able.contains(&role)),
            answer: one.answer,
        })
    };
    found.into_iter().map(card).collect()
}

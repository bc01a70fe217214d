//! `discount.ask.v1`: a seller takes something off the price by hand, or asks whether they may.
//!
//! An intent. Within the seller's own authority it is granted with the asking; beyond it the request waits for somebody
//! who may (`discount.answer.v1`); below the lowest floor it is refused. Prices are those that the customer saw: they
//! travel with the operation, and headquarters judges the discount by the authority that holds there.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::bounded;
use crate::entities::{
    Allowance, DiscountAnswer, DiscountAuthority, DiscountRequest, DiscountedGoods, Role, StoreVisit,
};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// A discount by hand is given or asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AskDiscount {
    /// On what, at what price.
    pub goods: DiscountedGoods,
    /// What is to be taken off, minor units.
    pub off_minor: i64,
    /// For which customer's visit.
    pub visit: Option<Id<StoreVisit>>,
    /// Why, in words.
    pub note: String,
}

impl Operation for AskDiscount {
    const TAG: &'static str = "discount.ask.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(Role::SHOWROOM)?;
        for (field, text) in [
            ("title", self.goods.title.zh.as_str()),
            ("title", &self.goods.title.en),
            ("merchant", &self.goods.merchant),
            ("brand", &self.goods.brand),
            ("category", &self.goods.category),
            ("currency", &self.goods.currency),
        ] {
            bounded(field, text)?;
        }
        if self.off_minor <= 0 {
            return Err(Refusal::discount_missing().into());
        }
        let stamp = desk.stamp();
        let at_ms = stamp.at.best_ms();
        let (able, answer) = match allowed(desk, &self.goods, self.off_minor, staff.role)? {
            Allowance::Never { floor_minor } => return Err(Refusal::discount_below_floor(floor_minor).into()),
            Allowance::NeedsApproval { by } => (by, None),
            Allowance::Within => {
                let own = DiscountAnswer {
                    granted: true,
                    by: staff.id,
                    by_name: staff.name.clone(),
                    role: staff.role,
                    at_ms,
                    note: String::new(),
                };
                (vec![staff.role], Some(own))
            }
        };
        let request = DiscountRequest {
            id: desk.fresh(),
            store: stamp.store,
            visit: self.visit,
            goods: self.goods.clone(),
            off_minor: self.off_minor,
            asked_by: staff.id,
            asked_by_name: staff.name,
            asked_ms: at_ms,
            note: bounded("note", &self.note)?.to_owned(),
            able,
            answer,
        };
        desk.put(&request)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.goods.title.zh.clone()
    }
}

/// What the chain's authority says of the discount; without one nobody may give any.
pub(super) fn allowed(
    desk: &mut Desk<'_>,
    goods: &DiscountedGoods,
    off_minor: i64,
    role: Role,
) -> Result<Allowance, Stop> {
    Ok(match desk.get::<DiscountAuthority>(DiscountAuthority::ID)? {
        Held::Here(authority) => authority.allows(role, &goods.discount(off_minor)),
        Held::Absent | Held::Outside => Allowance::Never { floor_minor: goods.price_minor },
    })
}

//! `discount.answer.v1`: somebody with the authority grants a discount that was asked for, or does not.
//!
//! An intent: of two answers the first that headquarters judges stands, and the other is told who gave it. The manager
//! answers with their PIN on the seller's tablet, or signed in on another one of the store after an exchange; a clerk at
//! headquarters. A grant is judged by the authority that holds where it is judged, so that headquarters has the last word.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ask_discount::allowed;
use super::bounded;
use crate::entities::{Allowance, DiscountAnswer, DiscountRequest, Role};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// A request for a discount is answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AnswerDiscount {
    /// Which request.
    pub request: Id<DiscountRequest>,
    /// Whether the discount may be given.
    pub granted: bool,
    /// In words.
    pub note: String,
}

impl Operation for AnswerDiscount {
    const TAG: &'static str = "discount.answer.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(&[Role::Seller, Role::Manager, Role::Clerk])?;
        let Held::Here(mut request) = desk.get(self.request)? else {
            return Err(Refusal::discount_request_unknown().into());
        };
        if let Some(answer) = &request.answer {
            return Err(Refusal::discount_answered(&answer.by_name, answer.at_ms).into());
        }
        match allowed(desk, &request.goods, request.off_minor, staff.role)? {
            Allowance::Within => {}
            Allowance::NeedsApproval { .. } => return Err(Refusal::discount_beyond_authority(staff.role).into()),
            Allowance::Never { floor_minor } => return Err(Refusal::discount_below_floor(floor_minor).into()),
        }
        request.answer = Some(DiscountAnswer {
            granted: self.granted,
            by: staff.id,
            by_name: staff.name,
            role: staff.role,
            at_ms: desk.stamp().at.best_ms(),
            note: bounded("note", &self.note)?.to_owned(),
        });
        desk.put(&request)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

//! `quote.answer.v1`: somebody with the authority grants the discount by hand on a quote's version, or declines it.
//!
//! An intent. The version is fixed with it: what was granted is not changed under the grant.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::bounded;
use super::write_quote::judged;
use crate::entities::{Allowance, Approval, DiscountAnswer, QuoteVersion, Role};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// A discount on a quote is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AnswerQuote {
    /// Which version.
    pub version: Id<QuoteVersion>,
    /// What is taken off by hand, as whoever answers has seen it, minor units.
    pub off_minor: i64,
    /// Whether it may be given.
    pub granted: bool,
    /// In words.
    pub note: String,
}

impl Operation for AnswerQuote {
    const TAG: &'static str = "quote.answer.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(&[Role::Seller, Role::Manager, Role::Clerk])?;
        let Held::Here(mut version) = desk.get(self.version)? else { return Err(Refusal::quote_unknown().into()) };
        let Some(approval) = &version.approval else { return Err(Refusal::discount_missing().into()) };
        if let Some(answer) = &approval.answer {
            return Err(Refusal::discount_answered(&answer.by_name, answer.at_ms).into());
        }
        if version.content.sums().discount_minor != self.off_minor {
            return Err(Refusal::quote_changed(&version.by_name, version.at_ms).into());
        }
        match judged(desk, &version.content, staff.role)? {
            Allowance::Within => {}
            Allowance::NeedsApproval { .. } => return Err(Refusal::discount_beyond_authority(staff.role).into()),
            Allowance::Never { floor_minor } => return Err(Refusal::discount_below_floor(floor_minor).into()),
        }
        let answer = DiscountAnswer {
            granted: self.granted,
            by: staff.id,
            by_name: staff.name,
            role: staff.role,
            at_ms: desk.stamp().at.best_ms(),
            note: bounded("note", &self.note)?.to_owned(),
        };
        version.approval = Some(Approval { able: approval.able.clone(), answer: Some(answer) });
        version.fixed = true;
        desk.put(&version)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

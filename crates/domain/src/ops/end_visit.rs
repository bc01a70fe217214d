//! `visit.end.v1`: the customer leaves, or the bench is cleared for the next one.
//!
//! A fact. Ending a visit twice is one end: the first stands.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Role, StoreVisit};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// A visit ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct EndVisit {
    /// Which.
    pub visit: Id<StoreVisit>,
}

impl Operation for EndVisit {
    const TAG: &'static str = "visit.end.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        desk.actor(Role::SHOWROOM)?;
        match desk.get(self.visit)? {
            Held::Here(mut visit) => {
                if visit.ended_ms.is_none() {
                    visit.ended_ms = Some(desk.stamp().at.best_ms());
                    desk.put(&visit)?;
                }
                Ok(Finality::Final)
            }
            Held::Absent => Err(Refusal::visit_unknown().into()),
            Held::Outside => Ok(Finality::Final),
        }
    }

    fn subject(&self) -> String {
        String::new()
    }
}

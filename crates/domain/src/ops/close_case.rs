//! `case.close.v1`: a person says what was done about a case.
//!
//! An intent: where two people close one case, the first that HQ judges stands and the other is told who it was. Only
//! people close cases; nothing in the system does.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::bounded;
use crate::entities::{Case, Closing, Remedy, Role};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// A case is closed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CloseCase {
    /// Which.
    pub case: Id<Case>,
    /// What was done.
    pub remedy: Remedy,
    /// In words.
    pub note: String,
}

impl Operation for CloseCase {
    const TAG: &'static str = "case.close.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(Role::CASES)?;
        let Held::Here(mut case) = desk.get(self.case)? else { return Err(Refusal::case_unknown().into()) };
        if let Some(closed) = &case.closed {
            return Err(Refusal::case_closed(&closed.by).into());
        }
        case.closed = Some(Closing {
            at_ms: desk.stamp().at.best_ms(),
            by: staff.name,
            remedy: self.remedy,
            note: bounded("note", &self.note)?.to_owned(),
        });
        desk.put(&case)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

//! `staff.sign_in.v1`, `staff.sign_out.v1`: someone takes over the tablet, or leaves it.
//!
//! The PIN is checked on the tablet before the operation is made and is never part of it. The identifier of the sign-in
//! is the `session` of all that is done until the next one, so that HQ judges by the authority of whoever acted. Both
//! are facts: they happened. They change no row; they stand in the journal.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::Staff;
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// Someone signs in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SignIn {
    /// Who.
    pub staff: Id<Staff>,
}

impl Operation for SignIn {
    const TAG: &'static str = "staff.sign_in.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let Held::Here(staff) = desk.get(self.staff)? else { return Err(Refusal::staff_unknown().into()) };
        if staff.active { Ok(Finality::Final) } else { Err(Refusal::staff_left().into()) }
    }

    fn subject(&self) -> String {
        self.staff.to_string()
    }
}

/// Whoever is signed in leaves the tablet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SignOut {}

impl Operation for SignOut {
    const TAG: &'static str = "staff.sign_out.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, _desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

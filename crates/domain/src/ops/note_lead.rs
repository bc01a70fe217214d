//! `lead.note.v1`: somebody did something about a lead, and says what is to be done next.
//!
//! A fact: they called, arranged a visit, waited in vain, gave up. It is kept whoever has the lead by now; it changes how
//! far the lead is only where the showroom has it still, or has lost it only because nobody knew of this call yet.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::customer_rows::{add, person, rows_of};
use super::{bounded, required};
use crate::entities::{Device, Lead, LeadDeed, LeadEvent, LeadState, NextAction, Role};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// What somebody did about a lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LeadStep {
    /// They follow it from now on, and are shown the phone; nobody has called yet.
    Taken,
    /// They called.
    Called {
        /// Whether somebody answered.
        reached: bool,
    },
    /// They arranged a visit.
    Booked {
        /// For when, UTC milliseconds.
        at_ms: i64,
    },
    /// Nobody came.
    NoShow,
    /// They gave up.
    Lost {
        /// Why, in words.
        reason: String,
    },
}

/// Something was done about a lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoteLead {
    /// Which.
    pub lead: Id<Lead>,
    /// What.
    pub step: LeadStep,
    /// What is to be done next.
    pub next: Option<NextAction>,
    /// In words.
    pub note: String,
}

impl NoteLead {
    /// What goes into the history.
    fn deed(&self) -> Result<LeadDeed, Stop> {
        Ok(match &self.step {
            LeadStep::Taken => LeadDeed::Taken,
            LeadStep::Called { reached } => LeadDeed::Called { reached: *reached },
            LeadStep::Booked { at_ms } => LeadDeed::Booked { at_ms: *at_ms },
            LeadStep::NoShow => LeadDeed::NoShow,
            LeadStep::Lost { reason } => LeadDeed::Lost { reason: required("reason", reason)?.to_owned() },
        })
    }

    /// How far a lead in state `before` is after it.
    fn state(&self, before: LeadState) -> LeadState {
        match (&self.step, before) {
            (LeadStep::Taken, before) => before,
            // A call about an arranged visit leaves it arranged.
            (LeadStep::Called { .. }, LeadState::Booked) | (LeadStep::Booked { .. }, _) => LeadState::Booked,
            (LeadStep::Called { .. }, _) => LeadState::Called,
            (LeadStep::NoShow, _) => LeadState::NoShow,
            (LeadStep::Lost { .. }, _) => LeadState::Lost,
        }
    }
}

impl Operation for NoteLead {
    const TAG: &'static str = "lead.note.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(&[Role::Seller, Role::Manager, Role::Clerk])?;
        let deed = self.deed()?;
        let note = bounded("note", &self.note)?.to_owned();
        if let Some(next) = &self.next {
            bounded("next", &next.words)?;
        }
        let mut lead = match desk.get(self.lead)? {
            Held::Here(lead) => lead,
            Held::Outside => return Ok(Finality::Final),
            Held::Absent => return Err(Refusal::lead_unknown().into()),
        };
        let stamp = desk.stamp();
        let at_ms = stamp.at.best_ms();
        let comes_back = lead.store.is_none() && was_taken_from(&lead, stamp.store, at_ms);
        if comes_back {
            lead.store = Some(stamp.store);
            lead.given_ms = Some(at_ms);
            if let Held::Here(customer) = person(desk, lead.customer)? {
                for mut row in rows_of(desk, customer)? {
                    add(&mut row.stores, vec![stamp.store]);
                    desk.put(&row)?;
                }
            }
        }
        lead.history.push(LeadEvent { at_ms, by_name: staff.name.clone(), deed, note });
        lead.history.sort_by_key(|event| event.at_ms);
        let ours = stamp.device == Device::HQ || lead.store == Some(stamp.store);
        if ours && lead.state != LeadState::Visited {
            lead.state = self.state(lead.state);
            lead.next = self.next.clone().filter(|_| lead.is_open());
            lead.owner = Some(staff.id);
            lead.owner_name = staff.name;
        }
        desk.put(&lead)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

/// Whether the lead went back to HQ from `store` after `at_ms`, and nowhere since.
fn was_taken_from(lead: &Lead, store: Id<crate::entities::Store>, at_ms: i64) -> bool {
    let last = lead
        .history
        .iter()
        .rev()
        .find(|event| matches!(event.deed, LeadDeed::Returned { .. } | LeadDeed::Given { .. }));
    last.is_some_and(|event| event.deed == LeadDeed::Returned { from: store } && at_ms <= event.at_ms)
}

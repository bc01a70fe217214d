//! `work_norms.put.v1`: HQ lays down how long visits take and how many minutes a work unit has, whole.
//!
//! An intent of HQ. The same norms again change nothing. Appointments keep the units that they were booked with.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Role, WorkNorm, WorkNorms};
use crate::{Desk, Finality, Held, Nature, Operation, Refusal, Stop};

/// The norms are laid down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PutWorkNorms {
    /// Minutes of one work unit, in which windows are counted.
    pub unit_minutes: u32,
    /// Minutes that a visit takes beside its work.
    pub buffer_minutes: u32,
    /// The norms.
    pub norms: Vec<WorkNorm>,
}

impl Operation for PutWorkNorms {
    const TAG: &'static str = "work_norms.put.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor_at_hq(Role::Clerk)?;
        let Self { unit_minutes, buffer_minutes, norms } = self;
        if let Some(refusal) = Refusal::of_faults(&WorkNorms::faults(*unit_minutes, *buffer_minutes, norms)) {
            return Err(refusal.into());
        }
        let version = match desk.get::<WorkNorms>(WorkNorms::ID)? {
            Held::Here(held)
                if (held.unit_minutes, held.buffer_minutes) == (*unit_minutes, *buffer_minutes)
                    && held.norms == *norms =>
            {
                return Ok(Finality::Final);
            }
            Held::Here(held) => held.version + 1,
            Held::Absent | Held::Outside => 1,
        };
        desk.put(&WorkNorms {
            id: WorkNorms::ID,
            unit_minutes: *unit_minutes,
            buffer_minutes: *buffer_minutes,
            norms: norms.clone(),
            version,
            at_ms: desk.stamp().at.best_ms(),
            by_name: staff.name,
        })?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

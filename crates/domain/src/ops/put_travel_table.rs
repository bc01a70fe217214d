//! `travel_table.put.v1`: HQ lays down the areas that crews drive to and the ways between them, whole.
//!
//! An intent of HQ. The same table again changes nothing. Appointments keep the area that they were booked in.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Area, Role, TravelTable, Way};
use crate::{Desk, Finality, Held, Nature, Operation, Refusal, Stop};

/// The table is laid down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PutTravelTable {
    /// The areas.
    pub areas: Vec<Area>,
    /// The ways between them.
    pub ways: Vec<Way>,
    /// The version that it was made of, so that nobody else's change is lost; none: whatever is there.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub seen: Option<u32>,
}

impl Operation for PutTravelTable {
    const TAG: &'static str = "travel_table.put.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor_at_hq(Role::Clerk)?;
        if let Some(refusal) = Refusal::of_faults(&TravelTable::faults(&self.areas, &self.ways)) {
            return Err(refusal.into());
        }
        let version = match desk.get::<TravelTable>(TravelTable::ID)? {
            Held::Here(held) if held.areas == self.areas && held.ways == self.ways => return Ok(Finality::Final),
            Held::Here(held) if self.seen.is_some_and(|seen| seen != held.version) => {
                return Err(Refusal::travel_table_changed(&held.by_name).into());
            }
            Held::Here(held) => held.version + 1,
            Held::Absent | Held::Outside => 1,
        };
        desk.put(&TravelTable {
            id: TravelTable::ID,
            areas: self.areas.clone(),
            ways: self.ways.clone(),
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

//! How long visits take: the chain's norms, and how headquarters changes them while tablets are offline.

use tenon_domain::entities::{WorkKind, WorkNorm, WorkNorms};
use tenon_domain::ops::PutWorkNorms;

use super::world::World;

/// Half an hour a unit: visits of one to seven units.
pub(super) fn norms() -> WorkNorms {
    let PutWorkNorms { unit_minutes, buffer_minutes, norms } = put(30, 60, 30);
    let (id, by_name) = (WorkNorms::ID, "总部".to_owned());
    WorkNorms { id, unit_minutes, buffer_minutes, norms, version: 1, at_ms: 0, by_name }
}

fn put(unit_minutes: u32, kitchen: u32, further_minutes: u32) -> PutWorkNorms {
    let norm = |goods: &str, first_minutes| WorkNorm {
        kind: WorkKind::Install,
        goods: goods.to_owned(),
        first_minutes,
        further_minutes,
        lead_days: 3,
    };
    let measure = WorkNorm { kind: WorkKind::Measure, lead_days: 0, ..norm("", 20) };
    PutWorkNorms { unit_minutes, buffer_minutes: 10, norms: vec![measure, norm("", 20), norm("kitchen", kitchen)] }
}

impl World {
    /// Visits take longer or shorter from now on.
    pub(super) fn change_norms(&mut self) -> String {
        let unit_minutes = if self.rng.chance(50) { 30 } else { 45 };
        let kitchen = u32::try_from(self.rng.between(20, 120)).unwrap();
        let further = u32::try_from(self.rng.between(0, 40)).unwrap();
        let outcome = self.clerk_does(&put(unit_minutes, kitchen, further).into());
        format!("units of {unit_minutes} minutes, a kitchen takes {kitchen} and {further}: {outcome}")
    }
}

//! How long a visit takes, and how many work units of a window that is.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{WorkKind, WorkNorms};
use crate::pricing::below;

/// Most pieces of one visit.
pub const QUANTITY_LIMIT: u32 = 99;

/// What a visit takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Workload {
    /// Work units of a window.
    pub units: u32,
    /// Minutes of its work, without buffer; none where no norm says it.
    pub minutes: Option<u32>,
}

impl Workload {
    /// What a visit takes where no norm says it: one place.
    pub const ONE: Self = Self { units: 1, minutes: None };
}

impl WorkNorms {
    /// What a visit for `quantity` pieces of `goods`, a category's path, takes: by the norm of the nearest category, with
    /// the buffer, in whole units, at least one. Where no norm fits, [`Workload::ONE`].
    pub fn workload(&self, kind: WorkKind, goods: Option<&str>, quantity: u32) -> Workload {
        let fits = |path: &str| path.is_empty() || goods.is_some_and(|goods| below(goods, path));
        let fitting = self.norms.iter().filter(|norm| norm.kind == kind && fits(&norm.goods));
        let Some(norm) = fitting.max_by_key(|norm| norm.goods.len()) else { return Workload::ONE };
        let further = quantity.clamp(1, QUANTITY_LIMIT) - 1;
        let minutes = norm.first_minutes.saturating_add(norm.further_minutes.saturating_mul(further));
        let units = minutes.saturating_add(self.buffer_minutes).div_ceil(self.unit_minutes.max(1));
        Workload { units: units.max(1), minutes: Some(minutes) }
    }
}

//! How long a visit takes, and how many work units of a window that is.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{WorkKind, WorkNorm, WorkNorms};
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
        let Some(norm) = self.nearest(kind, goods) else { return Workload::ONE };
        let further = quantity.clamp(1, QUANTITY_LIMIT) - 1;
        let minutes = norm.first_minutes.saturating_add(norm.further_minutes.saturating_mul(further));
        let units = minutes.saturating_add(self.buffer_minutes).div_ceil(self.unit_minutes.max(1));
        Workload { units: units.max(1), minutes: Some(minutes) }
    }

    /// Days that drawing and making `goods`, a category's path, take after they were measured; 0 where no norm says it.
    pub fn lead_days(&self, goods: Option<&str>) -> u32 {
        self.nearest(WorkKind::Install, goods).map_or(0, |norm| norm.lead_days)
    }

    fn nearest(&self, kind: WorkKind, goods: Option<&str>) -> Option<&WorkNorm> {
        let fits = |path: &str| path.is_empty() || goods.is_some_and(|goods| below(goods, path));
        let fitting = self.norms.iter().filter(|norm| norm.kind == kind && fits(&norm.goods));
        fitting.max_by_key(|norm| norm.goods.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn norms() -> WorkNorms {
        let norm = |goods: &str, first_minutes, further_minutes| WorkNorm {
            kind: WorkKind::Install,
            goods: goods.to_owned(),
            first_minutes,
            further_minutes,
            lead_days: u32::try_from(goods.len()).unwrap(),
        };
        WorkNorms {
            id: WorkNorms::ID,
            unit_minutes: 30,
            buffer_minutes: 20,
            norms: vec![norm("", 40, 10), norm("kitchen", 200, 60), norm("kitchen/tap", 10, 5)],
            version: 1,
            at_ms: 0,
            by_name: String::new(),
        }
    }

    fn takes(goods: Option<&str>, quantity: u32) -> (u32, Option<u32>) {
        let Workload { units, minutes } = norms().workload(WorkKind::Install, goods, quantity);
        (units, minutes)
    }

    #[test]
    fn the_nearest_category_says_how_long_and_the_buffer_counts_once() {
        assert_eq!(takes(None, 1), (2, Some(40)));
        assert_eq!(takes(Some("door"), 3), (3, Some(60)));
        assert_eq!(takes(Some("kitchen/cabinet"), 2), (10, Some(260)));
        assert_eq!(takes(Some("kitchen/tap"), 1), (1, Some(10)));
        assert_eq!(takes(Some("kitchenware"), 1), (2, Some(40)), "a path is no prefix of letters");
    }

    #[test]
    fn the_nearest_category_says_how_long_goods_are_made() {
        assert_eq!(norms().lead_days(Some("kitchen/cabinet")), 7);
        assert_eq!((norms().lead_days(None), WorkNorms { norms: vec![], ..norms() }.lead_days(None)), (0, 0));
    }

    #[test]
    fn where_no_norm_fits_a_visit_takes_one_unit() {
        assert_eq!(norms().workload(WorkKind::Measure, None, 9), Workload::ONE);
    }

    #[test]
    fn what_is_wrong_with_norms_is_named() {
        let WorkNorms { mut norms, .. } = norms();
        assert!(WorkNorms::faults(30, 20, &norms).is_empty());
        norms.push(norms[0].clone());
        norms[1].first_minutes = 0;
        let codes: Vec<_> = WorkNorms::faults(3, 500, &norms).into_iter().map(|fault| fault.code).collect();
        assert_eq!(codes, ["unit_minutes", "buffer_minutes", "norm_minutes", "norm_twice"]);
    }
}

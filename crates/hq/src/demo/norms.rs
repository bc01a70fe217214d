//! How long the chain's visits take.

use tenon_domain::entities::{WorkKind, WorkNorm, WorkNorms};

/// Minutes of a work unit.
const UNIT_MINUTES: u32 = 30;
/// Minutes that a visit takes beside its work.
const BUFFER_MINUTES: u32 = 30;
/// Units of a crew's two hours with one pair of hands, and of a visit whose goods were not said.
pub(super) const UNITS: u32 = 4;

/// Minutes of such a visit's work.
pub(super) const VISIT_MINUTES: u32 = 90;

/// Kind, category, minutes of the first piece and of each further one, days to draw and make them. They are few, because
/// windows are open for two weeks.
const NORMS: [(WorkKind, &str, u32, u32, u32); 5] = [
    (WorkKind::Measure, "", VISIT_MINUTES, 15, 0),
    (WorkKind::Install, "", VISIT_MINUTES, 45, 4),
    (WorkKind::Install, "door", 60, 40, 5),
    (WorkKind::Install, "kitchen", 210, 60, 8),
    (WorkKind::Install, "furniture/wardrobe", 120, 60, 6),
];

/// The norms.
pub(super) fn norms() -> WorkNorms {
    let norm = |(kind, goods, first_minutes, further_minutes, lead_days): (WorkKind, &str, u32, u32, u32)| WorkNorm {
        kind,
        goods: goods.to_owned(),
        first_minutes,
        further_minutes,
        lead_days,
    };
    WorkNorms {
        id: WorkNorms::ID,
        unit_minutes: UNIT_MINUTES,
        buffer_minutes: BUFFER_MINUTES,
        norms: NORMS.into_iter().map(norm).collect(),
        version: 1,
        at_ms: 0,
        by_name: "tenon-hq".to_owned(),
    }
}

//! How long visits take, and how much of a window that is.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::WorkKind;
use crate::{Coverage, Entity, Fault, Id, Kind, Scope, Uuid};

/// Most norms.
const NORMS_LIMIT: usize = 500;
/// Longest path of a category, in characters.
const PATH_LIMIT: usize = 200;
/// Shortest and longest unit, in minutes.
const UNIT_RANGE: std::ops::RangeInclusive<u32> = 5..=480;
/// Longest buffer, and longest a piece may take, in minutes.
const BUFFER_LIMIT: u32 = 480;
const PIECE_LIMIT: u32 = 1_440;
/// Most days that goods are drawn and made.
const LEAD_LIMIT: u32 = 365;

/// How long a kind of work on some goods takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WorkNorm {
    /// What is done.
    pub kind: WorkKind,
    /// Path of the category of the goods, and all below it; empty: any goods.
    pub goods: String,
    /// Minutes for the first piece.
    pub first_minutes: u32,
    /// Minutes for each further piece.
    pub further_minutes: u32,
    /// Days that drawing and making take between the measurement and the installation; of installations only.
    #[serde(default)]
    pub lead_days: u32,
}

/// All norms of the chain; one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkNorms {
    /// [`Self::ID`].
    pub id: Id<WorkNorms>,
    /// Minutes of one work unit, in which windows are counted.
    pub unit_minutes: u32,
    /// Minutes that a visit takes beside its work: to arrive, to tidy up.
    pub buffer_minutes: u32,
    /// The norms.
    pub norms: Vec<WorkNorm>,
    /// Counts up from 1.
    pub version: u32,
    /// When this version was laid down, UTC milliseconds.
    pub at_ms: i64,
    /// Who laid it down.
    pub by_name: String,
}

impl WorkNorms {
    /// The identifier of the only row.
    pub const ID: Id<Self> = Id::new(Uuid::from_u128(0x7465_6e6f_6e00_4000_8000_0077_6f72_6b73));

    /// What is wrong with such norms, field by field.
    pub fn faults(unit_minutes: u32, buffer_minutes: u32, norms: &[WorkNorm]) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut wrong = |field: String, code, message| faults.push(Fault::new(field, code, message));
        if !UNIT_RANGE.contains(&unit_minutes) {
            wrong("unit_minutes".into(), "unit_minutes", "a unit has 5 to 480 minutes");
        }
        if buffer_minutes > BUFFER_LIMIT {
            wrong("buffer_minutes".into(), "buffer_minutes", "a visit has 480 minutes of buffer at most");
        }
        if norms.len() > NORMS_LIMIT {
            wrong("norms".into(), "norm_count", "there are 500 norms at most");
        }
        let mut named = BTreeSet::new();
        for (at, norm) in norms.iter().enumerate().take(NORMS_LIMIT) {
            if norm.goods.chars().count() > PATH_LIMIT || norm.goods.trim() != norm.goods {
                wrong(
                    format!("norms.{at}.goods"),
                    "norm_goods",
                    "a path has 200 characters at most, no blanks around it",
                );
            }
            if !named.insert((norm.kind, norm.goods.as_str())) {
                wrong(format!("norms.{at}"), "norm_twice", "two norms are for the same work and goods");
            }
            if norm.first_minutes == 0 || norm.first_minutes > PIECE_LIMIT || norm.further_minutes > PIECE_LIMIT {
                wrong(
                    format!("norms.{at}.first_minutes"),
                    "norm_minutes",
                    "the first piece takes 1 to 1,440 minutes, each further one 1,440 at most",
                );
            }
            if norm.lead_days > LEAD_LIMIT || (norm.lead_days > 0 && norm.kind == WorkKind::Measure) {
                wrong(
                    format!("norms.{at}.lead_days"),
                    "norm_lead",
                    "goods are made for 365 days at most, before they are installed",
                );
            }
        }
        faults
    }
}

impl Entity for WorkNorms {
    const KIND: Kind = Kind::WorkNorms;
    const COVERAGE: Coverage = Coverage::Whole;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Chain]
    }
}

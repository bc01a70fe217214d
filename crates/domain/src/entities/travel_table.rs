//! Areas that crews drive to, and how long the ways between them take.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Coverage, Entity, Fault, Id, Kind, Localized, Scope, Uuid};

/// Most areas, most ways, most divisions of an area.
const AREAS_LIMIT: usize = 1_000;
const WAYS_LIMIT: usize = 5_000;
const DIVISIONS_LIMIT: usize = 100;
/// Longest code, name and division, in characters.
const TEXT_LIMIT: usize = 50;
/// Longest way: a day, and 2,000 km.
const MINUTES_LIMIT: u32 = 1_440;
const METRES_LIMIT: u32 = 2_000_000;

/// A part of the land that crews are sent to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Area {
    /// What ways and crews call it.
    pub code: String,
    /// What people call it.
    pub name: Localized,
    /// The divisions in it as addresses have them, the city before the district: `杭州市滨江区`.
    pub divisions: Vec<String>,
    /// Minutes of a way within it.
    pub minutes: u32,
    /// Metres of a way within it.
    pub metres: u32,
}

/// A way from an area to another, and back unless the table has the way back as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Way {
    /// Code of the area that it starts in.
    pub from: String,
    /// Code of the area that it leads to.
    pub to: String,
    /// Minutes by car.
    pub minutes: u32,
    /// Metres by road.
    pub metres: u32,
}

/// All areas and ways of the chain; one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TravelTable {
    /// [`Self::ID`].
    pub id: Id<TravelTable>,
    /// The areas.
    pub areas: Vec<Area>,
    /// The ways between them.
    pub ways: Vec<Way>,
    /// Counts up from 1.
    pub version: u32,
    /// When this version was laid down, UTC milliseconds.
    pub at_ms: i64,
    /// Who laid it down.
    pub by_name: String,
}

impl TravelTable {
    /// The identifier of the only row.
    pub const ID: Id<Self> = Id::new(Uuid::from_u128(0x7465_6e6f_6e00_4000_8000_7472_6176_656c));

    /// What is wrong with `areas` and the `ways` between them, field by field.
    pub fn faults(areas: &[Area], ways: &[Way]) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut wrong = |field: String, code, message| faults.push(Fault::new(field, code, message));
        if areas.len() > AREAS_LIMIT || ways.len() > WAYS_LIMIT {
            wrong("areas".into(), "travel_count", "a table has 1,000 areas and 5,000 ways at most");
        }
        let (mut codes, mut divisions) = (BTreeSet::new(), BTreeSet::new());
        for (at, area) in areas.iter().enumerate().take(AREAS_LIMIT) {
            if !is_text(&area.code) || !is_text(&area.name.zh) || !is_text(&area.name.en) {
                wrong(format!("areas.{at}"), "area_text", "code and both names have 1 to 50 characters");
            }
            if !codes.insert(area.code.as_str()) {
                wrong(format!("areas.{at}.code"), "area_twice", "two areas have this code");
            }
            let fit = area.divisions.len() <= DIVISIONS_LIMIT && area.divisions.iter().all(|one| is_text(one));
            if !fit || !area.divisions.iter().all(|one| divisions.insert(one.as_str())) {
                wrong(
                    format!("areas.{at}.divisions"),
                    "area_divisions",
                    "it has more than 100 divisions, one that is empty or longer than 50 characters, or one that is there twice",
                );
            }
            if !is_way(area.minutes, area.metres) {
                wrong(format!("areas.{at}.minutes"), "way_length", "a way takes a day and 2,000 km at most");
            }
        }
        let mut named = BTreeSet::new();
        for (at, way) in ways.iter().enumerate().take(WAYS_LIMIT) {
            let (from, to) = (way.from.as_str(), way.to.as_str());
            if from == to || !codes.contains(from) || !codes.contains(to) {
                wrong(format!("ways.{at}"), "way_ends", "a way leads from one area of the table to another");
            }
            if !named.insert((from, to)) {
                wrong(format!("ways.{at}"), "way_twice", "the way is there twice");
            }
            if !is_way(way.minutes, way.metres) {
                wrong(format!("ways.{at}.minutes"), "way_length", "a way takes a day and 2,000 km at most");
            }
        }
        faults
    }
}

fn is_text(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= TEXT_LIMIT
}

const fn is_way(minutes: u32, metres: u32) -> bool {
    minutes <= MINUTES_LIMIT && metres <= METRES_LIMIT
}

impl Entity for TravelTable {
    const KIND: Kind = Kind::TravelTable;
    const COVERAGE: Coverage = Coverage::Whole;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Chain]
    }
}

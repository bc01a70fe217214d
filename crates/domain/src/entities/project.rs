//! Projects: what is measured, drawn, made and installed for one customer at one address.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::catalog::ServiceRoute;
use crate::entities::{Crew, Order, PhotoType, Store};
use crate::{Coverage, Entity, Hash, Id, Key, Kind, Refusal, Scope};

/// What a project comes to on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Station {
    /// A room was measured.
    Measured,
    /// A revision of the drawing was drawn of what was measured last.
    Drawn,
    /// The customer confirmed the drawing that was made of what was measured last.
    DrawingConfirmed,
    /// The goods are there.
    GoodsArrived,
    /// The crew drives off to install.
    Installing,
}

impl Station {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Drawn => "drawn",
            Self::DrawingConfirmed => "drawing_confirmed",
            Self::GoodsArrived => "goods_arrived",
            Self::Installing => "installing",
        }
    }
}

impl ServiceRoute {
    /// Every route.
    pub const ALL: &[ServiceRoute] = &[Self::Heavy, Self::Light];

    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Heavy => "heavy",
            Self::Light => "light",
        }
    }

    /// The gates of the route: a station, and what must have been before it.
    pub const fn gates(self) -> &'static [(Station, Station)] {
        match self {
            Self::Heavy => &[
                (Station::DrawingConfirmed, Station::Measured),
                (Station::Installing, Station::DrawingConfirmed),
                (Station::Installing, Station::GoodsArrived),
            ],
            Self::Light => &[],
        }
    }
}

/// A revision of the drawing, with its file. The file is a blob of its own, as those of photos.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DrawnRevision {
    /// Which revision, from 1.
    pub revision: u32,
    /// SHA-256 of the file, lower-case hex.
    #[ts(type = "string")]
    pub sha256: Hash,
    /// The file's length.
    pub bytes: u64,
    /// The file's format.
    pub media_type: PhotoType,
    /// How many measurements were finished when it was drawn; more since then make it out of date.
    pub measured: u32,
    /// A word about it.
    pub note: String,
    /// When it was added, UTC milliseconds.
    pub at_ms: i64,
    /// Who added it.
    pub by_name: String,
}

/// A drawing that the customer confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Drawing {
    /// Which revision, from 1.
    pub revision: u32,
    /// How many measurements were finished when it was drawn; more since then make it out of date.
    pub measured: u32,
    /// SHA-256 of the file that they saw, lower-case hex; none where it was on paper only.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub sha256: Option<Hash>,
    /// The person who confirmed it.
    pub confirmed_by: String,
    /// A word about it.
    pub note: String,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Who wrote it down.
    pub by_name: String,
}

/// The goods are there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GoodsArrival {
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Who wrote it down.
    pub by_name: String,
    /// Where they lie, what is odd.
    pub note: String,
}

/// Pieces of a project's goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GoodsPart {
    /// What they are, as the order's line or whoever counts calls it.
    pub what: String,
    /// How many.
    pub count: u32,
    /// The day on which missing ones are expected, `2026-12-01`, where it is known.
    #[serde(default)]
    pub due: Option<String>,
}

/// What somebody counted of the goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GoodsCount {
    /// What is there.
    pub came: Vec<GoodsPart>,
    /// What is not.
    pub missing: Vec<GoodsPart>,
    /// Where it lies, what is odd.
    pub note: String,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Who counted.
    pub by_name: String,
}

/// A manager lets the crew install without what is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GoodsWaiver {
    /// Without what.
    pub missing: Vec<GoodsPart>,
    /// Why.
    pub reason: String,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Who.
    pub by_name: String,
}

/// See the module. Its jobs and measurements are rows of their own, found by its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// Its identifier.
    pub id: Id<Project>,
    /// For which store.
    pub store: Id<Store>,
    /// The crews that have a job in it.
    pub crews: Vec<Id<Crew>>,
    /// How its goods come.
    pub route: ServiceRoute,
    /// The order that it serves, where there is one.
    pub order: Option<Id<Order>>,
    /// How many measurements were finished in it, every version counted.
    pub measured: u32,
    /// The revisions of the drawing that have a file, the latest last.
    #[serde(default)]
    pub drawn: Vec<DrawnRevision>,
    /// What the customer confirmed, the latest last.
    pub drawings: Vec<Drawing>,
    /// Whether the goods are there.
    pub goods: Option<GoodsArrival>,
    /// What was counted of them last, where they came in parts.
    #[serde(default)]
    pub counted: Option<GoodsCount>,
    /// That a manager lets the crew install without some of them.
    #[serde(default)]
    pub waived: Option<GoodsWaiver>,
}

impl Project {
    /// The key that finds the projects that serve an order.
    pub fn of_order(order: Id<Order>) -> Key {
        Key::new("order", order)
    }

    /// The drawing that holds.
    pub fn drawing(&self) -> Option<&Drawing> {
        self.drawings.last()
    }

    /// What was counted as missing and has not come since.
    pub fn missing(&self) -> &[GoodsPart] {
        let counted = self.counted.as_ref().filter(|_| self.goods.is_none());
        counted.map(|counted| counted.missing.as_slice()).unwrap_or_default()
    }

    /// Whether a manager lets the crew install without all that is missing: what is found missing later was not meant.
    fn goods_waived(&self) -> bool {
        let Some(waived) = &self.waived else { return false };
        let meant =
            |part: &GoodsPart| waived.missing.iter().any(|one| one.what == part.what && one.count >= part.count);
        !self.missing().is_empty() && self.missing().iter().all(meant)
    }

    /// The latest revision that has a file.
    pub fn latest_drawn(&self) -> Option<&DrawnRevision> {
        self.drawn.last()
    }

    /// The number of the latest revision that there is, with a file or confirmed on paper; 0 before the first.
    pub fn last_revision(&self) -> u32 {
        let drawn = self.latest_drawn().map_or(0, |drawn| drawn.revision);
        drawn.max(self.drawing().map_or(0, |drawing| drawing.revision))
    }

    /// Whether it has been at `station`; of driving off its jobs know.
    pub fn has_been(&self, station: Station) -> bool {
        match station {
            Station::Measured => self.measured > 0,
            Station::Drawn => {
                let drawn = self.latest_drawn().is_some_and(|drawn| drawn.measured >= self.measured);
                drawn || self.has_been(Station::DrawingConfirmed)
            }
            Station::DrawingConfirmed => self
                .drawing()
                .is_some_and(|drawing| drawing.measured >= self.measured && drawing.revision == self.last_revision()),
            Station::GoodsArrived => self.goods.is_some() || self.goods_waived(),
            Station::Installing => false,
        }
    }

    /// What keeps it from `station`, the first thing to be done first.
    pub fn blocked(&self, station: Station) -> Vec<Station> {
        let missing = |gate: &(Station, Station)| gate.0 == station && !self.has_been(gate.1);
        let mut before: Vec<Station> =
            self.route.gates().iter().filter(|gate| missing(gate)).map(|gate| gate.1).collect();
        // What the missing ones wait for themselves comes before them.
        for at in 0..before.len() {
            let further = self.blocked(before[at]).into_iter().filter(|one| !before.contains(one)).collect::<Vec<_>>();
            before.splice(at..at, further);
        }
        before
    }

    /// Why it cannot come to `station` yet.
    pub fn gate(&self, station: Station) -> Option<Refusal> {
        let missing = self.route.gates().iter().find(|gate| gate.0 == station && !self.has_been(gate.1))?.1;
        Some(match (missing, self.drawing()) {
            (Station::Measured, _) => Refusal::not_measured(),
            (Station::DrawingConfirmed, Some(drawing)) if drawing.revision < self.last_revision() => {
                Refusal::drawing_newer(self.last_revision())
            }
            (Station::DrawingConfirmed | Station::Drawn, Some(drawing)) => {
                Refusal::drawing_out_of_date(drawing.revision)
            }
            (Station::DrawingConfirmed | Station::Drawn, None) => Refusal::drawing_not_confirmed(),
            (Station::GoodsArrived | Station::Installing, _) => match self.missing().first() {
                Some(part) => Refusal::goods_missing(&part.what, self.missing().len()),
                None => Refusal::goods_not_arrived(),
            },
        })
    }
}

impl Entity for Project {
    const KIND: Kind = Kind::Project;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        [Scope::Store(self.store)].into_iter().chain(self.crews.iter().copied().map(Scope::Crew)).collect()
    }
    fn keys(&self) -> Vec<Key> {
        self.order.map(Self::of_order).into_iter().collect()
    }
}

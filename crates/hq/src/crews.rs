//! Crews as clerks lay them down: which goods each takes and where it sets out from, and the ways between areas.

use serde::Serialize;
use tenon_domain::entities::{Area, Crew, Store, TravelTable, Way, WorkKind};
use tenon_domain::{Id, Localized};
use tenon_store::catalog::CategoryCount;
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

/// A crew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConsoleCrew {
    /// Which.
    pub crew: Id<Crew>,
    /// What people call it.
    pub name: Localized,
    /// What it can do, in words.
    pub trades: Localized,
    /// The kinds of work it takes.
    pub kinds: Vec<WorkKind>,
    /// The stores it works for.
    pub stores: Vec<Localized>,
    /// Paths of the categories of goods that it takes, with all below them; none: all.
    pub categories: Vec<String>,
    /// Code of the area that it sets out from.
    pub base: Option<String>,
}

/// The crews, what they can be said to take, and the ways that they drive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConsoleCrews {
    /// By their names.
    pub crews: Vec<ConsoleCrew>,
    /// The catalog's categories, by path.
    pub categories: Vec<CategoryCount>,
    /// The areas of the travel table, in its order.
    pub areas: Vec<Area>,
    /// The ways between them.
    pub ways: Vec<Way>,
    /// The travel table's version; 0 where there is none.
    pub travel_version: u32,
}

/// See [`ConsoleCrews`].
pub fn crews(conn: &mut dyn Connection, categories: Vec<CategoryCount>) -> Result<ConsoleCrews, Error> {
    let mut rows = SqlRows(conn, Schema::Hq);
    let stores = rows.all::<Store>()?;
    let named = |id: &Id<Store>| stores.iter().find(|store| store.id == *id).map(|store| store.name.clone());
    let mut crews = rows.all::<Crew>()?;
    crews.sort_by(|a, b| a.name.zh.cmp(&b.name.zh).then(a.id.cmp(&b.id)));
    let table = rows.entity::<TravelTable>(TravelTable::ID)?;
    let travel_version = table.as_ref().map_or(0, |table| table.version);
    let (areas, ways) = table.map_or_else(Default::default, |table| (table.areas, table.ways));
    let crew = |crew: Crew| ConsoleCrew {
        crew: crew.id,
        stores: crew.stores.iter().filter_map(named).collect(),
        name: crew.name,
        trades: crew.trades,
        kinds: crew.kinds,
        categories: crew.categories,
        base: crew.base,
    };
    Ok(ConsoleCrews { crews: crews.into_iter().map(crew).collect(), categories, areas, ways, travel_version })
}

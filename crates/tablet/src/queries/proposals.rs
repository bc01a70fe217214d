//! `proposals`: the windows that suit a visit best, by what this tablet knows of its crews' days. `chain_proposals`: a
//! measurement and an installation together.

use serde::{Deserialize, Serialize};
use tenon_domain::Localized;
use tenon_domain::entities::{WorkKind, WorkNorms};
use tenon_domain::scheduling::{ChainProposal, DayPart, Proposal, Wish, Workload, chains};
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use super::window_search::Search;
use crate::Tablet;

/// The argument of `proposals`.
#[derive(Debug, Serialize, Deserialize, TS)]
pub struct ProposalsArgs {
    /// What for.
    pub kind: WorkKind,
    /// Path of the category of the goods, where it is known.
    pub goods: Option<String>,
    /// How many pieces of them.
    pub quantity: u32,
    /// Where to, as it was typed; may be empty.
    pub address: String,
    /// The first day that will do, `2026-11-22`; none, or one that is past: today.
    pub from: Option<String>,
    /// The days of the week that the customer would like, 1 for Monday; none: any.
    pub weekdays: Vec<u8>,
    /// The half of the day that the customer would like.
    pub part: Option<DayPart>,
    /// How many to propose; 20 at most.
    pub limit: u32,
}

/// What is proposed.
#[derive(Debug, Serialize, TS)]
pub struct Proposals {
    /// The area that the address lies in, where the travel table knows it.
    pub area: Option<Localized>,
    /// What the visit takes.
    pub workload: Workload,
    /// The best windows, the best first.
    pub best: Vec<Proposal>,
}

/// The argument of `chain_proposals`.
#[derive(Debug, Serialize, Deserialize, TS)]
pub struct ChainArgs {
    /// Path of the category of the goods, where it is known.
    pub goods: Option<String>,
    /// How many pieces of them.
    pub quantity: u32,
    /// Where to, as it was typed; may be empty.
    pub address: String,
    /// The days of the week that the customer would like, 1 for Monday; none: any.
    pub weekdays: Vec<u8>,
    /// The half of the day that the customer would like.
    pub part: Option<DayPart>,
    /// How many to propose; 20 at most.
    pub limit: u32,
}

/// What is proposed together.
#[derive(Debug, Serialize, TS)]
pub struct ChainProposals {
    /// The area that the address lies in, where the travel table knows it.
    pub area: Option<Localized>,
    /// Days that drawing and making take in between.
    pub lead_days: u32,
    /// What the measurement takes.
    pub measure: Workload,
    /// What the installation takes.
    pub install: Workload,
    /// The best pairs, the best first.
    pub best: Vec<ChainProposal>,
}

/// The argument of `workload`.
#[derive(Debug, Serialize, Deserialize, TS)]
pub struct WorkloadArgs {
    /// What for.
    pub kind: WorkKind,
    /// Path of the category of the goods, where it is known.
    pub goods: Option<String>,
    /// How many pieces of them.
    pub quantity: u32,
}

/// What a visit takes, by the norms that this tablet has.
pub(super) fn workload(tablet: &Tablet, args: &WorkloadArgs) -> Result<Workload, Error> {
    workload_of(&mut *tablet.reader(), args.kind, args.goods.as_deref(), args.quantity)
}

fn workload_of(
    conn: &mut dyn Connection,
    kind: WorkKind,
    goods: Option<&str>,
    quantity: u32,
) -> Result<Workload, Error> {
    let norms = SqlRows(conn, Schema::Tablet).entity::<WorkNorms>(WorkNorms::ID)?;
    Ok(norms.map_or(Workload::ONE, |norms| norms.workload(kind, goods, quantity)))
}

/// See the module.
pub(super) fn proposals(tablet: &Tablet, args: &ProposalsArgs) -> Result<Proposals, Error> {
    let device = tablet.enrolment()?.map(|enrolment| enrolment.device);
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let search = Search::begin(conn, device, &args.address)?;
    let workload = workload_of(conn, args.kind, args.goods.as_deref(), args.quantity)?;
    let wish = Wish {
        goods: args.goods.clone(),
        area: search.area.clone(),
        from: search.first(args.from.as_deref()),
        weekdays: args.weekdays.clone(),
        part: args.part,
    };
    let best = search.best(conn, (args.kind, workload), wish, args.limit)?;
    Ok(Proposals { area: search.area_name, workload, best })
}

/// The measurements that suit a visit best, each with the installation that suits best once the goods can be there.
pub(super) fn chain_proposals(tablet: &Tablet, args: &ChainArgs) -> Result<ChainProposals, Error> {
    let device = tablet.enrolment()?.map(|enrolment| enrolment.device);
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let search = Search::begin(conn, device, &args.address)?;
    let norms = SqlRows(conn, Schema::Tablet).entity::<WorkNorms>(WorkNorms::ID)?;
    let lead_days = norms.map_or(0, |norms| norms.lead_days(args.goods.as_deref()));
    let measure = workload_of(conn, WorkKind::Measure, args.goods.as_deref(), args.quantity)?;
    let install = workload_of(conn, WorkKind::Install, args.goods.as_deref(), args.quantity)?;
    let wish = |from| Wish {
        goods: args.goods.clone(),
        area: search.area.clone(),
        from,
        weekdays: args.weekdays.clone(),
        part: args.part,
    };
    let measures = search.best(conn, (WorkKind::Measure, measure), wish(search.today), args.limit)?;
    let best = chains(measures, lead_days, |from| {
        let found = search.best(conn, (WorkKind::Install, install), wish(from), 1)?;
        Ok::<_, Error>(found.into_iter().next())
    })?;
    Ok(ChainProposals { area: search.area_name.clone(), lead_days, measure, install, best })
}

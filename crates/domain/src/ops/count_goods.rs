//! `goods.count.v1`: somebody has counted what of a project's goods is there and what is missing.
//!
//! A fact. It says all that whoever counted saw, so the latest count holds and earlier ones say nothing more, whatever order
//! headquarters hears of them in. Where nothing is missing the goods are there, as by `goods.arrived.v1`; where something is,
//! the gate shuts again, also after they were marked as arrived.
//!
//! `goods.waive.v1`: a manager, or a clerk, lets the crew install without what is missing. An intent. It names what: the gate
//! opens as long as nothing else is missing.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{bounded, required};
use crate::entities::{GoodsArrival, GoodsCount, GoodsPart, GoodsWaiver, Project, Role};
use crate::scheduling::Date;
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// Kinds of pieces in a count at most, there and missing.
pub const GOODS_LIMIT: usize = 200;
/// Pieces of a kind at most.
const PIECES_LIMIT: u32 = 100_000;

/// Goods are counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CountGoods {
    /// Of which project.
    pub project: Id<Project>,
    /// What is there.
    pub came: Vec<GoodsPart>,
    /// What is not.
    pub missing: Vec<GoodsPart>,
    /// Where it lies, what is odd.
    pub note: String,
}

impl Operation for CountGoods {
    const TAG: &'static str = "goods.count.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(Role::ALL)?;
        let note = bounded("note", &self.note)?.to_owned();
        if self.came.is_empty() && self.missing.is_empty() {
            return Err(Refusal::goods_not_counted().into());
        }
        let (came, missing) = (sound(&self.came)?, sound(&self.missing)?);
        let Held::Here(mut project) = desk.get(self.project)? else {
            return Err(Refusal::project_unknown().into());
        };
        let (at_ms, by_name) = (desk.stamp().at.best_ms(), staff.name);
        let newer = project.counted.as_ref().is_some_and(|counted| counted.at_ms > at_ms)
            || project.goods.as_ref().is_some_and(|goods| goods.at_ms > at_ms);
        if newer {
            return Ok(Finality::Final);
        }
        if !missing.is_empty() {
            project.goods = None;
        } else if project.goods.is_none() {
            project.goods = Some(GoodsArrival { at_ms, by_name: by_name.clone(), note: note.clone() });
        }
        project.counted = Some(GoodsCount { came, missing, note, at_ms, by_name });
        desk.put(&project)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.missing.first().map(|part| part.what.trim().to_owned()).unwrap_or_default()
    }
}

/// The crew may install without what is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WaiveGoods {
    /// Of which project.
    pub project: Id<Project>,
    /// Without what, as it was seen.
    pub missing: Vec<GoodsPart>,
    /// Why.
    pub reason: String,
}

impl Operation for WaiveGoods {
    const TAG: &'static str = "goods.waive.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(&[Role::Manager, Role::Clerk])?;
        let reason = required("reason", &self.reason)?.to_owned();
        let missing = sound(&self.missing)?;
        let Held::Here(mut project) = desk.get(self.project)? else {
            return Err(Refusal::project_unknown().into());
        };
        if missing.is_empty() || project.missing().is_empty() {
            return Err(Refusal::goods_not_missing().into());
        }
        let at_ms = desk.stamp().at.best_ms();
        project.waived = Some(GoodsWaiver { missing, reason, at_ms, by_name: staff.name });
        desk.put(&project)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.missing.first().map(|part| part.what.trim().to_owned()).unwrap_or_default()
    }
}

/// `parts` without blanks around their names; refused where one says nothing.
fn sound(parts: &[GoodsPart]) -> Result<Vec<GoodsPart>, Stop> {
    if parts.len() > GOODS_LIMIT {
        return Err(Refusal::too_many("goods", GOODS_LIMIT).into());
    }
    let sound = |part: &GoodsPart| {
        let what = required("what", &part.what)?.to_owned();
        if !(1..=PIECES_LIMIT).contains(&part.count) {
            return Err(Refusal::parts_count(PIECES_LIMIT).into());
        }
        match part.due.as_deref() {
            Some(due) if Date::parse(due).is_none() => Err(Refusal::goods_due_unsound(&what).into()),
            due => Ok(GoodsPart { what, count: part.count, due: due.map(str::to_owned) }),
        }
    };
    parts.iter().map(sound).collect()
}

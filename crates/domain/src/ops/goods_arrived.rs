//! `goods.arrived.v1`: somebody has seen that all goods of a project are there.
//!
//! A fact. Two who mark it apart have both seen it: the first stays. What was counted as missing before (`goods.count.v1`)
//! has come with it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::bounded;
use crate::entities::{GoodsArrival, Project, Role};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// The goods of a project are there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GoodsArrived {
    /// Of which project.
    pub project: Id<Project>,
    /// Where they lie, what is odd.
    pub note: String,
}

impl Operation for GoodsArrived {
    const TAG: &'static str = "goods.arrived.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(Role::ALL)?;
        let note = bounded("note", &self.note)?.to_owned();
        let Held::Here(mut project) = desk.get(self.project)? else {
            return Err(Refusal::project_unknown().into());
        };
        match &project.goods {
            Some(before) if desk.first() => {
                return Err(Refusal::goods_arrived_before(&before.by_name, before.at_ms).into());
            }
            Some(_) => {}
            None if project.counted.as_ref().is_some_and(|counted| counted.at_ms > desk.stamp().at.best_ms()) => {}
            None => {
                project.goods = Some(GoodsArrival { at_ms: desk.stamp().at.best_ms(), by_name: staff.name, note });
                desk.put(&project)?;
            }
        }
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

//! What a crew noted of a job on site, as tablets and head office show it.

use serde::Serialize;
use ts_rs::TS;

use crate::entities::{CheckMark, Checklist, ChecklistItem, MissingParts, WorkOrder, WorkStep};
use crate::{Id, Localized};

/// An item of a job's checklist.
#[derive(Debug, Serialize, TS)]
pub struct CheckCard {
    /// What it says.
    #[serde(flatten)]
    pub item: ChecklistItem,
    /// Its last tick, which may be taken back.
    pub mark: Option<CheckMark>,
}

/// The checklist of a job.
#[derive(Debug, Serialize, TS)]
pub struct ChecklistSheet {
    /// Which version it is.
    pub checklist: Id<Checklist>,
    /// What people call it.
    pub name: Localized,
    /// Its version.
    pub version: u32,
    /// Its items, with what was ticked.
    pub items: Vec<CheckCard>,
}

/// How long a crew was on site.
#[derive(Debug, Serialize, TS)]
pub struct TimeOnSite {
    /// When it arrived, UTC milliseconds.
    pub from_ms: i64,
    /// When the job ended, UTC milliseconds; none: the crew is there.
    pub until_ms: Option<i64>,
}

/// What a crew noted of a job on site.
#[derive(Debug, Serialize, TS)]
pub struct SiteSheet {
    /// The checklist that holds for it; none where HQ has laid none down for such jobs.
    pub checklist: Option<ChecklistSheet>,
    /// Parts that are or were missing, the first reported first.
    pub parts: Vec<MissingParts>,
    /// How long the crew was there; none where it has not arrived.
    pub time: Option<TimeOnSite>,
}

impl SiteSheet {
    /// Of `job`, with the checklist that holds for it.
    pub fn of(job: &WorkOrder, checklist: Option<Checklist>) -> Self {
        let mark = |item: &ChecklistItem| job.site.marks.get(&item.key).cloned();
        let card = |item: ChecklistItem| CheckCard { mark: mark(&item), item };
        Self {
            checklist: checklist.map(|list| ChecklistSheet {
                checklist: list.id,
                name: list.content.name,
                version: list.version,
                items: list.content.items.into_iter().map(card).collect(),
            }),
            parts: job.site.parts.clone(),
            time: time(job),
        }
    }
}

/// From the step on site to the end of the job, by the steps that stand.
fn time(job: &WorkOrder) -> Option<TimeOnSite> {
    let at = |steps: &[WorkStep]| job.standing().find(|taken| steps.contains(&taken.step)).map(|taken| taken.at_ms);
    let from_ms = at(&[WorkStep::OnSite])?;
    Some(TimeOnSite { from_ms, until_ms: at(&[WorkStep::Done, WorkStep::Failed]) })
}

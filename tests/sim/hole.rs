//! Known holes, planted one at a time to see that the rules catch them.
//!
//! A hole lives in the simulator's own wrappers: it alters statements on their way to a database, or messages on their
//! way through the network. The engine that ships knows nothing of it.

use tenon_store::Value;
use tenon_sync::wire::{Answer, Page};

/// A mistake that an engine could make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hole {
    /// Performing again hands a right back.
    UndoFreesRights,
    /// What was spent is not written down.
    SpendsAreLost,
    /// A verdict is pulled without the rows it left.
    VerdictsWithoutRows,
    /// An operation that cannot be judged stops those after it.
    PoisonStopsTheQueue,
    /// A push response ends the wait, not the pulled verdict.
    PushEndsPending,
    /// A page is shown before the pull is complete.
    PagesShowEarly,
    /// A tablet passes over tombstones.
    TombstonesIgnored,
    /// HQ writes no tombstones.
    TombstonesNotSent,
    /// HQ's version of a row is not kept when a pending operation writes it.
    ShadowsAreLost,
    /// “Saved” is said before it is.
    CommitIsRolledBack,
    /// A refusal opens no case.
    CasesAreLost,
    /// A page leaves out its last row.
    PagesSkipARow,
}

/// What becomes of a statement.
pub(super) enum Fate {
    Runs,
    Ignored,
    Breaks,
    Also(&'static str, Vec<Value>),
}

impl Hole {
    /// Every hole.
    pub const ALL: &[Hole] = &[
        Hole::UndoFreesRights,
        Hole::SpendsAreLost,
        Hole::VerdictsWithoutRows,
        Hole::PoisonStopsTheQueue,
        Hole::PushEndsPending,
        Hole::PagesShowEarly,
        Hole::TombstonesIgnored,
        Hole::TombstonesNotSent,
        Hole::ShadowsAreLost,
        Hole::CommitIsRolledBack,
        Hole::CasesAreLost,
        Hole::PagesSkipARow,
    ];

    /// Whether the mistake is HQ's; otherwise it is the tablets'.
    pub(super) fn at_hq(self) -> bool {
        matches!(self, Self::PoisonStopsTheQueue | Self::TombstonesNotSent | Self::CasesAreLost)
    }

    /// What becomes of a writing statement.
    pub(super) fn statement(self, sql: &str, args: &[Value]) -> Fate {
        let ignored = |ignored| if ignored { Fate::Ignored } else { Fate::Runs };
        match self {
            Self::UndoFreesRights if sql.starts_with("UPDATE journal SET touched = NULL") => Fate::Also(
                "DELETE FROM spends WHERE op = (SELECT op FROM journal WHERE seq = ?1)",
                vec![args[0].clone()],
            ),
            Self::SpendsAreLost => ignored(sql.starts_with("INSERT INTO spends")),
            Self::TombstonesIgnored => ignored(sql.starts_with("DELETE FROM memberships")),
            Self::TombstonesNotSent => ignored(sql.starts_with("UPDATE memberships SET n = ?2, gone = 1")),
            Self::ShadowsAreLost => ignored(sql.starts_with("UPDATE entities SET base")),
            Self::CasesAreLost => {
                ignored(sql.starts_with("INSERT INTO entities") && args.first() == Some(&Value::from("case")))
            }
            Self::PoisonStopsTheQueue => {
                let unknown = |value: &Value| matches!(value, Value::Text(text) if text.contains("unknown_operation"));
                if args.iter().any(unknown) { Fate::Breaks } else { Fate::Runs }
            }
            _ => Fate::Runs,
        }
    }

    /// Alters an answer on its way.
    pub(super) fn answer(self, answer: &mut Answer) {
        match self {
            Self::PagesShowEarly => answer.complete = true,
            Self::VerdictsWithoutRows if has_verdict(&answer.page) => {
                answer.page.bodies.retain(|body| body.kind == "verdict");
                for members in answer.page.members.values_mut() {
                    members.retain(|member| member.kind == "verdict");
                }
            }
            Self::PagesSkipARow => {
                if let Some(body) = answer.page.bodies.pop() {
                    for members in answer.page.members.values_mut() {
                        members.retain(|member| member.id != body.id);
                    }
                }
            }
            _ => {}
        }
    }
}

fn has_verdict(page: &Page) -> bool {
    page.bodies.iter().any(|body| body.kind == "verdict")
}

//! Chains: a measurement and the installation that follows it, proposed together.
//!
//! Between the two lie the days that drawing and making take (`WorkNorm::lead_days`). For each measurement that is
//! proposed, the installation that suits best from then on; the pairs are ranked by what both are weighed by.

use serde::Serialize;
use ts_rs::TS;

use super::{Date, Proposal};

/// A measurement and an installation that go together.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ChainProposal {
    /// The measurement.
    pub measure: Proposal,
    /// The installation.
    pub install: Proposal,
    /// Days from the measurement to the installation.
    pub days: i64,
    /// All of it in minutes of driving; less is better.
    pub cost: i64,
}

/// Pairs `measures` with what `install_from` finds best from a day on, once `lead_days` have passed; the best pair first.
/// What has no installation is left out. Each day is asked for once, in turn.
pub fn chains<E>(
    measures: Vec<Proposal>,
    lead_days: u32,
    mut install_from: impl FnMut(Date) -> Result<Option<Proposal>, E>,
) -> Result<Vec<ChainProposal>, E> {
    let mut found: Vec<(Date, Option<Proposal>)> = Vec::new();
    let mut pairs = Vec::new();
    for measure in measures {
        let Some(day) = Date::parse(&measure.date) else { continue };
        // Also where nothing is to be made, nobody measures and installs on one day.
        let Some(from) = day.plus(i64::from(lead_days.max(1))) else { continue };
        if !found.iter().any(|(asked, _)| *asked == from) {
            found.push((from, install_from(from)?));
        }
        let best = found.iter().find(|(asked, _)| *asked == from).and_then(|(_, best)| best.clone());
        let Some(install) = best else { continue };
        let days = Date::parse(&install.date).map_or(0, |end| day.days_until(end));
        let cost = measure.cost.saturating_add(install.cost);
        pairs.push(ChainProposal { measure, install, days, cost });
    }
    pairs.sort_by_key(|pair| (pair.cost, pair.measure.start_ms, pair.measure.window));
    Ok(pairs)
}

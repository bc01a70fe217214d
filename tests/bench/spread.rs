//! Many samples as a few numbers.

use serde::Serialize;

/// The middle and the ends of some samples.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Spread {
    /// Half of the samples are below.
    pub(crate) median: f64,
    /// The least.
    pub(crate) min: f64,
    /// The greatest.
    pub(crate) max: f64,
}

impl Spread {
    /// The spread of `samples`; zeros where there are none.
    pub(crate) fn of(samples: &[f64]) -> Self {
        let sorted = sorted(samples);
        Self { median: at(&sorted, 50), min: at(&sorted, 0), max: at(&sorted, 100) }
    }
}

/// The sample below which `percent` of them lie.
pub(crate) fn percentile(samples: &[f64], percent: usize) -> f64 {
    at(&sorted(samples), percent)
}

fn sorted(samples: &[f64]) -> Vec<f64> {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

fn at(sorted: &[f64], percent: usize) -> f64 {
    sorted.get((sorted.len().saturating_sub(1) * percent).div_ceil(100)).copied().unwrap_or(0.0)
}

/// Tenon and its baseline, measured in turn: one entry of each for every round.
#[derive(Debug, Default)]
pub(crate) struct Rounds {
    /// Tenon's.
    pub(crate) ours: Vec<f64>,
    /// The baseline's.
    pub(crate) plain: Vec<f64>,
}

impl Rounds {
    /// Adds a round.
    pub(crate) fn push(&mut self, ours: f64, plain: f64) {
        self.ours.push(ours);
        self.plain.push(plain);
    }

    /// Tenon over baseline, round by round.
    pub(crate) fn ratio(&self) -> Spread {
        let each: Vec<f64> =
            self.ours.iter().zip(&self.plain).filter(|(_, plain)| **plain > 0.0).map(|(a, b)| a / b).collect();
        Spread::of(&each)
    }
}

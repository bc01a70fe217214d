//! A run from its seed to its end, and how it is told.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::hole::Hole;
use super::world::World;

/// How much happened in a run, so that a run in which nothing does is noticed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Operations that a tablet said it had saved.
    pub saved: usize,
    /// Operations that a tablet refused.
    pub refused_here: usize,
    /// Verdicts that HQ gave.
    pub judged: usize,
    /// Verdicts that were not `accepted`.
    pub not_accepted: usize,
    /// Exchanges that HQ answered.
    pub answered: usize,
    /// Answers that were not their pull's last.
    pub partial: usize,
    /// Faults of disks that struck.
    pub faults: usize,
    /// Cases that were settled on an order.
    pub settled: usize,
    /// Slips that were read in.
    pub slips: usize,
    /// Counts, waivers, ticks and drawings that a tablet said it had saved.
    pub at_jobs: usize,
    /// Times that a clerk blocked hours of a crew.
    pub blocked: usize,
    /// Places that were kept for customers on the waiting list.
    pub kept: usize,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.saved += other.saved;
        self.refused_here += other.refused_here;
        self.judged += other.judged;
        self.not_accepted += other.not_accepted;
        self.answered += other.answered;
        self.partial += other.partial;
        self.faults += other.faults;
        self.settled += other.settled;
        self.slips += other.slips;
        self.at_jobs += other.at_jobs;
        self.blocked += other.blocked;
        self.kept += other.kept;
    }
}

/// A run that broke a rule.
#[derive(Debug)]
pub struct Failed {
    /// The seed.
    pub seed: u64,
    /// The step at which it was noticed, or the last where it was noticed at rest: a run of so many steps fails.
    pub step: usize,
    /// Which rule, and how.
    pub broken: String,
    /// What happened, step by step.
    pub trace: Vec<String>,
}

impl Failed {
    /// The one command that replays it.
    pub fn replay(&self) -> String {
        format!("./dev sim --seed {} --steps {}", self.seed, self.step)
    }
}

/// Runs the world of `seed` for `steps` steps, with a hole planted or none; heals it, and lets it come to rest.
pub fn run(seed: u64, steps: usize, hole: Option<Hole>) -> Result<Tally, Failed> {
    let mut world = World::new(seed, hole);
    let mut step = 0;
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        while step < steps {
            step += 1;
            world.step(step)?;
        }
        world.heal()
    }));
    let broken = match outcome {
        Ok(Ok(())) => return Ok(world.tally),
        Ok(Err(broken)) => format!("{}: {}", broken.rule, broken.how),
        Err(panic) => {
            let words = panic.downcast_ref::<String>().cloned();
            let words = words.or_else(|| panic.downcast_ref::<&str>().map(|words| (*words).to_owned()));
            format!("panic: {}", words.unwrap_or_default())
        }
    };
    Err(Failed { seed, step, broken, trace: world.into_trace() })
}

/// The shortest run of the seed that still fails, as far as halving finds one.
pub fn shortest(mut failed: Failed, hole: Option<Hole>) -> Failed {
    let (mut holds, mut fails) = (0, failed.step);
    while holds < fails {
        let steps = usize::midpoint(holds, fails);
        match run(failed.seed, steps, hole) {
            Ok(_) => holds = steps + 1,
            Err(shorter) => {
                fails = shorter.step.min(steps);
                failed = shorter;
            }
        }
    }
    failed
}

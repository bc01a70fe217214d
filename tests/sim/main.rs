//! The long run of the simulation: `sim --seeds N --steps M`, or one seed with its trace: `sim --seed X --steps M`.

use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use tenon_tests::sim::{Failed, Hole, Tally, run};

/// Drives the sync engine through random troubles and checks its rules after every step.
#[derive(Parser)]
struct Args {
    /// How many seeds to run, from `--from` on.
    #[arg(long, default_value_t = 1000)]
    seeds: u64,
    /// The first seed.
    #[arg(long, default_value_t = 0)]
    from: u64,
    /// Steps of each run.
    #[arg(long, default_value_t = 400)]
    steps: usize,
    /// Runs this one seed and prints what happens.
    #[arg(long)]
    seed: Option<u64>,
    /// Plants the hole of this name.
    #[arg(long, value_parser = hole)]
    hole: Option<Hole>,
}

fn hole(name: &str) -> Result<Hole, String> {
    let named = Hole::ALL.iter().copied().find(|hole| format!("{hole:?}") == name);
    named.ok_or_else(|| format!("no hole of that name; there are {:?}", Hole::ALL))
}

fn main() -> ExitCode {
    let args = Args::parse();
    if let Some(seed) = args.seed {
        return match run(seed, args.steps, args.hole) {
            Ok(tally) => {
                println!("seed {seed} holds: {tally:?}");
                ExitCode::SUCCESS
            }
            Err(failed) => report(&failed),
        };
    }
    let begun = Instant::now();
    let (mut failures, mut sum) = (0, Tally::default());
    for seed in args.from..args.from.saturating_add(args.seeds) {
        match run(seed, args.steps, args.hole) {
            Ok(tally) => sum += tally,
            Err(failed) => {
                println!("seed {seed}, step {}: {}", failed.step, failed.broken.lines().next().unwrap_or_default());
                println!("  replay: {}", failed.replay());
                failures += 1;
                if failures == 20 {
                    break;
                }
            }
        }
    }
    println!("{} seeds of {} steps in {:.1?}, {failures} broke a rule", args.seeds, args.steps, begun.elapsed());
    println!("{sum:?}");
    if failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn report(failed: &Failed) -> ExitCode {
    for line in &failed.trace {
        println!("{line}");
    }
    println!("seed {}, step {}: {}", failed.seed, failed.step, failed.broken);
    println!("replay: {}", failed.replay());
    ExitCode::FAILURE
}

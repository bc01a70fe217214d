//! The short run of the simulation: every seed must hold, and every planted hole must be caught.
#![allow(clippy::unwrap_used)] // A test.

use tenon_tests::sim::{Hole, run};

const SEEDS: u64 = 60;
const STEPS: usize = 150;

#[test]
fn no_seed_breaks_a_rule() {
    for seed in 0..SEEDS {
        if let Err(failed) = run(seed, STEPS, None) {
            for line in &failed.trace {
                eprintln!("{line}");
            }
            panic!(
                "seed {seed}, step {}: {}\nreplay: ./dev sim --seed {seed} --steps {STEPS}",
                failed.step, failed.broken
            );
        }
    }
}

#[test]
fn every_planted_hole_is_caught() {
    for hole in Hole::ALL {
        let caught = (0..SEEDS).find_map(|seed| run(seed, STEPS, Some(*hole)).err());
        let caught = caught.unwrap_or_else(|| panic!("{hole:?} was not caught"));
        println!("{hole:?}: seed {}, step {}: {}", caught.seed, caught.step, caught.broken.lines().next().unwrap());
    }
}

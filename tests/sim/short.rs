//! The short run of the simulation: every seed must hold, and every planted hole must be caught.
#![allow(clippy::unwrap_used)] // A test.

use tenon_tests::sim::{Hole, Tally, run, shortest};

const SEEDS: u64 = 40;
const STEPS: usize = 150;
/// Steps of a run in which rarer things happen.
const LONG: usize = 400;

#[test]
fn no_seed_breaks_a_rule() {
    let mut sum = Tally::default();
    for seed in 0..SEEDS {
        match run(seed, STEPS, None) {
            Ok(tally) => sum += tally,
            Err(failed) => {
                let failed = shortest(failed, None);
                for line in &failed.trace {
                    eprintln!("{line}");
                }
                panic!("seed {seed}, step {}: {}\nreplay: {}", failed.step, failed.broken, failed.replay());
            }
        }
    }
    // A run in which nothing happens breaks no rule either.
    let seeds = usize::try_from(SEEDS).unwrap();
    assert!(sum.saved > 15 * seeds && sum.judged > 15 * seeds && sum.answered > 30 * seeds, "{sum:?}");
    assert!(sum.partial > 5 * seeds && sum.not_accepted > seeds && sum.faults > seeds / 2, "{sum:?}");
    assert!(sum.slips > seeds && sum.blocked > seeds / 4 && sum.kept > seeds / 4 && sum.at_jobs > seeds, "{sum:?}");
}

/// It takes a while until a card is redeemed twice, ordered on, and somebody settles what that means.
#[test]
fn orders_whose_card_does_not_count_are_settled() {
    assert!((0..SEEDS).any(|seed| run(seed, LONG, None).is_ok_and(|tally| tally.settled > 0)));
}

#[test]
fn every_planted_hole_is_caught() {
    for hole in Hole::ALL {
        let caught = (0..SEEDS).find_map(|seed| run(seed, STEPS, Some(*hole)).err());
        let caught = caught.unwrap_or_else(|| panic!("{hole:?} was not caught"));
        println!("{hole:?}: seed {}, step {}: {}", caught.seed, caught.step, caught.broken.lines().next().unwrap());
    }
}

//! The seeded simulation: the sync engine that ships, driven through a world in which everything goes wrong.
//!
//! One seed is one run. Headquarters and tablets are the real engines over real SQLite files; the network, the clocks,
//! the disks' faults and the people are played here, all from one sequence of random numbers. After every step the
//! rules of [`rules`] must hold; at the end the world is healed and must come to rest.
//!
//! Synced writes are turned off in here: what survives power loss is the subject of other tests, a crash in this one
//! is a process that ends between two statements.

mod administration;
mod chain;
mod disk;
mod headquarters;
mod hole;
mod jobs;
mod ledger;
mod mirror;
mod network;
mod norms;
mod papers;
mod people;
mod remedies;
mod rights;
mod rng;
mod rules;
mod run;
mod sales;
mod tablet;
mod trouble;
mod waitlist;
mod windows;
mod world;

pub use hole::Hole;
pub use run::{Failed, Tally, run, shortest};

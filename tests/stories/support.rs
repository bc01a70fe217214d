//! The people of the stories and what they hold in their hands: headquarters, tablets, and the line between them.

mod bucket;
mod chain;
mod hq;
mod http;
mod inside;
mod line;
mod people;
mod programs;
mod sale;
mod screens;
mod tablet;
mod website;

use std::time::{Duration, Instant};

pub(crate) use bucket::Bucket;
pub(crate) use chain::{Chain, on_postgres};
pub(crate) use hq::{Card, Hq};
pub(crate) use http::{Reply, Request};
pub(crate) use line::{Line, Weather};
pub(crate) use people::{Clerk, Outcome, Person, VISIT_UNITS, sign_in};
pub(crate) use programs::{Said, finish, program, run};
pub(crate) use sale::under;
pub(crate) use screens::Screens;
pub(crate) use tablet::{Tablet, kill};
pub(crate) use website::{Website, photograph};

/// How long anything that happens by itself may take, on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(45);

/// Asks until `look` sees it; fails with `what` when it does not come.
pub(crate) fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(Instant::now() < deadline, "this did not happen: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

//! HQ's tables.

mod commit;
mod contacts;
mod flush;
mod many;
mod members;
mod received;
mod working;

use crate::Engine;

pub use commit::{Commit, CommitRows, Foresight, Head, commit, head};
pub use contacts::{Contact, contact, contacts, record_contact};
pub use members::{Member, members_after};
pub use received::{
    Arrived, Received, Tail, append, append_all, at, mark_judged, put_stray, received_before, tail, waiting,
    waiting_devices, waits,
};

/// How many rows one statement takes.
fn at_once(engine: Engine) -> usize {
    match engine {
        Engine::Sqlite => 32,
        // Each statement is a journey to the server.
        Engine::Postgres => 256,
    }
}

/// `items` in portions of at most `most`: powers of two, so that the texts of statements are few and stay prepared.
fn portions<T>(most: usize, items: &[T]) -> impl Iterator<Item = &[T]> {
    let mut left = items;
    std::iter::from_fn(move || {
        let many = left.len().min(most).checked_ilog2()?;
        let (portion, rest) = left.split_at(1 << many);
        left = rest;
        Some(portion)
    })
}

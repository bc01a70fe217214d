//! Performing an operation at a desk over a database, so that what breaks is told apart.
//!
//! A rule that panics and a row that cannot be read break with the operation, each time: that is an outcome. Storage
//! that breaks says nothing about the operation: nothing may be concluded from it, and whoever performs gives up.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::Error;
use tenon_domain::entities::Right;
use tenon_domain::ops::AnyOperation;
use tenon_domain::{Desk, Failure, Finality, Grants, Id, Key, Kind, Reading, Rows, Stamp, Stop, Uuid, perform};

/// Rows that remember whether storage broke.
struct Watched<'r> {
    rows: &'r mut dyn Rows,
    broke: Option<Failure>,
}

impl Watched<'_> {
    fn watch<T>(&mut self, outcome: Result<T, Failure>) -> Result<T, Failure> {
        if let Err(failure) = &outcome {
            self.broke.get_or_insert_with(|| failure.clone());
        }
        outcome
    }
}

impl Rows for Watched<'_> {
    fn get(&mut self, kind: Kind, id: Uuid) -> Result<Option<String>, Failure> {
        let outcome = self.rows.get(kind, id);
        self.watch(outcome)
    }
    fn by_key(&mut self, kind: Kind, key: &Key) -> Result<Vec<(Uuid, String)>, Failure> {
        let outcome = self.rows.by_key(kind, key);
        self.watch(outcome)
    }
    fn spent(&mut self, right: Id<Right>, epoch: u64) -> Result<u32, Failure> {
        let outcome = self.rows.spent(right, epoch);
        self.watch(outcome)
    }
}

/// What performing came to, and what it read and would write. A panic is a failure of the operation; `Err` is one of
/// storage.
pub(crate) fn performed(
    rows: &mut dyn Rows,
    grants: Grants,
    stamp: &Stamp,
    op: &AnyOperation,
) -> Result<(Result<Finality, Stop>, Reading), Error> {
    let mut rows = Watched { rows, broke: None };
    let mut desk = Desk::new(&mut rows, grants, stamp);
    let outcome = catch_unwind(AssertUnwindSafe(|| perform(op, &mut desk)));
    let outcome = outcome.unwrap_or_else(|_| Err(Stop::Failed(Failure("a rule panicked".to_owned()))));
    let reading = desk.close();
    match rows.broke {
        Some(failure) => Err(failure.into()),
        None => Ok((outcome, reading)),
    }
}

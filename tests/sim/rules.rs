//! What must be true after every step, one function a rule; the numbers are those of the architecture's list.

mod at_hq;
mod at_rest;
mod on_tablet;
mod promises;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::mirror::RowText;

/// A rule that does not hold.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) rule: &'static str,
    pub(super) how: String,
}

impl Broken {
    pub(super) fn new(rule: &'static str, how: impl Into<String>) -> Self {
        Self { rule, how: how.into() }
    }
}

/// `Err` with the words of `how` unless `holds`.
pub(super) fn hold(rule: &'static str, holds: bool, how: impl FnOnce() -> String) -> Result<(), Broken> {
    if holds { Ok(()) } else { Err(Broken::new(rule, how())) }
}

/// What stands in one of two sets of rows and not in the other, in few words.
pub(super) fn difference<'a>(
    left: impl IntoIterator<Item = &'a RowText>,
    right: impl IntoIterator<Item = &'a RowText>,
) -> String {
    let (left, right): (BTreeSet<_>, BTreeSet<_>) = (left.into_iter().collect(), right.into_iter().collect());
    let mut words = "\n  only on the tablet:".to_owned();
    for (kind, id, body) in left.difference(&right) {
        let _ = write!(words, "\n    {kind} {id} {body}");
    }
    words.push_str("\n  only expected:");
    for (kind, id, body) in right.difference(&left) {
        let _ = write!(words, "\n    {kind} {id} {body}");
    }
    words
}

//! What must be true after every step, one function a rule; the numbers are those of the architecture's list.

mod at_hq;
mod at_rest;
mod on_tablet;
mod promises;

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
    left: impl IntoIterator<Item = &'a super::mirror::RowText>,
    right: impl IntoIterator<Item = &'a super::mirror::RowText>,
) -> String {
    use std::collections::BTreeSet;
    let (left, right): (BTreeSet<_>, BTreeSet<_>) = (left.into_iter().collect(), right.into_iter().collect());
    let only = |a: &BTreeSet<&super::mirror::RowText>, b: &BTreeSet<&super::mirror::RowText>| {
        a.difference(b).map(|(kind, id, body)| format!("\n    {kind} {id} {body}")).collect::<String>()
    };
    format!("\n  only on the tablet:{}\n  only expected:{}", only(&left, &right), only(&right, &left))
}

//! What is wrong with something that a person fills in, field by field.

use serde::Serialize;

use crate::Refusal;

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The field's path: `offer.tiers.2.off_minor`.
    pub field: String,
    /// Stable; the message catalogue has words for it under `fault.`.
    pub code: &'static str,
    /// The same in English, for people without a screen: `its limit is 0, so it never acts`.
    pub message: &'static str,
}

impl Fault {
    /// A fault of `field`.
    pub fn new(field: impl Into<String>, code: &'static str, message: &'static str) -> Self {
        Self { field: field.into(), code, message }
    }
}

impl Refusal {
    /// Something that was filled in is not taken; the facts name each field with the code of its fault. None of no faults.
    pub fn of_faults(faults: &[Fault]) -> Option<Self> {
        let first = faults.first()?;
        let message = format!("It is not saved: {} ({}). Correct it and save again.", first.message, first.field);
        let refusal = Self::new("fields_faulty", message);
        Some(faults.iter().rev().fold(refusal, |refusal, fault| refusal.text(&fault.field, fault.code)))
    }
}

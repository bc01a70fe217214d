//! Measuring: what was typed is read, readings are checked against their form, quantities follow, versions are compared.
//!
//! Pure, and for any form and any readings without a panic: forms come from HQ as data and readings from hands on a ladder.

mod differences;
mod evaluate;
mod faults;
mod refusals;
#[cfg(test)]
mod tests;
mod typed;

pub use differences::{Differing, SinceVersion, differences};
pub use evaluate::{Evaluation, Quantified, Warning, evaluate};
pub use typed::{TypedFault, read_typed};

use crate::entities::{FieldUnit, FormField, Reading};

/// Longest reading in words, in characters.
pub const WORDS_LIMIT: usize = 500;
/// Largest reading, in mm, tenths of a degree, or things.
pub const NUMBER_LIMIT: i64 = 1_000_000;

impl FormField {
    /// Whether the field can take `reading` at all. Implausible readings fit: they are warned of.
    pub fn fits(&self, reading: &Reading) -> bool {
        match (self.unit, reading) {
            (FieldUnit::Mm | FieldUnit::Degrees | FieldUnit::Count, Reading::Number(number)) => {
                (0..=NUMBER_LIMIT).contains(number)
            }
            (FieldUnit::YesNo, Reading::Flag(_)) => true,
            (FieldUnit::Choice, Reading::Text(chosen)) => self.choices.iter().any(|choice| choice.key == *chosen),
            (FieldUnit::Text, Reading::Text(words)) => words.chars().count() <= WORDS_LIMIT,
            _ => false,
        }
    }
}

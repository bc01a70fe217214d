//! What is wrong with a form that HQ writes.

use std::collections::BTreeSet;

use crate::Fault;
use crate::entities::{FieldUnit, FormCheck, FormContent, QuantityUnit};

/// Fields, choices, checks and quantities of one form at most.
const LIST_LIMIT: usize = 200;
/// Longest name, in characters.
const NAME_LIMIT: usize = 120;

impl FormContent {
    /// What is wrong with it, field by field.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut wrong = |field: String, code, message| faults.push(Fault::new(field, code, message));
        if !is_key(&self.category) {
            wrong("category".into(), "form_key", "a category is written a-z, 0-9 and _");
        }
        if self.name.zh.is_empty() || self.fields.is_empty() {
            wrong("fields".into(), "form_empty", "it has no name or no field");
        }
        if [self.fields.len(), self.checks.len(), self.quantities.len()].iter().any(|length| *length > LIST_LIMIT) {
            wrong("fields".into(), "form_long", "it has more than 200 fields, checks or quantities");
            return faults;
        }
        let mut keys = BTreeSet::new();
        for (at, field) in self.fields.iter().enumerate() {
            let path = |name: &str| format!("fields.{at}.{name}");
            if !is_key(&field.key) || !keys.insert(&field.key) {
                wrong(path("key"), "form_key", "a key is written a-z, 0-9 and _, and each is there once");
            }
            if field.name.zh.is_empty() || field.name.zh.chars().count() > NAME_LIMIT {
                wrong(path("name"), "form_name", "it has no name, or one that nobody reads to its end");
            }
            let chosen: BTreeSet<_> = field.choices.iter().map(|choice| &choice.key).collect();
            let choices = if field.unit == FieldUnit::Choice { 2..=LIST_LIMIT } else { 0..=0 };
            if !choices.contains(&field.choices.len()) || chosen.len() < field.choices.len() {
                wrong(path("choices"), "form_choices", "a choice is between two things or more, each there once");
            }
            if field.least.zip(field.most).is_some_and(|(least, most)| least > most) {
                wrong(path("most"), "form_range", "the most is less than the least");
            }
        }
        for (at, check) in self.checks.iter().enumerate() {
            let (named, tolerance) = match check {
                FormCheck::Sum { parts, total, tolerance } => (parts.iter().chain([total]).collect(), *tolerance),
                FormCheck::Diagonals { width, height, diagonals, tolerance } => {
                    (diagonals.iter().chain([width, height]).collect(), *tolerance)
                }
                FormCheck::Spread { of, tolerance } => (of.iter().collect::<Vec<_>>(), *tolerance),
                FormCheck::AtMost { less, than } => (vec![less, than], 0),
            };
            if named.len() < 2 || tolerance < 0 || named.iter().any(|key| !self.is_number(key)) {
                wrong(format!("checks.{at}"), "form_check", "it names a field that is no number, or too few");
            }
        }
        for (at, quantity) in self.quantities.iter().enumerate() {
            let (unit, factors) = match quantity.unit {
                QuantityUnit::SquareMetre => (FieldUnit::Mm, 2),
                QuantityUnit::Metre => (FieldUnit::Mm, 1),
                QuantityUnit::Piece => (FieldUnit::Count, 1),
            };
            let of_unit = |key: &String| self.field(key).is_some_and(|field| field.unit == unit);
            let sound = |factors_of: &Vec<Vec<String>>| {
                factors_of.len() == factors && factors_of.iter().all(|one| !one.is_empty() && one.iter().all(of_unit))
            };
            if quantity.parts.is_empty() || !quantity.parts.iter().all(|part| sound(&part.factors)) {
                wrong(format!("quantities.{at}"), "form_quantity", "a part has the wrong number or unit of factors");
            }
            let known = |when: &(String, String)| {
                let field = self.field(&when.0);
                field.is_some_and(|field| field.choices.iter().any(|choice| choice.key == when.1))
            };
            if quantity.waste.iter().any(|one| one.percent > 100 || !one.when.as_ref().is_none_or(known)) {
                wrong(
                    format!("quantities.{at}.waste"),
                    "form_waste",
                    "waste is 100 % at most, for a choice of the form",
                );
            }
        }
        faults
    }

    fn is_number(&self, key: &str) -> bool {
        let field = self.field(key);
        field.is_some_and(|field| matches!(field.unit, FieldUnit::Mm | FieldUnit::Degrees | FieldUnit::Count))
    }
}

fn is_key(text: &str) -> bool {
    let sound = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_';
    (1..=40).contains(&text.len()) && text.bytes().all(sound)
}

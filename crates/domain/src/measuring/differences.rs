//! What changed between two versions of a measurement, for people to read.

use serde::Serialize;
use ts_rs::TS;

use crate::Localized;
use crate::entities::{FieldUnit, FormContent, FormField, Measurement, Reading, Readings};

/// What changed since the version before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SinceVersion {
    /// Which that is.
    pub version: u32,
    /// When it was finished, UTC milliseconds.
    pub at_ms: i64,
    /// Who measured it.
    pub by: String,
    /// The fields that read otherwise; while it is under way, of those that were read again.
    pub differing: Vec<Differing>,
}

impl SinceVersion {
    /// Of `measurement` against `before`, each with its form; `readings` are what is recorded, with what is typed over it.
    pub fn of(
        (before, earlier): (Measurement, &FormContent),
        measurement: &Measurement,
        (form, readings): (&FormContent, &Readings),
    ) -> Self {
        let mut differing = differences(earlier, &before.readings, form, readings);
        if measurement.finished_ms.is_none() {
            differing.retain(|one| one.after.is_some());
        }
        let at_ms = before.finished_ms.unwrap_or(before.at_ms);
        Self { version: before.version, at_ms, by: before.by_name, differing }
    }
}

/// A field that two versions say different things of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Differing {
    /// The field.
    pub field: String,
    /// What people read.
    pub name: Localized,
    /// In which unit.
    pub unit: FieldUnit,
    /// What the earlier version says; none: nothing.
    pub before: Option<Reading>,
    /// What the later one says.
    pub after: Option<Reading>,
    /// How much more it is, where both are numbers.
    pub by: Option<i64>,
}

/// The fields in which `after` differs from `before`, in the order of the later form, then what only the earlier one has.
/// Empty exactly where the readings are equal.
pub fn differences(earlier: &FormContent, before: &Readings, later: &FormContent, after: &Readings) -> Vec<Differing> {
    let known = later.fields.iter().chain(earlier.fields.iter().filter(|field| later.field(&field.key).is_none()));
    let mut keys: Vec<&String> = Vec::new();
    let unknown = after.keys().chain(before.keys());
    for key in known.map(|field| &field.key).chain(unknown) {
        if before.get(key) != after.get(key) && !keys.contains(&key) {
            keys.push(key);
        }
    }
    let named = |key: &String| later.field(key).or_else(|| earlier.field(key));
    keys.into_iter().map(|key| differing(key, named(key), before.get(key), after.get(key))).collect()
}

fn differing(key: &str, field: Option<&FormField>, before: Option<&Reading>, after: Option<&Reading>) -> Differing {
    let by = match (before, after) {
        (Some(Reading::Number(before)), Some(Reading::Number(after))) => Some(after.saturating_sub(*before)),
        _ => None,
    };
    Differing {
        field: key.to_owned(),
        name: field.map_or_else(|| Localized::new(key, key), |field| field.name.clone()),
        unit: field.map_or(FieldUnit::Text, |field| field.unit),
        before: before.cloned(),
        after: after.cloned(),
        by,
    }
}

//! Measurement forms: what is measured of a room, as data that HQ edits and versions.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Coverage, Entity, Id, Key, Kind, Localized, Scope, Uuid};

/// The namespace of forms' identifiers.
const NAMESPACE: Uuid = Uuid::from_u128(0x7465_6e6f_6e00_4000_8000_6d65_6173_7572);

/// What a field takes, and in which unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldUnit {
    /// A length in whole millimetres.
    Mm,
    /// An angle in tenths of a degree.
    Degrees,
    /// Yes or no.
    YesNo,
    /// One of its choices.
    Choice,
    /// A number of things.
    Count,
    /// Words.
    Text,
}

/// One of a field's choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FormChoice {
    /// What is kept.
    pub key: String,
    /// What people read.
    pub name: Localized,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FormField {
    /// What checks, quantities and readings call it; the same in every version in which it means the same.
    pub key: String,
    /// What people read.
    pub name: Localized,
    /// Where and how to measure it; may be empty.
    #[serde(default)]
    pub hint: Localized,
    /// What it takes.
    pub unit: FieldUnit,
    /// What it can be, for a choice.
    #[serde(default)]
    pub choices: Vec<FormChoice>,
    /// Below this it is implausible: mm, tenths of a degree, or a count.
    #[serde(default)]
    pub least: Option<i64>,
    /// Above this it is implausible.
    #[serde(default)]
    pub most: Option<i64>,
    /// Whether the form is not finished without it.
    #[serde(default)]
    pub required: bool,
}

/// Something that readings must agree in. What does not hold is warned of, never refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "check", rename_all = "snake_case")]
pub enum FormCheck {
    /// The parts add up to the total, give or take `tolerance` mm; a part that is not required and not there counts 0.
    Sum {
        /// The parts.
        parts: Vec<String>,
        /// What they add up to.
        total: String,
        /// mm.
        tolerance: i64,
    },
    /// The diagonals of a rectangle agree with its sides and with each other, give or take `tolerance` mm.
    Diagonals {
        /// One side.
        width: String,
        /// The other.
        height: String,
        /// The diagonals; one or two.
        diagonals: Vec<String>,
        /// mm.
        tolerance: i64,
    },
    /// Readings of the same thing lie no further apart than `tolerance`.
    Spread {
        /// The readings.
        of: Vec<String>,
        /// In the fields' unit.
        tolerance: i64,
    },
    /// One is not more than another.
    AtMost {
        /// The one that is not more.
        less: String,
        /// The one that is not less.
        than: String,
    },
}

/// What a quantity is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuantityUnit {
    /// Square metres; its parts are two lengths each.
    SquareMetre,
    /// Running metres; its parts are one length each.
    Metre,
    /// Pieces; its parts are counts.
    Piece,
}

impl QuantityUnit {
    /// How many of what the parts give, mm² or mm or pieces, are one thousandth of the unit, as a fraction.
    pub(crate) const fn thousandth(self) -> (i128, i128) {
        match self {
            Self::SquareMetre => (1, 1000),
            Self::Metre => (1, 1),
            Self::Piece => (1000, 1),
        }
    }
}

/// A part of a quantity: the product of its factors. Where a factor that the form requires is missing, the quantity is not
/// known; where one is missing that it does not require, the part counts 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QuantityPart {
    /// Taken off instead of added.
    #[serde(default)]
    pub less: bool,
    /// Each factor is the least of the fields that it names.
    pub factors: Vec<Vec<String>>,
}

/// What is added for cutting and breakage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Waste {
    /// In percent.
    pub percent: u32,
    /// The field and the choice of it for which it holds; none: always. The first that fits counts.
    #[serde(default)]
    pub when: Option<(String, String)>,
}

/// A quantity that follows from the readings: parts added up and taken off, with waste.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FormQuantity {
    /// What it is called elsewhere.
    pub key: String,
    /// What people read.
    pub name: Localized,
    /// What it is counted in.
    pub unit: QuantityUnit,
    /// What it is made of.
    pub parts: Vec<QuantityPart>,
    /// What is added.
    #[serde(default)]
    pub waste: Vec<Waste>,
}

/// What a form says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FormContent {
    /// What is measured with it: `kitchen_run`.
    pub category: String,
    /// What people read.
    pub name: Localized,
    /// In the order in which they are measured.
    pub fields: Vec<FormField>,
    /// What must agree.
    #[serde(default)]
    pub checks: Vec<FormCheck>,
    /// What follows.
    #[serde(default)]
    pub quantities: Vec<FormQuantity>,
}

impl FormContent {
    /// The field called `key`.
    pub fn field(&self, key: &str) -> Option<&FormField> {
        self.fields.iter().find(|field| field.key == key)
    }
}

/// One version of a form. Versions are never changed nor removed: measurements name the one they were made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureForm {
    /// Its identifier, derived from category and version.
    pub id: Id<MeasureForm>,
    /// Counts up from 1 within its category.
    pub version: u32,
    /// What it says.
    pub content: FormContent,
    /// When it was laid down, UTC milliseconds.
    pub at_ms: i64,
    /// By whom.
    pub by_name: String,
}

impl MeasureForm {
    /// The identifier of a version of a category's form.
    pub fn id_of(category: &str, version: u32) -> Id<MeasureForm> {
        Id::new(Uuid::new_v5(&NAMESPACE, format!("{category}:{version}").as_bytes()))
    }
    /// The key that finds every version of a category's form.
    pub fn of_category(category: &str) -> Key {
        Key::new("category", category)
    }
}

impl Entity for MeasureForm {
    const KIND: Kind = Kind::MeasureForm;
    const COVERAGE: Coverage = Coverage::Whole;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Chain]
    }
    fn keys(&self) -> Vec<Key> {
        vec![Self::of_category(&self.content.category)]
    }
}

//! What is printed, as whoever asks for it hands it in.
//!
//! Amounts are whole minor units of the paper's currency. Dates and times are text, as they read in the store: this
//! crate has no clock and no time zones. Text that is too long is cut (see [`crate::limits`]); too many of a thing is an
//! error.

use serde::{Deserialize, Serialize};
use tenon_domain::Language;

/// Fixed words, in `language`.
pub(crate) fn word(language: Language, zh: &str, en: &str) -> String {
    match language {
        Language::Zh => zh.to_owned(),
        Language::En => en.to_owned(),
    }
}

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// 报价单, A4.
    Quote,
    /// 销售合同, A4: parties, lines, instalments, terms, signature.
    Contract,
    /// 收据, A4: what was paid and what is left.
    Receipt,
    /// 验收单, A4: what was done at a customer's home, and their word on it.
    Acceptance,
    /// 小票, on a roll of 80 mm: with a code that carries an operation, if there is one.
    Slip,
}

impl PaperKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Quote, Self::Contract, Self::Receipt, Self::Acceptance, Self::Slip];

    /// As templates and words call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::Contract => "contract",
            Self::Receipt => "receipt",
            Self::Acceptance => "acceptance",
            Self::Slip => "slip",
        }
    }
}

/// One paper. Empty texts and empty lists are left out of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// Which paper.
    pub kind: PaperKind,
    /// The language of the fixed words.
    pub language: Language,
    /// What the paper is called by: `Q-2611-0042`.
    pub number: String,
    /// A word on how it stands, beside the title: `待确认`, `作废`.
    #[serde(default)]
    pub mark: String,
    /// Who makes it.
    pub store: Store,
    /// Whom it is for.
    #[serde(default)]
    pub buyer: Option<Buyer>,
    /// When it was made, as the store reads it: `2026-11-22 10:42`.
    pub made_at: String,
    /// The sales adviser.
    #[serde(default)]
    pub seller: String,
    /// Last day on which a quote holds.
    #[serde(default)]
    pub valid_until: String,
    /// Further things to know, beside number and date: `订单 O-2611-0007`.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// ISO 4217 code of every amount, upper case.
    pub currency: String,
    /// What is sold, by room.
    #[serde(default)]
    pub sections: Vec<Section>,
    /// What it comes to, the strong one last.
    #[serde(default)]
    pub sums: Vec<Sum>,
    /// How the price came about.
    #[serde(default)]
    pub why: Vec<Why>,
    /// What is to be paid when.
    #[serde(default)]
    pub instalments: Vec<Instalment>,
    /// What was paid.
    #[serde(default)]
    pub payments: Vec<Payment>,
    /// What was agreed, a paragraph each; they are numbered.
    #[serde(default)]
    pub terms: Vec<String>,
    /// What was to be seen to, in turn.
    #[serde(default)]
    pub checks: Vec<Check>,
    /// What is missing.
    #[serde(default)]
    pub missing: Vec<Fact>,
    /// What the customer has to say.
    #[serde(default)]
    pub remarks: String,
    /// The buyer's signature; a contract without one has a line to sign on.
    #[serde(default)]
    pub signature: Option<Signature>,
    /// QR codes.
    #[serde(default)]
    pub codes: Vec<Code>,
    /// A sentence at the end.
    #[serde(default)]
    pub footer: String,
}

/// Who makes a paper.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Store {
    /// `青木家居 滨江店`.
    pub name: String,
    /// Street and town.
    #[serde(default)]
    pub address: String,
    /// As it is dialled.
    #[serde(default)]
    pub phone: String,
}

/// Whom a paper is for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Buyer {
    /// As they want to be called.
    pub name: String,
    /// Masked or in full, as it is handed in.
    #[serde(default)]
    pub phone: String,
    /// Where it is delivered.
    #[serde(default)]
    pub address: String,
}

/// Something to know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// `订单`.
    pub label: String,
    /// `O-2611-0007`.
    pub value: String,
}

/// An item of a checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// What was to be seen to.
    pub what: String,
    /// Whether it was.
    pub done: bool,
}

/// The lines of a room.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// The room: `厨房`; empty for what belongs to none.
    #[serde(default)]
    pub title: String,
    /// What the room comes to.
    #[serde(default)]
    pub sum: Option<i64>,
    /// What is in it.
    pub lines: Vec<Line>,
}

/// One thing that is sold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// What it is.
    pub title: String,
    /// Size, colour, options.
    #[serde(default)]
    pub spec: String,
    /// With its unit: `3.6 m`, `2 樘`.
    pub quantity: String,
    /// Price of one unit.
    pub unit_price: i64,
    /// Price of the line.
    pub amount: i64,
    /// What the line cost before, struck through.
    #[serde(default)]
    pub was: Option<i64>,
}

/// A sum under the lines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sum {
    /// `应付`.
    pub label: String,
    /// How much.
    pub amount: i64,
    /// The one that matters.
    #[serde(default)]
    pub strong: bool,
}

/// A step of how the price came about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Why {
    /// `冬日满减：满 20,000 减 800`.
    pub label: String,
    /// What it changes; negative where the price falls.
    #[serde(default)]
    pub amount: Option<i64>,
}

/// A part of the price, and when it is due.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Instalment {
    /// `定金`.
    pub label: String,
    /// `签约当天`.
    pub due: String,
    /// How much.
    pub amount: i64,
}

/// Money that was taken or given back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Payment {
    /// `2026-11-22 10:42`.
    pub at: String,
    /// `微信`, `刷卡`, and what the other side calls it.
    pub way: String,
    /// How much; negative for money given back.
    pub amount: i64,
}

/// A buyer's signature as it was drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signature {
    /// Who signed.
    pub name: String,
    /// When.
    pub signed_at: String,
    /// Strokes of points (x to the right, y down), in any unit; they are fitted into the box.
    pub strokes: Vec<Vec<[f32; 2]>>,
    /// Hash of what was signed, hexadecimal.
    #[serde(default)]
    pub document_hash: String,
}

/// A QR code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Code {
    /// What it carries, at most [`crate::limits::CODE`] bytes.
    pub text: String,
    /// What stands under it.
    #[serde(default)]
    pub caption: String,
}

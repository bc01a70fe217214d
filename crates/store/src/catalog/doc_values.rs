//! What filters and facets need to know of a product beside its category and maker: list prices over time, stock, and the
//! colours and sizes it can be had in. `columns.rs` keeps it, `promoted_prices.rs` puts promotions over the prices.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use tenon_domain::catalog::Product;
use tenon_domain::pricing::BookLine;
use tenon_domain::{Localized, Uuid};

use super::Error;
use super::columns::{Record, tie};
use super::steps;

/// Values of one kind that can be told apart; what a source has beyond them is found by its words only.
const MOST_VALUES: u32 = 20_000;
/// Characters of a value; longer ones are sentences.
const LONGEST: usize = 40;

/// What a value is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Axis {
    Colour,
    Size,
}

impl Axis {
    /// The number in the table `choices`.
    pub(super) fn number(self) -> u8 {
        match self {
            Self::Colour => 1,
            Self::Size => 2,
        }
    }

    /// What an option or property of this name is, if it is one of these.
    fn of(name: &Localized) -> Option<Self> {
        let names = [name.zh.to_lowercase(), name.en.to_lowercase()];
        let has = |parts: &[&str]| names.iter().any(|name| parts.iter().any(|part| name.contains(part)));
        if has(&["colour", "color", "颜色", "花色", "木色"]) && !has(&["temperature", "色温", "rendering"]) {
            Some(Self::Colour)
        } else if names.iter().any(|name| matches!(name.trim(), "size" | "尺寸" | "尺码" | "规格" | "大小" | "sizes"))
        {
            Some(Self::Size)
        } else {
            None
        }
    }
}

/// What is kept of a product while it is staged.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct DocValues {
    pub(super) steps: Vec<u8>,
    pub(super) in_stock: bool,
    pub(super) choices: Vec<(Axis, Localized)>,
}

impl DocValues {
    /// Those of `product`, of whose prices the price book's versions say `lines`.
    pub(super) fn of(product: &Product, lines: &[BookLine]) -> Self {
        let mut choices: Vec<(Axis, Localized)> = Vec::new();
        let options = product.options.iter().flat_map(|option| option.values.iter().map(|value| (&option.name, value)));
        let properties = product.attributes.iter().map(|one| (&one.name, &one.value));
        for (name, value) in options.chain(properties) {
            let Some(axis) = Axis::of(name) else { continue };
            let told = key(value);
            let fits = !told.is_empty() && told.chars().count() <= LONGEST;
            if fits && choices.iter().all(|(known, one)| *known != axis || key(one) != told) {
                choices.push((axis, value.clone()));
            }
        }
        let in_stock = product.variants.iter().any(|variant| variant.in_stock);
        Self { steps: steps::steps(product, lines, None), in_stock, choices }
    }

    /// The row of columns of product `id`; `category` and `brand` by number. Gives new colours and sizes a number.
    pub(super) fn record(self, conn: &Connection, id: Uuid, (category, brand): (u32, u32)) -> Result<Record, Error> {
        let mut choices = Vec::with_capacity(self.choices.len());
        for (axis, value) in &self.choices {
            choices.extend(number(conn, *axis, value)?);
        }
        Ok(Record { category, brand, tie: tie(id), in_stock: self.in_stock, steps: self.steps, choices })
    }
}

/// What tells one value from another.
pub(super) fn key(value: &Localized) -> String {
    let text = if value.en.trim().is_empty() { &value.zh } else { &value.en };
    text.trim().to_lowercase().replace("grey", "gray")
}

/// The number of a value, a new one if need be; `None` when there are too many of its kind.
fn number(conn: &Connection, axis: Axis, value: &Localized) -> Result<Option<u32>, Error> {
    let (kind, key) = (axis.number(), key(value));
    let mut known = conn.prepare_cached("SELECT id FROM choices WHERE kind = ?1 AND key = ?2")?;
    if let Some(row) = known.query(params![kind, key])?.next()? {
        return Ok(Some(row.get(0)?));
    }
    let count: u32 =
        conn.prepare_cached("SELECT count(*) FROM choices WHERE kind = ?1")?.query_row([kind], |row| row.get(0))?;
    if count >= MOST_VALUES {
        return Ok(None);
    }
    let mut insert =
        conn.prepare_cached("INSERT INTO choices (kind, key, zh, en) VALUES (?1, ?2, ?3, ?4) RETURNING id")?;
    Ok(Some(insert.query_row(params![kind, key, value.zh, value.en], |row| row.get(0))?))
}

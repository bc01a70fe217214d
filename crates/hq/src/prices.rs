//! A file of prices becomes a version of the price book, or nothing at all.
//!
//! CSV with a head; columns in any order, other columns are ignored:
//!
//! | column | |
//! | --- | --- |
//! | `sku` (or `code`, `gtin`, `编码`, `货号`) | what identifies the variant |
//! | `price` (or `价格`) | for one unit; empty gives the line back to the next wider book |
//! | `minimum` (or `起订`) | what is charged at least, in units: `1.5` |
//! | `width_mm`, `height_mm` (or `宽`, `高`) | upper ends of a band: all lines of one code make its table of sizes |
//!
//! One line that cannot be taken keeps the whole file from being published, because a price change of which nobody
//! knows which half holds is worse than none.

mod moment;
mod table;

use std::collections::BTreeMap;

use serde::Serialize;
use tenon_domain::Uuid;
use tenon_domain::pricing::Rate;
use tenon_store::catalog::{Catalog, Coded};

pub use moment::{Unclear, moment};

use crate::import::amount;
use table::Cells;

/// Lines of one file at most.
const LINES_LIMIT: usize = 2_000_000;

/// Why a line cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PriceProblem {
    /// Line in the file, the head being 1.
    pub line: u64,
    /// `columns`, `code_unknown`, `code_ambiguous`, `price`, `minimum`, `size`, `twice`, `table`, `line`, `too_many`.
    pub code: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

/// A product, its variant, and what it costs.
pub type PriceLine = (Uuid, Uuid, Option<Rate>);

/// What a file says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PriceFile {
    /// Lines of the version.
    pub lines: Vec<PriceLine>,
    /// Lines that cannot be taken; while there is one, nothing is published.
    pub problems: Vec<PriceProblem>,
}

/// Where the columns stand.
struct Columns {
    code: usize,
    price: usize,
    minimum: Option<usize>,
    width: Option<usize>,
    height: Option<usize>,
}

impl Columns {
    fn of(head: &csv::StringRecord) -> Option<Self> {
        let at = |names: &[&str]| {
            head.iter()
                .position(|cell| names.contains(&cell.trim().trim_start_matches('\u{feff}').to_lowercase().as_str()))
        };
        Some(Self {
            code: at(&["sku", "code", "gtin", "编码", "货号"])?,
            price: at(&["price", "价格"])?,
            minimum: at(&["minimum", "起订"]),
            width: at(&["width_mm", "宽"]),
            height: at(&["height_mm", "高"]),
        })
    }
}

/// A line that was read.
struct Read {
    line: u64,
    minor: Option<i64>,
    minimum_milli: u32,
    size: Option<(u32, u32)>,
}

/// Reads `text`; codes are looked up in `catalog`.
pub fn read(text: &str, catalog: &Catalog) -> Result<PriceFile, tenon_store::catalog::Error> {
    let mut file = PriceFile::default();
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let Some(columns) = reader.headers().ok().and_then(Columns::of) else {
        let message = "the first line names no columns `sku` and `price`; add it".to_owned();
        file.problems.push(PriceProblem { line: 1, code: "columns", message });
        return Ok(file);
    };
    let mut found: BTreeMap<(Uuid, Uuid), Vec<Read>> = BTreeMap::new();
    let mut known: BTreeMap<String, Result<(Coded, String), PriceProblem>> = BTreeMap::new();
    for (record, number) in reader.records().zip(1_usize..) {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                let message = format!("it cannot be read as CSV ({error})");
                file.problems.push(PriceProblem { line, code: "line", message });
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        if number > LINES_LIMIT {
            let message = format!("a file has at most {LINES_LIMIT} lines; split it");
            file.problems.push(PriceProblem { line, code: "too_many", message });
            break;
        }
        let code = record.get(columns.code).unwrap_or_default().trim().to_owned();
        if !known.contains_key(&code) {
            known.insert(code.clone(), look_up(catalog, &code)?);
        }
        let read = match known.get(&code) {
            Some(Ok((coded, currency))) => one(&record, &columns, line, currency).map(|read| (coded, read)),
            Some(Err(problem)) => Err(PriceProblem { line, ..problem.clone() }),
            None => continue,
        };
        match read {
            Ok((coded, read)) => found.entry((coded.product, coded.variant)).or_default().push(read),
            Err(problem) => file.problems.push(problem),
        }
    }
    for ((product, variant), reads) in found {
        match rate(reads) {
            Ok(rate) => file.lines.push((product, variant, rate)),
            Err(problem) => file.problems.push(problem),
        }
    }
    file.problems.sort_by_key(|problem| problem.line);
    Ok(file)
}

/// What `code` stands for, with its currency.
fn look_up(
    catalog: &Catalog,
    code: &str,
) -> Result<Result<(Coded, String), PriceProblem>, tenon_store::catalog::Error> {
    let problem = |code: &'static str, message: String| Err(PriceProblem { line: 0, code, message });
    let shown: String = code.chars().take(40).collect();
    Ok(match catalog.with_code(code)?.as_slice() {
        [] if code.is_empty() => problem("code_unknown", "the code is missing".to_owned()),
        [] => {
            problem("code_unknown", format!("no product has the code {shown}; check it, or import the product first"))
        }
        [only] => {
            let product = catalog.stored(only.product)?;
            let variant = product.iter().flat_map(|one| &one.variants).find(|one| one.id == only.variant);
            Ok((*only, variant.map(|variant| variant.currency.clone()).unwrap_or_default()))
        }
        several => {
            let count = several.len();
            problem("code_ambiguous", format!("{count} variants have the code {shown}; use a code that only one has"))
        }
    })
}

fn one(record: &csv::StringRecord, columns: &Columns, line: u64, currency: &str) -> Result<Read, PriceProblem> {
    let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default().trim();
    let problem = |code, message: String| PriceProblem { line, code, message };
    let price = cell(Some(columns.price));
    let minor = if price.is_empty() {
        None
    } else {
        match amount(price, Some(currency)) {
            Ok((minor, said)) if said == currency && minor >= 0 => Some(minor),
            Ok((_, said)) if said != currency => {
                return Err(problem("price", format!("the price is in {said}, the product is sold in {currency}")));
            }
            _ => return Err(problem("price", format!("{price:?} is no price; write it like 1280.00"))),
        }
    };
    let minimum = cell(columns.minimum);
    let minimum_milli = if minimum.is_empty() { Some(0) } else { table::thousandths(minimum) };
    let minimum_milli =
        minimum_milli.ok_or_else(|| problem("minimum", format!("{minimum:?} is no minimum; write units like 1.5")))?;
    let size = match (cell(columns.width), cell(columns.height)) {
        ("", "") => None,
        (width, height) => {
            let size = width.parse().ok().zip(height.parse().ok()).filter(|(width, height)| *width > 0 && *height > 0);
            let message = format!("{width:?} × {height:?} is no size; write both in whole millimetres");
            Some(size.ok_or_else(|| problem("size", message))?)
        }
    };
    Ok(Read { line, minor, minimum_milli, size })
}

/// What the lines of one variant say together.
fn rate(reads: Vec<Read>) -> Result<Option<Rate>, PriceProblem> {
    let last = reads.last().map_or(0, |read| read.line);
    let problem = |line, code, message: &str| PriceProblem { line, code, message: message.to_owned() };
    match reads.as_slice() {
        [Read { minor, minimum_milli, size: None, .. }] => {
            return Ok(minor.map(|minor| Rate::Unit { minor, minimum_milli: *minimum_milli }));
        }
        all if all.iter().all(|read| read.size.is_none()) => {
            return Err(problem(last, "twice", "the code stands in the file more than once; keep one line"));
        }
        _ => {}
    }
    let mut cells = Cells::default();
    for read in reads {
        let (Some((width, height)), Some(minor), 0) = (read.size, read.minor, read.minimum_milli) else {
            let message = "a line of a table of sizes has width, height and price, and no minimum";
            return Err(problem(read.line, "table", message));
        };
        if !cells.put(width, height, minor) {
            return Err(problem(read.line, "twice", "this size stands in the file more than once; keep one line"));
        }
    }
    let table = cells.table().map_err(|missing| PriceProblem { line: last, code: "table", message: missing })?;
    Ok(Some(Rate::Table(table)))
}

#[cfg(test)]
mod tests;

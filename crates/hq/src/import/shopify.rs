//! Shopify's product CSV.
//!
//! Source: help.shopify.com, "Using CSV files to import and export products", with the headers before 2024 (`Handle`,
//! `Variant Price`) and after (`URL handle`, `Price`), and exports of both. A product is all rows with its handle: the
//! first carries title, description and option names, each row with an option value, a price, a SKU or a barcode is a
//! variant, and a row with nothing but a picture is a further picture. The file has neither a currency nor variant
//! identifiers: the currency is given, and a variant is identified by its option values, which is how Shopify matches
//! rows on import.
//!
//! Prices for single markets (`Price / Europe`) are left alone: HQ's price book decides on regions.

mod columns;
mod product;
mod sheet;
mod variant;

use std::collections::HashMap;
use std::io::{Read, Seek, SeekFrom};

use super::amount::currency_code;
use super::decoded::Decoded;
use super::format::Head;
use super::last_rows::{LastRows, MAX_OPEN};
use super::output::Output;
use super::problem::{Code, Note, quoted};
use super::{Error, Format, Options};
use columns::Columns;
use product::Draft;
use sheet::Sheet;

pub(super) use columns::is_header;

/// Reads all of `source`.
pub(super) fn read<R: Read + Seek, E>(
    mut source: R,
    head: &Head,
    options: &Options,
    output: &mut Output<'_, E>,
) -> Result<(), Error<E>> {
    let failed = |source| Error::Read { file: options.file.clone(), source };
    let no_column = |column| Error::NoColumn { file: options.file.clone(), format: Format::Shopify, column };
    let currency = options.currency.as_deref().and_then(currency_code);
    let currency = currency.ok_or_else(|| Error::NoCurrency { file: options.file.clone() })?;
    let columns = Columns::find(head).map_err(no_column)?;

    let mut last_rows = LastRows::default();
    let mut sheet = Sheet::new(Decoded::new(&mut source, head.encoding), head, &columns);
    while let Some(row) = sheet.next().map_err(failed)? {
        last_rows.note(&row.handle, row.ordinal);
        sheet.notes.clear();
    }
    drop(sheet);
    source.seek(SeekFrom::Start(0)).map_err(failed)?;

    let mut open: HashMap<String, Draft> = HashMap::new();
    let mut sheet = Sheet::new(Decoded::new(&mut source, head.encoding), head, &columns);
    loop {
        let row = sheet.next().map_err(failed)?;
        output.notes(sheet.notes.drain(..))?;
        output.summary.rows = sheet.rows_read;
        let Some(row) = row else { break };
        if !open.contains_key(&row.handle) && open.len() >= MAX_OPEN {
            output.note(too_scattered(row.line, &row.handle))?;
            continue;
        }
        let mut notes = Vec::new();
        let last = last_rows.is_last(&row.handle, row.ordinal);
        let handle = row.handle.clone();
        open.entry(handle.clone()).or_insert_with(|| Draft::new(&row)).add(&row, &columns, &currency, &mut notes);
        output.notes(notes)?;
        if last && let Some(draft) = open.remove(&handle) {
            finish(draft, options, &currency, output)?;
        }
    }
    output.summary.complete = !sheet.truncated;
    output.notes(sheet.bad_lines())
}

fn finish<E>(draft: Draft, options: &Options, currency: &str, output: &mut Output<'_, E>) -> Result<(), Error<E>> {
    let mut notes = Vec::new();
    let made = draft.finish(&options.merchant, currency, &mut notes);
    output.notes(notes)?;
    match made {
        Some((product, lines)) => output.product(product, &lines),
        None => Ok(()),
    }
}

fn too_scattered(line: u64, handle: &str) -> Note {
    let handle = quoted(handle);
    Note::not_taken(
        line,
        Code::TooScattered,
        format!("{handle} was not taken: the rows of {MAX_OPEN} products lie apart; sort the file by handle"),
    )
}

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

use std::io::{Read, Seek, SeekFrom};

use super::amount::currency_code;
use super::decoded::Decoded;
use super::format::Head;
use super::output::Output;
use super::problem::{Code, Note, quoted};
use super::repeats::{Gather, MAX_OPEN};
use super::{Error, Format, Options};
use columns::Columns;
use product::{Draft, Left};
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

    let mut gather: Gather<Draft> = Gather::new();
    let mut sheet = Sheet::new(Decoded::new(&mut source, head.encoding), head, &columns);
    while let Some(row) = sheet.next().map_err(failed)? {
        gather.note(&row.handle, row.ordinal);
        output.skus.note(&variant::sku(&row, &columns));
        sheet.table.notes.clear();
        output.looked(sheet.table.rows_read)?;
    }
    output.of = sheet.table.rows_read;
    drop(sheet);
    source.seek(SeekFrom::Start(0)).map_err(failed)?;

    let mut sheet = Sheet::new(Decoded::new(&mut source, head.encoding), head, &columns);
    loop {
        let row = sheet.next().map_err(failed)?;
        output.notes(sheet.table.notes.drain(..))?;
        output.rows(sheet.table.rows_read)?;
        sheet.lost.drain(..).try_for_each(|handle| output.kept(&options.merchant, &handle))?;
        let Some(row) = row else { break };
        if let Some((_, draft)) = gather.step(&row.handle, row.ordinal) {
            finish(draft, options, &currency, output)?;
        }
        let Some(draft) = gather.group(&row.handle, || Draft::new(&row)) else {
            output.note(too_scattered(row.line, &row.handle))?;
            output.kept(&options.merchant, &row.handle)?;
            continue;
        };
        let mut notes = Vec::new();
        draft.add(&row, &columns, &currency, &mut notes);
        output.notes(notes)?;
    }
    for (_, draft) in gather.rest() {
        finish(draft, options, &currency, output)?;
    }
    output.summary.complete = sheet.table.complete;
    output.notes(sheet.table.bad_lines())
}

fn finish<E>(draft: Draft, options: &Options, currency: &str, output: &mut Output<'_, E>) -> Result<(), Error<E>> {
    let mut notes = Vec::new();
    let handle = draft.handle().to_owned();
    let made = draft.finish(&options.merchant, currency, &mut notes);
    output.notes(notes)?;
    match made {
        Ok((product, lines)) => output.product(product, &lines),
        Err(Left::Out) => Ok(()),
        Err(Left::Lost) => output.kept(&options.merchant, &handle),
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

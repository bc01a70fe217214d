//! Any table, read by a mapping of its columns.
//!
//! Nothing about such a table is taken for granted: the mapping, which a person has looked at, says the encoding, the
//! delimiter, the decimal sign and what each column means. [`guess_mapping`] offers one with a preview. Rows with the same
//! `group` are variants of one product; `source_id` is the group's, or the row's id.

mod guess;
mod mapping;

use std::io::{Read, Seek};

use super::amount::{amount_with, text_of};
use super::csv_rows::first_row;
use super::decoded::Decoded;
use super::format::{Head, head_of};
use super::items::{self, Rows, identified};
use super::output::Output;
use super::table::{Layout, Table};
use super::{Error, Options};
use mapping::{Meaning, Reader};

pub use guess::{Guess, guess_mapping};
pub use mapping::Mapping;

/// Reads all of `source`.
pub(super) fn read<R: Read + Seek, E>(
    mut source: R,
    options: &Options,
    output: &mut Output<'_, E>,
) -> Result<(), Error<E>> {
    let Some(mapping) = &options.mapping else { return Err(Error::NoMapping { file: options.file.clone() }) };
    let failed = |source| Error::Read { file: options.file.clone(), source };
    let unfit = |reason| Error::Mapping { file: options.file.clone(), reason };
    let encoding = mapping.encoding().map_err(unfit)?;
    let head = Head::read_as(&head_of(&mut source).map_err(failed)?, encoding);
    let delimiter = mapping.delimiter().map_err(unfit)?;
    let reader = Reader::new(mapping, &first_row(&head.text, delimiter), options.currency.as_deref()).map_err(unfit)?;
    items::read(source, options, output, |source| {
        let layout = Layout {
            head: &head.text,
            delimiter,
            width: reader.width,
            id: reader.place(Meaning::Id),
            price: reader.place(Meaning::Price),
        };
        let table = Table::new(Decoded::new(source, encoding), layout, |cells| reader.in_place(cells));
        let reader = &reader;
        Box::new(Rows { table, item: move |line, cells: &[String]| identified(line, reader.item(line, cells)) })
    })
}

/// The amount in a cell as the other formats write it; what is no amount stays as it is, to be named.
fn plain_amount(cell: &str, decimal: char, currency: Option<&str>) -> String {
    match amount_with(cell, currency, decimal) {
        Ok((minor, currency)) => text_of(minor, &currency),
        Err(_) => cell.to_owned(),
    }
}

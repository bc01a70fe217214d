//! Google Merchant Center feeds: RSS 2.0, Atom and delimited text.
//!
//! Source: support.google.com/merchants, "Product data specification" (7052112), "RSS 2.0 specification" (14987622),
//! "Atom 0.3 specification" (14991618) and "Tab-delimited text (TSV) files" (160567). In XML attributes are those of the
//! namespace `http://base.google.com/ns/1.0`, whatever its prefix; elements of RSS and Atom themselves stand in for those
//! that are missing, and feeds that forget the namespace are read all the same. HQ's own namespace carries what Google has
//! no attribute for, so that a feed written here is read back as it was.
//!
//! The items of an `item_group_id` are the variants of one product, wherever in the file they stand; an item without one
//! is a product by itself. `source_id` is the group's id, or the item's. A variant is identified by its item's id; its
//! SKU is the `mpn`, or the id where there is none. Dates without a time zone are taken as UTC.

mod delimited;
mod xml;

use std::io::{Read, Seek};

use super::decoded::Decoded;
use super::format::Head;
use super::items;
use super::output::Output;
use super::problem::{Code, Note, quoted};
use super::{Error, Format, Options};
use delimited::Columns;
use xml::Feed;

pub(super) use delimited::is_header;

/// Reads all of `source`.
pub(super) fn read<R: Read + Seek, E>(
    source: R,
    head: &Head,
    options: &Options,
    output: &mut Output<'_, E>,
) -> Result<(), Error<E>> {
    if let Some(label) = &head.unknown_encoding {
        let text = format!("the encoding {} is not known; the file was read as UTF-8", quoted(label));
        output.note(Note::remark(1, Code::Encoding, text))?;
    }
    if head.text.trim_start().starts_with('<') {
        return items::read(source, options, output, |source| Box::new(Feed::new(Decoded::new(source, head.encoding))));
    }
    let no_column = |column| Error::NoColumn { file: options.file.clone(), format: Format::Google, column };
    let columns = Columns::find(&head.text).map_err(no_column)?;
    items::read(source, options, output, |source| {
        delimited::rows(Decoded::new(source, head.encoding), &head.text, &columns)
    })
}

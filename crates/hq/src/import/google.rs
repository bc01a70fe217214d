//! Google Merchant Center feeds: RSS 2.0 and Atom.
//!
//! Source: support.google.com/merchants, "Product data specification" (7052112), "RSS 2.0 specification" (14987622) and
//! "Atom 0.3 specification" (14991618). Attributes are those of the namespace `http://base.google.com/ns/1.0`, whatever
//! its prefix; elements of RSS and Atom themselves stand in for those that are missing, and feeds that forget the
//! namespace are read all the same.
//!
//! The items of an `item_group_id` are the variants of one product, wherever in the file they stand; an item without one
//! is a product by itself. `source_id` is the group's id, or the item's. A variant is identified by its item's id; its
//! SKU is the `mpn`, or the id where there is none. Dates without a time zone are taken as UTC.

mod element;
mod field;
mod group;
mod item;
mod items;
mod namespaces;
mod offer;
mod sale;

use std::collections::{HashMap, HashSet};
use std::io::{Read, Seek, SeekFrom};

use tenon_domain::Uuid;
use tenon_domain::catalog::Product;

use super::decoded::Decoded;
use super::format::Head;
use super::last_rows::{LastRows, MAX_OPEN};
use super::output::Output;
use super::problem::{Code, Note, quoted};
use super::{Error, Options};
use group::Group;
use item::Item;
use items::Items;

/// Reads all of `source`.
pub(super) fn read<R: Read + Seek, E>(
    mut source: R,
    head: &Head,
    options: &Options,
    output: &mut Output<'_, E>,
) -> Result<(), Error<E>> {
    let failed = |source| Error::Read { file: options.file.clone(), source };
    if let Some(label) = &head.unknown_encoding {
        let text = format!("the encoding {} is not known; the file was read as UTF-8", quoted(label));
        output.note(Note::remark(1, Code::Encoding, text))?;
    }
    let mut last_rows = LastRows::default();
    let mut items = Items::new(Decoded::new(&mut source, head.encoding));
    while let Some(item) = items.next().map_err(failed)? {
        last_rows.note(item.source_id(), item.ordinal);
        items.notes.clear();
    }
    drop(items);
    source.seek(SeekFrom::Start(0)).map_err(failed)?;

    let mut open: HashMap<String, Group> = HashMap::new();
    let mut seen: HashSet<Uuid> = HashSet::new();
    let mut items = Items::new(Decoded::new(&mut source, head.encoding));
    loop {
        let item = items.next().map_err(failed)?;
        output.notes(items.notes.drain(..))?;
        output.summary.rows = items.seen;
        let Some(item) = item else { break };
        let source_id = item.source_id().to_owned();
        let last = last_rows.is_last(&source_id, item.ordinal);
        if open.len() >= MAX_OPEN && !open.contains_key(&source_id) {
            output.note(too_scattered(item.line, &source_id))?;
            continue;
        }
        let group = open.entry(source_id.clone()).or_default();
        add(group, &item, options, &mut seen, output)?;
        if last && let Some(group) = open.remove(&source_id) {
            let product_id = Product::id_of(&options.merchant, &source_id);
            if let Some((product, lines)) = group.finish(product_id, &options.merchant, source_id) {
                output.product(product, &lines)?;
            }
        }
    }
    output.summary.complete = items.complete;
    output.notes(items.reader_notes())
}

fn add<E>(
    group: &mut Group,
    item: &Item,
    options: &Options,
    seen: &mut HashSet<Uuid>,
    output: &mut Output<'_, E>,
) -> Result<(), Error<E>> {
    let id = item.id();
    if !seen.insert(Product::id_of("", id)) {
        let text = format!("item {} was there before and was not taken again: give each item its own id", quoted(id));
        return output.note(Note::not_taken(item.line, Code::DuplicateId, text));
    }
    let mut notes = Vec::new();
    if let Some(offer) = offer::offer(item, options.currency.as_deref(), &mut notes) {
        group.add(item, offer, &mut notes);
    }
    output.notes(notes)
}

fn too_scattered(line: u64, id: &str) -> Note {
    let id = quoted(id);
    let text = format!("{id} was not taken: items of {MAX_OPEN} groups lie apart; sort the feed by item_group_id");
    Note::not_taken(line, Code::TooScattered, text)
}

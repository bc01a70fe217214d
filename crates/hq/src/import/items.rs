//! From the items of a file to its products: what all formats but Shopify's have in common.

use std::cell::RefCell;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

use super::item::group::{Group, Made};
use super::item::{Item, Part};
use super::output::Output;
use super::problem::{Code, Note, quoted};
use super::repeats::{Gather, MAX_OPEN, Seen};
use super::table::Table;
use super::{Error, Options};

/// A format that gives items, one at a time; reading a file twice gives the same ones.
pub(super) trait Items {
    /// The next item with an id; what is to be said of those before it stands in the notes.
    fn next(&mut self) -> io::Result<Option<Item>>;
    /// Takes what was noted since the last call.
    fn notes(&mut self) -> Vec<Note>;
    /// Rows or items met so far, those without an id too.
    fn rows(&self) -> u64;
    /// Whether nothing was lost that may have named a product.
    fn complete(&self) -> bool;
    /// What is to be said of the text as such when all is read.
    fn text_notes(&self) -> Vec<Note>;
}

/// The rows of a table as items. `item` makes the item of a row, or says why there is none.
pub(super) struct Rows<'l, R, F> {
    pub(super) table: Table<'l, R>,
    pub(super) item: F,
}

impl<R: Read, F: Fn(u64, &[String]) -> Result<Item, Note>> Items for Rows<'_, R, F> {
    fn next(&mut self) -> io::Result<Option<Item>> {
        while let Some((line, cells)) = self.table.next()? {
            match (self.item)(line, &cells) {
                Ok(item) => return Ok(Some(item)),
                Err(note) => self.table.notes.push(note),
            }
        }
        Ok(None)
    }

    fn notes(&mut self) -> Vec<Note> {
        std::mem::take(&mut self.table.notes)
    }

    fn rows(&self) -> u64 {
        self.table.rows_read
    }

    fn complete(&self) -> bool {
        self.table.complete
    }

    fn text_notes(&self) -> Vec<Note> {
        self.table.bad_lines()
    }
}

/// The item of the row on line `line`, if it has an id.
pub(super) fn identified(line: u64, item: Item) -> Result<Item, Note> {
    if is_identity(item.id()) && is_identity(item.source_id()) {
        return Ok(item);
    }
    let text = match item.id() {
        "" => format!("the row on line {line} has no id and was not taken: give every row its id"),
        id => format!("the row on line {line} has {} for an id, which can be none", quoted(id)),
    };
    Err(Note::not_taken(line, Code::MissingId, text))
}

/// A source that is read twice, by one reader after the other.
pub(super) struct Source<R>(Rc<RefCell<R>>);

impl<R: Read> Read for Source<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        self.0.borrow_mut().read(target)
    }
}

/// Reads all of `source`. `maker` makes the reader of the format over a source that stands at its beginning.
pub(super) fn read<'m, R: Read + Seek + 'm, E>(
    source: R,
    options: &Options,
    output: &mut Output<'_, E>,
    maker: impl Fn(Source<R>) -> Box<dyn Items + 'm>,
) -> Result<(), Error<E>> {
    let source = Rc::new(RefCell::new(source));
    read_from(options, output, || {
        source.borrow_mut().seek(SeekFrom::Start(0))?;
        Ok(maker(Source(Rc::clone(&source))))
    })
}

/// Reads all that the readers give which `open` opens, twice, each from the beginning.
pub(super) fn read_from<'m, E>(
    options: &Options,
    output: &mut Output<'_, E>,
    open: impl Fn() -> io::Result<Box<dyn Items + 'm>>,
) -> Result<(), Error<E>> {
    let failed = |source| Error::Read { file: options.file.clone(), source };
    let mut gather: Gather<Group> = Gather::new();
    let mut ids = Seen::new();
    let mut ordinal = 0;
    let mut items = open().map_err(failed)?;
    while let Some(item) = items.next().map_err(failed)? {
        ordinal += 1;
        gather.note(item.source_id(), ordinal);
        ids.note(&key(&item));
        if item.part != Part::Parent {
            output.skus.note(item.sku());
        }
        items.notes();
        output.looked(items.rows())?;
    }
    output.of = items.rows();
    drop(items);

    ordinal = 0;
    let mut items = open().map_err(failed)?;
    loop {
        let item = items.next().map_err(failed)?;
        output.notes(items.notes())?;
        output.rows(items.rows())?;
        let Some(item) = item else { break };
        ordinal += 1;
        if let Some((source_id, group)) = gather.step(item.source_id(), ordinal) {
            finish(group, &source_id, options, output)?;
        }
        if let Some(first) = ids.again(&key(&item), item.line) {
            let id = quoted(item.id());
            let known = gather.group(item.source_id(), Group::default);
            let same = known.is_some_and(|group| group.again(&item, options.currency.as_deref()));
            if item.page.is_some() && (same || item.part == Part::Parent) {
                // A shop says of all variants on the page of each what they have in common.
                continue;
            }
            let note = if same {
                let text =
                    format!("item {id} stands on line {first} already with the same name and price: it is one product");
                Note::remark(item.line, Code::DuplicateId, text)
            } else {
                let text = format!(
                    "item {id} stands on line {first} already and was not taken again; if it is another, give it its own id"
                );
                Note::not_taken(item.line, Code::DuplicateId, text)
            };
            output.note(on_page(note, &item))?;
            continue;
        }
        let Some(group) = gather.group(item.source_id(), Group::default) else {
            output.note(on_page(too_scattered(item.line, item.source_id()), &item))?;
            output.kept(&options.merchant, item.source_id())?;
            continue;
        };
        let mut notes = Vec::new();
        group.take(&item, options.currency.as_deref(), &mut notes);
        output.notes(notes.into_iter().map(|note| on_page(note, &item)))?;
    }
    for (source_id, group) in gather.rest() {
        finish(group, &source_id, options, output)?;
    }
    output.summary.complete = items.complete();
    output.notes(items.text_notes())
}

/// What is to be said of `item`, with the page it stands on.
fn on_page(note: Note, item: &Item) -> Note {
    Note { page: item.page.clone(), ..note }
}

/// What may stand in a file once: a product that is described by itself may have the id of one of its variants.
fn key(item: &Item) -> String {
    let kind = if item.part == Part::Parent { "parent" } else { "" };
    format!("{kind}\n{}", item.id())
}

fn finish<E>(group: Group, source_id: &str, options: &Options, output: &mut Output<'_, E>) -> Result<(), Error<E>> {
    let mut notes = Vec::new();
    let page = group.page.clone();
    let made = group.finish(&options.merchant, source_id.to_owned(), &mut notes);
    output.notes(notes.into_iter().map(|note| Note { page: page.clone(), ..note }))?;
    match made {
        Made::Product(product, lines) => output.product(*product, &lines),
        Made::Hidden => Ok(()),
        Made::Lost => output.kept(&options.merchant, source_id),
    }
}

fn too_scattered(line: u64, id: &str) -> Note {
    let id = quoted(id);
    let text = format!("{id} was not taken: items of {MAX_OPEN} groups lie apart; sort the file by group");
    Note::not_taken(line, Code::TooScattered, text)
}

/// Whether `text` can identify a product: markup, line breaks and lost characters come only from damage.
pub(super) fn is_identity(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 1024
        && !text.contains(['<', '>', '\u{fffd}'])
        && !text.chars().any(char::is_control)
}

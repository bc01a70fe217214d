//! WooCommerce's product CSV.
//!
//! Source: woocommerce.com, "Product CSV Importer and Exporter" and its column schema. A row is a product or a variation;
//! a variation names its product in `Parent`, by SKU or as `id:123`, and may stand before it. The headers are in the
//! language of the shop, the words in `Type` never: they tell the format. `source_id` is the SKU, or `id:123` where there
//! is none, so that a file without ids updates what one with ids made. Prices carry no currency: it is given.
//!
//! Grouped products are only shown together and are not bought as one: they are left out, and said. Virtual,
//! downloadable and external products are goods like others. A cell that begins with an apostrophe before `=`, `+`, `-`
//! or `@` was protected by the exporter.

mod columns;
mod row;

use std::collections::HashMap;
use std::io::{Read, Seek, SeekFrom};

use super::amount::currency_code;
use super::decoded::Decoded;
use super::format::Head;
use super::item::{Field, Item, Part};
use super::items::{self, Rows, is_identity};
use super::output::Output;
use super::problem::{Code, Note, quoted};
use super::table::{Layout, Table};
use super::{Error, Format, Options};
use columns::{Cell, Columns};
use row::Kind;

pub(super) use columns::is_table;

/// The SKU of each variable product by its id, for variations that name their product by id.
type Parents = HashMap<String, String>;

/// Reads all of `source`.
pub(super) fn read<R: Read + Seek, E>(
    mut source: R,
    head: &Head,
    options: &Options,
    output: &mut Output<'_, E>,
) -> Result<(), Error<E>> {
    let no_column = |column| Error::NoColumn { file: options.file.clone(), format: Format::WooCommerce, column };
    let failed = |source| Error::Read { file: options.file.clone(), source };
    if options.currency.as_deref().and_then(currency_code).is_none() {
        return Err(Error::NoCurrency { file: options.file.clone() });
    }
    let columns = Columns::find(&head.text).map_err(no_column)?;
    let mut parents = Parents::new();
    if columns.has(Cell::Parent) {
        let mut table = table(Decoded::new(&mut source, head.encoding), &head.text, &columns);
        while let Some((_, cells)) = table.next().map_err(failed)? {
            let (id, sku) = (columns.get(&cells, Cell::Id), columns.get(&cells, Cell::Sku));
            if Kind::of(columns.get(&cells, Cell::Type)) == Some(Kind::Variable) && !id.is_empty() && !sku.is_empty() {
                parents.insert(id.to_owned(), sku.to_owned());
            }
            table.notes.clear();
        }
        drop(table);
        source.seek(SeekFrom::Start(0)).map_err(failed)?;
    }
    items::read(source, options, output, |source| {
        let table = table(Decoded::new(source, head.encoding), &head.text, &columns);
        let products = Products { columns: &columns, parents: &parents };
        Box::new(Rows { table, item: move |line, cells: &[String]| products.item(line, cells) })
    })
}

fn table<'c, R: Read>(text: Decoded<R>, head: &'c str, columns: &'c Columns) -> Table<'c, R> {
    let (id, price) = (columns.place(Cell::Sku), columns.place(Cell::Price));
    let layout = Layout { head, delimiter: columns.delimiter, width: columns.width, id, price };
    Table::new(text, layout, |cells| {
        let get = |cell| columns.get(cells, cell);
        let truth = |cell| matches!(get(cell), "" | "0" | "1" | "-1" | "backorder" | "notify");
        let shown =
            |place: Option<usize>| place.and_then(|at| cells.get(at)).map(|cell| cell.trim()).unwrap_or_default();
        let picture = get(Cell::Images);
        Kind::of(get(Cell::Type)).is_some()
            && get(Cell::Id).bytes().all(|byte| byte.is_ascii_digit())
            && truth(Cell::Published)
            && truth(Cell::InStock)
            && (picture.is_empty() || picture.contains("://") || picture.contains('.'))
            && columns.attributes.iter().all(|[_, _, place]| matches!(shown(*place), "" | "0" | "1"))
    })
}

struct Products<'c> {
    columns: &'c Columns,
    parents: &'c Parents,
}

impl Products<'_> {
    /// The item in a row, or what is to be said of it.
    fn item(&self, line: u64, cells: &[String]) -> Result<Item, Note> {
        let get = |cell| self.columns.get(cells, cell);
        let (id, sku) = (get(Cell::Id), get(Cell::Sku));
        let own = if sku.is_empty() { format!("id:{id}") } else { sku.to_owned() };
        if id.is_empty() && sku.is_empty() {
            let text = format!("the row on line {line} has neither ID nor SKU and was not taken: give it a SKU");
            return Err(Note::not_taken(line, Code::MissingId, text));
        }
        if !is_identity(&own) {
            let text = format!("the row on line {line} has {} for a SKU, which can be none", quoted(&own));
            return Err(Note::not_taken(line, Code::MissingId, text));
        }
        let Some(kind) = Kind::of(get(Cell::Type)) else {
            let (own, kind) = (quoted(&own), quoted(get(Cell::Type)));
            let text = format!("{own} was not taken: {kind} is no type of product that can be bought");
            return Err(Note::not_taken(line, Code::NoVariant, text));
        };
        if kind == Kind::Grouped {
            let own = quoted(&own);
            let text =
                format!("{own} only shows other products together and was left out; these are there by themselves");
            return Err(Note::remark(line, Code::NoVariant, text));
        }
        let parent = get(Cell::Parent);
        let parent = match parent.strip_prefix("id:") {
            Some(number) => self.parents.get(number.trim()).map_or(parent, String::as_str),
            None => parent,
        };
        if kind == Kind::Variation && !is_identity(parent) {
            let text = format!("variation {} names no parent and was not taken: export its product too", quoted(&own));
            return Err(Note::not_taken(line, Code::MissingParent, text));
        }
        let mut item = row::item(line, cells, self.columns, kind);
        if item.part == Part::Variant {
            item.set(Field::GroupId, parent);
        }
        // Some exports give a variation the SKU of its product.
        let shared = item.part == Part::Variant && sku == parent && !id.is_empty();
        item.set(Field::Id, &if shared { format!("id:{id}") } else { own });
        Ok(item)
    }
}

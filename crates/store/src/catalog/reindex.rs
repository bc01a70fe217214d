//! Makes the search index and the columns anew from the products, after a step of the schema that has cleared them.

use rusqlite::Connection;
use tenon_domain::catalog::Product;

use super::columns::Editor;
use super::meta::Numbers;
use super::segment::{self, Builder};
use super::terms::Terms;
use super::{Error, prices};

/// Fills them; in the caller's transaction.
pub(super) fn reindex(conn: &Connection) -> Result<(), Error> {
    let (mut editor, mut numbers) = (Editor::default(), Numbers::default());
    let (mut builder, terms) = (Builder::default(), Terms::default());
    let mut statement = conn.prepare("SELECT doc, body FROM products ORDER BY doc")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let doc: u32 = row.get(0)?;
        let product: Product = serde_json::from_str(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
        prices::settle(conn, &mut editor, &mut numbers, doc, &product)?;
        builder.touch(doc);
        terms.of(&product, |term, weight| builder.add(term, doc, weight));
        if builder.is_full() {
            push(conn, &mut builder)?;
        }
    }
    editor.flush(conn)?;
    if !builder.is_empty() {
        push(conn, &mut builder)?;
    }
    segment::settle(conn)
}

fn push(conn: &Connection, builder: &mut Builder) -> Result<(), Error> {
    let segment = builder.flush(conn, segment::next_number(conn)?)?;
    segment::push(conn, "segments", &segment)
}

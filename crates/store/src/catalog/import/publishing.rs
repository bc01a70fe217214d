//! The end of an import: what was staged becomes what readers see, in one transaction.

use rusqlite::params;
use tenon_domain::Uuid;

use super::{Import, remove};
use crate::catalog::columns::Editor;
use crate::catalog::doc_values::DocValues;
use crate::catalog::meta::{Meta, Numbers};
use crate::catalog::segment::{self, Builder};
use crate::catalog::{Error, prices};

/// Products that one statement publishes.
const AT_ONCE: i64 = 500;

impl Import<'_> {
    /// Makes what was staged what readers see, and takes `gone` away.
    pub(super) fn publish(&mut self, gone: &[Uuid], now_ms: i64) -> Result<(), Error> {
        if self.counts.created + self.counts.updated == 0 && gone.is_empty() {
            return Ok(());
        }
        let mut meta = Meta::read(self.conn)?;
        meta.version += 1;
        (meta.price_book, meta.base_book) = (meta.version, meta.version);
        meta.state += 1;
        meta.changed_ms = now_ms;
        meta.next_doc = self.next_doc;
        meta.currency.clone_from(&self.currency);
        let fresh: i64 = self.conn.query_row("SELECT count(*) FROM staged WHERE fresh = 1", [], |row| row.get(0))?;
        meta.products += fresh;
        let mut editor = Editor::default();
        self.publish_staged(meta.version, &mut editor)?;
        let mut removed = Builder::default();
        for id in gone {
            self.conn
                .prepare_cached("UPDATE sources SET withdrawn = ?2 WHERE id = ?1")?
                .execute(params![id.as_bytes(), meta.version])?;
            if let Some(doc) = remove(self.conn, *id, &mut editor)? {
                removed.touch(doc);
                meta.products -= 1;
            }
        }
        editor.flush(self.conn)?;
        prices::settle_all(self.conn, self.booked()?)?;
        for segment in segment::stack(self.conn, "staged_segments")? {
            segment::push(self.conn, "segments", &segment)?;
        }
        self.conn.execute("DELETE FROM staged_segments", [])?;
        if !removed.is_empty() {
            let segment = removed.flush(self.conn, segment::next_number(self.conn)?)?;
            segment::push(self.conn, "segments", &segment)?;
        }
        segment::settle(self.conn)?;
        self.conn.execute("DELETE FROM staged", [])?;
        meta.write(self.conn)?;
        self.counts.withdrawn = gone.len() as u64;
        self.counts.version = meta.version;
        Ok(())
    }

    fn publish_staged(&self, version: i64, editor: &mut Editor) -> Result<(), Error> {
        let mut numbers = Numbers::default();
        let mut statement =
            self.conn.prepare("SELECT doc, id, category, brand, doc_values FROM staged ORDER BY doc")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let text = |at: usize| row.get_ref(at).and_then(|value| Ok(value.as_str()?));
            let category = numbers.category(self.conn, &serde_json::from_str(text(2)?)?)?;
            let brand = numbers.brand(self.conn, text(3)?)?;
            let id = Uuid::from_bytes(row.get(1)?);
            let values: DocValues = serde_json::from_slice(row.get_ref(4)?.as_blob().unwrap_or_default())?;
            editor.set(self.conn, row.get(0)?, Some(values.record(self.conn, id, (category, brand))?))?;
        }
        let mut after = -1;
        while let Some(last) = self.batch_after(after)? {
            self.publish_batch(version, after, last)?;
            after = last;
        }
        Ok(())
    }

    /// The last document of the next few staged behind `after`.
    fn batch_after(&self, after: i64) -> Result<Option<i64>, Error> {
        let sql = "SELECT max(doc) FROM (SELECT doc FROM staged WHERE doc > ?1 ORDER BY doc LIMIT ?2)";
        Ok(self.conn.prepare_cached(sql)?.query_row([after, AT_ONCE], |row| row.get(0))?)
    }

    /// Publishes the staged documents behind `after` up to `last`. SQLite keeps the pages that a statement changes in
    /// memory until it ends, so one statement for everything would take as much memory as the catalog is large.
    fn publish_batch(&self, version: i64, after: i64, last: i64) -> Result<(), Error> {
        self.conn
            .prepare_cached(
                "INSERT INTO products (doc, id, changed, text_hash, face, body, rewritten)
                 SELECT doc, id, ?1, text_hash, face, body, ?1 FROM staged WHERE doc > ?2 AND doc <= ?3 ORDER BY doc
                 ON CONFLICT (doc) DO UPDATE SET changed = ?1, text_hash = excluded.text_hash, face = excluded.face,
                 body = excluded.body,
                 rewritten = iif((SELECT rewritten FROM staged WHERE staged.doc = excluded.doc), ?1, rewritten)",
            )?
            .execute([version, after, last])?;
        self.conn
            .prepare_cached(
                "INSERT INTO imported_before SELECT id, ?1, prices_before FROM staged
                 WHERE doc > ?2 AND doc <= ?3 AND prices_before IS NOT NULL",
            )?
            .execute([version, after, last])?;
        self.conn
            .prepare_cached(
                "INSERT OR REPLACE INTO sources (id, merchant, source, hash, seen)
                 SELECT id, ?1, ?2, hash, ?3 FROM staged WHERE doc > ?4 AND doc <= ?5",
            )?
            .execute(params![self.merchant, self.source, self.number, after, last])?;
        Ok(())
    }

    /// Staged products of which versions of the price book say something.
    fn booked(&self) -> Result<Vec<Uuid>, Error> {
        let sql = "SELECT id FROM staged WHERE EXISTS (SELECT 1 FROM price_lines WHERE product = staged.id)";
        let mut statement = self.conn.prepare(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        rows.map(|id| Ok(Uuid::from_bytes(id?))).collect()
    }
}

//! The baseline: an FTS5 table.

use std::path::Path;

use anyhow::Result;
use rusqlite::{Connection, params};
use tenon_domain::Localized;
use tenon_domain::catalog::Product;

/// See the module.
pub(super) struct Fts(Connection);

impl Fts {
    /// Puts `products` into a new file; a row's number is the product's place.
    pub(super) fn build(path: &Path, products: &[Product]) -> Result<Self> {
        let mut conn = Connection::open(path)?;
        conn.execute_batch("CREATE VIRTUAL TABLE goods USING fts5 (title, place, tags, description)")?;
        let tx = conn.transaction()?;
        {
            let mut insert =
                tx.prepare("INSERT INTO goods (rowid, title, place, tags, description) VALUES (?1, ?2, ?3, ?4, ?5)")?;
            for (at, product) in products.iter().enumerate() {
                let place = format!("{} {}", product.brand, both(&product.category.name));
                let (title, text) = (both(&product.title), both(&product.description));
                insert.execute(params![
                    i64::try_from(at)?,
                    in_pairs(&title),
                    in_pairs(&place),
                    in_pairs(&product.tags.join(" ")),
                    in_pairs(&text)
                ])?;
            }
            tx.execute("INSERT INTO goods (goods) VALUES ('optimize')", [])?;
        }
        tx.commit()?;
        Ok(Self(conn))
    }

    /// The places of the best `limit` products.
    pub(super) fn find(&self, text: &str, limit: usize) -> Result<Vec<usize>> {
        let words = in_pairs(text);
        let words: Vec<String> =
            words.split_whitespace().map(|word| format!("\"{}\"", word.replace('"', ""))).collect();
        let mut statement = self.0.prepare_cached(
            "SELECT rowid, title FROM goods WHERE goods MATCH ?1 ORDER BY bm25(goods, 8.0, 4.0, 3.0, 1.0) LIMIT ?2",
        )?;
        let rows = statement.query_map(params![words.join(" OR "), i64::try_from(limit)?], |row| {
            let _title: String = row.get(1)?;
            row.get::<_, i64>(0)
        })?;
        rows.map(|row| Ok(usize::try_from(row?)?)).collect()
    }
}

fn both(text: &Localized) -> String {
    format!("{} {}", text.zh, text.en)
}

/// Every run of Chinese as its pairs of characters, one alone as itself, the rest as it is.
fn in_pairs(text: &str) -> String {
    let han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    let mut out = String::with_capacity(text.len() * 2);
    for run in text.chars().collect::<Vec<_>>().chunk_by(|left, right| han(left) == han(right)) {
        out.push(' ');
        match run {
            [first, _, ..] if han(first) => run.windows(2).for_each(|pair| {
                out.extend(pair);
                out.push(' ');
            }),
            _ => out.extend(run),
        }
    }
    out
}

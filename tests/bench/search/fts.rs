//! The baselines in SQLite: FTS5 over the same products.

use std::path::Path;

use anyhow::Result;
use rusqlite::{Connection, params};
use tenon_domain::Localized;
use tenon_domain::catalog::Product;

/// What cuts the text into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tokenizer {
    /// English stems; Chinese is given to it as pairs of characters, because it takes a run of Chinese for one word.
    Porter,
    /// Every three neighbouring characters.
    Trigram,
}

/// An FTS5 table of title, place (category and maker), words (tags, options, properties, address), description.
pub(super) struct Fts {
    conn: Connection,
    tokenizer: Tokenizer,
}

impl Fts {
    /// An empty table in a new file.
    pub(super) fn create(path: &Path, tokenizer: Tokenizer) -> Result<Self> {
        let conn = Connection::open(path)?;
        let name = if tokenizer == Tokenizer::Porter { "porter unicode61" } else { "trigram" };
        conn.execute_batch(&format!(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;
             CREATE VIRTUAL TABLE goods USING fts5 (title, place, words, description, tokenize = '{name}');
             BEGIN"
        ))?;
        Ok(Self { conn, tokenizer })
    }

    /// Adds a product; `row` is its number.
    pub(super) fn add(&self, row: usize, product: &Product) -> Result<()> {
        let Row { title, place, words, description } = Row::of(product);
        let shaped = |text: &str| if self.tokenizer == Tokenizer::Porter { in_pairs(text) } else { text.to_owned() };
        self.conn
            .prepare_cached("INSERT INTO goods (rowid, title, place, words, description) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![
                i64::try_from(row)?,
                shaped(&title),
                shaped(&place),
                shaped(&words),
                shaped(&description)
            ])?;
        Ok(())
    }

    /// Ends the filling.
    pub(super) fn finish(&self) -> Result<()> {
        self.conn.execute_batch("INSERT INTO goods (goods) VALUES ('optimize'); COMMIT; PRAGMA cache_size = -16384")?;
        Ok(())
    }

    /// The numbers of the best `limit` products for an OR of the words of `text`.
    pub(super) fn find(&self, text: &str, limit: usize) -> Result<Vec<usize>> {
        let words = if self.tokenizer == Tokenizer::Porter { in_pairs(text) } else { text.to_owned() };
        // Fewer than three characters are no trigram.
        let long = |word: &&str| self.tokenizer == Tokenizer::Porter || word.chars().count() >= 3;
        let words: Vec<String> =
            words.split_whitespace().filter(long).map(|word| format!("\"{}\"", word.replace('"', ""))).collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = self.conn.prepare_cached(
            "SELECT rowid, title FROM goods WHERE goods MATCH ?1 ORDER BY bm25(goods, 8.0, 4.0, 3.0, 1.0) LIMIT ?2",
        )?;
        let rows = statement.query_map(params![words.join(" OR "), i64::try_from(limit)?], |row| {
            let _title: String = row.get(1)?;
            row.get::<_, i64>(0)
        })?;
        rows.map(|row| Ok(usize::try_from(row?)?)).collect()
    }
}

/// What a baseline indexes of a product.
pub(super) struct Row {
    pub(super) title: String,
    pub(super) place: String,
    pub(super) words: String,
    pub(super) description: String,
}

impl Row {
    pub(super) fn of(product: &Product) -> Self {
        let mut words = product.tags.clone();
        words.extend(product.options.iter().flat_map(|option| &option.values).map(both));
        words.extend(product.attributes.iter().map(|one| format!("{} {}", both(&one.name), both(&one.value))));
        words.extend(
            product.link.as_deref().and_then(|link| link.trim_end_matches('/').rsplit('/').next()).map(str::to_owned),
        );
        words.extend(product.variants.iter().map(|variant| variant.sku.clone()));
        Self {
            title: both(&product.title),
            place: format!("{} {}", product.brand, both(&product.category.name)),
            words: words.join(" "),
            description: both(&product.description),
        }
    }
}

fn both(text: &Localized) -> String {
    format!("{} {}", text.zh, text.en)
}

/// Every run of Chinese as its pairs of characters, one alone as itself, the rest as it is.
pub(super) fn in_pairs(text: &str) -> String {
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

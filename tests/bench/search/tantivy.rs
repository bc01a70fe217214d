//! The baseline in tantivy, built with `--features tantivy`: the same rows and weights, English stems, Chinese in pairs.

use std::path::Path;

use anyhow::Result;
use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, doc};
use tenon_domain::catalog::Product;

use super::fts::{Row, in_pairs};

/// Bytes that the writer may use.
const WRITING: usize = 200 << 20;

/// An index of title, place, words, description; the number of the row is stored.
pub(super) struct Tantivy {
    index: Index,
    fields: [Field; 4],
    row: Field,
    writer: Option<IndexWriter>,
    searcher: Option<Searcher>,
}

impl Tantivy {
    /// An empty index in `dir`.
    pub(super) fn create(dir: &Path) -> Result<Self> {
        std::fs::create_dir_all(dir)?;
        let mut schema = Schema::builder();
        let stems =
            TextFieldIndexing::default().set_tokenizer("en_stem").set_index_option(IndexRecordOption::WithFreqs);
        let text = TextOptions::default().set_indexing_options(stems);
        let fields = ["title", "place", "words", "description"].map(|name| schema.add_text_field(name, text.clone()));
        let row = schema.add_u64_field("row", STORED);
        let index = Index::create_in_dir(dir, schema.build())?;
        let writer = Some(index.writer_with_num_threads(1, WRITING)?);
        Ok(Self { index, fields, row, writer, searcher: None })
    }

    /// Adds a product; `row` is its number.
    pub(super) fn add(&mut self, row: usize, product: &Product) -> Result<()> {
        let Some(writer) = &mut self.writer else { return Ok(()) };
        let Row { title, place, words, description } = Row::of(product);
        let [a, b, c, d] = self.fields;
        writer.add_document(doc!(
            a => in_pairs(&title), b => in_pairs(&place), c => in_pairs(&words), d => in_pairs(&description),
            self.row => u64::try_from(row)?
        ))?;
        Ok(())
    }

    /// Ends the filling: one segment, as after a quiet night.
    pub(super) fn finish(&mut self) -> Result<()> {
        if let Some(mut writer) = self.writer.take() {
            writer.commit()?;
            let segments = self.index.searchable_segment_ids()?;
            if segments.len() > 1 {
                writer.merge(&segments).wait()?;
            }
            writer.wait_merging_threads()?;
        }
        self.searcher = Some(self.index.reader()?.searcher());
        Ok(())
    }

    /// The numbers of the best `limit` products for an OR of the words of `text`.
    pub(super) fn find(&self, text: &str, limit: usize) -> Result<Vec<usize>> {
        let Some(searcher) = &self.searcher else { return Ok(Vec::new()) };
        let mut parser = QueryParser::for_index(&self.index, self.fields.to_vec());
        for (field, boost) in self.fields.into_iter().zip([8.0, 4.0, 3.0, 1.0]) {
            parser.set_field_boost(field, boost);
        }
        let words = in_pairs(text).replace(|c: char| !c.is_alphanumeric(), " ");
        let (query, _) = parser.parse_query_lenient(&words.to_lowercase());
        let mut rows = Vec::new();
        for (_, at) in searcher.search(&query, &TopDocs::with_limit(limit).order_by_score())? {
            let found: TantivyDocument = searcher.doc(at)?;
            rows.extend(found.get_first(self.row).and_then(|value| value.as_u64()).map(usize::try_from).transpose()?);
        }
        Ok(rows)
    }
}

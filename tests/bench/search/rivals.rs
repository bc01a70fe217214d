//! The engines that speed is compared with.

use anyhow::{Result, ensure};
use tenon_store::catalog::Catalog;

use super::fts::{Fts, Tokenizer};
use super::speed;
#[cfg(feature = "tantivy")]
use super::tantivy::Tantivy;
use crate::place::{Ground, timed};
use crate::table::Table;

/// Their names.
pub(super) const NAMES: &[&str] =
    if cfg!(feature = "tantivy") { &["FTS5 trigram", "tantivy"] } else { &["FTS5 trigram"] };

/// FTS5 by trigrams, and tantivy where it is built in.
pub(super) struct Rivals {
    trigram: Fts,
    #[cfg(feature = "tantivy")]
    tantivy: Tantivy,
}

impl Rivals {
    /// Builds them over all products of `catalog` and tells how long that took.
    pub(super) fn build(ground: &mut Ground, catalog: &Catalog, table: &mut Table) -> Result<Self> {
        let (took, trigram) = timed(|| {
            let fts = Fts::create(&ground.folder()?.join("fts.db"), Tokenizer::Trigram)?;
            speed::every(catalog, |row, product| fts.add(row, product))?;
            fts.finish()?;
            Ok(fts)
        })?;
        table.note(format!("FTS5 trigram was built in {:.0} s.", took / 1e3));
        #[cfg(feature = "tantivy")]
        let (took, tantivy) = timed(|| {
            let mut tantivy = Tantivy::create(&ground.folder()?)?;
            speed::every(catalog, |row, product| tantivy.add(row, product))?;
            tantivy.finish()?;
            Ok(tantivy)
        })?;
        #[cfg(feature = "tantivy")]
        table.note(format!("tantivy was built in {:.0} s.", took / 1e3));
        #[cfg(not(feature = "tantivy"))]
        table.note("tantivy SKIPPED: build the bench with `--features tantivy`.");
        Ok(Self {
            trigram,
            #[cfg(feature = "tantivy")]
            tantivy,
        })
    }

    /// Asks the one at `at`.
    pub(super) fn find(&self, at: usize, text: &str, limit: usize) -> Result<usize> {
        #[cfg(feature = "tantivy")]
        if at == 1 {
            return Ok(self.tantivy.find(text, limit)?.len());
        }
        ensure!(at == 0, "there is no engine {at}");
        Ok(self.trigram.find(text, limit)?.len())
    }
}

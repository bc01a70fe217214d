//! A catalog file into the catalog.
//!
//! What a merchant no longer names in a format is withdrawn, so two kinds of files must not be taken for the whole truth.
//! One that gives no product at all is refused. One that was cut is taken as far as it goes, but under a source of its
//! own, `google, cut`, so that what came after the cut stays; the next whole file takes those products back and withdraws
//! what it does not name of either. (Of two cut files in a row, the second withdraws what only the first had.)

use std::fs::File;
use std::io::{self, BufReader};
use std::path::Path;

use tenon_store::catalog::{self, Import, Imported, Master};

use super::format::Head;
use super::report::Problems;
use super::{Error, Format, Item, Options, Report, Summary, read};

/// Why a file changed nothing in the catalog.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The file cannot be opened.
    #[error("{file} cannot be opened; check its name and that it may be read")]
    Open {
        /// The file.
        file: String,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// It cannot be read as a catalog.
    #[error(transparent)]
    Read(#[from] Error<catalog::Error>),
    /// The catalog refuses or fails.
    #[error(transparent)]
    Catalog(#[from] catalog::Error),
    /// Nothing in it could be taken. The catalog stays as it was, or everything would be withdrawn.
    #[error("{file} gave no product, so the catalog was left as it was; its problems say why")]
    NothingTaken {
        /// The file.
        file: String,
        /// What was found, with the problems.
        report: Box<Report>,
    },
}

/// Imports the file at `path` and publishes it as one version of the catalog.
pub fn import_file(master: &mut Master, path: &Path, options: &Options, now_ms: i64) -> Result<Report, Failure> {
    let format = match options.format {
        Some(format) => format,
        None => recognise(path, options)?,
    };
    let options = Options { format: Some(format), ..options.clone() };
    let whole = format.to_string();
    let cut = format!("{format}, cut");

    let (import, summary, problems) = stage(master, path, &options, &whole)?;
    if summary.products == 0 {
        import.abort()?;
        let report = Box::new(problems.report(&summary, &Imported::default()));
        return Err(Failure::NothingTaken { file: options.file, report });
    }
    if summary.complete {
        let mut imported = import.finish(now_ms)?;
        imported.withdrawn += master.begin_import(&options.merchant, &cut)?.finish(now_ms)?.withdrawn;
        return Ok(problems.report(&summary, &imported));
    }
    import.abort()?;
    let (import, summary, problems) = stage(master, path, &options, &cut)?;
    let imported = import.finish(now_ms)?;
    Ok(problems.report(&summary, &imported))
}

/// Reads all of the file into an import that readers do not see yet.
fn stage<'m>(
    master: &'m mut Master,
    path: &Path,
    options: &Options,
    source: &str,
) -> Result<(Import<'m>, Summary, Problems), Failure> {
    let file = BufReader::new(open(path, options)?);
    let mut import = master.begin_import(&options.merchant, source)?;
    let mut problems = Problems::default();
    let summary = read(file, options, &mut |item| {
        match item {
            Item::Product(product) => {
                import.upsert(&product)?;
            }
            Item::Problem(problem) => problems.push(problem),
        }
        Ok(())
    })?;
    Ok((import, summary, problems))
}

fn recognise(path: &Path, options: &Options) -> Result<Format, Failure> {
    let head =
        Head::of(&mut open(path, options)?).map_err(|source| Failure::Open { file: options.file.clone(), source })?;
    Ok(head.format_of(options)?)
}

fn open(path: &Path, options: &Options) -> Result<File, Failure> {
    File::open(path).map_err(|source| Failure::Open { file: options.file.clone(), source })
}

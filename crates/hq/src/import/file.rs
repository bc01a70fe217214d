//! Catalog files into the catalog.
//!
//! The files of one import are together what a merchant offers in one format: what they no longer name is withdrawn. Four
//! kinds of files must not be taken for the whole truth. Files that give no product at all are refused. Damaged ones, cut
//! ones above all, are taken as far as they go and withdraw nothing; the next whole ones settle it. Files that would
//! withdraw more than a fifth are refused until a person confirms. And what the caller says is a part withdraws nothing.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use tenon_domain::Uuid;
use tenon_store::catalog::{self, Import, Imported, Master, Outlook};

use super::format::Head;
use super::problem::{Code, Problem, Severity, quoted};
use super::report::{Change, Problems, Read};
use super::{Error, Format, Item, Mapping, Options, Report, Summary, read, read_pages};

/// Withdrawals that need no confirmation, however few products there are.
const ALWAYS: u64 = 2;

/// Changes of a dry run that are told one by one.
const MAX_CHANGES: u32 = 1_000;

/// Whether files are all that a merchant offers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Coverage {
    /// What they do not name is withdrawn.
    #[default]
    Whole,
    /// What they do not name stays.
    Part,
}

/// Whether many products may be withdrawn at once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Withdrawal {
    /// At most a fifth.
    #[default]
    Guarded,
    /// As many as there are: a person has looked.
    Confirmed,
}

/// Whether an import becomes visible.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Publishing {
    /// At once.
    #[default]
    Now,
    /// Never: it only tells what would change.
    DryRun,
}

/// What to import, and how.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Short name of the merchant whose goods these are.
    pub merchant: String,
    /// ISO 4217 code for prices that carry none.
    pub currency: Option<String>,
    /// The format of the files; `None` to recognise it.
    pub format: Option<Format>,
    /// What the columns of a table mean that is in no known format.
    pub mapping: Option<Mapping>,
    /// Whether the files are everything.
    pub coverage: Coverage,
    /// Whether many products may go.
    pub withdrawal: Withdrawal,
    /// Whether to publish.
    pub publishing: Publishing,
}

/// How far an import is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The file being read.
    pub file: String,
    /// Rows or items read of it.
    pub done: u64,
    /// How many it has; 0 while they are being counted.
    pub of: u64,
}

/// Why files changed nothing in the catalog.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A file cannot be opened.
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
    /// Files in several formats, each of which would withdraw the others' goods.
    #[error("{first} is {one} and {second} is {other}: import the files of each format by themselves")]
    Mixed {
        /// A file.
        first: String,
        /// Its format.
        one: Format,
        /// Another file.
        second: String,
        /// Its format.
        other: Format,
    },
    /// Nothing in them could be taken. The catalog stays as it was, or everything would be withdrawn.
    #[error("{file} gave no product, so the catalog was left as it was; its problems say why")]
    NothingTaken {
        /// The file.
        file: String,
        /// What was found, with the problems.
        report: Box<Report>,
    },
    /// Too much would go without a person having looked.
    #[error(
        "{withdrawn} of {known} products would be withdrawn because {file} does not name them, so the catalog was left as it \
         was; look with --dry-run, then import with --confirm-withdrawal, or with --part if the file is not everything"
    )]
    MassWithdrawal {
        /// The file.
        file: String,
        /// Products that would go.
        withdrawn: u64,
        /// Products that there are.
        known: u64,
        /// What was found, with the problems.
        report: Box<Report>,
    },
}

/// Imports the files at `paths` together and publishes them as one version of the catalog.
pub fn import_files(
    master: &mut Master,
    paths: &[PathBuf],
    request: &Request,
    now_ms: i64,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report, Failure> {
    let named: Vec<(&Path, Options)> =
        paths.iter().map(|path| Ok((path.as_path(), options(path, request)?))).collect::<Result<_, Failure>>()?;
    let Some((_, first)) = named.first() else { return Ok(Report::default()) };
    for (_, other) in &named {
        if let (Some(one), Some(another)) = (first.format, other.format)
            && one != another
        {
            let (first, second) = (first.file.clone(), other.file.clone());
            return Err(Failure::Mixed { first, one, second, other: another });
        }
    }
    let source = first.format.map(|format| format.to_string()).unwrap_or_default();
    let mut import = master.begin_import(&request.merchant, &source)?;
    let mut problems = Problems::default();
    let mut total = Read { rows: 0, products: 0, variants: 0, complete: true };
    let mut seen = (named.len() > 1).then(HashSet::new);
    let mut staging = Staging { import: &mut import, problems: &mut problems, total: &mut total, seen: seen.as_mut() };
    if named.len() > 1 && first.format == Some(Format::JsonLd) {
        let pages: Vec<_> = named.iter().map(|(path, options)| (path.to_path_buf(), options.file.clone())).collect();
        staging.take(first, progress, |sink| read_pages(&pages, first, sink))?;
    } else {
        for (path, options) in &named {
            let file = BufReader::new(open(path, &options.file)?);
            staging.take(options, progress, |sink| read(file, options, sink))?;
        }
    }
    let file = named.iter().map(|(_, options)| options.file.as_str()).collect::<Vec<_>>().join(", ");
    if total.products == 0 {
        import.abort()?;
        return Err(Failure::NothingTaken { file, report: Box::new(problems.report(&total, &Imported::default())) });
    }
    publish(import, &file, problems, total, request, now_ms)
}

fn publish(
    import: Import<'_>,
    file: &str,
    mut problems: Problems,
    total: Read,
    request: &Request,
    now_ms: i64,
) -> Result<Report, Failure> {
    let Outlook { mut counts, known } = import.outlook()?;
    let missing = counts.withdrawn;
    let whole = total.complete && request.coverage == Coverage::Whole;
    if !whole {
        counts.withdrawn = 0;
    }
    let kept = if total.complete { 0 } else { missing };
    let mut said = |code, severity, message| {
        problems.push(Problem { file: file.to_owned(), line: 1, code, message, severity });
    };
    if kept > 0 {
        let text = format!("{kept} products that the file does not name stay as they were, because it is damaged");
        said(Code::NothingWithdrawn, Severity::Remark, text);
    }
    let mass = whole && missing > ALWAYS && missing * 5 > known;
    let refused = mass && request.withdrawal == Withdrawal::Guarded;
    if refused {
        let text = format!(
            "{missing} of {known} products would be withdrawn; that needs --confirm-withdrawal, or --part if the file is \
             not everything"
        );
        said(Code::MassWithdrawal, Severity::NotTaken, text);
    }
    if request.publishing == Publishing::DryRun {
        let limit = if whole {
            MAX_CHANGES
        } else {
            MAX_CHANGES.min(u32::try_from(counts.created + counts.updated).unwrap_or(MAX_CHANGES))
        };
        let mut changes = Vec::new();
        import.changes(limit, |before, after| changes.extend(Change::between(before.as_ref(), after.as_ref())))?;
        import.abort()?;
        return Ok(Report { kept, dry_run: true, changes, ..problems.report(&total, &counts) });
    }
    if refused {
        import.abort()?;
        let report = Box::new(problems.report(&total, &Imported::default()));
        return Err(Failure::MassWithdrawal { file: file.to_owned(), withdrawn: missing, known, report });
    }
    let imported = if whole { import.finish(now_ms)? } else { import.finish_part(now_ms)? };
    Ok(Report { kept, ..problems.report(&total, &imported) })
}

/// What takes the items of a file.
type Sink<'s> = &'s mut dyn FnMut(Item) -> Result<(), catalog::Error>;

/// An import that files are read into, one after the other.
struct Staging<'s, 'm> {
    import: &'s mut Import<'m>,
    problems: &'s mut Problems,
    total: &'s mut Read,
    /// Products of several files.
    seen: Option<&'s mut HashSet<Uuid>>,
}

impl Staging<'_, '_> {
    /// Takes all that `reading` gives.
    fn take(
        &mut self,
        options: &Options,
        progress: &mut dyn FnMut(Progress),
        reading: impl FnOnce(Sink<'_>) -> Result<Summary, Error<catalog::Error>>,
    ) -> Result<(), Failure> {
        let mut kept: Vec<Uuid> = Vec::new();
        let mut here: HashSet<Uuid> = HashSet::new();
        let summary = reading(&mut |item| {
            match item {
                Item::Product(product) => {
                    self.import.upsert(&product)?;
                    if let Some(seen) = &self.seen {
                        here.insert(product.id);
                        if seen.contains(&product.id) {
                            let id = quoted(&product.source_id);
                            let message = format!("product {id} stands in another of the files too; this one counts");
                            let (file, code, severity) = (options.file.clone(), Code::DuplicateId, Severity::Remark);
                            self.problems.push(Problem { file, line: 1, code, message, severity });
                        }
                    }
                }
                Item::Kept(id) => kept.push(id),
                Item::Problem(problem) => self.problems.push(problem),
                Item::Progress { done, of } => progress(Progress { file: options.file.clone(), done, of }),
            }
            Ok(())
        })?;
        kept.into_iter().try_for_each(|id| self.import.keep(id))?;
        if let Some(seen) = &mut self.seen {
            seen.extend(here);
        }
        self.total.rows += summary.rows;
        self.total.products += summary.products;
        self.total.variants += summary.variants;
        self.total.complete &= summary.complete;
        Ok(())
    }
}

/// How to read the file at `path`.
fn options(path: &Path, request: &Request) -> Result<Options, Failure> {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let options = Options {
        merchant: request.merchant.clone(),
        currency: request.currency.clone(),
        format: request.format,
        mapping: request.mapping.clone(),
        file: name.clone(),
    };
    let head = Head::of(&mut open(path, &name)?).map_err(|source| Failure::Open { file: name, source })?;
    let format = head.format_of(&options)?;
    Ok(Options { format: Some(format), ..options })
}

fn open(path: &Path, name: &str) -> Result<File, Failure> {
    File::open(path).map_err(|source| Failure::Open { file: name.to_owned(), source })
}

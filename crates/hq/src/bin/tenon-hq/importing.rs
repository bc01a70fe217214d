//! `tenon-hq import`.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;
use tenon_hq::import::{
    ChangeKind, Coverage, Failure, Format, Mapping, Progress, Publishing, Report, Request, Withdrawal, guess_mapping,
    import_files,
};
use tenon_hq::now_ms;

use crate::{Cli, master, say, tell};

/// Between two words on how far a long import is.
const TELL_EVERY: Duration = Duration::from_secs(2);

#[derive(Args)]
#[expect(clippy::struct_excessive_bools, reason = "switches of a command line")]
pub(crate) struct ImportArgs {
    /// The files; together they are what the merchant offers.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// What they are: auto, shopify, google, woocommerce, jsonld or csv.
    #[arg(long, default_value = "auto", value_parser = format_of)]
    format: FormatArg,
    /// The merchant whose goods these are.
    #[arg(long, default_value = "main")]
    merchant: String,
    /// ISO 4217 code for prices that carry none.
    #[arg(long)]
    currency: Option<String>,
    /// For a table in no known format: a JSON file that says what its columns mean.
    #[arg(long, alias = "map")]
    mapping: Option<PathBuf>,
    /// Print a mapping to begin with, and import nothing.
    #[arg(long)]
    guess_mapping: bool,
    /// Say what would change, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// The files are a part of the catalog: withdraw nothing.
    #[arg(long)]
    part: bool,
    /// Withdraw more than a fifth of the products, if the files no longer name them.
    #[arg(long)]
    confirm_withdrawal: bool,
}

/// A format, or none to recognise it.
#[derive(Debug, Clone, Copy)]
struct FormatArg(Option<Format>);

fn format_of(word: &str) -> Result<FormatArg, String> {
    if word == "auto" { Ok(FormatArg(None)) } else { word.parse().map(|format| FormatArg(Some(format))) }
}

/// Imports, or guesses a mapping; `false` after a refusal.
pub(crate) fn import(cli: &Cli, args: &ImportArgs) -> Result<bool> {
    let currency = args.currency.as_deref().map(str::to_uppercase);
    if args.guess_mapping {
        return guess(&args.files, currency.as_deref());
    }
    let request = Request {
        merchant: args.merchant.clone(),
        currency,
        format: args.format.0,
        mapping: args.mapping.as_deref().map(read_mapping).transpose()?,
        coverage: if args.part { Coverage::Part } else { Coverage::Whole },
        withdrawal: if args.confirm_withdrawal { Withdrawal::Confirmed } else { Withdrawal::Guarded },
        publishing: if args.dry_run { Publishing::DryRun } else { Publishing::Now },
    };
    let mut last = Instant::now();
    let mut progress = |step: Progress| {
        if last.elapsed() < TELL_EVERY {
            return;
        }
        last = Instant::now();
        let words = match step.of.checked_sub(step.done) {
            Some(left) if step.of > 0 => format!("{}: {} of {} rows, {left} to go", step.file, step.done, step.of),
            _ => format!("{}: counting, {} rows so far", step.file, step.done),
        };
        // A reader that has gone away is no error of this program.
        let _ = writeln!(std::io::stderr(), "{words}");
    };
    let (report, refusal) = match import_files(&mut master(cli)?, &args.files, &request, now_ms(), &mut progress) {
        Ok(report) => (report, None),
        Err(failure) => {
            let words = failure.to_string();
            match failure {
                Failure::NothingTaken { report, .. } | Failure::MassWithdrawal { report, .. } => (*report, Some(words)),
                other => return Err(other.into()),
            }
        }
    };
    let taken = refusal.is_none();
    tell(cli, &serde_json::to_value(&report)?, &in_words(&report, refusal));
    Ok(taken)
}

fn in_words(report: &Report, refusal: Option<String>) -> String {
    let mut words = refusal.unwrap_or_else(|| {
        format!(
            "{}{} products; {} new, {} changed, {} unchanged, {} withdrawn; {} problems",
            if report.dry_run { "Would be: " } else { "" },
            report.products,
            report.created,
            report.updated,
            report.unchanged,
            report.withdrawn,
            report.problems.len()
        )
    });
    for change in &report.changes {
        let sign = match change.change {
            ChangeKind::Created => '+',
            ChangeKind::Updated => '~',
            ChangeKind::Withdrawn => '-',
        };
        let _ = write!(words, "\n  {sign} {} {} {}", change.source_id, change.title, change.fields.join(", "));
    }
    for problem in &report.problems {
        let _ = write!(words, "\n  {} line {}: {}", problem.file, problem.line, problem.message);
    }
    words
}

/// The mapping in the file at `path`.
pub(crate) fn read_mapping(path: &Path) -> Result<Mapping> {
    let shown = path.display();
    let text = std::fs::read(path).with_context(|| format!("{shown} cannot be read"))?;
    serde_json::from_slice(&text).with_context(|| format!("{shown} is no mapping; make one with --guess-mapping"))
}

/// Prints a mapping for the one file, and to people what they must see to.
fn guess(files: &[PathBuf], currency: Option<&str>) -> Result<bool> {
    let [path] = files else { bail!("a mapping is guessed for one file at a time") };
    let file = File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    let guess = guess_mapping(file, currency)?;
    say(&serde_json::to_string_pretty(&guess.mapping)?);
    let mut words = String::new();
    for remark in &guess.remarks {
        let _ = writeln!(words, "{remark}");
    }
    let _ = write!(words, "Look at the mapping and its preview; using it with --mapping confirms it.");
    let _ = writeln!(std::io::stderr(), "{words}");
    Ok(true)
}

//! `tenon-hq pictures`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, Instant};

use anyhow::Result;
use tenon_hq::pictures::{Again, Progress, Reach, Report, Round, round};

use crate::{Cli, master, tell};

/// Between two words on how far a long round is.
const TELL_EVERY: Duration = Duration::from_secs(2);
/// Problems in words for people; programs get a thousand.
const MOST_WORDS: usize = 20;

#[derive(clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "switches of a command line")]
pub(crate) struct Args {
    /// Only say how the pictures stand; ask for none.
    #[arg(long)]
    list: bool,
    /// Ask again for what was refused or could not be had, although it is not due.
    #[arg(long, conflicts_with = "list")]
    retry: bool,
    /// Ask for everything whether it has changed.
    #[arg(long, conflicts_with_all = ["list", "retry"])]
    recheck: bool,
    /// Ask servers in private networks too.
    #[arg(long)]
    private_addresses: bool,
}

/// How a server goes about pictures.
#[derive(clap::Args)]
pub(crate) struct Serving {
    /// Fetch no pictures while serving; `tenon-hq pictures` does.
    #[arg(long)]
    no_pictures: bool,
    /// Ask servers in private networks for pictures too.
    #[arg(long, conflicts_with = "no_pictures")]
    private_addresses: bool,
}

impl Serving {
    /// What may be reached, if anything is fetched.
    pub(crate) fn reach(&self) -> Option<Reach> {
        (!self.no_pictures).then(|| reach(self.private_addresses))
    }
}

fn reach(private_addresses: bool) -> Reach {
    if private_addresses { Reach::Anywhere } else { Reach::Public }
}

/// Runs a round; what could not be taken is told and no error.
pub(crate) fn run(cli: &Cli, args: &Args) -> Result<bool> {
    let master = master(cli)?;
    if args.list {
        let report = Report::standing(&master)?;
        tell(cli, &serde_json::to_value(&report)?, &in_words(&report));
        return Ok(true);
    }
    let again = match (args.retry, args.recheck) {
        (_, true) => Again::All,
        (true, _) => Again::Failed,
        _ => Again::Due,
    };
    let how = Round { reach: reach(args.private_addresses), again };
    let mut last = Instant::now();
    let progress = |Progress { done, left }| {
        if last.elapsed() >= TELL_EVERY {
            last = Instant::now();
            // A reader that has gone away is no error of this program.
            let _ = writeln!(std::io::stderr(), "{done} pictures asked for, {left} to go");
        }
    };
    let report = tokio::runtime::Runtime::new()?.block_on(round(master.dir(), how, progress))?;
    tell(cli, &serde_json::to_value(&report)?, &in_words(&report));
    Ok(true)
}

fn in_words(report: &Report) -> String {
    let counts = &report.counts;
    let mut words = format!(
        "{} fetched, {} unchanged. Of {} addresses {} are here, {} are refused, {} could not be had, {} were not tried yet.",
        report.fetched, report.unchanged, counts.addresses, counts.here, counts.refused, counts.failed, counts.waiting
    );
    for problem in report.problems.iter().take(MOST_WORDS) {
        let _ = write!(words, "\n{}  {}\n  {}: {}", problem.source_id, problem.address, problem.code, problem.message);
    }
    let more = report.problems.len().saturating_sub(MOST_WORDS);
    if more > 0 {
        let _ = write!(words, "\nand {more} more; --json lists them");
    }
    words
}

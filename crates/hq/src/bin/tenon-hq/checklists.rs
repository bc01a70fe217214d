//! `tenon-hq checklist`: checklists of jobs, seen and laid down.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Subcommand, ValueEnum};
use serde_json::json;
use tenon_domain::entities::{Checklist, ChecklistContent, WorkKind};
use tenon_domain::ops::PutChecklist;
use tenon_hq::keys::Keys;
use tenon_store::{Schema, SqlRows};

use super::cards::{act, refused};
use super::{Cli, connect, tell};

/// A kind of job.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum JobKind {
    /// To measure.
    Measure,
    /// To install.
    Install,
}

/// What is to be done with checklists.
#[derive(Subcommand)]
pub(super) enum Checklists {
    /// List the newest version of each checklist.
    List,
    /// Show what a checklist says, as JSON to change and put.
    Show {
        /// For which jobs.
        kind: JobKind,
        /// Path of its category of goods; without it: any goods.
        #[arg(default_value = "")]
        category: String,
    },
    /// Lay down a checklist, or a new version of one. A job is finished with the version of its first tick.
    Put {
        /// JSON as `show` gives it.
        file: PathBuf,
        /// The version that was seen before the change; 0 for a new checklist.
        #[arg(long)]
        seen: u32,
    },
}

pub(super) fn run(cli: &Cli, what: &Checklists) -> Result<bool> {
    match what {
        Checklists::List => list(cli),
        Checklists::Show { kind, category } => show(cli, *kind, category),
        Checklists::Put { file, seen } => put(cli, file, *seen),
    }
}

fn newest(cli: &Cli) -> Result<Vec<Checklist>> {
    let mut lists = SqlRows(connect(cli)?.as_mut(), Schema::Hq).all::<Checklist>()?;
    lists.sort_by(|a, b| place(a).cmp(&place(b)).then(b.version.cmp(&a.version)));
    lists.dedup_by(|older, newer| place(older) == place(newer));
    Ok(lists)
}

fn place(list: &Checklist) -> (WorkKind, &str) {
    (list.content.kind, &list.content.category)
}

/// `install`, or `install kitchen/taps`.
fn called(content: &ChecklistContent) -> String {
    format!("{} {}", content.kind.as_str(), content.category).trim_end().to_owned()
}

fn list(cli: &Cli) -> Result<bool> {
    let lists = newest(cli)?;
    let line = |list: &Checklist| {
        let (content, version) = (&list.content, list.version);
        format!("{}  version {version}  {} items  {}", called(content), content.items.len(), content.name.en)
    };
    let words: Vec<String> = lists.iter().map(line).collect();
    tell(cli, &serde_json::to_value(&lists)?, &words.join("\n"));
    Ok(true)
}

fn show(cli: &Cli, kind: JobKind, category: &str) -> Result<bool> {
    let kind = match kind {
        JobKind::Measure => WorkKind::Measure,
        JobKind::Install => WorkKind::Install,
    };
    let found = newest(cli)?.into_iter().find(|list| place(list) == (kind, category));
    let found = found.context("there is no such checklist; `checklist list` shows those there are")?;
    tell(cli, &serde_json::to_value(&found)?, &serde_json::to_string_pretty(&found.content)?);
    Ok(true)
}

fn put(cli: &Cli, file: &PathBuf, seen: u32) -> Result<bool> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let content: ChecklistContent = serde_json::from_str(&text)
        .with_context(|| format!("{} is no checklist; `checklist show` writes one", file.display()))?;
    let called = called(&content);
    let keys = Keys::open(&cli.data)?;
    if let Err(refusal) = act(connect(cli)?.as_mut(), &keys, &PutChecklist { content, seen }.into())? {
        return refused(cli, &refusal);
    }
    let version = seen + 1;
    tell(cli, &json!({ "checklist": called, "version": version }), &format!("{called}, version {version}"));
    Ok(true)
}

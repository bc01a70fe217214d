//! `tenon-hq forms`: measurement forms, seen and laid down.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Subcommand;
use serde_json::json;
use tenon_domain::entities::{FormContent, MeasureForm};
use tenon_domain::ops::PutMeasureForm;
use tenon_hq::keys::Keys;
use tenon_store::{Schema, SqlRows};

use super::cards::{act, refused};
use super::{Cli, connect, tell};

/// What is to be done with measurement forms.
#[derive(Subcommand)]
pub(super) enum Forms {
    /// List the newest version of each form.
    List,
    /// Show what a form says, as JSON to change and put.
    Show {
        /// Its category, such as `kitchen_run`.
        category: String,
    },
    /// Lay down a form, or a new version of one. What is being measured is finished with the version it was begun with.
    Put {
        /// JSON as `show` gives it.
        file: PathBuf,
        /// The version that was seen before the change; 0 for a new form.
        #[arg(long)]
        seen: u32,
    },
}

pub(super) fn run(cli: &Cli, what: &Forms) -> Result<bool> {
    match what {
        Forms::List => list(cli),
        Forms::Show { category } => show(cli, category),
        Forms::Put { file, seen } => put(cli, file, *seen),
    }
}

fn newest(cli: &Cli) -> Result<Vec<MeasureForm>> {
    let mut forms = SqlRows(connect(cli)?.as_mut(), Schema::Hq).all::<MeasureForm>()?;
    forms.sort_by(|a, b| a.content.category.cmp(&b.content.category).then(b.version.cmp(&a.version)));
    forms.dedup_by(|older, newer| older.content.category == newer.content.category);
    Ok(forms)
}

fn list(cli: &Cli) -> Result<bool> {
    let forms = newest(cli)?;
    let line = |form: &MeasureForm| {
        let (content, version) = (&form.content, form.version);
        format!("{}  version {version}  {} fields  {}", content.category, content.fields.len(), content.name.en)
    };
    let words: Vec<String> = forms.iter().map(line).collect();
    tell(cli, &serde_json::to_value(&forms)?, &words.join("\n"));
    Ok(true)
}

fn show(cli: &Cli, category: &str) -> Result<bool> {
    let form = newest(cli)?.into_iter().find(|form| form.content.category == category);
    let form = form.with_context(|| format!("there is no form {category}; `forms list` shows those there are"))?;
    tell(cli, &serde_json::to_value(&form)?, &serde_json::to_string_pretty(&form.content)?);
    Ok(true)
}

fn put(cli: &Cli, file: &PathBuf, seen: u32) -> Result<bool> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let content: FormContent = serde_json::from_str(&text)
        .with_context(|| format!("{} is no measurement form; `forms show` writes one", file.display()))?;
    let category = content.category.clone();
    let keys = Keys::open(&cli.data)?;
    if let Err(refusal) = act(connect(cli)?.as_mut(), &keys, &PutMeasureForm { content, seen }.into())? {
        return refused(cli, &refusal);
    }
    let version = seen + 1;
    tell(cli, &json!({ "category": category, "version": version }), &format!("{category}, version {version}"));
    Ok(true)
}

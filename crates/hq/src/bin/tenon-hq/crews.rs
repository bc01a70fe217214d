//! `tenon-hq crews`: crews and when they work.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use clap::Subcommand;
use serde_json::json;
use tenon_domain::entities::Crew;
use tenon_domain::ops::{PutCrewCalendar, PutCrewSkills};
use tenon_domain::scheduling::WorkCalendar;
use tenon_hq::keys::Keys;
use tenon_store::{Connection, Schema, SqlRows};

use super::cards::{act, refused};
use super::{Cli, connect, tell};

/// What is to be done with crews.
#[derive(Subcommand)]
pub(super) enum Crews {
    /// List the crews.
    List,
    /// Show when a crew works, as JSON to change and put.
    Show {
        /// A part of its name; of one crew only.
        crew: String,
    },
    /// Lay down when a crew works: days of the week (1 is Monday), shifts, whether holidays count, exceptions with reasons.
    /// Windows follow with `windows open`; those that are there stay.
    Calendar {
        /// A part of its name; of one crew only.
        crew: String,
        /// JSON as `show` gives it.
        file: PathBuf,
    },
    /// Say which goods a crew takes and where it sets out from.
    Skills {
        /// A part of its name; of one crew only.
        crew: String,
        /// Paths of categories that it takes, with all below them: `kitchen,furniture/wardrobe`. None: all goods.
        #[arg(long, value_delimiter = ',')]
        takes: Vec<String>,
        /// Code of the area of the travel table that it sets out from.
        #[arg(long)]
        base: Option<String>,
    },
}

pub(super) fn run(cli: &Cli, what: &Crews) -> Result<bool> {
    let mut conn = connect(cli)?;
    match what {
        Crews::List => {
            let crews = named(conn.as_mut(), "")?;
            let line = |crew: &Crew| match &crew.calendar {
                Some(calendar) => format!("{}  works on days {:?} of the week", crew.name.en, calendar.weekdays),
                None => format!("{}  has no calendar", crew.name.en),
            };
            let lines: Vec<String> = crews.iter().map(line).collect();
            tell(cli, &serde_json::to_value(&crews)?, &lines.join("\n"));
            Ok(true)
        }
        Crews::Show { crew } => {
            let crew = one(conn.as_mut(), crew)?;
            let calendar = crew.calendar.with_context(|| format!("{} has no calendar yet", crew.name.en))?;
            tell(cli, &serde_json::to_value(&calendar)?, &serde_json::to_string_pretty(&calendar)?);
            Ok(true)
        }
        Crews::Calendar { crew, file } => {
            let crew = one(conn.as_mut(), crew)?;
            let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
            let calendar: WorkCalendar = serde_json::from_str(&text)
                .with_context(|| format!("{} is no crew's calendar; `crews show` writes one", file.display()))?;
            let op = PutCrewCalendar { crew: crew.id, calendar };
            if let Err(refusal) = act(conn.as_mut(), &Keys::open(&cli.data)?, &op.into())? {
                return refused(cli, &refusal);
            }
            tell(cli, &json!({ "crew": crew.id }), &format!("{} has its calendar.", crew.name.en));
            Ok(true)
        }
        Crews::Skills { crew, takes, base } => {
            let crew = one(conn.as_mut(), crew)?;
            let op = PutCrewSkills { crew: crew.id, categories: takes.clone(), base: base.clone() };
            if let Err(refusal) = act(conn.as_mut(), &Keys::open(&cli.data)?, &op.into())? {
                return refused(cli, &refusal);
            }
            let goods = if takes.is_empty() { "all goods".to_owned() } else { takes.join(", ") };
            tell(
                cli,
                &json!({ "crew": crew.id, "takes": takes, "base": base }),
                &format!("{}: {goods}.", crew.name.en),
            );
            Ok(true)
        }
    }
}

/// The crews whose name contains `part`, by name.
pub(super) fn named(conn: &mut dyn Connection, part: &str) -> Result<Vec<Crew>> {
    let mut crews = SqlRows(conn, Schema::Hq).all::<Crew>()?;
    crews.retain(|crew| crew.name.zh.contains(part) || crew.name.en.contains(part));
    crews.sort_by(|a, b| a.name.zh.cmp(&b.name.zh).then(a.id.cmp(&b.id)));
    Ok(crews)
}

/// The one crew whose name contains `part`.
pub(super) fn one(conn: &mut dyn Connection, part: &str) -> Result<Crew> {
    let mut crews = named(conn, part)?;
    ensure!(crews.len() < 2, "{part} is part of the names of several crews: give more of the name");
    crews.pop().with_context(|| format!("no crew is called {part}; `crews list` shows those there are"))
}

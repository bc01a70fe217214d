//! `tenon-hq windows`: how much crews can do, and what is promised of it.

use anyhow::{Result, ensure};
use clap::Subcommand;
use serde_json::{Value, json};
use tenon_domain::Id;
use tenon_domain::entities::{Crew, Window};
use tenon_domain::ops::ResizeWindow;
use tenon_hq::keys::Keys;
use tenon_store::{Connection, Schema, SqlRows};

use super::cards::{act, refused};
use super::days_off::{self, CloseDaysOff};
use super::opening::{self, Open};
use super::{Cli, connect, tell};

/// What is to be done with windows.
#[derive(Subcommand)]
pub(super) enum Windows {
    /// List the windows of a day.
    List {
        /// The day in the crews' calendar, `2026-11-22`.
        #[arg(long)]
        date: String,
        /// Only those of the crew whose name contains this.
        #[arg(long, default_value = "")]
        crew: String,
    },
    /// Make windows of the crews' calendars. Those that are there stay as they are, with all that is promised in them.
    Open(Open),
    /// Close windows to come on days that their crews now have off, after a holiday was announced or an exception laid down.
    /// What is promised stays promised, and the stores of customers that cannot be visited are told.
    CloseDaysOff(CloseDaysOff),
    /// Give windows of a crew's day another capacity: 0 while it is ill or away. What is promised stays promised, and the
    /// stores of customers that cannot be visited are told.
    Resize {
        /// The day in the crew's calendar, `2026-11-22`.
        #[arg(long)]
        date: String,
        /// A part of the crew's name; of one crew only.
        #[arg(long)]
        crew: String,
        /// Only this one of its windows, as `list` shows it.
        #[arg(long)]
        window: Option<Id<Window>>,
        /// How many work units fit in.
        #[arg(long)]
        capacity: u32,
        /// Why, in words that the stores read.
        #[arg(long)]
        reason: String,
    },
}

pub(super) fn run(cli: &Cli, what: &Windows) -> Result<bool> {
    match what {
        Windows::List { date, crew } => {
            let rows = found(connect(cli)?.as_mut(), date, crew)?;
            let lines: Vec<String> = rows.iter().map(line).collect();
            tell(cli, &rows.iter().map(told).collect(), &lines.join("\n"));
            Ok(true)
        }
        Windows::Open(args) => opening::run(cli, args),
        Windows::CloseDaysOff(args) => days_off::run(cli, args),
        Windows::Resize { date, crew, window, capacity, reason } => {
            let mut conn = connect(cli)?;
            let mut rows = found(conn.as_mut(), date, crew)?;
            ensure!(
                !rows.is_empty(),
                "no crew called {crew} has a window on {date}; `windows list` shows those there are"
            );
            let one = rows.iter().all(|(of, _)| of.id == rows[0].0.id);
            ensure!(one, "{crew} is part of the names of several crews: give more of the name");
            rows.retain(|(_, row)| window.is_none_or(|window| row.id == window));
            let keys = Keys::open(&cli.data)?;
            for (_, row) in &rows {
                let op = ResizeWindow { window: row.id, capacity: *capacity, reason: reason.clone() };
                if let Err(refusal) = act(conn.as_mut(), &keys, &op.into())? {
                    return refused(cli, &refusal);
                }
            }
            let after = found(conn.as_mut(), date, crew)?;
            let lines: Vec<String> = after.iter().map(line).collect();
            tell(cli, &after.iter().map(told).collect(), &lines.join("\n"));
            Ok(true)
        }
    }
}

/// The windows of a day and their crews, by start.
fn found(conn: &mut dyn Connection, date: &str, crew: &str) -> Result<Vec<(Crew, Window)>> {
    let mut rows = SqlRows(conn, Schema::Hq);
    let mut found = Vec::new();
    for window in rows.entities_by::<Window>(&Window::on_day(date))? {
        let Some(of) = rows.entity::<Crew>(window.crew)? else { continue };
        if of.name.zh.contains(crew) || of.name.en.contains(crew) {
            found.push((of, window));
        }
    }
    found.sort_by_key(|(crew, window)| (crew.name.zh.clone(), window.start_ms, window.id));
    Ok(found)
}

fn told((crew, window): &(Crew, Window)) -> Value {
    json!({
        "window": window.id, "crew": crew.name, "kind": window.kind, "start_ms": window.start_ms, "end_ms": window.end_ms,
        "capacity": window.capacity, "free": window.free, "short": window.short,
    })
}

fn line((crew, window): &(Crew, Window)) -> String {
    let Window { id, start_ms, capacity, free, short, .. } = window;
    let start = chrono::DateTime::from_timestamp_millis(*start_ms).unwrap_or_default().format("%H:%M UTC");
    let too_many = if *short > 0 { format!(", {short} more are promised") } else { String::new() };
    format!("{id}  {start}  {}  {free} of {capacity} free{too_many}", crew.name.en)
}

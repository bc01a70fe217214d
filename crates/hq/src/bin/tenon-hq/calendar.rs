//! `tenon-hq calendar`: the holidays of each year, taken in and looked at.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use clap::Subcommand;
use serde_json::json;
use tenon_domain::entities::HolidayCalendar;
use tenon_domain::ops::PutHolidayCalendar;
use tenon_domain::scheduling::{Date, DayNote, Holidays};
use tenon_hq::keys::Keys;
use tenon_store::{Connection, Schema, SqlRows};

use super::cards::{act, refused};
use super::{Cli, connect, tell};

/// Longest file of a year, in bytes.
const FILE_LIMIT: u64 = 1 << 20;

/// What is to be done with the calendar.
#[derive(Subcommand)]
pub(super) enum Calendar {
    /// List the years there are.
    List,
    /// Say what the calendar has on a day.
    Day {
        /// `2026-10-01`.
        date: String,
    },
    /// Take in a year: days off and the working days that are swapped for them. A year without days is not announced yet.
    Put {
        /// JSON as holiday-cn publishes it: {year, papers, days: [{name, date, isOffDay}]}.
        file: PathBuf,
    },
}

pub(super) fn run(cli: &Cli, what: &Calendar) -> Result<bool> {
    match what {
        Calendar::List => list(cli),
        Calendar::Day { date } => day(cli, date),
        Calendar::Put { file } => put(cli, file),
    }
}

/// The holidays of all years.
pub(super) fn holidays(conn: &mut dyn Connection) -> Result<Holidays> {
    Ok(Holidays::new(SqlRows(conn, Schema::Hq).all::<HolidayCalendar>()?))
}

/// A day that was typed.
pub(super) fn date_of(text: &str) -> Result<Date> {
    Date::parse(text).with_context(|| format!("`{text}` is no day; write it like 2026-11-22"))
}

fn list(cli: &Cli) -> Result<bool> {
    let mut years = SqlRows(connect(cli)?.as_mut(), Schema::Hq).all::<HolidayCalendar>()?;
    years.sort_by_key(|one| one.year);
    let lines: Vec<String> = years.iter().map(line).collect();
    tell(cli, &serde_json::to_value(&years)?, &lines.join("\n"));
    Ok(true)
}

fn line(one: &HolidayCalendar) -> String {
    if !one.announced() {
        return format!("{}  not yet announced", one.year);
    }
    let off = one.days.iter().filter(|day| day.off).count();
    let swapped = one.days.len() - off;
    format!("{}  version {}  {off} days off, {swapped} swapped working days", one.year, one.version)
}

fn day(cli: &Cli, date: &str) -> Result<bool> {
    let note = holidays(connect(cli)?.as_mut())?.on(date_of(date)?);
    let words = match &note {
        DayNote::Ordinary => "as the week has it".to_owned(),
        DayNote::Holiday { name } => format!("day off: {name}"),
        DayNote::SwappedDay { name } => format!("swapped working day: {name}"),
        DayNote::NotAnnounced => "not yet announced; the week counts until it is".to_owned(),
    };
    tell(cli, &serde_json::to_value(&note)?, &format!("{date}  {words}"));
    Ok(true)
}

fn put(cli: &Cli, file: &Path) -> Result<bool> {
    let unreadable = || format!("{} cannot be read", file.display());
    let size = std::fs::metadata(file).with_context(unreadable)?.len();
    ensure!(size <= FILE_LIMIT, "{} is larger than 1 MB, so it is no year's calendar", file.display());
    let text = std::fs::read_to_string(file).with_context(unreadable)?;
    let op = PutHolidayCalendar::read(&text).map_err(|e| anyhow!("{} is not taken: {e}", file.display()))?;
    let id = HolidayCalendar::id_of(op.year);
    let mut conn = connect(cli)?;
    if let Err(refusal) = act(conn.as_mut(), &Keys::open(&cli.data)?, &op.into())? {
        return refused(cli, &refusal);
    }
    let now = SqlRows(conn.as_mut(), Schema::Hq).entity::<HolidayCalendar>(id)?.context("the calendar is missing")?;
    let told =
        json!({ "year": now.year, "version": now.version, "announced": now.announced(), "days": now.days.len() });
    tell(cli, &told, &line(&now));
    Ok(true)
}

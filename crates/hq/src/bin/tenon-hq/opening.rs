//! `tenon-hq windows open`: windows made of the crews' calendars.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use chrono::{NaiveDate, TimeZone};
use chrono_tz::Tz;
use clap::Args;
use serde_json::json;
use tenon_domain::entities::{Crew, Store, Window};
use tenon_domain::ops::{NewWindow, OPENED_LIMIT, OpenWindows};
use tenon_domain::scheduling::{Date, Holidays, Shift, minute_of};
use tenon_hq::keys::Keys;
use tenon_store::{Connection, Schema, SqlRows};

use super::calendar::{date_of, holidays};
use super::cards::{act, refused};
use super::crews::named;
use super::{Cli, connect, tell};

/// Most days at once.
pub(super) const DAYS_LIMIT: usize = 366;

#[derive(Args)]
pub(super) struct Open {
    /// The first day, `2026-11-22`.
    #[arg(long)]
    from: String,
    /// The last day.
    #[arg(long)]
    to: String,
    /// Only for crews whose name contains this.
    #[arg(long, default_value = "")]
    crew: String,
}

/// What came of it.
#[derive(Default)]
struct Tally {
    opened: usize,
    kept: usize,
    /// Windows that stand open on days that their crew has off.
    on_days_off: usize,
    not_announced: BTreeSet<u16>,
}

pub(super) fn run(cli: &Cli, args: &Open) -> Result<bool> {
    let (from, to) = (date_of(&args.from)?, date_of(&args.to)?);
    let days = days_between(from, to)?;
    let mut conn = connect(cli)?;
    let crews: Vec<Crew> = named(conn.as_mut(), &args.crew)?.into_iter().filter(|one| one.calendar.is_some()).collect();
    ensure!(!crews.is_empty(), "no such crew has a calendar; `crews calendar` lays one down");
    let (holidays, keys) = (holidays(conn.as_mut())?, Keys::open(&cli.data)?);
    let mut there = Vec::new();
    for day in &days {
        there.extend(SqlRows(conn.as_mut(), Schema::Hq).entities_by::<Window>(&Window::on_day(&day.to_string()))?);
    }
    let mut tally = Tally::default();
    for crew in &crews {
        let zone = zone_of(conn.as_mut(), crew)?;
        let own: Vec<&Window> = there.iter().filter(|window| window.crew == crew.id).collect();
        let planned = planned(crew, zone, &days, &holidays, &own, &mut tally)?;
        for part in planned.chunks(OPENED_LIMIT) {
            let op = OpenWindows { crew: crew.id, windows: part.to_vec() };
            if let Err(refusal) = act(conn.as_mut(), &keys, &op.into())? {
                return refused(cli, &refusal);
            }
            tally.opened += part.len();
        }
    }
    say(cli, &tally);
    Ok(true)
}

/// The days from one to another.
pub(super) fn days_between(from: Date, to: Date) -> Result<Vec<Date>> {
    let days: Vec<Date> = std::iter::successors(Some(from), |day| day.plus(1))
        .take_while(|day| *day <= to)
        .take(DAYS_LIMIT + 1)
        .collect();
    ensure!(!days.is_empty(), "{to} is before {from}");
    ensure!(days.len() <= DAYS_LIMIT, "it goes for {DAYS_LIMIT} days at a time at most");
    Ok(days)
}

/// The windows that a crew's calendar has and that are not there yet. A shift that meets a window of the crew is kept as
/// it stands, whatever its hours are.
fn planned(
    crew: &Crew,
    zone: Tz,
    days: &[Date],
    holidays: &Holidays,
    own: &[&Window],
    tally: &mut Tally,
) -> Result<Vec<NewWindow>> {
    let Some(calendar) = &crew.calendar else { return Ok(Vec::new()) };
    let mut planned = Vec::new();
    for day in days {
        let verdict = calendar.day(*day, holidays);
        if !verdict.announced {
            tally.not_announced.insert(day.year());
        }
        let date = day.to_string();
        if !verdict.works {
            tally.on_days_off += own.iter().filter(|window| window.date == date && window.capacity > 0).count();
            continue;
        }
        for shift in &calendar.shifts {
            let new = window(zone, &date, shift)?;
            if own.iter().any(|window| window.start_ms < new.end_ms && new.start_ms < window.end_ms) {
                tally.kept += 1;
            } else {
                planned.push(new);
            }
        }
    }
    Ok(planned)
}

fn window(zone: Tz, date: &str, shift: &Shift) -> Result<NewWindow> {
    let at = |clock: &str| -> Option<i64> {
        let minute = minute_of(clock)?;
        let local = date.parse::<NaiveDate>().ok()?.and_hms_opt(minute / 60, minute % 60, 0)?;
        Some(zone.from_local_datetime(&local).earliest()?.timestamp_millis())
    };
    let missing = |clock: &str| format!("{clock} on {date} does not exist in {zone}");
    Ok(NewWindow {
        date: date.to_owned(),
        kind: shift.kind,
        start_ms: at(&shift.from).with_context(|| missing(&shift.from))?,
        end_ms: at(&shift.to).with_context(|| missing(&shift.to))?,
        capacity: shift.capacity,
    })
}

/// The time zone of the first of a crew's stores.
fn zone_of(conn: &mut dyn Connection, crew: &Crew) -> Result<Tz> {
    let name = &crew.name.en;
    let first = crew.stores.first().with_context(|| format!("{name} works for no store"))?;
    let store = SqlRows(conn, Schema::Hq).entity::<Store>(*first)?;
    let store = store.with_context(|| format!("{name} works for a store that is not there"))?;
    store.time_zone.parse().ok().with_context(|| format!("`{}` is no time zone", store.time_zone))
}

fn say(cli: &Cli, tally: &Tally) {
    let Tally { opened, kept, on_days_off, not_announced } = tally;
    let mut lines = vec![format!("{opened} windows opened, {kept} were there.")];
    if *on_days_off > 0 {
        lines.push(format!("{on_days_off} windows stand on days off; `windows close-days-off` closes them."));
    }
    lines.extend(not_announced.iter().map(|year| {
        format!(
            "The holidays of {year} are not yet announced: its windows follow the week. `calendar put` takes them in."
        )
    }));
    let told = json!({ "opened": opened, "kept": kept, "on_days_off": on_days_off, "not_announced": not_announced });
    tell(cli, &told, &lines.join("\n"));
}

//! `tenon-hq windows close-days-off`: a holiday is announced, or an exception laid down, after windows were opened on its
//! day.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use clap::Args;
use serde_json::{Value, json};
use tenon_domain::Id;
use tenon_domain::entities::{Appointment, Crew, Store, Window};
use tenon_domain::ops::ResizeWindow;
use tenon_domain::scheduling::{Date, DayReason, Holidays};
use tenon_hq::keys::Keys;
use tenon_hq::now_ms;
use tenon_store::{Connection, Schema, SqlRows};

use super::calendar::{date_of, holidays};
use super::cards::{act, refused};
use super::crews::named;
use super::opening::{DAYS_LIMIT, days_between};
use super::{Cli, connect, tell};

/// Why nobody comes on a day that the week has off, as the stores read it.
const DAY_OFF: &str = "休息日";

#[derive(Args)]
pub(super) struct CloseDaysOff {
    /// The first day, `2026-11-22`; without it today.
    #[arg(long)]
    from: Option<String>,
    /// The last day; without it a year later.
    #[arg(long)]
    to: Option<String>,
    /// Only those of crews whose name contains this.
    #[arg(long, default_value = "")]
    crew: String,
    /// Close none, only say which would be closed and who is in them.
    #[arg(long)]
    dry_run: bool,
}

/// A window to come that stands open on a day off.
struct Standing {
    crew: Crew,
    window: Window,
    reason: String,
    /// Who is promised a visit in it.
    booked: Vec<Appointment>,
}

pub(super) fn run(cli: &Cli, args: &CloseDaysOff) -> Result<bool> {
    let now = now_ms();
    let from = args.from.as_deref().map_or(Ok(Date::utc(now)), date_of)?;
    let year = i64::try_from(DAYS_LIMIT - 1)?;
    let to = match &args.to {
        Some(to) => date_of(to)?,
        None => from.plus(year).with_context(|| format!("{from} is too late"))?,
    };
    let days = days_between(from, to)?;
    let mut conn = connect(cli)?;
    let standing = standing(conn.as_mut(), &days, &args.crew, now)?;
    if !args.dry_run {
        let keys = Keys::open(&cli.data)?;
        for one in &standing {
            let op = ResizeWindow { window: one.window.id, capacity: 0, reason: one.reason.clone() };
            if let Err(refusal) = act(conn.as_mut(), &keys, &op.into())? {
                return refused(cli, &refusal);
            }
        }
    }
    say(cli, &standing, args.dry_run);
    Ok(true)
}

/// Why the crew does not work on the day of `window`, in words; none where it works, or where its calendar says nothing.
fn off(crew: &Crew, window: &Window, holidays: &Holidays) -> Option<String> {
    let day = crew.calendar.as_ref()?.day(Date::parse(&window.date)?, holidays);
    let words = match day.reason {
        DayReason::Holiday { name } | DayReason::SwappedDay { name } => name,
        DayReason::Exception { reason } => reason,
        DayReason::Weekly => DAY_OFF.to_owned(),
    };
    (!day.works).then_some(words)
}

/// The windows of these days that begin after `now`, have room and are on a day that their crew has off, by crew and time.
fn standing(conn: &mut dyn Connection, days: &[Date], crew: &str, now: i64) -> Result<Vec<Standing>> {
    let holidays = holidays(conn)?;
    let crews: BTreeMap<Id<Crew>, Crew> = named(conn, crew)?.into_iter().map(|one| (one.id, one)).collect();
    let mut rows = SqlRows(conn, Schema::Hq);
    let keys: Vec<_> = days.iter().map(|day| Window::on_day(&day.to_string())).collect();
    let mut found = Vec::new();
    for window in rows.entities_by_any::<Window>(&keys)? {
        let Some(of) = crews.get(&window.crew).filter(|_| window.start_ms > now && window.capacity > 0) else {
            continue;
        };
        if let Some(reason) = off(of, &window, &holidays) {
            let booked = rows.entities_by::<Appointment>(&Appointment::in_window(window.id))?;
            found.push(Standing { crew: of.clone(), window, reason, booked });
        }
    }
    found.sort_by_key(|one| (one.crew.name.zh.clone(), one.window.start_ms, one.window.id));
    Ok(found)
}

fn say(cli: &Cli, standing: &[Standing], dry_run: bool) {
    let appointments: usize = standing.iter().map(|one| one.booked.len()).sum();
    let stores: BTreeSet<Id<Store>> = standing.iter().flat_map(|one| &one.booked).map(|one| one.store).collect();
    let mut lines: Vec<String> = standing.iter().map(line).collect();
    let done = if dry_run { "would be closed" } else { "closed" };
    lines.push(format!(
        "{} windows {done}. {appointments} appointments in them, of {} stores.",
        standing.len(),
        stores.len()
    ));
    let windows: Vec<Value> = standing.iter().map(told).collect();
    let told = json!({
        "closed": standing.len(), "appointments": appointments, "stores": stores.len(), "dry_run": dry_run,
        "windows": windows,
    });
    tell(cli, &told, &lines.join("\n"));
}

fn told(one: &Standing) -> Value {
    json!({
        "window": one.window.id, "crew": one.crew.name, "date": one.window.date, "kind": one.window.kind,
        "start_ms": one.window.start_ms, "end_ms": one.window.end_ms, "reason": one.reason,
        "appointments": one.booked.len(),
    })
}

fn line(Standing { crew, window, reason, booked }: &Standing) -> String {
    let start = chrono::DateTime::from_timestamp_millis(window.start_ms).unwrap_or_default().format("%H:%M UTC");
    format!("{}  {start}  {}  {reason}  {} appointments", window.date, crew.name.en, booked.len())
}

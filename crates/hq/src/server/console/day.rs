//! The day's redemptions and appointments.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use tenon_domain::entities::{Campaign, Redemption, Standing, Store};
use tenon_store::{Connection, Error, Schema, SqlRows};

use super::super::failure::Failure;
use super::rows::{ConsoleToday, TodayRedemption};
use crate::jobs;

/// What was redeemed and what is planned on the day of `now_ms`, in the chain's time zone.
pub(super) fn today(conn: &mut dyn Connection, now_ms: i64) -> Result<ConsoleToday, Error> {
    let (zone, date) = (zone(conn)?, local_date(conn, now_ms)?);
    let start = |day: NaiveDate| {
        let local = zone.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest();
        local.map_or(i64::MIN, |local| local.timestamp_millis())
    };
    let day = start(date)..start(date + Days::new(1));
    let mut redemptions = redemptions(conn, &day)?;
    redemptions.sort_by_key(|one| std::cmp::Reverse(one.at_ms));
    let date = date.to_string();
    Ok(ConsoleToday { appointments: jobs::on_day(conn, &date)?, date, redemptions })
}

/// The time zone of the chain's first store.
pub(in crate::server) fn zone(conn: &mut dyn Connection) -> Result<Tz, Error> {
    let first = SqlRows(conn, Schema::Hq).all::<Store>()?.into_iter().next();
    Ok(first.and_then(|store| store.time_zone.parse().ok()).unwrap_or(Tz::Asia__Shanghai))
}

/// The date at `now_ms` in that zone.
pub(in crate::server) fn local_date(conn: &mut dyn Connection, now_ms: i64) -> Result<NaiveDate, Error> {
    let zone = zone(conn)?;
    Ok(DateTime::<Utc>::from_timestamp_millis(now_ms).unwrap_or_default().with_timezone(&zone).date_naive())
}

/// The day that `text` names.
///
/// # Errors
/// 400 where it is no date.
pub(in crate::server) fn day_of(text: &str) -> Result<NaiveDate, Failure> {
    text.parse().map_err(|_| Failure::bad_request("A day is written 2026-11-22."))
}

fn redemptions(conn: &mut dyn Connection, day: &std::ops::Range<i64>) -> Result<Vec<TodayRedemption>, Error> {
    let campaigns: BTreeMap<_, _> =
        SqlRows(conn, Schema::Hq).all::<Campaign>()?.into_iter().map(|campaign| (campaign.id, campaign)).collect();
    let all = SqlRows(conn, Schema::Hq).all::<Redemption>()?;
    let today = all.into_iter().filter(|one| day.contains(&one.at_ms) && one.standing == Standing::Stands);
    Ok(today
        .filter_map(|one| {
            let campaign = campaigns.get(&one.campaign)?;
            Some(TodayRedemption {
                number: one.number,
                store: one.store_name,
                campaign: campaign.name.clone(),
                channel: campaign.channel.clone(),
                value: campaign.benefit.value.clone(),
                at_ms: one.at_ms,
                by: one.by_name,
                finality: one.finality,
            })
        })
        .collect())
}

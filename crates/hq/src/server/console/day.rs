//! The day's redemptions and appointments.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use tenon_domain::Id;
use tenon_domain::entities::{Appointment, Campaign, Crew, Redemption, Standing, Store, WorkOrder};
use tenon_store::{Connection, Error, Schema, SqlRows};

use super::rows::{ConsoleToday, TodayAppointment, TodayRedemption};
use super::store_names;

/// What was redeemed and what is planned on the day of `now_ms`, in the chain's time zone.
pub(super) fn today(conn: &mut dyn Connection, now_ms: i64) -> Result<ConsoleToday, Error> {
    let zone = zone(conn)?;
    let date = DateTime::<Utc>::from_timestamp_millis(now_ms).unwrap_or_default().with_timezone(&zone).date_naive();
    let start = |day: chrono::NaiveDate| {
        let local = zone.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest();
        local.map_or(i64::MIN, |local| local.timestamp_millis())
    };
    let day = start(date)..start(date + Days::new(1));
    let mut redemptions = redemptions(conn, &day)?;
    redemptions.sort_by_key(|one| std::cmp::Reverse(one.at_ms));
    let mut appointments = appointments(conn, &day)?;
    appointments.sort_by(|a, b| (a.start_ms, &a.crew.zh).cmp(&(b.start_ms, &b.crew.zh)));
    Ok(ConsoleToday { date: date.to_string(), redemptions, appointments })
}

/// The time zone of the chain's first store.
pub(in crate::server) fn zone(conn: &mut dyn Connection) -> Result<Tz, Error> {
    let first = SqlRows(conn, Schema::Hq).all::<Store>()?.into_iter().next();
    Ok(first.and_then(|store| store.time_zone.parse().ok()).unwrap_or(Tz::Asia__Shanghai))
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

fn appointments(conn: &mut dyn Connection, day: &std::ops::Range<i64>) -> Result<Vec<TodayAppointment>, Error> {
    let stores = store_names(conn)?;
    let crews: BTreeMap<Id<Crew>, _> =
        SqlRows(conn, Schema::Hq).all::<Crew>()?.into_iter().map(|crew| (crew.id, crew.name)).collect();
    let all = SqlRows(conn, Schema::Hq).all::<Appointment>()?;
    let mut today = Vec::new();
    for one in all.into_iter().filter(|one| day.contains(&one.start_ms)) {
        let Some(work_order) = SqlRows(conn, Schema::Hq).entity::<WorkOrder>(one.work_order)? else { continue };
        today.push(TodayAppointment {
            start_ms: one.start_ms,
            end_ms: one.end_ms,
            crew: crews.get(&one.crew).cloned().unwrap_or_default(),
            kind: one.kind,
            customer: one.contact.name,
            store: stores.get(&one.store).cloned().unwrap_or_default(),
            step: work_order.step,
            finality: one.finality,
        });
    }
    Ok(today)
}

//! `tenon-hq calendars`: the addresses at which crews and customers subscribe to their appointments.

use anyhow::{Context, Result};
use clap::{Args as Arguments, Subcommand};
use serde_json::json;
use tenon_domain::Id;
use tenon_domain::entities::{CalendarOwner, Customer};
use tenon_domain::ops::RenewCalendarFeed;
use tenon_hq::calendars::address;
use tenon_hq::keys::Keys;
use tenon_store::{Schema, SqlRows};

use super::cards::{act, refused};
use super::{Cli, connect, crews, tell};

/// Whose address, and how it is told.
#[derive(Arguments)]
pub(super) struct Args {
    #[command(subcommand)]
    whose: Whose,
    /// Make another address; the one before leads nowhere from then on. The first is made in any case.
    #[arg(long, global = true)]
    renew: bool,
    /// Where people reach head office, `https://hq.example.com`; without it the path alone is told.
    #[arg(long, global = true, default_value = "")]
    at: String,
}

#[derive(Subcommand)]
enum Whose {
    /// A crew's appointments, with whom to visit and how to reach them.
    Crew {
        /// A part of its name; of one crew only.
        crew: String,
    },
    /// A customer's own appointments.
    Customer {
        /// The customer's identifier.
        id: Id<Customer>,
    },
}

pub(super) fn run(cli: &Cli, args: &Args) -> Result<bool> {
    let (mut conn, keys) = (connect(cli)?, Keys::open(&cli.data)?);
    let of = match &args.whose {
        Whose::Crew { crew } => CalendarOwner::Crew(crews::one(conn.as_mut(), crew)?.id),
        Whose::Customer { id } => CalendarOwner::Customer(*id),
    };
    let seen = address(&mut SqlRows(conn.as_mut(), Schema::Hq), &keys, of)?.version;
    if (args.renew || seen == 0)
        && let Err(refusal) = act(conn.as_mut(), &keys, &RenewCalendarFeed { of, seen }.into())?
    {
        return refused(cli, &refusal);
    }
    let calendar = address(&mut SqlRows(conn.as_mut(), Schema::Hq), &keys, of)?;
    let path = calendar.path.context("the address is missing")?;
    let told = format!("{}{path}", args.at.trim_end_matches('/'));
    tell(cli, &json!({ "address": told, "version": calendar.version }), &told);
    Ok(true)
}

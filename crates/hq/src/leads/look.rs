//! What the console shows of leads.

use std::collections::BTreeMap;

use serde::Serialize;
use tenon_domain::entities::{
    Campaign, Customer, Lead, LeadEvent, LeadSource, LeadState, NextAction, Policy, Role, Store,
};
use tenon_domain::{Id, Localized};
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use crate::cards::ConsolePlace;

const DAY_MS: i64 = 86_400_000;
/// Days of which leads are shown that came to an end.
const ENDED_DAYS: i64 = 7;
/// Leads that are shown at most.
const LIMIT: usize = 500;

/// A lead.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ConsoleLead {
    /// Its identifier.
    pub id: Id<Lead>,
    /// Whom to call.
    pub customer: Id<Customer>,
    /// Their name; empty once their data were erased.
    pub name: String,
    /// Their phone.
    pub phone: String,
    /// What they want, in words.
    pub wish: String,
    /// Who handed it in.
    pub site: String,
    /// Where it came from.
    pub source: LeadSource,
    /// The chain's campaign that brought it.
    pub campaign: Option<Localized>,
    /// The showroom that they want.
    pub wanted: Option<Localized>,
    /// The showroom that has it; none while it is at headquarters.
    pub store: Option<Id<Store>>,
    /// When it came in, UTC milliseconds.
    pub made_ms: i64,
    /// When it goes back to headquarters if nobody touches it, UTC milliseconds.
    pub due_ms: Option<i64>,
    /// How far it is.
    pub state: LeadState,
    /// Who follows it.
    pub owner: String,
    /// What is to be done next.
    pub next: Option<NextAction>,
    /// What was done, the oldest first.
    pub history: Vec<LeadEvent>,
}

/// Leads, and the showrooms that they can be given to.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ConsoleLeads {
    /// Those at headquarters first, then those that are open, then those that ended in the last days; the newest first.
    pub leads: Vec<ConsoleLead>,
    /// How many there are; more than are listed where there are very many.
    pub total: usize,
    /// The stores, by name.
    pub stores: Vec<ConsolePlace>,
    /// How long a showroom may leave a lead untouched, in minutes.
    pub lead_minutes: u32,
}

/// See [`ConsoleLeads`].
pub fn leads(conn: &mut dyn Connection, now_ms: i64) -> Result<ConsoleLeads, Error> {
    let mut rows = SqlRows(conn, Schema::Hq);
    let mut stores: Vec<ConsolePlace> =
        rows.all::<Store>()?.into_iter().map(|store| ConsolePlace { id: store.id, name: store.name }).collect();
    stores.sort_by(|a, b| a.name.zh.cmp(&b.name.zh));
    let campaigns: BTreeMap<Id<Campaign>, Localized> =
        rows.all::<Campaign>()?.into_iter().map(|campaign| (campaign.id, campaign.name)).collect();
    let lead_minutes = rows.entity::<Policy>(Policy::ID)?.map_or(0, |policy| policy.lead_minutes);
    let mut found = rows.entities_by::<Lead>(&Lead::open())?;
    for days in 0..=ENDED_DAYS {
        let of_day = rows.entities_by::<Lead>(&Lead::on_day(now_ms - days * DAY_MS))?;
        found.extend(of_day.into_iter().filter(|lead| !lead.is_open()));
    }
    found.sort_by_key(|lead| (rank(lead), std::cmp::Reverse(lead.made_ms), lead.id));
    let total = found.len();
    found.truncate(LIMIT);
    let names: BTreeMap<Id<Store>, Localized> = stores.iter().map(|one| (one.id, one.name.clone())).collect();
    let mut leads = Vec::new();
    for lead in found {
        let customer = crate::customers::person(&mut rows, lead.customer)?;
        leads.push(shown(lead, customer, &campaigns, &names, lead_minutes));
    }
    Ok(ConsoleLeads { leads, total, stores, lead_minutes })
}

fn rank(lead: &Lead) -> u8 {
    match (lead.is_open(), lead.store) {
        (true, None) => 0,
        (true, Some(_)) => 1,
        (false, _) => 2,
    }
}

fn shown(
    lead: Lead,
    customer: Option<Customer>,
    campaigns: &BTreeMap<Id<Campaign>, Localized>,
    stores: &BTreeMap<Id<Store>, Localized>,
    lead_minutes: u32,
) -> ConsoleLead {
    let untouched = lead.state == LeadState::Untouched && lead.store.is_some();
    let phone = customer.as_ref().and_then(|customer| customer.phones.first());
    ConsoleLead {
        id: lead.id,
        customer: customer.as_ref().map_or(lead.customer, |customer| customer.id),
        phone: phone.map(|phone| Customer::shown_phone(phone, Role::Clerk, false)).unwrap_or_default(),
        name: customer.map(|customer| customer.name).unwrap_or_default(),
        wish: lead.wish,
        site: lead.site_name,
        source: lead.source,
        campaign: lead.campaign.and_then(|campaign| campaigns.get(&campaign).cloned()),
        wanted: lead.wanted.and_then(|store| stores.get(&store).cloned()),
        store: lead.store,
        made_ms: lead.made_ms,
        due_ms: lead.given_ms.filter(|_| untouched).map(|given| given + i64::from(lead_minutes) * 60_000),
        state: lead.state,
        owner: lead.owner_name,
        next: lead.next,
        history: lead.history,
    }
}

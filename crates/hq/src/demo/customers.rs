//! Whom the chain knows: those who came with a phone, and those who left theirs with a website and are to be called.

use std::collections::BTreeMap;

use tenon_domain::entities::{
    Address, Campaign, Consent, Customer, Lead, LeadDeed, LeadEvent, LeadSource, LeadState, NextAction, Role, Staff,
    Store, StoreVisit,
};
use tenon_domain::{Id, Uuid};

use super::day::Day;
use super::dice::Dice;
use super::people;
use super::staff::Hire;

/// Leads of one store.
const LEADS: i64 = 5;
/// What a customer is told before the store calls.
const WORDING: &str = "同意门店为这次装修打电话联系我。";

/// Customers and leads.
#[derive(Default)]
pub(super) struct Known {
    pub(super) customers: Vec<Customer>,
    pub(super) leads: Vec<Lead>,
}

/// A phone of the demonstration in E.164.
pub(super) fn e164(phone: &str) -> String {
    format!("+86{phone}")
}

/// Writes down everyone who gave a phone at a visit; the visits name them from then on.
pub(super) fn met(visits: &mut [StoreVisit]) -> Vec<Customer> {
    let mut by_phone: BTreeMap<String, Customer> = BTreeMap::new();
    for visit in visits {
        let Some(phone) = visit.phone.as_deref().map(e164) else { continue };
        let customer = by_phone.entry(phone.clone()).or_insert_with(|| Customer {
            id: visit.id.derive("customer"),
            name: visit.name.clone(),
            phones: vec![phone.clone()],
            addresses: Vec::new(),
            cards: Vec::new(),
            consents: Vec::new(),
            stores: Vec::new(),
            touch: visit.touch.clone(),
            made_ms: visit.started_ms,
            by: Some(visit.by),
            merged_into: None,
            changes: Vec::new(),
            erased_ms: None,
        });
        if !customer.stores.contains(&visit.store) {
            customer.stores.push(visit.store);
        }
        customer.cards.extend(visit.card.filter(|card| !customer.cards.contains(card)));
        visit.name.clone_from(&customer.name);
        visit.phone = Some(phone);
        visit.customer = Some(customer.id);
    }
    by_phone.into_values().collect()
}

/// What the websites have handed in since yesterday, and how far the stores are with it.
pub(super) fn leads(
    seed: u64,
    root: Uuid,
    today: Day,
    stores: &[Store],
    staff: &[Hire],
    campaigns: &[Campaign],
) -> Known {
    let mut dice = Dice::new(seed, "leads");
    let mut known = Known::default();
    for (at, store) in stores.iter().enumerate() {
        let of_store = |hire: &&Hire| hire.staff.store == Some(store.id) && hire.staff.role == Role::Seller;
        let seller = staff.iter().find(of_store).map(|hire| &hire.staff);
        for nth in 0..LEADS {
            // The last one of every other store waits for somebody at headquarters to give it away.
            let waits = nth == LEADS - 1 && at % 2 == 0;
            let kept = Plan { root, today, campaigns, number: i64::try_from(at).unwrap_or(0) * LEADS + nth };
            let (customer, lead) = kept.lead(nth, store, seller.filter(|_| !waits), &mut dice);
            known.customers.push(customer);
            known.leads.push(lead);
        }
    }
    known
}

struct Plan<'p> {
    root: Uuid,
    today: Day,
    campaigns: &'p [Campaign],
    number: i64,
}

impl Plan<'_> {
    fn lead(&self, nth: i64, store: &Store, seller: Option<&Staff>, dice: &mut Dice) -> (Customer, Lead) {
        let id: Id<Lead> = Id::new(Uuid::new_v5(&self.root, format!("lead:{}", self.number).as_bytes()));
        let made_ms = self.today.plus(-1).at(dice.between(15, 20), dice.between(0, 59));
        // After midnight, so that none goes back to headquarters on the day of the demonstration.
        let given_ms = self.today.at(0, dice.between(1, 59));
        let held = seller.map(|_| store.id);
        let source = dice.pick(&SOURCES);
        let campaign = self.campaigns.get(dice.below(self.campaigns.len())).filter(|_| dice.chance(40));
        let mut lead = Lead {
            id,
            site: Id::new(Uuid::new_v5(&self.root, b"website")),
            site_name: "tenon.example".to_owned(),
            reference: format!("demo-{}", self.number),
            customer: id.derive("customer"),
            wish: (*dice.pick(&WISHES)).to_owned(),
            wanted: dice.chance(60).then_some(store.id),
            store: held,
            given_ms: held.map(|_| given_ms),
            source: LeadSource {
                source: source.0.to_owned(),
                medium: source.1.to_owned(),
                term: source.2.to_owned(),
                ..LeadSource::default()
            },
            campaign: campaign.map(|campaign| campaign.id),
            made_ms,
            state: LeadState::Untouched,
            owner: None,
            owner_name: String::new(),
            next: None,
            history: held.map(|to| event(given_ms, "tenon.example", LeadDeed::Given { to })).into_iter().collect(),
        };
        if let Some(seller) = seller {
            self.follow(nth, &mut lead, seller);
        }
        let customer = Customer {
            id: lead.customer,
            name: people::customer(dice),
            // Apart from those of visitors, so that a lead is somebody new.
            phones: vec![format!("+861390000{:04}", self.number)],
            addresses: Some(Address::read(&format!("{}市", store.city.zh))).filter(|_| nth == 1).into_iter().collect(),
            cards: Vec::new(),
            consents: vec![Consent {
                purpose: "contact".to_owned(),
                given: true,
                wording: WORDING.to_owned(),
                at_ms: made_ms,
                by_name: "tenon.example".to_owned(),
                store: None,
            }],
            stores: held.into_iter().collect(),
            touch: lead.touch(campaign),
            made_ms,
            by: None,
            merged_into: None,
            changes: Vec::new(),
            erased_ms: None,
        };
        (customer, lead)
    }

    /// Of a store's leads the second was called, the third is to come today, the fourth did not come.
    fn follow(&self, nth: i64, lead: &mut Lead, seller: &Staff) {
        let today = |hour| self.today.at(hour, 0);
        let mut deeds = vec![LeadDeed::Called { reached: true }];
        match nth {
            1 => lead.next = Some(NextAction { at_ms: today(17), words: "再打一次，约周末".to_owned() }),
            2 => deeds.push(LeadDeed::Booked { at_ms: today(15) }),
            3 => deeds.extend([LeadDeed::Booked { at_ms: self.today.plus(-1).at(21, 0) }, LeadDeed::NoShow]),
            _ => return,
        }
        lead.state = match nth {
            1 => LeadState::Called,
            2 => LeadState::Booked,
            _ => LeadState::NoShow,
        };
        lead.owner = Some(seller.id);
        lead.owner_name.clone_from(&seller.name);
        let done = (0..).zip(deeds).map(|(at, deed)| event(today(1) + at * 60_000, &seller.name, deed));
        lead.history.extend(done);
    }
}

fn event(at_ms: i64, by_name: &str, deed: LeadDeed) -> LeadEvent {
    LeadEvent { at_ms, by_name: by_name.to_owned(), deed, note: String::new() }
}

const SOURCES: [(&str, &str, &str); 5] = [
    ("抖音", "live", ""),
    ("百度", "cpc", "整体厨房 多少钱"),
    ("小红书", "note", "奶油风 客厅"),
    ("微信", "mini program", ""),
    ("400 电话", "phone", ""),
];
const WISHES: [&str; 6] = [
    "想看整体厨房，89 平",
    "卫生间翻新，两个",
    "全屋定制，年底交房",
    "换入户门和四扇房门",
    "客厅瓷砖，看过直播",
    "龙头和淋浴，想先量尺",
];

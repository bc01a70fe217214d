//! Customers, leads and touches at a desk: what comes together, what stays, and what is removed.

use crate::desks::{Desks, clerk, seller};
use proptest::prelude::*;
use tenon_domain::entities::{
    Address, Consent, Customer, Lead, LeadDeed, LeadSource, LeadState, Policy, Store, StoreVisit, Touch, TouchKind,
};
use tenon_domain::ops::{
    CheckIn, EraseCustomer, GiveLead, LeadStep, MergeCustomers, NoteConsent, NoteLead, PutCustomer, ReceiveLead,
    ReturnLead,
};
use tenon_domain::{Id, Stop, Uuid};

const PHONE: &str = "+8613800138000";

fn comes(name: &str, phone: Option<&str>) -> CheckIn {
    CheckIn { name: name.to_owned(), phone: phone.map(str::to_owned), ..CheckIn::default() }
}

fn lead_of(phone: &str, store: Option<Id<Store>>) -> ReceiveLead {
    ReceiveLead {
        reference: format!("lead {}", store.is_some()),
        name: "王先生".to_owned(),
        phone: phone.to_owned(),
        store,
        source: LeadSource { source: "douyin".to_owned(), term: "新房装修".to_owned(), ..LeadSource::default() },
        consent: Some("可以给我打电话".to_owned()),
        ..ReceiveLead::default()
    }
}

#[test]
fn one_who_was_written_down_on_two_tablets_apart_is_one_at_hq() {
    let (mut east, mut west, mut hq) = (Desks::tablet(1), Desks::tablet(2), Desks::hq());
    let first = east.does(&seller(1), comes("王伟", Some(PHONE))).unwrap();
    let second = west.does(&seller(2), comes("王先生", Some(PHONE))).unwrap();
    let written: Id<Customer> = second.nth(2);
    let address = Address { street: "文三路 100 号".to_owned(), ..Address::default() };
    let more = PutCustomer { customer: Some(written), add_addresses: vec![address.clone()], ..PutCustomer::default() };
    let third = west.does(&seller(2), more).unwrap();
    assert_ne!(first.nth::<Customer>(2), written, "they cannot know of each other");

    hq.judges(&east, &[first]);
    hq.judges(&west, &[second, third]);

    let kept: Customer = hq.row(first.nth(2)).unwrap();
    let loser: Customer = hq.row(written).unwrap();
    assert_eq!((loser.merged_into, loser.name.as_str()), (Some(kept.id), "王先生"), "what was typed is not lost");
    assert_eq!((kept.stores.len(), &kept.addresses), (2, &vec![address]), "what names the loser finds the person");
    let visit: StoreVisit = hq.row(second.nth(1)).unwrap();
    assert_eq!((visit.customer, visit.touch.kind), (Some(kept.id), TouchKind::Phone));
}

#[test]
fn the_touch_is_the_card_else_the_lead_else_what_brought_them_first_else_their_word() {
    let mut hq = Desks::hq();
    let home = Desks::store(1);
    let lead = hq.does(&clerk(), lead_of(PHONE, Some(home))).unwrap();
    let lead: Id<Lead> = lead.nth(1);
    let mut desk = hq.of_store(1);
    let touch = |desk: &mut Desks, op: CheckIn| {
        let id = desk.does(&seller(1), op).unwrap();
        desk.row::<StoreVisit>(id.nth(1)).unwrap().touch
    };
    let found = touch(&mut desk, comes("王先生", Some(PHONE)));
    assert_eq!((found.kind, found.lead, found.keyword.as_str()), (TouchKind::Lead, Some(lead), "新房装修"));
    assert_eq!(found.channel.zh, "douyin");
    assert_eq!(desk.row::<Lead>(lead).unwrap().state, LeadState::Visited);
    let again = touch(&mut desk, comes("王先生", Some(PHONE)));
    assert_eq!((again.kind, again.lead, again.keyword.as_str()), (TouchKind::Phone, Some(lead), "新房装修"));
    let told = CheckIn { told: Some("朋友介绍".to_owned()), ..comes("路人", None) };
    let told = touch(&mut desk, told);
    assert_eq!((told.kind, told.channel.zh.as_str()), (TouchKind::Told, "朋友介绍"));
    assert_eq!(touch(&mut desk, comes("路人", None)), Touch::default());
}

#[test]
fn a_lead_that_nobody_touched_goes_back_and_takes_the_customer_with_it() {
    let mut hq = Desks::hq();
    let home = Desks::store(1);
    let op = hq.does(&clerk(), lead_of(PHONE, Some(home))).unwrap();
    let lead: Id<Lead> = op.nth(1);
    let early = hq.does(&clerk(), ReturnLead { lead });
    assert!(matches!(early, Err(Stop::Refused(refusal)) if refusal.code == "lead_in_hand"));
    hq.hours_pass(25);
    hq.does(&clerk(), ReturnLead { lead }).unwrap();
    let back: Lead = hq.row(lead).unwrap();
    assert_eq!((back.store, &back.history.last().unwrap().deed), (None, &LeadDeed::Returned { from: home }));
    assert!(hq.row::<Customer>(back.customer).unwrap().stores.is_empty(), "the showroom has no business with them");
    hq.does(&clerk(), GiveLead { lead, to: Some(Desks::store(2)), note: String::new() }).unwrap();
    assert_eq!(hq.row::<Customer>(back.customer).unwrap().stores, vec![Desks::store(2)]);
}

#[test]
fn a_call_that_hq_did_not_know_of_brings_the_lead_back() {
    let mut hq = Desks::hq();
    let home = Desks::store(1);
    let lead: Id<Lead> = hq.does(&clerk(), lead_of(PHONE, Some(home))).unwrap().nth(1);
    let mut away = hq.of_store(1);
    let call = NoteLead { lead, step: LeadStep::Called { reached: true }, next: None, note: "周六来".to_owned() };
    let called = away.does(&seller(1), call).unwrap();
    hq.hours_pass(25);
    hq.does(&clerk(), ReturnLead { lead }).unwrap();
    hq.judges(&away, &[called]);
    let back: Lead = hq.row(lead).unwrap();
    assert_eq!((back.store, back.state), (Some(home), LeadState::Called));
    assert_eq!(hq.row::<Customer>(back.customer).unwrap().stores, vec![home]);

    // Once another showroom has it, the call is known and changes nothing else.
    hq.does(&clerk(), GiveLead { lead, to: Some(Desks::store(2)), note: String::new() }).unwrap();
    let late =
        NoteLead { lead, step: LeadStep::Lost { reason: "买了别家".to_owned() }, next: None, note: String::new() };
    let late = away.does(&seller(1), late).unwrap();
    hq.judges(&away, &[late]);
    let held: Lead = hq.row(lead).unwrap();
    assert_eq!((held.store, held.state, held.history.len()), (Some(Desks::store(2)), LeadState::Untouched, 5));
}

#[test]
fn erasing_leaves_no_word_of_the_person_and_keeps_that_they_agreed() {
    let mut hq = Desks::hq();
    let home = Desks::store(1);
    hq.does(&clerk(), ReceiveLead { wish: "138 厨房".to_owned(), ..lead_of(PHONE, Some(home)) }).unwrap();
    let mut desk = hq.of_store(1);
    let visit = desk.does(&seller(1), comes("王伟", Some(PHONE))).unwrap();
    let customer = desk.row::<StoreVisit>(visit.nth(1)).unwrap().customer.unwrap();
    let put = PutCustomer {
        customer: Some(customer),
        add_addresses: vec![Address { street: "文三路".to_owned(), ..Address::default() }],
        ..PutCustomer::default()
    };
    desk.does(&seller(1), put).unwrap();
    let mut late = desk.clone();
    hq.takes(&desk);
    hq.hours_pass(1);
    hq.does(&clerk(), EraseCustomer { customer }).unwrap();
    let text = hq.text_of(&["customer", "store_visit", "lead"]);
    for word in ["王", "13800138000", "文三路", "厨房"] {
        assert!(!text.contains(word), "{word} is still in {text}");
    }
    assert_eq!(hq.row::<Customer>(customer).unwrap().consents.len(), 1);

    // What a tablet that was away had written down of them is accepted, and nothing of it is kept.
    let came = late.does(&seller(1), CheckIn { customer: Some(customer), ..comes("王伟", None) }).unwrap();
    let agreed = NoteConsent { customer, purpose: "x".to_owned(), given: true, wording: "王伟同意".to_owned() };
    let agreed = late.does(&seller(1), agreed).unwrap();
    hq.judges(&late, &[came, agreed]);
    assert!(!hq.text_of(&["customer", "store_visit"]).contains('王'));

    // Whoever comes afterwards is somebody new.
    let mut after = hq.of_store(1);
    let anew = after.does(&seller(1), comes("王伟", Some(PHONE))).unwrap();
    assert_ne!(after.row::<StoreVisit>(anew.nth(1)).unwrap().customer, Some(customer));
}

#[test]
fn rows_from_before_customers_are_read() {
    let body = r#"{"id":"00000000-0000-0000-0000-000000000001","store":"00000000-0000-0000-0000-000000000002",
        "name":"王","phone":null,"card":null,"campaign":null,"by":"00000000-0000-0000-0000-000000000003",
        "started_ms":0,"ended_ms":null}"#;
    let visit: StoreVisit = serde_json::from_str(body).unwrap();
    assert_eq!((visit.customer, visit.touch), (None, Touch::default()));
    let policy: Policy = serde_json::from_str(r#"{"version":1,"card_keys":[]}"#).unwrap();
    assert_eq!(policy.lead_minutes, 1440);
}

fn customer(at: u128, phones: &[String], made_ms: i64, wording: &str) -> Customer {
    Customer {
        id: Id::new(Uuid::from_u128(at)),
        name: if at.is_multiple_of(3) { String::new() } else { format!("顾客 {at}") },
        phones: phones.to_vec(),
        addresses: Vec::new(),
        cards: Vec::new(),
        consents: vec![Consent {
            purpose: "contact".to_owned(),
            given: true,
            wording: wording.to_owned(),
            at_ms: made_ms,
            by_name: String::new(),
            store: None,
        }],
        stores: vec![Desks::store(u8::try_from(at % 5).expect("small"))],
        touch: Touch { keyword: format!("word {at}"), ..Touch::default() },
        made_ms,
        by: None,
        merged_into: None,
        changes: Vec::new(),
        erased_ms: None,
    }
}

proptest! {
    /// Whatever is merged with whatever, in any order: everyone who is connected ends as one, every row finds that one
    /// in one step, and nothing that any row said is missing from it.
    #[test]
    fn merging_is_union(
        phones in prop::collection::vec(prop::collection::vec("\\+86138[0-9]{8}", 0..3), 2..8),
        merges in prop::collection::vec((0usize..8, 0usize..8), 0..12),
    ) {
        let mut hq = Desks::hq();
        let all: Vec<Customer> = phones.iter().enumerate().map(|(at, phones)| {
            customer(at as u128 + 1, phones, i64::try_from(at).unwrap(), &format!("wording {at}"))
        }).collect();
        for one in &all {
            hq.put(one);
        }
        let mut groups: Vec<usize> = (0..all.len()).collect();
        for (a, b) in merges.into_iter().map(|(a, b)| (a % all.len(), b % all.len())) {
            hq.does(&clerk(), MergeCustomers { winner: all[a].id, loser: all[b].id }).unwrap();
            let (from, to) = (groups[b], groups[a]);
            groups.iter_mut().filter(|group| **group == from).for_each(|group| *group = to);
        }
        for (at, one) in all.iter().enumerate() {
            let row: Customer = hq.row(one.id).unwrap();
            let person: Customer = row.merged_into.map_or(row.clone(), |winner| hq.row(winner).unwrap());
            prop_assert!(person.merged_into.is_none(), "one step");
            prop_assert!(one.phones.iter().all(|phone| person.phones.contains(phone)));
            prop_assert!(person.consents.contains(&one.consents[0]) && person.stores.contains(&one.stores[0]));
            for (other_at, other) in all.iter().enumerate() {
                let other_row: Customer = hq.row(other.id).unwrap();
                let same = other_row.merged_into.unwrap_or(other_row.id) == person.id;
                prop_assert_eq!(same, groups[at] == groups[other_at]);
            }
        }
    }
}

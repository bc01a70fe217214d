//! HQ's tables.

use tenon_domain::entities::{Card, Staff, Store};
use tenon_domain::{Hash, Id, Key, Scope, Signed};
use tenon_store::hq::{self, Contact, commit, head, members_after};
use tenon_store::{Connection, Error, Schema, SqlRows};

use crate::Place;
use crate::showroom::{id, seller};

fn staff(number: u128, store: u128) -> Staff {
    Staff { id: id(number), store: Some(id(store)), ..seller(true) }
}

fn put(conn: &mut dyn Connection, all: &[Staff]) -> i64 {
    commit(conn, |commit| all.iter().try_for_each(|one| commit.put(one))).unwrap();
    head(conn).unwrap().n
}

pub fn commits_are_numbered(place: &Place) {
    let mut conn = place.open();
    assert_eq!(head(conn.as_mut()).unwrap(), hq::Head { n: 0, generation: 1 });
    assert_eq!(put(conn.as_mut(), &[staff(1, 1)]), 1);
    let failed = commit(conn.as_mut(), |commit| -> Result<(), Error> {
        commit.put(&staff(2, 1))?;
        Err(Error::Corrupt("on purpose".to_owned()))
    });
    assert!(failed.is_err());
    assert_eq!(put(conn.as_mut(), &[staff(3, 1), staff(4, 2)]), 2);
    let rows = conn.query("SELECT id, n FROM entities ORDER BY id", &[]).unwrap();
    let numbers: Vec<i64> = rows.iter().map(|row| row.integer(1).unwrap()).collect();
    assert_eq!(numbers, [1, 2, 2]);
    let ((), scopes) = commit(conn.as_mut(), |commit| commit.put(&staff(1, 2))).unwrap();
    assert_eq!(scopes, [Scope::Store(id(1)), Scope::Store(id(2))].into(), "the scope left is told as well");
}

pub fn keys_follow_their_row(place: &Place) {
    let mut conn = place.open();
    let card = |number: &str| -> Card {
        serde_json::from_value(serde_json::json!({
            "id": id::<()>(9), "number": number, "campaign": id::<()>(1), "home": id::<()>(1), "sold_ms": 0,
            "phone_masked": "", "state": "sold",
        }))
        .unwrap()
    };
    for number in ["one", "two"] {
        commit(conn.as_mut(), |commit| commit.put(&card(number))).unwrap();
    }
    let mut rows = SqlRows(conn.as_mut(), Schema::Hq);
    assert!(rows.entities_by::<Card>(&Card::by_number("one")).unwrap().is_empty());
    assert_eq!(rows.entities_by::<Card>(&Card::by_number("two")).unwrap(), [card("two")]);
    assert!(rows.entities_by::<Staff>(&Key::new("number", "two")).unwrap().is_empty(), "a key is of one kind");
    assert!(rows.entity::<Store>(id(9)).unwrap().is_none(), "an identifier is of one kind");
    assert_eq!(rows.all::<Card>().unwrap().len(), 1);
}

pub fn many_keys_are_looked_up_together(place: &Place) {
    let mut conn = place.open();
    let numbers: Vec<String> = (0..600).map(|at| format!("number-{at:03}")).collect();
    commit(conn.as_mut(), |commit| {
        numbers.iter().enumerate().filter(|(at, _)| at % 2 == 0).try_for_each(|(at, number)| {
            let card: Card = serde_json::from_value(serde_json::json!({
                "id": id::<()>(1000 + at as u128), "number": number, "campaign": id::<()>(1), "home": id::<()>(1),
                "sold_ms": 0, "phone_masked": "", "state": "sold",
            }))
            .unwrap();
            commit.put(&card)
        })
    })
    .unwrap();
    let mut rows = SqlRows(conn.as_mut(), Schema::Hq);
    let keys: Vec<Key> = numbers.iter().map(|number| Card::by_number(number)).collect();
    let found: Vec<String> = rows.entities_by_any::<Card>(&keys).unwrap().into_iter().map(|card| card.number).collect();
    assert!(found.iter().eq(numbers.iter().step_by(2)), "each once, in the order of the keys");
    assert!(rows.entities_by_any::<Card>(&[]).unwrap().is_empty());
}

pub fn leaving_leaves_a_tombstone(place: &Place) {
    let mut conn = place.open();
    let first = put(conn.as_mut(), &[staff(1, 1)]);
    let second = put(conn.as_mut(), &[staff(1, 2)]);
    let (left, joined) = (Scope::Store(id(1)), Scope::Store(id(2)));
    let tombstones = members_after(conn.as_mut(), left, first, 10).unwrap();
    assert_eq!(tombstones.len(), 1);
    assert_eq!((tombstones[0].n, tombstones[0].body.is_none()), (second, true));
    assert!(members_after(conn.as_mut(), left, 0, 10).unwrap().is_empty(), "a newcomer has nothing to bury");
    assert!(members_after(conn.as_mut(), joined, 0, 10).unwrap()[0].body.is_some());
    let third = put(conn.as_mut(), &[staff(1, 1)]);
    let back = members_after(conn.as_mut(), left, second, 10).unwrap();
    assert_eq!((back[0].n, back[0].body.is_some()), (third, true));
    assert!(members_after(conn.as_mut(), joined, second, 10).unwrap()[0].body.is_none());
}

pub fn members_come_in_whole_commits(place: &Place) {
    let mut conn = place.open();
    let mut next = 1;
    for size in [1, 4, 2, 1, 1, 7, 3] {
        let all: Vec<Staff> = (next..next + size).map(|number| staff(number, 1)).collect();
        next += size;
        put(conn.as_mut(), &all);
    }
    let scope = Scope::Store(id(1));
    let all = members_after(conn.as_mut(), scope, 0, 1_000).unwrap();
    assert_eq!(all.len(), 19);
    assert!(all.is_sorted_by_key(|member| (member.n, member.kind.clone(), member.id.clone())));
    for limit in 1..25 {
        let (mut seen, mut after) = (Vec::new(), 0);
        loop {
            let page = members_after(conn.as_mut(), scope, after, limit).unwrap();
            let Some(last) = page.last() else { break };
            after = last.n;
            let commits = all.iter().filter(|member| member.n == after).count();
            assert_eq!(page.iter().filter(|member| member.n == after).count(), commits, "a commit is never cut");
            seen.extend(page);
        }
        assert_eq!(seen, all, "pages of {limit}");
    }
}

pub fn received_is_kept_in_order(place: &Place) {
    let mut conn = place.open();
    let signed = |seq: i64| Signed { bytes: format!("{{\"seq\":{seq},\"名\":\"😀\"}}"), signature: "ab".to_owned() };
    let (one, two) = (id(1), id(2));
    assert_eq!(hq::tail(conn.as_mut(), one).unwrap(), hq::Tail { seq: 0, hash: Hash::default() });
    for seq in 1..=12 {
        hq::append(conn.as_mut(), one, seq, Id::new(id::<()>(u128::try_from(seq).unwrap()).0), &signed(seq)).unwrap();
    }
    hq::append(conn.as_mut(), two, 1, id(100), &signed(1)).unwrap();
    assert!(hq::append(conn.as_mut(), two, 2, id(5), &signed(2)).is_err(), "an operation is received once");
    assert_eq!(hq::tail(conn.as_mut(), one).unwrap(), hq::Tail { seq: 12, hash: signed(12).hash() });
    assert_eq!(hq::at(conn.as_mut(), one, 10).unwrap().unwrap().signed, signed(10));
    assert_eq!(hq::at(conn.as_mut(), one, 13).unwrap(), None);
    assert_eq!(hq::received_before(conn.as_mut(), &[id(100), id(99), id(5)]).unwrap(), [id(5), id(100)].into());
    assert_eq!(hq::waiting_devices(conn.as_mut()).unwrap(), [one, two]);
    hq::mark_judged(conn.as_mut(), one, 1).unwrap();
    let waiting = hq::waiting(conn.as_mut(), one, 9).unwrap();
    assert_eq!(waiting.iter().map(|one| one.seq).collect::<Vec<_>>(), (2..=10).collect::<Vec<_>>());
}

pub fn strays_and_contacts(place: &Place) {
    let mut conn = place.open();
    let stray = Signed { bytes: "not even JSON".to_owned(), signature: String::new() };
    assert!(hq::put_stray(conn.as_mut(), id(1), 4, &stray, "why").unwrap());
    assert!(!hq::put_stray(conn.as_mut(), id(1), 4, &stray, "why").unwrap(), "a stray is kept once");
    let mut said = Contact { at_ms: i64::MAX, waiting: 3, catalog_version: None, clock_off_ms: -5 };
    for catalog_version in [None, Some(7)] {
        said.catalog_version = catalog_version;
        hq::record_contact(conn.as_mut(), id(2), &said).unwrap();
        assert_eq!(hq::contact(conn.as_mut(), id(2)).unwrap(), Some(said.clone()));
    }
    assert_eq!(hq::contact(conn.as_mut(), id(3)).unwrap(), None);
    assert_eq!(hq::contacts(conn.as_mut()).unwrap(), [(id(2), said)]);
}

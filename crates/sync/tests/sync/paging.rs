//! Pulls of several pages.

use crate::showroom::{self, Hq, NOW_MS, Tablet};
use tenon_domain::Localized;
use tenon_domain::entities::{Device, Staff};
use tenon_store::Connection;
use tenon_store::hq::commit;
use tenon_store::tablet::live_rows;
use tenon_sync::tablet::{next_exchange, take_in};

/// A page ends with a whole commit, so it may have fewer rows than there was room for. It was taken for the last one
/// then, and the rows behind it were skipped for good.
#[test]
fn a_page_cut_short_by_a_whole_commit_is_not_the_last() {
    for page_rows in 1..12 {
        let mut hq = Hq::new();
        for serial in 0..4 {
            hq.sell(serial, None);
        }
        let mut tablet = Tablet::new(1, &mut hq);
        tablet.sync(&mut hq);
        // Three cards in one commit, then two in the next: five places, of which only three are taken.
        for serials in [10..13, 20..22] {
            commit(&mut hq.conn, |commit| {
                serials.into_iter().try_for_each(|serial| {
                    let card = tenon_domain::entities::Card {
                        id: showroom::id(serial),
                        number: serial.to_string(),
                        ..serde_json::from_value(serde_json::json!({
                            "id": showroom::id::<()>(0), "number": "", "campaign": showroom::id::<()>(showroom::CAMPAIGN),
                            "home": showroom::id::<()>(showroom::STORE), "sold_ms": 0, "phone_masked": "", "state": "sold",
                        }))
                        .unwrap()
                    };
                    commit.put(&card)
                })
            })
            .unwrap();
        }
        tablet.sync_in_pages(&mut hq, page_rows);
        let device = tenon_sync::hq::device(&mut hq.conn, tablet.identity.device).unwrap().unwrap();
        let expected = tenon_sync::hq::rows_for(&mut hq.conn, &device).unwrap();
        assert!(live_rows(&mut tablet.conn).unwrap().into_iter().eq(expected), "pages of {page_rows}");
    }
}

/// A scope that was sent on one page and taken away on the next left its rows on the tablet for ever.
#[test]
fn a_scope_that_goes_between_two_pages_leaves_nothing() {
    let mut hq = Hq::new();
    let mut tablet = Tablet::new(1, &mut hq);
    tablet.sync(&mut hq);
    let elsewhere = tenon_domain::entities::Store {
        id: showroom::id(77),
        name: Localized::new("二号馆", "Two"),
        city: Localized::default(),
        time_zone: "Asia/Shanghai".into(),
        zone: None,
        desk: None,
    };
    hq.put(&elsewhere);
    for (number, store) in [(50, 77), (51, 77), (52, showroom::STORE)] {
        hq.put(&Staff { id: showroom::id(number), store: Some(showroom::id(store)), ..showroom::seller(true) });
    }
    let device = tablet.identity.device;
    let home = hq.get(device).unwrap();
    let moved = Device { store: elsewhere.id, ..home.clone() };
    hq.put(&moved);
    // Enough pages of one row that the new store's staff are staged, then the device is back home.
    for _ in 0..6 {
        let asked = next_exchange(&mut tablet.conn, &tablet.identity.key, NOW_MS, None).unwrap();
        let answer = hq.serve(device, &asked, 1);
        if answer.complete {
            break;
        }
        take_in(&mut tablet.conn, &asked, &answer).unwrap();
        if answer.page.bodies.iter().any(|body| body.id == showroom::id::<Staff>(50).to_string()) {
            break;
        }
    }
    hq.put(&home);
    tablet.sync(&mut hq);
    assert!(tablet.get::<Staff>(showroom::id(50)).is_none());
    let expected = tenon_sync::hq::rows_for(&mut hq.conn, &home).unwrap();
    let live: std::collections::BTreeSet<_> = live_rows(&mut tablet.conn).unwrap().into_iter().collect();
    assert_eq!(live.symmetric_difference(&expected).filter(|row| row.0 != "verdict").count(), 0);
}

/// Pages of HQ's former life were dropped together with what they had said of scopes that are gone.
#[test]
fn a_new_generation_between_two_pages_starts_from_what_is_visible() {
    let mut hq = Hq::new();
    let mut tablet = Tablet::new(1, &mut hq);
    tablet.sync(&mut hq);
    let device = tablet.identity.device;
    let home = hq.get(device).unwrap();
    hq.put(&Device { store: showroom::id(77), ..home });
    let asked = next_exchange(&mut tablet.conn, &tablet.identity.key, NOW_MS, None).unwrap();
    let answer = hq.serve(device, &asked, 1);
    assert!(!answer.complete);
    take_in(&mut tablet.conn, &asked, &answer).unwrap();
    hq.conn.execute("UPDATE head SET generation = generation + 1", &[]).unwrap();
    tablet.sync(&mut hq);
    assert!(tablet.get::<Staff>(showroom::id(showroom::SELLER)).is_none(), "a row of the store that it left");
}

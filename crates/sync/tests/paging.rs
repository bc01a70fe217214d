//! Pulls of several pages.
#![allow(clippy::unwrap_used, unreachable_pub)] // A test.

mod showroom;

use showroom::{Hq, Tablet};
use tenon_store::hq::commit;
use tenon_store::tablet::live_rows;

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

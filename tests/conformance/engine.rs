//! The sync engine over both: equal state and operations give equal decisions and equal rows.

use serde_json::json;
use tenon_domain::entities::{DeviceState, Right};
use tenon_domain::ops::{CheckIn, CloseCase, RedeemCard, ReturnRight};
use tenon_store::{Connection, Row, Schema, Sqlite, migrate, tablet::live_rows};
use tenon_sync::tablet::rights_to_return;

use crate::Place;
use crate::showroom::{Hq, Tablet, seller};

const TABLES: [&str; 7] = [
    "SELECT n, generation, one FROM head",
    "SELECT kind, id, n, body, keys, scopes FROM entities ORDER BY kind, id",
    "SELECT kind, key, id FROM entity_keys ORDER BY kind, key, id",
    "SELECT scope, kind, id, n, gone FROM memberships ORDER BY scope, kind, id",
    "SELECT device, seq, op, hash, bytes, signature FROM received ORDER BY device, seq",
    "SELECT device, seq, hash, judged FROM chains ORDER BY device",
    "SELECT hash, device, seq, bytes, signature, why FROM strays ORDER BY hash",
];

type Ends = (Vec<Vec<Row>>, Vec<Vec<(String, String, String)>>);

/// Two tablets, one card, poison, a conflict, a case closed, a right handed back, a tablet that contradicts itself.
fn script(conn: Box<dyn Connection>, page_rows: usize) -> Ends {
    let mut hq = Hq::over(conn);
    let (mut one, mut two) = (Tablet::new(1, &mut hq), Tablet::new(2, &mut hq));
    let device = one.identity.device;
    let cards: Vec<_> = (0..6).map(|serial| hq.sell(serial, (serial % 2 == 0).then_some(device))).collect();
    one.sync_in_pages(&mut hq, page_rows);
    two.sync_in_pages(&mut hq, page_rows);
    for card in &cards {
        let visit = CheckIn { name: "顾客 😀 O'Neil".to_owned(), card: Some(card.id), ..CheckIn::default() };
        one.submit(visit).unwrap();
        two.redeem(card).unwrap();
    }
    one.redeem(&cards[0]).unwrap();
    one.journal(|_| {});
    one.journal(|stamp| stamp["at"] = json!(null));
    one.submit(RedeemCard { number: cards[2].number.to_lowercase(), token: None, visit: None }).unwrap();
    two.sync_in_pages(&mut hq, page_rows);
    hq.put(&seller(false));
    one.sync_in_pages(&mut hq, page_rows);
    hq.put(&seller(true));
    one.sync_in_pages(&mut hq, page_rows);
    for round in 0..3 {
        for tablet in [&mut one, &mut two] {
            for right in rights_to_return(&mut tablet.conn, tablet.identity.device).unwrap() {
                tablet.submit(ReturnRight { right }).unwrap();
            }
            let cases: Vec<tenon_domain::entities::Case> =
                tenon_store::SqlRows(&mut tablet.conn, Schema::Tablet).all().unwrap();
            if let Some(case) = cases.iter().filter(|case| case.closed.is_none()).nth(round) {
                let remedy = tenon_domain::entities::Remedy::Acknowledged;
                tablet.submit(CloseCase { case: case.id, remedy, note: "已处理".to_owned() }).unwrap();
            }
            tablet.sync_in_pages(&mut hq, page_rows);
        }
    }
    assert_eq!(hq.get::<Right>(cards[4].right()).unwrap().left, 0);
    one.journal(|stamp| stamp["prev"] = json!("0".repeat(64)));
    one.sync_in_pages(&mut hq, page_rows);
    assert_eq!(hq.get(device).unwrap().state, DeviceState::Suspended);
    let tables = TABLES.iter().map(|sql| hq.conn.query(sql, &[]).unwrap()).collect();
    (tables, [&mut one, &mut two].map(|tablet| live_rows(&mut tablet.conn).unwrap()).into())
}

pub fn equal_rows_in_the_end(place: &Place) {
    let mut memory = Sqlite::open(std::path::Path::new(":memory:")).unwrap();
    migrate(&mut memory, Schema::Hq).unwrap();
    let expected = script(Box::new(memory), 3);
    let ends = script(place.open(), 3);
    for (table, (found, expected)) in TABLES.iter().zip(ends.0.iter().zip(&expected.0)) {
        assert_eq!(found, expected, "{table}");
    }
    assert_eq!(ends.1, expected.1);
}

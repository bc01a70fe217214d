//! Feeds against catalogs.

use std::path::PathBuf;

use tenon_domain::entities::{Device, DeviceState};
use tenon_domain::{Id, Uuid};
use tenon_store::catalog::{Catalog, Master, Status};
use tenon_store::hq::{Contact, record_contact};
use tenon_store::{Schema, Sqlite, migrate};

use super::{Kind, Parity, Request, audit, stale_tablets};
use crate::feed;
use crate::import::{self, import_files};

struct Hq {
    folder: tempfile::TempDir,
}

const NOW: i64 = 1_000;

impl Hq {
    fn with(export: &str) -> Self {
        let hq = Self { folder: tempfile::tempdir().unwrap() };
        let path = hq.file("export", export);
        let mut master = Master::open(&hq.folder.path().join("catalog")).unwrap();
        let request = import::Request {
            merchant: "main".to_owned(),
            currency: Some("CNY".to_owned()),
            ..import::Request::default()
        };
        import_files(&mut master, &[path], &request, NOW, &mut |_| {}).unwrap();
        hq
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn audit(&self, feed: &str) -> Parity {
        let path = self.file("feed", feed);
        let catalog = Catalog::open(&self.folder.path().join("catalog")).unwrap();
        let request = Request {
            merchant: "main".to_owned(),
            only_merchant: false,
            currency: Some("CNY".to_owned()),
            mapping: None,
            now_ms: NOW,
        };
        audit(&catalog, &[("feed".to_owned(), path.as_path())], &request).unwrap()
    }

    fn own_feed(&self) -> String {
        let mut out = Vec::new();
        feed::write(&self.folder.path().join("catalog"), &mut out, "http://hq", None, NOW).unwrap();
        String::from_utf8(out).unwrap()
    }
}

const SHOP: &str = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src\n\
    sofa,Sofa,Color,Red,S-1,100,https://x/sofa.jpg?v=1\nsofa,,,Blue,S-2,110,\nlamp,Lamp,,,L-1,20,https://x/lamp.jpg\n\
    door,Door,,,D-1,30,\n";

#[test]
fn hqs_own_feed_agrees_with_its_catalog() {
    let hq = Hq::with(SHOP);
    let parity = hq.audit(&hq.own_feed());
    assert_eq!((parity.offers, parity.agree, parity.differences.len()), (4, 4, 0), "{:?}", parity.differences);
    assert!((parity.share - 1.0).abs() < f64::EPSILON);
}

#[test]
fn another_systems_feed_is_matched_by_codes() {
    let hq = Hq::with(SHOP);
    let item = |id: &str, title: &str, price: &str, mpn: &str, stock: &str, picture: &str| {
        format!(
            "<item><g:id>{id}</g:id><g:title>{title}</g:title><g:price>{price}</g:price><g:mpn>{mpn}</g:mpn>\
             <g:availability>{stock}</g:availability><g:image_link>{picture}</g:image_link></item>"
        )
    };
    let parity = hq.audit(&format!(
        "<rss xmlns:g='http://base.google.com/ns/1.0'><channel>{}{}{}{}</channel></rss>",
        item("1", "sofa - red", "100.00 CNY", "s-1", "in_stock", "http://x/sofa.jpg"),
        item("2", "Sofa", "99.00 CNY", "S-2", "out_of_stock", "https://x/sofa.jpg"),
        item("3", "Light", "20.00 USD", "L-1", "in_stock", "https://x/other.jpg"),
        item("4", "Chair", "5.00 CNY", "C-1", "in_stock", "https://x/c.jpg"),
    ));
    let found: Vec<(Kind, &str)> = parity.differences.iter().map(|one| (one.kind, one.sku.as_str())).collect();
    assert_eq!(
        found,
        [
            (Kind::Price, "S-2"),
            (Kind::Availability, "S-2"),
            (Kind::Currency, "L-1"),
            (Kind::Title, "L-1"),
            (Kind::Picture, "L-1"),
            (Kind::MissingOnTablets, "C-1"),
            (Kind::MissingOnWebsite, "D-1"),
        ]
    );
    assert_eq!(
        (parity.differences[0].website.as_str(), parity.differences[0].tablets.as_str()),
        ("99.00 CNY", "110.00 CNY")
    );
    assert_eq!((parity.offers, parity.agree), (5, 1));
    assert!((parity.share - 0.2).abs() < 1e-9);
}

#[test]
fn tablets_with_an_old_catalog_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut conn = Sqlite::open(&folder.path().join("hq.db")).unwrap();
    migrate(&mut conn, Schema::Hq).unwrap();
    let hour = 3_600_000;
    let now = 100 * hour;
    // Name, version at the last contact, hours since.
    let tablets = [("current", 7, 1), ("behind", 6, 1), ("silent", 7, 30)];
    for (at, (name, version, hours)) in tablets.into_iter().enumerate() {
        let id = Id::new(Uuid::from_u128(100 + at as u128));
        let device = Device {
            id,
            name: name.to_owned(),
            store: Id::new(Uuid::nil()),
            crews: Vec::new(),
            public_key: String::new(),
            state: DeviceState::Active,
        };
        tenon_store::hq::commit(&mut conn, |commit| commit.put(&device)).unwrap();
        let contact =
            Contact { at_ms: now - hours * hour, waiting: 0, catalog_version: Some(version), clock_off_ms: 0 };
        record_contact(&mut conn, id, &contact).unwrap();
    }
    let mut stale = |published_hours: i64| {
        let published = Status { version: 7, products: 1, changed_ms: now - published_hours * hour, price_book: 1 };
        let stale = stale_tablets(&mut conn, &published, 24, now).unwrap();
        stale.into_iter().map(|tablet| tablet.name).collect::<Vec<_>>()
    };
    assert_eq!(stale(48), ["behind", "silent"]);
    assert_eq!(stale(2), ["silent"]);
}

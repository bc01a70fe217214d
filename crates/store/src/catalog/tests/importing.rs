//! Imports as an HQ clerk sees them.

use super::{NOW, find, ids, import, product};
use crate::catalog::{Catalog, Error, Imported, Master, Upserted};

#[test]
fn the_same_again_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut master = Master::open(dir.path()).unwrap();
    let goods = [product("a", "橱柜", "Cabinet", "kitchen/cabinet", 100), product("b", "沙发", "Sofa", "sofa", 200)];
    let first = import(&mut master, &goods);
    assert_eq!(first, Imported { created: 2, updated: 0, unchanged: 0, withdrawn: 0, version: 1 });
    let again = import(&mut master, &goods);
    assert_eq!(again, Imported { created: 0, updated: 0, unchanged: 2, withdrawn: 0, version: 1 });
    let mut dearer = goods.clone();
    dearer[0].variants[0].prices[0].minor = 150;
    assert_eq!(
        import(&mut master, &dearer),
        Imported { created: 0, updated: 1, unchanged: 1, withdrawn: 0, version: 2 }
    );
    let catalog = Catalog::open(dir.path()).unwrap();
    assert_eq!(find(&catalog, "cabinet").hits[0].price_minor, 150);
    assert_eq!(catalog.status().unwrap().products, 2);
}

#[test]
fn what_the_source_lost_is_withdrawn_and_may_return() {
    let dir = tempfile::tempdir().unwrap();
    let mut master = Master::open(dir.path()).unwrap();
    let goods = [product("a", "橱柜", "Cabinet", "kitchen/cabinet", 100), product("b", "沙发", "Sofa", "sofa", 200)];
    import(&mut master, &goods);
    let catalog = Catalog::open(dir.path()).unwrap();
    assert_eq!(ids(&find(&catalog, "sofa")), ["b"]);
    assert_eq!(import(&mut master, &goods[..1]).withdrawn, 1);
    assert!(find(&catalog, "sofa").hits.is_empty());
    assert!(catalog.product(goods[1].id, NOW).unwrap().is_none());
    assert_eq!(catalog.status().unwrap().products, 1);
    assert_eq!(import(&mut master, &goods[..1]).withdrawn, 0);
    assert_eq!(import(&mut master, &goods).updated, 1);
    assert_eq!(ids(&find(&catalog, "sofa")), ["b"]);
    // Another source of the same merchant says nothing about this one's goods.
    let mut other = master.begin_import("oak", "other").unwrap();
    other.upsert(&product("c", "", "Door", "door", 1)).unwrap();
    assert_eq!(other.finish(NOW).unwrap().withdrawn, 0);
}

#[test]
fn a_part_and_what_is_kept_withdraw_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut master = Master::open(dir.path()).unwrap();
    let goods = ["a", "b", "c", "d"].map(|id| product(id, "", id, "door", 100));
    import(&mut master, &goods);
    for id in ["e", "f"] {
        let mut part = master.begin_import("oak", "file").unwrap();
        part.upsert(&product(id, "", id, "door", 1)).unwrap();
        assert_eq!(part.finish_part(NOW).unwrap().withdrawn, 0);
    }
    let mut whole = master.begin_import("oak", "file").unwrap();
    whole.keep(goods[1].id).unwrap();
    whole.upsert(&goods[0]).unwrap();
    whole.keep(goods[0].id).unwrap();
    let mut dearer = goods[2].clone();
    dearer.variants[0].prices[0].minor = 200;
    whole.upsert(&dearer).unwrap();
    let outlook = whole.outlook().unwrap();
    assert_eq!((outlook.known, outlook.counts.withdrawn, outlook.counts.unchanged), (6, 3, 1));
    let mut changes = Vec::new();
    whole.changes(10, |before, after| changes.push((before.is_some(), after.is_some()))).unwrap();
    assert_eq!(changes, [(true, true), (true, false), (true, false), (true, false)]);
    let done = whole.finish(NOW).unwrap();
    assert_eq!((done.updated, done.unchanged, done.withdrawn), (1, 1, 3));
    assert_eq!(import(&mut master, &goods[..2]).withdrawn, 1);
}

#[test]
fn a_broken_import_never_happened() {
    let dir = tempfile::tempdir().unwrap();
    let mut master = Master::open(dir.path()).unwrap();
    import(&mut master, &[product("a", "橱柜", "Cabinet", "kitchen/cabinet", 100)]);
    let catalog = Catalog::open(dir.path()).unwrap();
    let mut broken = master.begin_import("oak", "file").unwrap();
    for n in 0..2_500 {
        broken.upsert(&product(&format!("x{n}"), "", "Broken sofa", "sofa", 5)).unwrap();
    }
    assert!(find(&catalog, "sofa").hits.is_empty());
    drop(broken);
    drop(master);
    assert!(find(&catalog, "sofa").hits.is_empty());
    let mut master = Master::open(dir.path()).unwrap();
    let done = import(&mut master, &[product("a", "橱柜", "Cabinet", "kitchen/cabinet", 100)]);
    assert_eq!((done.unchanged, done.version), (1, 1));
    assert!(find(&catalog, "sofa").hits.is_empty());
}

#[test]
fn a_product_named_twice_counts_once() {
    let dir = tempfile::tempdir().unwrap();
    let mut master = Master::open(dir.path()).unwrap();
    let mut run = master.begin_import("oak", "file").unwrap();
    assert_eq!(run.upsert(&product("a", "", "Round table", "table", 1)).unwrap(), Upserted::Created);
    run.upsert(&product("a", "", "Square table", "table", 1)).unwrap();
    run.upsert(&product("a", "", "Square table", "table", 1)).unwrap();
    assert_eq!(run.finish(NOW).unwrap().created, 1);
    let catalog = Catalog::open(dir.path()).unwrap();
    assert_eq!(find(&catalog, "table").total, 1);
    assert_eq!(find(&catalog, "round").dropped_words, ["round"]);
}

#[test]
fn one_import_at_a_time_and_of_one_merchant() {
    let dir = tempfile::tempdir().unwrap();
    let mut master = Master::open(dir.path()).unwrap();
    let mut second = Master::open(dir.path()).unwrap();
    let mut run = master.begin_import("elm", "file").unwrap();
    assert!(matches!(second.begin_import("oak", "file"), Err(Error::Busy)));
    assert!(matches!(run.upsert(&product("a", "", "x", "y", 1)), Err(Error::WrongMerchant { .. })));
    run.abort().unwrap();
    assert!(second.begin_import("oak", "file").is_ok());
}

#[test]
fn a_newer_database_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let master = Master::open(dir.path()).unwrap();
    master.conn.pragma_update(None, "user_version", 99).unwrap();
    drop(master);
    assert!(matches!(Master::open(dir.path()), Err(Error::Newer { found: 99, .. })));
    assert!(matches!(Catalog::open(dir.path()), Err(Error::Newer { .. })));
}

//! Addresses become names of pictures, which travel like the rest of the catalog.

use std::path::Path;

use ed25519_dalek::SigningKey;
use proptest::prelude::*;
use tenon_domain::Uuid;
use tenon_domain::catalog::Product;

use super::copying::follow;
use super::{NOW, find, import, product};
use crate::catalog::{Catalog, Master, Named, Replica, Settled, Standing, snapshot};

fn shows(id: &str, pictures: &[&str]) -> Product {
    let mut shown = product(id, "", "Sofa", "sofa", 1);
    shown.pictures = pictures.iter().map(|&address| address.to_owned()).collect();
    shown
}

fn collect(master: &mut Master) {
    while master.collect_pictures(NOW).unwrap() {}
}

fn here(key: Uuid, text: &str) -> Settled {
    let hash = |size: &str| crate::catalog::content_hash(format!("{text} {size}").as_bytes());
    Settled {
        key,
        standing: Standing::Here,
        named: Some(Named { thumb: hash("thumb"), large: hash("large") }),
        why: None,
        due_ms: NOW + 1_000,
        etag: Some("\"1\"".into()),
        modified: None,
    }
}

/// Settles all that is due; gives the addresses in the order in which they were due.
fn settle(master: &mut Master) -> Vec<String> {
    let due = master.due_pictures(NOW, 1_000).unwrap();
    let settled: Vec<Settled> = due.iter().map(|due| here(due.key, &due.address)).collect();
    master.settle_pictures(&settled, NOW).unwrap();
    due.into_iter().map(|due| due.address).collect()
}

type Sizes = (Option<String>, Option<String>);

/// What each product shows, by source id.
fn shown(dir: &Path) -> Vec<(String, Vec<Sizes>)> {
    let catalog = Catalog::open(dir).unwrap();
    let mut all: Vec<_> = find(&catalog, "").hits.into_iter().map(|hit| (hit.source_id, hit.product_id)).collect();
    all.sort();
    let sizes = |id| catalog.product(id, NOW).unwrap().unwrap().pictures.into_iter();
    all.into_iter().map(|(name, id)| (name, sizes(id).map(|one| (one.thumb, one.large)).collect())).collect()
}

#[test]
fn an_address_gets_a_name_and_loses_it_with_its_last_product() {
    let (hq, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut master = Master::open(hq.path()).unwrap();
    let drawn = master.pictures().put(b"<svg/>").unwrap();
    import(&mut master, &[shows("a", &["https://x/1", "https://x/2"]), shows("b", &["https://x/1", &drawn])]);
    let mut tablet = Replica::open(dir.path()).unwrap();
    follow(&mut master, &mut tablet, 1);
    assert_eq!(shown(dir.path())[0].1, [(None, None), (None, None)]);
    assert_eq!(shown(dir.path())[1].1[1], (Some(drawn.clone()), Some(drawn)));

    collect(&mut master);
    assert_eq!(settle(&mut master), ["https://x/1", "https://x/2"], "first pictures come first, each once");
    assert!(settle(&mut master).is_empty());
    follow(&mut master, &mut tablet, 1);
    let (of_a, of_b) = (shown(dir.path())[0].1.clone(), shown(dir.path())[1].1.clone());
    assert_eq!(of_a[0], of_b[0]);
    assert!(of_a.iter().all(|(thumb, large)| thumb.is_some() && large.is_some() && thumb != large));
    let hits = find(&Catalog::open(dir.path()).unwrap(), "").hits;
    assert!(hits.iter().all(|hit| hit.picture == of_a[0].0));

    // The same again publishes nothing; what only one product named goes with it.
    let version = master.status().unwrap().version;
    import(&mut master, &[shows("b", &["https://x/1"])]);
    collect(&mut master);
    assert_eq!(master.status().unwrap().version, version + 2, "the withdrawal, and the name that is taken back");
    collect(&mut master);
    assert_eq!(master.status().unwrap().version, version + 2);
    follow(&mut master, &mut tablet, 1);
    import(&mut master, &[shows("b", &["https://x/1", "https://x/2"])]);
    follow(&mut master, &mut tablet, 1);
    assert_eq!(shown(dir.path())[0].1, [of_a[0].clone(), (None, None)]);
}

#[test]
fn a_name_travels_in_some_hundred_bytes() {
    let hq = tempfile::tempdir().unwrap();
    let mut master = Master::open(hq.path()).unwrap();
    let goods: Vec<_> = (0..1_000).map(|at| shows(&format!("p{at}"), &[&format!("https://x/{at}")])).collect();
    import(&mut master, &goods);
    let before = master.status().unwrap().version;
    collect(&mut master);
    settle(&mut master);
    let changes = master.changes_since(before, None, 5_000).unwrap();
    assert_eq!((changes.pictures.len(), changes.products.len()), (1_000, 0));
    let packed = zstd::bulk::compress(&serde_json::to_vec(&changes).unwrap(), 3).unwrap().len();
    eprintln!("{packed} bytes for 1,000 names");
    assert!(packed < 110_000, "{packed} bytes");
}

#[test]
fn a_refusal_is_told_with_its_product_and_waits() {
    let hq = tempfile::tempdir().unwrap();
    let mut master = Master::open(hq.path()).unwrap();
    import(&mut master, &[shows("a", &["https://x/bomb"])]);
    collect(&mut master);
    let key = master.due_pictures(NOW, 9).unwrap()[0].key;
    let version = master.status().unwrap().version;
    let why = Some(("picture_too_large", "It declares too many pixels.".to_owned()));
    let refused = Settled { standing: Standing::Refused, named: None, why, ..here(key, "") };
    assert_eq!(master.settle_pictures(&[refused], NOW).unwrap(), version, "nothing is shown that was not shown before");
    assert!(master.due_pictures(NOW, 9).unwrap().is_empty());
    let problem = &master.picture_problems(9).unwrap()[0];
    assert_eq!((problem.code.as_str(), problem.source_id.as_str()), ("picture_too_large", "a"));
    assert_eq!(master.picture_counts().unwrap().refused, 1);
    assert_eq!(master.due_pictures(NOW + 1_000, 9).unwrap()[0].tries, 1);
    master.recheck_pictures(false).unwrap();
    assert_eq!(master.due_pictures(NOW, 9).unwrap().len(), 1);
}

#[test]
fn a_lost_file_is_asked_for_whole() {
    let hq = tempfile::tempdir().unwrap();
    let mut master = Master::open(hq.path()).unwrap();
    import(&mut master, &[shows("a", &["https://x/1"])]);
    collect(&mut master);
    settle(&mut master);
    let again = &master.due_pictures(NOW + 1_000, 9).unwrap()[0];
    assert_eq!(again.etag, None, "its files are not in the folder");
    for size in ["thumb", "large"] {
        master.pictures().put(format!("https://x/1 {size}").as_bytes()).unwrap();
    }
    assert!(master.due_pictures(NOW + 1_000, 9).unwrap()[0].etag.is_some());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]
    #[test]
    fn names_by_delta_are_names_by_snapshot(
        runs in prop::collection::vec(prop::collection::vec((0_u8..12, 0_u8..6, 0_u8..6), 0..12), 1..5),
        page in 1_u32..8,
    ) {
        let (hq, by_delta, by_snapshot) =
            (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let mut master = Master::open(hq.path()).unwrap();
        let mut tablet = Replica::open(by_delta.path()).unwrap();
        for (turn, seed) in runs.iter().enumerate() {
            let address = |n: &u8| format!("https://x/{n}");
            let goods: Vec<_> = seed.iter().map(|(id, one, other)| {
                shows(&format!("p{id}"), &[&address(one), &address(other)])
            }).collect();
            import(&mut master, &goods);
            collect(&mut master);
            if turn % 2 == 0 {
                settle(&mut master);
            }
            follow(&mut master, &mut tablet, page);
            prop_assert_eq!(shown(hq.path()), shown(by_delta.path()));
        }
        let key = SigningKey::from_bytes(&[7; 32]);
        let built = snapshot::build(&mut master, hq.path(), &key).unwrap();
        snapshot::install(&built.path, &built.manifest, &key.verifying_key(), by_snapshot.path()).unwrap();
        prop_assert_eq!(shown(by_delta.path()), shown(by_snapshot.path()));
    }
}

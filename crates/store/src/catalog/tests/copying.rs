//! Tablets' copies follow headquarters' and nothing else.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use ed25519_dalek::SigningKey;
use proptest::prelude::*;
use tenon_domain::Localized;
use tenon_domain::catalog::Product;
use tenon_domain::pricing::{Offer, Promotion, Rate};

use super::{NOW, find, import, product, promotion};
use crate::catalog::snapshot::{self, Built};
use crate::catalog::{Catalog, Error, Market, Master, NewPrices, Refused, Replica};

const WORDS: [&str; 8] = ["oak", "white", "sofa", "cabinet", "table", "grey", "glass", "door"];
const HAN: [&str; 4] = ["橱柜", "沙发", "白色", "木门"];

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn goods(seed: &[(u8, u8, u16)]) -> Vec<Product> {
    let word = |n: u8| WORDS[usize::from(n) % WORDS.len()];
    let one = |&(id, text, price): &(u8, u8, u16)| {
        let en = format!("{} {} {}", word(text), word(text / 8), word(text / 3));
        let zh = HAN[usize::from(text) % HAN.len()];
        product(&format!("p{id}"), zh, &en, ["a/b", "a/c", "d"][usize::from(text) % 3], i64::from(price))
    };
    seed.iter().map(one).collect()
}

pub(super) fn follow(master: &mut Master, tablet: &mut Replica, page: u32) {
    loop {
        let from = tablet.status().unwrap().version;
        let changes = master.changes_since(from, tablet.resume().unwrap(), page).unwrap();
        let wire = serde_json::to_vec(&changes).unwrap();
        tablet.apply(&serde_json::from_slice(&wire).unwrap()).unwrap();
        if changes.next.is_none() {
            return;
        }
    }
}

fn assert_alike(left: &Path, right: &Path) {
    let [left, right] = [left, right].map(|dir| Catalog::open(dir).unwrap());
    for catalog in [&left, &right] {
        catalog.sell_in(Market { zone: Some("north".into()), ..Market::default() });
    }
    assert_eq!(left.status().unwrap(), right.status().unwrap());
    let all = |catalog: &Catalog| {
        let mut all = Vec::new();
        catalog.each_product(|one| all.push(one)).unwrap();
        all.sort_by_key(|one| one.id);
        all
    };
    assert_eq!(all(&left), all(&right));
    assert_eq!(left.categories().unwrap(), right.categories().unwrap());
    for text in WORDS.iter().chain(&HAN).copied().chain(["white oak door", "chugui", "", "grey sofa under 300"]) {
        let [one, other] = [&left, &right].map(|catalog| find(catalog, text));
        assert_eq!((one.hits, one.total), (other.hits, other.total), "{text}");
        assert_eq!(one.facets.categories, other.facets.categories, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn deltas_lead_where_a_snapshot_leads(
        runs in prop::collection::vec(prop::collection::vec((0_u8..40, any::<u8>(), 1_u16..900), 0..40), 1..5),
        page in 1_u32..20,
    ) {
        let (hq, by_delta, by_snapshot) =
            (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let mut master = Master::open(hq.path()).unwrap();
        let mut tablet = Replica::open(by_delta.path()).unwrap();
        for (turn, seed) in runs.iter().enumerate() {
            import(&mut master, &goods(seed));
            if turn % 2 == 0 {
                master.put_merchant("oak", &Localized::new("橡树", format!("Oak {turn}")), NOW).unwrap();
            }
            let zone = Some("north").filter(|_| turn % 2 == 0).map(str::to_owned);
            let lines = goods(seed).into_iter().step_by(3).map(|one| {
                let minor = one.variants[0].prices[0].minor;
                (one.id, one.variants[0].id, (minor % 5 > 0).then(|| Rate::plain(minor * 3)))
            });
            let lines: Vec<_> = lines.collect();
            if !lines.is_empty() {
                let prices = NewPrices { zone, name: Localized::default(), from_ms: NOW - 5, until_ms: None, lines };
                master.publish_prices(&prices, NOW).unwrap();
            }
            follow(&mut master, &mut tablet, page);
            assert_alike(hq.path(), by_delta.path());
        }
        let built = snapshot::build(&mut master, hq.path(), &key()).unwrap();
        snapshot::install(&built.path, &built.manifest, &key().verifying_key(), by_snapshot.path()).unwrap();
        assert_alike(by_delta.path(), by_snapshot.path());
    }
}

#[test]
fn a_page_that_does_not_follow_is_refused() {
    let (hq, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut master = Master::open(hq.path()).unwrap();
    import(&mut master, &goods(&[(1, 1, 1), (2, 2, 2), (3, 3, 3)]));
    let mut tablet = Replica::open(dir.path()).unwrap();
    let first = master.changes_since(0, None, 2).unwrap();
    tablet.apply(&first).unwrap();
    assert_eq!(tablet.status().unwrap().version, 0);
    assert!(matches!(tablet.apply(&first), Err(Error::DeltaGap { .. })));
    // Interrupted here; headquarters publishes meanwhile; the run goes on from where it was.
    drop(tablet);
    import(&mut master, &goods(&[(1, 9, 9), (2, 2, 2), (4, 4, 4)]));
    master
        .put_promotions(
            &[Promotion { from_ms: 0, until_ms: i64::MAX, ..promotion(9, Offer::Percent { basis_points: 1_000 }) }],
            NOW,
        )
        .unwrap();
    follow(&mut master, &mut Replica::open(dir.path()).unwrap(), 1);
    assert_alike(hq.path(), dir.path());
}

fn published(dir: &Path) -> (Master, Built) {
    let mut master = Master::open(dir).unwrap();
    import(&mut master, &goods(&[(1, 1, 1), (2, 2, 2), (3, 3, 3)]));
    let built = snapshot::build(&mut master, dir, &key()).unwrap();
    (master, built)
}

#[test]
fn a_tampered_snapshot_is_refused_and_the_old_one_serves() {
    let (hq, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (mut master, old) = published(hq.path());
    let public = key().verifying_key();
    snapshot::install(&old.path, &old.manifest, &public, dir.path()).unwrap();
    import(&mut master, &goods(&[(7, 7, 7)]));
    let new = snapshot::build(&mut master, hq.path(), &key()).unwrap();
    let whole = std::fs::read(&new.path).unwrap();
    let bad = dir.path().join("download");
    let step = whole.len() / 9;
    for at in (0..9).map(|n| n * step).chain([whole.len() - 1]) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        std::fs::write(&bad, &bytes).unwrap();
        assert!(matches!(snapshot::install(&bad, &new.manifest, &public, dir.path()), Err(Error::Refused(_))), "{at}");
        std::fs::write(&bad, &whole[..at]).unwrap();
        let cut = snapshot::install(&bad, &new.manifest, &public, dir.path());
        assert!(matches!(cut, Err(Error::Refused(Refused::Length))), "{at}");
    }
    let stranger = SigningKey::from_bytes(&[8; 32]).verifying_key();
    let forged = snapshot::install(&new.path, &new.manifest, &stranger, dir.path());
    assert!(matches!(forged, Err(Error::Refused(Refused::Signature))));
    let mut lied = new.manifest.clone();
    lied.version += 1;
    assert!(matches!(
        snapshot::install(&new.path, &lied, &public, dir.path()),
        Err(Error::Refused(Refused::Signature))
    ));
    assert_eq!(Catalog::open(dir.path()).unwrap().status().unwrap().version, old.manifest.version);
    assert!(!dir.path().join("incoming.db").exists());
}

#[test]
fn an_interrupted_installation_leaves_the_old_copy_and_is_cleared_away() {
    let (hq, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (mut master, old) = published(hq.path());
    let public = key().verifying_key();
    snapshot::install(&old.path, &old.manifest, &public, dir.path()).unwrap();
    let reader = Catalog::open(dir.path()).unwrap();
    // The machine stopped while it was unpacking, and another time just before the pointer was exchanged.
    std::fs::write(dir.path().join("incoming.db"), b"half").unwrap();
    std::fs::write(dir.path().join("catalog-9-feedbeef0000-1.db"), b"whole but never named").unwrap();
    std::fs::write(dir.path().join("catalog.current-draft"), b"catalog-9").unwrap();
    let replica = Replica::open(dir.path()).unwrap();
    assert_eq!(replica.status().unwrap().version, old.manifest.version);
    assert!(!dir.path().join("incoming.db").exists() && !dir.path().join("catalog-9-feedbeef0000-1.db").exists());
    // The next one comes in while a reader looks at the old.
    import(&mut master, &goods(&[(7, 7, 7)]));
    let new = snapshot::build(&mut master, hq.path(), &key()).unwrap();
    snapshot::install(&new.path, &new.manifest, &public, dir.path()).unwrap();
    assert!(replica.is_replaced(dir.path()).unwrap());
    assert_eq!(reader.status().unwrap().version, old.manifest.version);
    drop(replica);
    Replica::open(dir.path()).unwrap();
    let reader = Catalog::open(dir.path()).unwrap();
    assert_eq!((reader.status().unwrap().version, find(&reader, "").total), (new.manifest.version, 1));
}

#[test]
fn what_a_killed_process_left_half_made_is_cleared_a_day_later() {
    let hq = tempfile::tempdir().unwrap();
    let mut master = Master::open(hq.path()).unwrap();
    let [old, fresh] = ["building-1.db", "building-2.db"].map(|name| hq.path().join(name));
    let two_days_ago = SystemTime::now() - Duration::from_hours(48);
    fs::File::create(&old).unwrap().set_modified(two_days_ago).unwrap();
    fs::File::create(&fresh).unwrap();
    let built = snapshot::build(&mut master, hq.path(), &key()).unwrap();
    assert!(built.path.exists() && fresh.exists() && !old.exists());
}

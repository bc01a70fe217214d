//! The shelf against a model, and against a disk that is full.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tenon_store::catalog::content_hash;

use super::{Kept, PictureShelf, Walk};

fn bytes(number: u8) -> Vec<u8> {
    vec![number; 50 + usize::from(number) * 10]
}

fn hash(number: u8) -> String {
    content_hash(&bytes(number))
}

#[derive(Debug, Clone)]
enum Step {
    Show(u8),
    Look(u8),
    Ahead(u8),
    Want(u8),
    Fetch,
    Budget(u16),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0_u8..30).prop_map(Step::Show),
        (0_u8..30).prop_map(Step::Look),
        (0_u8..30).prop_map(Step::Ahead),
        (0_u8..30).prop_map(Step::Want),
        Just(Step::Fetch),
        (0_u16..3_000).prop_map(Step::Budget),
    ]
}

/// What the shelf must be: pictures with when they were used, by the order of a counter.
#[derive(Default)]
struct Model {
    clock: i64,
    budget: usize,
    held: BTreeMap<u8, i64>,
    wants: BTreeMap<u8, i64>,
}

impl Model {
    fn tick(&mut self) -> i64 {
        self.clock += 1;
        self.clock
    }

    fn total(&self) -> usize {
        self.held.keys().map(|number| bytes(*number).len()).sum()
    }

    fn keep(&mut self, number: u8, used: i64) {
        self.wants.remove(&number);
        if self.held.contains_key(&number) {
            return;
        }
        let below: usize = self.held.iter().filter(|one| *one.1 < used).map(|one| bytes(*one.0).len()).sum();
        if self.total() - below + bytes(number).len() > self.budget {
            return;
        }
        self.shrink(self.budget - bytes(number).len());
        self.held.insert(number, used);
    }

    fn shrink(&mut self, to: usize) {
        while self.total() > to {
            let first = self.held.iter().min_by_key(|one| *one.1).map(|one| *one.0).unwrap();
            self.held.remove(&first);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn the_least_recently_shown_goes_and_the_budget_holds(steps in prop::collection::vec(step(), 1..80)) {
        let dir = tempfile::tempdir().unwrap();
        let mut shelf = PictureShelf::open(dir.path());
        shelf.set_budget(1_500);
        let mut model = Model { budget: 1_500, ..Model::default() };
        for (turn, step) in steps.iter().enumerate() {
            match *step {
                Step::Show(number) => {
                    let used = model.tick();
                    shelf.keep_shown(&hash(number), &bytes(number));
                    model.keep(number, used);
                }
                Step::Look(number) => {
                    let seen = shelf.get(&hash(number)).map(|picture| picture.bytes);
                    prop_assert_eq!(seen.is_some(), model.held.contains_key(&number));
                    if seen.is_some() {
                        let used = model.tick();
                        model.held.insert(number, used);
                    }
                }
                Step::Ahead(number) => {
                    let used = -model.tick();
                    shelf.keep_ahead(&hash(number), &bytes(number));
                    model.keep(number, used);
                }
                Step::Want(number) => {
                    shelf.want(&[hash(number)]);
                    if !model.held.contains_key(&number) {
                        let used = model.tick();
                        model.wants.insert(number, used);
                    }
                }
                Step::Fetch => {
                    let wanted = shelf.wanted(1).pop();
                    let number = model.wants.iter().max_by_key(|one| *one.1).map(|one| *one.0);
                    prop_assert_eq!(&wanted, &number.map(hash));
                    if let Some(number) = number {
                        let used = model.wants[&number];
                        shelf.keep_wanted(&hash(number), &bytes(number));
                        model.keep(number, used);
                    }
                }
                Step::Budget(bytes) => {
                    shelf.set_budget(u64::from(bytes));
                    model.budget = usize::from(bytes);
                    model.shrink(usize::from(bytes));
                }
            }
            if turn % 7 == 3 {
                shelf = PictureShelf::open(dir.path());
            }
            let status = shelf.status();
            prop_assert!(status.bytes <= status.budget);
            prop_assert_eq!((status.bytes, status.pictures), (model.total() as u64, model.held.len() as u64));
            for number in 0..30 {
                prop_assert_eq!(shelf.holds(&hash(number)), model.held.contains_key(&number), "{}", number);
            }
        }
    }
}

#[test]
fn bytes_that_are_not_what_their_hash_says_are_not_kept() {
    let dir = tempfile::tempdir().unwrap();
    let shelf = PictureShelf::open(dir.path());
    assert_eq!(shelf.keep_shown(&hash(1), &bytes(2)), Kept::Wrong);
    assert_eq!(shelf.keep_shown("../work.db", &bytes(2)), Kept::Wrong);
    assert_eq!(shelf.keep_shown(&hash(1), &bytes(1)), Kept::Here);
    // Damaged on the disk: it counts as missing from then on.
    let conn = rusqlite::Connection::open(dir.path().join("pictures.db")).unwrap();
    conn.execute("UPDATE pictures SET bytes = x'00'", []).unwrap();
    assert!(shelf.get(&hash(1)).is_none());
    assert_eq!(shelf.status().bytes, 0);
}

#[test]
fn a_file_that_is_no_database_is_begun_anew() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("pictures.db"), vec![7; 40_000]).unwrap();
    let shelf = PictureShelf::open(dir.path());
    assert_eq!(shelf.keep_shown(&hash(1), &bytes(1)), Kept::Here);
}

#[test]
fn a_full_disk_empties_the_shelf_and_halves_its_budget() {
    let dir = tempfile::tempdir().unwrap();
    let shelf = PictureShelf::open(dir.path());
    let large = |number: u8| vec![number; 4 << 20];
    let keep = |number| shelf.keep_shown(&content_hash(&large(number)), &large(number));
    shelf.limit_pages(1_400);
    let kept = (0..9).take_while(|number| keep(*number) == Kept::Here).count();
    assert!((3..9).contains(&kept), "{kept} fit on the disk");
    let status = shelf.status();
    assert_eq!(status.pictures, 0);
    assert!(status.budget < 22 << 20, "{} bytes", status.budget);
    assert_eq!(keep(1), Kept::Here);
    shelf.set_walk(Walk { version: 3, pass: 1, doc: 9 });
    assert_eq!(PictureShelf::open(dir.path()).walk(), Walk { version: 3, pass: 1, doc: 9 });
}

impl PictureShelf {
    /// Makes the disk seem to have room for `pages` pages of 16 kB.
    fn limit_pages(&self, pages: u32) {
        self.with(|conn| conn.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())));
    }
}

//! Hours of a crew that are blocked: what they take of its windows, also of those that are opened later.

use proptest::prelude::*;
use tenon_domain::entities::{Crew, Window, WorkKind};
use tenon_domain::ops::{BlockTime, NewWindow, OpenWindows, ResizeWindow, UnblockTime};
use tenon_domain::{Id, Localized};

use crate::desks::{Desks, clerk};
use crate::jobs::code;

const DATE: &str = "2030-03-17";
const CREW: u8 = 1;

fn crew() -> Id<Crew> {
    Desks::crew(CREW)
}

/// HQ where the crew has a window of `capacity` in each of `hours`.
fn hq(hours: &[(i64, i64)], capacity: u32) -> Desks {
    let mut hq = Desks::hq();
    for number in [CREW, 2] {
        hq.put(&Crew {
            id: Desks::crew(number),
            name: Localized::default(),
            trades: Localized::default(),
            kinds: vec![WorkKind::Measure],
            stores: vec![Desks::store(1)],
            calendar: None,
            categories: Vec::new(),
            base: None,
        });
    }
    opened(&mut hq, hours, capacity);
    hq
}

fn opened(hq: &mut Desks, hours: &[(i64, i64)], capacity: u32) {
    let new = |(start_ms, end_ms): &(i64, i64)| NewWindow {
        date: DATE.to_owned(),
        kind: WorkKind::Measure,
        start_ms: *start_ms,
        end_ms: *end_ms,
        capacity,
    };
    hq.does(&clerk(), OpenWindows { crew: crew(), windows: hours.iter().map(new).collect() }).expect("opened");
}

fn block(start_ms: i64, end_ms: i64) -> BlockTime {
    BlockTime { crew: crew(), date: DATE.to_owned(), start_ms, end_ms, reason: "培训".into() }
}

fn unblock(start_ms: i64, end_ms: i64) -> UnblockTime {
    UnblockTime { crew: crew(), date: DATE.to_owned(), start_ms, end_ms }
}

fn held(hq: &Desks, start_ms: i64) -> Window {
    hq.row(Window::id_of(crew(), start_ms)).expect("it is there")
}

/// Capacity, free, and the units that each block takes.
fn load(hq: &Desks, start_ms: i64) -> (u32, u32, Vec<u32>) {
    let window = held(hq, start_ms);
    (window.capacity, window.free, window.blocks.iter().map(|block| block.units).collect())
}

#[test]
fn a_window_opened_later_loses_what_is_blocked_and_gets_it_back_with_the_others() {
    let mut hq = hq(&[(800, 1000)], 4);
    hq.does(&clerk(), block(900, 1100)).expect("blocked");
    opened(&mut hq, &[(800, 1000), (1000, 1200), (1200, 1400)], 4);
    assert_eq!(load(&hq, 800), (2, 2, vec![2]));
    assert_eq!(load(&hq, 1000), (2, 2, vec![2]), "half of it is blocked");
    assert_eq!(load(&hq, 1200), (4, 4, vec![]), "it begins when the hours have ended");
    let block = &held(&hq, 1000).blocks[0];
    assert_eq!((block.start_ms, block.end_ms, block.reason.as_str()), (900, 1100, "培训"));

    hq.does(&clerk(), unblock(900, 1100)).expect("given back");
    for start in [800, 1000, 1200] {
        assert_eq!(load(&hq, start), (4, 4, vec![]));
    }
    opened(&mut hq, &[(1400, 1600)], 4);
    assert_eq!(load(&hq, 1400), (4, 4, vec![]), "what was given back is forgotten");
}

#[test]
fn another_crew_and_another_day_know_nothing_of_it() {
    let mut hq = hq(&[(800, 1000)], 4);
    hq.does(&clerk(), block(800, 1200)).expect("blocked");
    let new = NewWindow { date: DATE.to_owned(), kind: WorkKind::Measure, start_ms: 1000, end_ms: 1200, capacity: 4 };
    let other = Desks::crew(2);
    hq.does(&clerk(), OpenWindows { crew: other, windows: vec![new.clone()] }).expect("opened");
    let tomorrow = NewWindow { date: "2030-03-18".to_owned(), ..new };
    hq.does(&clerk(), OpenWindows { crew: crew(), windows: vec![tomorrow] }).expect("opened");
    assert_eq!(load(&hq, 1000), (4, 4, vec![]));
    let window: Window = hq.row(Window::id_of(other, 1000)).expect("it is there");
    assert_eq!((window.capacity, window.blocks.len()), (4, 0));
}

#[test]
fn two_blocks_have_no_moment_in_common_also_where_no_window_is_between_them() {
    let mut hq = hq(&[(800, 1000), (1200, 1400)], 4);
    hq.does(&clerk(), block(900, 1100)).expect("blocked");
    assert_eq!(code(hq.does(&clerk(), block(1050, 1300))), "blocked_before");
    hq.does(&clerk(), block(1100, 1300)).expect("blocked");
    opened(&mut hq, &[(1000, 1200)], 4);
    assert_eq!(load(&hq, 1000), (0, 0, vec![2, 2]));
}

proptest! {
    /// Opened before or after the hours were blocked, a window is the same; and given back it is whole.
    #[test]
    fn it_does_not_matter_which_came_first(capacity in 0_u32..=100, at in 0_i64..1000, long in 1_i64..2000) {
        let (first, later) = ([(0, 1000)], [(1000, 1500), (1500, 2500)]);
        let mut before = hq(&first, capacity);
        opened(&mut before, &later, capacity);
        before.does(&clerk(), block(at, at + long)).expect("blocked");
        let mut after = hq(&first, capacity);
        after.does(&clerk(), block(at, at + long)).expect("blocked");
        opened(&mut after, &later, capacity);
        for (start, _) in first.into_iter().chain(later) {
            prop_assert_eq!(held(&before, start), held(&after, start));
        }
        after.does(&clerk(), unblock(at, at + long)).expect("given back");
        for (start, _) in first.into_iter().chain(later) {
            prop_assert_eq!(load(&after, start), (capacity, capacity, vec![]));
        }
    }
}

#[test]
fn a_window_that_is_closed_stays_closed_when_hours_are_given_back() {
    for blocked_before in [true, false] {
        let mut hq = hq(&[(800, 1000)], 4);
        let close = ResizeWindow { window: held(&hq, 800).id, capacity: 0, reason: "国庆节".into() };
        if blocked_before {
            hq.does(&clerk(), block(800, 900)).expect("blocked");
            hq.does(&clerk(), close).expect("closed");
        } else {
            hq.does(&clerk(), close).expect("closed");
            hq.does(&clerk(), block(800, 900)).expect("blocked");
        }
        assert_eq!(load(&hq, 800), (0, 0, vec![0]));
        hq.does(&clerk(), unblock(800, 900)).expect("given back");
        assert_eq!(load(&hq, 800), (0, 0, vec![]));
    }
}

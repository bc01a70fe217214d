//! Several writers at once: the head row serialises them.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use tenon_domain::Scope;
use tenon_domain::entities::Staff;
use tenon_store::hq::{commit, head, members_after};
use tenon_store::{Error, Schema, SqlRows, snapshot};

use crate::Place;
use crate::showroom::{id, seller};

const WRITERS: usize = 3;
const COMMITS: usize = 25;

fn staff(number: usize) -> Staff {
    Staff { id: id(u128::try_from(number).unwrap()), store: Some(id(1)), ..seller(true) }
}

/// A reader that follows the commits while they are made sees each once, and none before those with lower numbers.
pub fn no_cursor_skips_a_row(place: &Place) {
    place.open();
    let writing = AtomicUsize::new(WRITERS);
    let seen = thread::scope(|threads| {
        for writer in 0..WRITERS {
            let writing = &writing;
            threads.spawn(move || {
                let mut conn = place.open();
                for at in 0..COMMITS {
                    let rows = (0..=at % 3).map(|row| staff(1 + row + 3 * (at + COMMITS * writer)));
                    commit(conn.as_mut(), |commit| rows.clone().try_for_each(|row| commit.put(&row))).unwrap();
                }
                writing.fetch_sub(1, Ordering::SeqCst);
            });
        }
        let mut conn = place.open();
        let (mut seen, mut after) = (Vec::new(), 0);
        loop {
            let last_round = writing.load(Ordering::SeqCst) == 0;
            let news = snapshot(conn.as_mut(), |conn| -> Result<_, Error> {
                let through = head(conn)?.n;
                let news = members_after(conn, Scope::Store(id(1)), after, 1_000)?;
                assert!(news.iter().all(|member| member.n > after && member.n <= through));
                // Each commit writes: a reader at the head has seen every number up to it.
                let numbers: BTreeSet<i64> = news.iter().map(|member| member.n).collect();
                assert_eq!(numbers, (after + 1..=through).collect(), "a number was passed over");
                Ok(news)
            })
            .unwrap();
            after = news.last().map_or(after, |member| member.n);
            seen.extend(news);
            if last_round {
                return seen;
            }
        }
    });
    let rows: BTreeSet<&str> = seen.iter().map(|member| member.id.as_str()).collect();
    let written: usize = (0..COMMITS).map(|at| 1 + at % 3).sum();
    assert_eq!((rows.len(), seen.len()), (WRITERS * written, WRITERS * written));
    assert_eq!(head(place.open().as_mut()).unwrap().n, i64::try_from(WRITERS * COMMITS).unwrap());
}

/// Writers that read a row, change it and write it back, all the same row: no change is lost.
pub fn racing_writers_lose_nothing(place: &Place) {
    let first = staff(1);
    commit(place.open().as_mut(), |commit| commit.put(&first)).unwrap();
    thread::scope(|threads| {
        for _ in 0..WRITERS {
            threads.spawn(|| {
                let mut conn = place.open();
                for _ in 0..COMMITS {
                    commit(conn.as_mut(), |commit| -> Result<(), Error> {
                        let mut staff: Staff = commit.rows().entity(first.id)?.unwrap();
                        staff.name.push('+');
                        commit.put(&staff)
                    })
                    .unwrap();
                }
            });
        }
    });
    let mut conn = place.open();
    let staff: Staff = SqlRows(conn.as_mut(), Schema::Hq).entity(first.id).unwrap().unwrap();
    assert_eq!(staff.name.matches('+').count(), WRITERS * COMMITS);
}

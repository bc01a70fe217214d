//! Storage that breaks says nothing about an operation.

use crate::showroom::{Hq, NOW_MS, Tablet, seller};
use tenon_domain::entities::Ruling;
use tenon_store::tablet::{live_rows, pending_after};
use tenon_store::{Connection, Engine, Error, Row, Sqlite, Value, transaction};
use tenon_sync::tablet::{next_exchange, take_in};

/// A disk of which the statement `left` fails, once.
struct Flaky<'c> {
    inner: &'c mut Sqlite,
    left: usize,
    struck: bool,
}

impl Flaky<'_> {
    fn strikes(&mut self) -> Result<(), Error> {
        if self.left == 0 && !self.struck {
            self.struck = true;
            return Err(Error::DiskFull);
        }
        self.left = self.left.saturating_sub(1);
        Ok(())
    }
}

impl Connection for Flaky<'_> {
    fn engine(&self) -> Engine {
        self.inner.engine()
    }
    fn execute(&mut self, sql: &str, args: &[Value]) -> Result<u64, Error> {
        self.strikes()?;
        self.inner.execute(sql, args)
    }
    fn query(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Row>, Error> {
        self.strikes()?;
        self.inner.query(sql, args)
    }
    fn script(&mut self, sql: &str) -> Result<(), Error> {
        if sql != "ROLLBACK" {
            self.strikes()?;
        }
        self.inner.script(sql)
    }
}

/// One read that failed while an operation was judged put it into quarantine for good.
#[test]
fn a_read_that_fails_quarantines_nothing() {
    for left in 0.. {
        let mut hq = Hq::new();
        let mut tablet = Tablet::new(1, &mut hq);
        let card = hq.sell(1, Some(tablet.identity.device));
        tablet.sync(&mut hq);
        let sale = tablet.redeem(&card).unwrap().op;
        let asked = next_exchange(&mut tablet.conn, &tablet.identity.key, NOW_MS, None).unwrap();
        let mut flaky = Flaky { inner: &mut hq.conn, left, struck: false };
        let handed_in = tenon_sync::hq::hand_in(&mut flaky, tablet.identity.device, &asked, NOW_MS);
        let struck = flaky.struck;
        assert_eq!(handed_in.is_err(), struck, "statement {left}");
        tablet.sync(&mut hq);
        assert!(matches!(hq.ruling(sale), Some(Ruling::Accepted { .. })), "statement {left}");
        assert_eq!(tablet.pending(), 0, "statement {left}");
        if !struck {
            return;
        }
    }
}

/// One read that failed while an operation was performed again marked it as no longer going through.
#[test]
fn a_read_that_fails_unapplies_nothing() {
    for left in 0.. {
        let mut hq = Hq::new();
        let mut tablet = Tablet::new(1, &mut hq);
        let card = hq.sell(1, Some(tablet.identity.device));
        tablet.sync(&mut hq);
        tablet.redeem(&card).unwrap();
        let mut renamed = seller(true);
        renamed.name.push('三');
        hq.put(&renamed);
        let mut asked = next_exchange(&mut tablet.conn, &tablet.identity.key, NOW_MS, None).unwrap();
        asked.ops.clear();
        let answer = hq.serve(tablet.identity.device, &asked, 2_000);
        let mut flaky = Flaky { inner: &mut tablet.conn, left, struck: false };
        let taken = take_in(&mut flaky, &asked, &answer);
        let struck = flaky.struck;
        assert_eq!(taken.is_err(), struck, "statement {left}");
        if struck {
            take_in(&mut tablet.conn, &asked, &answer).unwrap();
        }
        let entries = pending_after(&mut tablet.conn, 0, 10).unwrap();
        assert!(entries.iter().all(|entry| entry.unapplied.is_none()), "statement {left}");
        let redemptions = live_rows(&mut tablet.conn).unwrap();
        assert!(redemptions.iter().any(|(kind, _, body)| kind == "redemption" && body.contains('三')));
        if !struck {
            return;
        }
    }
}

/// A panic left its transaction open, and the connection unusable behind it.
#[test]
fn a_panic_leaves_no_transaction_open() {
    let mut hq = Hq::new();
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        transaction(&mut hq.conn, |_| -> Result<(), Error> { panic!("on purpose") })
    }));
    assert!(outcome.is_err());
    hq.put(&seller(false));
}

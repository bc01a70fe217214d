//! Checking a tablet's data: what must always hold.

use std::collections::BTreeSet;

use tenon_domain::{Hash, Stamp};
use tenon_store::tablet::{Entry, tail, to_push};
use tenon_store::{Connection, Error};

use crate::Tablet;

const BATCH: usize = 1_000;

impl Tablet {
    /// What is wrong with this tablet's data, in words; nothing, if all is well.
    pub fn check(&self) -> Result<Vec<String>, Error> {
        let mut problems = Vec::new();
        let mut reader = self.reader();
        let conn: &mut dyn Connection = &mut *reader;
        for row in conn.query("PRAGMA quick_check(10)", &[])? {
            let finding = row.text(0)?;
            if finding != "ok" {
                problems.push(format!("work.db is damaged: {finding}. Send the log to head office."));
            }
        }
        let (mut seq, mut prev) = (0, Hash::default());
        let mut seen = BTreeSet::new();
        loop {
            let batch = to_push(conn, seq, BATCH)?;
            if batch.is_empty() {
                if tail(conn)?.1 != prev {
                    problems.push(format!("operation {seq} is not what was saved"));
                }
                return Ok(problems);
            }
            for entry in batch {
                let fault = fault(&entry, entry.seq == seq + 1, prev);
                let fault = fault.or_else(|| (!seen.insert(entry.op)).then_some("stands there twice"));
                if let Some(fault) = fault {
                    problems.push(format!("operation {} {fault}", entry.seq));
                }
                (seq, prev) = (entry.seq, entry.hash());
            }
        }
    }
}

fn fault(entry: &Entry, follows: bool, prev: Hash) -> Option<&'static str> {
    if !follows {
        return Some("leaves a gap behind the one before");
    }
    match serde_json::from_str::<Stamp>(&entry.bytes) {
        Err(_) => Some("cannot be read"),
        Ok(stamp) if stamp.prev != prev => Some("does not link to the one before"),
        Ok(stamp) if stamp.id != entry.op => Some("stands under another's identifier"),
        Ok(_) => None,
    }
}

//! Checking a tablet's data: what must always hold.

use std::collections::BTreeSet;

use tenon_domain::{Hash, Signed, Stamp};
use tenon_store::tablet::to_push;
use tenon_store::{Connection, Error};

use crate::Tablet;
use crate::identity::public_key;

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
        let key = public_key(self.key());
        let (mut seq, mut prev) = (0, Hash::default());
        let mut seen = BTreeSet::new();
        loop {
            let batch = to_push(conn, seq, BATCH)?;
            if batch.is_empty() {
                return Ok(problems);
            }
            for entry in batch {
                let fault = fault(&entry.signed, entry.seq == seq + 1, prev, &key);
                let fault = fault.or_else(|| (!seen.insert(entry.op)).then_some("stands there twice"));
                if let Some(fault) = fault {
                    problems.push(format!("operation {} {fault}", entry.seq));
                }
                (seq, prev) = (entry.seq, entry.signed.hash());
            }
        }
    }
}

fn fault(signed: &Signed, follows: bool, prev: Hash, key: &str) -> Option<&'static str> {
    if !follows {
        return Some("leaves a gap behind the one before");
    }
    match serde_json::from_str::<Stamp>(&signed.bytes) {
        Err(_) => Some("cannot be read"),
        Ok(stamp) if stamp.prev != prev => Some("does not link to the one before"),
        Ok(_) if !tenon_sync::verify(key, signed) => Some("is not signed by this tablet"),
        Ok(_) => None,
    }
}

//! The rules that a tablet's database keeps.

use std::collections::{BTreeMap, BTreeSet};

use tenon_domain::entities::{Right, describe};
use tenon_domain::ops::AnyOperation;
use tenon_domain::{Desk, Failure, Grants, Id, Key, Kind, Rows, Stamp, Uuid, perform};
use tenon_store::tablet::{self as store, Entry};
use tenon_store::{Connection, Error};
use tenon_sync::wire::Cursor;

use super::{Broken, difference, hold};
use crate::sim::ledger::Ledger;
use crate::sim::mirror::RowText;
use crate::sim::world::World;

impl World {
    /// Checks tablet `at`, if anything may have been written since the last time.
    pub(in crate::sim) fn check_tablet(&mut self, at: usize) -> Result<(), Broken> {
        if !std::mem::replace(&mut self.tablets[at].disk.written, false) {
            return Ok(());
        }
        let held = Held::read(&mut self.tablets[at].disk).map_err(|e| Broken::new("readable", e.to_string()))?;
        self.saved_is_journalled(at, &held)?;
        self.base_is_hqs(at, &held)?;
        live_is_base_and_pending(&held)?;
        pending_has_no_verdict(&held)?;
        spends_stand(&held)
    }

    /// 1. What was said to be saved is in the journal.
    fn saved_is_journalled(&self, at: usize, held: &Held) -> Result<(), Broken> {
        for told in self.ledger.saved.get(&at).into_iter().flatten() {
            let entry = usize::try_from(told.seq - 1).ok().and_then(|at| held.journal.get(at));
            hold("1 saved is journalled", entry.is_some_and(|entry| entry.op == told.op), || {
                format!("tablet {at} said that it saved {} as {}", told.op, told.seq)
            })?;
        }
        Ok(())
    }

    /// 4. The base is HQ's rows at the tablet's cursor.
    fn base_is_hqs(&self, at: usize, held: &Held) -> Result<(), Broken> {
        let rule = "4 base is HQ's";
        let expected = match &held.cursor {
            None => &BTreeSet::new(),
            Some(cursor) => {
                let known = self.ledger.history.get(&Ledger::key(self.tablets[at].identity.device, cursor));
                known.ok_or_else(|| Broken::new(rule, format!("tablet {at}: HQ never gave out this cursor")))?
            }
        };
        hold(rule, held.base.iter().eq(expected.iter()), || {
            format!("tablet {at}: {}", difference(&held.base, expected))
        })
    }
}

/// What a tablet's database holds.
struct Held {
    journal: Vec<Entry>,
    base: Vec<RowText>,
    live: Vec<RowText>,
    cursor: Option<Cursor>,
    spends: BTreeSet<(String, String)>,
}

impl Held {
    fn read(conn: &mut dyn Connection) -> Result<Self, Error> {
        let mut base = store::base_rows(conn)?;
        base.sort();
        let mut live = store::live_rows(conn)?;
        live.sort();
        let spends = conn.query("SELECT right_id, op FROM spends", &[])?;
        let spends = spends.iter().map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())));
        Ok(Self {
            journal: store::to_push(conn, 0, 1_000_000)?,
            base,
            live,
            cursor: store::get_meta(conn, "cursor")?,
            spends: spends.collect::<Result<_, Error>>()?,
        })
    }
}

/// Rows in memory, with nothing of the store's in them.
#[derive(Default)]
struct Fresh {
    rows: BTreeMap<(Kind, Uuid), String>,
    keys: BTreeMap<(Kind, Key), BTreeSet<Uuid>>,
    keys_of: BTreeMap<(Kind, Uuid), Vec<Key>>,
}

impl Fresh {
    fn put(&mut self, kind: Kind, id: Uuid, body: &str, keys: Vec<Key>) {
        for key in self.keys_of.remove(&(kind, id)).unwrap_or_default() {
            if let Some(ids) = self.keys.get_mut(&(kind, key)) {
                ids.remove(&id);
            }
        }
        for key in &keys {
            self.keys.entry((kind, key.clone())).or_default().insert(id);
        }
        self.keys_of.insert((kind, id), keys);
        self.rows.insert((kind, id), body.to_owned());
    }
}

impl Rows for Fresh {
    fn get(&mut self, kind: Kind, id: Uuid) -> Result<Option<String>, Failure> {
        Ok(self.rows.get(&(kind, id)).cloned())
    }
    fn by_key(&mut self, kind: Kind, key: &Key) -> Result<Vec<(Uuid, String)>, Failure> {
        let ids = self.keys.get(&(kind, key.clone())).into_iter().flatten();
        Ok(ids.map(|id| (*id, self.rows[&(kind, *id)].clone())).collect())
    }
    fn spent(&mut self, _: Id<Right>, _: u64) -> Result<u32, Failure> {
        Ok(0)
    }
}

/// 5. The live rows are the base with the pending operations performed on it, in order, in a fresh database.
fn live_is_base_and_pending(held: &Held) -> Result<(), Broken> {
    let rule = "5 live is base and pending";
    if held.journal.iter().all(|entry| !entry.pending) {
        return hold(rule, held.live == held.base, || difference(&held.live, &held.base));
    }
    let mut fresh = Fresh::default();
    for (kind, id, body) in &held.base {
        let kind = Kind::parse(kind).unwrap();
        let keys = describe(kind, body).map_or_else(|_| Vec::new(), |described| described.keys);
        fresh.put(kind, id.parse().unwrap(), body, keys);
    }
    for entry in held.journal.iter().filter(|entry| entry.pending) {
        let Ok(stamp) = serde_json::from_str::<Stamp>(&entry.bytes) else { continue };
        let Ok(op) = AnyOperation::read(&stamp.op) else { continue };
        let mut desk = Desk::new(&mut fresh, Grants::Again, &stamp);
        let outcome = perform(&op, &mut desk);
        let reading = desk.close();
        if outcome.is_ok() {
            for ((kind, id), written) in reading.writes {
                fresh.put(kind, id, &written.body, written.keys);
            }
        }
    }
    let mut expected: Vec<RowText> =
        fresh.rows.iter().map(|((kind, id), body)| (kind.as_str().to_owned(), id.to_string(), body.clone())).collect();
    expected.sort();
    hold(rule, held.live == expected, || difference(&held.live, &expected))
}

/// 6. What is pending is what has no verdict in the base.
fn pending_has_no_verdict(held: &Held) -> Result<(), Broken> {
    let verdicts: BTreeSet<&str> =
        held.base.iter().filter(|(kind, _, _)| kind == "verdict").map(|(_, id, _)| id.as_str()).collect();
    for entry in &held.journal {
        let judged = verdicts.contains(entry.op.to_string().as_str());
        hold("6 pending has no verdict", entry.pending != judged, || {
            format!("{} is pending {}, verdict {judged}", entry.op, entry.pending)
        })?;
    }
    Ok(())
}

/// What a pending operation has spent stays spent, whatever was undone and performed again.
fn spends_stand(held: &Held) -> Result<(), Broken> {
    for entry in held.journal.iter().filter(|entry| entry.pending) {
        let Ok(stamp) = serde_json::from_str::<Stamp>(&entry.bytes) else { continue };
        for spend in &stamp.spends {
            let noted = held.spends.contains(&(spend.right.to_string(), entry.op.to_string()));
            hold("spends stand", noted, || format!("{} has spent {} and it is not noted", entry.op, spend.right))?;
        }
    }
    Ok(())
}

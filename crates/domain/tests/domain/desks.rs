//! Rows in memory under a desk, of HQ or of a tablet that holds all of them; enough to perform operations on.

use std::collections::BTreeMap;

use tenon_domain::entities::{Crew, Device, Policy, Right, Role, Staff, Store, describe};
use tenon_domain::ops::AnyOperation;
use tenon_domain::{
    Desk, Entity, Failure, Finality, Grants, Hash, Id, Key, Kind, Localized, OpId, Rows, Spend, Stamp, StampedAt, Stop,
    Uuid, perform,
};

#[derive(Clone)]
pub(crate) struct Desks {
    rows: BTreeMap<(Kind, Uuid), String>,
    journal: BTreeMap<OpId, Stamp>,
    /// None at HQ.
    store: Option<u8>,
    now_ms: i64,
    made: u128,
}

/// Someone who sells in store `at`.
pub(crate) fn seller(at: u8) -> Staff {
    person(100 + u128::from(at), Role::Seller, Some(Desks::store(at)))
}

/// Someone at HQ.
pub(crate) fn clerk() -> Staff {
    person(99, Role::Clerk, None)
}

/// The manager of store `at`.
pub(crate) fn manager(at: u8) -> Staff {
    person(200 + u128::from(at), Role::Manager, Some(Desks::store(at)))
}

/// The head of crew `at`.
pub(crate) fn fitter(at: u8) -> Staff {
    let role = if at == 1 { Role::Measurer } else { Role::Installer };
    Staff { crew: Some(Desks::crew(at)), ..person(300 + u128::from(at), role, None) }
}

fn person(id: u128, role: Role, store: Option<Id<Store>>) -> Staff {
    let (name, pin_hash) = (format!("staff {id}"), String::new());
    Staff { id: Id::new(Uuid::from_u128(id)), name, role, store, crew: None, pin_hash, active: true }
}

impl Desks {
    pub(crate) fn store(at: u8) -> Id<Store> {
        Id::new(Uuid::from_u128(1000 + u128::from(at)))
    }

    pub(crate) fn crew(at: u8) -> Id<Crew> {
        Id::new(Uuid::from_u128(3000 + u128::from(at)))
    }

    pub(crate) fn hq() -> Self {
        Self::open(None)
    }

    pub(crate) fn tablet(store: u8) -> Self {
        Self::open(Some(store))
    }

    fn open(store: Option<u8>) -> Self {
        let mut desks = Self {
            rows: BTreeMap::new(),
            journal: BTreeMap::new(),
            store,
            now_ms: 1_800_000_000_000,
            made: u128::from(store.unwrap_or(0)) << 64,
        };
        desks.put(&Policy::first(Vec::new()));
        desks.put(&clerk());
        for at in 0..5 {
            desks.put(&seller(at));
            desks.put(&manager(at));
            desks.put(&fitter(at));
            desks.put(&Store {
                id: Self::store(at),
                name: Localized::default(),
                city: Localized::default(),
                time_zone: "Asia/Shanghai".to_owned(),
                zone: None,
                desk: None,
            });
        }
        desks
    }

    /// A tablet of `store` with everything that HQ holds.
    pub(crate) fn of_store(&self, store: u8) -> Self {
        let made = self.made + (u128::from(store) << 80);
        Self { store: Some(store), journal: BTreeMap::new(), made, ..self.clone() }
    }

    pub(crate) fn hours_pass(&mut self, hours: i64) {
        self.now_ms += hours * 3_600_000;
    }

    pub(crate) fn minutes_pass(&mut self, minutes: i64) {
        self.now_ms += minutes * 60_000;
    }

    pub(crate) fn put<E: Entity>(&mut self, entity: &E) {
        self.rows.insert((E::KIND, entity.id().0), serde_json::to_string(entity).expect("a sound row"));
    }

    pub(crate) fn row<E: Entity>(&self, id: Id<E>) -> Option<E> {
        self.rows.get(&(E::KIND, id.0)).map(|body| serde_json::from_str(body).expect("a sound row"))
    }

    /// The rows of these kinds, as text.
    pub(crate) fn text_of(&self, kinds: &[&str]) -> String {
        let rows = self.rows.iter().filter(|((kind, _), _)| kinds.contains(&kind.as_str()));
        rows.map(|(_, body)| body.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// `who` does `op` at HQ, on behalf of store `at`.
    pub(crate) fn does_in(&mut self, at: u8, who: &Staff, op: impl Into<AnyOperation>) -> Result<OpId, Stop> {
        let mut tablet = self.of_store(at);
        let grants = if self.store.is_none() { Grants::Hq } else { Grants::Fresh };
        tablet.stamped(who, &op.into(), grants).map(|stamp| {
            self.rows = tablet.rows;
            self.made += 1;
            stamp.id
        })
    }

    /// `who` does `op` here and now.
    pub(crate) fn does(&mut self, who: &Staff, op: impl Into<AnyOperation>) -> Result<OpId, Stop> {
        let grants = if self.store.is_none() { Grants::Hq } else { Grants::Fresh };
        let stamp = self.stamped(who, &op.into(), grants)?;
        self.journal.insert(stamp.id, stamp.clone());
        Ok(stamp.id)
    }

    fn stamped(&mut self, who: &Staff, op: &AnyOperation, grants: Grants) -> Result<Stamp, Stop> {
        self.made += 1;
        let mut stamp = Stamp {
            id: Id::new(Uuid::from_u128(self.made)),
            device: self.store.map_or(Device::HQ, |store| Id::new(Uuid::from_u128(2000 + u128::from(store)))),
            seq: 1,
            prev: Hash::default(),
            actor: Some(who.id),
            session: Some(Id::new(Uuid::from_u128(1))),
            policy: 1,
            store: self.store.map_or(Id::new(Uuid::nil()), Self::store),
            at: StampedAt { wall_ms: self.now_ms, hq_ms: Some(self.now_ms), uncertainty_ms: 0 },
            after: Vec::new(),
            spends: Vec::new(),
            told: None,
            op: serde_json::to_value(op).expect("a sound row"),
        };
        let (told, spends) = self.perform(&stamp, grants)?;
        if grants == Grants::Fresh {
            (stamp.told, stamp.spends) = (Some(told), spends);
        }
        Ok(stamp)
    }

    /// Judges what `tablet` did.
    pub(crate) fn judges(&mut self, tablet: &Desks, ops: &[OpId]) {
        for op in ops {
            self.perform(&tablet.journal[op], Grants::Hq).expect("a sound row");
        }
    }

    /// Judges all that `tablet` did.
    pub(crate) fn takes(&mut self, tablet: &Desks) {
        self.judges(tablet, &tablet.journal.keys().copied().collect::<Vec<_>>());
    }

    /// [`Desks::takes`], where what happened may contradict what is known here by now.
    pub(crate) fn hears(&mut self, tablet: &Desks) {
        for stamp in tablet.journal.values() {
            match self.perform(stamp, Grants::Hq) {
                Ok(_) | Err(Stop::Conflict(_)) => {}
                Err(stop) => panic!("no fact is refused: {stop:?}"),
            }
        }
    }

    /// Judges all that `tablet` did, and goes on where something is refused. Its next tablet makes other identifiers.
    pub(crate) fn takes_what_stands(&mut self, tablet: &Desks) {
        self.made = self.made.max(tablet.made % (1 << 80));
        for stamp in tablet.journal.values() {
            let _ = self.perform(stamp, Grants::Hq);
        }
    }

    /// The rows that a key finds.
    pub(crate) fn all<E: Entity>(&self, key: &Key) -> Vec<E> {
        let found = Held(&self.rows).by_key(E::KIND, key).expect("a sound row");
        found.iter().map(|(_, body)| serde_json::from_str(body).expect("a sound row")).collect()
    }

    /// How it ended, and the rights that were spent.
    fn perform(&mut self, stamp: &Stamp, grants: Grants) -> Result<(Finality, Vec<Spend>), Stop> {
        let op = AnyOperation::read(&stamp.op).expect("a sound row");
        let mut held = Held(&self.rows);
        let mut desk = Desk::new(&mut held, grants, stamp);
        let finality = perform(&op, &mut desk)?;
        let reading = desk.close();
        for ((kind, id), written) in reading.writes {
            self.rows.insert((kind, id), written.body);
        }
        Ok((finality, reading.spends))
    }
}

struct Held<'r>(&'r BTreeMap<(Kind, Uuid), String>);

impl Rows for Held<'_> {
    fn get(&mut self, kind: Kind, id: Uuid) -> Result<Option<String>, Failure> {
        Ok(self.0.get(&(kind, id)).cloned())
    }

    fn by_key(&mut self, kind: Kind, key: &Key) -> Result<Vec<(Uuid, String)>, Failure> {
        let of_kind = self.0.iter().filter(|((held, _), _)| *held == kind);
        let found = of_kind.filter(|(_, body)| describe(kind, body).expect("a sound row").keys.contains(key));
        Ok(found.map(|((_, id), body)| (*id, body.clone())).collect())
    }

    fn spent(&mut self, _right: Id<Right>, _epoch: u64) -> Result<u32, Failure> {
        Ok(0)
    }
}

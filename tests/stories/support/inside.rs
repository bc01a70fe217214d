//! What a story knows of a tablet that its screens do not show: its journal, its rows, its key; and what someone could do
//! who has them in their hands.

use data_encoding::HEXLOWER;
use ed25519_dalek::{Signer, SigningKey};
use serde_json::Value;
use tenon_domain::ops::{AnyOperation, CheckIn};
use tenon_domain::{DeviceId, Hash, Id, Signed, StampedAt, Stop, Uuid};
use tenon_store::Sqlite;
use tenon_store::tablet::{Entry, base_rows, get_meta, pending_count, to_push};
use tenon_sync::tablet::{Draft, Identity, Submitted, submit};
use tenon_sync::wire::{Cursor, Exchange, PROTOCOL};
use tenon_tablet::{Submission, SubmittedState};

use super::{Request, Tablet};

impl Tablet {
    /// Its database, from outside the program.
    pub(crate) fn database(&self) -> Sqlite {
        Sqlite::open(&self.folder().join("work.db")).expect("its database can be opened")
    }

    /// Every operation that it holds.
    pub(crate) fn journal(&self) -> Vec<Entry> {
        to_push(&mut self.database(), 0, 1_000_000).expect("its journal can be read")
    }

    /// How many operations wait for a verdict.
    pub(crate) fn waiting(&self) -> i64 {
        pending_count(&mut self.database()).expect("its journal can be read")
    }

    /// Headquarters' rows as it holds them: kind, identifier, body.
    pub(crate) fn rows(&self) -> Vec<(String, String, String)> {
        base_rows(&mut self.database()).expect("its rows can be read")
    }

    /// Its private key, lower-case hex.
    pub(crate) fn key(&self) -> String {
        std::fs::read_to_string(self.folder().join("device.key")).expect("its key can be read").trim().to_owned()
    }

    /// Its identifier.
    pub(crate) fn device(&self) -> String {
        self.session()["device"]["id"].as_str().expect("it is enrolled").to_owned()
    }

    /// Who it is, for the engine.
    pub(crate) fn identity(&self) -> Identity {
        let bytes = HEXLOWER.decode(self.key().as_bytes()).expect("its key is hex");
        let session = self.session();
        let id = |thing: &str| session[thing]["id"].as_str().expect("it is enrolled").parse::<Uuid>().expect("an id");
        Identity {
            device: DeviceId::new(id("device")),
            store: Id::new(id("store")),
            key: SigningKey::from_bytes(&bytes.try_into().expect("its key has 32 bytes")),
        }
    }

    /// Saves an operation of whoever is signed in under a clock of our choice.
    pub(crate) fn saves(&self, op: &AnyOperation, at: StampedAt) -> Result<Submitted, Stop> {
        let mut conn = self.database();
        let session: Value = get_meta(&mut conn, "session").expect("it can be read").expect("someone is signed in");
        let id = |field: &str| session[field].as_str().expect("text").parse::<Uuid>().expect("an id");
        let draft = Draft {
            id: Id::new(Hash::of(self.journal().len().to_string().as_bytes()).uuid()),
            op: op.clone(),
            actor: Some(Id::new(id("staff"))),
            session: Some(Id::new(id("sign_in"))),
            at,
        };
        submit(&mut conn, &self.identity(), &draft)
    }

    /// Checks in “Customer 1”, “Customer 2”, … one after the other, as fast as it can.
    pub(crate) fn checks_in_many(&self, customers: usize) {
        let tablet = tenon_tablet::Tablet::open(self.folder()).expect("it can be opened");
        for customer in 1..=customers {
            let op = CheckIn { name: format!("Customer {customer}"), ..CheckIn::default() }.into();
            let submitted = tablet.submit(&Submission { op, pin: None, code: None });
            assert_eq!(submitted.state, SubmittedState::Pending, "{submitted:?}");
        }
    }

    /// A request with its signature.
    pub(crate) fn signs(&self, method: &str, target: &str, body: Vec<u8>) -> Request {
        let identity = self.identity();
        let text = format!("{method}\n{target}\n{}", Hash::of(&body));
        let signature = HEXLOWER.encode(&identity.key.sign(text.as_bytes()).to_bytes());
        let header = format!("Tenon {} {signature}", identity.device);
        Request::new(method, target).header("authorization", &header).body(body)
    }

    /// An exchange that it never made, properly signed.
    pub(crate) fn exchange(&self, ops: Vec<Signed>, change: impl FnOnce(&mut Exchange)) -> Request {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("it is after 1970");
        let mut exchange = Exchange {
            protocol: PROTOCOL,
            ops,
            cursor: Cursor::default(),
            waiting: 0,
            wall_ms: i64::try_from(now.as_millis()).expect("it is before the end of time"),
            catalog_version: None,
        };
        change(&mut exchange);
        let plain = serde_json::to_vec(&exchange).expect("it can be written");
        self.signs("POST", "/v1/exchange", zstd::bulk::compress(&plain, 3).expect("it can be packed"))
    }
}

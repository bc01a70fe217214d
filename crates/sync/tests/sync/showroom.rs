//! A showroom for tests of the engine: HQ and tablets in memory, with as little in them as a test needs.

use data_encoding::HEXLOWER;
use ed25519_dalek::SigningKey;
use serde_json::{Value as Json, json};
use tenon_domain::entities::{
    Benefit, Campaign, Card, CardState, Device, DeviceState, OfflinePolicy, Right, Role, Ruling, Staff, Store, Subject,
    Verdict, Worth,
};
use tenon_domain::ops::{AnyOperation, RedeemCard, SignIn};
use tenon_domain::pricing::Goods;
use tenon_domain::{DeviceId, Entity, Hash, Id, Localized, Money, OpId, StampedAt, Stop, Uuid};
use tenon_store::{Connection, Schema, SqlRows, Sqlite, hq as store, migrate, tablet as journal};
use tenon_sync::hq;
use tenon_sync::tablet::{Draft, Identity, Submitted, next_exchange, submit, take_in};
use tenon_sync::wire::{Answer, Exchange};

/// A moment within every campaign.
pub const NOW_MS: i64 = 1_800_000_000_000;

pub fn id<E>(number: u128) -> Id<E> {
    Id::new(Uuid::from_u128(number))
}

fn memory(schema: Schema) -> Sqlite {
    let mut conn = Sqlite::open(std::path::Path::new(":memory:")).unwrap();
    migrate(&mut conn, schema).unwrap();
    conn
}

/// A connection, or a box of one.
pub trait AsConnection {
    fn conn(&mut self) -> &mut dyn Connection;
}
impl AsConnection for Sqlite {
    fn conn(&mut self) -> &mut dyn Connection {
        self
    }
}
impl AsConnection for Box<dyn Connection> {
    fn conn(&mut self) -> &mut dyn Connection {
        self.as_mut()
    }
}

/// HQ with one store, three tablets, a seller and a campaign.
pub struct Hq<C = Sqlite> {
    pub conn: C,
}

pub const STORE: u128 = 1;
pub const SELLER: u128 = 2;
pub const CAMPAIGN: u128 = 3;

impl Hq {
    pub fn new() -> Self {
        Self::over(memory(Schema::Hq))
    }
}

impl<C: AsConnection> Hq<C> {
    /// Founds it over an empty database.
    pub fn over(conn: C) -> Self {
        let mut hq = Self { conn };
        let name = Localized::new("一号馆", "One");
        hq.put(&Store {
            id: id(STORE),
            name: name.clone(),
            city: name.clone(),
            time_zone: "Asia/Shanghai".into(),
            zone: None,
            desk: None,
        });
        for tablet in 1..=4 {
            let device = Device {
                id: id(tablet),
                name: format!("Tablet {tablet}"),
                store: id(STORE),
                crews: Vec::new(),
                public_key: HEXLOWER.encode(key(tablet).verifying_key().as_bytes()),
                state: DeviceState::Active,
            };
            hq.put(&device);
        }
        hq.put(&seller(true));
        hq.put(&Campaign {
            id: id(CAMPAIGN),
            name: name.clone(),
            channel: name.clone(),
            price: Money::new(990, "CNY"),
            benefit: Benefit { value: Money::new(100_000, "CNY"), worth: Worth::Amount, words: name },
            keyword: String::new(),
            goods: Goods::default(),
            stores: Vec::new(),
            cards: None,
            from_ms: 0,
            until_ms: i64::MAX,
            offline: OfflinePolicy::Provisional { cap_per_day: 9 },
        });
        hq
    }

    pub fn put<E: Entity>(&mut self, entity: &E) {
        store::commit(self.conn.conn(), |commit| commit.put(entity)).unwrap();
    }

    pub fn get<E: Entity>(&mut self, id: Id<E>) -> Option<E> {
        SqlRows(self.conn.conn(), Schema::Hq).entity(id).unwrap()
    }

    /// Sells a card whose right `holder` gets.
    pub fn sell(&mut self, serial: u64, holder: Option<DeviceId>) -> Card {
        let card = Card {
            id: id(1_000 + u128::from(serial)),
            number: tenon_domain::card_number::CardNumber::make(84, serial).as_str().to_owned(),
            campaign: id(CAMPAIGN),
            home: Some(id(STORE)),
            sold_ms: Some(0),
            phone_masked: String::new(),
            state: CardState::Sold,
            until_ms: None,
            batch: None,
            recall: None,
        };
        self.put(&card);
        let subject = Subject::Card(card.id);
        self.put(&Right {
            id: card.right(),
            subject,
            holder,
            epoch: 1,
            left: 1,
            lapse_ms: None,
            wanted: false,
            handed: None,
        });
        card
    }

    pub fn ruling(&mut self, op: OpId) -> Option<Ruling> {
        self.get::<Verdict>(Id::new(op.0)).map(|verdict| verdict.ruling)
    }

    /// What `tablet` would hand in now, looked at.
    pub fn handed_in(&mut self, tablet: &mut Tablet) -> hq::HandedIn {
        let asked = next_exchange(&mut tablet.conn, &tablet.identity.key, NOW_MS, None).unwrap();
        let device = self.get::<Device>(tablet.identity.device).unwrap();
        hq::check(&device, asked.ops, NOW_MS)
    }

    pub fn serve(&mut self, device: DeviceId, asked: &Exchange, page_rows: usize) -> Answer {
        hq::hand_in(self.conn.conn(), device, asked, NOW_MS).unwrap();
        hq::answer_in_pages(self.conn.conn(), device, asked, NOW_MS, None, page_rows).unwrap().unwrap()
    }
}

pub fn seller(active: bool) -> Staff {
    Staff {
        id: id(SELLER),
        name: "韩梅梅".into(),
        role: Role::Seller,
        store: Some(id(STORE)),
        crew: None,
        pin_hash: String::new(),
        active,
    }
}

fn key(tablet: u128) -> SigningKey {
    SigningKey::from_bytes(&[u8::try_from(tablet).unwrap(); 32])
}

/// A tablet.
pub struct Tablet {
    pub conn: Sqlite,
    pub identity: Identity,
    session: Option<OpId>,
    ops: u128,
}

impl Tablet {
    /// Tablet `number`, up to date and with the seller signed in.
    pub fn new(number: u128, hq: &mut Hq<impl AsConnection>) -> Self {
        let identity = Identity { device: id(number), store: id(STORE), key: key(number) };
        let mut tablet = Self { conn: memory(Schema::Tablet), identity, session: None, ops: number << 64 };
        tablet.sync(hq);
        let signed_in = tablet.submit(SignIn { staff: id(SELLER) }).unwrap();
        tablet.session = Some(signed_in.op);
        tablet
    }

    pub fn submit(&mut self, op: impl Into<AnyOperation>) -> Result<Submitted, Stop> {
        self.ops += 1;
        let id: OpId = id(self.ops);
        let at = StampedAt { wall_ms: NOW_MS, hq_ms: Some(NOW_MS), uncertainty_ms: 0 };
        let session = Some(self.session.unwrap_or(id));
        let draft = Draft { id, op: op.into(), actor: Some(Id::new(Uuid::from_u128(SELLER))), session, at };
        submit(&mut self.conn, &self.identity, &draft)
    }

    pub fn redeem(&mut self, card: &Card) -> Result<Submitted, Stop> {
        self.submit(RedeemCard { number: card.number.clone(), token: None, visit: None })
    }

    /// Puts an operation of a later version into the journal; `change` alters its stamp.
    pub fn journal(&mut self, change: impl FnOnce(&mut Json)) -> OpId {
        self.ops += 1;
        let op: OpId = id(self.ops);
        let (last, prev): (i64, Hash) = journal::tail(&mut self.conn).unwrap();
        let mut stamp = json!({
            "id": op, "device": self.identity.device, "seq": last + 1, "prev": prev, "actor": null, "session": null,
            "policy": 1, "store": self.identity.store, "at": StampedAt::default(), "after": [], "spends": [],
            "told": null, "op": {"tag": "kitchen.dream.v9"},
        });
        change(&mut stamp);
        let bytes = stamp.to_string();
        journal::append(&mut self.conn, last + 1, op, bytes, &journal::Touches::default()).unwrap();
        op
    }

    /// Exchanges until there is nothing more, in pages of `page_rows`.
    pub fn sync_in_pages(&mut self, hq: &mut Hq<impl AsConnection>, page_rows: usize) {
        for _ in 0..1_000 {
            let asked = next_exchange(&mut self.conn, &self.identity.key, NOW_MS, None).unwrap();
            let answer = hq.serve(self.identity.device, &asked, page_rows);
            if !take_in(&mut self.conn, &asked, &answer).unwrap().more {
                return;
            }
        }
        panic!("the tablet does not come up to date");
    }

    pub fn sync(&mut self, hq: &mut Hq<impl AsConnection>) {
        self.sync_in_pages(hq, 2_000);
    }

    pub fn get<E: Entity>(&mut self, id: Id<E>) -> Option<E> {
        SqlRows(&mut self.conn, Schema::Tablet).entity(id).unwrap()
    }

    pub fn pending(&mut self) -> i64 {
        journal::pending_count(&mut self.conn).unwrap()
    }
}

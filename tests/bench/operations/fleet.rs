//! Fifty tablets with full queues.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use data_encoding::HEXLOWER;
use ed25519_dalek::{Signer, SigningKey};
use serde::Deserialize;
use serde::de::IgnoredAny;
use tenon_domain::card_number::CardNumber;
use tenon_domain::entities::{Card, CardState, Device, Role, Staff, Store};
use tenon_domain::ops::{AnyOperation, RedeemCard};
use tenon_domain::{Hash, Id, OpId, Signed, StampedAt, Uuid, mask_phone};
use tenon_hq::database::Target;
use tenon_hq::keys::Keys;
use tenon_hq::{administration, demo, now_ms};
use tenon_store::hq::commit;
use tenon_store::{Schema, Sqlite, migrate, tablet as journal};
use tenon_sync::sign;
use tenon_sync::tablet::{Draft, Identity, submit};
use tenon_sync::wire::{Cursor, Exchange, PROTOCOL};
use tenon_tablet::Tablet;

use super::quote::quote;
use super::server::Server;
use crate::durable::check_in;
use crate::place::Ground;

/// How many tablets.
pub(crate) const TABLETS: usize = 50;
/// Operations in one request.
const BATCH: usize = 100;
/// Kinds of operations.
const PHASES: usize = 3;
/// A series of card numbers that no campaign of the demonstration uses.
const SERIES: u8 = 71;

/// The tablets, and the headquarters that they were enrolled at.
pub(super) struct Fleet {
    /// Its data folder.
    pub(super) data: PathBuf,
    /// Its database when the last tablet was enrolled.
    pub(super) before: PathBuf,
    phases: [Phase; PHASES],
}

/// One kind of operation.
pub(super) struct Phase {
    pub(super) name: &'static str,
    tablets: Vec<Queue>,
}

/// What one tablet hands in.
struct Queue {
    device: Id<Device>,
    key: SigningKey,
    cursor: Cursor,
    batches: Vec<Vec<Signed>>,
}

impl Phase {
    pub(super) fn operations(&self) -> usize {
        self.tablets.iter().flat_map(|tablet| &tablet.batches).map(Vec::len).sum()
    }
}

impl Fleet {
    /// Founds a headquarters, enrols the tablets over HTTP, lets them sync, and fills their queues.
    pub(super) fn muster(ground: &mut Ground) -> Result<Self> {
        let data = ground.folder()?;
        let before = data.join("hq.db");
        let places = found(&data, &before, (ground.operations / TABLETS).max(1))?;
        let server = Server::start(&data, &Target::Sqlite(before.clone()))?;
        let mut phases =
            ["card.redeem", "visit.check_in", "quote.write"].map(|name| Phase { name, tablets: Vec::new() });
        for place in places {
            let dir = ground.folder()?;
            let tablet = Tablet::open(&dir)?;
            let code = {
                let mut conn = Sqlite::open(&before)?;
                let random = place.store.id.0.into_bytes();
                let random = std::array::from_fn(|at| random[at]);
                commit(&mut conn, |commit| administration::issue_code(commit, place.store.id, now_ms(), random))?.0
            };
            ground.runtime.block_on(async {
                tenon_tablet::enrol(&tablet, &server.url, &code).await?;
                tablet.sync().await?;
                anyhow::Ok(())
            })?;
            drop(tablet);
            for (phase, queue) in phases.iter_mut().zip(place.queues(&dir)?) {
                phase.tablets.push(queue);
            }
        }
        Ok(Self { data, before, phases })
    }

    /// What is handed in, one kind after the other.
    pub(super) fn phases(&self) -> &[Phase; PHASES] {
        &self.phases
    }

    /// All tablets hand in at once; ends with the last answer.
    pub(super) async fn hand_in(&self, url: &str, phase: &Phase) -> Result<()> {
        let sending: Vec<_> = phase.tablets.iter().map(|tablet| tokio::spawn(tablet.prepared(url).send())).collect();
        for one in sending {
            one.await??;
        }
        Ok(())
    }
}

/// A store with someone who sells there and as many cards as operations of each kind are to be made.
struct Place {
    store: Store,
    seller: Staff,
    cards: Vec<Card>,
}

fn found(data: &Path, database: &Path, each: usize) -> Result<Vec<Place>> {
    let keys = Keys::open(data)?;
    let mut conn = Sqlite::open(database)?;
    migrate(&mut conn, Schema::Hq)?;
    let chain = demo::chain(1, now_ms());
    administration::seed_rows(&mut conn, &chain, &keys)?;
    let like = chain.stores.first().context("no store")?;
    let seller = chain.staff.iter().map(|hire| &hire.staff).find(|one| one.role == Role::Seller);
    let seller = seller.context("nobody sells")?;
    let campaign = chain.campaigns.iter().find(|one| one.from_ms < now_ms() && now_ms() < one.until_ms);
    let campaign = campaign.context("no campaign holds")?.id;
    let mut places = Vec::new();
    for at in 0..TABLETS {
        let store = Store { id: like.id.derive(&format!("bench store {at}")), ..like.clone() };
        let seller = Staff { id: store.id.derive("seller"), store: Some(store.id), ..seller.clone() };
        let card = |number: usize| Card {
            id: store.id.derive(&format!("card {number}")),
            number: CardNumber::make(SERIES, (at * each + number) as u64).as_str().to_owned(),
            campaign,
            home: Some(store.id),
            sold_ms: Some(now_ms()),
            phone_masked: mask_phone("13800001234"),
            state: CardState::Sold,
            until_ms: None,
            batch: None,
            recall: None,
        };
        let cards: Vec<Card> = (0..each).map(card).collect();
        commit(&mut conn, |commit| -> Result<(), tenon_store::Error> {
            commit.put(&store)?;
            commit.put(&seller)?;
            cards.iter().try_for_each(|card| commit.put(card))
        })?;
        places.push(Place { store, seller, cards });
    }
    Ok(places)
}

impl Place {
    /// Fills the queue of the tablet in `dir` through its engine.
    fn queues(&self, dir: &Path) -> Result<[Queue; PHASES]> {
        let mut conn = Sqlite::open(&dir.join("work.db"))?;
        // The tablets' disks are not what is measured here.
        conn.raw().execute_batch("PRAGMA synchronous = OFF")?;
        let key = HEXLOWER.decode(std::fs::read_to_string(dir.join("device.key"))?.trim().as_bytes())?;
        let key = SigningKey::from_bytes(&key.try_into().map_err(|_| anyhow!("the device's key is not 32 bytes"))?);
        let device = Id::<Device>::new(Hash::of(HEXLOWER.encode(key.verifying_key().as_bytes()).as_bytes()).uuid());
        let identity = Identity { device, store: self.store.id, key: key.clone() };
        let cursor = tenon_sync::tablet::next_exchange(&mut conn, &key, now_ms(), None)?.cursor;
        let redeem = |card: &Card| RedeemCard { number: card.number.clone(), token: None, visit: None }.into();
        let redeemed: Vec<AnyOperation> = self.cards.iter().map(redeem).collect();
        let mut after = journal::tail(&mut conn)?.0;
        let mut queue = |ops: Vec<AnyOperation>| -> Result<Queue> {
            for op in ops {
                self.save(&mut conn, &identity, op)?;
            }
            let entries = journal::to_push(&mut conn, after, usize::MAX >> 1)?;
            after = entries.last().context("nothing was saved")?.seq;
            let signed: Vec<Signed> = entries.into_iter().map(|entry| sign(&key, entry.bytes)).collect();
            let batches = signed.chunks(BATCH).map(<[Signed]>::to_vec).collect();
            Ok(Queue { device, key: key.clone(), cursor: cursor.clone(), batches })
        };
        // No two tablets meet the same customer.
        let first = usize::from(device.0.as_bytes()[0]) << 8 | usize::from(device.0.as_bytes()[1]);
        let came = (0..self.cards.len()).map(|at| check_in(first * 10_000 + at)).collect();
        let quoted = (0..self.cards.len()).map(quote).collect();
        Ok([queue(redeemed)?, queue(came)?, queue(quoted)?])
    }

    fn save(&self, conn: &mut Sqlite, identity: &Identity, op: AnyOperation) -> Result<()> {
        let (seq, _) = journal::tail(conn)?;
        let name = format!("{} {seq}", identity.device);
        let random = Uuid::new_v5(&Uuid::nil(), name.as_bytes()).as_u128() >> 80;
        let ms = u128::try_from(now_ms())?;
        let id: OpId = Id::new(Uuid::from_u128(ms << 80 | 7 << 76 | 2 << 62 | random));
        let at = StampedAt { wall_ms: now_ms(), hq_ms: Some(now_ms()), uncertainty_ms: 5 };
        let draft = Draft { id, op, actor: Some(self.seller.id), session: Some(id), at };
        submit(conn, identity, &draft).map_err(|stop| anyhow!("{stop:?}"))?;
        Ok(())
    }
}

/// A tablet that is about to send.
struct Sending {
    url: String,
    device: Id<Device>,
    key: SigningKey,
    cursor: Cursor,
    batches: Vec<Vec<Signed>>,
}

/// What a tablet needs of an answer to go on.
#[derive(Deserialize)]
struct Heard {
    received_through: i64,
    cursor: Cursor,
    #[expect(dead_code, reason = "it is read past")]
    page: IgnoredAny,
}

impl Queue {
    fn prepared(&self, url: &str) -> Sending {
        let (cursor, batches) = (self.cursor.clone(), self.batches.clone());
        Sending { url: url.to_owned(), device: self.device, key: self.key.clone(), cursor, batches }
    }
}

impl Sending {
    async fn send(mut self) -> Result<()> {
        let client = reqwest::Client::builder().no_proxy().build()?;
        let batches = std::mem::take(&mut self.batches);
        for (at, batch) in batches.into_iter().enumerate() {
            if at == 0 {
                // Its answer is lost.
                let body = self.body(&batch)?;
                self.post(&client, body).await?;
            }
            let body = self.body(&batch)?;
            let heard = self.post(&client, body).await?;
            ensure!(heard.received_through > 0, "nothing was taken in");
            self.cursor = heard.cursor;
        }
        Ok(())
    }

    fn body(&self, ops: &[Signed]) -> Result<Vec<u8>> {
        let (cursor, waiting) = (self.cursor.clone(), i64::try_from(ops.len())?);
        let wall_ms = now_ms();
        let exchange =
            Exchange { protocol: PROTOCOL, ops: ops.to_vec(), cursor, waiting, wall_ms, catalog_version: None };
        Ok(zstd::bulk::compress(&serde_json::to_vec(&exchange)?, 3)?)
    }

    async fn post(&self, client: &reqwest::Client, body: Vec<u8>) -> Result<Heard> {
        let text = format!("POST\n/v1/exchange\n{}", Hash::of(&body));
        let signature = HEXLOWER.encode(&self.key.sign(text.as_bytes()).to_bytes());
        let header = format!("Tenon {} {signature}", self.device);
        let sent = client.post(format!("{}/v1/exchange", self.url)).header("authorization", header).body(body);
        let answer = sent.send().await?.error_for_status()?.bytes().await?;
        Ok(serde_json::from_slice(&zstd::stream::decode_all(answer.as_ref())?)?)
    }
}

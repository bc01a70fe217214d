//! What is measured on: the demonstration chain with a busier store, its HQ serving on a loopback address, tablets.

use std::future::IntoFuture;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, anyhow, ensure};
use data_encoding::HEXLOWER;
use ed25519_dalek::SigningKey;
use tempfile::TempDir;
use tenon_domain::card_number::CardNumber;
use tenon_domain::entities::{Card, CardState, Role, Staff, Store, StoreVisit, WorkOrder, WorkStep};
use tenon_domain::ops::{AnyOperation, SignIn};
use tenon_domain::{Hash, Id, mask_phone};
use tenon_hq::blobs::Blobs;
use tenon_hq::database::Target;
use tenon_hq::keys::Keys;
use tenon_hq::{administration, demo, now_ms, server};
use tenon_store::catalog::Master;
use tenon_store::hq::commit;
use tenon_store::{Connection, Schema, Sqlite, migrate};
use tenon_tablet::{Submission, SubmissionPin, SubmittedState, Tablet};
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

const SEED: u64 = 1;

/// A series of card numbers that no campaign of the demonstration uses.
const SERIES: u8 = 70;
/// Rows that one commit at HQ takes here.
const COMMIT: usize = 1_000;

/// The disk, the sizes, and the large catalog once it was made.
pub(crate) struct Ground {
    folder: TempDir,
    /// How many products `catalog` has.
    pub(crate) products: usize,
    /// How many operations wait in `drain`.
    pub(crate) operations: usize,
    /// Whether `relevance` tells what it misses.
    pub(crate) misses: bool,
    /// Where the large catalog is kept, if it is to be.
    pub(crate) keep_at: Option<PathBuf>,
    /// How many rows the larger file of `import` has.
    pub(crate) rows: u32,
    catalog: Option<PathBuf>,
    /// Runs HQ and the tablets' drivers.
    pub(crate) runtime: Runtime,
    places: usize,
}

impl Ground {
    /// A new folder below `disk`; it goes with the ground.
    pub(crate) fn new(disk: &Path, products: usize, operations: usize, rows: u32) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("tenon-bench-").tempdir_in(disk)?;
        Ok(Self {
            folder,
            products,
            operations,
            misses: false,
            keep_at: None,
            rows,
            catalog: None,
            runtime: Runtime::new()?,
            places: 0,
        })
    }

    /// A new empty folder.
    pub(crate) fn folder(&mut self) -> Result<PathBuf> {
        self.places += 1;
        let path = self.folder.path().join(self.places.to_string());
        std::fs::create_dir_all(&path)?;
        Ok(path)
    }

    /// HQ's data with the demonstration catalog of `products` in it; made at the first call.
    pub(crate) fn catalog(&mut self) -> Result<PathBuf> {
        if let Some(made) = &self.catalog {
            return Ok(made.clone());
        }
        if let Some(kept) = self.keep_at.clone().filter(|kept| kept.join("catalog").exists()) {
            let held = Master::open(&kept.join("catalog"))?.status()?.products;
            self.products = usize::try_from(held)?;
            self.catalog = Some(kept.clone());
            return Ok(kept);
        }
        let dir = match &self.keep_at {
            Some(kept) => kept.clone(),
            None => self.folder()?,
        };
        let began = Instant::now();
        let (chain, today) = (demo::chain(SEED, now_ms()), now_ms());
        let mut master = Master::open(&dir.join("catalog"))?;
        administration::seed_catalog(&mut master, &chain, SEED, today, self.products, now_ms(), |_| {})?;
        eprintln!("{} products made in {:.0} s", self.products, began.elapsed().as_secs_f64());
        self.catalog = Some(dir.clone());
        Ok(dir)
    }
}

/// HQ, serving.
pub(crate) struct Headquarters {
    /// Its data.
    pub(crate) dir: PathBuf,
    /// Where it serves.
    pub(crate) url: String,
    /// The store whose rows are many.
    pub(crate) store: Id<Store>,
    /// The cards of that store that nobody has redeemed, all of campaigns that hold.
    pub(crate) cards: Vec<Card>,
    /// Jobs of that store that are planned, all of the measurer's crew.
    pub(crate) jobs: Vec<WorkOrder>,
    /// Someone who sells there.
    pub(crate) seller: Staff,
    /// The head of the jobs' crew.
    pub(crate) measurer: Staff,
    hq: Arc<server::Hq>,
    serving: JoinHandle<std::io::Result<()>>,
}

impl Drop for Headquarters {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Headquarters {
    /// Founds the demonstration chain in `dir`, with a store that has `cards` more cards, as many ended visits, and
    /// half as many planned jobs; serves it.
    pub(crate) fn found(ground: &Ground, dir: PathBuf, cards: usize) -> Result<Self> {
        let keys = Keys::open(&dir)?;
        let database = dir.join("hq.db");
        let mut conn = Sqlite::open(&database)?;
        migrate(&mut conn, Schema::Hq)?;
        let chain = demo::chain(SEED, now_ms());
        administration::seed_rows(&mut conn, &chain, &keys)?;
        let staff = chain.staff.iter().map(|hire| &hire.staff);
        let measurer = staff.clone().find(|one| one.role == Role::Measurer).context("nobody measures")?.clone();
        let store = measurer.store.context("the measurer has no store")?;
        let seller = staff.clone().find(|one| one.role == Role::Seller && one.store == Some(store));
        let seller = seller.context("nobody sells")?.clone();
        let campaign = chain.campaigns.iter().find(|one| one.from_ms < now_ms() && now_ms() < one.until_ms);
        let campaign = campaign.context("no campaign holds")?.id;
        let card = |at: usize| {
            let number = CardNumber::make(SERIES, at as u64);
            Card {
                id: store.derive(&format!("bench card {at}")),
                number: number.as_str().to_owned(),
                campaign,
                home: Some(store),
                sold_ms: Some(now_ms()),
                phone_masked: mask_phone("13800001234"),
                state: CardState::Sold,
                until_ms: None,
                batch: None,
                recall: None,
            }
        };
        let visit_like = chain.visits.iter().find(|one| one.store == store).context("the store has no visit")?;
        let visit = |at: usize| StoreVisit { id: store.derive(&format!("bench visit {at}")), ..visit_like.clone() };
        let job_like = chain.work_orders.iter().find(|one| Some(one.crew) == measurer.crew).context("no job")?;
        let job = |at: usize| WorkOrder {
            id: store.derive(&format!("bench job {at}")),
            store,
            step: WorkStep::Planned,
            history: Vec::new(),
            ..job_like.clone()
        };
        let sold: Vec<Card> = (0..cards).map(card).collect();
        let jobs: Vec<WorkOrder> = (0..cards / 2).map(job).collect();
        let visits: Vec<StoreVisit> = (0..cards).map(visit).collect();
        put_all(&mut conn, &sold)?;
        put_all(&mut conn, &visits)?;
        put_all(&mut conn, &jobs)?;
        drop(conn);
        let (hq, url, serving) = ground.runtime.block_on(async {
            let hq = server::Hq::open(&dir, &Target::Sqlite(database), Blobs::of_data(&dir)).await?;
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
            let url = format!("http://{}", listener.local_addr()?);
            let serving = axum::serve(listener, server::router(&hq, None)).into_future();
            anyhow::Ok((hq, url, tokio::spawn(serving)))
        })?;
        Ok(Self { dir, url, store, cards: sold, jobs, seller, measurer, hq, serving })
    }

    /// Notices what other processes publish, as a server does that runs by itself.
    pub(crate) fn watch(&self, ground: &Ground) -> JoinHandle<()> {
        ground.runtime.spawn(server::watch_for_ever(Arc::clone(&self.hq)))
    }

    /// A new tablet of the store, enrolled in `dir` and empty.
    pub(crate) fn enrol(&self, ground: &Ground, dir: &Path) -> Result<Tablet> {
        let tablet = Tablet::open(dir)?;
        let (store, random) = (self.store, tablet_number(dir));
        ground.runtime.block_on(async {
            let issue = move |conn: &mut dyn Connection| {
                commit(conn, |commit| administration::issue_code(commit, store, now_ms(), random))
            };
            let (code, _) = self.hq.database.write(issue).await??;
            tenon_tablet::enrol(&tablet, &self.url, &code).await?;
            anyhow::Ok(())
        })?;
        Ok(tablet)
    }
}

/// What the code of the tablet in `dir` is made of.
fn tablet_number(dir: &Path) -> [u8; 10] {
    let hash = Hash::of(dir.as_os_str().as_encoded_bytes()).0;
    std::array::from_fn(|at| hash[at])
}

pub(crate) fn put_all<E: tenon_domain::Entity>(conn: &mut Sqlite, entities: &[E]) -> Result<()> {
    for batch in entities.chunks(COMMIT) {
        commit(conn, |commit| batch.iter().try_for_each(|one| commit.put(one)))?;
    }
    Ok(())
}

/// Submits through the tablet's front door; a refusal ends the measurement.
pub(crate) fn submit(tablet: &Tablet, op: impl Into<AnyOperation>) -> Result<()> {
    let told = tablet.submit(&Submission { op: op.into(), pin: None, code: None });
    ensure!(told.state == SubmittedState::Pending, "refused: {:?}", told.refusal);
    Ok(())
}

/// Signs `staff` in.
pub(crate) fn sign_in(tablet: &Tablet, staff: &Staff) -> Result<()> {
    let pin = SubmissionPin { staff: staff.id, pin: demo::pin(staff.role).to_owned() };
    let told = tablet.submit(&Submission { op: SignIn { staff: staff.id }.into(), pin: Some(pin), code: None });
    ensure!(told.state == SubmittedState::Pending, "refused: {:?}", told.refusal);
    Ok(())
}

/// The key of the tablet whose data lies in `dir`.
pub(crate) fn device_key(dir: &Path) -> Result<SigningKey> {
    let key = HEXLOWER.decode(std::fs::read_to_string(dir.join("device.key"))?.trim().as_bytes())?;
    Ok(SigningKey::from_bytes(&key.try_into().map_err(|_| anyhow!("the device's key is not 32 bytes"))?))
}

/// Milliseconds that `work` takes, and what it gave.
pub(crate) fn timed<T>(work: impl FnOnce() -> Result<T>) -> Result<(f64, T)> {
    let began = Instant::now();
    let done = work()?;
    Ok((began.elapsed().as_secs_f64() * 1000.0, done))
}

/// Nanoseconds since 1970, to make identifiers of.
pub(crate) fn wall_nanos() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos())
}

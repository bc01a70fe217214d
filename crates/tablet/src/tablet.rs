//! The tablet as its screens see it: submit and query.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use ed25519_dalek::SigningKey;
use tenon_domain::entities::{Measurement, Order, Payment, Photo, Project, Quote, Staff, StoreVisit};
use tenon_domain::ops::{AnyOperation, BookAppointment};
use tenon_domain::{Failure, Id, OpId, Refusal, StampedAt, Stop, Uuid};
use tenon_papers::Press;
use tenon_store::tablet::{get_meta, get_two, put_meta, remove_meta};
use tenon_store::{Connection, Error, Schema, SqlRows, Sqlite, migrate, transaction};
use tenon_sync::tablet::{Draft, Identity};
use tokio::sync::{Notify, broadcast};

use crate::blobs::Folder;
use crate::catalog_shelf::CatalogShelf;
use crate::clock::{HqTime, stamped_at, wall_ms};
use crate::customer_code::{check_code, with_code};
use crate::driver::pictures::Fetching;
use crate::http::{HqClient, LinkError};
use crate::identity::{ENROLMENT, Enrolment, device_key};
use crate::known::name_customer;
use crate::pictures::PictureShelf;
use crate::session::{Bench, SESSION, Session, VISIT, check_pin};
use crate::status::RunningState;
use crate::{Submission, Submitted, SubmittedState};
use tenon_domain::typed::read_phones;

/// What changed, for screens that show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Rows.
    Rows,
    /// The link to HQ.
    Sync,
    /// The catalog.
    Catalog,
    /// Pictures came that were not here.
    Pictures,
}

/// The fact that holds HQ's time at the last contact.
pub(crate) const HQ_TIME: &str = "hq_time";
/// The fact that holds when HQ last answered, by the wall clock.
pub(crate) const LAST_CONTACT: &str = "last_contact_ms";

/// A tablet. Cheap to clone.
#[derive(Clone)]
pub struct Tablet(Arc<Inner>);

struct Inner {
    key: SigningKey,
    writer: Mutex<Sqlite>,
    reader: Mutex<Sqlite>,
    catalog: CatalogShelf,
    pictures: PictureShelf,
    fetching: Fetching,
    press: Press,
    running: RunningState,
    enrolment: OnceLock<Enrolment>,
    client: OnceLock<HqClient>,
    changed: broadcast::Sender<Topic>,
    saved: Notify,
    blobs: Folder,
    uploading: Notify,
}

impl Tablet {
    /// Opens the tablet whose data lies in `dir`, or makes an empty one.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(dir).map_err(|e| Error::Corrupt(format!("{}: {e}", dir.display())))?;
        let key = device_key(dir).map_err(|e| Error::Corrupt(e.to_string()))?;
        let path = dir.join("work.db");
        let mut writer = Sqlite::open(&path)?;
        migrate(&mut writer, Schema::Tablet)?;
        let reader = Sqlite::open_to_read(&path)?;
        let blobs = Folder::of_tablet(dir);
        if let Err(error) = blobs.clean() {
            tracing::warn!(%error, "what was left half written in the folder of photos cannot be removed");
        }
        Ok(Self(Arc::new(Inner {
            key,
            press: press(&dir.join("papers")),
            writer: Mutex::new(writer),
            reader: Mutex::new(reader),
            catalog: CatalogShelf::open(dir),
            pictures: PictureShelf::open(dir),
            fetching: Fetching::default(),
            running: RunningState::default(),
            enrolment: OnceLock::new(),
            client: OnceLock::new(),
            changed: broadcast::channel(64).0,
            saved: Notify::new(),
            blobs,
            uploading: Notify::new(),
        })))
    }

    /// Tells what changes from now on.
    pub fn changes(&self) -> broadcast::Receiver<Topic> {
        self.0.changed.subscribe()
    }

    pub(crate) fn tell(&self, topic: Topic) {
        let _ = self.0.changed.send(topic);
    }

    /// Wakes when an operation was saved.
    pub(crate) fn saved(&self) -> &Notify {
        &self.0.saved
    }

    /// The files of photos.
    pub(crate) fn blobs(&self) -> &Folder {
        &self.0.blobs
    }

    /// Wakes when files of photos can be sent.
    pub(crate) fn uploading(&self) -> &Notify {
        &self.0.uploading
    }

    pub(crate) fn key(&self) -> &SigningKey {
        &self.0.key
    }

    /// What makes papers.
    pub(crate) fn press(&self) -> &Press {
        &self.0.press
    }

    pub(crate) fn catalog(&self) -> &CatalogShelf {
        &self.0.catalog
    }

    /// The pictures that are here.
    pub fn pictures(&self) -> &PictureShelf {
        &self.0.pictures
    }

    pub(crate) fn fetching(&self) -> &Fetching {
        &self.0.fetching
    }

    pub(crate) fn running(&self) -> &RunningState {
        &self.0.running
    }

    /// The connection that writes.
    pub(crate) fn writer(&self) -> MutexGuard<'_, Sqlite> {
        self.0.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The connection that reads for the screens.
    pub(crate) fn reader(&self) -> MutexGuard<'_, Sqlite> {
        self.0.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What HQ said when this tablet was enrolled, once it is: that stays.
    pub(crate) fn enrolment(&self) -> Result<Option<Enrolment>, Error> {
        if let Some(enrolment) = self.0.enrolment.get() {
            return Ok(Some(enrolment.clone()));
        }
        let held = get_meta::<Enrolment>(&mut *self.reader(), ENROLMENT)?;
        Ok(held.map(|held| self.0.enrolment.get_or_init(|| held).clone()))
    }

    pub(crate) fn identity(&self, enrolment: &Enrolment) -> Identity {
        Identity { device: enrolment.device, store: enrolment.store, key: self.0.key.clone() }
    }

    /// The client of this tablet's HQ. Made once: setting up TLS takes longer than an exchange that moves nothing.
    pub(crate) fn client(&self, enrolment: &Enrolment) -> Result<HqClient, LinkError> {
        if let Some(client) = self.0.client.get() {
            return Ok(client.clone());
        }
        let client = HqClient::new(&enrolment.hq_url, enrolment.device, self.key().clone())?;
        Ok(self.0.client.get_or_init(|| client).clone())
    }

    /// Performs and saves an operation. When the answer says `pending`, it is durable.
    pub fn submit(&self, submission: &Submission) -> Submitted {
        match self.try_submit(submission) {
            Ok(submitted) => {
                self.tell(Topic::Rows);
                self.0.saved.notify_one();
                submitted
            }
            Err(Stop::Refused(refusal) | Stop::Conflict(refusal)) => Submitted::refused(refusal),
            Err(Stop::Failed(failure)) => {
                tracing::error!(%failure, "an operation could not be saved");
                Submitted::refused(not_saved(&failure))
            }
        }
    }

    fn try_submit(&self, submission: &Submission) -> Result<Submitted, Stop> {
        let enrolment = self.enrolment()?.ok_or_else(not_enrolled)?;
        let approver = self.check_pin(submission)?;
        self.check_file(&submission.op)?;
        check_code(&mut *self.writer(), &submission.op, submission.code.as_deref())?;
        let op = read_phones(&submission.op)?;
        let op = self.sign_certificate(op)?;
        let identity = self.identity(&enrolment);
        let mut writer = self.writer();
        let conn: &mut dyn Connection = &mut *writer;
        let id = new_op_id();
        let submitted = transaction(conn, |conn| {
            let (session, hq_time) = get_two::<Session, HqTime>(conn, SESSION, HQ_TIME)?;
            let (actor, session) = match (&*op, session) {
                (AnyOperation::SignIn(sign_in), _) => (Some(sign_in.staff), Some(id)),
                (_, Some(session)) => (Some(approver.unwrap_or(session.staff)), Some(session.sign_in)),
                (_, None) => (None, None),
            };
            let at = stamped_at(hq_time.as_ref());
            let op = name_customer(conn, op.clone())?;
            let op = with_code(conn, self.key(), op.into_owned(), id)?;
            let draft = Draft { id, op, actor, session, at };
            let submitted = tenon_sync::tablet::submit_within(conn, &identity, &draft)?;
            follow(conn, &submission.op, id)?;
            Ok::<_, Stop>(submitted)
        })?;
        Ok(Submitted {
            op_id: Some(submitted.op),
            made: made(&op, submitted.op),
            state: SubmittedState::Pending,
            finality: Some(submitted.finality),
            refusal: None,
        })
    }

    /// Checks the PIN that came with an operation, and answers whose it is: they act for this one operation. Signing in
    /// needs one.
    fn check_pin(&self, submission: &Submission) -> Result<Option<Id<Staff>>, Stop> {
        let whose = match (&submission.op, &submission.pin) {
            (AnyOperation::SignIn(sign_in), _) => sign_in.staff,
            (_, Some(typed)) => typed.staff,
            (_, None) => return Ok(None),
        };
        let staff = SqlRows(&mut *self.reader(), Schema::Tablet).entity::<Staff>(whose)?;
        let staff = staff.ok_or_else(Refusal::staff_unknown)?;
        let typed = submission.pin.as_ref().filter(|typed| typed.staff == staff.id);
        let typed = typed.ok_or_else(|| Refusal::new("pin_wrong", "Type the PIN."))?;
        check_pin(&mut *self.writer(), &staff, &typed.pin)?;
        Ok(Some(staff.id))
    }

    /// Gives back the rights that other devices need and this one has not spent. Answers how many.
    pub(crate) fn return_rights(&self) -> Result<usize, Stop> {
        let Some(enrolment) = self.enrolment()? else { return Ok(0) };
        let identity = self.identity(&enrolment);
        let mut writer = self.writer();
        let conn: &mut dyn Connection = &mut *writer;
        let rights = tenon_sync::tablet::rights_to_return(conn, enrolment.device)?;
        for right in &rights {
            let op = tenon_domain::ops::ReturnRight { right: *right }.into();
            let draft = Draft { id: new_op_id(), op, actor: None, session: None, at: now(conn)? };
            tenon_sync::tablet::submit(conn, &identity, &draft)?;
        }
        Ok(rights.len())
    }
}

/// What follows on this tablet from an operation that was saved: who is signed in, who is on the bench. Saved with
/// it, in its transaction.
fn follow(conn: &mut dyn Connection, op: &AnyOperation, id: OpId) -> Result<(), Error> {
    match op {
        AnyOperation::SignIn(sign_in) => put_meta(conn, SESSION, &Session { staff: sign_in.staff, sign_in: id }),
        AnyOperation::SignOut(_) => {
            remove_meta(conn, VISIT)?;
            remove_meta(conn, SESSION)
        }
        AnyOperation::CheckIn(_) => {
            let visit: Id<StoreVisit> = id.nth(1);
            put_meta(conn, VISIT, &Bench { visit })
        }
        AnyOperation::EndVisit(_) => remove_meta(conn, VISIT),
        _ => Ok(()),
    }
}

/// The time to stamp with.
pub(crate) fn now(conn: &mut dyn Connection) -> Result<StampedAt, Error> {
    Ok(stamped_at(get_meta::<HqTime>(conn, HQ_TIME)?.as_ref()))
}

/// A UUIDv7 (RFC 9562): 48 bits of time, the rest random.
/// With the chain's templates where it has put some; a folder that cannot be read must not hold up a sale.
fn press(templates: &Path) -> Press {
    if !templates.is_dir() {
        return Press::new();
    }
    Press::new().with_templates(templates).unwrap_or_else(|error| {
        tracing::error!(%error, "the chain's papers cannot be read; the built-in ones are used");
        Press::new()
    })
}

/// The row that `op` makes first, where a screen goes on with it.
fn made(op: &AnyOperation, id: OpId) -> Option<Uuid> {
    match op {
        AnyOperation::WriteQuote(write) => Some(write.quote.unwrap_or_else(|| id.nth::<Quote>(1)).0),
        AnyOperation::SignOrder(_) => Some(id.nth::<Order>(1).0),
        AnyOperation::RecordMeasurement(record) => {
            Some(record.measurement.unwrap_or_else(|| id.nth::<Measurement>(1)).0)
        }
        // Its project, where it begins one, after appointment and job.
        AnyOperation::BookAppointment(BookAppointment { route: Some(_), project: None, follows: None, .. }) => {
            Some(id.nth::<Project>(3).0)
        }
        AnyOperation::AddPhoto(_) => Some(id.nth::<Photo>(1).0),
        AnyOperation::TakePayment(_) | AnyOperation::ReturnPayment(_) => Some(id.nth::<Payment>(1).0),
        _ => None,
    }
}

fn new_op_id() -> OpId {
    let ms = u64::try_from(wall_ms()).unwrap_or(0);
    Id::new(uuid::Builder::from_unix_timestamp_millis(ms, &rand::random::<[u8; 10]>()).into_uuid())
}

pub(crate) fn not_enrolled() -> Refusal {
    Refusal::new("not_enrolled", "This tablet does not belong to a store yet. Enrol it with a code from head office.")
}

fn not_saved(failure: &Failure) -> Refusal {
    if failure.0.contains("disk is full") {
        return Refusal::new("disk_full", "The disk is full: this was not saved. Free some space and try again.");
    }
    Refusal::new("failure", "This was not saved. Try again; if it stays, call head office.")
}

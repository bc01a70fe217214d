#![allow(clippy::unwrap_used)] // A test.

use chrono::NaiveDate;
use tenon_domain::entities::{
    Appointment, Contact, Crew, SiteRecord, Store, Touch, Window, WorkKind, WorkOrder, WorkStep,
};
use tenon_domain::{Finality, Id, Localized, OpId, Uuid};
use tenon_store::hq::commit;
use tenon_store::{Connection, Engine, Error, Row, Schema, Sqlite, Value, migrate};

use super::{Asked, ConsoleBoard, board};

const HOUR_MS: i64 = 3_600_000;
const CAPACITY: u32 = 5;

fn id<E>(number: usize) -> Id<E> {
    Id::new(Uuid::from_u128(number as u128))
}

fn first() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

/// Counts what it is asked.
struct Counting {
    inner: Sqlite,
    queries: usize,
}

impl Connection for Counting {
    fn engine(&self) -> Engine {
        self.inner.engine()
    }
    fn execute(&mut self, sql: &str, args: &[Value]) -> Result<u64, Error> {
        self.inner.execute(sql, args)
    }
    fn query(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Row>, Error> {
        self.queries += 1;
        self.inner.query(sql, args)
    }
    fn script(&mut self, sql: &str) -> Result<(), Error> {
        self.inner.script(sql)
    }
}

/// `crews` with a window each on every of `days`, in each of which one customer has a place and another is promised.
fn chain(folder: &tempfile::TempDir, crews: usize, days: usize) -> Counting {
    let mut inner = Sqlite::open(&folder.path().join("hq.db")).unwrap();
    migrate(&mut inner, Schema::Hq).unwrap();
    let name = |text: &str| Localized::new(text, text);
    let made = commit(&mut inner, |commit| -> Result<(), Error> {
        for crew in 0..crews {
            let kind = if crew == 0 { WorkKind::Install } else { WorkKind::Measure };
            let (of, store) = (id::<Crew>(1000 + crew), id::<Store>(1 + crew % 2));
            let called = name(&format!("crew {crew:03}"));
            let kinds = vec![kind];
            let trades = Localized::default();
            let (stores, categories) = (vec![store], Vec::new());
            let crew_row = Crew { id: of, name: called, trades, kinds, stores, calendar: None, categories, base: None };
            commit.put(&crew_row)?;
            let stores = crew_row.stores;
            for day in 0..days {
                let place = 10_000 + crew * 100 + day;
                let date = (first() + chrono::Days::new(day as u64)).to_string();
                let start_ms = i64::try_from(day).unwrap() * 24 * HOUR_MS;
                let window = Window {
                    more_units: 0,
                    kept: 0,
                    blocks: Vec::new(),
                    id: id(place),
                    crew: of,
                    kind,
                    date: date.clone(),
                    start_ms,
                    end_ms: start_ms + HOUR_MS,
                    capacity: CAPACITY,
                    free: CAPACITY - 2,
                    short: 0,
                    areas: Vec::new(),
                    stores: stores.clone(),
                };
                commit.put(&window)?;
                let contact =
                    Contact { name: format!("customer {place}"), phone: String::new(), address: String::new() };
                let (appointment, job) = (id::<Appointment>(place), id::<WorkOrder>(place));
                commit.put(&Appointment {
                    quantity: 1,
                    units: 1,
                    minutes: None,
                    id: appointment,
                    window: window.id,
                    crew: of,
                    kind,
                    store,
                    store_name: name("store"),
                    contact: contact.clone(),
                    area: String::new(),
                    goods: None,
                    note: String::new(),
                    visit: None,
                    work_order: job,
                    start_ms,
                    end_ms: window.end_ms,
                    op: OpId::new(Uuid::from_u128(place as u128)),
                    finality: Finality::Final,
                    customer: None,
                    touch: Touch::default(),
                    moves: Vec::new(),
                    cancelled: None,
                })?;
                commit.put(&WorkOrder {
                    id: job,
                    appointment,
                    kind,
                    crew: of,
                    store,
                    contact,
                    note: String::new(),
                    date,
                    start_ms,
                    end_ms: window.end_ms,
                    step: if day == 0 { WorkStep::OnTheWay } else { WorkStep::Planned },
                    history: Vec::new(),
                    project: None,
                    order: None,
                    follows: None,
                    code: None,
                    sign_off: None,
                    site: SiteRecord::default(),
                })?;
            }
        }
        Ok(())
    });
    made.unwrap();
    Counting { inner, queries: 0 }
}

fn shown(conn: &mut Counting, change: impl FnOnce(&mut Asked)) -> ConsoleBoard {
    let mut asked = Asked { from: first(), days: 1, store: None, kind: None };
    change(&mut asked);
    conn.queries = 0;
    board(conn, first(), &asked).unwrap()
}

#[test]
fn a_hundred_crews_for_two_weeks_take_a_dozen_statements() {
    let folder = tempfile::tempdir().unwrap();
    let mut conn = chain(&folder, 100, 20);

    let whole = shown(&mut conn, |asked| asked.days = 14);

    assert_eq!((whole.days.len(), whole.crews.len()), (14, 100));
    assert!(whole.crews.iter().all(|crew| crew.windows.len() == 14));
    assert!(conn.queries <= 12, "{} statements", conn.queries);
    let day = shown(&mut conn, |_| ());
    assert_eq!(day.crews.iter().flat_map(|crew| &crew.windows).count(), 100);
    assert!(conn.queries <= 6, "{} statements", conn.queries);
}

#[test]
fn the_places_of_a_window_add_up_and_what_is_on_the_road_stays() {
    let folder = tempfile::tempdir().unwrap();
    let mut conn = chain(&folder, 2, 2);

    let board = shown(&mut conn, |asked| asked.days = 2);

    let windows = &board.crews[0].windows;
    let [today, tomorrow] = &windows[..] else { panic!("two windows, not {}", windows.len()) };
    assert_eq!((today.booked, today.promised, today.free, today.short), (1, 1, CAPACITY - 2, 0));
    let changeable = |window: &super::ConsoleWindow| window.appointments[0].changeable;
    assert_eq!((changeable(today), changeable(tomorrow)), (false, true));
}

#[test]
fn a_store_and_a_kind_of_work_narrow_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut conn = chain(&folder, 3, 1);
    let names = |board: &ConsoleBoard| -> Vec<String> { board.crews.iter().map(|crew| crew.name.zh.clone()).collect() };

    assert_eq!(names(&shown(&mut conn, |asked| asked.kind = Some(WorkKind::Install))), ["crew 000"]);
    assert_eq!(names(&shown(&mut conn, |asked| asked.store = Some(id(1)))), ["crew 000", "crew 002"]);
    let both = |asked: &mut Asked| (asked.store, asked.kind) = (Some(id(2)), Some(WorkKind::Install));
    assert!(shown(&mut conn, both).crews.is_empty());
}

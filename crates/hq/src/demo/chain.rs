//! The whole chain of a seed on a day.

use data_encoding::HEXLOWER;
use ed25519_dalek::SigningKey;
use tenon_domain::entities::{
    Appointment, Campaign, Card, CardKey, Checklist, Crew, Customer, HolidayCalendar, Lead, MeasureForm, Measurement,
    Merchant, Policy, Project, Redemption, Store, StoreVisit, TravelTable, Window, WorkNorms, WorkOrder,
};
use tenon_domain::{Hash, Id, Localized, Uuid};

use super::day::Day;
use super::people::CITIES;
use super::staff::Hire;
use super::{
    campaigns, checklists, crews, customers, forms, holidays, jobs, merchants, norms, root, staff, travel, visits,
};

/// What the managers of a showroom may let pass in a month: ¥ 1,000.
const GOODWILL_MINOR: i64 = 100_000;

/// A chain with some days behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    /// The secret half of the demonstration's card key. Everyone who knows the seed knows it: never for a real chain.
    pub card_key: [u8; 32],
    /// The policy that names the public half.
    pub policy: Policy,
    /// Showrooms, two in each city.
    pub stores: Vec<Store>,
    /// Who sells in them.
    pub merchants: Vec<Merchant>,
    /// Staff, with PINs yet to be hashed.
    pub staff: Vec<Hire>,
    /// Crews that measure or install.
    pub crews: Vec<Crew>,
    /// The holidays that it knows.
    pub holiday_calendars: Vec<HolidayCalendar>,
    /// The areas that they drive to.
    pub travel_table: TravelTable,
    /// How long its visits take.
    pub work_norms: WorkNorms,
    /// Their windows; `free` is what the appointments leave, no quota has been handed out.
    pub windows: Vec<Window>,
    /// Campaigns: four that hold, one that is over, one to come.
    pub campaigns: Vec<Campaign>,
    /// Cards that were sold. Those that a redemption names are used up.
    pub cards: Vec<Card>,
    /// Whom it knows.
    pub customers: Vec<Customer>,
    /// Whom it is to call, or has called.
    pub leads: Vec<Lead>,
    /// Customers' visits, all ended.
    pub visits: Vec<StoreVisit>,
    /// Redemptions, all final, each of another card.
    pub redemptions: Vec<Redemption>,
    /// Places taken in the windows.
    pub appointments: Vec<Appointment>,
    /// One for each appointment.
    pub work_orders: Vec<WorkOrder>,
    /// What the work orders are parts of.
    pub projects: Vec<Project>,
    /// The forms to measure with.
    pub measure_forms: Vec<MeasureForm>,
    /// What crews see to before, during and after a job.
    pub checklists: Vec<Checklist>,
    /// What was measured.
    pub measurements: Vec<Measurement>,
}

/// The chain of `seed` as it stands on the day of `today_ms`, UTC milliseconds.
pub fn chain(seed: u64, today_ms: i64) -> Chain {
    let (root, today) = (root(seed), Day::of(today_ms));
    let stores = stores(root);
    let teams = crews::teams(seed, root, today, &stores);
    let staff = staff::hire(seed, root, &stores, &teams);
    let campaigns = campaigns::campaigns(root, today);
    let cards = campaigns::cards(seed, root, today, &campaigns, &stores);
    let mut past = visits::past(seed, today, &stores, &staff, &cards, &campaigns);
    let mut known = customers::leads(seed, root, today, &stores, &staff, &campaigns);
    known.customers.extend(customers::met(&mut past.visits));
    let mut windows = crews::windows(seed, today, &teams);
    let travel_table = travel::table();
    let mut jobs = jobs::book(seed, today, &stores, &teams, &mut windows, &past.visits);
    travel::find_areas(&travel_table, &mut jobs.appointments, &mut windows);
    let card_key = Hash::of(format!("tenon demonstration card key {seed}").as_bytes()).0;
    let public_key = HEXLOWER.encode(SigningKey::from_bytes(&card_key).verifying_key().as_bytes());
    Chain {
        card_key,
        policy: Policy { goodwill_minor: GOODWILL_MINOR, ..Policy::first(vec![CardKey { id: 1, public_key }]) },
        stores,
        merchants: merchants::rows(root),
        staff,
        crews: teams.into_iter().map(|team| team.crew).collect(),
        holiday_calendars: holidays::calendars(),
        travel_table,
        work_norms: norms::norms(),
        windows,
        campaigns,
        cards,
        customers: known.customers,
        leads: known.leads,
        visits: past.visits,
        redemptions: past.redemptions,
        appointments: jobs.appointments,
        work_orders: jobs.work_orders,
        projects: jobs.projects.all,
        checklists: checklists::checklists(today.plus(-30).at(9, 0)),
        measure_forms: forms::forms(today.plus(-30).at(9, 0)),
        measurements: jobs.projects.measurements,
    }
}

fn stores(root: Uuid) -> Vec<Store> {
    CITIES
        .iter()
        .flat_map(|city| city.stores.iter().map(move |name| (city, name)))
        .enumerate()
        .map(|(at, (city, (zh, en)))| Store {
            id: Id::new(Uuid::new_v5(&root, format!("store:{at}").as_bytes())),
            name: Localized::new(*zh, *en),
            city: Localized::new(city.zh, city.en),
            time_zone: "Asia/Shanghai".to_owned(),
            zone: city.zone.map(str::to_owned),
            desk: None,
        })
        .collect()
}

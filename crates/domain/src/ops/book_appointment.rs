//! `appointment.book.v1`: a customer is given work units of a crew's window.
//!
//! Final where the device's quota of the window is spent with it, or where HQ finds the window free; offline without
//! quota it waits for HQ (“to be confirmed”), and HQ refuses it when the window is full. Makes the appointment and its
//! work order. The chain's norms (`WorkNorms`) say how many units it takes, where it is booked: what was promised on a
//! tablet keeps its units whatever the norms say since. With `route` it begins a project, or goes on with the one that it
//! names or that the job it follows up is a part of; without any of them the job stands alone, and no gate holds it up.
//! Where it comes with the hash of a code, the crew arrives with that code (`work_order.advance.v1`).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::bounded;
use super::customer_rows::of_visit;
use super::places::{area_of, take_place, taken_by, window_for, workload};
use super::waitlist::seat;
use super::work_rows::admit;
use crate::catalog::ServiceRoute;
use crate::entities::{
    Appointment, Contact, CustomerCode, FollowUp, Order, Project, Role, SiteRecord, Store, StoreVisit, WaitlistEntry,
    Window, WorkKind, WorkOrder, WorkStep,
};
use crate::scheduling::{QUANTITY_LIMIT, Workload};
use crate::{Desk, Finality, Held, Id, Localized, Nature, Operation, Refusal, Stop};

/// An appointment is booked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BookAppointment {
    /// Where in the calendar.
    pub window: Id<Window>,
    /// What for.
    pub kind: WorkKind,
    /// The visit during which it is made.
    pub visit: Option<Id<StoreVisit>>,
    /// Whom to visit.
    pub contact: Contact,
    /// A word for the crew.
    pub note: String,
    /// How the goods come, where a project begins with it.
    #[serde(default)]
    pub route: Option<ServiceRoute>,
    /// The project that it goes on with.
    #[serde(default)]
    pub project: Option<Id<Project>>,
    /// The order that it serves.
    #[serde(default)]
    pub order: Option<Id<Order>>,
    /// The job that it follows up.
    #[serde(default)]
    pub follows: Option<FollowUp>,
    /// Path of the category of the goods, for a crew that takes them.
    #[serde(default)]
    pub goods: Option<String>,
    /// How many pieces of them.
    #[serde(default = "one")]
    pub quantity: u32,
    /// The entry of the waiting list that it ends.
    #[serde(default)]
    #[ts(optional)]
    pub waitlist: Option<Id<WaitlistEntry>>,
    /// Argon2id of the customer's code with the job's identifier behind it, PHC string format; the tablet puts it here where
    /// the chain wants a code for this kind of job, and shows the code to whoever books.
    #[serde(default)]
    #[ts(skip)]
    pub code: Option<String>,
}

/// Characters of a code's hash at most.
const CODE_LIMIT: usize = 200;

const fn one() -> u32 {
    1
}

/// Where the crew is to go, and what for.
struct Visit {
    contact: Contact,
    area: String,
    goods: Option<String>,
    workload: Workload,
    note: String,
}

/// What a booking goes on from.
struct Before {
    /// The customer was told on a tablet that the place is theirs: it is kept, whatever became of what was before it.
    promised: bool,
    /// The job that it follows up.
    first: Option<WorkOrder>,
}

impl Operation for BookAppointment {
    const TAG: &'static str = "appointment.book.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        desk.actor(Role::SHOWROOM)?;
        let contact = self.contact.checked()?;
        let note = bounded("note", &self.note)?.to_owned();
        seat(desk, self.waitlist, self.window)?;
        let mut window = window_for(desk, self.window, self.kind, desk.stamp().store)?;
        let area = area_of(desk, &contact.address)?;
        let goods = self.goods()?;
        if self.code.as_ref().is_some_and(|hash| hash.len() > CODE_LIMIT) {
            return Err(Refusal::too_long("code", CODE_LIMIT).into());
        }
        if !(1..=QUANTITY_LIMIT).contains(&self.quantity) {
            return Err(Refusal::quantity_unsound().into());
        }
        let mut workload = workload(desk, self.kind, goods.as_deref(), self.quantity)?;
        let place = take_place(desk, &mut window, &area, workload.units)?;
        workload.units = place.units;
        if !place.promised {
            taken_by(desk, &window, goods.as_deref())?;
        }
        let before = Before { promised: place.promised, first: self.first_job(desk, place.promised)? };
        let visit = Visit { contact, area, goods, workload, note };
        self.put_rows(desk, &window, visit, place.finality, before)?;
        Ok(place.finality)
    }

    fn subject(&self) -> String {
        self.contact.name.trim().to_owned()
    }
}

impl BookAppointment {
    fn goods(&self) -> Result<Option<String>, Stop> {
        let goods = bounded("goods", self.goods.as_deref().unwrap_or_default())?;
        Ok(Some(goods).filter(|goods| !goods.is_empty()).map(str::to_owned))
    }

    fn put_rows(
        &self,
        desk: &mut Desk<'_>,
        window: &Window,
        visit: Visit,
        finality: Finality,
        before: Before,
    ) -> Result<(), Stop> {
        let stamp = desk.stamp();
        let store_name = match desk.get::<Store>(stamp.store)? {
            Held::Here(store) => store.name,
            Held::Absent | Held::Outside => Localized::default(),
        };
        let (customer, touch) = of_visit(desk, self.visit)?;
        let Visit { contact, area, goods, workload, note } = visit;
        let appointment = Appointment {
            id: desk.fresh(),
            window: window.id,
            crew: window.crew,
            kind: self.kind,
            store: stamp.store,
            store_name,
            contact: contact.clone(),
            area,
            goods,
            quantity: self.quantity,
            units: workload.units,
            minutes: workload.minutes,
            note: note.clone(),
            visit: self.visit,
            work_order: desk.fresh(),
            start_ms: window.start_ms,
            end_ms: window.end_ms,
            op: stamp.id,
            finality,
            customer,
            touch,
            moves: Vec::new(),
            cancelled: None,
        };
        let project = self.put_project(desk, window, before)?;
        let work_order = WorkOrder {
            id: appointment.work_order,
            appointment: appointment.id,
            kind: self.kind,
            crew: window.crew,
            store: stamp.store,
            contact,
            note,
            date: window.date.clone(),
            start_ms: window.start_ms,
            end_ms: window.end_ms,
            step: WorkStep::Planned,
            history: Vec::new(),
            project,
            order: self.order,
            follows: self.follows,
            code: self.code.clone().map(|hash| CustomerCode { hash, device: stamp.device }),
            sign_off: None,
            site: SiteRecord::default(),
        };
        desk.put(&appointment)?;
        desk.put(&work_order)
    }

    /// The job that it follows up, which must have ended.
    fn first_job(&self, desk: &mut Desk<'_>, promised: bool) -> Result<Option<WorkOrder>, Stop> {
        let Some(follows) = self.follows else { return Ok(None) };
        match desk.get::<WorkOrder>(follows.work_order)? {
            Held::Here(first) if !promised && !first.step.is_end() => Err(Refusal::follow_up_too_early().into()),
            Held::Here(first) => Ok(Some(first)),
            Held::Absent if !promised => Err(Refusal::work_order_unknown().into()),
            Held::Absent | Held::Outside => Ok(None),
        }
    }

    /// Begins a project or lets the crew into the one that is gone on with.
    fn put_project(&self, desk: &mut Desk<'_>, window: &Window, before: Before) -> Result<Option<Id<Project>>, Stop> {
        let store = desk.stamp().store;
        let begin = |id: Id<Project>, route: ServiceRoute| Project {
            id,
            store,
            crews: vec![window.crew],
            route,
            order: self.order,
            measured: 0,
            drawn: Vec::new(),
            drawings: Vec::new(),
            goods: None,
            counted: None,
            waived: None,
        };
        let Some(id) = self.project.or(before.first.and_then(|first| first.project)) else {
            let Some(route) = self.route else { return Ok(None) };
            let project = begin(desk.fresh(), route);
            desk.put(&project)?;
            return Ok(Some(project.id));
        };
        match desk.get::<Project>(id)? {
            Held::Here(mut project) => {
                admit(desk, &mut project, window.crew)?;
                project.order = project.order.or(self.order);
                desk.put(&project)?;
            }
            Held::Absent if !before.promised => return Err(Refusal::project_unknown().into()),
            // The booking that began it fell; nothing was measured yet.
            Held::Absent => desk.put(&begin(id, self.route.unwrap_or(ServiceRoute::Heavy)))?,
            Held::Outside => {}
        }
        Ok(Some(id))
    }
}

//! `waitlist.join.v1`: a customer whom no place suits is to be called when one comes free. `waitlist.leave.v1`: they do not
//! want one any more.
//!
//! The list promises nothing. The booking or the move that names the entry ends it (`appointment.book.v1`,
//! `appointment.move.v1`), and so does HQ once its last day is over (`waitlist.expire.v1`).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::bounded;
use super::customer_rows::of_visit;
use super::places::{area_of, workload};
use super::waitlist::{SERVERS, leave, own};
use crate::catalog::ServiceRoute;
use crate::entities::{Appointment, Contact, FollowUp, Order, Project, StoreVisit, WaitlistEntry, WorkKind};
use crate::scheduling::{Date, DayPart, QUANTITY_LIMIT};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// Days that somebody may wait for.
const DAYS_LIMIT: u32 = 90;

/// A customer is put on the waiting list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct JoinWaitlist {
    /// What for.
    pub kind: WorkKind,
    /// Whom to call and to visit.
    pub contact: Contact,
    /// Path of the category of the goods, where it was said.
    pub goods: Option<String>,
    /// How many pieces of them.
    pub quantity: u32,
    /// A word for the crew.
    pub note: String,
    /// The first day that will do, `2026-11-22`.
    pub from: String,
    /// The last day that will do; 90 days from the first at most.
    pub until: String,
    /// The half of the day that will do; none: both.
    pub part: Option<DayPart>,
    /// The appointment that they would have earlier.
    pub appointment: Option<Id<Appointment>>,
    /// The visit during which they ask.
    pub visit: Option<Id<StoreVisit>>,
    /// How the goods come, where a project begins with the visit.
    pub route: Option<ServiceRoute>,
    /// The project that it goes on with.
    pub project: Option<Id<Project>>,
    /// The order that it serves.
    pub order: Option<Id<Order>>,
    /// The job that it follows up.
    pub follows: Option<FollowUp>,
}

impl Operation for JoinWaitlist {
    const TAG: &'static str = "waitlist.join.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(SERVERS)?;
        let contact = self.contact.checked()?;
        let goods = bounded("goods", self.goods.as_deref().unwrap_or_default())?;
        let goods = Some(goods).filter(|goods| !goods.is_empty()).map(str::to_owned);
        if !(1..=QUANTITY_LIMIT).contains(&self.quantity) {
            return Err(Refusal::quantity_unsound().into());
        }
        self.days()?;
        let stamp = desk.stamp();
        let (customer, _) = of_visit(desk, self.visit)?;
        let held = self.appointment.map(|id| desk.get::<Appointment>(id)).transpose()?;
        let units = match &held {
            Some(Held::Here(held)) => held.units,
            Some(Held::Absent | Held::Outside) | None => {
                workload(desk, self.kind, goods.as_deref(), self.quantity)?.units
            }
        };
        let entry = WaitlistEntry {
            id: desk.fresh(),
            store: stamp.store,
            kind: self.kind,
            area: area_of(desk, &contact.address)?,
            contact,
            goods,
            quantity: self.quantity,
            units,
            note: bounded("note", &self.note)?.to_owned(),
            from: self.from.clone(),
            until: self.until.clone(),
            part: self.part,
            appointment: self.appointment,
            visit: self.visit,
            customer: customer.or(match held {
                Some(Held::Here(held)) => held.customer,
                Some(Held::Absent | Held::Outside) | None => None,
            }),
            route: self.route,
            project: self.project,
            order: self.order,
            follows: self.follows,
            since_ms: stamp.at.best_ms(),
            by_name: staff.name,
            kept: None,
            passed: Vec::new(),
            ended: None,
        };
        desk.put(&entry)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.contact.name.trim().to_owned()
    }
}

impl JoinWaitlist {
    fn days(&self) -> Result<(), Stop> {
        let days = Date::parse(&self.from).zip(Date::parse(&self.until)).map(|(from, until)| from.days_until(until));
        match days {
            Some(days) if (0..=i64::from(DAYS_LIMIT)).contains(&days) => Ok(()),
            Some(_) | None => Err(Refusal::waitlist_days(DAYS_LIMIT).into()),
        }
    }
}

/// A customer does not wait any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeaveWaitlist {
    /// Who.
    pub entry: Id<WaitlistEntry>,
    /// Why, in words; may be empty.
    pub reason: String,
}

impl Operation for LeaveWaitlist {
    const TAG: &'static str = "waitlist.leave.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let reason = bounded("reason", &self.reason)?;
        let mut entry = own(desk, self.entry)?;
        leave(desk, &mut entry, reason)?;
        desk.put(&entry)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

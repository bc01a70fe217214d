//! `appointment.move.v1`: an appointment goes into another window. `appointment.swap.v1`: two change places, at HQ.
//! `appointment.cancel.v1`: one is called off.
//!
//! A crew hands a job over by moving its appointment to a window of another crew that begins at the same time: the time
//! was promised to the customer, who does the work was not.
//!
//! All are intents, and only as long as the crew has not driven off. The units that fall free go back to HQ, which alone
//! gives them away again; a swap of visits with different units needs the difference in the window of the smaller one. A
//! move is final as a booking is: where the device's quota of the new window is spent with it, or where HQ finds that window free; offline without quota it waits for HQ, and so does the move of an appointment that
//! waits itself. Where a move was final on a tablet and the crew turns out to have driven off, what happened on the road
//! counts: the place goes back and a case tells both.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::places::{Place, give_place_back, take_place, taken_by, window_for};
use super::waitlist::seat;
use super::work_rows::admit;
use super::{bounded, open_case, required};
use crate::entities::{
    Appointment, Cancellation, Moved, Project, Remedy, Right, Role, Staff, StepDone, StepUndone, WaitlistEntry, Window,
    WorkOrder, WorkStep,
};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// Who may call an appointment off: those of its store, and clerks.
const PLANNERS: &[Role] = &[Role::Seller, Role::Manager, Role::Clerk];

/// An appointment is moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MoveAppointment {
    /// Which.
    pub appointment: Id<Appointment>,
    /// Into which window.
    pub window: Id<Window>,
    /// Why, in words; may be empty.
    pub reason: String,
    /// The entry of the waiting list that it ends.
    #[serde(default)]
    #[ts(optional)]
    pub waitlist: Option<Id<WaitlistEntry>>,
}

impl Operation for MoveAppointment {
    const TAG: &'static str = "appointment.move.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(Role::ALL)?;
        let reason = bounded("reason", &self.reason)?;
        match ahead(desk, &staff, self.appointment)? {
            Ahead::Open(appointment, work_order) => self.go(desk, *appointment, *work_order, (&staff, reason)),
            Ahead::Closed { customer, refusal } => self.too_late(desk, &customer, refusal),
        }
    }

    fn subject(&self) -> String {
        String::new()
    }
}

impl MoveAppointment {
    fn go(
        &self,
        desk: &mut Desk<'_>,
        mut appointment: Appointment,
        mut work_order: WorkOrder,
        by: (&Staff, &str),
    ) -> Result<Finality, Stop> {
        if appointment.window == self.window {
            return self.too_late(desk, &appointment.contact.name, Refusal::appointment_there());
        }
        if by.0.role.is_crew() {
            let window = window_for(desk, self.window, appointment.kind, appointment.store)?;
            if window.start_ms != appointment.start_ms {
                return self.too_late(desk, &appointment.contact.name, Refusal::appointment_time_promised());
            }
        }
        seat(desk, self.waitlist, self.window)?;
        let mut window = window_for(desk, self.window, appointment.kind, appointment.store)?;
        let waits = desk.first() && appointment.finality != Finality::Final;
        let place = if waits {
            Place { finality: appointment.finality, promised: false, units: appointment.units }
        } else {
            take_place(desk, &mut window, &appointment.area, appointment.units)?
        };
        if !place.promised {
            taken_by(desk, &window, appointment.goods.as_deref())?;
        }
        give_place_back(desk, appointment.window, appointment.units, Some(&appointment.area))?;
        (appointment.finality, appointment.units) = (place.finality, place.units);
        enter(desk, &mut appointment, &mut work_order, &window, by)?;
        Ok(place.finality)
    }

    /// It cannot be moved any more. Where a place was spent for it, the place goes back and people are told.
    fn too_late(&self, desk: &mut Desk<'_>, customer: &str, refusal: Refusal) -> Result<Finality, Stop> {
        let quota = Right::quota(self.window, desk.stamp().device);
        let Some(units) = desk.declared(quota).filter(|_| desk.authority()) else { return Err(refusal.into()) };
        if desk.spend(quota, units)? == Finality::Final {
            give_place_back(desk, self.window, units, None)?;
        }
        open_case(desk, customer, refusal, vec![Remedy::Acknowledged], None)?;
        Ok(Finality::Final)
    }
}

/// Writes down that an appointment and its job go into `window`, by whom and why.
fn enter(
    desk: &mut Desk<'_>,
    appointment: &mut Appointment,
    work_order: &mut WorkOrder,
    window: &Window,
    (staff, reason): (&Staff, &str),
) -> Result<(), Stop> {
    let (at_ms, by_name, reason) = (desk.stamp().at.best_ms(), staff.name.clone(), reason.to_owned());
    let (crew, start_ms, end_ms) = (appointment.crew, appointment.start_ms, appointment.end_ms);
    appointment.moves.push(Moved { crew, start_ms, end_ms, at_ms, by_name, reason });
    appointment.window = window.id;
    (appointment.crew, appointment.start_ms, appointment.end_ms) = (window.crew, window.start_ms, window.end_ms);
    (work_order.crew, work_order.start_ms, work_order.end_ms) = (window.crew, window.start_ms, window.end_ms);
    work_order.date.clone_from(&window.date);
    // Whoever accepted it accepted another time.
    if work_order.step == WorkStep::Accepted {
        work_order.step_back(StepUndone { at_ms, by: staff.name.clone() });
    }
    if let Some(project) = work_order.project
        && let Held::Here(mut project) = desk.get::<Project>(project)?
    {
        admit(desk, &mut project, window.crew)?;
        desk.put(&project)?;
    }
    desk.put(appointment)?;
    desk.put(work_order)
}

/// Two appointments change places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SwapAppointments {
    /// The one.
    pub appointment: Id<Appointment>,
    /// The other.
    pub with: Id<Appointment>,
    /// Why, in words; may be empty.
    pub reason: String,
}

impl Operation for SwapAppointments {
    const TAG: &'static str = "appointment.swap.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor_at_hq(Role::Clerk)?;
        let reason = bounded("reason", &self.reason)?;
        let open = |desk: &mut Desk<'_>, id| match ahead(desk, &staff, id)? {
            Ahead::Open(appointment, work_order) => Ok((*appointment, *work_order)),
            Ahead::Closed { refusal, .. } => Err(Stop::from(refusal)),
        };
        let (mut one, mut job) = open(desk, self.appointment)?;
        let (mut other, mut other_job) = open(desk, self.with)?;
        if one.window == other.window {
            return Err(Refusal::appointment_there().into());
        }
        let mut here = window_for(desk, one.window, other.kind, other.store)?;
        let mut there = window_for(desk, other.window, one.kind, one.store)?;
        for (appointment, window) in [(&one, &there), (&other, &here)] {
            taken_by(desk, window, appointment.goods.as_deref())?;
        }
        here.exchange((&one.area, one.units), (&other.area, other.units))?;
        there.exchange((&other.area, other.units), (&one.area, one.units))?;
        desk.put(&here)?;
        desk.put(&there)?;
        enter(desk, &mut one, &mut job, &there, (&staff, reason))?;
        enter(desk, &mut other, &mut other_job, &here, (&staff, reason))?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

/// An appointment is called off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CancelAppointment {
    /// Which.
    pub appointment: Id<Appointment>,
    /// Why, in words.
    pub reason: String,
}

impl Operation for CancelAppointment {
    const TAG: &'static str = "appointment.cancel.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(PLANNERS)?;
        let reason = required("reason", &self.reason)?.to_owned();
        let (mut appointment, mut work_order) = match ahead(desk, &staff, self.appointment)? {
            Ahead::Open(appointment, work_order) => (*appointment, *work_order),
            Ahead::Closed { refusal, .. } => return Err(refusal.into()),
        };
        give_place_back(desk, appointment.window, appointment.units, Some(&appointment.area))?;
        let (at_ms, by_name) = (desk.stamp().at.best_ms(), staff.name);
        let (step, by) = (WorkStep::Cancelled, by_name.clone());
        work_order.advance(StepDone {
            step,
            at_ms,
            by,
            reason: Some(reason.clone()),
            absent: false,
            arrival: None,
            undone: None,
        });
        appointment.cancelled = Some(Cancellation { at_ms, by_name, reason });
        desk.put(&appointment)?;
        desk.put(&work_order)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

/// Whether an appointment can still be changed.
enum Ahead {
    /// It can: the crew has not driven off.
    Open(Box<Appointment>, Box<WorkOrder>),
    /// It cannot.
    Closed {
        /// Whom it was for, as far as is known.
        customer: String,
        /// Why not.
        refusal: Refusal,
    },
}

fn ahead(desk: &mut Desk<'_>, staff: &Staff, id: Id<Appointment>) -> Result<Ahead, Stop> {
    let unknown = || Ahead::Closed { customer: String::new(), refusal: Refusal::appointment_unknown() };
    let Held::Here(appointment) = desk.get::<Appointment>(id)? else { return Ok(unknown()) };
    if staff.role.is_crew() && staff.crew != Some(appointment.crew) {
        let (customer, refusal) = (appointment.contact.name, Refusal::work_order_not_yours());
        return Ok(Ahead::Closed { customer, refusal });
    }
    if Role::SHOWROOM.contains(&staff.role) && appointment.store != desk.stamp().store {
        return Ok(unknown());
    }
    let Held::Here(work_order) = desk.get::<WorkOrder>(appointment.work_order)? else { return Ok(unknown()) };
    let refusal = match &appointment.cancelled {
        Some(before) => Refusal::appointment_cancelled(&before.by_name, before.at_ms),
        None if work_order.step.is_ahead() => {
            return Ok(Ahead::Open(Box::new(appointment), Box::new(work_order)));
        }
        None => Refusal::appointment_under_way(work_order.step),
    };
    Ok(Ahead::Closed { customer: appointment.contact.name, refusal })
}

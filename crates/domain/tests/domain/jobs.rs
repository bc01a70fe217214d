//! Windows, bookings and jobs that tests begin with.

use tenon_domain::catalog::ServiceRoute;
use tenon_domain::entities::{Contact, Window, WorkKind, WorkOrder, WorkStep};
use tenon_domain::ops::{AdvanceWorkOrder, BookAppointment};
use tenon_domain::{Id, OpId, Stop};

use crate::desks::Desks;

pub(crate) fn window(kind: WorkKind, crew: u8) -> Window {
    let crew = Desks::crew(crew);
    let (start_ms, end_ms) = (1_900_000_000_000, 1_900_007_200_000);
    Window {
        id: crew.derive(&format!("{kind:?}")),
        crew,
        kind,
        date: "2030-03-17".to_owned(),
        start_ms,
        end_ms,
        capacity: 9,
        free: 9,
        short: 0,
        areas: Vec::new(),
        more_units: 0,
        kept: 0,
        blocks: Vec::new(),
        stores: vec![Desks::store(1)],
    }
}

pub(crate) fn book(kind: WorkKind, crew: u8) -> BookAppointment {
    BookAppointment {
        window: window(kind, crew).id,
        kind,
        visit: None,
        contact: Contact { name: "王伟".into(), phone: "+8613800138000".into(), address: "文三路 1 号".into() },
        note: String::new(),
        route: Some(ServiceRoute::Heavy),
        project: None,
        order: None,
        follows: None,
        goods: None,
        quantity: 1,
        code: None,
        waitlist: None,
    }
}

pub(crate) fn job_of(booked: OpId) -> Id<WorkOrder> {
    booked.nth(2)
}

pub(crate) fn advance(work_order: Id<WorkOrder>, to: WorkStep) -> AdvanceWorkOrder {
    AdvanceWorkOrder {
        work_order,
        to,
        reason: (to == WorkStep::Failed).then(|| "下雨".to_owned()),
        absent: false,
        arrival: None,
    }
}

pub(crate) fn code(outcome: Result<OpId, Stop>) -> String {
    match outcome {
        Ok(_) => String::new(),
        Err(Stop::Refused(refusal) | Stop::Conflict(refusal)) => refusal.code,
        Err(Stop::Failed(failure)) => panic!("{failure}"),
    }
}

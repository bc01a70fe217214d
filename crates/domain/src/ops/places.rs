//! What the operations on appointments share: a window that fits, and units of it. No operation of its own.

use super::bounded;
use crate::entities::{Contact, Crew, Right, Store, TravelTable, Window, WorkKind, WorkNorms};
use crate::scheduling::Workload;
use crate::{Desk, Finality, Held, Id, Refusal, Stop};

/// Units of a window, taken.
pub(super) struct Place {
    /// Whether they stand or wait for HQ.
    pub finality: Finality,
    /// The customer was told on a tablet that they are theirs: they are kept.
    pub promised: bool,
    /// How many: what was promised, where the norms have changed since.
    pub units: u32,
}

impl Contact {
    /// What the crew needs, without the blanks around it; refuses where some of it is missing.
    pub(super) fn checked(&self) -> Result<Self, Stop> {
        let part = |field, text| match bounded(field, text)? {
            "" => Err(Stop::from(Refusal::contact_incomplete(field))),
            text => Ok(text.to_owned()),
        };
        Ok(Self {
            name: part("name", &self.name)?,
            phone: part("phone", &self.phone)?,
            address: part("address", &self.address)?,
        })
    }
}

/// What a visit for `quantity` pieces of `goods` takes, by the chain's norms as they are known here.
pub(super) fn workload(
    desk: &mut Desk<'_>,
    kind: WorkKind,
    goods: Option<&str>,
    quantity: u32,
) -> Result<Workload, Stop> {
    Ok(match desk.get::<WorkNorms>(WorkNorms::ID)? {
        Held::Here(norms) => norms.workload(kind, goods, quantity),
        Held::Absent | Held::Outside => Workload::ONE,
    })
}

/// The window `id`, where it is for `kind`, open to `store`, and not begun.
pub(super) fn window_for(
    desk: &mut Desk<'_>,
    id: Id<Window>,
    kind: WorkKind,
    store: Id<Store>,
) -> Result<Window, Stop> {
    let Held::Here(window) = desk.get::<Window>(id)? else { return Err(Refusal::window_unknown().into()) };
    if window.kind != kind || !window.stores.contains(&store) {
        return Err(Refusal::window_other_work().into());
    }
    if desk.stamp().at.best_ms() >= window.start_ms {
        return Err(Refusal::window_past().into());
    }
    Ok(window)
}

/// Refuses where the crew of `window` does not take `goods`.
pub(super) fn taken_by(desk: &mut Desk<'_>, window: &Window, goods: Option<&str>) -> Result<(), Stop> {
    match (goods, desk.get::<Crew>(window.crew)?) {
        (Some(_), Held::Here(crew)) if !crew.takes(goods) => Err(Refusal::crew_other_goods(&crew.name).into()),
        _ => Ok(()),
    }
}

/// The area that `address` lies in; empty where the travel table does not know.
pub(super) fn area_of(desk: &mut Desk<'_>, address: &str) -> Result<String, Stop> {
    Ok(match desk.get::<TravelTable>(TravelTable::ID)? {
        Held::Here(table) => table.area_of(address).map(|area| area.code.clone()).unwrap_or_default(),
        Held::Absent | Held::Outside => String::new(),
    })
}

/// Takes `units` for a visit in `area`: of the device's quota, or at HQ of what is free.
pub(super) fn take_place(desk: &mut Desk<'_>, window: &mut Window, area: &str, units: u32) -> Result<Place, Stop> {
    let quota = Right::quota(window.id, desk.stamp().device);
    let units = desk.declared(quota).unwrap_or(units);
    let mut finality = desk.spend(quota, units)?;
    let promised = finality == Finality::Final && !desk.first();
    if desk.authority() {
        if finality != Finality::Final {
            window.take(units)?;
            finality = Finality::Final;
        }
        window.enter(area, units);
        desk.put(window)?;
    }
    Ok(Place { finality, promised, units })
}

/// At HQ, gives back `units` of the window `id`, and with them the visit in `visit`, an area, if there was one. Elsewhere
/// nothing changes: only HQ gives them away again.
pub(super) fn give_place_back(
    desk: &mut Desk<'_>,
    id: Id<Window>,
    units: u32,
    visit: Option<&str>,
) -> Result<(), Stop> {
    if desk.authority()
        && let Held::Here(mut window) = desk.get::<Window>(id)?
    {
        window.give_back(units);
        if let Some(area) = visit {
            window.leave(area, units);
        }
        desk.put(&window)?;
    }
    Ok(())
}

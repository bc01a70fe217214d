//! What the operations on appointments share: a window that fits, and a place in it. No operation of its own.

use crate::entities::{Crew, Right, Store, TravelTable, Window, WorkKind};
use crate::{Desk, Finality, Held, Id, Refusal, Stop};

/// A place in a window, taken.
pub(super) struct Place {
    /// Whether it stands or waits for HQ.
    pub finality: Finality,
    /// The customer was told on a tablet that the place is theirs: it is kept.
    pub promised: bool,
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

/// Takes a place for a visit in `area`: of the device's quota, or at HQ of what is free.
pub(super) fn take_place(desk: &mut Desk<'_>, window: &mut Window, area: &str) -> Result<Place, Stop> {
    let mut finality = desk.spend(Right::quota(window.id, desk.stamp().device))?;
    let promised = finality == Finality::Final && !desk.first();
    if !desk.authority() {
        return Ok(Place { finality, promised });
    }
    if finality != Finality::Final {
        if window.free == 0 {
            return Err(Refusal::window_full(window.start_ms, window.end_ms).into());
        }
        window.free -= 1;
        finality = Finality::Final;
    }
    window.areas.push(area.to_owned());
    desk.put(window)?;
    Ok(Place { finality, promised })
}

/// At HQ, gives back a place of the window `id`, and with it the visit in `visit`, an area, if there was one. Elsewhere
/// nothing changes: only HQ gives it away again.
pub(super) fn give_place_back(desk: &mut Desk<'_>, id: Id<Window>, visit: Option<&str>) -> Result<(), Stop> {
    if desk.authority()
        && let Held::Here(mut window) = desk.get::<Window>(id)?
    {
        window.give_back(1);
        if let Some(area) = visit {
            window.forget_area(area);
        }
        desk.put(&window)?;
    }
    Ok(())
}

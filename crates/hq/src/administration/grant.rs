//! Handing out rights: what a device may make final without a network.

use std::collections::BTreeSet;

use tenon_domain::entities::{Card, CardState, Device, Redemption, Right, Standing, Subject, Window, WorkNorms};
use tenon_domain::{Finality, Uuid};
use tenon_store::Error;
use tenon_store::hq::Commit;

/// How long before a window its quotas cease to be usable, so that HQ can plan the day.
const LAPSE_BEFORE_MS: i64 = 2 * 60 * 60 * 1000;

/// Gives a new device the rights that nobody holds yet: to the cards of its store, if it is the store's first, and to
/// one visit whose goods nobody said in every window that falls to its store, as far as its units are free.
pub fn grant_rights(commit: &mut Commit<'_>, device: &Device) -> Result<(), Error> {
    let devices = commit.rows().all::<Device>()?;
    if devices.iter().any(|other| other.store == device.store && other.id != device.id) {
        return Ok(());
    }
    let redeemed: BTreeSet<String> = commit
        .rows()
        .all::<Redemption>()?
        .into_iter()
        .filter(|one| one.standing == Standing::Stands && one.finality == Finality::Final)
        .map(|one| one.number)
        .collect();
    for card in commit.rows().all::<Card>()? {
        if card.home == Some(device.store) && card.state == CardState::Sold && !redeemed.contains(&card.number) {
            grant(commit, device, Subject::Card(card.id), card.right(), (1, None))?;
        }
    }
    let norms = commit.rows().entity::<WorkNorms>(WorkNorms::ID)?;
    for mut window in commit.rows().all::<Window>()? {
        if window.free > 0 && falls_to(&window, device) {
            let units = norms.as_ref().map_or(1, |norms| norms.workload(window.kind, None, 1).units).min(window.free);
            window.free -= units;
            let lapse = window.start_ms - LAPSE_BEFORE_MS;
            let right = Right::quota(window.id, device.id);
            commit.put(&window)?;
            grant(commit, device, Subject::Window(window.id), right, (units, Some(lapse)))?;
        }
    }
    Ok(())
}

/// The stores of a window take turns, by the window's identifier.
fn falls_to(window: &Window, device: &Device) -> bool {
    let turn = window.id.0.as_u128() % (window.stores.len().max(1) as u128);
    usize::try_from(turn).ok().and_then(|turn| window.stores.get(turn)) == Some(&device.store)
}

fn grant(
    commit: &mut Commit<'_>,
    device: &Device,
    subject: Subject,
    id: tenon_domain::Id<Right>,
    (left, lapse_ms): (u32, Option<i64>),
) -> Result<(), Error> {
    let held = commit.rows().entity::<Right>(id)?;
    if held.as_ref().is_some_and(|right| right.holder.is_some() || right.left == 0) {
        return Ok(());
    }
    let epoch = held.map_or(1, |right| right.epoch + 1);
    commit.put(&Right { id, subject, holder: Some(device.id), epoch, left, lapse_ms, wanted: false, handed: None })
}

/// The right to a card that HQ itself holds, made when the card is sold.
pub fn hq_right(card: &Card) -> Right {
    Right {
        id: card.right(),
        subject: Subject::Card(card.id),
        holder: None,
        epoch: 0,
        left: 1,
        lapse_ms: None,
        wanted: false,
        handed: None,
    }
}

/// Nobody's identifier, for rows that belong to HQ itself.
pub(super) const NOBODY: Uuid = Uuid::nil();

//! What happened in the stores in the last days: visits, and the cards redeemed during them.

use tenon_domain::entities::{Campaign, Card, CardState, Redemption, Role, Staff, Standing, Store, StoreVisit, Touch};
use tenon_domain::{DeviceId, Finality, Id};

use super::day::Day;
use super::dice::Dice;
use super::people;
use super::staff::Hire;

/// How many days back the visits begin.
const DAYS: i64 = 13;

/// Visits and redemptions.
#[derive(Default)]
pub(super) struct Past {
    pub(super) visits: Vec<StoreVisit>,
    pub(super) redemptions: Vec<Redemption>,
}

/// The device on which a store's past redemptions were made. It is long out of service and has no row.
fn old_desk(store: Id<Store>) -> DeviceId {
    store.derive("old desk tablet")
}

/// The last days of every store; all visits have ended before today.
pub(super) fn past(
    seed: u64,
    today: Day,
    stores: &[Store],
    staff: &[Hire],
    cards: &[Card],
    campaigns: &[Campaign],
) -> Past {
    let mut dice = Dice::new(seed, "visits");
    let mut past = Past::default();
    for store in stores {
        let sellers: Vec<&Staff> = staff
            .iter()
            .map(|hire| &hire.staff)
            .filter(|staff| staff.store == Some(store.id) && staff.role == Role::Seller)
            .collect();
        let mut unused: Vec<&Card> = cards.iter().filter(|card| card.home == Some(store.id)).collect();
        for day in (-DAYS..0).map(|days| today.plus(days)) {
            for at in 0..dice.between(3, 6) {
                let started_ms = day.at(10 + at * 3 / 2, dice.between(0, 55));
                let card = if dice.chance(32) { take(&mut unused, campaigns, started_ms) } else { None };
                let by = *dice.pick(&sellers);
                let visit = visit(store, by, card, campaigns, started_ms, &mut dice);
                if let Some(card) = card.filter(|_| dice.chance(80)) {
                    let minutes = dice.between(8, 20);
                    past.redemptions.push(redemption(store, by, card, &visit, started_ms + minutes * 60_000));
                }
                past.visits.push(visit);
            }
        }
    }
    past
}

/// A card that could be shown at that time.
fn take<'c>(unused: &mut Vec<&'c Card>, campaigns: &[Campaign], at_ms: i64) -> Option<&'c Card> {
    let good = |card: &&Card| {
        card.state == CardState::Sold
            && card.sold_ms < Some(at_ms)
            && campaigns.iter().any(|one| one.id == card.campaign && one.from_ms <= at_ms && at_ms < one.until_ms)
    };
    let at = unused.iter().position(good)?;
    Some(unused.remove(at))
}

fn visit(
    store: &Store,
    by: &Staff,
    card: Option<&Card>,
    campaigns: &[Campaign],
    started_ms: i64,
    dice: &mut Dice,
) -> StoreVisit {
    let campaign = card.and_then(|card| campaigns.iter().find(|one| one.id == card.campaign));
    StoreVisit {
        id: store.id.derive(&format!("visit:{started_ms}")),
        store: store.id,
        name: people::customer(dice),
        phone: (card.is_some() || dice.chance(70)).then(|| people::phone(dice)),
        card: card.map(|card| card.id),
        campaign: card.map(|card| card.campaign),
        by: by.id,
        started_ms,
        ended_ms: Some(started_ms + dice.between(25, 110) * 60_000),
        customer: None,
        touch: card.map_or_else(Touch::default, |card| Touch::of_card(card.id, campaign)),
        op: None,
    }
}

fn redemption(store: &Store, by: &Staff, card: &Card, visit: &StoreVisit, at_ms: i64) -> Redemption {
    Redemption {
        id: card.id.derive("redemption"),
        number: card.number.clone(),
        campaign: card.campaign,
        store: store.id,
        store_name: store.name.clone(),
        home: card.home,
        visit: Some(visit.id),
        by: by.id,
        by_name: by.name.clone(),
        device: old_desk(store.id),
        op: card.id.derive("redeem operation"),
        at_ms,
        finality: Finality::Final,
        standing: Standing::Stands,
        undone: None,
    }
}

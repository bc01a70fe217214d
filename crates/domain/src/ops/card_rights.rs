//! What HQ does with the right to a card: where it goes, and what waits for it. No operation of its own.

use super::RecallCard;
use crate::card_number::CardNumber;
use crate::entities::{
    Campaign, Card, CardDeed, CardEvent, CardSale, CardState, CardStock, Case, CaseNature, Device, DeviceState, Recall,
    RecallPurpose, Redemption, Remedy, Right, SpentNumbers, Standing, Store, Subject,
};
use crate::{Desk, DeviceId, Finality, Held, Id, Operation, Refusal, Stop, Uuid};

/// The tablet that is given the rights to the cards of `store`: the one that is set, else the first by name that works.
pub(super) fn desk_tablet(desk: &mut Desk<'_>, store: Id<Store>) -> Result<Option<DeviceId>, Stop> {
    let Held::Here(set) = desk.get(store)? else { return Err(Refusal::store_unknown().into()) };
    let mut devices = match desk.by::<Device>(&Device::of_store(store))? {
        Held::Here(devices) => devices,
        Held::Absent | Held::Outside => Vec::new(),
    };
    devices.retain(|device| device.state == DeviceState::Active);
    devices.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    let chosen = devices.iter().find(|device| Some(device.id) == set.desk);
    Ok(chosen.or(devices.first()).map(|device| device.id))
}

/// Tells the whole chain whether the card of `number` is spent.
pub(super) fn note_spent(desk: &mut Desk<'_>, number: &str, spent: bool) -> Result<(), Stop> {
    let number = CardNumber::parse(number)?;
    let mut row = match desk.get(SpentNumbers::id_of(&number))? {
        Held::Here(row) => row,
        Held::Absent | Held::Outside => SpentNumbers::none_near(&number),
    };
    if row.note(&number, spent) { desk.put(&row) } else { Ok(()) }
}

/// The right to a card that is sold in `home` now.
pub(super) fn first_right(desk: &mut Desk<'_>, card: &Card, home: Id<Store>) -> Result<Right, Stop> {
    Ok(Right {
        id: card.right(),
        subject: Subject::Card(card.id),
        holder: desk_tablet(desk, home)?,
        epoch: 1,
        left: 1,
        lapse_ms: None,
        wanted: false,
        handed: None,
    })
}

/// A number of the campaign that no card has, drawn with `seed` from `nth` on; `nth` is left behind it.
pub(super) fn fresh_number(
    desk: &mut Desk<'_>,
    campaign: Id<Campaign>,
    seed: Uuid,
    nth: &mut u32,
) -> Result<CardNumber, Stop> {
    let series = u8::try_from(campaign.0.as_u128() % 100).unwrap_or(0);
    loop {
        let number = CardNumber::drawn(series, seed, *nth);
        *nth += 1;
        if !matches!(desk.by::<Card>(&Card::by_number(number.as_str()))?, Held::Here(_)) {
            return Ok(number);
        }
    }
}

/// The campaign's stock with `made` and `sold` more, if its number of cards allows that.
pub(super) fn take_stock(desk: &mut Desk<'_>, campaign: &Campaign, made: u32, sold: u32) -> Result<(), Stop> {
    let mut stock = match desk.get(CardStock::id_of(campaign.id))? {
        Held::Here(stock) => stock,
        Held::Absent | Held::Outside => CardStock::none_of(campaign.id),
    };
    stock.made = stock.made.saturating_add(made);
    stock.sold = stock.sold.saturating_add(sold);
    match campaign.cards {
        Some(limit) if made > 0 && stock.made > limit => Err(Refusal::cards_sold_out(limit).into()),
        _ => desk.put(&stock),
    }
}

/// Adds to a card's history.
pub(super) fn note(desk: &mut Desk<'_>, card: Id<Card>, by: &str, deed: CardDeed, reason: &str) -> Result<(), Stop> {
    let before = match desk.by::<CardEvent>(&CardEvent::of_card(card))? {
        Held::Here(events) => events.len(),
        Held::Absent | Held::Outside => 0,
    };
    let event = CardEvent {
        id: desk.fresh(),
        card,
        nth: u32::try_from(before).unwrap_or(u32::MAX),
        at_ms: desk.stamp().at.best_ms(),
        by_name: by.to_owned(),
        deed,
        reason: reason.to_owned(),
    };
    desk.put(&event)
}

/// The redemption of `number` that counts.
pub(super) fn standing(desk: &mut Desk<'_>, number: &str) -> Result<Option<Redemption>, Stop> {
    Ok(match desk.by::<Redemption>(&Redemption::of_card(number))? {
        Held::Here(all) => all.into_iter().find(|one| one.standing == Standing::Stands),
        Held::Absent | Held::Outside => None,
    })
}

/// What HQ does with the right to a card that it has back: a provisional redemption that waited becomes final, a recall
/// is carried out. `right` is left as it is to be written.
pub(super) fn settle_card(desk: &mut Desk<'_>, right: &mut Right, card: Id<Card>) -> Result<(), Stop> {
    let Held::Here(mut card) = desk.get(card)? else { return Ok(()) };
    let mut redeemed = standing(desk, &card.number)?;
    if let Some(waiting) = redeemed.as_mut().filter(|one| one.finality != Finality::Final && right.left > 0) {
        waiting.finality = Finality::Final;
        right.left -= 1;
        desk.put(waiting)?;
    }
    let Some(recall) = card.recall.take() else { return Ok(()) };
    match redeemed.filter(|one| one.finality == Finality::Final) {
        Some(redeemed) => recall_fell(desk, &mut card, &recall, &redeemed),
        None => carry_out(desk, card, right, &recall),
    }
}

/// Does with `card`, whose right HQ has, what it was recalled for.
pub(super) fn carry_out(desk: &mut Desk<'_>, mut card: Card, right: &mut Right, recall: &Recall) -> Result<(), Stop> {
    let (by, reason) = (recall.by_name.as_str(), recall.reason.as_str());
    let deed = match &recall.purpose {
        RecallPurpose::Void => CardDeed::Voided,
        RecallPurpose::Refund { amount } => CardDeed::Refunded { amount: amount.clone() },
        RecallPurpose::Reissue { seed } => CardDeed::ReplacedBy { number: replace(desk, &card, *seed, by, reason)? },
        RecallPurpose::Transfer { to } => {
            card.home = Some(*to);
            right.holder = desk_tablet(desk, *to)?;
            right.epoch += u64::from(right.holder.is_some());
            CardDeed::Transferred { to: *to }
        }
    };
    if !recall.purpose.honours_meanwhile() {
        card.state = CardState::Void;
        right.left = 0;
        note_spent(desk, &card.number, true)?;
    }
    desk.put(&card)?;
    note(desk, card.id, by, deed, reason)
}

/// Makes the card that takes the place of `old`, with what is left of its terms; answers its number.
fn replace(desk: &mut Desk<'_>, old: &Card, seed: Uuid, by: &str, reason: &str) -> Result<String, Stop> {
    let number = fresh_number(desk, old.campaign, seed, &mut 0)?.as_str().to_owned();
    let card = Card { id: desk.fresh(), number, batch: None, recall: None, ..old.clone() };
    if let Held::Here(sale) = desk.get(CardSale::id_of(old.id))? {
        desk.put(&CardSale { replaced_by: Some(card.id), ..sale.clone() })?;
        desk.put(&CardSale { id: CardSale::id_of(card.id), card: card.id, ..sale })?;
    }
    if let Some(home) = card.home {
        let right = first_right(desk, &card, home)?;
        desk.put(&right)?;
    }
    desk.put(&card)?;
    note(desk, card.id, by, CardDeed::Replaces { number: old.number.clone() }, reason)?;
    Ok(card.number)
}

/// Nothing comes of a recall: the card was redeemed before its right could be taken back. Whoever asked gets a case. A
/// card that was to go to another showroom has nothing left to go for, and needs no one.
pub(super) fn recall_fell(
    desk: &mut Desk<'_>,
    card: &mut Card,
    recall: &Recall,
    redeemed: &Redemption,
) -> Result<(), Stop> {
    card.recall = None;
    desk.put(card)?;
    note(desk, card.id, &redeemed.by_name, CardDeed::RecallFell, "")?;
    desk.put(&Case {
        id: Case::id_about(recall.op),
        op: recall.op,
        nature: CaseNature::Conflict,
        device: Device::HQ,
        store: redeemed.store,
        tag: RecallCard::TAG.to_owned(),
        subject: card.number.clone(),
        refusal: Refusal::card_already_redeemed(redeemed.at_ms, &redeemed.store_name, &redeemed.by_name),
        differences: Vec::new(),
        remedies: vec![Remedy::Acknowledged],
        cascade: Vec::new(),
        opened_ms: desk.stamp().at.best_ms(),
        closed: None,
        order: None,
    })
}

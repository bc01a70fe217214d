//! `card.redeem.v1`: a customer's privilege card is used in the store.
//!
//! Final where the right to the card is spent with it: on the device that holds the right, or at HQ. Without the right
//! it is provisional if the campaign allows that, under the campaign's cap per device and day; else refused. A final
//! redemption displaces a provisional one, whose maker gets a case; of two provisional ones the first that HQ judges
//! stands. A final redemption that HQ cannot honour (the right was taken back) is a conflict, never lost. One that was
//! made before HQ could take the right back stands, and nothing comes of the recall.
//!
//! Without the right it is refused too where the chain's spent numbers, as of the last contact, hold the card's.
//!
//! `token` is the text of the card's code where it was scanned: it proves that the card is genuine on a tablet that does
//! not hold the card's row, never that it is unspent.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::card_rights::{note_spent, recall_fell};
use crate::card_number::CardNumber;
use crate::card_token::CardToken;
use crate::entities::{
    Campaign, Card, CardState, Case, CaseNature, OfflinePolicy, Policy, Redemption, Remedy, Role, SpentNumbers, Staff,
    Standing, Store, StoreVisit, Touch, TouchKind,
};
use crate::{Desk, Finality, Held, Id, Localized, Nature, Operation, ProvisionalReason, Refusal, Stamp, Stop};

/// A card is redeemed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RedeemCard {
    /// The card's number, with or without spaces.
    pub number: String,
    /// The text of the scanned code, if it was scanned.
    pub token: Option<String>,
    /// The visit it belongs to.
    pub visit: Option<Id<StoreVisit>>,
}

/// What is known of the card before anything is spent.
struct Presented {
    number: String,
    card: Option<Card>,
    campaign: Campaign,
}

impl Operation for RedeemCard {
    const TAG: &'static str = "card.redeem.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(Role::SHOWROOM)?;
        let presented = self.present(desk)?;
        let standing = standing_redemption(desk, &presented.number)?;
        if let Some(earlier) = standing.as_ref().filter(|earlier| earlier.finality == Finality::Final) {
            return Err(already_redeemed(earlier).into());
        }
        let finality = match &presented.card {
            Some(card) => desk.spend(card.right(), 1)?,
            None => Finality::Provisional { reason: ProvisionalReason::RightUnknown },
        };
        if let Some(earlier) = standing {
            if finality != Finality::Final {
                return Err(already_redeemed(&earlier).into());
            }
            displace(desk, earlier, &staff)?;
        }
        if finality != Finality::Final {
            unspent(desk, &presented.number)?;
            allow_provisional(desk, &presented)?;
        }
        let card = presented.card.clone();
        self.credit(desk, &presented)?;
        let redemption = self.redemption(desk, presented, staff, finality)?;
        desk.put(&redemption)?;
        if desk.authority() {
            note_spent(desk, &redemption.number, true)?;
        }
        if let Some(mut card) = card.filter(|_| desk.authority() && finality == Finality::Final)
            && let Some(recall) = card.recall.take()
        {
            recall_fell(desk, &mut card, &recall, &redemption)?;
        }
        Ok(finality)
    }

    fn subject(&self) -> String {
        self.number.clone()
    }
}

impl RedeemCard {
    fn present(&self, desk: &mut Desk<'_>) -> Result<Presented, Stop> {
        let number = CardNumber::parse(&self.number)?;
        let token = match &self.token {
            Some(text) => Some(genuine(desk, text, &number)?),
            None => None,
        };
        let card = match desk.by::<Card>(&Card::by_number(number.as_str()))? {
            Held::Here(cards) => cards.into_iter().next(),
            Held::Absent => return Err(Refusal::card_unknown(&number.grouped()).into()),
            Held::Outside => None,
        };
        if let Some(card) = &card {
            honoured(card, desk.stamp())?;
        }
        let campaign = match (&card, token) {
            (Some(card), _) => card.campaign,
            (None, Some(token)) => Id::new(token.campaign),
            // Typed by hand and not on this tablet: nothing proves that it exists.
            (None, None) => return Err(Refusal::card_right_elsewhere().into()),
        };
        let Held::Here(campaign) = desk.get::<Campaign>(campaign)? else {
            return Err(Refusal::card_unknown(&number.grouped()).into());
        };
        let now = desk.stamp().at.best_ms();
        if now < campaign.from_ms {
            return Err(Refusal::card_not_yet_valid(campaign.from_ms).into());
        }
        let until_ms = card.as_ref().map_or(campaign.until_ms, |card| card.until_ms(&campaign));
        if now >= until_ms {
            return Err(Refusal::card_expired(until_ms).into());
        }
        if !campaign.taken_in(desk.stamp().store) {
            let first = campaign.stores.first().copied().unwrap_or(desk.stamp().store);
            let name = store_name(desk, first)?;
            return Err(Refusal::card_not_valid_here(&name).into());
        }
        Ok(Presented { number: number.as_str().to_owned(), card, campaign })
    }

    /// Whatever brought the customer before, the card that they show is the better evidence.
    fn credit(&self, desk: &mut Desk<'_>, presented: &Presented) -> Result<(), Stop> {
        let Some(id) = self.visit else { return Ok(()) };
        let Held::Here(mut visit) = desk.get(id)? else { return Ok(()) };
        if visit.touch.kind == TouchKind::Card {
            return Ok(());
        }
        let card = presented.card.as_ref().map(|card| card.id);
        visit.touch = Touch::of_redeemed(card, &presented.campaign);
        visit.campaign = Some(presented.campaign.id);
        visit.card = visit.card.or(card);
        desk.put(&visit)
    }

    fn redemption(
        &self,
        desk: &mut Desk<'_>,
        presented: Presented,
        staff: Staff,
        finality: Finality,
    ) -> Result<Redemption, Stop> {
        let stamp = desk.stamp();
        let store_name = store_name(desk, stamp.store)?;
        Ok(Redemption {
            id: desk.fresh(),
            number: presented.number,
            campaign: presented.campaign.id,
            store: stamp.store,
            store_name,
            home: presented.card.and_then(|card| card.home),
            visit: self.visit,
            by: staff.id,
            by_name: staff.name,
            device: stamp.device,
            op: stamp.id,
            at_ms: stamp.at.best_ms(),
            finality,
            standing: Standing::Stands,
            undone: None,
        })
    }
}

fn store_name(desk: &mut Desk<'_>, store: Id<Store>) -> Result<Localized, Stop> {
    Ok(match desk.get::<Store>(store)? {
        Held::Here(store) => store.name,
        Held::Absent | Held::Outside => Localized::default(),
    })
}

/// Whether HQ honours the card now. A recall takes nothing back from a tablet that has spent the card's right before.
fn honoured(card: &Card, stamp: &Stamp) -> Result<(), Refusal> {
    let spent = stamp.spends.iter().any(|spend| spend.right == card.right());
    match (card.state, &card.recall) {
        (CardState::Void, _) => Err(Refusal::card_void()),
        (CardState::Issued, _) => Err(Refusal::card_not_sold()),
        (CardState::Sold, Some(recall)) if !recall.purpose.honours_meanwhile() && !spent => {
            Err(Refusal::card_recalled())
        }
        (CardState::Sold, _) => Ok(()),
    }
}

/// The token in `text`, if its signature is the chain's and it belongs to `number`.
fn genuine(desk: &mut Desk<'_>, text: &str, number: &CardNumber) -> Result<CardToken, Stop> {
    let Held::Here(policy) = desk.get(Policy::ID)? else { return Err(Refusal::card_forged().into()) };
    let token = CardToken::verify(text, &policy.card_keys)?;
    if token.number != number.as_str() {
        return Err(Refusal::card_forged().into());
    }
    Ok(token)
}

/// The redemption of `number` by another operation that counts.
fn standing_redemption(desk: &mut Desk<'_>, number: &str) -> Result<Option<Redemption>, Stop> {
    let own = desk.stamp().id;
    Ok(match desk.by::<Redemption>(&Redemption::of_card(number))? {
        Held::Here(all) => all.into_iter().find(|one| one.standing == Standing::Stands && one.op != own),
        Held::Absent | Held::Outside => None,
    })
}

fn already_redeemed(earlier: &Redemption) -> Refusal {
    Refusal::card_already_redeemed(earlier.at_ms, &earlier.store_name, &earlier.by_name)
}

/// What the chain knows of the number, on a tablet that may not hold its card; HQ has the redemptions themselves.
fn unspent(desk: &mut Desk<'_>, number: &str) -> Result<(), Stop> {
    if desk.authority() {
        return Ok(());
    }
    let number = CardNumber::parse(number)?;
    match desk.get(SpentNumbers::id_of(&number))? {
        Held::Here(spent) if spent.hold(&number) => Err(Refusal::card_spent().into()),
        Held::Here(_) | Held::Absent | Held::Outside => Ok(()),
    }
}

/// The campaign's word on redeeming without the right.
fn allow_provisional(desk: &mut Desk<'_>, presented: &Presented) -> Result<(), Stop> {
    let cap = match presented.campaign.offline {
        OfflinePolicy::Refuse => return Err(Refusal::card_right_elsewhere().into()),
        OfflinePolicy::Provisional { cap_per_day } => cap_per_day,
    };
    let stamp = desk.stamp();
    let own = stamp.id;
    let today = match desk.by::<Redemption>(&Redemption::on_day(stamp.device, stamp.at.best_ms()))? {
        Held::Here(all) => all,
        Held::Absent | Held::Outside => Vec::new(),
    };
    let waiting = today.iter().filter(|one| {
        one.op != own
            && one.campaign == presented.campaign.id
            && one.finality != Finality::Final
            && one.standing == Standing::Stands
    });
    if waiting.count() >= usize::try_from(cap).unwrap_or(usize::MAX) {
        return Err(Refusal::provisional_cap_reached(cap).into());
    }
    Ok(())
}

/// A provisional redemption gives way to the final one of this operation: it is marked lost and its maker gets a case.
fn displace(desk: &mut Desk<'_>, mut earlier: Redemption, by: &Staff) -> Result<(), Stop> {
    let stamp = desk.stamp();
    let store_name = store_name(desk, stamp.store)?;
    earlier.standing = Standing::Lost;
    desk.put(&earlier)?;
    if !desk.authority() {
        return Ok(());
    }
    desk.put(&Case {
        id: Case::id_about(earlier.op),
        op: earlier.op,
        nature: CaseNature::Conflict,
        device: earlier.device,
        store: earlier.store,
        tag: RedeemCard::TAG.to_owned(),
        subject: earlier.number.clone(),
        refusal: Refusal::card_lost_to_other(stamp.at.best_ms(), &store_name, &by.name),
        differences: Vec::new(),
        remedies: Remedy::OF_A_CARD.to_vec(),
        cascade: Vec::new(),
        opened_ms: stamp.at.best_ms(),
        closed: None,
        order: None,
    })
}

//! What headquarters knows of cards, for the console and the commands.

use std::collections::BTreeMap;

use serde::Serialize;
use tenon_domain::card_number::CardNumber;
use tenon_domain::entities::{
    BuyerSource, Campaign, Card, CardBatch, CardDeed, CardEvent, CardSale, CardState, CardStock, Device, Recall,
    Redemption, Right, Standing, Store, Undoing,
};
use tenon_domain::{Finality, Id, Localized, Money, Refusal};
use tenon_store::{Connection, Error, Schema, SqlRows, hq};
use ts_rs::TS;

/// Most cards that one search shows.
pub const FOUND_LIMIT: usize = 50;

/// A store to choose, by its name.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ConsolePlace {
    /// Its identifier.
    pub id: Id<Store>,
    /// Its name.
    pub name: Localized,
}

/// A campaign and its cards.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ConsoleCampaign {
    /// The campaign.
    pub campaign: Campaign,
    /// Cards that were ever made.
    pub made: u32,
    /// Cards that were ever sold.
    pub sold: u32,
    /// Batches, the newest first.
    pub batches: Vec<CardBatch>,
}

/// Campaigns, the one that began last first, and where their cards can be taken.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ConsoleCards {
    /// The campaigns.
    pub campaigns: Vec<ConsoleCampaign>,
    /// The stores, by name.
    pub stores: Vec<ConsolePlace>,
}

/// The device that holds a right.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct CardHolder {
    /// What people call it.
    pub name: String,
    /// Where it belongs.
    pub store: Localized,
    /// When it was last heard of, UTC milliseconds.
    pub last_contact_ms: Option<i64>,
}

/// The right to a card.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct CardRight {
    /// Who holds it; none for headquarters.
    pub holder: Option<CardHolder>,
    /// Counts up with every change of holder.
    pub epoch: u64,
    /// Whether it can still be spent, as far as headquarters knows.
    pub unspent: bool,
    /// Whether it is asked back.
    pub wanted: bool,
}

/// A redemption of a card.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct CardRedemption {
    /// Its identifier.
    pub id: Id<Redemption>,
    /// Where.
    pub store: Localized,
    /// By whom.
    pub by: String,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Whether it can still change.
    pub finality: Finality,
    /// Whether it counts.
    pub standing: Standing,
    /// Who took it back, where someone did.
    pub undone: Option<Undoing>,
}

/// An entry in a card's history.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ConsoleCardEvent {
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// By whom.
    pub by: String,
    /// What.
    pub deed: CardDeed,
    /// Why, in words.
    pub reason: String,
}

/// A card with all that happened to it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ConsoleCard {
    /// Its identifier.
    pub id: Id<Card>,
    /// Its number, grouped as it is printed.
    pub number: String,
    /// The campaign that sells it.
    pub campaign: Localized,
    /// Whether it is honoured.
    pub state: CardState,
    /// The showroom that the customer chose.
    pub home: Option<Localized>,
    /// The same, for choosing another.
    pub home_id: Option<Id<Store>>,
    /// When it was sold, UTC milliseconds.
    pub sold_ms: Option<i64>,
    /// The buyer's phone, masked.
    pub phone_masked: String,
    /// What was paid.
    pub paid: Option<Money>,
    /// The website's order.
    pub order: Option<String>,
    /// Where the buyer came from.
    pub source: Option<BuyerSource>,
    /// First moment after its validity, UTC milliseconds.
    pub until_ms: i64,
    /// The right to it; none before it is sold.
    pub right: Option<CardRight>,
    /// What headquarters waits for the right for.
    pub recall: Option<Recall>,
    /// Its redemptions, the oldest first.
    pub redemptions: Vec<CardRedemption>,
    /// Its history, the oldest first.
    pub events: Vec<ConsoleCardEvent>,
}

fn stores(conn: &mut dyn Connection) -> Result<BTreeMap<Id<Store>, Localized>, Error> {
    Ok(SqlRows(conn, Schema::Hq).all::<Store>()?.into_iter().map(|store| (store.id, store.name)).collect())
}

/// Every campaign with its batches.
pub fn cards(conn: &mut dyn Connection) -> Result<ConsoleCards, Error> {
    let mut stores: Vec<ConsolePlace> = stores(conn)?.into_iter().map(|(id, name)| ConsolePlace { id, name }).collect();
    stores.sort_by(|a, b| a.name.zh.cmp(&b.name.zh));
    let mut rows = SqlRows(conn, Schema::Hq);
    let mut campaigns = Vec::new();
    for campaign in rows.all::<Campaign>()? {
        let stock = rows.entity(CardStock::id_of(campaign.id))?;
        let mut batches = rows.entities_by::<CardBatch>(&CardBatch::of_campaign(campaign.id))?;
        batches.sort_by_key(|batch| std::cmp::Reverse(batch.made_ms));
        let (made, sold) = stock.map_or((0, 0), |stock| (stock.made, stock.sold));
        campaigns.push(ConsoleCampaign { campaign, made, sold, batches });
    }
    campaigns.sort_by_key(|one| std::cmp::Reverse(one.campaign.from_ms));
    Ok(ConsoleCards { campaigns, stores })
}

/// The cards of a number, or of a phone's last four digits: at most [`FOUND_LIMIT`], the one that was sold last first.
pub fn find(conn: &mut dyn Connection, asked: &str) -> Result<Result<Vec<ConsoleCard>, Refusal>, Error> {
    let asked = asked.trim();
    let tail = asked.len() == 4 && asked.bytes().all(|digit| digit.is_ascii_digit());
    let mut rows = SqlRows(conn, Schema::Hq);
    let mut found: Vec<Card> = if tail {
        let mut found = Vec::new();
        for sale in rows.entities_by::<CardSale>(&CardSale::of_phone(asked))? {
            found.extend(rows.entity(sale.card)?);
        }
        found
    } else {
        match CardNumber::parse(asked) {
            Ok(number) => rows.entities_by(&Card::by_number(number.as_str()))?,
            Err(refusal) => return Ok(Err(refusal)),
        }
    };
    found.sort_by_key(|card| std::cmp::Reverse(card.sold_ms));
    found.truncate(FOUND_LIMIT);
    let stores = stores(conn)?;
    found.into_iter().map(|card| shown(conn, &stores, card)).collect::<Result<_, _>>().map(Ok)
}

fn shown(conn: &mut dyn Connection, stores: &BTreeMap<Id<Store>, Localized>, card: Card) -> Result<ConsoleCard, Error> {
    let mut rows = SqlRows(conn, Schema::Hq);
    let campaign: Option<Campaign> = rows.entity(card.campaign)?;
    let sale = rows.entity(CardSale::id_of(card.id))?;
    let right: Option<Right> = rows.entity(card.right())?;
    let mut redemptions = rows.entities_by::<Redemption>(&Redemption::of_card(&card.number))?;
    redemptions.sort_by_key(|one| one.at_ms);
    let mut events = rows.entities_by::<CardEvent>(&CardEvent::of_card(card.id))?;
    events.sort_by_key(|event| event.nth);
    let right = match right {
        Some(right) => Some(right_shown(conn, stores, &right)?),
        None => None,
    };
    Ok(ConsoleCard {
        id: card.id,
        number: CardNumber::parse(&card.number).map_or_else(|_| card.number.clone(), |number| number.grouped()),
        until_ms: campaign.as_ref().map_or(0, |campaign| card.until_ms(campaign)),
        campaign: campaign.map(|campaign| campaign.name).unwrap_or_default(),
        state: card.state,
        home: card.home.and_then(|home| stores.get(&home).cloned()),
        home_id: card.home,
        sold_ms: card.sold_ms,
        phone_masked: card.phone_masked,
        paid: sale.as_ref().map(|sale| sale.paid.clone()),
        order: sale.as_ref().map(|sale| sale.order.clone()),
        source: sale.map(|sale| sale.source),
        right,
        recall: card.recall,
        redemptions: redemptions
            .into_iter()
            .map(|one| CardRedemption {
                id: one.id,
                store: one.store_name,
                by: one.by_name,
                at_ms: one.at_ms,
                finality: one.finality,
                standing: one.standing,
                undone: one.undone,
            })
            .collect(),
        events: events
            .into_iter()
            .map(|one| ConsoleCardEvent { at_ms: one.at_ms, by: one.by_name, deed: one.deed, reason: one.reason })
            .collect(),
    })
}

fn right_shown(
    conn: &mut dyn Connection,
    stores: &BTreeMap<Id<Store>, Localized>,
    right: &Right,
) -> Result<CardRight, Error> {
    let holder = match right.holder {
        Some(id) => {
            let last_contact_ms = hq::contact(conn, id)?.map(|contact| contact.at_ms);
            SqlRows(conn, Schema::Hq).entity::<Device>(id)?.map(|device| CardHolder {
                name: device.name,
                store: stores.get(&device.store).cloned().unwrap_or_default(),
                last_contact_ms,
            })
        }
        None => None,
    };
    Ok(CardRight { holder, epoch: right.epoch, unspent: right.left > 0, wanted: right.wanted })
}

//! `card.sell.v1`: a website has sold a card.
//!
//! An intent: where a campaign's cards are used up or over, the website is told no and gives the money back. Without a
//! number a new card is made; with one, a card of a batch is sold. The right to it goes to the desk tablet of the
//! showroom that the customer chose, or stays at HQ where the showroom has none. Who bought it and through what stays
//! at HQ; the showroom sees the phone masked. A website's order buys one card; asking again is answered before this.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::card_rights::{first_right, fresh_number, note, take_stock};
use super::required;
use crate::card_number::CardNumber;
use crate::entities::{BuyerSource, Campaign, Card, CardDeed, CardSale, CardState, Role, Store};
use crate::{Desk, Finality, Held, Id, Money, Nature, Operation, Refusal, Stop, mask_phone};

/// A card is sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SellCard {
    /// The website's identifier of what was ordered.
    pub order: String,
    /// The campaign that sells it.
    pub campaign: Id<Campaign>,
    /// The card of a batch that was sold, with or without spaces; none makes a new one.
    pub number: Option<String>,
    /// The showroom that the customer chose.
    pub home: Id<Store>,
    /// The buyer's phone in E.164, as the front door read it.
    pub phone: String,
    /// What was paid; none for the campaign's price.
    pub paid: Option<Money>,
    /// Where the buyer came from.
    pub source: BuyerSource,
}

impl SellCard {
    /// Whether `card` and `sale` are what this asks for.
    pub fn made(&self, card: &Card, sale: &CardSale) -> bool {
        let number = self.number.as_deref().map(CardNumber::parse);
        number.is_none_or(|number| number.is_ok_and(|number| number.as_str() == card.number))
            && self.phone == sale.phone
            && self.paid.as_ref().is_none_or(|paid| *paid == sale.paid)
            && (self.campaign, &self.source) == (card.campaign, &sale.source)
    }

    fn card(&self, desk: &mut Desk<'_>, campaign: &Campaign) -> Result<Card, Stop> {
        let Some(number) = &self.number else {
            take_stock(desk, campaign, 1, 1)?;
            let seed = desk.stamp().id.0;
            let number = fresh_number(desk, campaign.id, seed, &mut 0)?.as_str().to_owned();
            return Ok(Card {
                id: desk.fresh(),
                number,
                campaign: campaign.id,
                home: None,
                sold_ms: None,
                phone_masked: String::new(),
                state: CardState::Issued,
                until_ms: None,
                batch: None,
                recall: None,
            });
        };
        let number = CardNumber::parse(number)?;
        let Held::Here(cards) = desk.by::<Card>(&Card::by_number(number.as_str()))? else {
            return Err(Refusal::card_unknown(&number.grouped()).into());
        };
        let card = cards.into_iter().find(|card| card.campaign == campaign.id && card.state == CardState::Issued);
        take_stock(desk, campaign, 0, 1)?;
        card.ok_or_else(|| Refusal::card_not_for_sale().into())
    }
}

impl Operation for SellCard {
    const TAG: &'static str = "card.sell.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let site = desk.actor_at_hq(Role::Website)?;
        let order = required("order", &self.order)?.to_owned();
        let phone = required("phone", &self.phone)?.to_owned();
        let BuyerSource { channel, campaign, keyword, click } = &self.source;
        for (field, text) in [("channel", channel), ("campaign", campaign), ("keyword", keyword), ("click", click)] {
            super::bounded(field, text)?;
        }
        if let Held::Here(sales) = desk.by::<CardSale>(&CardSale::of_order(site.id, &order))?
            && let Some(sale) = sales.first()
            && let Held::Here(card) = desk.get(sale.card)?
        {
            return Err(Refusal::order_sold_before(&card.number).into());
        }
        let Held::Here(campaign) = desk.get(self.campaign)? else { return Err(Refusal::campaign_unknown().into()) };
        let now = desk.stamp().at.best_ms();
        if now >= campaign.until_ms {
            return Err(Refusal::card_expired(campaign.until_ms).into());
        }
        let paid = self.paid.clone().unwrap_or_else(|| campaign.price.clone());
        if paid.minor < 0 || paid.currency != campaign.price.currency {
            return Err(Refusal::amount_unsound(campaign.price.minor).into());
        }
        let Held::Here(store) = desk.get::<Store>(self.home)? else { return Err(Refusal::store_unknown().into()) };
        if !campaign.taken_in(store.id) {
            let taken = campaign.stores.first().copied().unwrap_or(store.id);
            let Held::Here(taken) = desk.get(taken)? else { return Err(Refusal::store_unknown().into()) };
            return Err(Refusal::card_not_valid_here(&taken.name).into());
        }
        let card = Card {
            home: Some(store.id),
            sold_ms: Some(now),
            phone_masked: mask_phone(&phone),
            state: CardState::Sold,
            ..self.card(desk, &campaign)?
        };
        let right = first_right(desk, &card, store.id)?;
        desk.put(&card)?;
        desk.put(&right)?;
        desk.put(&CardSale {
            id: CardSale::id_of(card.id),
            card: card.id,
            site: site.id,
            order,
            phone,
            paid,
            source: self.source.clone(),
            sold_ms: now,
            replaced_by: None,
        })?;
        note(desk, card.id, &site.name, CardDeed::Sold { home: store.id }, "")?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.order.clone()
    }
}

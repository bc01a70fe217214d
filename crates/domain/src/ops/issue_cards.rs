//! `card.issue.v1`: HQ makes a batch of cards, to be printed or handed to a shop.
//!
//! An intent. The cards are there at HQ, and nobody has bought them: no showroom honours one before it is sold. `seed`
//! is chance that whoever asks brings along; the numbers are drawn with it, so that performing again gives the same ones.
//! The text of a card's code is not kept: it is signed anew whenever it is asked for.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::card_rights::{fresh_number, take_stock};
use crate::entities::{Campaign, Card, CardBatch, CardState, Role};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop, Uuid};

/// Most cards of one batch: one transaction writes them.
pub const BATCH_LIMIT: u32 = 5_000;

/// A batch of cards is made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct IssueCards {
    /// Which campaign sells them.
    pub campaign: Id<Campaign>,
    /// How many, at most [`BATCH_LIMIT`].
    pub count: u32,
    /// Chance.
    pub seed: Uuid,
}

impl Operation for IssueCards {
    const TAG: &'static str = "card.issue.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor_at_hq(Role::Clerk)?;
        if !(1..=BATCH_LIMIT).contains(&self.count) {
            return Err(Refusal::batch_size(BATCH_LIMIT).into());
        }
        let Held::Here(campaign) = desk.get(self.campaign)? else { return Err(Refusal::campaign_unknown().into()) };
        let now = desk.stamp().at.best_ms();
        if now >= campaign.until_ms {
            return Err(Refusal::card_expired(campaign.until_ms).into());
        }
        take_stock(desk, &campaign, self.count, 0)?;
        let batch =
            CardBatch { id: desk.fresh(), campaign: campaign.id, count: self.count, made_ms: now, by_name: staff.name };
        desk.put(&batch)?;
        let mut nth = 0;
        for _ in 0..self.count {
            let number = fresh_number(desk, campaign.id, self.seed, &mut nth)?;
            let card = Card {
                id: desk.fresh(),
                number: number.as_str().to_owned(),
                campaign: campaign.id,
                home: None,
                sold_ms: None,
                phone_masked: String::new(),
                state: CardState::Issued,
                until_ms: None,
                batch: Some(batch.id),
                recall: None,
            };
            desk.put(&card)?;
        }
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.count.to_string()
    }
}

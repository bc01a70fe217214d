//! A website sells a card.

use tenon_domain::entities::{Campaign, Card, CardSale};
use tenon_domain::ops::SellCard;
use tenon_domain::{Id, Refusal, Stop};
use tenon_store::hq::Commit;

use super::Website;
use crate::administration::{act, fresh_op};
use crate::keys::Keys;

/// What a website's order bought.
#[derive(Debug, Clone)]
pub struct Sold {
    /// The card.
    pub card: Card,
    /// Its campaign.
    pub campaign: Campaign,
    /// Whether this was asked before: nothing was sold now.
    pub again: bool,
}

/// Sells what `op` asks for, once for each of the website's orders.
pub fn sell(commit: &mut Commit<'_>, keys: &Keys, site: &Website, op: &SellCard, now_ms: i64) -> Result<Sold, Stop> {
    let before = bought(commit, site, &op.order)?;
    let again = before.is_some();
    if !again {
        act(commit, &keys.hq, site.id, fresh_op(now_ms), &op.clone().into(), now_ms)?;
    }
    let bought = match before {
        Some(before) => Some(before),
        None => bought(commit, site, &op.order)?,
    };
    let (card, sale) = bought.ok_or_else(Refusal::judging_broke)?;
    if again && !op.made(&card, &sale) {
        return Err(Refusal::order_sold_before(&card.number).into());
    }
    let campaign = commit.rows().entity(card.campaign)?.ok_or_else(Refusal::campaign_unknown)?;
    Ok(Sold { card, campaign, again })
}

fn bought(commit: &mut Commit<'_>, site: &Website, order: &str) -> Result<Option<(Card, CardSale)>, Stop> {
    let site: Id<tenon_domain::entities::Staff> = site.id;
    let sale = commit.rows().entities_by::<CardSale>(&CardSale::of_order(site, order.trim()))?.into_iter().next();
    let Some(sale) = sale else { return Ok(None) };
    Ok(commit.rows().entity(sale.card)?.map(|card| (card, sale)))
}

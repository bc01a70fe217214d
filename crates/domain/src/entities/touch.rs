//! How a customer was found: what a sale is credited to.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Campaign, Card, Lead};
use crate::{Id, Localized};

/// By what a customer was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TouchKind {
    /// They showed a privilege card.
    Card,
    /// They left their phone with a website or a call centre.
    Lead,
    /// They are known by their phone from before.
    Phone,
    /// They came in from the street.
    #[default]
    WalkIn,
    /// They said where they had heard of us.
    Told,
}

/// How a customer was found, in the words known at that moment: nothing that is renamed later changes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Touch {
    /// By what.
    pub kind: TouchKind,
    /// The card that was shown.
    pub card: Option<Id<Card>>,
    /// The lead that was followed.
    pub lead: Option<Id<Lead>>,
    /// The campaign.
    pub campaign: Option<Id<Campaign>>,
    /// Where it ran: live stream, search, …; empty where nobody knows.
    pub channel: Localized,
    /// The campaign's name.
    pub campaign_name: Localized,
    /// The word that was searched for.
    pub keyword: String,
}

impl Touch {
    /// By a card of `campaign`, whose row is known here or not.
    pub fn of_card(card: Id<Card>, campaign: Option<&Campaign>) -> Self {
        Self { card: Some(card), ..campaign.map_or_else(Self::default, Self::of_campaign) }.by(TouchKind::Card)
    }

    /// By a card of `campaign` that was redeemed; its row may be unknown here.
    pub fn of_redeemed(card: Option<Id<Card>>, campaign: &Campaign) -> Self {
        Self { card, ..Self::of_campaign(campaign) }.by(TouchKind::Card)
    }

    /// What `campaign` says of itself.
    fn of_campaign(campaign: &Campaign) -> Self {
        Self {
            campaign: Some(campaign.id),
            channel: campaign.channel.clone(),
            campaign_name: campaign.name.clone(),
            keyword: campaign.keyword.clone(),
            ..Self::default()
        }
    }

    /// The same by `kind`.
    pub fn by(self, kind: TouchKind) -> Self {
        Self { kind, ..self }
    }
}

//! A lead: somebody left their phone with a website or a call centre, and a showroom is to call them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Campaign, Customer, Staff, Store, StoreVisit, Touch, TouchKind};
use crate::{Coverage, Entity, Id, Key, Kind, Localized, Scope};

/// Where a lead came from, as the website knows it: the five UTM fields and the click.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct LeadSource {
    /// Where the advertisement ran: `douyin`, `baidu`, … (`utm_source`).
    pub source: String,
    /// How it was paid for: `cpc`, `live`, … (`utm_medium`).
    pub medium: String,
    /// The website's own name of its campaign (`utm_campaign`).
    pub campaign: String,
    /// The word that was searched for (`utm_term`).
    pub term: String,
    /// Which of several advertisements (`utm_content`).
    pub content: String,
    /// The advertisement network's identifier of the click.
    pub click: String,
}

/// How far a lead is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LeadState {
    /// Nobody has called yet.
    Untouched,
    /// Somebody has called.
    Called,
    /// A visit is arranged.
    Booked,
    /// They did not come.
    NoShow,
    /// They came.
    Visited,
    /// Nothing comes of it.
    Lost,
}

/// What is to be done next about a lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NextAction {
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// What, in words.
    pub words: String,
}

/// What was done about a lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LeadDeed {
    /// Somebody follows it from now on.
    Taken,
    /// They were called.
    Called {
        /// Whether somebody answered.
        reached: bool,
    },
    /// A visit is arranged.
    Booked {
        /// For when, UTC milliseconds.
        at_ms: i64,
    },
    /// They did not come when a visit was arranged.
    NoShow,
    /// They came.
    Visited {
        /// The visit.
        visit: Id<StoreVisit>,
    },
    /// Nothing comes of it.
    Lost {
        /// Why, in words.
        reason: String,
    },
    /// HQ gave it to a showroom.
    Given {
        /// Which.
        to: Id<Store>,
    },
    /// It went back to HQ because nobody touched it.
    Returned {
        /// From which showroom.
        from: Id<Store>,
    },
}

/// An entry in a lead's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeadEvent {
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// By whom.
    pub by_name: String,
    /// What.
    pub deed: LeadDeed,
    /// In words.
    pub note: String,
}

/// A lead. Whom to call is the customer that it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// Its identifier.
    pub id: Id<Lead>,
    /// Who handed it in: a website, a call centre or a clerk.
    pub site: Id<Staff>,
    /// Their name.
    pub site_name: String,
    /// Their identifier of it.
    pub reference: String,
    /// Whom to call.
    pub customer: Id<Customer>,
    /// What they want, in words.
    pub wish: String,
    /// The showroom they want to go to.
    pub wanted: Option<Id<Store>>,
    /// The showroom that has it; none while it is at HQ.
    pub store: Option<Id<Store>>,
    /// Since when, UTC milliseconds.
    pub given_ms: Option<i64>,
    /// Where it came from.
    pub source: LeadSource,
    /// The chain's own campaign, where the website named one.
    pub campaign: Option<Id<Campaign>>,
    /// When it came in, UTC milliseconds.
    pub made_ms: i64,
    /// How far it is.
    pub state: LeadState,
    /// Who follows it.
    pub owner: Option<Id<Staff>>,
    /// Their name.
    pub owner_name: String,
    /// What is to be done next.
    pub next: Option<NextAction>,
    /// What was done, the oldest first.
    pub history: Vec<LeadEvent>,
}

impl Lead {
    /// The key that finds what `site` handed in under its identifier `reference`.
    pub fn of_reference(site: Id<Staff>, reference: &str) -> Key {
        Key::new("reference", format_args!("{site}/{reference}"))
    }
    /// The key that finds the leads of a customer.
    pub fn of_customer(customer: Id<Customer>) -> Key {
        Key::new("customer", customer)
    }
    /// The key that finds every lead of which something can still come.
    pub fn open() -> Key {
        Key::new("state", "open")
    }
    /// The key that finds every lead that a showroom has and nobody has touched.
    pub fn untouched() -> Key {
        Key::new("state", "untouched")
    }
    /// The key that finds every lead that came in on the UTC day of `at_ms`.
    pub fn on_day(at_ms: i64) -> Key {
        Key::new("day", at_ms.div_euclid(86_400_000))
    }

    /// Whether something can still come of it.
    pub fn is_open(&self) -> bool {
        !matches!(self.state, LeadState::Visited | LeadState::Lost)
    }

    /// What a sale to them is credited to.
    pub fn touch(&self, campaign: Option<&Campaign>) -> Touch {
        let same = |text: &str| Localized::new(text, text);
        let own = campaign.map(|campaign| (campaign.channel.clone(), campaign.name.clone()));
        let (channel, name) = own.unwrap_or_else(|| (same(&self.source.source), same(&self.source.campaign)));
        Touch {
            kind: TouchKind::Lead,
            card: None,
            lead: Some(self.id),
            campaign: self.campaign,
            channel,
            campaign_name: name,
            keyword: self.source.term.clone(),
        }
    }
}

impl Entity for Lead {
    const KIND: Kind = Kind::Lead;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        self.store.map(Scope::Store).into_iter().collect()
    }
    fn keys(&self) -> Vec<Key> {
        let mut keys = vec![
            Self::of_reference(self.site, &self.reference),
            Self::of_customer(self.customer),
            Self::on_day(self.made_ms),
        ];
        keys.extend(self.is_open().then(Self::open));
        keys.extend((self.state == LeadState::Untouched && self.store.is_some()).then(Self::untouched));
        keys
    }
}

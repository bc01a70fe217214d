//! A campaign that sells privilege cards online.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::Store;
use crate::pricing::Goods;
use crate::{Coverage, Entity, Fault, Id, Kind, Localized, Money, Scope};

/// Longest name in one language and longest keyword, in characters.
const NAME_LIMIT: usize = 80;
/// Entries of one list.
const LIST_LIMIT: usize = 500;
/// One whole, in basis points.
const WHOLE_BP: u32 = 10_000;

/// What a tablet without the right may do with a card of the campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OfflinePolicy {
    /// Nothing: it needs the right or the network.
    Refuse,
    /// Redeem until HQ has spoken.
    Provisional {
        /// How many such cards one device may take in a day of its store.
        cap_per_day: u32,
    },
}

/// How a card's value comes off an order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Worth {
    /// The value comes off any order.
    #[default]
    Amount,
    /// A share of the order comes off, the value at most.
    Percent {
        /// The share in basis points: 500 is 5 %.
        basis_points: u32,
    },
    /// The value comes off orders from a sum.
    Threshold {
        /// The sum, minor units.
        from_minor: i64,
    },
    /// Nothing comes off: the customer is given something that is worth the value.
    Gift,
}

/// What a card of the campaign is worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Benefit {
    /// What a card is worth at most.
    pub value: Money,
    /// How it comes off.
    #[serde(default)]
    pub worth: Worth,
    /// In words, with whatever comes besides the money.
    pub words: Localized,
}

impl Benefit {
    /// What comes off an order of `order_minor` over the goods that the campaign is for: never below 0, never more than
    /// the order, never more than the value. A share is cut to whole minor units.
    pub fn off_minor(&self, order_minor: i64) -> i64 {
        let most = self.value.minor.min(order_minor).max(0);
        match self.worth {
            Worth::Amount => most,
            Worth::Percent { basis_points } => {
                let share = i128::from(order_minor.max(0)) * i128::from(basis_points) / i128::from(WHOLE_BP);
                most.min(i64::try_from(share).unwrap_or(i64::MAX))
            }
            Worth::Threshold { from_minor } if order_minor >= from_minor => most,
            Worth::Threshold { .. } | Worth::Gift => 0,
        }
    }
}

/// A campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Campaign {
    /// Its identifier.
    pub id: Id<Campaign>,
    /// Its name.
    pub name: Localized,
    /// Where it ran: live stream, search, …
    pub channel: Localized,
    /// The word that was paid for, where it ran as an advertisement.
    #[serde(default)]
    pub keyword: String,
    /// What the customer paid for a card.
    pub price: Money,
    /// What a card is worth.
    pub benefit: Benefit,
    /// What its cards apply to; empty for everything.
    #[serde(default)]
    pub goods: Goods,
    /// Where its cards are taken; empty for every showroom.
    #[serde(default)]
    pub stores: Vec<Id<Store>>,
    /// First moment of validity, UTC milliseconds.
    pub from_ms: i64,
    /// First moment after validity, UTC milliseconds.
    pub until_ms: i64,
    /// How many cards there may be; none for as many as are asked for.
    #[serde(default)]
    pub cards: Option<u32>,
    /// What a tablet without the right may do.
    pub offline: OfflinePolicy,
}

impl Campaign {
    /// Whether its cards are taken in `store`.
    pub fn taken_in(&self, store: Id<Store>) -> bool {
        self.stores.is_empty() || self.stores.contains(&store)
    }

    /// What is wrong with it, if anything; such a campaign is not saved.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut put = |field: &str, wrong: bool, code, message| {
            if wrong {
                faults.push(Fault::new(field, code, message));
            }
        };
        let long = |text: &str| text.chars().count() > NAME_LIMIT;
        for (field, words) in [("name", &self.name), ("channel", &self.channel)] {
            put(field, words.zh.trim().is_empty() && words.en.trim().is_empty(), "name_missing", "it has no name");
            put(field, long(&words.zh) || long(&words.en), "name_long", "its name has more than 80 characters");
        }
        put("keyword", long(&self.keyword), "name_long", "its name has more than 80 characters");
        put("price.minor", self.price.minor < 0, "price_negative", "its price is below 0");
        put("benefit.value.minor", self.benefit.value.minor <= 0, "amount_zero", "its amount is not above 0");
        let currency = &self.price.currency;
        let iso = currency.len() == 3 && currency.bytes().all(|letter| letter.is_ascii_uppercase());
        put("price.currency", !iso, "currency_unknown", "its currency is no ISO 4217 code");
        let other = *currency != self.benefit.value.currency;
        put("benefit.value.currency", other, "currency_other", "price and value are in different currencies");
        match self.benefit.worth {
            Worth::Percent { basis_points } => {
                let sound = (1..=WHOLE_BP).contains(&basis_points);
                put("benefit.worth.basis_points", !sound, "share_range", "its share is not between 0 and 100 %");
            }
            Worth::Threshold { from_minor } => {
                let below = from_minor < self.benefit.value.minor;
                put("benefit.worth.from_minor", below, "tier_off", "it takes off more than it takes to reach it");
            }
            Worth::Amount | Worth::Gift => {}
        }
        put("until_ms", self.from_ms >= self.until_ms, "period_order", "it ends before it begins");
        put("cards", self.cards == Some(0), "limit_zero", "its limit is 0, so it never acts");
        let goods = &self.goods;
        let most = goods.products.len().max(goods.categories.len()).max(goods.brands.len()).max(goods.merchants.len());
        put("goods", most > LIST_LIMIT, "list_long", "it names more than 500 of one sort");
        put("stores", self.stores.len() > LIST_LIMIT, "list_long", "it names more than 500 of one sort");
        faults
    }

    /// The first field in which `self` promises less, or something else, than `sold`, under which cards were sold.
    pub fn breaks_promise_of(&self, sold: &Campaign) -> Option<&'static str> {
        let narrower = match (self.stores.is_empty(), sold.stores.is_empty()) {
            (true, _) => false,
            (false, true) => true,
            (false, false) => sold.stores.iter().any(|store| !self.stores.contains(store)),
        };
        let broken = [
            ("price", self.price != sold.price),
            ("benefit", self.benefit.value != sold.benefit.value || self.benefit.worth != sold.benefit.worth),
            ("goods", self.goods != sold.goods),
            ("stores", narrower),
            ("from_ms", self.from_ms > sold.from_ms),
            ("until_ms", self.until_ms < sold.until_ms),
            ("offline", self.offline != sold.offline),
        ];
        broken.into_iter().find(|(_, broken)| *broken).map(|(field, _)| field)
    }
}

impl Entity for Campaign {
    const KIND: Kind = Kind::Campaign;
    const COVERAGE: Coverage = Coverage::Whole;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Chain]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Benefit, Campaign, Worth};
    use crate::{Localized, Money};

    fn worth() -> impl Strategy<Value = Worth> {
        prop_oneof![
            Just(Worth::Amount),
            Just(Worth::Gift),
            (0u32..=10_000).prop_map(|basis_points| Worth::Percent { basis_points }),
            any::<i64>().prop_map(|from_minor| Worth::Threshold { from_minor }),
        ]
    }

    proptest! {
        #[test]
        fn what_comes_off_is_within_order_and_value_and_grows_with_the_order(
            worth in worth(), value in any::<i64>(), order in any::<i64>(), more in any::<i64>(),
        ) {
            let benefit = Benefit { value: Money::new(value, "CNY"), worth, words: Localized::default() };
            let (small, large) = (order.min(more), order.max(more));
            let off = benefit.off_minor(small);
            prop_assert!(0 <= off && off <= small.max(0) && off <= value.max(0));
            prop_assert!(off <= benefit.off_minor(large));
        }
    }

    #[test]
    fn each_kind_takes_off_what_it_says() {
        let off = |worth, order| {
            Benefit { value: Money::new(10_000, "CNY"), worth, words: Localized::default() }.off_minor(order)
        };
        assert_eq!(off(Worth::Amount, 9_000), 9_000);
        assert_eq!(off(Worth::Percent { basis_points: 500 }, 99_999), 4_999);
        assert_eq!(off(Worth::Percent { basis_points: 500 }, 900_000), 10_000);
        assert_eq!(off(Worth::Threshold { from_minor: 100_000 }, 99_999), 0);
        assert_eq!(off(Worth::Threshold { from_minor: 100_000 }, 100_000), 10_000);
        assert_eq!(off(Worth::Gift, 900_000), 0);
    }

    #[test]
    fn a_row_from_before_terms_and_places_is_read() {
        let body = r#"{"id":"00000000-0000-0000-0000-000000000001","name":{"zh":"","en":"Old"},
            "channel":{"zh":"","en":"Live"},"price":{"minor":100,"currency":"CNY"},
            "benefit":{"value":{"minor":5,"currency":"CNY"},"words":{"zh":"","en":""}},
            "from_ms":0,"until_ms":9,"offline":{"kind":"refuse"}}"#;
        let campaign: Campaign = serde_json::from_str(body).unwrap();
        assert_eq!((campaign.benefit.worth, campaign.cards), (Worth::Amount, None));
        assert!(campaign.goods.is_all() && campaign.taken_in(crate::Id::new(crate::Uuid::nil())));
        assert!(campaign.faults().is_empty());
    }
}

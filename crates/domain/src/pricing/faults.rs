//! What is wrong with a promotion, field by field.

use super::{Offer, Promotion, Tier};
use crate::Fault;

/// Longest name in one language, in characters.
const NAME_LIMIT: usize = 80;
/// Entries of one list: products, categories, stores, steps, parts.
const LIST_LIMIT: usize = 500;

impl Promotion {
    /// What is wrong with it, if anything; such a promotion is not published.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut put = |field: &str, wrong: bool, code, message| {
            if wrong {
                faults.push(Fault::new(field, code, message));
            }
        };
        let long = |text: &str| text.chars().count() > NAME_LIMIT;
        put("name", long(&self.name.zh) || long(&self.name.en), "name_long", "its name has more than 80 characters");
        put("until_ms", self.from_ms >= self.until_ms, "period_order", "it ends before it begins");
        put("limit", self.limit == Some(0), "limit_zero", "its limit is 0, so it never acts");
        for (field, goods) in [("goods", Some(&self.goods)), ("except", self.except.as_ref())] {
            let many = |goods: &super::Goods| {
                goods.products.len().max(goods.categories.len()).max(goods.brands.len()).max(goods.merchants.len())
                    > LIST_LIMIT
            };
            put(field, goods.is_some_and(many), "list_long", "it names more than 500 of one sort");
        }
        put("stores", self.stores.len() > LIST_LIMIT, "list_long", "it names more than 500 of one sort");
        self.offer.faults(&mut put);
        faults
    }
}

impl Offer {
    fn faults(&self, put: &mut impl FnMut(&str, bool, &'static str, &'static str)) {
        match self {
            Self::Percent { basis_points } => share(*basis_points, put),
            Self::Amount { minor } => {
                put("offer.minor", *minor <= 0, "amount_zero", "its amount is not above 0");
            }
            Self::FixedPrice { minor } => put("offer.minor", *minor < 0, "price_negative", "its price is below 0"),
            Self::BuyN { buy, get, basis_points } => {
                put("offer.buy", *buy == 0, "count_zero", "it counts no pieces to buy");
                let endless = buy.checked_add(*get).is_none();
                put("offer.get", *get == 0 || endless, "count_zero", "it counts no pieces to get");
                share(*basis_points, put);
            }
            Self::Threshold { tiers, .. } => {
                put("offer.tiers", tiers.is_empty(), "tiers_missing", "it has no step");
                put("offer.tiers", tiers.len() > LIST_LIMIT, "list_long", "it names more than 500 of one sort");
                let mut before: Option<&Tier> = None;
                for (tier, at) in tiers.iter().zip(0..) {
                    let Tier { from_minor, off_minor } = *tier;
                    let ascends = before.is_none_or(|before| before.from_minor < from_minor);
                    let (from, off) = (format!("offer.tiers.{at}.from_minor"), format!("offer.tiers.{at}.off_minor"));
                    put(&from, from_minor <= 0 || !ascends, "tier_order", "its steps do not ascend");
                    let sound = (1..=from_minor).contains(&off_minor);
                    put(&off, !sound, "tier_off", "a step takes nothing off, or more than it takes to reach it");
                    before = Some(tier);
                }
            }
            Self::Bundle { parts, minor } => {
                put("offer.minor", *minor < 0, "price_negative", "its price is below 0");
                put("offer.parts", parts.is_empty(), "parts_missing", "it has no part");
                put("offer.parts", parts.len() > LIST_LIMIT, "list_long", "it names more than 500 of one sort");
                for (part, at) in parts.iter().zip(0..) {
                    put(&format!("offer.parts.{at}.count"), part.count == 0, "count_zero", "a part counts no pieces");
                }
            }
            Self::Gift { from_minor, count, .. } => {
                put("offer.count", *count == 0, "count_zero", "it gives nothing");
                put("offer.from_minor", *from_minor < 0, "price_negative", "its amount is below 0");
            }
        }
    }
}

fn share(basis_points: u32, put: &mut impl FnMut(&str, bool, &'static str, &'static str)) {
    let sound = (1..=10_000).contains(&basis_points);
    put("offer.basis_points", !sound, "share_range", "its share is not between 0.01 and 100 percent");
}

#[cfg(test)]
mod tests {
    use super::super::{Goods, Offer, Promotion, Stacking, Tier};
    use crate::{Localized, Uuid};

    fn faults(offer: Offer) -> Vec<(String, &'static str)> {
        let promotion = Promotion {
            id: Uuid::nil(),
            name: Localized::new("周年", "Anniversary"),
            offer,
            goods: Goods::default(),
            except: None,
            stores: vec![],
            channels: vec![],
            from_ms: 0,
            until_ms: 1,
            limit: None,
            priority: 0,
            stacking: Stacking::Nothing,
        };
        promotion.faults().into_iter().map(|fault| (fault.field, fault.code)).collect()
    }

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        let tiers = |all: &[(i64, i64)]| Offer::Threshold {
            tiers: all.iter().map(|&(from_minor, off_minor)| Tier { from_minor, off_minor }).collect(),
            every: false,
        };
        let expected = |all: &[(&str, &'static str)]| {
            all.iter().map(|&(field, code)| (field.to_owned(), code)).collect::<Vec<_>>()
        };
        assert_eq!(faults(Offer::Percent { basis_points: 800 }), expected(&[]));
        assert_eq!(faults(Offer::Percent { basis_points: 0 }), expected(&[("offer.basis_points", "share_range")]));
        assert_eq!(
            faults(Offer::BuyN { buy: 0, get: 0, basis_points: 10_001 }),
            expected(&[
                ("offer.buy", "count_zero"),
                ("offer.get", "count_zero"),
                ("offer.basis_points", "share_range")
            ])
        );
        assert_eq!(faults(tiers(&[])), expected(&[("offer.tiers", "tiers_missing")]));
        assert_eq!(
            faults(tiers(&[(100, 10), (100, 101)])),
            expected(&[("offer.tiers.1.from_minor", "tier_order"), ("offer.tiers.1.off_minor", "tier_off")])
        );
        assert_eq!(
            faults(Offer::Bundle { parts: vec![], minor: -1 }),
            expected(&[("offer.minor", "price_negative"), ("offer.parts", "parts_missing")])
        );
    }
}

//! Who may give how much discount by hand, and below which price nobody sells.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Role;
use crate::pricing::{GoodsFacts, below};
use crate::{Coverage, Entity, Id, Kind, Scope, Uuid};

/// What one role may do with some goods. A basis point is a hundredth of a percent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorityRule {
    /// Whose rule it is.
    pub role: Role,
    /// Short name of the merchant whose goods it is for; none for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant: Option<String>,
    /// Category path it is for, with all below; none for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Largest discount by hand, in basis points of what promotions leave to pay.
    pub limit_bp: u32,
    /// Share of the list price that must be left, in basis points.
    pub floor_bp: u32,
}

impl AuthorityRule {
    fn is_for(&self, goods: &GoodsFacts<'_>) -> bool {
        self.merchant.as_deref().is_none_or(|merchant| merchant == goods.merchant)
            && self.category.as_deref().is_none_or(|root| below(goods.category, root))
    }
}

impl AuthorityRule {
    /// The most that it lets take off, minor units.
    fn most_minor(&self, discount: &Discount<'_>) -> i64 {
        let limit = i128::from(discount.price_minor.max(0)) * i128::from(self.limit_bp.min(10_000)) / 10_000;
        let above_floor = discount.price_minor - floor_minor(discount.list_minor, self.floor_bp);
        i64::try_from(limit).unwrap_or(i64::MAX).min(above_floor).max(0)
    }
}

/// The chain's discount authority: one row, a new version at each change. A row, and not part of the catalog, because
/// operations are judged by it, on tablets and at headquarters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiscountAuthority {
    /// Counts up.
    pub version: u64,
    /// Of the rules that fit, the one for the narrowest goods counts: the longest category path, then a merchant's.
    pub rules: Vec<AuthorityRule>,
}

/// A discount by hand that is to be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Discount<'g> {
    /// On what.
    pub goods: GoodsFacts<'g>,
    /// List price, minor units.
    pub list_minor: i64,
    /// What promotions leave to pay, minor units.
    pub price_minor: i64,
    /// What is to be taken off that, minor units.
    pub off_minor: i64,
}

/// Whether a discount by hand may be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Allowance {
    /// The role may give it.
    Within,
    /// One of these may approve it, the one with the least authority first.
    NeedsApproval {
        /// Who.
        by: Vec<Role>,
    },
    /// Nobody may: it leaves less than the lowest floor, or more is taken off than is to pay.
    Never {
        /// The least that must be left to pay, minor units.
        floor_minor: i64,
    },
}

impl DiscountAuthority {
    /// The one row.
    pub const ID: Id<DiscountAuthority> = Id::new(Uuid::nil());

    /// The rule of `role` for `goods`; without one the role may give nothing.
    pub fn rule(&self, role: Role, goods: &GoodsFacts<'_>) -> Option<&AuthorityRule> {
        let depth = |rule: &AuthorityRule| {
            let depth = rule.category.as_ref().map_or(0, |path| 1 + path.matches('/').count());
            (depth, rule.merchant.is_some())
        };
        self.rules.iter().filter(|rule| rule.role == role && rule.is_for(goods)).max_by_key(|rule| depth(rule))
    }

    /// The price below which nobody sells `goods` of `list_minor`, promotions included: the lowest floor of any role,
    /// rounded up; 0 without a rule.
    pub fn floor_minor(&self, goods: &GoodsFacts<'_>, list_minor: i64) -> i64 {
        floor_minor(list_minor, self.floor_bp(goods))
    }

    /// The same as a share of the list price, in basis points.
    pub fn floor_bp(&self, goods: &GoodsFacts<'_>) -> u32 {
        self.roles(goods).map(|rule| rule.floor_bp).min().unwrap_or(0)
    }

    /// The rule of each role that has one.
    fn roles(&self, goods: &GoodsFacts<'_>) -> impl Iterator<Item = &AuthorityRule> {
        Role::ALL.iter().filter_map(|role| self.rule(*role, goods))
    }

    /// Whether `role` may give the discount, else who may approve it.
    pub fn allows(&self, role: Role, discount: &Discount<'_>) -> Allowance {
        if discount.off_minor <= 0 {
            return Allowance::Within;
        }
        let within = |rule: &AuthorityRule| discount.off_minor <= rule.most_minor(discount);
        if self.rule(role, &discount.goods).is_some_and(within) {
            return Allowance::Within;
        }
        let mut able: Vec<&AuthorityRule> = self.roles(&discount.goods).filter(|rule| within(rule)).collect();
        if able.is_empty() {
            return Allowance::Never { floor_minor: self.floor_minor(&discount.goods, discount.list_minor) };
        }
        able.sort_by_key(|rule| (rule.limit_bp, std::cmp::Reverse(rule.floor_bp), rule.role));
        Allowance::NeedsApproval { by: able.into_iter().map(|rule| rule.role).collect() }
    }

    /// The most that `role` may take off alone, minor units; what `discount` takes off does not count.
    pub fn most_minor(&self, role: Role, discount: &Discount<'_>) -> i64 {
        self.rule(role, &discount.goods).map_or(0, |rule| rule.most_minor(discount))
    }

    /// What is wrong with it, if anything.
    pub fn fault(&self) -> Option<&'static str> {
        let share = |rule: &AuthorityRule| rule.limit_bp <= 10_000 && rule.floor_bp <= 10_000;
        (!self.rules.iter().all(share)).then_some("a limit or floor is more than 100 percent")
    }
}

/// The least that `floor_bp` basis points leave of `list_minor`, rounded up.
pub fn floor_minor(list_minor: i64, floor_bp: u32) -> i64 {
    let left = i128::from(list_minor.max(0)) * i128::from(floor_bp.min(10_000));
    i64::try_from((left + 9_999) / 10_000).unwrap_or(list_minor)
}

impl Entity for DiscountAuthority {
    const KIND: Kind = Kind::DiscountAuthority;
    const COVERAGE: Coverage = Coverage::Whole;
    fn id(&self) -> Id<Self> {
        Self::ID
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Chain]
    }
}

#[cfg(test)]
mod tests {
    use super::{Allowance, AuthorityRule, Discount, DiscountAuthority};
    use crate::Uuid;
    use crate::entities::Role;
    use crate::pricing::GoodsFacts;

    fn rule(role: Role, merchant: Option<&str>, category: Option<&str>, limit_bp: u32, floor_bp: u32) -> AuthorityRule {
        AuthorityRule {
            role,
            merchant: merchant.map(str::to_owned),
            category: category.map(str::to_owned),
            limit_bp,
            floor_bp,
        }
    }

    fn authority() -> DiscountAuthority {
        DiscountAuthority {
            version: 1,
            rules: vec![
                rule(Role::Seller, None, None, 300, 9_000),
                rule(Role::Manager, None, None, 800, 8_000),
                rule(Role::Clerk, None, None, 2_000, 6_000),
                rule(Role::Seller, None, Some("kitchen"), 500, 9_000),
                rule(Role::Seller, Some("oak"), Some("kitchen"), 100, 9_500),
            ],
        }
    }

    fn asked(merchant: &'static str, category: &'static str, price_minor: i64, off_minor: i64) -> Discount<'static> {
        let goods = GoodsFacts { product: Uuid::nil(), merchant, brand: "", category };
        Discount { goods, list_minor: 100_000, price_minor, off_minor }
    }

    #[test]
    fn the_narrowest_rule_counts() {
        let allows =
            |merchant, category, off| authority().allows(Role::Seller, &asked(merchant, category, 100_000, off));
        assert_eq!(allows("elm", "door", 3_000), Allowance::Within);
        assert_eq!(allows("elm", "kitchen/sink", 5_000), Allowance::Within);
        assert_eq!(allows("oak", "kitchen/sink", 1_000), Allowance::Within);
        assert_eq!(
            allows("oak", "kitchen/sink", 1_001),
            Allowance::NeedsApproval { by: vec![Role::Manager, Role::Clerk] }
        );
        assert_eq!(
            allows("elm", "kitchenware", 5_000),
            Allowance::NeedsApproval { by: vec![Role::Manager, Role::Clerk] }
        );
    }

    #[test]
    fn a_floor_counts_what_promotions_have_taken() {
        let allows = |role, price, off| authority().allows(role, &asked("elm", "door", price, off));
        // A promotion left 90,500: the seller's floor of 90,000 allows 500, although the limit is 2,715.
        assert_eq!(allows(Role::Seller, 90_500, 500), Allowance::Within);
        assert_eq!(
            allows(Role::Seller, 90_500, 501),
            Allowance::NeedsApproval { by: vec![Role::Manager, Role::Clerk] }
        );
        assert_eq!(allows(Role::Manager, 90_500, 9_000), Allowance::NeedsApproval { by: vec![Role::Clerk] });
        assert_eq!(allows(Role::Clerk, 70_000, 10_001), Allowance::Never { floor_minor: 60_000 });
        assert_eq!(allows(Role::Installer, 90_500, 0), Allowance::Within);
        assert_eq!(
            allows(Role::Installer, 90_500, 1),
            Allowance::NeedsApproval { by: vec![Role::Seller, Role::Manager, Role::Clerk] }
        );
    }
}

//! A discount by hand that somebody gave or asked for, and what was answered.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Discount, Role, Staff, Store, StoreVisit};
use crate::pricing::GoodsFacts;
use crate::{Coverage, Entity, Id, Key, Kind, Localized, Scope, Uuid};

/// The goods and their price as the customer saw them; nothing is priced again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DiscountedGoods {
    /// The product.
    pub product: Uuid,
    /// Which of its variants.
    pub variant: Uuid,
    /// Its name.
    pub title: Localized,
    /// Short name of its merchant.
    pub merchant: String,
    /// The maker's name.
    pub brand: String,
    /// Its category's path.
    pub category: String,
    /// How many pieces.
    pub count: u32,
    /// ISO 4217.
    pub currency: String,
    /// The price book it was priced by.
    pub book_version: i64,
    /// List price of all pieces, minor units.
    pub list_minor: i64,
    /// What promotions leave to pay, minor units.
    pub price_minor: i64,
}

impl DiscountedGoods {
    /// Taking `off_minor` off, as the chain's authority judges it.
    pub fn discount(&self, off_minor: i64) -> Discount<'_> {
        let goods = GoodsFacts {
            product: self.product,
            merchant: &self.merchant,
            brand: &self.brand,
            category: &self.category,
        };
        Discount { goods, list_minor: self.list_minor, price_minor: self.price_minor, off_minor }
    }
}

/// What somebody with the authority said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DiscountAnswer {
    /// Whether the discount may be given.
    pub granted: bool,
    /// Who said so.
    pub by: Id<Staff>,
    /// Their name.
    pub by_name: String,
    /// The role they said it in.
    pub role: Role,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// In words.
    pub note: String,
}

/// A discount by hand: given within one's own authority, or asked for and answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiscountRequest {
    /// Its identifier.
    pub id: Id<DiscountRequest>,
    /// Where.
    pub store: Id<Store>,
    /// For which customer's visit.
    pub visit: Option<Id<StoreVisit>>,
    /// On what.
    pub goods: DiscountedGoods,
    /// What is taken off, minor units.
    pub off_minor: i64,
    /// Who asked.
    pub asked_by: Id<Staff>,
    /// Their name.
    pub asked_by_name: String,
    /// When, UTC milliseconds.
    pub asked_ms: i64,
    /// Why, in words.
    pub note: String,
    /// Roles that may answer, the one with the least authority first.
    pub able: Vec<Role>,
    /// What was answered; none while it waits.
    pub answer: Option<DiscountAnswer>,
}

impl DiscountRequest {
    /// The key that finds every request that waits for an answer.
    pub fn waiting() -> Key {
        Key::new("answer", "none")
    }

    /// The key that finds every request of the UTC day of `at_ms`.
    pub fn on_day(at_ms: i64) -> Key {
        Key::new("day", at_ms.div_euclid(86_400_000))
    }
}

impl Entity for DiscountRequest {
    const KIND: Kind = Kind::DiscountRequest;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Store(self.store)]
    }
    fn keys(&self) -> Vec<Key> {
        let day = Self::on_day(self.asked_ms);
        if self.answer.is_none() { vec![Self::waiting(), day] } else { vec![day] }
    }
}

//! What a quote offers, and how its sums add up. Prices are those that the customer saw: they were computed by `pricing`
//! when the line was written, travel with the quote, and are never computed again.
//!
//! Three things come off a line, in this order: promotions (they make `price_minor` of `list_minor`), the privilege card
//! and the discount by hand. The card's worth is shared out over the lines that its campaign is for, the discount over
//! all lines in proportion to what whoever gives it may take off each; shares add up exactly (`pricing::share`).

mod refusals;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::catalog::PriceUnit;
use crate::entities::{Allowance, Campaign, Discount, DiscountAuthority, Role};
use crate::pricing::{COUNT_LIMIT, GiftLine, GoodsFacts, LINES_LIMIT, Reason, Size, share};
use crate::{Localized, Refusal, Uuid};

/// Largest price of a line, minor units.
const LINE_LIMIT_MINOR: i64 = 1_000_000_000_000;
/// Longest text of a line, in characters.
const TEXT_LIMIT: usize = 500;
/// Letters of a currency's code, ISO 4217.
pub(crate) const CURRENCY_LENGTH: usize = 3;
/// Steps of an explanation at most.
const WHY_LIMIT: usize = 50;

/// Goods in a quote, with their price as the customer saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QuoteLine {
    /// Names the line within its quote, from version to version.
    pub line: String,
    /// The product.
    pub product: Uuid,
    /// Which of its variants.
    pub variant: Uuid,
    /// Its name.
    pub title: Localized,
    /// The seller's code.
    pub sku: String,
    /// The chosen options, in words.
    pub options: Localized,
    /// Its picture, if there is one.
    pub picture: Option<String>,
    /// Short name of its merchant.
    pub merchant: String,
    /// The maker's name.
    pub brand: String,
    /// Its category's path.
    pub category: String,
    /// What its price is for.
    pub unit: PriceUnit,
    /// The room it is for; may be empty.
    pub room: String,
    /// Pieces.
    pub count: u32,
    /// The size of a piece, where it is made to measure.
    pub size: Option<Size>,
    /// How much of the unit a piece is, in thousandths, where it is sold by measure without a size.
    pub quantity_milli: Option<u32>,
    /// Whether somebody measured it at the customer's home; else the size is an estimate.
    pub measured: bool,
    /// List price of a piece, minor units.
    pub piece_minor: i64,
    /// List price of the line, minor units.
    pub list_minor: i64,
    /// What promotions leave to pay, minor units.
    pub price_minor: i64,
    /// What the privilege card takes off that, minor units.
    pub card_minor: i64,
    /// What the discount by hand takes off that, minor units.
    pub discount_minor: i64,
    /// From the price book to `price_minor`.
    pub why: Vec<Reason>,
    /// Number of the version of the price book.
    pub book_version: i64,
    /// The price zone of that version; none for the whole chain.
    pub book_zone: Option<String>,
}

impl QuoteLine {
    /// What is paid for the line, minor units.
    pub fn total_minor(&self) -> i64 {
        self.price_minor - self.card_minor - self.discount_minor
    }

    fn goods(&self) -> GoodsFacts<'_> {
        let (merchant, brand, category) = (&self.merchant, &self.brand, &self.category);
        GoodsFacts { product: self.product, merchant, brand, category }
    }

    /// The discount by hand, as the chain's authority judges it.
    fn discount(&self, off_minor: i64) -> Discount<'_> {
        let price_minor = self.price_minor - self.card_minor;
        Discount { goods: self.goods(), list_minor: self.list_minor, price_minor, off_minor }
    }
}

/// A privilege card on a quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QuotedCard {
    /// Its number, without spaces.
    pub number: String,
    /// Its campaign.
    pub campaign: crate::Id<Campaign>,
    /// The campaign's name.
    pub name: Localized,
}

/// Work that the chain does for the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuotedService {
    /// Measuring at home.
    Measure,
    /// Delivery.
    Deliver,
    /// Fitting.
    Install,
}

/// What is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QuoteContent {
    /// ISO 4217; empty for an empty quote.
    pub currency: String,
    /// The moment that the prices are of, UTC milliseconds.
    pub priced_ms: i64,
    /// First moment after the offer, UTC milliseconds.
    pub valid_until_ms: i64,
    /// In the order of the paper.
    pub lines: Vec<QuoteLine>,
    /// What is given with it.
    pub gifts: Vec<GiftLine>,
    /// The card.
    pub card: Option<QuotedCard>,
    /// Work that is part of the price.
    pub services: Vec<QuotedService>,
    /// In words.
    pub note: String,
}

/// The sums of a quote, minor units. `total = list − promotions − card − discount`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QuoteSums {
    /// At list prices.
    pub list_minor: i64,
    /// What promotions take off.
    pub promotions_minor: i64,
    /// What the card takes off.
    pub card_minor: i64,
    /// What was taken off by hand.
    pub discount_minor: i64,
    /// To pay.
    pub total_minor: i64,
}

impl QuoteContent {
    /// The sums over its lines.
    pub fn sums(&self) -> QuoteSums {
        self.lines.iter().fold(QuoteSums::default(), |sums, line| QuoteSums {
            list_minor: sums.list_minor + line.list_minor,
            promotions_minor: sums.promotions_minor + line.list_minor - line.price_minor,
            card_minor: sums.card_minor + line.card_minor,
            discount_minor: sums.discount_minor + line.discount_minor,
            total_minor: sums.total_minor + line.total_minor(),
        })
    }

    /// Lets `card` of `campaign` take its worth off the lines that the campaign is for; none takes it away.
    pub fn put_card(&mut self, card: Option<QuotedCard>, campaign: Option<&Campaign>) {
        let off = campaign.filter(|_| card.is_some()).map_or_else(Vec::new, |campaign| self.card_shares(campaign));
        for (at, line) in self.lines.iter_mut().enumerate() {
            line.card_minor = off.get(at).copied().unwrap_or(0);
        }
        self.card = card;
    }

    /// What a card of `campaign` takes off each line.
    fn card_shares(&self, campaign: &Campaign) -> Vec<i64> {
        if campaign.benefit.value.currency != self.currency {
            return vec![0; self.lines.len()];
        }
        let weight = |line: &QuoteLine| if campaign.goods.has(&line.goods()) { line.price_minor } else { 0 };
        let weights: Vec<i64> = self.lines.iter().map(weight).collect();
        share(campaign.benefit.off_minor(weights.iter().sum()), &weights)
    }

    /// Takes `off_minor` off by hand, shared out over the lines by what they may give up; what nobody may give is left
    /// on the line with the most, for the authority to refuse.
    pub fn put_discount(&mut self, off_minor: i64, authority: Option<&DiscountAuthority>, role: Option<Role>) {
        let own: Vec<i64> = self.most_by_line(authority, role.as_slice());
        let any: Vec<i64> = self.most_by_line(authority, Role::ALL);
        let left: Vec<i64> = self.lines.iter().map(|line| line.price_minor - line.card_minor).collect();
        let fits = |most: &[i64]| off_minor <= most.iter().sum();
        let weights = [own, any].into_iter().find(|most| fits(most)).unwrap_or(left);
        for (line, off) in self.lines.iter_mut().zip(share(off_minor, &weights)) {
            line.discount_minor = off;
        }
    }

    /// The most that any of `roles` may take off each line, minor units.
    fn most_by_line(&self, authority: Option<&DiscountAuthority>, roles: &[Role]) -> Vec<i64> {
        let most = |line: &QuoteLine| {
            let of = |role: &Role| authority.map_or(0, |one| one.most_minor(*role, &line.discount(0)));
            roles.iter().map(of).max().unwrap_or(0)
        };
        self.lines.iter().map(most).collect()
    }

    /// The most that any of `roles` may take off in all, minor units.
    pub fn most_minor(&self, authority: Option<&DiscountAuthority>, roles: &[Role]) -> i64 {
        self.most_by_line(authority, roles).iter().sum()
    }

    /// Whether `role` may give the discount by hand, judged line by line: who approves must be able to on every line.
    pub fn allowance(&self, authority: Option<&DiscountAuthority>, role: Role) -> Allowance {
        let mut able: Option<Vec<Role>> = None;
        for line in self.lines.iter().filter(|line| line.discount_minor > 0) {
            let judged = authority.map_or(Allowance::Never { floor_minor: 0 }, |one| {
                one.allows(role, &line.discount(line.discount_minor))
            });
            match judged {
                Allowance::Within => {}
                Allowance::NeedsApproval { by } => {
                    able = Some(match able {
                        None => by,
                        Some(before) => before.into_iter().filter(|role| by.contains(role)).collect(),
                    });
                }
                Allowance::Never { .. } => return Allowance::Never { floor_minor: self.floor_minor(authority) },
            }
        }
        match able {
            None => Allowance::Within,
            Some(by) if by.is_empty() => Allowance::Never { floor_minor: self.floor_minor(authority) },
            Some(by) => Allowance::NeedsApproval { by },
        }
    }

    /// The least that must be left to pay, minor units.
    pub fn floor_minor(&self, authority: Option<&DiscountAuthority>) -> i64 {
        let sums = self.sums();
        sums.total_minor + sums.discount_minor - self.most_minor(authority, Role::ALL)
    }

    /// Whether it is what a tablet of ours would have written: bounded, and with sums that add up.
    pub fn check(&self, campaign: Option<&Campaign>) -> Result<(), Refusal> {
        if self.lines.len() > LINES_LIMIT || self.gifts.len() > LINES_LIMIT || self.services.len() > 10 {
            return Err(Refusal::basket_too_large());
        }
        let long = |text: &str| text.chars().count() > TEXT_LIMIT;
        if long(&self.note) {
            return Err(Refusal::too_long("note", TEXT_LIMIT));
        }
        if self.currency.len() > CURRENCY_LENGTH {
            return Err(Refusal::too_long("currency", CURRENCY_LENGTH));
        }
        if self
            .card
            .as_ref()
            .is_some_and(|card| [&card.number, &card.name.zh, &card.name.en].into_iter().any(|text| long(text)))
        {
            return Err(Refusal::too_long("card", TEXT_LIMIT));
        }
        let mut names = std::collections::BTreeSet::new();
        for line in &self.lines {
            let texts = [&line.line, &line.title.zh, &line.title.en, &line.sku, &line.room];
            let texts = texts.into_iter().chain([&line.options.zh, &line.options.en, &line.merchant, &line.brand]);
            let texts = texts.chain([&line.category]).chain(&line.picture).chain(&line.book_zone);
            if texts.into_iter().any(|text| long(text)) || line.why.len() > WHY_LIMIT {
                return Err(Refusal::too_long("line", TEXT_LIMIT).on_line(&line.line));
            }
            if !(1..=COUNT_LIMIT).contains(&line.count) {
                return Err(Refusal::count_out_of_range().on_line(&line.line));
            }
            let amounts = [line.piece_minor, line.list_minor, line.price_minor, line.card_minor, line.discount_minor];
            let fits = amounts.iter().all(|minor| (0..=LINE_LIMIT_MINOR).contains(minor));
            let adds_up = line.price_minor <= line.list_minor && line.total_minor() >= 0;
            if !fits || !adds_up || !names.insert(&line.line) {
                return Err(Refusal::quote_does_not_add_up().on_line(&line.line));
            }
        }
        let card: i64 = self.lines.iter().map(|line| line.card_minor).sum();
        if card > 0 && self.card.is_none() {
            return Err(Refusal::quote_does_not_add_up());
        }
        if let Some(campaign) = campaign {
            let shares = self.card_shares(campaign);
            if self.lines.iter().zip(shares).any(|(line, share)| line.card_minor > share) {
                return Err(Refusal::quote_card_wrong());
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;

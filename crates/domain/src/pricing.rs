//! What a basket costs, and why. One engine for the tablet, headquarters and the website.
//!
//! A line's list price comes from the price book: of the versions that hold at the moment of the sale, the store's zone
//! before everywhere, and in each the version that began last; else what the catalog was imported with. Promotions
//! follow in three steps, each in order of priority, highest first:
//!
//! 1. **pieces**: percent, amount, fixed price, each piece by itself; of equals the one that saves most goes first;
//! 2. **groups**: buy n, bundle; a piece belongs to one group at most;
//! 3. **basket**: threshold, gift, measured on what is left to pay for the pieces they are for.
//!
//! Two promotions meet on one piece only where each allows the other (`Stacking`); nothing stacks by accident. No
//! promotion takes a piece below its floor (`DiscountAuthority`).
//!
//! **Rounding.** Amounts are whole minor units. A measured piece's price and a percentage of a piece are rounded half up,
//! once each; everything after is adding and multiplying whole numbers. A reduction of several pieces together is
//! shared out in proportion to what each may still give up, by largest remainders, so that the shares add up.
//!
//! On purpose there is no clock and no catalog here: the moment, the products and the book's lines are passed in.

mod basket;
mod book;
mod engine;
mod faults;
mod goods;
mod groups;
mod lots;
mod pieces;
mod promotion;
mod rate;
mod reason;
mod refusals;
mod share;
#[cfg(test)]
mod tests;
mod thresholds;

pub use basket::{BasketLine, GiftLine, Priced, PricedLine, Sale};
pub use book::{BookLine, BookVersion, InForce, in_force};
pub use engine::{COUNT_LIMIT, LINES_LIMIT, Shown, piece_price, price, shown};
pub(crate) use goods::below;
pub use goods::{Goods, GoodsFacts};
pub use promotion::{BundlePart, Channel, Offer, OfferKind, Promotion, Stacking, Tier};
pub use rate::{Measured, Rate, SIZE_LIMIT_MM, Size, SizeTable, measure};
pub use reason::Reason;
pub use share::share;

//! What the console shows of orders and quotes.

use std::collections::BTreeMap;

use serde::Serialize;
use tenon_domain::entities::{
    Account, Allowance, Cancellation, DiscountAuthority, LostCard, Order, Payment, PaymentMethod, Quote, QuoteVersion,
    Role, Store, Touch,
};
use tenon_domain::order_progress::OrderProgress;
use tenon_domain::quoting::{QuoteContent, QuoteSums};
use tenon_domain::{Id, Localized, mask_phone};
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use super::ReplayedLine;

/// Weeks that the list goes back.
const WEEKS: i64 = 6;
/// Orders that are shown at most.
const LIMIT: usize = 1_000;

/// An order.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleOrder {
    /// Its identifier.
    pub id: Id<Order>,
    /// What people call it.
    pub number: String,
    /// Where.
    pub store: Localized,
    /// Whose it is.
    pub name: String,
    /// Who took the signature.
    pub by: String,
    /// When it was signed first, UTC milliseconds.
    pub signed_ms: i64,
    /// ISO 4217.
    pub currency: String,
    /// What it costs and what came in.
    pub account: Account,
    /// What brought the customer.
    pub touch: Touch,
    /// Number of the privilege card on it.
    pub card: Option<String>,
    /// Who called it off.
    pub cancelled: Option<Cancellation>,
    /// What became of its card, where that did not count.
    pub card_lost: Option<LostCard>,
}

/// Money that changed hands.
#[derive(Debug, Serialize, TS)]
pub struct OrderPayment {
    /// Whether it was given back.
    pub returned: bool,
    /// How much, minor units.
    pub minor: i64,
    /// How.
    pub method: PaymentMethod,
    /// The terminal's or the bank's reference.
    pub reference: String,
    /// Number of the receipt.
    pub receipt: String,
    /// Who took it or gave it.
    pub by: String,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Why, where it was given back.
    pub reason: String,
}

/// An order with what was agreed, priced once more.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleOrderSheet {
    /// The order.
    pub order: ConsoleOrder,
    /// The buyer's phone, masked.
    pub phone_masked: Option<String>,
    /// The sums of what was agreed last.
    pub sums: QuoteSums,
    /// Who granted the discount by hand.
    pub granted_by: Option<String>,
    /// Its lines beside what headquarters' engine says.
    pub lines: Vec<ReplayedLine>,
    /// The moment that the prices are of, UTC milliseconds.
    pub priced_ms: i64,
    /// The oldest first.
    pub payments: Vec<OrderPayment>,
    /// How far it is with measuring, goods and installation.
    pub progress: OrderProgress,
    /// SHA-256 of the paper that was signed last.
    pub document: String,
}

/// A quote whose discount waits for an answer.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleQuoteWaiting {
    /// The version.
    pub version: Id<QuoteVersion>,
    /// What people call the quote.
    pub number: String,
    /// Where.
    pub store: Localized,
    /// Whom it is for.
    pub name: String,
    /// Who wrote it.
    pub by: String,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// ISO 4217.
    pub currency: String,
    /// Its sums.
    pub sums: QuoteSums,
    /// Its goods.
    pub goods: Vec<Localized>,
    /// Whether a clerk may grant it by the authority that holds now.
    pub grantable: bool,
}

type Stores = BTreeMap<Id<Store>, Localized>;

/// The orders of the last weeks, the newest first.
pub(crate) fn orders(conn: &mut dyn Connection, stores: &Stores, now_ms: i64) -> Result<Vec<ConsoleOrder>, Error> {
    let mut rows = SqlRows(conn, Schema::Hq);
    let mut found: Vec<Order> = Vec::new();
    for week in 0..WEEKS {
        found.extend(rows.entities_by::<Order>(&Order::in_week(now_ms - week * 7 * 86_400_000))?);
    }
    found.sort_by_key(|order| std::cmp::Reverse(order.signed_ms()));
    found.truncate(LIMIT);
    let shown = |order: Order| {
        let payments = rows.entities_by::<Payment>(&Payment::of_order(order.id))?;
        Ok(row(order, &payments, stores))
    };
    found.into_iter().map(shown).collect()
}

fn row(order: Order, payments: &[Payment], stores: &Stores) -> ConsoleOrder {
    ConsoleOrder {
        id: order.id,
        number: order.number(),
        store: stores.get(&order.store).cloned().unwrap_or_default(),
        by: order.agreements.first().map(|one| one.by_name.clone()).unwrap_or_default(),
        signed_ms: order.signed_ms(),
        account: order.account(payments),
        name: order.buyer.name,
        currency: order.currency,
        touch: order.touch,
        card: order.card,
        cancelled: order.cancelled,
        card_lost: order.card_lost,
    }
}

/// An order, what was agreed last, and the store that it is of.
pub(crate) type Agreed = (ConsoleOrderSheet, Option<QuoteContent>, Id<Store>);

/// An order and what was agreed last; its lines are still to be priced once more.
pub(crate) fn order(conn: &mut dyn Connection, id: Id<Order>, stores: &Stores) -> Result<Option<Agreed>, Error> {
    let mut rows = SqlRows(conn, Schema::Hq);
    let Some(order) = rows.entity::<Order>(id)? else { return Ok(None) };
    let mut payments = rows.entities_by::<Payment>(&Payment::of_order(id))?;
    payments.sort_by_key(|one| one.at_ms);
    let version = match order.agreement() {
        Some(agreement) => rows.entity::<QuoteVersion>(agreement.version)?,
        None => None,
    };
    let answer = version.as_ref().and_then(|version| version.approval.as_ref()?.answer.as_ref());
    let content = version.as_ref().map(|version| version.content.clone());
    let store = order.store;
    let sheet = ConsoleOrderSheet {
        phone_masked: order.buyer.phone.as_deref().map(mask_phone),
        sums: content.as_ref().map(QuoteContent::sums).unwrap_or_default(),
        granted_by: answer.map(|answer| answer.by_name.clone()),
        lines: Vec::new(),
        priced_ms: content.as_ref().map_or(0, |content| content.priced_ms),
        progress: rows.order_progress(&order)?,
        document: order.agreement().map(|one| one.signature.document.clone()).unwrap_or_default(),
        order: row(order, &payments, stores),
        payments: payments.into_iter().map(payment).collect(),
    };
    Ok(Some((sheet, content, store)))
}

fn payment(one: Payment) -> OrderPayment {
    OrderPayment {
        returned: one.returned,
        minor: one.minor,
        method: one.method,
        reference: one.reference,
        receipt: one.receipt,
        by: one.by_name,
        at_ms: one.at_ms,
        reason: one.reason,
    }
}

/// Quotes whose discount waits for an answer, the oldest first.
pub(crate) fn waiting(conn: &mut dyn Connection, stores: &Stores) -> Result<Vec<ConsoleQuoteWaiting>, Error> {
    let mut rows = SqlRows(conn, Schema::Hq);
    let authority: Option<DiscountAuthority> = rows.entity(DiscountAuthority::ID)?;
    let mut versions = rows.entities_by::<QuoteVersion>(&QuoteVersion::waiting())?;
    versions.sort_by_key(|one| one.at_ms);
    let mut shown = Vec::new();
    for version in versions {
        let Some(quote) = rows.entity::<Quote>(version.quote)? else { continue };
        if !quote.heads.contains(&version.id) {
            continue;
        }
        shown.push(ConsoleQuoteWaiting {
            version: version.id,
            number: quote.number(),
            store: stores.get(&version.store).cloned().unwrap_or_default(),
            name: quote.buyer.name,
            by: version.by_name,
            at_ms: version.at_ms,
            currency: version.content.currency.clone(),
            sums: version.content.sums(),
            goods: version.content.lines.iter().map(|line| line.title.clone()).collect(),
            grantable: version.content.allowance(authority.as_ref(), Role::Clerk) == Allowance::Within,
        });
    }
    Ok(shown)
}

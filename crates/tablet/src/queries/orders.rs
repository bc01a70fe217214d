//! `orders`, `order`: what was signed, what was paid, what is left to pay.

use serde::{Deserialize, Serialize};
use tenon_domain::entities::{
    Account, Buyer, Cancellation, Instalment, LostCard, Order, Payment, PaymentMethod, Quote, QuoteVersion,
};
use tenon_domain::order_progress::OrderProgress;
use tenon_domain::quoting::QuoteContent;
use tenon_domain::{Id, Localized};
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use super::quotes::{LIST_LIMIT, WEEKS};
use super::{RecordState, record_state};
use crate::Tablet;

/// Where an order stands, as a customer would say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// Nothing was paid yet.
    Signed,
    /// A part was paid.
    PartPaid,
    /// All was paid.
    Paid,
    /// More came in than it costs.
    Overpaid,
    /// It was called off.
    Cancelled,
}

/// An order in a list.
#[derive(Debug, Serialize, TS)]
pub struct OrderCard {
    /// Its identifier.
    pub id: Id<Order>,
    /// What people call it.
    pub number: String,
    /// Whose it is.
    pub name: String,
    /// Its first goods, if the version is here.
    pub title: Option<Localized>,
    /// ISO 4217.
    pub currency: String,
    /// What it costs and what came in.
    pub account: Account,
    /// Where it stands.
    pub state: OrderState,
    /// When it was signed first, UTC milliseconds.
    pub signed_ms: i64,
    /// Where the record stands.
    pub sync: RecordState,
}

/// Money that changed hands.
#[derive(Debug, Serialize, TS)]
pub struct PaymentCard {
    /// Its identifier.
    pub id: Id<Payment>,
    /// Whether it was given back to the customer.
    pub returned: bool,
    /// How much, minor units.
    pub minor: i64,
    /// How.
    pub method: PaymentMethod,
    /// The terminal's or the bank's reference.
    pub reference: String,
    /// Number of the receipt.
    pub receipt: String,
    /// Why, where it was given back.
    pub reason: String,
    /// Who took it or gave it.
    pub by_name: String,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Where the record stands.
    pub sync: RecordState,
}

/// Something that was signed.
#[derive(Debug, Serialize, TS)]
pub struct AgreementCard {
    /// What was agreed.
    pub version: Id<QuoteVersion>,
    /// What it costs, minor units.
    pub total_minor: i64,
    /// When each part falls due.
    pub instalments: Vec<Instalment>,
    /// Who signed.
    pub signed_by: String,
    /// SHA-256 of the paper.
    pub document: String,
    /// Who took the signature.
    pub by_name: String,
    /// When, UTC milliseconds.
    pub at_ms: i64,
}

/// An order with all there is to know.
#[derive(Debug, Serialize, TS)]
pub struct OrderSheet {
    /// Its identifier.
    pub id: Id<Order>,
    /// What people call it.
    pub number: String,
    /// The quote it came of.
    pub quote: Id<Quote>,
    /// Whose it is.
    pub buyer: Buyer,
    /// ISO 4217.
    pub currency: String,
    /// What was agreed last, if the version is here.
    pub content: Option<QuoteContent>,
    /// What was signed, the latest last.
    pub agreements: Vec<AgreementCard>,
    /// What it costs and what came in.
    pub account: Account,
    /// The oldest first.
    pub payments: Vec<PaymentCard>,
    /// What is to be asked for next, minor units: the parts that are due by now less what came in.
    pub next_minor: i64,
    /// Where it stands.
    pub state: OrderState,
    /// Who called it off.
    pub cancelled: Option<Cancellation>,
    /// How far it is with measuring, goods and installation.
    pub progress: OrderProgress,
    /// What became of its card, where that did not count.
    pub card_lost: Option<LostCard>,
    /// Where the record stands.
    pub sync: RecordState,
}

/// The argument of `order`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OrderArgs {
    /// Which order.
    pub id: Id<Order>,
}

fn state(order: &Order, account: &Account) -> OrderState {
    match account.balance_minor {
        _ if order.cancelled.is_some() => OrderState::Cancelled,
        left if left < 0 => OrderState::Overpaid,
        0 => OrderState::Paid,
        left if left < account.total_minor => OrderState::PartPaid,
        _ => OrderState::Signed,
    }
}

/// The first instalment that is not paid in full, less what came in for it, and what is collected for a lost card.
fn next_minor(order: &Order, account: &Account) -> i64 {
    // What a lost card had taken off is due at once.
    let mut paid = account.paid_minor - account.returned_minor - order.collected_minor();
    for part in order.agreement().map(|one| one.instalments.as_slice()).unwrap_or_default() {
        if paid < part.minor {
            return (part.minor - paid).min(account.balance_minor.max(0));
        }
        paid -= part.minor;
    }
    account.balance_minor.max(0)
}

/// See [`OrderCard`]; the newest first.
pub(super) fn orders(tablet: &Tablet, (): &()) -> Result<Vec<OrderCard>, Error> {
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let now_ms = crate::tablet::now(conn)?.best_ms();
    let mut rows = SqlRows(conn, Schema::Tablet);
    let mut found = Vec::new();
    for week in 0..WEEKS {
        found.extend(rows.entities_by::<Order>(&Order::in_week(now_ms - week * 7 * 86_400_000))?);
    }
    found.sort_by_key(|order| std::cmp::Reverse(order.signed_ms()));
    found.truncate(LIST_LIMIT);
    found.into_iter().map(|order| card(conn, &order)).collect()
}

fn card(conn: &mut dyn Connection, order: &Order) -> Result<OrderCard, Error> {
    let mut rows = SqlRows(conn, Schema::Tablet);
    let payments = rows.entities_by::<Payment>(&Payment::of_order(order.id))?;
    let account = order.account(&payments);
    let content = content(&mut rows, order)?;
    Ok(OrderCard {
        id: order.id,
        number: order.number(),
        name: order.buyer.name.clone(),
        title: content.and_then(|content| content.lines.into_iter().next()).map(|line| line.title),
        currency: order.currency.clone(),
        state: state(order, &account),
        account,
        signed_ms: order.signed_ms(),
        sync: record_state(conn, order.id)?,
    })
}

fn content(rows: &mut SqlRows<'_>, order: &Order) -> Result<Option<QuoteContent>, Error> {
    let Some(agreement) = order.agreement() else { return Ok(None) };
    Ok(rows.entity::<QuoteVersion>(agreement.version)?.map(|version| version.content))
}

/// See [`OrderSheet`].
pub(super) fn order(tablet: &Tablet, args: &OrderArgs) -> Result<Option<OrderSheet>, Error> {
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let mut rows = SqlRows(conn, Schema::Tablet);
    let Some(order) = rows.entity::<Order>(args.id)? else { return Ok(None) };
    let mut payments = rows.entities_by::<Payment>(&Payment::of_order(order.id))?;
    payments.sort_by_key(|one| one.at_ms);
    let account = order.account(&payments);
    let content = content(&mut rows, &order)?;
    let progress = rows.order_progress(&order)?;
    let payments = payments.into_iter().map(|one| payment(conn, one)).collect::<Result<_, _>>()?;
    Ok(Some(OrderSheet {
        id: order.id,
        number: order.number(),
        quote: order.quote,
        content,
        next_minor: next_minor(&order, &account),
        state: state(&order, &account),
        account,
        payments,
        progress,
        sync: record_state(conn, order.id)?,
        buyer: order.buyer,
        currency: order.currency,
        agreements: order.agreements.into_iter().map(agreement).collect(),
        cancelled: order.cancelled,
        card_lost: order.card_lost,
    }))
}

fn payment(conn: &mut dyn Connection, payment: Payment) -> Result<PaymentCard, Error> {
    Ok(PaymentCard {
        sync: record_state(conn, payment.id)?,
        id: payment.id,
        returned: payment.returned,
        minor: payment.minor,
        method: payment.method,
        reference: payment.reference,
        receipt: payment.receipt,
        reason: payment.reason,
        by_name: payment.by_name,
        at_ms: payment.at_ms,
    })
}

fn agreement(agreement: tenon_domain::entities::Agreement) -> AgreementCard {
    AgreementCard {
        version: agreement.version,
        total_minor: agreement.total_minor,
        instalments: agreement.instalments,
        signed_by: agreement.signature.name,
        document: agreement.signature.document,
        by_name: agreement.by_name,
        at_ms: agreement.at_ms,
    }
}

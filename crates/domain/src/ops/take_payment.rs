//! `payment.take.v1`: a customer pays. `payment.return.v1`: a customer is given money back.
//!
//! Facts: the money has changed hands. The first tablet refuses what it knows to be wrong (recorded before, more than is
//! owed, more than came in); headquarters keeps every payment and opens a case where two of them do not go together.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{bounded, object, required};
use crate::entities::{Account, Order, Payment, PaymentMethod, Role, Staff};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// Largest payment, minor units.
const MOST_MINOR: i64 = 1_000_000_000_000;

/// A customer pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TakePayment {
    /// For which order.
    pub order: Id<Order>,
    /// How much, minor units.
    pub minor: i64,
    /// How.
    pub method: PaymentMethod,
    /// The terminal's or the bank's reference; must be there unless it is cash.
    pub reference: String,
}

/// A customer is given money back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReturnPayment {
    /// For which order.
    pub order: Id<Order>,
    /// How much, minor units.
    pub minor: i64,
    /// How.
    pub method: PaymentMethod,
    /// The terminal's or the bank's reference; must be there unless it is cash.
    pub reference: String,
    /// Why, in words.
    pub reason: String,
}

impl Operation for TakePayment {
    const TAG: &'static str = "payment.take.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(Role::SHOWROOM)?;
        let payment = payment(desk, staff, self.order, (self.minor, self.method, &self.reference))?;
        let subject = twice(desk, &payment)?;
        if let Some((order, before)) = account(desk, &payment)? {
            let subject = subject.as_deref().unwrap_or(&order.buyer.name);
            if let Some(cancelled) = &order.cancelled {
                object(desk, subject, Refusal::order_cancelled(&cancelled.by_name, cancelled.at_ms))?;
            } else if self.minor > before.balance_minor {
                object(desk, subject, Refusal::payment_over(before.balance_minor.max(0)))?;
            }
        }
        desk.put(&payment)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.reference.trim().to_owned()
    }
}

impl Operation for ReturnPayment {
    const TAG: &'static str = "payment.return.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(&[Role::Manager, Role::Clerk])?;
        let mut payment = payment(desk, staff, self.order, (self.minor, self.method, &self.reference))?;
        payment.returned = true;
        required("reason", &self.reason)?.clone_into(&mut payment.reason);
        twice(desk, &payment)?;
        if let Some((order, before)) = account(desk, &payment)? {
            let left = before.paid_minor - before.returned_minor;
            if self.minor > left {
                object(desk, &order.buyer.name, Refusal::return_over(left.max(0)))?;
            }
        }
        desk.put(&payment)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.reason.trim().to_owned()
    }
}

fn payment(
    desk: &mut Desk<'_>,
    staff: Staff,
    order: Id<Order>,
    (minor, method, reference): (i64, PaymentMethod, &str),
) -> Result<Payment, Stop> {
    if !(1..=MOST_MINOR).contains(&minor) {
        return Err(Refusal::amount_out_of_range().into());
    }
    let reference = match method {
        PaymentMethod::Cash => bounded("reference", reference)?,
        _ => required("reference", reference)?,
    };
    // Thirteen digits and more in a row are somebody's card number.
    if reference.split(|one: char| !one.is_ascii_digit() && one != ' ' && one != '-').any(is_card_number) {
        return Err(Refusal::reference_is_card_number().into());
    }
    let stamp = desk.stamp();
    Ok(Payment {
        id: desk.fresh(),
        order,
        store: stamp.store,
        device: stamp.device,
        op: stamp.id,
        returned: false,
        minor,
        method,
        reference: reference.to_owned(),
        receipt: format!("R-{}-{}", stamp.device.code(), stamp.seq),
        reason: String::new(),
        by: staff.id,
        by_name: staff.name,
        at_ms: stamp.at.best_ms(),
    })
}

/// Whether `text` is as long as a bank card's number and has its check digit (ISO/IEC 7812).
fn is_card_number(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|one| one.to_digit(10)).collect();
    let weighed = digits.iter().rev().enumerate().map(|(at, digit)| match at % 2 {
        0 => *digit,
        _ => digit * 2 / 10 + digit * 2 % 10,
    });
    (14..=19).contains(&digits.len()) && weighed.sum::<u32>() % 10 == 0
}

/// Objects to a payment that was recorded before; the name of the customer that it was recorded for.
fn twice(desk: &mut Desk<'_>, payment: &Payment) -> Result<Option<String>, Stop> {
    if payment.reference.is_empty() {
        return Ok(None);
    }
    let key = Payment::with_reference(payment.method, &payment.reference);
    let Held::Here(all) = desk.by::<Payment>(&key)? else { return Ok(None) };
    let same = |one: &Payment| one.op != payment.op && one.returned == payment.returned && one.minor == payment.minor;
    let Some(before) = all.into_iter().find(same) else { return Ok(None) };
    let name = match desk.get(before.order)? {
        Held::Here(order) => order.buyer.name,
        Held::Absent | Held::Outside => String::new(),
    };
    object(desk, &name, Refusal::payment_recorded(&before.receipt, &before.by_name, before.at_ms))?;
    Ok(Some(name))
}

/// The order and its account before `payment`.
fn account(desk: &mut Desk<'_>, payment: &Payment) -> Result<Option<(Order, Account)>, Stop> {
    let order = match desk.get(payment.order)? {
        Held::Here(order) => order,
        Held::Absent | Held::Outside => {
            object(desk, &payment.reference, Refusal::order_unknown())?;
            return Ok(None);
        }
    };
    let all = match desk.by::<Payment>(&Payment::of_order(order.id))? {
        Held::Here(all) => all,
        Held::Absent | Held::Outside => Vec::new(),
    };
    let account = order.account(all.iter().filter(|one| one.op != payment.op));
    Ok(Some((order, account)))
}

#[cfg(test)]
mod tests {
    use super::is_card_number;

    #[test]
    fn a_bank_cards_number_is_told_from_a_reference() {
        assert!(is_card_number("4111 1111 1111 1111") && is_card_number("6222021234567890128"));
        assert!(
            !is_card_number("403118") && !is_card_number("4111 1111 1111 1112") && !is_card_number("20261122103015")
        );
    }
}

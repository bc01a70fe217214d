//! What quotes, orders and payments are refused for.

use crate::Refusal;

/// The rules of quotes, orders and payments that say no, one constructor each.
impl Refusal {
    /// The amounts of a quote contradict each other.
    pub fn quote_does_not_add_up() -> Self {
        Self::new("quote_does_not_add_up", "The amounts of this quote contradict each other. Price the line again.")
    }
    /// The card takes off more than its campaign gives, or the campaign is not known.
    pub fn quote_card_wrong() -> Self {
        Self::new(
            "quote_card_wrong",
            "The privilege card does not give as much. Scan it again to price the quote anew.",
        )
    }
    /// This tablet does not hold the quote.
    pub fn quote_unknown() -> Self {
        Self::new("quote_unknown", "This quote is not known here. Sync and look again.")
    }
    /// Somebody changed it since it was looked at.
    pub fn quote_changed(by: &str, at_ms: i64) -> Self {
        Self::new("quote_changed", format!("{by} has changed this quote since. Look at it again before going on."))
            .text("by", by)
            .number("at_ms", at_ms)
    }
    /// The discount on it has not been granted.
    pub fn quote_waits_for_approval() -> Self {
        Self::new("quote_waits_for_approval", "The discount was not granted. Ask a manager, or take less off.")
    }
    /// Past its last day.
    pub fn quote_expired(until_ms: i64) -> Self {
        Self::new("quote_expired", "The offer has run out. Price it again before the customer signs.")
            .number("until_ms", until_ms)
    }
    /// It was ordered before.
    pub fn quote_ordered(order: &str) -> Self {
        Self::new(
            "quote_ordered",
            format!("Order {order} was signed for this quote before. Change that order instead."),
        )
        .text("order", order)
    }
    /// The card belongs to another order.
    pub fn card_on_other_order(order: &str, name: &str) -> Self {
        Self::new("card_on_other_order", format!("The privilege card is part of order {order} of {name}."))
            .text("order", order)
            .text("name", name)
    }
    /// Its worth comes off, but nobody redeemed it.
    pub fn card_not_redeemed() -> Self {
        Self::new("card_not_redeemed", "The privilege card has not been redeemed. Scan it and redeem it first.")
    }
    /// Nobody signed, or it is not known what.
    pub fn signature_missing() -> Self {
        Self::new("signature_missing", "The customer has not signed yet. Let them sign in the field.")
    }
    /// The parts are not the whole.
    pub fn instalments_do_not_add_up() -> Self {
        Self::new("instalments_do_not_add_up", "The parts do not add up to what is to be paid. Correct one of them.")
    }
    /// No such order.
    pub fn order_unknown() -> Self {
        Self::new("order_unknown", "This order is not known here. Sync and look again.")
    }
    /// It was called off.
    pub fn order_cancelled(by: &str, at_ms: i64) -> Self {
        Self::new("order_cancelled", format!("{by} has called this order off.")).text("by", by).number("at_ms", at_ms)
    }
    /// More is paid than is owed.
    pub fn payment_over(balance_minor: i64) -> Self {
        Self::new("payment_over", "This is more than is left to pay. Take what is left, or give the rest back.")
            .number("balance_minor", balance_minor)
    }
    /// More is given back than came in.
    pub fn return_over(left_minor: i64) -> Self {
        Self::new("return_over", "This is more than the customer has paid. Give back what came in at most.")
            .number("left_minor", left_minor)
    }
    /// The same payment was recorded before.
    pub fn payment_recorded(receipt: &str, by: &str, at_ms: i64) -> Self {
        Self::new(
            "payment_recorded",
            format!("{by} has recorded a payment with this reference and amount before, receipt {receipt}."),
        )
        .text("receipt", receipt)
        .text("by", by)
        .number("at_ms", at_ms)
    }
    /// Somebody typed the number of a bank card.
    pub fn reference_is_card_number() -> Self {
        Self::new(
            "reference_is_card_number",
            "This looks like the number of a bank card, which is never kept. Type the number of the slip.",
        )
    }
}

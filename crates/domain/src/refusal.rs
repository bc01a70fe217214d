//! Refusals: a rule says no, and a person will read why.

mod cards;
mod site;
mod waitlist;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Localized;
use crate::entities::Role;

/// A value that a refusal is explained with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum Fact {
    /// A time in UTC milliseconds, an amount in minor units, or a count.
    Number(i64),
    /// A name or a code.
    Text(String),
}

/// A rule's no. `code` is stable: screens and programs branch on it, and the message catalogue has words for it in
/// which `facts` are filled in. `message` is plain English for people without a screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Refusal {
    /// Which rule.
    pub code: String,
    /// What happened and what to do, in English.
    pub message: String,
    /// What the words need: times in UTC milliseconds, money in minor units, names as text.
    pub facts: BTreeMap<String, Fact>,
}

impl Refusal {
    /// A refusal by the rule `code`.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), facts: BTreeMap::new() }
    }

    /// Adds a number: a time in UTC milliseconds, an amount in minor units, or a count.
    pub fn number(mut self, name: &str, value: i64) -> Self {
        self.facts.insert(name.to_owned(), Fact::Number(value));
        self
    }

    /// Adds a name or a code.
    pub fn text(mut self, name: &str, value: impl Into<String>) -> Self {
        self.facts.insert(name.to_owned(), Fact::Text(value.into()));
        self
    }

    /// Adds a name in both languages, as `name` (Chinese) and `name_en`.
    pub fn named(self, name: &str, value: &Localized) -> Self {
        self.text(name, &value.zh).text(&format!("{name}_en"), &value.en)
    }
}

/// The rules that say no, one constructor each.
impl Refusal {
    /// Nobody signed in under the session that the operation names.
    pub fn not_signed_in() -> Self {
        Self::new("not_signed_in", "Nobody is signed in on this tablet. Sign in with a PIN and try again.")
    }
    /// The role may not do this.
    pub fn not_allowed(role: Role) -> Self {
        Self::new("not_allowed", format!("A {} may not do this. Ask someone who may.", role.as_str()))
            .text("role", role.as_str())
    }
    /// No such person.
    pub fn staff_unknown() -> Self {
        Self::new("staff_unknown", "Head office does not know this person. Choose another name or call head office.")
    }
    /// The person no longer works here.
    pub fn staff_left() -> Self {
        Self::new("staff_left", "This person no longer works here. Choose another name.")
    }
    /// No such showroom.
    pub fn store_unknown() -> Self {
        Self::new("store_unknown", "Head office does not know this store.")
    }
    /// A text that must not be empty.
    pub fn text_missing(field: &str) -> Self {
        Self::new("text_missing", format!("The {field} is missing.")).text("field", field)
    }
    /// Money that is below 0, of another currency, or more than was paid.
    pub fn amount_unsound(most_minor: i64) -> Self {
        Self::new("amount_unsound", "The amount is not between 0 and what was paid.").number("most_minor", most_minor)
    }
    /// The new end is not later.
    pub fn not_later(until_ms: i64) -> Self {
        Self::new("not_later", "The card is valid as long already. Choose a later end.").number("until_ms", until_ms)
    }
    /// Done with a tablet's word only.
    pub fn only_at_hq() -> Self {
        Self::new("only_at_hq", "This can only be done at head office.")
    }
    /// A letter stands in a phone number.
    pub fn phone_letters(letter: char) -> Self {
        let words = format!("“{letter}” stands in the phone number. Type digits; a letter O is not a zero.");
        Self::new("phone_letters", words).text("letter", letter)
    }
    /// No such phone number can exist.
    pub fn phone_wrong(phone: &str) -> Self {
        let shown: String = phone.chars().take(40).collect();
        Self::new("phone_wrong", format!("“{shown}” is no phone number. Check the digits, one may be missing."))
            .text("phone", shown)
    }
    /// No such visit.
    pub fn visit_unknown() -> Self {
        Self::new("visit_unknown", "Head office does not know this visit. Check the customer in again.")
    }
    /// The visit is over.
    pub fn visit_ended() -> Self {
        Self::new("visit_ended", "This visit has ended. Check the customer in again.")
    }
    /// A visit needs a name.
    pub fn name_missing() -> Self {
        Self::new("name_missing", "Type the customer's name, or a word that you will know them by.")
    }
    /// No such customer.
    pub fn customer_unknown() -> Self {
        Self::new("customer_unknown", "Head office does not know this customer. Find them by phone.")
    }
    /// What is personal of them was removed.
    pub fn customer_erased() -> Self {
        Self::new(
            "customer_erased",
            "This customer's data were erased at their wish. Write them down anew if they come.",
        )
    }
    /// Money is still owed, by them or to them.
    pub fn customer_owes(order: &str) -> Self {
        Self::new(
            "customer_owes",
            format!("Order {order} is not settled: money is still owed. Settle or cancel it, then erase the customer."),
        )
        .text("order", order)
    }
    /// More entries of one sort than anyone has.
    pub fn too_many(field: &str, limit: usize) -> Self {
        Self::new("too_many", format!("There are too many {field}: keep {limit} at most and remove old ones."))
            .text("field", field)
            .number("limit", i64::try_from(limit).unwrap_or(i64::MAX))
    }
    /// No such lead.
    pub fn lead_unknown() -> Self {
        Self::new("lead_unknown", "Head office does not know this lead. Look at the list again.")
    }
    /// The website handed in another lead under the same identifier.
    pub fn lead_received_before(reference: &str) -> Self {
        Self::new(
            "lead_received_before",
            format!("The lead {reference} was handed in before, with other particulars. Give it another reference."),
        )
        .text("reference", reference)
    }
    /// Somebody touched the lead, or its time is not over.
    pub fn lead_in_hand() -> Self {
        Self::new("lead_in_hand", "The showroom follows this lead, or still has time to. It stays there.")
    }
    /// No such case.
    pub fn case_unknown() -> Self {
        Self::new("case_unknown", "Head office does not know this case.")
    }
    /// The case is closed.
    pub fn case_closed(by: &str) -> Self {
        Self::new("case_closed", format!("{by} has already closed this case.")).text("by", by)
    }
    /// No code of a slip, or not all of it.
    pub fn paper_unreadable() -> Self {
        Self::new(
            "paper_unreadable",
            "This code is of no slip or hand-over, or a part of it is missing. Scan it again, flat and whole.",
        )
    }
    /// A genuine operation that does not stand by itself.
    pub fn paper_not_taken() -> Self {
        Self::new("paper_not_taken", "This kind of record is not taken from paper. Keep the slip and call head office.")
    }
    /// The signature is not the tablet's.
    pub fn paper_forged() -> Self {
        Self::new(
            "paper_forged",
            "What stands in this code was changed after it was made. Keep it and call head office.",
        )
    }
    /// A tablet that HQ does not know.
    pub fn paper_foreign() -> Self {
        Self::new("paper_foreign", "Head office does not know the tablet that printed this slip.")
    }
    /// It was read in before.
    pub fn paper_read_before(by: &str, at_ms: i64) -> Self {
        Self::new("paper_read_before", format!("{by} has read this slip in before. It counts once."))
            .text("by", by)
            .number("at_ms", at_ms)
    }
    /// The tablet has handed it in itself.
    pub fn paper_handed_in() -> Self {
        Self::new("paper_handed_in", "Head office has this from the tablet itself. There is nothing to do.")
    }
    /// The device does not know HQ's time, so that nobody can tell whose month it is.
    pub fn time_unknown() -> Self {
        Self::new("time_unknown", "This tablet does not know the time for sure. Go online once, then try again.")
    }
    /// Nothing is to be taken off.
    pub fn discount_missing() -> Self {
        Self::new("discount_missing", "Give the amount that is to be taken off.")
    }
    /// The request was answered before.
    pub fn discount_answered(by: &str, at_ms: i64) -> Self {
        Self::new("discount_answered", format!("{by} has already answered this request."))
            .text("by", by)
            .number("at_ms", at_ms)
    }
    /// The role may not grant as much.
    pub fn discount_beyond_authority(role: Role) -> Self {
        Self::new(
            "discount_beyond_authority",
            format!("A {} may not grant this much. Ask someone who may.", role.as_str()),
        )
        .text("role", role.as_str())
    }
    /// A discount by hand that leaves less than the floor.
    pub fn discount_below_floor(floor_minor: i64) -> Self {
        Self::new("discount_below_floor", "The discount goes below the floor price. Take less off.")
            .number("floor_minor", floor_minor)
    }
    /// HQ does not know the operation's tag.
    pub fn unknown_operation(tag: &str) -> Self {
        Self::new(
            "unknown_operation",
            format!("Head office does not know the operation {tag} yet; it is kept and judged later."),
        )
        .text("tag", tag)
    }
    /// The operation cannot be read at all.
    pub fn unreadable_operation(why: &str) -> Self {
        Self::new(
            "unreadable_operation",
            "Head office could not read this operation; it is kept for people to look at.",
        )
        .text("why", why)
    }
    /// It is larger than anything that people do at once.
    pub fn operation_too_large() -> Self {
        Self::new(
            "operation_too_large",
            "This is too much for one record. Take parts of it apart and save them singly.",
        )
        .number("limit", i64::try_from(crate::STAMP_LIMIT).unwrap_or(i64::MAX))
    }
    /// Judging broke.
    pub fn judging_broke() -> Self {
        Self::new("judging_broke", "Head office could not judge this operation; it is kept for people to look at.")
    }
    /// What it builds on was not accepted.
    pub fn parent_refused() -> Self {
        Self::new("parent_refused", "It builds on something that head office did not accept.")
    }
    /// A text is longer than anyone needs.
    pub fn too_long(field: &str, limit: usize) -> Self {
        Self::new("too_long", format!("The {field} is too long: keep it under {limit} characters."))
            .text("field", field)
            .number("limit", i64::try_from(limit).unwrap_or(i64::MAX))
    }
    /// The device was taken out of service.
    pub fn device_revoked() -> Self {
        Self::new(
            "device_revoked",
            "Head office has taken this tablet out of service; what it hands in is kept for people to look at.",
        )
    }
    /// The device contradicts itself.
    pub fn device_suspended() -> Self {
        Self::new(
            "device_suspended",
            "This tablet contradicts what it handed in before: it may be a copy or restored. Call head office.",
        )
    }
    /// The two sides speak different protocols.
    pub fn protocol_unknown(known: u32) -> Self {
        Self::new(
            "protocol_unknown",
            format!("Head office speaks protocol {known}. Update the older of the two programs."),
        )
        .number("known", i64::from(known))
    }
}

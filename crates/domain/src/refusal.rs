//! Refusals: a rule says no, and a person will read why.

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
    /// No card of that number.
    pub fn card_unknown(number: &str) -> Self {
        Self::new("card_unknown", format!("There is no privilege card {number}. Check the number with the customer."))
            .text("number", number)
    }
    /// Not a card number at all.
    pub fn card_malformed(text: &str) -> Self {
        let shown: String = text.chars().take(24).collect();
        Self::new("card_malformed", format!("“{shown}” is not a card number. Scan the card again or type its number."))
            .text("text", shown)
    }
    /// Neither a card nor a product.
    pub fn code_unknown(text: &str) -> Self {
        let shown: String = text.chars().take(40).collect();
        let message =
            format!("“{shown}” is neither a card nor a product of this catalog. Scan it again, or search by name.");
        Self::new("code_unknown", message).text("text", shown)
    }
    /// The check digit does not fit: a digit was mistyped.
    pub fn card_check_digit(number: &str) -> Self {
        Self::new(
            "card_check_digit",
            format!("The number {number} has a typing mistake. Compare it with the card, digit by digit."),
        )
        .text("number", number)
    }
    /// The signature is not ours.
    pub fn card_forged() -> Self {
        Self::new("card_forged", "This code was not made by head office. Do not accept it; ask for the original card.")
    }
    /// Past its last day.
    pub fn card_expired(until_ms: i64) -> Self {
        Self::new("card_expired", "The card has run out. Offer a current campaign.").number("until_ms", until_ms)
    }
    /// Before its first day.
    pub fn card_not_yet_valid(from_ms: i64) -> Self {
        Self::new("card_not_yet_valid", "The card is not valid yet. Note the date and come back then.")
            .number("from_ms", from_ms)
    }
    /// Someone redeemed it before.
    pub fn card_already_redeemed(at_ms: i64, store: &Localized, by: &str) -> Self {
        Self::new(
            "card_already_redeemed",
            format!("The card was redeemed before, in {} by {by}. Ask the customer for another card.", store.en),
        )
        .number("at_ms", at_ms)
        .named("store", store)
        .text("by", by)
    }
    /// Was redeemed provisionally here; another device had the right and used it.
    pub fn card_lost_to_other(at_ms: i64, store: &Localized, by: &str) -> Self {
        Self::new(
            "card_lost_to_other",
            format!(
                "Head office could not confirm the card: it was redeemed in {} by {by}. Talk to the customer.",
                store.en
            ),
        )
        .number("at_ms", at_ms)
        .named("store", store)
        .text("by", by)
    }
    /// A right that HQ had taken back was spent all the same.
    pub fn right_reclaimed() -> Self {
        Self::new(
            "right_reclaimed",
            "Head office had taken back the right to this card before it was redeemed. People at head office settle it.",
        )
    }
    /// Voided by HQ.
    pub fn card_void() -> Self {
        Self::new(
            "card_void",
            "Head office has voided this card. Ask the customer for another card or call head office.",
        )
    }
    /// Nobody has bought it yet.
    pub fn card_not_sold() -> Self {
        Self::new("card_not_sold", "This card has not been sold yet. Ask the customer for the order, or sell the card.")
    }
    /// HQ is taking it back.
    pub fn card_recalled() -> Self {
        Self::new("card_recalled", "Head office is taking this card back. Call head office before you give a benefit.")
    }
    /// The campaign is for other showrooms.
    pub fn card_not_valid_here(store: &Localized) -> Self {
        Self::new("card_not_valid_here", format!("This card is not for this store but for {}, for one.", store.en))
            .named("store", store)
    }
    /// A campaign's number of cards is used up.
    pub fn cards_sold_out(limit: u32) -> Self {
        Self::new("cards_sold_out", format!("The campaign has no more than {limit} cards. Raise its number of cards."))
            .number("limit", i64::from(limit))
    }
    /// A batch of no cards, or of too many.
    pub fn batch_size(limit: u32) -> Self {
        Self::new("batch_size", format!("A batch has between 1 and {limit} cards. Make several batches."))
            .number("limit", i64::from(limit))
    }
    /// The order has bought a card before.
    pub fn order_sold_before(number: &str) -> Self {
        Self::new("order_sold_before", format!("This order has bought card {number} before, with other particulars."))
            .text("number", number)
    }
    /// The card was sold, or taken back.
    pub fn card_not_for_sale() -> Self {
        Self::new("card_not_for_sale", "This card was sold or taken back before. Sell another one.")
    }
    /// No such campaign.
    pub fn campaign_unknown() -> Self {
        Self::new("campaign_unknown", "Head office does not know this campaign.")
    }
    /// Someone else changed the campaign meanwhile.
    pub fn campaign_changed() -> Self {
        Self::new("campaign_changed", "Somebody changed this campaign meanwhile. Look at it again.")
    }
    /// Cards were sold under other terms.
    pub fn campaign_promised(field: &str) -> Self {
        Self::new(
            "campaign_promised",
            format!("Cards of this campaign are sold: its {field} cannot be made worse. Make a new campaign."),
        )
        .text("field", field)
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
    /// The card is there already.
    pub fn card_at_home(store: &Localized) -> Self {
        Self::new("card_at_home", format!("{} is this card's store already.", store.en)).named("store", store)
    }
    /// No such redemption, or it does not count any more.
    pub fn redemption_unknown() -> Self {
        Self::new("redemption_unknown", "There is no redemption of this card that counts.")
    }
    /// Too long ago for a store to take it back.
    pub fn undo_too_late(hours: u32) -> Self {
        Self::new("undo_too_late", format!("More than {hours} hours have passed. Head office can take it back."))
            .number("hours", i64::from(hours))
    }
    /// HQ or nobody holds the right.
    pub fn right_not_out() -> Self {
        Self::new("right_not_out", "No tablet holds the right to this card.")
    }
    /// Done with a tablet's word only.
    pub fn only_at_hq() -> Self {
        Self::new("only_at_hq", "This can only be done at head office.")
    }
    /// The campaign asks for the right, and this tablet does not hold it.
    pub fn card_right_elsewhere() -> Self {
        Self::new(
            "card_right_elsewhere",
            "This card can only be redeemed by the tablet that holds its right, or online. Go online and scan again.",
        )
    }
    /// The chain knows the number as redeemed or withdrawn.
    pub fn card_spent() -> Self {
        Self::new("card_spent", "This card was redeemed or withdrawn before. Go online to see where and when.")
    }
    /// The device redeemed as many cards without their right as the campaign allows in one day.
    pub fn provisional_cap_reached(cap: u32) -> Self {
        Self::new(
            "provisional_cap_reached",
            format!("This tablet already holds {cap} unconfirmed cards today. Go online first."),
        )
        .number("cap", i64::from(cap))
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
    /// The remedy is something that is done on the order.
    pub fn remedy_on_order() -> Self {
        Self::new("remedy_on_order", "This is done on the order that stands on the card, and closes the case with it.")
    }
    /// No order that the case is about stands on its card.
    pub fn card_not_on_order() -> Self {
        Self::new("card_not_on_order", "This order does not stand on the card of the case. Sync and look again.")
    }
    /// The card took off something else than was shown.
    pub fn card_worth_changed(minor: i64) -> Self {
        Self::new("card_worth_changed", "The card takes something else off this order by now. Look at it again.")
            .number("minor", minor)
    }
    /// Somebody settled before what became of the order's card.
    pub fn card_settled(by: &str) -> Self {
        Self::new(
            "card_settled",
            format!("The card on this order did not count, and {by} has settled that. Go on without the card."),
        )
        .text("by", by)
    }
    /// The store's managers have let as much pass this month as headquarters allows.
    pub fn goodwill_spent(left_minor: i64, limit_minor: i64) -> Self {
        Self::new(
            "goodwill_spent",
            "The store's goodwill for this month does not reach that far. Collect the difference, or ask head office.",
        )
        .number("left_minor", left_minor)
        .number("limit_minor", limit_minor)
    }
    /// The device does not know HQ's time, so that nobody can tell whose month it is.
    pub fn time_unknown() -> Self {
        Self::new("time_unknown", "This tablet does not know the time for sure. Go online once, then try again.")
    }
    /// Nothing is to be taken off.
    pub fn discount_missing() -> Self {
        Self::new("discount_missing", "Give the amount that is to be taken off.")
    }
    /// No such request for a discount.
    pub fn discount_request_unknown() -> Self {
        Self::new(
            "discount_request_unknown",
            "This tablet does not know that request for a discount. Sync and look again.",
        )
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
    /// No such right, or not this device's.
    pub fn right_unknown() -> Self {
        Self::new("right_unknown", "This tablet does not hold that right.")
    }
    /// Only a right that is held and unspent can be handed over.
    pub fn right_not_here() -> Self {
        Self::new("right_not_here", "This tablet does not hold the right to this card, or has spent it.")
    }
    /// A right is handed over within one store, to a tablet that works.
    pub fn taker_unknown() -> Self {
        Self::new("taker_unknown", "This is no other tablet of this store that works. Sync once and choose again.")
    }
    /// The code names another tablet.
    pub fn hand_over_for_another(name: &str) -> Self {
        Self::new("hand_over_for_another", format!("This hand-over is for another tablet: {name}. Scan it there."))
            .text("name", name)
    }
    /// The same hand-over a second time.
    pub fn hand_over_taken() -> Self {
        Self::new("hand_over_taken", "This tablet has this hand-over already. Scan the card to see what can be done.")
    }
    /// The giver is no working tablet of this store, as far as this tablet knows.
    pub fn giver_unknown() -> Self {
        Self::new("giver_unknown", "This tablet does not know the giver as a working tablet of its store. Sync once.")
    }
    /// The chain of hand-overs would not fit into one code.
    pub fn handed_on_too_often() -> Self {
        Self::new(
            "handed_on_too_often",
            "This right was handed on too often without a network. Sync once, then hand it on.",
        )
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

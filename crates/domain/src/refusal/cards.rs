//! What cards, campaigns and the rights to them are refused for.

use crate::{Localized, Refusal};

/// The rules of cards that say no, one constructor each.
impl Refusal {
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
}

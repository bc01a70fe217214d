//! What the waiting list is refused for.

use crate::Refusal;

impl Refusal {
    /// Nobody waits there.
    pub fn waitlist_unknown() -> Self {
        Self::new(
            "waitlist_unknown",
            "Head office does not know this entry of the waiting list. Look at the list again.",
        )
    }
    /// They do not wait any more.
    pub fn waitlist_ended(by: &str, at_ms: i64) -> Self {
        Self::new("waitlist_ended", format!("This customer does not wait any more: {by} has seen to it."))
            .text("by", by)
            .number("at_ms", at_ms)
    }
    /// The place is not kept for them, or not any more.
    pub fn waitlist_not_kept() -> Self {
        Self::new("waitlist_not_kept", "No place is kept for this customer any more. They wait for the next one.")
    }
    /// A place is kept for them already.
    pub fn waitlist_kept(start_ms: i64, end_ms: i64) -> Self {
        Self::new("waitlist_kept", "A place is kept for this customer already. Call them first.")
            .number("start_ms", start_ms)
            .number("end_ms", end_ms)
    }
    /// No day would do.
    pub fn waitlist_days(days: u32) -> Self {
        Self::new("waitlist_days", format!("Say from which day to which they wait, {days} days at most, none past."))
            .number("days", i64::from(days))
    }
}

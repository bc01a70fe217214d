//! `calendar_feed.renew.v1`: a crew or a customer gets an address to subscribe to their appointments at, or another one.
//!
//! An intent of HQ. The address before ends with it. Whoever renews one says which version they have seen, so that two
//! clerks do not end each other's.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::customer_rows::named;
use crate::entities::{CalendarFeed, CalendarOwner, Role};
use crate::{Desk, Finality, Held, Nature, Operation, Refusal, Stop};

/// An address is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RenewCalendarFeed {
    /// Whose.
    pub of: CalendarOwner,
    /// The version that was seen; 0 where there was none.
    pub seen: u32,
}

impl Operation for RenewCalendarFeed {
    const TAG: &'static str = "calendar_feed.renew.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor_at_hq(Role::Clerk)?;
        match self.of {
            CalendarOwner::Crew(crew) => match desk.get(crew)? {
                Held::Here(_) => {}
                Held::Absent | Held::Outside => return Err(Refusal::crew_unknown().into()),
            },
            CalendarOwner::Customer(customer) => {
                let person = named(desk, customer)?.ok_or_else(Refusal::customer_unknown)?;
                if person.id != customer || person.erased_ms.is_some() {
                    return Err(Refusal::customer_unknown().into());
                }
            }
        }
        let id = CalendarFeed::id_of(self.of);
        let version = match desk.get::<CalendarFeed>(id)? {
            Held::Here(feed) => feed.version,
            Held::Absent | Held::Outside => 0,
        };
        if version != self.seen {
            return Err(Refusal::calendar_feed_renewed().into());
        }
        let at_ms = desk.stamp().at.best_ms();
        desk.put(&CalendarFeed { id, of: self.of, version: version + 1, at_ms, by_name: staff.name })?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

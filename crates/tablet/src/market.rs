//! Where and when this tablet sells: its store's price zone, the discount authority, HQ's time.

use tenon_domain::entities::{DiscountAuthority, Store};
use tenon_domain::pricing::Channel;
use tenon_store::catalog::Market;
use tenon_store::{Error, Schema, SqlRows};

use crate::Tablet;
use crate::tablet::now;

impl Tablet {
    /// The market, and the moment in UTC milliseconds: HQ's time as far as it is known, so that a price changes here in
    /// the same moment as on the website although the tablet's clock is wrong.
    pub(crate) fn market(&self) -> Result<(Market, i64), Error> {
        let enrolment = self.enrolment()?;
        let mut reader = self.reader();
        let stamped = now(&mut *reader)?;
        let mut rows = SqlRows(&mut *reader, Schema::Tablet);
        let store = match enrolment {
            Some(enrolment) => rows.entity::<Store>(enrolment.store)?,
            None => None,
        };
        let market = Market {
            store: store.as_ref().map(|store| store.id),
            zone: store.and_then(|store| store.zone),
            channel: Channel::Showroom,
            authority: rows.entity::<DiscountAuthority>(DiscountAuthority::ID)?,
        };
        Ok((market, stamped.hq_ms.unwrap_or(stamped.wall_ms)))
    }
}

//! `customer.merge.v1`: two customers turn out to be one person.
//!
//! An intent that nothing undoes. What is known of the one goes over to the other, and its row stays and points there, so
//! that visits, leads and whatever else names it finds the person. Merging what is one already changes nothing.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::customer_rows::{named, rows_of};
use crate::entities::{Customer, Role};
use crate::{Desk, Finality, Id, Nature, Operation, Refusal, Stop};

/// Two customers are one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MergeCustomers {
    /// Who stays.
    pub winner: Id<Customer>,
    /// Who is the same.
    pub loser: Id<Customer>,
}

impl Operation for MergeCustomers {
    const TAG: &'static str = "customer.merge.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        desk.actor(&[Role::Seller, Role::Manager, Role::Clerk])?;
        let (Some(mut winner), Some(loser)) = (named(desk, self.winner)?, named(desk, self.loser)?) else {
            return Ok(Finality::Final);
        };
        if winner.id == loser.id {
            return Ok(Finality::Final);
        }
        if winner.erased_ms.is_some() || loser.erased_ms.is_some() {
            return Err(Refusal::customer_erased().into());
        }
        winner.absorb(&loser);
        for mut row in rows_of(desk, loser)? {
            row.merged_into = Some(winner.id);
            // Whoever holds the person holds all rows that point to them.
            row.stores.clone_from(&winner.stores);
            desk.put(&row)?;
        }
        desk.put(&winner)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

//! Customers at headquarters: found, shown with their history, and given a copy of what is kept of them.

mod copy;
mod look;

pub use copy::copy;
pub use look::{ConsoleCustomer, ConsoleVisit, find};

use tenon_domain::Id;
use tenon_domain::entities::Customer;
use tenon_store::{Error, SqlRows};

/// Rows that are followed from one that was merged; headquarters keeps every such way one step long.
const STEPS: usize = 16;

/// The person that `id` stands for.
pub fn person(rows: &mut SqlRows<'_>, id: Id<Customer>) -> Result<Option<Customer>, Error> {
    let mut found = rows.entity::<Customer>(id)?;
    for _ in 0..STEPS {
        let Some(next) = found.as_ref().and_then(|row| row.merged_into) else { break };
        match rows.entity(next)? {
            Some(next) => found = Some(next),
            None => break,
        }
    }
    Ok(found)
}

/// The row of a person and all rows that were merged with it.
pub(crate) fn rows_of(rows: &mut SqlRows<'_>, person: Customer) -> Result<Vec<Customer>, Error> {
    let merged = rows.entities_by::<Customer>(&Customer::merged_into(person.id))?;
    Ok([person].into_iter().chain(merged).collect())
}

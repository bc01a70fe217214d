//! The tablet's half: submit, hand in, take in.
//!
//! Always: the live rows are HQ's rows for this tablet with its pending operations performed on them. What was spent is
//! kept apart from the rows, outside undo.

mod apply;
mod exchange;
mod submit;

use ed25519_dalek::SigningKey;
use tenon_domain::entities::{Right, Store};
use tenon_domain::{DeviceId, Id};
use tenon_store::{Connection, Schema, SqlRows, tablet};

pub use exchange::{Link, Progress, Verdicts, next_exchange, take_in};
pub use submit::{Draft, Submitted, submit, submit_within};

use crate::Error;

/// Who this tablet is.
pub struct Identity {
    /// Its identifier.
    pub device: DeviceId,
    /// Where it belongs.
    pub store: Id<Store>,
    /// Its key; it never leaves the tablet.
    pub key: SigningKey,
}

/// Rights of this device that another device needs and that it has not spent: to be given back by an operation. None
/// while HQ does not take this tablet's word: giving back would only be quarantined, again at each contact.
pub fn rights_to_return(conn: &mut dyn Connection, device: DeviceId) -> Result<Vec<Id<Right>>, Error> {
    if Link::read(conn)?.blocked.is_some() {
        return Ok(Vec::new());
    }
    let wanted = SqlRows(conn, Schema::Tablet).entities_by::<Right>(&Right::wanted())?;
    let mut unspent = Vec::new();
    for right in wanted.into_iter().filter(|right| right.holder == Some(device)) {
        if tablet::spent(conn, right.id, right.epoch)? < right.left {
            unspent.push(right.id);
        }
    }
    Ok(unspent)
}

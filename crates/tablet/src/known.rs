//! Whom a check-in names, where this tablet knows: what it does not know, HQ finds out.

use std::borrow::Cow;

use tenon_domain::entities::Customer;
use tenon_domain::ops::AnyOperation;
use tenon_store::{Connection, Error, Schema, SqlRows};

/// `op` with the customer who has its phone, so that nobody is written down twice whom this tablet knows.
pub(crate) fn name_customer<'o>(
    conn: &mut dyn Connection,
    op: Cow<'o, AnyOperation>,
) -> Result<Cow<'o, AnyOperation>, Error> {
    let AnyOperation::CheckIn(check_in) = &*op else { return Ok(op) };
    let (None, Some(phone)) = (check_in.customer, &check_in.phone) else { return Ok(op) };
    let mut found = SqlRows(conn, Schema::Tablet).entities_by::<Customer>(&Customer::by_phone(phone))?;
    found.retain(Customer::is_live);
    let Some(first) = found.iter().min_by_key(|one| (one.made_ms, one.id)) else { return Ok(op) };
    let mut named = check_in.clone();
    named.customer = Some(first.id);
    Ok(Cow::Owned(named.into()))
}

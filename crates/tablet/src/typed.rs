//! What staff typed, read before it becomes an operation.

use std::borrow::Cow;

use tenon_domain::Refusal;
use tenon_domain::ops::AnyOperation;
use tenon_domain::phone::Phone;

/// `op` with its phone numbers in E.164; an empty one stays empty, for the operation's own rules to judge.
pub(crate) fn read_phones(op: &AnyOperation) -> Result<Cow<'_, AnyOperation>, Refusal> {
    let mut op = Cow::Borrowed(op);
    if let AnyOperation::CheckIn(check_in) = &*op
        && let Some(phone) = &check_in.phone
    {
        let mut read = check_in.clone();
        read.phone = if phone.trim().is_empty() { None } else { Some(Phone::parse(phone)?.into_e164()) };
        op = Cow::Owned(read.into());
    } else if let AnyOperation::BookAppointment(booking) = &*op
        && !booking.contact.phone.trim().is_empty()
    {
        let mut read = booking.clone();
        read.contact.phone = Phone::parse(&booking.contact.phone)?.into_e164();
        op = Cow::Owned(read.into());
    } else if let AnyOperation::WriteQuote(write) = &*op
        && let Some(phone) = &write.buyer.phone
    {
        let mut read = write.clone();
        read.buyer.phone = if phone.trim().is_empty() { None } else { Some(Phone::parse(phone)?.into_e164()) };
        op = Cow::Owned(read.into());
    }
    Ok(op)
}

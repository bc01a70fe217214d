//! What people typed, read before it becomes an operation: at a tablet's front door and at HQ's, never in `decide`.

use std::borrow::Cow;

use crate::Refusal;
use crate::ops::AnyOperation;
use crate::phone::Phone;

/// `op` with its phone numbers in E.164; an empty one stays empty, for the operation's own rules to judge.
pub fn read_phones(op: &AnyOperation) -> Result<Cow<'_, AnyOperation>, Refusal> {
    Ok(match op {
        AnyOperation::CheckIn(op) if op.phone.is_some() => {
            let mut op = op.clone();
            op.phone = op.phone.filter(|phone| !phone.trim().is_empty()).map(|phone| e164(&phone)).transpose()?;
            Cow::Owned(op.into())
        }
        AnyOperation::BookAppointment(op) if !op.contact.phone.trim().is_empty() => {
            let mut op = op.clone();
            op.contact.phone = e164(&op.contact.phone)?;
            Cow::Owned(op.into())
        }
        AnyOperation::JoinWaitlist(op) if !op.contact.phone.trim().is_empty() => {
            let mut op = op.clone();
            op.contact.phone = e164(&op.contact.phone)?;
            Cow::Owned(op.into())
        }
        AnyOperation::PutCustomer(op) => {
            let mut op = op.clone();
            for phone in op.add_phones.iter_mut().chain(&mut op.drop_phones) {
                *phone = e164(phone)?;
            }
            Cow::Owned(op.into())
        }
        AnyOperation::ReceiveLead(op) => {
            let mut op = op.clone();
            op.phone = e164(&op.phone)?;
            Cow::Owned(op.into())
        }
        AnyOperation::WriteQuote(op) if op.buyer.phone.is_some() => {
            let mut op = op.clone();
            let typed = op.buyer.phone.filter(|phone| !phone.trim().is_empty());
            op.buyer.phone = typed.map(|phone| e164(&phone)).transpose()?;
            Cow::Owned(op.into())
        }
        op => Cow::Borrowed(op),
    })
}

fn e164(text: &str) -> Result<String, Refusal> {
    Ok(Phone::parse(text)?.into_e164())
}

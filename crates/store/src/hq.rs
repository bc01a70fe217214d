//! HQ's tables.

mod commit;
mod contacts;
mod members;
mod received;

pub use commit::{Commit, Head, commit, head};
pub use contacts::{Contact, contact, contacts, record_contact};
pub use members::{Member, members_after};
pub use received::{Received, Tail, append, at, mark_judged, put_stray, seq_of_op, tail, waiting, waiting_devices};

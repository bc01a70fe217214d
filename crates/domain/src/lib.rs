//! What Tenon knows about the trade: entities, operations and the rules between them.
//!
//! Everything here is pure. On purpose this crate has no I/O, no async, no clock, no randomness and no hash maps: time
//! and identifiers arrive inside the operation, so that a tablet and headquarters decide alike, and so that a seeded
//! simulation can drive the code that ships.

mod desk;
mod entity;
mod fault;
mod id;
mod money;
mod operation;
mod outcome;
mod refusal;
mod stamp;
mod text;

pub mod address;
pub mod card_number;
pub mod card_token;
pub mod catalog;
pub mod entities;
pub mod measuring;
pub mod ops;
pub mod order_progress;
pub mod phone;
pub mod pricing;
pub mod progress;
pub mod quoting;
pub mod scheduling;
pub mod site;
pub mod typed;

pub use desk::{Desk, Grants, Reading, Rows, Touched, Written};
pub use entity::{Coverage, Entity, Held, Key, Kind, Scope};
pub use fault::Fault;
pub use id::{DeviceId, Id, OpId, Uuid};
pub use money::{Money, minor_digits};
pub use operation::{Operation, perform};
pub use outcome::{Failure, Finality, Nature, ProvisionalReason, Stop};
pub use refusal::{Fact, Refusal};
pub use stamp::{Hash, STAMP_LIMIT, Signed, Spend, Stamp, StampedAt, read_key};
pub use text::{Language, Localized, mask_phone, phone_tail};

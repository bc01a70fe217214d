//! What travels between a tablet and HQ: one exchange is a push and a page of a pull in one request.
//!
//! JSON, compressed by the driver. A cursor is a position per scope, never a timestamp: pages come in commit order and
//! chase the head, so that a row that changes while a pull is under way comes again on a later page, and the pages
//! together are HQ's state at the commit at which the last one was read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tenon_domain::entities::DeviceState;
use tenon_domain::{Scope, Signed};

/// The version of these messages.
pub const PROTOCOL: u32 = 1;
/// Most operations in one exchange.
pub const OPS_LIMIT: usize = 500;
/// Most bytes of operations in one exchange; one operation always goes.
pub const BYTES_LIMIT: usize = 1_000_000;
/// About how many rows one page holds; whole commits only.
pub const PAGE_ROWS: usize = 2_000;

/// How far a tablet has HQ's rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The life of HQ's database that the positions belong to; 0 before the first contact.
    pub generation: i64,
    /// For every scope held, the commit up to which its rows are here.
    pub positions: BTreeMap<Scope, i64>,
}

/// What a tablet sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// [`PROTOCOL`].
    pub protocol: u32,
    /// Operations, contiguous in the device's order.
    pub ops: Vec<Signed>,
    /// Where the next page begins: behind the staged pages.
    pub cursor: Cursor,
    /// Operations without a verdict on the tablet.
    pub waiting: i64,
    /// The tablet's wall clock.
    pub wall_ms: i64,
    /// The catalog on the tablet.
    pub catalog_version: Option<i64>,
}

/// A row's membership of a scope, new or ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The kind.
    pub kind: String,
    /// The identifier.
    pub id: String,
    /// The row has left the scope.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
}

/// A row's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The kind.
    pub kind: String,
    /// The identifier.
    pub id: String,
    /// The entity's JSON.
    pub body: String,
}

/// A part of a pull.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Scopes that are sent anew from the start: what the tablet holds of them and the pages do not name is gone.
    pub anew: Vec<Scope>,
    /// Scopes that the tablet no longer has.
    pub dropped: Vec<Scope>,
    /// Memberships per scope.
    pub members: BTreeMap<Scope, Vec<Membership>>,
    /// Each row once, however many scopes it came through.
    pub bodies: Vec<Body>,
}

/// What HQ answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// [`PROTOCOL`].
    pub protocol: u32,
    /// The last sequence that HQ holds of this device.
    pub received_through: i64,
    /// What HQ takes the device for.
    pub device: DeviceState,
    /// Rows, verdicts among them.
    pub page: Page,
    /// The cursor behind this page.
    pub cursor: Cursor,
    /// Whether this is the pull's last page, so that all of them become visible.
    pub complete: bool,
    /// HQ's clock when the exchange came in, UTC milliseconds.
    pub hq_ms: i64,
    /// How long HQ has held the exchange when it answers, milliseconds: what is left of the time that the exchange took
    /// is the line's.
    #[serde(default)]
    pub held_ms: i64,
    /// The catalog that HQ has published.
    pub catalog_version: Option<i64>,
}

//! What the screens ask. A query is named after what its screen shows; it reads, and never waits for the network.

mod attention;
mod booking_board;
mod jobs;
mod people;
mod scan;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tenon_domain::{Id, Uuid};
use tenon_store::catalog::SearchArgs;
use tenon_store::tablet::writers;
use tenon_store::{Connection, Error as StoreError};
use thiserror::Error;
use ts_rs::TS;

pub use attention::{Attention, CascadedCard, CaseCard, ClosedCard, WaitingCard};
pub use booking_board::{BoardArgs, BoardCrew, BoardDay, BookedPlace, BookingBoard, BookingSlot, SlotState};
pub use jobs::{DayCount, JobArgs, JobCard, JobDay, JobSheet, JobStep, JobsArgs};
pub use people::{DeviceCard, Session, Source, StaffTile, StoreCard, VisitCard};
pub use scan::{CardCampaign, CardLook, CardRedeemed, CardVerdict, ScanAnswer, ScanArgs};

use crate::Tablet;
use crate::clock::wall_ms;

/// Why a question has no answer.
#[derive(Debug, Error)]
pub enum QueryError {
    /// There is no query of that name.
    #[error("there is no query `{0}`; there are: {NAMES:?}")]
    Unknown(String),
    /// The arguments do not fit.
    #[error("the arguments of `{name}` do not fit: {why}")]
    Arguments {
        /// The query.
        name: String,
        /// What is wrong.
        why: String,
    },
    /// The rows could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The catalog could not be read.
    #[error(transparent)]
    Catalog(#[from] tenon_store::catalog::Error),
}

/// Every query.
pub const NAMES: &[&str] = &[
    "session",
    "sync_status",
    "search",
    "product",
    "categories",
    "scan",
    "booking_board",
    "jobs",
    "job",
    "attention",
    "visits",
];

/// State of one record, as the joint shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RecordState {
    /// Saved here, HQ has not spoken.
    Waiting,
    /// HQ has it.
    Confirmed,
    /// A person must look at it.
    Attention,
}

/// The argument of `product`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ProductArgs {
    /// Which product.
    #[ts(type = "string")]
    pub product_id: Uuid,
}

impl Tablet {
    /// Answers the query `name`.
    pub fn query(&self, name: &str, args: Value) -> Result<Value, QueryError> {
        match name {
            "session" => json(name, &people::session(self)?),
            "visits" => json(name, &people::visits(self)?),
            "sync_status" => json(name, &self.sync_status()?),
            "search" => {
                let args: SearchArgs = read(name, args)?;
                json(name, &self.catalog().search(&args, wall_ms())?)
            }
            "product" => {
                let args: ProductArgs = read(name, args)?;
                json(name, &self.catalog().product(args.product_id, wall_ms())?)
            }
            "categories" => json(name, &self.catalog().categories(wall_ms())?),
            "scan" => json(name, &scan::scan(self, &read(name, args)?)?),
            "booking_board" => json(name, &booking_board::booking_board(self, &read(name, args)?)?),
            "jobs" => json(name, &jobs::jobs(self, &read(name, args)?)?),
            "job" => json(name, &jobs::job(self, &read(name, args)?)?),
            "attention" => json(name, &attention::attention(self)?),
            _ => Err(QueryError::Unknown(name.chars().take(40).collect())),
        }
    }
}

fn read<T: DeserializeOwned>(name: &str, args: Value) -> Result<T, QueryError> {
    serde_json::from_value(args).map_err(|e| QueryError::Arguments { name: name.to_owned(), why: e.to_string() })
}

fn json<T: Serialize>(name: &str, answer: &T) -> Result<Value, QueryError> {
    serde_json::to_value(answer)
        .map_err(|e| QueryError::Arguments { name: name.to_owned(), why: format!("the answer cannot be written: {e}") })
}

/// Whether a row waits for HQ: a pending operation has written it.
fn record_state<E: tenon_domain::Entity>(conn: &mut dyn Connection, id: Id<E>) -> Result<RecordState, StoreError> {
    let waiting = !writers(conn, E::KIND, id.0)?.is_empty();
    Ok(if waiting { RecordState::Waiting } else { RecordState::Confirmed })
}

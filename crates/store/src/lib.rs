//! Where rows live: one trait for SQL, with SQLite and PostgreSQL behind it.
//!
//! Holds the tables that the sync core stands on (entities, keys, memberships, the journals) with one SQL text for both
//! engines, and the catalog, which is a file of its own. On purpose this crate knows nothing of the network, of clocks
//! or of what an operation means.

pub mod catalog;
pub mod files;
pub mod hq;
pub mod tablet;

mod error;
mod migrate;
mod order_progress;
mod postgres;
mod rows;
mod site;
mod sql;
mod sqlite;

pub use error::Error;
pub use migrate::{Schema, migrate};
pub use postgres::{Listener, News, Postgres};
pub use rows::SqlRows;
pub use sql::{Connection, Engine, Row, Value, savepoint, snapshot, transaction};
pub use sqlite::Sqlite;

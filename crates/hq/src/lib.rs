//! Headquarters: the server that tablets sync with, its console, and its administration.
//!
//! HQ owns catalog, prices, cards, capacity, staff and devices. Rules are not here: what an operation means is in
//! `tenon_domain`, how it is judged in `tenon_sync`.

pub mod administration;
pub mod blobs;
pub mod board;
pub mod calendars;
pub mod cards;
pub mod crews;
pub mod customers;
pub mod database;
pub mod demo;
pub mod feed;
pub mod forms;
pub mod import;
pub mod jobs;
pub mod keys;
pub mod leads;
pub mod offers;
pub mod parity;
pub mod pictures;
pub mod plan;
pub mod prices;
pub mod sales;
pub mod server;
pub mod waitlist;

mod clock;

pub use clock::now_ms;

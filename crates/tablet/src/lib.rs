//! A tablet: its databases, what its screens ask, and the driver that carries its exchanges to headquarters.
//!
//! The shell and the loopback server call three things and nothing more: [`Tablet::submit`], [`Tablet::query`], and
//! [`Tablet::keep_photo`] for the bytes that an operation is about to name.

pub mod loopback;
mod market;
pub mod queries;

mod blobs;
mod catalog_shelf;
mod certificate;
mod check;
mod clock;
mod customer_code;
mod driver;
mod enrol;
mod http;
mod identity;
mod known;
mod network;
mod pictures;
mod session;
mod status;
mod submission;
mod tablet;

pub use blobs::{PhotoFile, PhotoKept, PhotoRoom};
pub use driver::pictures::Prefetched;
pub use driver::{SyncReport, Uploaded, run_for_ever};
pub use enrol::{EnrolError, Enrolled, enrol};
pub use http::LinkError;
pub use network::Network;
pub use pictures::{Kept, PictureShelf, ShelfStatus, Walk};
pub use status::{Download, LinkState, SyncStatus};
pub use submission::{Submission, SubmissionPin, Submitted, SubmittedState};
pub use tablet::{Tablet, Topic};
pub use tenon_store::Error as OpenError;
pub use tenon_store::catalog::Picture;

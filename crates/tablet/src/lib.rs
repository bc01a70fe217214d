//! A tablet: its databases, what its screens ask, and the driver that carries its exchanges to headquarters.
//!
//! The shell and the loopback server call two things and nothing more: [`Tablet::submit`] and [`Tablet::query`].

pub mod loopback;
mod market;
pub mod queries;

mod catalog_shelf;
mod check;
mod clock;
mod driver;
mod enrol;
mod http;
mod identity;
mod known;
mod pictures;
mod session;
mod status;
mod submission;
mod tablet;

pub use driver::pictures::Prefetched;
pub use driver::{SyncReport, run_for_ever};
pub use enrol::{EnrolError, Enrolled, enrol};
pub use http::LinkError;
pub use pictures::{Kept, PictureShelf, ShelfStatus, Walk};
pub use status::{Download, LinkState, SyncStatus};
pub use submission::{Submission, SubmissionPin, Submitted, SubmittedState};
pub use tablet::{Tablet, Topic};
pub use tenon_store::Error as OpenError;
pub use tenon_store::catalog::Picture;

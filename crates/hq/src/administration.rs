//! What HQ does itself: enrolling devices, granting rights, acting for the console.

mod act;
mod enrol;
mod grant;

pub use act::{CONSOLE, act, ensure_console};
pub use enrol::{Enrolled, Enrolment, enrol, issue_code};
pub use grant::{grant_rights, hq_right};

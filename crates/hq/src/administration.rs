//! What HQ does itself: enrolling devices, granting rights, acting for the console.

mod act;
mod enrol;
mod grant;
mod seed;

pub use act::{CONSOLE, act, act_on_time, commands_clerk, ensure_console, fresh_op};
pub use enrol::{Enrolled, Enrolment, enrol, issue_code};
pub use grant::{grant_rights, hq_right};
pub use seed::{hash_pin, seed_catalog, seed_rows};

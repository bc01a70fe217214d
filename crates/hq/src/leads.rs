//! Leads at headquarters: taken in from websites, call centres, files and the telephone; shown; taken back from
//! showrooms that leave them lying.

mod look;
mod received;
mod returned;
mod table;

pub use look::{ConsoleLead, ConsoleLeads, leads};
pub use received::{Received, receive};
pub use returned::due;
pub use table::{LeadProblem, LeadTable, TableError, import};

//! Sales as headquarters sees them: orders with their accounts, and every quote priced once more.

mod replay;
mod rows;

pub(crate) use replay::asked;
pub use replay::{ReplayedLine, replay};
pub use rows::{ConsoleOrder, ConsoleOrderSheet, ConsoleQuoteWaiting, OrderPayment};
pub(crate) use rows::{order, orders, waiting};

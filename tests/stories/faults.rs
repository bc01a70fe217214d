//! What goes wrong in a shop: the network, the power, the disk, the clock. Nothing that was saved is ever lost.

mod catalog;
mod clock;
mod cut;
mod database_away;
mod disk_full;
mod hq_killed;
mod lost_answer;
mod secrets;
mod tablet_killed;
mod two_programs;
mod unreachable;

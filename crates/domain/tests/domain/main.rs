//! The domain at a desk, and against tables that others made.
#![allow(clippy::unwrap_used)] // A test.

mod addresses;
mod appointments;
mod blocks;
mod calendars;
mod customers;
mod desks;
mod icalendar;
mod jobs;
mod phones;
mod photos;
mod planner;
mod projects;
mod proposals;
mod remedies;
mod waitlist;

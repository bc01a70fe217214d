//! store

pub mod catalog;

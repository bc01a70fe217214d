//! Headquarters.

pub mod demo;

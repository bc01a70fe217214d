//! The engine between tablets and headquarters on real files, without a network.
#![allow(clippy::unwrap_used, unreachable_pub)] // A test.

mod hand_over;
mod paging;
mod papers;
mod poison;
mod promises;
mod showroom;
mod storage;

//! The pictures on this tablet: `pictures.db`, content-addressed, within a budget, least recently shown goes first.
//!
//! Nothing in it is irreplaceable: every picture can be had again by its hash. So a file that cannot be opened is begun
//! anew, and a full disk empties it, because what staff save comes before what they look at.

mod file;
mod room;
mod shelf;
mod use_order;

#[cfg(test)]
mod tests;

pub use shelf::{Kept, PictureShelf, ShelfStatus, Walk};

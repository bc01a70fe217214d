//! A sale: quoted, granted, signed and paid, on one tablet or two, with or without a network.

mod discounts;
mod orders;
mod quotes;
mod remedies;

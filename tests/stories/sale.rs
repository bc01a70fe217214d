//! A sale: quoted, granted, signed and paid, on one tablet or two, with or without a network.

mod discounts;
mod killed;
mod measured;
mod orders;
mod progress;
mod quotes;
mod remedies;

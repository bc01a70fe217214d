//! People and programs who ask for what they may not have.

mod console;
mod devices;
mod loopback;
mod oversized;
mod quarantine;

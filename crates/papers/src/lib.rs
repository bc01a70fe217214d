//! The chain's papers as PDF: quote, contract, receipt, acceptance certificate and slip, set by Typst as a library.
//!
//! A [`Paper`] goes in, a [`Printed`] comes out of a [`Press`], which is made once and finds its fonts when it prints
//! first. The same paper, fonts and templates give the same bytes.
//!
//! On purpose it lacks: network, clock, database, packages of Typst, and any file but the system's fonts and the
//! chain's folder of templates. What a paper looks like is in `templates/`; a template sees the paper as data
//! (`paper.json`, see `view`), so no name in it can become markup.

pub mod acceptance;
mod code;
mod error;
mod fonts;
pub mod limits;
mod money;
mod paper;
mod press;
pub mod redeemed;
pub mod sale;
mod text;
mod view;
pub mod visit;
mod world;

pub use error::Error;
pub use fonts::Fonts;
pub use money::money;
pub use paper::{
    Buyer, Check, Code, Fact, Instalment, Line, Paper, PaperKind, Payment, Section, Signature, Store, Sum, Why,
};
pub use press::{Press, Printed};
pub use tenon_domain::Language;

//! Why a paper was not printed.

use std::path::PathBuf;

/// Why a paper was not printed, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// More of a thing than a paper holds.
    #[error("a paper holds at most {most} {what}, this one has {count}: split it")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many fit.
        most: usize,
        /// How many there were.
        count: usize,
    },
    /// Amounts in no currency.
    #[error("{0:?} is no currency: give its three letters by ISO 4217, such as CNY")]
    Currency(String),
    /// A code's text is too long.
    #[error("the code {caption:?} is to carry {bytes} bytes, at most {most} fit: carry less")]
    Code {
        /// What stands under the code.
        caption: String,
        /// How much it was to carry.
        bytes: usize,
        /// How much it can.
        most: usize,
    },
    /// No font here has Chinese characters.
    #[error(
        "no font on this machine has {0:?}: install one with Chinese characters (Debian: fonts-noto-cjk) and start again"
    )]
    NoFont(char),
    /// A template's mistake, or a template that does not fit the paper.
    #[error("template {file}, line {line}, column {column}: {message}")]
    Template {
        /// The file, with its folder where it is the chain's.
        file: String,
        /// Line, from 1; 0 where the mistake is at no place.
        line: usize,
        /// Column in characters, from 1; 0 where the mistake is at no place.
        column: usize,
        /// What is wrong, with hints.
        message: String,
    },
    /// The chain's folder of templates cannot be read.
    #[error("the folder of templates {path} cannot be read: {source}")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Typesetting broke off.
    #[error("typesetting broke off at {0}: print without the chain's own templates, and tell whoever maintains Tenon")]
    Broken(String),
}

//! Why a file is not taken as a picture.

use thiserror::Error;

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// Not one of the formats that are read; in words, what it is.
    #[error("this is {0}")]
    Format(&'static str),
    /// A bomb, or a picture for a wall.
    #[error("the file declares {what}; at most {most} are unpacked")]
    TooLarge {
        /// What it declares.
        what: String,
        /// The bound that it breaks.
        most: String,
    },
    /// It ends before its end.
    #[error("the file ends too early")]
    Truncated,
    /// It is not what its format demands.
    #[error("the file is damaged: {0}")]
    Broken(String),
}

impl Fault {
    /// Few pixels, but many bytes for each.
    pub(crate) fn too_much_memory() -> Self {
        Self::TooLarge { what: "a picture that unpacks to more memory".to_owned(), most: "256 MB".to_owned() }
    }
}

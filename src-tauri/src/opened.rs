//! The tablet, or why there is none.

use std::path::Path;

use serde_json::{Value, json};
use tenon_tablet::{OpenError, Tablet};

/// What opening the data folder came to.
pub(crate) struct Opened(Result<Tablet, Value>);

impl Opened {
    /// Opens the tablet whose data lies in `folder`.
    pub(crate) fn at(folder: &Path) -> Self {
        Self(Tablet::open(folder).map_err(|error| {
            eprintln!("Tenon cannot open {}: {error}", folder.display());
            refusal(&error)
        }))
    }

    /// The tablet, if it could be opened.
    pub(crate) fn tablet(&self) -> Option<&Tablet> {
        self.0.as_ref().ok()
    }

    /// The tablet, or a refusal for the screens to say.
    pub(crate) fn held(&self) -> Result<Tablet, Value> {
        self.0.clone()
    }
}

fn refusal(error: &OpenError) -> Value {
    let code = match error {
        OpenError::Newer { .. } => "data_newer",
        _ => "data_unopened",
    };
    json!({ "code": code, "message": error.to_string(), "facts": {} })
}

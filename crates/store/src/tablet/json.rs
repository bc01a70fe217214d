//! Small lists in a column.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Error;

pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|e| Error::Corrupt(format!("`{text}` cannot be read: {e}")))
}

pub(super) fn write<T: Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|e| Error::Corrupt(e.to_string()))
}

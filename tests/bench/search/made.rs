//! The made catalog, whose products say most of what they are in properties, and the queries over it.

#[path = "../../../crates/store/src/catalog/tests/made/asked.rs"]
pub(super) mod asked;
#[path = "../../../crates/store/src/catalog/tests/made/catalog.rs"]
pub(super) mod catalog;

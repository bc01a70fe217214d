//! The catalog out, for the website.

/// The namespace of what Google has no attribute for.
pub const NAMESPACE: &str = "urn:tenon:catalog:1";

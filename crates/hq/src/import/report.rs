//! What `tenon-hq import --json` prints.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use tenon_domain::catalog::Product;
use tenon_store::catalog::Imported;

use super::problem::{Code, Problem, Severity};

/// Problems that are listed one by one. A file with more has one cause behind most of them.
const MAX_LISTED: usize = 10_000;

/// The outcome of an import; counts are of products unless they say otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Rows or items that are not blank, the header not counted.
    pub rows: u64,
    /// Products taken.
    pub products: u64,
    /// Their variants.
    pub variants: u64,
    /// Taken for the first time.
    pub created: u64,
    /// Changed since the import before.
    pub updated: u64,
    /// As they were.
    pub unchanged: u64,
    /// Taken off, because the file no longer has them.
    pub withdrawn: u64,
    /// Not named by a damaged file, and therefore left as they were.
    pub kept: u64,
    /// Whether the catalog was left as it was and the counts say what would change.
    pub dry_run: bool,
    /// What would change, one by one; only of a dry run, and at most a thousand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// What a person should know, by file and line.
    pub problems: Vec<Problem>,
}

/// What an import does to a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It is new.
    Created,
    /// It differs.
    Updated,
    /// It is taken off.
    Withdrawn,
}

/// One product that would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// How.
    pub change: ChangeKind,
    /// What identifies it in its file.
    pub source_id: String,
    /// Its name, Chinese or else English.
    pub title: String,
    /// Which of its fields differ, if it is updated.
    pub fields: Vec<String>,
}

impl Change {
    /// The change from one state of a product to another.
    pub(super) fn between(before: Option<&Product>, after: Option<&Product>) -> Option<Self> {
        let product = after.or(before)?;
        let change = match (before, after) {
            (Some(_), Some(_)) => ChangeKind::Updated,
            (None, _) => ChangeKind::Created,
            (_, None) => ChangeKind::Withdrawn,
        };
        let title = if product.title.zh.is_empty() { &product.title.en } else { &product.title.zh };
        let fields = before.zip(after).map(|(before, after)| differing(before, after)).unwrap_or_default();
        Some(Self { change, source_id: product.source_id.clone(), title: title.clone(), fields })
    }
}

/// The fields in which two states of a product differ; of variants, theirs.
fn differing(before: &Product, after: &Product) -> Vec<String> {
    let parts = |product: &Product| -> BTreeMap<String, Value> {
        let mut parts = BTreeMap::new();
        if let Ok(Value::Object(fields)) = serde_json::to_value(product) {
            for (name, value) in fields {
                match (name.as_str(), value) {
                    ("variants", Value::Array(variants)) => {
                        for (at, variant) in variants.into_iter().enumerate() {
                            let Value::Object(fields) = variant else { continue };
                            parts.extend(fields.into_iter().map(|(name, value)| (format!("{name}\n{at}"), value)));
                        }
                    }
                    (_, value) => drop(parts.insert(name, value)),
                }
            }
        }
        parts
    };
    let (before, after) = (parts(before), parts(after));
    let differs = |name: &&String| before.get(*name) != after.get(*name);
    let named = before.keys().chain(after.keys()).filter(differs);
    let mut fields: Vec<String> = named.filter_map(|name| name.split('\n').next().map(str::to_owned)).collect();
    fields.sort();
    fields.dedup();
    fields
}

/// Collects the problems of a file while its products go elsewhere.
#[derive(Debug, Default)]
pub(super) struct Problems {
    listed: Vec<Problem>,
    more: u64,
}

impl Problems {
    pub(super) fn push(&mut self, problem: Problem) {
        if self.listed.len() < MAX_LISTED {
            self.listed.push(problem);
        } else {
            self.more += 1;
        }
    }

    /// The report of what was read and of what became of it.
    pub(super) fn report(mut self, read: &Read, imported: &Imported) -> Report {
        self.listed.sort_by(|one, other| (&one.file, one.line).cmp(&(&other.file, other.line)));
        if let (1.., Some(last)) = (self.more, self.listed.last()) {
            let message = format!("{} further problems are not listed: put these right first", self.more);
            let (file, line, code, severity) = (last.file.clone(), last.line, Code::More, Severity::Remark);
            self.listed.push(Problem { file, line, code, message, severity });
        }
        Report {
            rows: read.rows,
            products: read.products,
            variants: read.variants,
            created: imported.created,
            updated: imported.updated,
            unchanged: imported.unchanged,
            withdrawn: imported.withdrawn,
            kept: 0,
            dry_run: false,
            changes: Vec::new(),
            problems: self.listed,
        }
    }
}

/// What the files of an import gave together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Read {
    pub(super) rows: u64,
    pub(super) products: u64,
    pub(super) variants: u64,
    /// Whether every file was read to its proper end.
    pub(super) complete: bool,
}

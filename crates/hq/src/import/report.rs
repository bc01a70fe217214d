//! What `tenon-hq import --json` prints.

use serde::Serialize;
use tenon_store::catalog::Imported;

use super::Summary;
use super::problem::{Code, Problem, Severity};

/// Problems that are listed one by one. A file with more has one cause behind most of them.
const MAX_LISTED: usize = 10_000;

/// The outcome of importing one file; counts are of products unless they say otherwise.
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
    /// What a person should know, by line.
    pub problems: Vec<Problem>,
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
    pub(super) fn report(mut self, summary: &Summary, imported: &Imported) -> Report {
        self.listed.sort_by_key(|problem| problem.line);
        if let (1.., Some(last)) = (self.more, self.listed.last()) {
            let message = format!("{} further problems are not listed: put these right first", self.more);
            let (file, line, code, severity) = (last.file.clone(), last.line, Code::More, Severity::Remark);
            self.listed.push(Problem { file, line, code, message, severity });
        }
        Report {
            rows: summary.rows,
            products: summary.products,
            variants: summary.variants,
            created: imported.created,
            updated: imported.updated,
            unchanged: imported.unchanged,
            withdrawn: imported.withdrawn,
            problems: self.listed,
        }
    }
}

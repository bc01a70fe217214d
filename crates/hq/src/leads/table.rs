//! A file of leads, as call centres and advertisement networks export them.
//!
//! CSV with a head, in any delimiter and encoding; columns in any order, other columns are ignored:
//!
//! | column | |
//! | --- | --- |
//! | `name` (or `full_name`, `姓名`, `客户姓名`, `联系人`) | whom to call |
//! | `phone` (or `phone_number`, `mobile`, `tel`, `电话`, `手机`, `手机号`, `手机号码`, `联系电话`) | |
//! | `reference` (or `lead_id`, `id`, `编号`, `线索编号`) | what names the lead; without it the row's own words do |
//! | `store` (or `showroom`, `门店`, `意向门店`) | its identifier, or a part of its name that only one store has |
//! | `wish` (or `message`, `note`, `comment`, `需求`, `留言`, `备注`) | what they want |
//! | `consent` (or `同意`) | what they agreed to, word for word |
//! | `utm_source` (`来源`, `渠道`), `utm_medium`, `utm_campaign` (`活动`), `utm_term` (`keyword`, `关键词`), `utm_content`, `click` (`click_id`, `gclid`) | where it came from |
//!
//! A row that cannot be taken is named, and the rest goes on. Taking the same file in twice makes no lead twice.

use std::collections::BTreeMap;
use std::io::{self, Read, Seek};

use ed25519_dalek::SigningKey;
use serde::Serialize;
use tenon_domain::entities::{LeadSource, Staff, Store};
use tenon_domain::ops::ReceiveLead;
use tenon_domain::phone::Phone;
use tenon_domain::{Fact, Hash, Id, Refusal, Stop};
use tenon_store::hq::commit;
use tenon_store::{Connection, Schema, SqlRows};
use ts_rs::TS;

use super::receive;
use crate::administration::commands_clerk;
use crate::import::lines;

/// Rows of one file at most.
const ROWS_LIMIT: usize = 200_000;
/// Rows in one commit.
const TOGETHER: usize = 200;

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LeadProblem {
    /// The file, as the caller named it.
    pub file: String,
    /// The line on which the row begins, counted from 1.
    pub line: u64,
    /// `phone_letters`, `phone_wrong`, `text_missing`, `too_long`, `store_unknown`, `lead_received_before`, or what is
    /// wrong with the table itself: `ragged_row`, `unclosed_quote`, `encoding`, `truncated`, `too_large`.
    pub code: String,
    /// What is wrong and what to do.
    pub message: String,
    /// The values in it, for who says it in other words.
    pub facts: BTreeMap<String, Fact>,
}

/// What became of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct LeadTable {
    /// Rows that are not blank.
    pub rows: usize,
    /// Leads that were made.
    pub created: usize,
    /// Leads that were there before.
    pub again: usize,
    /// Rows that were not taken, and remarks on the file, by line.
    pub problems: Vec<LeadProblem>,
}

/// Where the columns stand.
struct Columns {
    name: usize,
    phone: usize,
    others: [Option<usize>; 10],
}

const OTHERS: [&[&str]; 10] = [
    &["reference", "lead_id", "id", "编号", "线索编号", "线索id"],
    &["store", "showroom", "门店", "意向门店"],
    &["wish", "message", "note", "comment", "需求", "留言", "备注"],
    &["consent", "同意"],
    &["utm_source", "source", "channel", "来源", "渠道"],
    &["utm_medium", "medium"],
    &["utm_campaign", "campaign", "活动"],
    &["utm_term", "keyword", "关键词"],
    &["utm_content", "content"],
    &["click", "click_id", "gclid"],
];

impl Columns {
    fn of(head: &[String]) -> Option<Self> {
        let plain = |cell: &String| cell.trim().trim_start_matches('\u{feff}').to_lowercase().replace([' ', '-'], "_");
        let at = |names: &[&str]| head.iter().map(plain).position(|cell| names.contains(&cell.as_str()));
        Some(Self {
            name: at(&["name", "full_name", "customer", "姓名", "客户姓名", "客户", "联系人"])?,
            phone: at(&[
                "phone",
                "phone_number",
                "mobile",
                "tel",
                "telephone",
                "电话",
                "手机",
                "手机号",
                "手机号码",
                "联系电话",
            ])?,
            others: OTHERS.map(at),
        })
    }

    fn read(&self, cells: &[String], stores: &[Store]) -> Result<ReceiveLead, Refusal> {
        let cell = |at: usize| cells.get(at).map(|cell| cell.trim()).unwrap_or_default();
        let [reference, store, wish, agreed, source, medium, campaign, term, content, click] =
            self.others.map(|at| at.map(cell).unwrap_or_default().to_owned());
        let own_words = || format!("row {}", Hash::of(cells.join("\u{1f}").as_bytes()));
        Ok(ReceiveLead {
            reference: if reference.is_empty() { own_words() } else { reference },
            name: cell(self.name).to_owned(),
            phone: Phone::parse(cell(self.phone))?.into_e164(),
            store: if store.is_empty() { None } else { Some(store_called(stores, &store)?) },
            campaign: None,
            wish,
            source: LeadSource { source, medium, campaign, term, content, click },
            consent: Some(agreed).filter(|agreed| !agreed.is_empty()),
        })
    }
}

fn store_called(stores: &[Store], asked: &str) -> Result<Id<Store>, Refusal> {
    if let Ok(id) = asked.parse::<Id<Store>>() {
        return stores.iter().find(|store| store.id == id).map(|store| store.id).ok_or_else(Refusal::store_unknown);
    }
    let lower = asked.to_lowercase();
    let called = |store: &&Store| store.name.zh == asked || store.name.en.to_lowercase() == lower;
    let named = |store: &&Store| store.name.zh.contains(asked) || store.name.en.to_lowercase().contains(&lower);
    if let Some(store) = stores.iter().find(called) {
        return Ok(store.id);
    }
    let mut found = stores.iter().filter(named);
    match (found.next(), found.next()) {
        (Some(store), None) => Ok(store.id),
        _ => Err(Refusal::store_unknown()),
    }
}

/// Takes in the table in `source`, which people know as `file`, for the clerk `by` or for the command line; none where its head names no columns for name and
/// phone.
pub fn import(
    conn: &mut dyn Connection,
    key: &SigningKey,
    by: Option<Id<Staff>>,
    source: impl Read + Seek,
    file: &str,
    now_ms: i64,
) -> Result<Option<LeadTable>, TableError> {
    let Some((head, found)) = lines(source, |head| Columns::of(head).is_some(), ROWS_LIMIT)? else { return Ok(None) };
    let Some(columns) = Columns::of(&head) else { return Ok(None) };
    let stores = SqlRows(conn, Schema::Hq).all::<Store>()?;
    let mut table = LeadTable::default();
    let problem =
        |line, Refusal { code, message, facts }| LeadProblem { file: file.to_owned(), line, code, message, facts };
    let mut taken = Vec::new();
    for (line, cells) in found {
        match cells {
            Ok(cells) => {
                table.rows += 1;
                match columns.read(&cells, &stores) {
                    Ok(op) => taken.push((line, op)),
                    Err(refusal) => table.problems.push(problem(line, refusal)),
                }
            }
            Err((code, message)) => {
                table.problems.push(problem(line, Refusal { code, message, facts: BTreeMap::new() }));
            }
        }
    }
    for some in taken.chunks(TOGETHER) {
        let (outcomes, _) = commit(conn, |commit| -> Result<Vec<_>, Stop> {
            let clerk = by.map_or_else(|| commands_clerk(commit), Ok)?;
            let mut outcomes = Vec::new();
            for (line, op) in some {
                match receive(commit, key, clerk, op, now_ms) {
                    Ok(received) => outcomes.push((*line, Ok(received.again))),
                    Err(Stop::Refused(refusal) | Stop::Conflict(refusal)) => outcomes.push((*line, Err(refusal))),
                    Err(stop) => return Err(stop),
                }
            }
            Ok(outcomes)
        })?;
        for (line, outcome) in outcomes {
            match outcome {
                Ok(true) => table.again += 1,
                Ok(false) => table.created += 1,
                Err(refusal) => table.problems.push(problem(line, refusal)),
            }
        }
    }
    table.problems.sort_by_key(|problem| problem.line);
    Ok(Some(table))
}

/// Why a file could not be taken in.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// It cannot be read.
    #[error("the file cannot be read")]
    Read(#[from] io::Error),
    /// The rows cannot be read.
    #[error(transparent)]
    Store(#[from] tenon_store::Error),
    /// Nothing may be concluded from what broke.
    #[error("headquarters' database broke off: {0}")]
    Stopped(String),
}

impl From<Stop> for TableError {
    fn from(stop: Stop) -> Self {
        Self::Stopped(match stop {
            Stop::Refused(refusal) | Stop::Conflict(refusal) => refusal.message,
            Stop::Failed(failure) => failure.0,
        })
    }
}

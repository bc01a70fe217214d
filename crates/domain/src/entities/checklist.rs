//! Checklists: what is to be seen to before, during and after a job, as data that HQ edits and versions.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::WorkKind;
use crate::pricing::below;
use crate::{Coverage, Entity, Fault, Id, Key, Kind, Localized, Scope, Uuid};

/// The namespace of checklists' identifiers.
const NAMESPACE: Uuid = Uuid::from_u128(0x7465_6e6f_6e00_4000_8000_6368_6563_6b73);
/// Items of one checklist at most.
const ITEMS_LIMIT: usize = 60;
/// Longest name, in characters.
const NAME_LIMIT: usize = 120;
/// Longest path of a category, in characters.
const PATH_LIMIT: usize = 120;

/// When in a job an item is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobPhase {
    /// Before the crew drives off.
    Before,
    /// At the customer's, while they work.
    During,
    /// When the work is done, before they leave.
    After,
}

/// Something to be seen to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChecklistItem {
    /// What ticks call it; the same in every version in which it means the same.
    pub key: String,
    /// What people read.
    pub name: Localized,
    /// When it is due.
    pub phase: JobPhase,
    /// Whether the job does not go on without it.
    #[serde(default)]
    pub required: bool,
}

/// What a checklist says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChecklistContent {
    /// For which jobs.
    pub kind: WorkKind,
    /// Path of the category of goods that it is for, with all below it; empty: any goods that have no list of their own.
    #[serde(default)]
    pub category: String,
    /// What people read.
    pub name: Localized,
    /// In the order in which they are seen to.
    pub items: Vec<ChecklistItem>,
}

impl ChecklistContent {
    /// The item called `key`.
    pub fn item(&self, key: &str) -> Option<&ChecklistItem> {
        self.items.iter().find(|item| item.key == key)
    }

    /// What is wrong with it, field by field.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut wrong = |field: String, code, message| faults.push(Fault::new(field, code, message));
        let named = |name: &Localized| {
            let sound = |text: &String| !text.trim().is_empty() && text.chars().count() <= NAME_LIMIT;
            sound(&name.zh) && sound(&name.en)
        };
        if self.category.chars().count() > PATH_LIMIT || self.category != self.category.trim() {
            wrong("category".into(), "checklist_category", "the category is no path such as kitchen/taps");
        }
        if !named(&self.name) {
            wrong("name".into(), "checklist_name", "a name is missing in one language, or too long to be read");
        }
        if !(1..=ITEMS_LIMIT).contains(&self.items.len()) {
            wrong("items".into(), "checklist_long", "it has no item, or more than 60");
            return faults;
        }
        let mut keys = BTreeSet::new();
        for (at, item) in self.items.iter().enumerate() {
            if !is_key(&item.key) || !keys.insert(&item.key) {
                let message = "a key is written a-z, 0-9 and _, and each is there once";
                wrong(format!("items.{at}.key"), "checklist_key", message);
            }
            if !named(&item.name) {
                let message = "a name is missing in one language, or too long to be read";
                wrong(format!("items.{at}.name"), "checklist_name", message);
            }
        }
        faults
    }
}

fn is_key(text: &str) -> bool {
    let sound = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_';
    (1..=40).contains(&text.len()) && text.bytes().all(sound)
}

/// One version of a checklist. Versions are never changed nor removed: jobs name the one that they were ticked with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    /// Its identifier, derived from kind, category and version.
    pub id: Id<Checklist>,
    /// Counts up from 1 within its kind and category.
    pub version: u32,
    /// What it says.
    pub content: ChecklistContent,
    /// When it was laid down, UTC milliseconds.
    pub at_ms: i64,
    /// By whom.
    pub by_name: String,
}

impl Checklist {
    /// The identifier of a version of the checklist for a kind of job and a category.
    pub fn id_of(kind: WorkKind, category: &str, version: u32) -> Id<Checklist> {
        Id::new(Uuid::new_v5(&NAMESPACE, format!("{}:{category}:{version}", kind.as_str()).as_bytes()))
    }
    /// The key that finds every checklist for a kind of job.
    pub fn of_kind(kind: WorkKind) -> Key {
        Key::new("kind", kind.as_str())
    }

    /// Of `lists` for a kind of job, the one that a job with goods of the category `goods` begins with: the newest of the
    /// nearest category.
    pub fn for_goods(lists: Vec<Checklist>, goods: Option<&str>) -> Option<Checklist> {
        let fits = |list: &Checklist| {
            let category = &list.content.category;
            category.is_empty() || goods.is_some_and(|path| below(path, category))
        };
        lists.into_iter().filter(fits).max_by_key(|list| (list.content.category.len(), list.version))
    }
}

impl Entity for Checklist {
    const KIND: Kind = Kind::Checklist;
    const COVERAGE: Coverage = Coverage::Whole;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Chain]
    }
    fn keys(&self) -> Vec<Key> {
        vec![Self::of_kind(self.content.kind)]
    }
}

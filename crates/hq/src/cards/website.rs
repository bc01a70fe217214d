//! Websites that sell cards: each has a key, of which only the hash is kept.

use data_encoding::BASE32_NOPAD;
use tenon_domain::entities::{Role, Staff};
use tenon_domain::{Hash, Id, Uuid};
use tenon_store::hq::Commit;
use tenon_store::{Connection, Error, Schema, SqlRows};

/// What every website's key begins with, so that one that leaked can be recognised.
const PREFIX: &str = "tnk_";
/// Longest key that is looked at; a genuine one has 56 symbols.
const KEY_LIMIT: usize = 128;

/// A website.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Website {
    /// Whom it acts as.
    pub id: Id<Staff>,
    /// Its name.
    pub name: String,
    /// Whether its key is taken.
    pub active: bool,
}

impl From<Staff> for Website {
    fn from(staff: Staff) -> Self {
        Self { id: staff.id, name: staff.name, active: staff.active }
    }
}

/// Makes a website and its key of 32 random bytes; the key is in no database.
pub fn add_website(commit: &mut Commit<'_>, name: &str, random: [u8; 32], id: Uuid) -> Result<String, Error> {
    let key = format!("{PREFIX}{}", BASE32_NOPAD.encode(&random));
    commit.put(&Staff {
        id: Id::new(id),
        name: name.to_owned(),
        role: Role::Website,
        store: None,
        crew: None,
        pin_hash: Hash::of(key.as_bytes()).to_string(),
        active: true,
    })?;
    Ok(key)
}

/// The website that `key` is of, if it is taken.
pub fn website(conn: &mut dyn Connection, key: &str) -> Result<Option<Website>, Error> {
    if !key.starts_with(PREFIX) || key.len() > KEY_LIMIT {
        return Ok(None);
    }
    let hash = Hash::of(key.as_bytes()).to_string();
    let found = SqlRows(conn, Schema::Hq).entities_by::<Staff>(&Staff::by_key(&hash))?;
    Ok(found.into_iter().find(|staff| staff.active && staff.role == Role::Website).map(Website::from))
}

/// Every website, those whose key is taken no more included, by name.
pub fn websites(conn: &mut dyn Connection) -> Result<Vec<Website>, Error> {
    let mut all = SqlRows(conn, Schema::Hq).all::<Staff>()?;
    all.retain(|staff| staff.role == Role::Website);
    all.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(all.into_iter().map(Website::from).collect())
}

/// Takes the key of the website `name` no more; answers whether one was taken.
pub fn end_website(commit: &mut Commit<'_>, name: &str) -> Result<bool, Error> {
    let all = commit.rows().all::<Staff>()?;
    let named: Vec<Staff> =
        all.into_iter().filter(|one| one.role == Role::Website && one.active && one.name == name).collect();
    for staff in &named {
        commit.put(&Staff { active: false, ..staff.clone() })?;
    }
    Ok(!named.is_empty())
}

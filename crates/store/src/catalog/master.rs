//! Headquarters' copy: what writes to it besides imports.

use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior, params};
use tenon_domain::Localized;
use tenon_domain::pricing::Promotion;

use super::answers::Status;
use super::meta::Meta;
use super::schema::{self, Role};
use super::{Error, Import, synonyms};

/// Promotions at a time: every basket is held against each of them.
const MOST_PROMOTIONS: usize = 500;

/// Headquarters' writing side. Readers (`Catalog`) open the same directory and are never held up.
#[derive(Debug)]
pub struct Master {
    pub(super) conn: Connection,
    dir: PathBuf,
}

impl Master {
    /// Opens the master copy in `dir`, creating and upgrading it.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(dir)?;
        let conn = schema::open_writing(&schema::current(dir)?, Role::Master)?;
        Ok(Self { conn, dir: dir.to_owned() })
    }

    /// Where it lies.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Which catalog readers see.
    pub fn status(&self) -> Result<Status, Error> {
        Ok(Meta::read(&self.conn)?.status())
    }

    /// Begins the import of everything that `merchant` offers in `source`, and clears away what a broken one left.
    /// One import at a time, over all processes: `Error::Busy`.
    pub fn begin_import(&mut self, merchant: &str, source: &str) -> Result<Import<'_>, Error> {
        let lock = File::create(self.dir.join("catalog.import-lock"))?;
        match lock.try_lock() {
            Ok(()) => Import::begin(&self.conn, lock, merchant, source),
            Err(std::fs::TryLockError::WouldBlock) => Err(Error::Busy),
            Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// All promotions, those that are over and those to come included, by identifier.
    pub fn promotions(&self) -> Result<Vec<Promotion>, Error> {
        promotions_in(&self.conn)
    }

    /// Replaces all promotions by `promotions`, 500 at most; gives the version that has them, a new one if any differs.
    pub fn put_promotions(&mut self, promotions: &[Promotion], now_ms: i64) -> Result<i64, Error> {
        if promotions.len() > MOST_PROMOTIONS {
            return Err(Error::Faulty(format!("there are at most {MOST_PROMOTIONS} promotions at a time")));
        }
        for one in promotions {
            if let Some(fault) = one.faults().first() {
                return Err(Error::Faulty(format!("promotion {} ({}): {}", one.id, one.name.en, fault.message)));
            }
        }
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut wanted = promotions.to_vec();
        wanted.sort_by_key(|promotion| promotion.id);
        if promotions_in(&tx)? == wanted {
            return Ok(Meta::read(&tx)?.version);
        }
        replace_promotions(&tx, &wanted)?;
        let version = flip(&tx, now_ms)?;
        tx.execute("UPDATE hq_meta SET promotions_changed = ?1", [version])?;
        tx.commit()?;
        Ok(version)
    }

    /// Sets the full name of the merchant with short name `code`; gives the version that has it.
    pub fn put_merchant(&mut self, code: &str, name: &Localized, now_ms: i64) -> Result<i64, Error> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if !set_merchant(&tx, code, name)? {
            return Ok(Meta::read(&tx)?.version);
        }
        let version = flip(&tx, now_ms)?;
        tx.execute("UPDATE hq_meta SET merchants_changed = ?1", [version])?;
        tx.commit()?;
        Ok(version)
    }

    /// Replaces the chain's synonyms, groups of words or pairs of words that stand for each other, by `groups`; gives the
    /// version that has them, a new one if any differs. At most 2,000 groups of 2 to 20 texts of at most 60 characters:
    /// `Error::Synonyms` otherwise.
    pub fn put_synonyms(&mut self, groups: &[Vec<String>], now_ms: i64) -> Result<i64, Error> {
        synonyms::check(groups)?;
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if synonyms::stored(&tx)? == groups {
            return Ok(Meta::read(&tx)?.version);
        }
        synonyms::replace(&tx, groups)?;
        let version = flip(&tx, now_ms)?;
        tx.execute("UPDATE hq_meta SET synonyms_changed = ?1", [version])?;
        tx.commit()?;
        Ok(version)
    }
}

/// Publishes a new version and gives its number.
pub(super) fn flip(conn: &Connection, now_ms: i64) -> Result<i64, Error> {
    let mut meta = Meta::read(conn)?;
    meta.version += 1;
    meta.state += 1;
    meta.changed_ms = now_ms;
    meta.write(conn)?;
    Ok(meta.version)
}

/// All promotions, by id.
pub(super) fn promotions_in(conn: &Connection) -> Result<Vec<Promotion>, Error> {
    let mut statement = conn.prepare_cached("SELECT body FROM promotions ORDER BY id")?;
    let bodies = statement.query_map([], |row| row.get::<_, String>(0))?;
    bodies.map(|body| Ok(serde_json::from_str(&body?)?)).collect()
}

/// Makes `promotions` the only ones.
pub(super) fn replace_promotions(conn: &Connection, promotions: &[Promotion]) -> Result<(), Error> {
    conn.execute("DELETE FROM promotions", [])?;
    for promotion in promotions {
        conn.prepare_cached("INSERT OR REPLACE INTO promotions (id, body) VALUES (?1, ?2)")?
            .execute(params![promotion.id.as_bytes(), serde_json::to_string(promotion)?])?;
    }
    Ok(())
}

/// All merchants, by code.
pub(super) fn merchants_in(conn: &Connection) -> Result<Vec<(String, Localized)>, Error> {
    let mut statement = conn.prepare_cached("SELECT code, zh, en FROM merchants ORDER BY code")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, Localized { zh: row.get(1)?, en: row.get(2)? })))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Sets a merchant's name; `false` when it was that already.
pub(super) fn set_merchant(conn: &Connection, code: &str, name: &Localized) -> Result<bool, Error> {
    Ok(conn
        .prepare_cached(
            "INSERT INTO merchants (code, zh, en) VALUES (?1, ?2, ?3) ON CONFLICT (code) DO UPDATE
             SET zh = excluded.zh, en = excluded.en WHERE zh <> excluded.zh OR en <> excluded.en",
        )?
        .execute([code, &name.zh, &name.en])?
        > 0)
}

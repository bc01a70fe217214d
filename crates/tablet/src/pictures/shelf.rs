//! See the parent module.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use data_encoding::HEXLOWER;
use rusqlite::{Connection, ErrorCode, OptionalExtension, TransactionBehavior, params};
use serde::Serialize;
use tenon_store::catalog::{Picture, content_hash, media_type};

use super::file::{BUDGET, connect, remove};
use super::room::{drop_one, keep, make_room, signed};
use super::use_order::UseOrder;

/// A full disk does not take the budget below this.
const LEAST_BUDGET: u64 = 8 * 1024 * 1024;
/// What is fetched ahead leaves this much for what is asked for next.
const SPARE: u64 = 256 * 1024;
/// Wants that are remembered.
const MOST_WANTS: i64 = 2_000;

/// What became of a picture that was to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is here.
    Here,
    /// Everything here was used later than it.
    NoRoom,
    /// Its bytes are not what its hash says.
    Wrong,
    /// The disk is full, or the file cannot be written.
    Failed,
}

/// How far the catalog was gone through ahead of use.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Walk {
    /// The catalog's version.
    pub version: i64,
    /// 0 small sizes, 1 large ones, 2 done.
    pub pass: u8,
    /// The last document looked at.
    pub doc: u32,
}

/// How full the shelf is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ShelfStatus {
    /// Pictures.
    pub pictures: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Bytes that they may take.
    pub budget: u64,
    /// Pictures that screens asked for and that are not here yet.
    pub wanted: u64,
}

/// See the parent module.
pub struct PictureShelf {
    path: PathBuf,
    conn: Mutex<Option<Connection>>,
}

impl PictureShelf {
    /// The pictures of the tablet whose data lies in `dir`.
    pub fn open(dir: &Path) -> Self {
        let path = dir.join("pictures.db");
        let opened = connect(&path).or_else(|error| {
            tracing::warn!(%error, "pictures.db cannot be used; it is begun anew");
            remove(&path);
            connect(&path)
        });
        let conn = opened.inspect_err(|error| tracing::error!(%error, "no pictures can be kept")).ok();
        Self { path, conn: Mutex::new(conn) }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Connection>> {
        self.conn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work`; what fails is said in the log and answered with nothing: pictures are never worth an error.
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Option<T> {
        let mut guard = self.lock();
        let done = work(guard.as_mut()?);
        done.inspect_err(|error| tracing::warn!(%error, "pictures.db")).ok()
    }

    /// The picture with this hash, if it is here; it was used now.
    pub fn get(&self, hash: &str) -> Option<Picture> {
        let key = key(hash)?;
        let bytes: Vec<u8> = self.with(|conn| {
            let mut statement = conn.prepare_cached("SELECT bytes FROM pictures WHERE hash = ?1")?;
            statement.query_row([&key], |row| row.get(0)).optional()
        })??;
        if content_hash(&bytes) != hash {
            self.with(|conn| drop_one(conn, &key));
            return None;
        }
        self.with(|conn| {
            let used = UseOrder::now(conn)?;
            conn.prepare_cached("UPDATE pictures SET used = ?2 WHERE hash = ?1")?.execute(params![key, used.0])
        });
        Some(Picture { media_type: media_type(&bytes).to_owned(), bytes })
    }

    /// Whether the picture with this hash is here.
    pub fn holds(&self, hash: &str) -> bool {
        let Some(key) = key(hash) else { return false };
        self.with(|conn| {
            conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM pictures WHERE hash = ?1)")?
                .query_row([key], |row| row.get(0))
        })
        .unwrap_or(false)
    }

    /// Notes that screens showed pictures; those that are not here are fetched when there is a network.
    pub fn want(&self, hashes: &[String]) {
        self.with(|conn| {
            let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // The first is what was looked at: it is fetched first.
            for key in hashes.iter().rev().filter_map(|hash| key(hash)) {
                let here = tx.prepare_cached("SELECT 1 FROM pictures WHERE hash = ?1")?.exists([&key])?;
                if !here {
                    let used = UseOrder::now(&tx)?;
                    tx.prepare_cached("INSERT OR REPLACE INTO wants (hash, used) VALUES (?1, ?2)")?
                        .execute(params![key, used.0])?;
                }
            }
            tx.prepare_cached(
                "DELETE FROM wants WHERE used <= (SELECT used FROM wants ORDER BY used DESC LIMIT 1 OFFSET ?1)",
            )?
            .execute([MOST_WANTS])?;
            tx.commit()
        });
    }

    /// Up to `limit` wanted pictures, what was asked for last first.
    pub fn wanted(&self, limit: usize) -> Vec<String> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.with(|conn| {
            let mut statement = conn.prepare_cached("SELECT hash FROM wants ORDER BY used DESC LIMIT ?1")?;
            let rows = statement.query_map([limit], |row| row.get::<_, Vec<u8>>(0))?;
            rows.map(|hash| Ok(HEXLOWER.encode(&hash?))).collect()
        })
        .unwrap_or_default()
    }

    /// Gives a want up: headquarters has no such picture.
    pub fn unwant(&self, hash: &str) {
        if let Some(key) = key(hash) {
            self.with(|conn| conn.prepare_cached("DELETE FROM wants WHERE hash = ?1")?.execute([key]));
        }
    }

    /// Keeps a picture that a screen shows now.
    pub fn keep_shown(&self, hash: &str, bytes: &[u8]) -> Kept {
        self.keep(hash, bytes, |conn, _| UseOrder::now(conn))
    }

    /// Keeps a picture that a screen asked for earlier.
    pub fn keep_wanted(&self, hash: &str, bytes: &[u8]) -> Kept {
        self.keep(hash, bytes, |conn, key| {
            let wanted =
                conn.prepare_cached("SELECT used FROM wants WHERE hash = ?1")?.query_row([key], |row| row.get(0));
            wanted.optional()?.map_or_else(|| UseOrder::now(conn), |used| Ok(UseOrder(used)))
        })
    }

    /// Keeps a picture that nobody asked for yet.
    pub fn keep_ahead(&self, hash: &str, bytes: &[u8]) -> Kept {
        self.keep(hash, bytes, |conn, _| UseOrder::ahead(conn))
    }

    fn keep(
        &self,
        hash: &str,
        bytes: &[u8],
        order: impl FnOnce(&Connection, &[u8]) -> rusqlite::Result<UseOrder>,
    ) -> Kept {
        let Some(key) = key(hash).filter(|_| content_hash(bytes) == hash) else { return Kept::Wrong };
        let mut guard = self.lock();
        let Some(conn) = guard.as_mut() else { return Kept::Failed };
        match keep(conn, &key, bytes, order) {
            Ok(kept) => kept,
            Err(error) => {
                tracing::warn!(%error, "a picture could not be kept");
                if error.sqlite_error_code() == Some(ErrorCode::DiskFull) {
                    *guard = self.give_way();
                }
                Kept::Failed
            }
        }
    }

    /// The disk is full: everything goes at once, which needs no room, and from now on half of it must do.
    fn give_way(&self) -> Option<Connection> {
        let was = std::fs::metadata(&self.path).map_or(0, |file| file.len());
        remove(&self.path);
        let conn = connect(&self.path).inspect_err(|error| tracing::error!(%error, "no pictures can be kept")).ok()?;
        let budget = (was / 2).clamp(LEAST_BUDGET, BUDGET);
        tracing::warn!(budget, "the disk is full: pictures gave way");
        let set = conn.execute("UPDATE meta SET budget = min(budget, ?1)", [signed(budget)]);
        set.inspect_err(|error| tracing::warn!(%error, "the budget of pictures is not saved")).ok();
        Some(conn)
    }

    /// Whether there is room for what nobody asked for yet.
    pub fn has_room(&self) -> bool {
        let room = self
            .with(|conn| conn.query_row("SELECT total + ?1 <= budget FROM meta", [signed(SPARE)], |row| row.get(0)));
        room.unwrap_or(false)
    }

    /// Sets the bytes that pictures may take, and lets go of what is too much.
    pub fn set_budget(&self, bytes: u64) {
        self.with(|conn| {
            let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            tx.execute("UPDATE meta SET budget = ?1, walk_version = 0", [signed(bytes)])?;
            make_room(&tx, 0, UseOrder(i64::MAX))?;
            tx.commit()?;
            conn.execute_batch("PRAGMA incremental_vacuum")
        });
    }

    /// How far the catalog was gone through ahead of use.
    pub fn walk(&self) -> Walk {
        let read = |row: &rusqlite::Row<'_>| Ok(Walk { version: row.get(0)?, pass: row.get(1)?, doc: row.get(2)? });
        self.with(|conn| conn.query_row("SELECT walk_version, walk_pass, walk_doc FROM meta", [], read))
            .unwrap_or_default()
    }

    /// Notes how far it was gone through.
    pub fn set_walk(&self, walk: Walk) {
        self.with(|conn| {
            conn.prepare_cached("UPDATE meta SET walk_version = ?1, walk_pass = ?2, walk_doc = ?3")?.execute(params![
                walk.version,
                walk.pass,
                walk.doc
            ])
        });
    }

    /// How full the shelf is.
    pub fn status(&self) -> ShelfStatus {
        let number = |row: &rusqlite::Row<'_>, at| row.get(at).map(|count: i64| u64::try_from(count).unwrap_or(0));
        self.with(|conn| {
            conn.query_row(
                "SELECT (SELECT count(*) FROM pictures), total, budget, (SELECT count(*) FROM wants) FROM meta",
                [],
                |row| {
                    Ok(ShelfStatus {
                        pictures: number(row, 0)?,
                        bytes: number(row, 1)?,
                        budget: number(row, 2)?,
                        wanted: number(row, 3)?,
                    })
                },
            )
        })
        .unwrap_or_default()
    }
}

/// The hash as it is stored; nothing for what is no hash.
fn key(hash: &str) -> Option<Vec<u8>> {
    (hash.len() == 64).then(|| HEXLOWER.decode(hash.as_bytes()).ok()).flatten()
}

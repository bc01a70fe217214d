//! Makes a snapshot.

use std::fs::File;
use std::io::{BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use ed25519_dalek::SigningKey;
use rusqlite::{Connection, params};

use super::{Manifest, Measured};
use crate::catalog::meta::Meta;
use crate::catalog::{Error, Master, schema};

/// Compression level, zstd's default.
const LEVEL: i32 = 3;
/// Tables that a tablet gets; what is not here stays at headquarters.
const TABLES: &[&str] = &[
    "meta",
    "products",
    "categories",
    "brands",
    "merchants",
    "promotions",
    "price_versions",
    "price_lines",
    "zone_steps",
    "picture_names",
    "doc_columns",
    "segments",
    "postings",
    "vocabulary",
    "beginnings",
    "choices",
    "synonyms",
];

/// A snapshot that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// The compressed file, `catalog-VERSION.db.zst`.
    pub path: PathBuf,
    /// What it is.
    pub manifest: Manifest,
}

/// Makes a snapshot of the published version in `out_dir`, signed with `key`. The copy is one read transaction; the
/// compressing reads the copy, so the master's log is not held back.
pub fn build(master: &mut Master, out_dir: &Path, key: &SigningKey) -> Result<Built, Error> {
    std::fs::create_dir_all(out_dir)?;
    clear_abandoned(out_dir)?;
    let bare = out_dir.join(format!("{BUILDING}{}.db", std::process::id()));
    let packed = bare.with_extension("zst");
    let built = copy(&master.conn, &bare).and_then(|meta| pack(&bare, &packed, &meta));
    let removed = std::fs::remove_file(&bare);
    let manifest = built?.sign(key);
    removed?;
    let path = out_dir.join(format!("catalog-{}.db.zst", manifest.version));
    std::fs::rename(&packed, &path)?;
    Ok(Built { path, manifest })
}

/// What the name of a file begins with that is being made.
const BUILDING: &str = "building-";
/// Nothing is built for as long: the process that began it was killed.
const ABANDONED: Duration = Duration::from_hours(24);

/// Removes what killed processes left half made. Another process may do the same at once.
fn clear_abandoned(out_dir: &Path) -> Result<(), Error> {
    for entry in std::fs::read_dir(out_dir)? {
        let entry = entry?;
        let begun = entry.file_name().to_string_lossy().starts_with(BUILDING);
        let age = entry.metadata().and_then(|file| file.modified()).ok().and_then(|at| at.elapsed().ok());
        if begun && age.is_some_and(|age| age > ABANDONED) {
            match std::fs::remove_file(entry.path()) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
    }
    Ok(())
}

/// Copies the published rows into a new file and gives its `meta`.
fn copy(conn: &Connection, bare: &Path) -> Result<Meta, Error> {
    if bare.exists() {
        std::fs::remove_file(bare)?;
    }
    schema::create_bare(bare)?.close().map_err(|(_, error)| error)?;
    let name = bare.to_str().ok_or(Error::Damaged("a path that is not UTF-8"))?;
    conn.execute("ATTACH ?1 AS bare", params![name])?;
    let copied = (|| {
        conn.execute_batch(
            "PRAGMA bare.journal_mode = OFF; PRAGMA bare.synchronous = OFF; BEGIN; DELETE FROM bare.meta;",
        )?;
        for table in TABLES.iter().copied() {
            // Postings of an import under way in another process belong to no segment yet.
            let staged = matches!(table, "postings" | "vocabulary" | "beginnings")
                && conn.query_row("SELECT EXISTS (SELECT 1 FROM staged)", [], |row| row.get(0))?;
            let only = match table {
                _ if staged => "WHERE seg IN (SELECT seg FROM main.segments)",
                "picture_names" => "WHERE thumb IS NOT NULL",
                _ => "",
            };
            conn.execute(&format!("INSERT INTO bare.{table} SELECT * FROM main.{table} {only}"), [])?;
        }
        let meta = Meta::read(conn)?;
        conn.execute_batch("COMMIT")?;
        Ok(meta)
    })();
    if !conn.is_autocommit() {
        conn.execute_batch("ROLLBACK")?;
    }
    conn.execute_batch("DETACH bare")?;
    copied
}

/// Compresses `bare` into `packed`.
fn pack(bare: &Path, packed: &Path, meta: &Meta) -> Result<Manifest, Error> {
    let mut raw = Measured::new(File::open(bare)?);
    let out = Measured::new(BufWriter::with_capacity(1 << 20, File::create(packed)?));
    let mut encoder = zstd::Encoder::new(out, LEVEL)?;
    encoder.set_pledged_src_size(Some(std::fs::metadata(bare)?.len()))?;
    let mut buffer = vec![0; 1 << 20];
    loop {
        let read = raw.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        encoder.write_all(bytes)?;
    }
    let mut out = encoder.finish()?;
    out.flush()?;
    out.inner.get_ref().sync_all()?;
    Ok(Manifest {
        version: meta.version,
        products: meta.products,
        bytes: raw.bytes,
        compressed_bytes: out.bytes,
        sha256: raw.hash(),
        compressed_sha256: out.hash(),
        signature: String::new(),
    })
}

//! Puts a snapshot in place of a tablet's copy.
//!
//! The file goes through once: hashed, decompressed, hashed, written. Nothing names the new copy until it is whole and
//! on the disk; then the pointer file is exchanged, which is atomic. An interruption before that leaves the old copy
//! serving, and files that nothing names are removed when the copy is opened next.

use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

use ed25519_dalek::VerifyingKey;

use super::{Manifest, Measured};
use crate::catalog::meta::Meta;
use crate::catalog::{Error, Refused, Status, schema};
use crate::files::sync_folder;

/// A copy that is being written.
const INCOMING: &str = "incoming.db";
/// A pointer that is being written.
const POINTER_DRAFT: &str = "catalog.current-draft";

/// Verifies the compressed file at `packed` against `manifest` and headquarters' public `key` and makes it the copy that
/// serves `dir`. Readers and the `Replica` go on with the old copy until they are opened again. An older version than the
/// one held is installed too: headquarters may have been restored; whoever calls decides.
pub fn install(packed: &Path, manifest: &Manifest, key: &VerifyingKey, dir: &Path) -> Result<Status, Error> {
    manifest.verify(key)?;
    std::fs::create_dir_all(dir)?;
    let incoming = dir.join(INCOMING);
    let placed = unpack(packed, manifest, &incoming)
        .and_then(|()| look_inside(&incoming, manifest))
        .and_then(|status| Ok((place(&incoming, manifest, dir)?, status)));
    match placed {
        Ok((name, status)) => {
            point(dir, &name)?;
            Ok(status)
        }
        Err(error) => {
            // The refusal matters, not whether its leavings could be removed at once.
            let _ = std::fs::remove_file(&incoming);
            Err(error)
        }
    }
}

fn unpack(packed: &Path, manifest: &Manifest, incoming: &Path) -> Result<(), Error> {
    let file = File::open(packed)?;
    if file.metadata()?.len() != manifest.compressed_bytes {
        return Err(Refused::Length.into());
    }
    let mut packed = BufReader::with_capacity(1 << 20, Measured::new(file));
    let mut raw = Measured::new(File::create(incoming)?);
    let mut decoder = zstd::Decoder::with_buffer(&mut packed)?.single_frame();
    let mut buffer = vec![0; 1 << 20];
    loop {
        let read = decoder.read(&mut buffer).map_err(|_| Refused::Compression)?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        if raw.bytes + bytes.len() as u64 > manifest.bytes {
            return Err(Refused::Length.into());
        }
        raw.write_all(bytes)?;
    }
    drop(decoder);
    // What follows the frame is read too, for its hash.
    std::io::copy(&mut packed, &mut std::io::sink())?;
    let packed = packed.into_inner();
    if raw.bytes != manifest.bytes || packed.bytes != manifest.compressed_bytes {
        return Err(Refused::Length.into());
    }
    raw.inner.sync_all()?;
    if raw.hash() != manifest.sha256 || packed.hash() != manifest.compressed_sha256 {
        return Err(Refused::Hash.into());
    }
    Ok(())
}

fn look_inside(incoming: &Path, manifest: &Manifest) -> Result<Status, Error> {
    let conn = schema::open_reading(incoming).map_err(|error| match error {
        Error::Newer { .. } => error,
        _ => Refused::Content.into(),
    })?;
    let status = Meta::read(&conn).map_err(|_| Refused::Content)?.status();
    if (status.version, status.products) != (manifest.version, manifest.products) {
        return Err(Refused::Content.into());
    }
    Ok(status)
}

/// Gives the incoming file its name: never one that is or was in use, because readers may have it open.
fn place(incoming: &Path, manifest: &Manifest, dir: &Path) -> Result<String, Error> {
    let short = manifest.sha256.get(..12).unwrap_or_default();
    let name = (1..=u16::MAX)
        .map(|turn| format!("catalog-{}-{short}-{turn}.db", manifest.version))
        .find(|name| !dir.join(name).exists())
        .ok_or(Error::Damaged("no free name"))?;
    std::fs::rename(incoming, dir.join(&name))?;
    Ok(name)
}

/// Makes `name` the copy that serves `dir`.
fn point(dir: &Path, name: &str) -> Result<(), Error> {
    let draft = dir.join(POINTER_DRAFT);
    let mut file = File::create(&draft)?;
    file.write_all(name.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&draft, dir.join(schema::POINTER))?;
    sync_folder(dir)?;
    Ok(())
}

/// Removes files of copies that do not serve `dir`: interrupted installations and earlier snapshots.
pub(in crate::catalog) fn clean(dir: &Path) -> Result<(), Error> {
    let serving = schema::current(dir)?;
    let serving = serving.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
    for entry in std::fs::read_dir(dir)? {
        let path: PathBuf = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let ours = name.starts_with("incoming.db")
            || name == POINTER_DRAFT
            || (name.starts_with("catalog-") || name.starts_with("catalog.db")) && name.contains(".db");
        if ours && !name.starts_with(&serving) {
            // A file that another process still reads goes next time.
            if let Err(error) = std::fs::remove_file(&path) {
                tracing::debug!(name, %error, "left over");
            }
        }
    }
    Ok(())
}

//! Files that are there whole or not at all, whatever is cut while they are written.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Drafts of one program are told apart by a number.
static DRAFT: AtomicU64 = AtomicU64::new(0);

/// Puts `bytes` at `path`, below the folder `root` where drafts lie meanwhile. On the disk when it returns, and so is its
/// name; a power cut before leaves what was there.
pub fn put(root: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(ErrorKind::InvalidInput)?;
    let fresh = !folder.is_dir();
    fs::create_dir_all(folder)?;
    let draft = root.join(format!("draft-{}-{}", std::process::id(), DRAFT.fetch_add(1, Ordering::Relaxed)));
    let kept = write(&draft, bytes).and_then(|()| fs::rename(&draft, path)).and_then(|()| sync_folder(folder));
    if kept.is_err() {
        // The failure matters, not whether its leavings could be removed.
        let _ = fs::remove_file(&draft);
    }
    kept?;
    if fresh {
        sync_folder(root)?;
        sync_folder(root.parent().ok_or(ErrorKind::InvalidInput)?)?;
    }
    Ok(())
}

/// Removes drafts in `root` that programs left which were ended while they wrote, at least `age` ago: a younger one may be
/// somebody's who is writing.
pub fn clean(root: &Path, age: Duration) -> io::Result<()> {
    let Some(entries) = found(fs::read_dir(root))? else { return Ok(()) };
    for entry in entries {
        let entry = entry?;
        let old = || entry.metadata()?.modified()?.elapsed().map_err(io::Error::other).map(|is| is >= age);
        if entry.file_name().to_string_lossy().starts_with("draft-") && old().unwrap_or(age.is_zero()) {
            found(fs::remove_file(entry.path()))?;
        }
    }
    Ok(())
}

/// None for what is not there.
pub fn found<T>(outcome: io::Result<T>) -> io::Result<Option<T>> {
    match outcome {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn write(draft: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(draft)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A new name in a folder outlives a power cut only when the folder is synced, which Windows does by itself.
pub(crate) fn sync_folder(dir: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{clean, found, put};

    #[test]
    fn a_file_is_replaced_whole_and_drafts_of_the_dead_are_removed() {
        let dir = tempfile::tempdir().unwrap();
        let (root, path) = (dir.path().join("files"), dir.path().join("files/ab/c"));
        put(&root, &path, b"one").unwrap();
        put(&root, &path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        let draft = root.join("draft-1-1");
        std::fs::write(&draft, b"half").unwrap();
        clean(&root, Duration::from_hours(1)).unwrap();
        assert!(draft.exists(), "somebody may be writing it");
        clean(&root, Duration::ZERO).unwrap();
        assert!(!draft.exists() && path.exists());
        assert!(found(std::fs::read(root.join("nothing"))).unwrap().is_none());
    }
}

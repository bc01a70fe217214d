//! Papers that somebody saves: a PDF in the person's downloads. The screens choose neither folder nor kind of file.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use data_encoding::BASE64;
use tauri::Runtime;
use tauri::path::PathResolver;

/// Bytes of a paper at most.
const LIMIT: usize = 20 * 1024 * 1024;
/// Files of one name that lie beside each other at most.
const ALIKE: u32 = 1_000;

/// Why a paper was not saved.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unsaved {
    /// Not made by the press.
    #[error("this is no paper")]
    NoPaper,
    /// There are too many of that name.
    #[error("{0} holds a thousand papers of this name: move some of them away")]
    Full(PathBuf),
    /// The system said no.
    #[error("{0} cannot be written: {1}")]
    Io(PathBuf, io::Error),
}

/// The person's downloads, else the app's own folder of papers.
pub(crate) fn folder<R: Runtime>(paths: &PathResolver<R>) -> tauri::Result<PathBuf> {
    paths.download_dir().or_else(|_| Ok(paths.app_data_dir()?.join("papers")))
}

/// Saves `pdf` (base64) as `NUMBER.pdf` in `folder`, beside whatever has that name already. Answers where it lies, once
/// it is durable.
pub(crate) fn save(folder: &Path, number: &str, pdf: &str) -> Result<PathBuf, Unsaved> {
    if pdf.len() > LIMIT / 3 * 4 {
        return Err(Unsaved::NoPaper);
    }
    let bytes = BASE64.decode(pdf.as_bytes()).map_err(|_| Unsaved::NoPaper)?;
    let name: String = number.chars().filter(|one| one.is_ascii_alphanumeric() || *one == '-').take(40).collect();
    if !bytes.starts_with(b"%PDF-") || name.is_empty() {
        return Err(Unsaved::NoPaper);
    }
    std::fs::create_dir_all(folder).map_err(|error| Unsaved::Io(folder.to_owned(), error))?;
    for at in 1..=ALIKE {
        let path = folder.join(if at == 1 { format!("{name}.pdf") } else { format!("{name} ({at}).pdf") });
        match write(&path, &bytes) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(Unsaved::Io(path, error)),
        }
    }
    Err(Unsaved::Full(folder.to_owned()))
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).inspect_err(|_| {
        // Half a paper is worse than none.
        let _ = std::fs::remove_file(path);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_never_takes_the_place_of_another_file() {
        let folder = tempfile::tempdir().unwrap();
        let pdf = BASE64.encode(b"%PDF-1.7 one");
        let first = save(folder.path(), "D-7K2M9A", &pdf).unwrap();
        let second = save(folder.path(), "D-7K2M9A", &BASE64.encode(b"%PDF-1.7 two")).unwrap();
        assert_eq!(
            (first.file_name().unwrap(), second.file_name().unwrap()),
            ("D-7K2M9A.pdf".as_ref(), "D-7K2M9A (2).pdf".as_ref())
        );
        assert_eq!(std::fs::read(first).unwrap(), b"%PDF-1.7 one");
    }

    #[test]
    fn only_papers_are_saved_and_only_in_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let papers = folder.path().join("papers");
        let pdf = BASE64.encode(b"%PDF-1.7");
        let saved = save(&papers, "../../etc/pass wd", &pdf).unwrap();
        assert_eq!(saved, papers.join("etcpasswd.pdf"));
        for (number, content) in [("", pdf.as_str()), ("..", &pdf), ("D-1", "!"), ("D-1", &BASE64.encode(b"#!/bin/sh"))]
        {
            assert!(matches!(save(&papers, number, content), Err(Unsaved::NoPaper)), "{number} {content}");
        }
    }
}

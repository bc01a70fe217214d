//! What a template can reach: the templates, the paper, the fonts. Nothing else.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World, WorldExt};

use crate::fonts::Shelf;
use crate::{Error, limits};

/// The built-in files, by name.
const BUILT_IN: &[(&str, &str)] = &[
    ("acceptance.typ", include_str!("../templates/acceptance.typ")),
    ("base.typ", include_str!("../templates/base.typ")),
    ("contract.typ", include_str!("../templates/contract.typ")),
    ("quote.typ", include_str!("../templates/quote.typ")),
    ("receipt.typ", include_str!("../templates/receipt.typ")),
    ("slip.typ", include_str!("../templates/slip.typ")),
    ("words.json", include_str!("../templates/words.json")),
];

/// One printing.
pub(crate) struct Desk<'a> {
    pub(crate) library: &'a LazyHash<Library>,
    pub(crate) shelf: &'a Shelf,
    /// The chain's folder.
    pub(crate) folder: Option<&'a Path>,
    pub(crate) main: FileId,
    /// What is made for this paper: its data, the pictures of its codes.
    pub(crate) made: BTreeMap<String, Bytes>,
}

/// What names the file `name` in Typst.
pub(crate) fn file_id(name: &str) -> FileResult<FileId> {
    let path = VirtualPath::new(name).map_err(|_| FileError::AccessDenied)?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl Desk<'_> {
    /// The file's name where it is a plain one: no folder, no package.
    fn name(id: FileId) -> FileResult<&'static str> {
        let path = id.get();
        let name = path.vpath().get_without_slash();
        let plain =
            matches!(path.root(), VirtualRoot::Project) && !name.contains(['/', '\\']) && !name.starts_with('.');
        if plain { Ok(name) } else { Err(FileError::AccessDenied) }
    }

    /// The chain's file of that name.
    fn own(&self, name: &str) -> Option<PathBuf> {
        self.folder.map(|folder| folder.join(name)).filter(|path| path.is_file())
    }

    fn read(&self, id: FileId) -> FileResult<Bytes> {
        let name = Self::name(id)?;
        if let Some(made) = self.made.get(name) {
            return Ok(made.clone());
        }
        if let Some(path) = self.own(name) {
            return bounded(&path);
        }
        let built_in = BUILT_IN.iter().find(|(built_in, _)| *built_in == name);
        built_in.map(|(_, text)| Bytes::from_string(*text)).ok_or_else(|| FileError::NotFound(name.into()))
    }

    /// The first of `mistakes`, with its place.
    pub(crate) fn told(&self, mistakes: &[SourceDiagnostic]) -> Error {
        let Some(first) = mistakes.first() else { return Error::Broken("an unknown place".to_owned()) };
        let place = first.span.id().zip(self.range(first.span)).and_then(|(id, range)| {
            let text = self.read(id).ok()?;
            let (line, column) = typst::syntax::Lines::new(text.as_str().ok()?).byte_to_line_column(range.start)?;
            Some((id, line + 1, column + 1))
        });
        let (id, line, column) = place.unwrap_or((self.main, 0, 0));
        let name = id.get().vpath().get_without_slash();
        let file = self.own(name).map_or_else(|| name.to_owned(), |path| path.display().to_string());
        let hints = first.hints.iter().map(|hint| format!(" ({})", hint.v));
        let calls = first.trace.iter().map(|call| format!(" ({})", call.v));
        let message = std::iter::once(first.message.to_string()).chain(hints).chain(calls).collect();
        Error::Template { file, line, column, message }
    }
}

/// The content of a file of the chain's.
fn bounded(path: &Path) -> FileResult<Bytes> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| FileError::from_io(error, path))?;
    file.take(limits::FILE + 1).read_to_end(&mut bytes).map_err(|error| FileError::from_io(error, path))?;
    if bytes.len() as u64 > limits::FILE {
        let most = limits::FILE / 1024 / 1024;
        return Err(FileError::Other(Some(format!("{} is larger than {most} MB", path.display()).into())));
    }
    Ok(Bytes::new(bytes))
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.shelf.store.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let bytes = self.read(id)?;
        let text = bytes.as_str().map_err(|_| FileError::InvalidUtf8)?;
        Ok(Source::new(id, text.trim_start_matches('\u{feff}').to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.read(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shelf.store.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

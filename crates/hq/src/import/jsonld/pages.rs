//! Several pages read as one source: a shop that shows each variant on a page of its own names their group on all of them.

use std::fs::File;
use std::io::{self, BufReader, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::Nodes;
use crate::import::format::Head;
use crate::import::item::Item;
use crate::import::items::Items;
use crate::import::problem::Note;

/// Pages, one after the other; one is open at a time.
pub(super) struct Pages<'p> {
    left: std::slice::Iter<'p, (PathBuf, String)>,
    /// The currency that is wanted where a product has several.
    usual: Option<&'p str>,
    open: Option<(Nodes<'p, BufReader<File>>, Rc<str>)>,
    /// Items of the pages before.
    rows: u64,
    complete: bool,
    notes: Vec<Note>,
    text_notes: Vec<Note>,
}

impl<'p> Pages<'p> {
    /// Pages by path, with the name that people know each by.
    pub(super) fn new(pages: &'p [(PathBuf, String)], usual: Option<&'p str>) -> Self {
        let (notes, text_notes) = (Vec::new(), Vec::new());
        Self { left: pages.iter(), usual, open: None, rows: 0, complete: true, notes, text_notes }
    }

    fn turn(&mut self, path: &Path, name: &str) -> io::Result<()> {
        let named = |error: io::Error| io::Error::new(error.kind(), format!("{name}: {error}"));
        let mut file = BufReader::new(File::open(path).map_err(named)?);
        let head = Head::of(&mut file).map_err(named)?;
        file.seek(SeekFrom::Start(0)).map_err(named)?;
        let name: Rc<str> = name.into();
        self.notes.extend(head.note().map(|note| note.of(&name)));
        self.open = Some((Nodes::new(file, &head, self.usual), name));
        Ok(())
    }
}

impl Items for Pages<'_> {
    fn next(&mut self) -> io::Result<Option<Item>> {
        loop {
            let Some((nodes, name)) = &mut self.open else {
                let Some((path, name)) = self.left.next() else { return Ok(None) };
                self.turn(path, name)?;
                continue;
            };
            let item = nodes.next()?;
            self.notes.extend(nodes.notes().into_iter().map(|note| note.of(name)));
            if let Some(mut item) = item {
                item.page = Some(Rc::clone(name));
                return Ok(Some(item));
            }
            self.rows += nodes.rows();
            self.complete &= nodes.complete();
            self.text_notes.extend(nodes.text_notes().into_iter().map(|note| note.of(name)));
            self.open = None;
        }
    }

    fn notes(&mut self) -> Vec<Note> {
        std::mem::take(&mut self.notes)
    }

    fn rows(&self) -> u64 {
        self.rows + self.open.as_ref().map_or(0, |(nodes, _)| nodes.rows())
    }

    fn complete(&self) -> bool {
        self.complete
    }

    fn text_notes(&self) -> Vec<Note> {
        self.text_notes.clone()
    }
}

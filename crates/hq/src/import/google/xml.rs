//! Items out of the markup of a feed.
//!
//! Entities are never expanded but for XML's five, HTML's names and numbers; a document type definition is passed over,
//! so nothing in it is fetched or multiplied. One piece of markup may have [`MAX_EVENT`] bytes, one field [`MAX_FIELD`],
//! and nesting beyond [`MAX_DEPTH`] is not followed. End tags that do not fit are put right: an item ends with its own.

mod element;
mod namespaces;

use std::io::{self, BufRead, Read};

use quick_xml::errors::Error as XmlError;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::import::decoded::Decoded;
use crate::import::item::{Field, Item, MAX_FIELD};
use crate::import::items::{Items, is_identity};
use crate::import::plain_text::is_block;
use crate::import::problem::{Code, Note, quoted};
use element::{Open, Role, link};
use namespaces::Namespaces;

const MAX_EVENT: usize = 8 * 1024 * 1024;
const MAX_DEPTH: usize = 256;

/// Faults in the markup after which a file is given up.
const MAX_FAULTS: u32 = 1000;

/// Reads items.
pub(super) struct Feed<R> {
    reader: Reader<Decoded<R>>,
    open: Vec<Open>,
    namespaces: Namespaces,
    item: Option<Item>,
    /// What is wrong with the markup of the item being read, without the item being lost.
    damage: Vec<(Code, String)>,
    done: Option<Item>,
    faults: u32,
    stopped: bool,
    seen: u64,
    notes: Vec<Note>,
    /// Whether the end of the file was the end of the feed.
    complete: bool,
}

impl<R: Read> Feed<R> {
    pub(super) fn new(text: Decoded<R>) -> Self {
        let mut reader = Reader::from_reader(text);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        Self {
            reader,
            open: Vec::new(),
            namespaces: Namespaces::default(),
            item: None,
            damage: Vec::new(),
            done: None,
            faults: 0,
            stopped: false,
            seen: 0,
            notes: Vec::new(),
            complete: true,
        }
    }

    fn event(&mut self, event: Event<'_>, line: u64) {
        match event {
            Event::Start(element) => self.start(&element, line),
            Event::Empty(element) => {
                self.start(&element, line);
                self.end(element.name().as_ref());
            }
            Event::End(element) => self.end(element.name().as_ref()),
            Event::Text(text) => self.text(&text),
            Event::CData(text) => self.text(&text),
            Event::GeneralRef(entity) => self.entity(&entity),
            Event::DocType(_) => {
                let text = "the document type definition was passed over: entities that it declares stay as they are";
                self.notes.push(Note::remark(line, Code::DtdRefused, text));
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => {}
        }
    }

    fn start(&mut self, element: &BytesStart<'_>, line: u64) {
        let depth = self.open.len();
        if depth >= MAX_DEPTH {
            return;
        }
        self.namespaces.enter(element, depth);
        let name = element.name().as_ref().to_owned();
        let (origin, local) = self.namespaces.resolve(&name);
        let begins_item = origin.is_some() && matches!(local, "item" | "entry");
        let above = self.open.last().map(|open| &open.role);
        if begins_item && matches!(above, Some(Role::Item)) {
            self.abandon_item();
            return self.begin_item(name, line);
        }
        if begins_item && self.item.is_none() {
            return self.begin_item(name, line);
        }
        let role = Role::inside(above, local, origin);
        if matches!(role, Role::Markup) {
            let tag = local.to_ascii_lowercase();
            self.text(if is_block(&tag) { "\n" } else { "" });
            if matches!(tag.as_str(), "br" | "hr" | "img" | "meta" | "input" | "wbr") {
                return self.namespaces.leave(depth);
            }
        }
        if let Role::Field { field: Field::Link, origin, .. } = role
            && let (Some(href), Some(item)) = (link(element), &mut self.item)
        {
            item.push(Field::Link, origin, &href);
        }
        self.open.push(Open { name, role });
    }

    fn begin_item(&mut self, name: String, line: u64) {
        self.seen += 1;
        self.item = Some(Item::new(line));
        self.open.push(Open { name, role: Role::Item });
    }

    /// Gives up an item whose end tag is missing.
    fn abandon_item(&mut self) {
        if let Some(item) = self.item.take() {
            let text = format!("item {} has no end tag and was not taken: export the feed again", quoted(item.id()));
            self.notes.push(Note::not_taken(item.line, Code::MalformedXml, text));
            self.damage.clear();
            self.complete = false;
        }
        while let Some(open) = self.open.pop() {
            if matches!(open.role, Role::Item) {
                break;
            }
        }
        self.namespaces.leave(self.open.len());
    }

    fn end(&mut self, name: &str) {
        let Some(place) = self.open.iter().rposition(|open| open.name == name) else {
            return self.damaged(Code::MalformedXml, || format!("</{name}> ends nothing"));
        };
        if place + 1 < self.open.len() {
            self.damaged(Code::MalformedXml, || format!("</{name}> comes before the end tags of what is inside it"));
        }
        while self.open.len() > place {
            if let Some(open) = self.open.pop() {
                self.close(open);
            }
        }
        self.namespaces.leave(place);
    }

    fn close(&mut self, open: Open) {
        match open.role {
            Role::Field { field, origin, text } => {
                let above = self.open.last_mut().map(|open| &mut open.role);
                match (above, field) {
                    (Some(Role::Pair { name, .. }), Field::DetailName | Field::AlsoZh) => *name = text,
                    (Some(Role::Pair { value, .. }), Field::DetailValue | Field::AlsoEn) => *value = text,
                    _ => {
                        if let Some(item) = &mut self.item {
                            item.push(field, origin, &text);
                        }
                    }
                }
            }
            Role::Pair { field, name, value } => match (&mut self.item, field) {
                (Some(item), Field::Axis) => item.push_axis(&name, &value),
                (Some(item), Field::Also) => item.push_also(&name, &value),
                (Some(item), _) => item.push_detail(&name, &value),
                (None, _) => {}
            },
            Role::Item => {
                self.done = self.item.take();
                if let Some(item) = &self.done {
                    let note = |(code, why): (Code, String)| {
                        let text =
                            format!("the markup of item {} is damaged ({why}); check the item", quoted(item.id()));
                        Note::remark(item.line, code, text)
                    };
                    self.notes.extend(self.damage.drain(..).map(note));
                }
            }
            Role::Markup => {
                let local = open.name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
                self.text(if is_block(&local) { "\n" } else { "" });
            }
            Role::Ignored => {}
        }
    }

    /// Adds to the field that is being read, if one is.
    fn text(&mut self, added: &str) {
        let mut too_large = None;
        for open in self.open.iter_mut().rev() {
            match &mut open.role {
                Role::Markup => {}
                Role::Field { text, .. } => {
                    if text.len() + added.len() <= MAX_FIELD {
                        text.push_str(added);
                    } else {
                        too_large = Some(open.name.clone());
                    }
                    break;
                }
                Role::Ignored | Role::Item | Role::Pair { .. } => break,
            }
        }
        if let Some(name) = too_large {
            self.damaged(Code::TooLarge, || format!("<{name}> has more than {MAX_FIELD} bytes and was cut"));
        }
    }

    fn entity(&mut self, name: &str) {
        let reference = format!("&{name};");
        let decoded = html_escape::decode_html_entities(&reference);
        if decoded == reference {
            self.damaged(Code::UnknownEntity, || format!("{} is no known entity", quoted(&reference)));
        }
        self.text(&decoded);
    }

    /// Notes, once for each kind, what is wrong with the item being read.
    fn damaged(&mut self, code: Code, why: impl FnOnce() -> String) {
        if self.item.is_some() && self.damage.iter().all(|(known, _)| *known != code) {
            self.damage.push((code, why()));
        }
    }

    fn fault(&mut self, error: XmlError, line: u64) -> io::Result<()> {
        self.faults += 1;
        match error {
            XmlError::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                let text =
                    format!("what begins on line {line} is longer than {MAX_EVENT} bytes; reading stopped there");
                self.stop(Note::not_taken(line, Code::TooLarge, text));
            }
            XmlError::Io(error) => return Err(io::Error::new(error.kind(), error)),
            _ if self.at_end()? => self.truncated(line),
            XmlError::IllFormed(why) if self.faults < MAX_FAULTS => {
                self.damaged(Code::MalformedXml, || why.to_string());
            }
            error => {
                let text = format!("line {line} is no XML ({error}); reading stopped there: export the feed again");
                self.stop(Note::not_taken(line, Code::MalformedXml, text));
            }
        }
        Ok(())
    }

    fn at_end(&mut self) -> io::Result<bool> {
        let text = self.reader.get_mut();
        text.allow(MAX_EVENT);
        Ok(text.fill_buf()?.is_empty())
    }

    fn truncated(&mut self, line: u64) {
        let begun = self.item.as_ref().map_or(line, |item| item.line);
        let lost =
            if self.item.is_some() { format!("; the item begun on line {begun} was not taken") } else { String::new() };
        let text = format!("the file ends on line {line} before the feed does{lost}: export or fetch it again");
        self.stop(Note::not_taken(begun, Code::Truncated, text));
    }

    fn stop(&mut self, note: Note) {
        self.notes.push(note);
        self.item = None;
        self.complete = false;
        self.stopped = true;
    }
}

impl<R: Read> Items for Feed<R> {
    fn next(&mut self) -> io::Result<Option<Item>> {
        let mut buffer = Vec::new();
        while !self.stopped {
            let line = self.reader.get_ref().line();
            self.reader.get_mut().allow(MAX_EVENT);
            buffer.clear();
            match self.reader.read_event_into(&mut buffer) {
                Ok(Event::Eof) if self.open.is_empty() => self.stopped = true,
                Ok(Event::Eof) => self.truncated(line),
                Ok(event) => self.event(event, line),
                Err(error) => self.fault(error, line)?,
            }
            if let Some(item) = self.done.take() {
                if is_identity(item.id()) && is_identity(item.source_id()) {
                    return Ok(Some(item));
                }
                let text = match item.id() {
                    "" => "an item has no id and was not taken: give every item a g:id".to_owned(),
                    id => format!("item {} was not taken: that can be no id", quoted(id)),
                };
                self.notes.push(Note::not_taken(item.line, Code::MissingId, text));
            }
        }
        Ok(None)
    }

    fn notes(&mut self) -> Vec<Note> {
        std::mem::take(&mut self.notes)
    }

    fn rows(&self) -> u64 {
        self.seen
    }

    fn complete(&self) -> bool {
        self.complete
    }

    fn text_notes(&self) -> Vec<Note> {
        self.reader.get_ref().bad_lines()
    }
}

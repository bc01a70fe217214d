//! Makes PDFs of papers.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sha2::{Digest, Sha256};
use typst::comemo;
use typst::foundations::{Bytes, Smart};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;
use typst_svg::SvgOptions;

use crate::fonts::{Fonts, Shelf};
use crate::paper::Paper;
use crate::text::first_cjk;
use crate::view::{code_file, view};
use crate::world::{Desk, file_id};
use crate::{Error, Language};

/// Typesetting goes deep; the threads of a server have less.
const STACK: usize = 32 * 1024 * 1024;
/// Memoised results that this many papers did not use are forgotten.
const AGE: usize = 2;

/// A printed paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The PDF file.
    pub pdf: Vec<u8>,
    /// SHA-256 of `pdf`, hexadecimal.
    pub sha256: String,
    /// How many pages it has.
    pub pages: usize,
    /// A picture of each page, SVG: for screens, and for printing from one.
    pub pictures: Vec<String>,
}

/// Prints papers, on as many threads as call it. Made once: it keeps the fonts that it has found.
#[derive(Default)]
pub struct Press {
    fonts: Fonts,
    templates: Option<PathBuf>,
    shelf: OnceLock<Shelf>,
    library: OnceLock<LazyHash<Library>>,
}

impl Press {
    /// A press with the system's fonts and the built-in templates. Cheap; the fonts are found when it prints first.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with its fonts from elsewhere.
    pub fn with_fonts(self, fonts: Fonts) -> Self {
        Self { fonts, shelf: OnceLock::new(), ..self }
    }

    /// The same with the chain's templates: a file in `folder` takes the place of the built-in one of its name
    /// (`quote.typ`, `contract.typ`, `receipt.typ`, `acceptance.typ`, `slip.typ`, `base.typ`, `words.json`) and can name others that lie
    /// beside it, such as a picture. Read anew for each paper.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn with_templates(self, folder: &Path) -> Result<Self, Error> {
        let unreadable = |source| Error::Folder { path: folder.to_owned(), source };
        std::fs::read_dir(folder).map_err(unreadable)?;
        Ok(Self { templates: Some(folder.to_owned()), ..self })
    }

    /// Prints `paper`.
    ///
    /// # Errors
    /// The paper holds too much, no font has its Chinese characters, or a template is wrong.
    pub fn print(&self, paper: &Paper) -> Result<Printed, Error> {
        let (mut view, codes) = view(paper)?;
        let fonts = self.shelf.get_or_init(|| Shelf::find(&self.fonts));
        view.fonts = fonts.families();
        let json = serde_json::to_string(&view).map_err(|error| Error::Broken(error.to_string()))?;
        let mut made: BTreeMap<String, Bytes> = BTreeMap::new();
        for (at, code) in codes.into_iter().enumerate() {
            made.insert(code_file(at), Bytes::new(code.pixels));
        }
        if let Some(missing) = missing(fonts, paper.language, &json) {
            return Err(Error::NoFont(missing));
        }
        let ident = hex(&Sha256::digest(&json));
        made.insert("paper.json".to_owned(), Bytes::from_string(json));
        let main = format!("{}.typ", paper.kind.name());
        let desk = Desk {
            library: self.library.get_or_init(|| LazyHash::new(Library::builder().build())),
            shelf: fonts,
            folder: self.templates.as_deref(),
            main: file_id(&main).map_err(|error| Error::Broken(error.to_string()))?,
            made,
        };
        apart(|| set(&desk, ident))
    }

    /// Pictures (SVG) of the pages of somebody's PDF, at most `limit`, for screens that show none themselves.
    ///
    /// # Errors
    /// Its first page cannot be shown.
    pub fn pages(&self, pdf: Vec<u8>, limit: usize) -> Result<Vec<String>, Error> {
        let pdf = Bytes::new(pdf);
        let fonts = self.shelf.get_or_init(|| Shelf::find(&self.fonts));
        let library = self.library.get_or_init(|| LazyHash::new(Library::builder().build()));
        let main = file_id("page.typ").map_err(|error| Error::Broken(error.to_string()))?;
        let mut drawn = Vec::new();
        for page in 1..=limit {
            let text =
                format!("#set page(width: auto, height: auto, margin: 0pt)\n#image(\"shown.pdf\", page: {page})");
            let made = [("page.typ".to_owned(), Bytes::from_string(text)), ("shown.pdf".to_owned(), pdf.clone())];
            let desk = Desk { library, shelf: fonts, folder: None, main, made: made.into() };
            match apart(|| picture(&desk)) {
                Ok(picture) => drawn.push(picture),
                Err(error) if drawn.is_empty() => return Err(error),
                // Behind the last one.
                Err(_) => break,
            }
        }
        comemo::evict(AGE);
        Ok(drawn)
    }
}

fn picture(desk: &Desk<'_>) -> Result<String, Error> {
    let document = typst::compile::<PagedDocument>(desk).output.map_err(|mistakes| desk.told(&mistakes))?;
    let page = document.pages().first().ok_or_else(|| Error::Broken("a page that is none".to_owned()))?;
    Ok(typst_svg::svg(page, &SvgOptions::default()))
}

/// A character that a paper with the data `json` needs and no font has. Of Chinese it is enough that one font is
/// Chinese: a rare character in a name must not hold up a sale.
fn missing(shelf: &Shelf, language: Language, json: &str) -> Option<char> {
    let fixed = match language {
        Language::Zh => '单',
        Language::En => 'Q',
    };
    if !shelf.has(fixed) {
        return Some(fixed);
    }
    first_cjk(json).filter(|_| shelf.chinese.is_none())
}

/// Runs `work` on a thread of its own, so that neither a small stack nor a panic in the library reaches who asked.
fn apart<T: Send>(work: impl FnOnce() -> Result<T, Error> + Send) -> Result<T, Error> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("papers".to_owned()).stack_size(STACK);
        let running = thread.spawn_scoped(scope, work).map_err(|error| Error::Broken(error.to_string()))?;
        running.join().unwrap_or_else(|panic| {
            let said = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
            Err(Error::Broken(said.unwrap_or("an unknown place").to_owned()))
        })
    })
}

fn set(desk: &Desk<'_>, ident: String) -> Result<Printed, Error> {
    let document = typst::compile::<PagedDocument>(desk).output.map_err(|mistakes| desk.told(&mistakes))?;
    let options = PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some("Tenon".to_owned())),
        ..Default::default()
    };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|mistakes| desk.told(&mistakes))?;
    comemo::evict(AGE);
    let pictures = document.pages().iter().map(|page| typst_svg::svg(page, &SvgOptions::default())).collect();
    Ok(Printed { sha256: hex(&Sha256::digest(&pdf)), pages: document.pages().len(), pdf, pictures })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

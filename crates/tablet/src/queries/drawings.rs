//! `drawing`: a revision of a project's drawing, as far as its file is on this tablet.

use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use tenon_domain::Id;
use tenon_domain::entities::{DrawnRevision, PhotoType, Project};
use tenon_store::{Error, Schema, SqlRows};
use ts_rs::TS;

use super::PhotoPlace;
use super::photos::place;
use crate::Tablet;
use crate::blobs::Form;

/// Pages of a PDF that are shown; the file has them all.
const PAGES: usize = 20;

/// The argument of `drawing`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DrawingArgs {
    /// Of which project.
    pub project: Id<Project>,
    /// Which revision.
    pub revision: u32,
}

/// A revision of the drawing.
#[derive(Debug, Serialize, TS)]
pub struct DrawingShown {
    /// What is known of it.
    pub drawn: DrawnRevision,
    /// The names of its pictures for screens, the small one first; none of a PDF.
    pub pictures: Option<[String; 2]>,
    /// A picture of each page of a PDF, SVG, at most 20.
    pub pages: Vec<String>,
    /// The PDF file, base64; empty of a picture, and where the file is not here.
    pub pdf: String,
    /// Where its file is.
    pub place: PhotoPlace,
    /// Why its pages cannot be shown, where they cannot.
    pub why: Option<String>,
}

/// See [`DrawingShown`].
pub(super) fn drawing(tablet: &Tablet, args: &DrawingArgs) -> Result<Option<DrawingShown>, Error> {
    let (drawn, place) = {
        let mut reader = tablet.reader();
        let project = SqlRows(&mut *reader, Schema::Tablet).entity::<Project>(args.project)?;
        let drawn = project.and_then(|project| project.drawn.into_iter().find(|one| one.revision == args.revision));
        let Some(drawn) = drawn else { return Ok(None) };
        let place = place(&mut *reader, drawn.sha256)?;
        (drawn, place)
    };
    let mut shown = DrawingShown { pictures: None, pages: Vec::new(), pdf: String::new(), place, why: None, drawn };
    let name = shown.drawn.sha256;
    if shown.drawn.media_type != PhotoType::Pdf {
        shown.pictures = Some([Form::Thumb, Form::Large].map(|form| format!("{name}.{}", form.as_str())));
        return Ok(Some(shown));
    }
    let file = tablet.blobs().get(name, Form::Original).unwrap_or_else(|error| {
        tracing::error!(%error, "a drawing on this tablet cannot be read");
        None
    });
    if let Some(file) = file {
        shown.pdf = BASE64.encode(&file);
        match tablet.press().pages(file, PAGES) {
            Ok(pages) => shown.pages = pages,
            Err(error) => shown.why = Some(error.to_string()),
        }
    }
    Ok(Some(shown))
}

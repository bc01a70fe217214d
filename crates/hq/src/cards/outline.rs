//! Chinese words as outlines, from a font of this machine: drawn once in a file, and placed on every card.
//!
//! One line of Chinese needs no shaping: every character is one glyph, one after the other.

use fontdb::{Database, Family, Query};
use pdf_writer::Content;
use ttf_parser::{Face, OutlineBuilder};

/// Chinese sans-serifs of the systems that servers run, the best first.
const FAMILIES: [&str; 9] = [
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "SimHei",
];

/// A line that is drawn, one em high.
pub(super) struct Outline {
    /// What fills it.
    pub(super) drawn: Vec<u8>,
    /// How wide it is, in ems.
    pub(super) width: f32,
}

/// The fonts of this machine.
pub(super) struct Fonts(Database);

impl Fonts {
    pub(super) fn of_system() -> Self {
        let mut database = Database::new();
        database.load_system_fonts();
        Self(database)
    }

    /// Draws `text`, no wider than `most` ems; none where no font has all of it.
    pub(super) fn outline(&self, text: &str, most: f32) -> Option<Outline> {
        let families = FAMILIES.map(Family::Name);
        let mut each = families
            .iter()
            .filter_map(|family| self.0.query(&Query { families: std::slice::from_ref(family), ..Query::default() }));
        each.find_map(|id| self.0.with_face_data(id, |data, index| drawn(data, index, text, most)).flatten())
    }
}

fn drawn(data: &[u8], index: u32, text: &str, most: f32) -> Option<Outline> {
    let face = Face::parse(data, index).ok()?;
    let scale = 1.0 / f32::from(face.units_per_em());
    let glyphs: Vec<_> = text.chars().map(|symbol| face.glyph_index(symbol)).collect::<Option<_>>()?;
    let mut pen = Pen { content: Content::new(), scale, left: 0.0, at: (0.0, 0.0) };
    for glyph in glyphs {
        let step = f32::from(face.glyph_hor_advance(glyph).unwrap_or_else(|| face.units_per_em())) * scale;
        if pen.left + step > most {
            break;
        }
        face.outline_glyph(glyph, &mut pen);
        pen.left += step;
    }
    pen.content.fill_nonzero();
    Some(Outline { drawn: pen.content.finish().to_vec(), width: pen.left })
}

/// Writes a glyph's outline into a content stream.
struct Pen {
    content: Content,
    scale: f32,
    /// Where the glyph stands, in ems.
    left: f32,
    /// The last point.
    at: (f32, f32),
}

impl Pen {
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        (self.left + x * self.scale, y * self.scale)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = self.place(x, y);
        self.content.move_to(self.at.0, self.at.1);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.at = self.place(x, y);
        self.content.line_to(self.at.0, self.at.1);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        // PDF has cubic curves only.
        let (from, by, to) = (self.at, self.place(x1, y1), self.place(x, y));
        let near = |end: f32, by: f32| end + 2.0 / 3.0 * (by - end);
        self.content.cubic_to(near(from.0, by.0), near(from.1, by.1), near(to.0, by.0), near(to.1, by.1), to.0, to.1);
        self.at = to;
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (one, two, to) = (self.place(x1, y1), self.place(x2, y2), self.place(x, y));
        self.content.cubic_to(one.0, one.1, two.0, two.1, to.0, to.1);
        self.at = to;
    }
    fn close(&mut self) {
        self.content.close_path();
    }
}

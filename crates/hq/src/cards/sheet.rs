//! A sheet of cards to print and cut: A4, ten cards of 85 mm × 54 mm.
//!
//! Numbers and English are set in Helvetica, which every PDF reader has. The campaign's Chinese name and its last day are
//! the same on every card of a batch: they are outlines, written once; without a Chinese font on this machine they are left
//! out.

use anyhow::Result;
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str};
use qrcodegen::QrCode;
use tenon_domain::Localized;

use super::outline::Fonts;
use super::qr;

/// One card.
pub(super) struct Label {
    /// As it is printed: `8H 2057 4413 096`.
    pub(super) number: String,
    /// The text of its code.
    pub(super) code: String,
}

/// What all cards of a sheet say.
pub(super) struct Words {
    /// The campaign's name.
    pub(super) name: Localized,
    /// Last day of validity, `2026-12-31`.
    pub(super) until: String,
}

/// A line of Chinese that is the same on every card: its size in points, and millimetres above the card's lower edge.
const NAME_ZH: (f32, f32) = (8.5, 28.5);
const UNTIL_ZH: (f32, f32) = (7.5, 18.5);
/// Between the code and the right edge, in points.
const COLUMN: f32 = 39.5 * MM;

const MM: f32 = 72.0 / 25.4;
const PAGE: (f32, f32) = (210.0 * MM, 297.0 * MM);
const CARD: (f32, f32) = (85.0 * MM, 54.0 * MM);
const COLUMNS: usize = 2;
const ROWS: usize = 5;
/// Side of the QR code with its quiet zone.
const CODE: f32 = 42.0 * MM;
/// Modules of white around a QR code (ISO/IEC 18004).
const QUIET: i32 = 4;
const REGULAR: Name<'_> = Name(b"R");
const BOLD: Name<'_> = Name(b"B");

/// The sheet of `labels` as a PDF file; of no labels, one empty page.
pub(super) fn sheet(labels: &[Label], words: &Words, fonts: &Fonts) -> Result<Vec<u8>> {
    let mut next = 0;
    let mut fresh = || {
        next += 1;
        Ref::new(next)
    };
    let (catalog, tree, regular, bold) = (fresh(), fresh(), fresh(), fresh());
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    pdf.type1_font(regular).base_font(Name(b"Helvetica"));
    pdf.type1_font(bold).base_font(Name(b"Helvetica-Bold"));
    let until = format!("有效期至 {}", words.until);
    let mut chinese = Vec::new();
    for (name, text, (size, up)) in [("N", &words.name.zh, NAME_ZH), ("U", &until, UNTIL_ZH)] {
        let Some(outline) = fonts.outline(text, COLUMN / size) else { continue };
        let id = fresh();
        pdf.form_xobject(id, &outline.drawn).bbox(Rect::new(0.0, -0.5, outline.width, 1.5));
        chinese.push(Placed { name, id, size, up });
    }
    let mut pages = Vec::new();
    let none: &[Label] = &[];
    let sheets: Vec<&[Label]> = labels.chunks(COLUMNS * ROWS).collect();
    for labels in if sheets.is_empty() { vec![none] } else { sheets } {
        let (page, drawn) = (fresh(), fresh());
        let mut content = Content::new();
        let mut codes = Vec::new();
        for (label, at) in labels.iter().zip(0..) {
            let code = fresh();
            let name = format!("C{at}");
            put_code(&mut pdf, code, &qr(&label.code)?);
            draw(&mut content, label, words, &chinese, place(at), &name);
            codes.push((name, code));
        }
        pdf.stream(drawn, &content.finish());
        let mut written = pdf.page(page);
        written.parent(tree).media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).contents(drawn);
        let mut resources = written.resources();
        resources.fonts().pair(REGULAR, regular).pair(BOLD, bold);
        let mut objects = resources.x_objects();
        for (name, code) in &codes {
            objects.pair(Name(name.as_bytes()), *code);
        }
        for one in &chinese {
            objects.pair(Name(one.name.as_bytes()), one.id);
        }
        objects.finish();
        resources.finish();
        written.finish();
        pages.push(page);
    }
    pdf.pages(tree).count(i32::try_from(pages.len())?).kids(pages);
    Ok(pdf.finish())
}

/// The lower left corner of card number `at` of a page, from the top.
fn place(at: usize) -> (f32, f32) {
    #[expect(clippy::cast_precision_loss, reason = "a page has two columns and five rows")]
    let (column, row) = ((at % COLUMNS) as f32, (at / COLUMNS) as f32);
    let (left, top) = ((PAGE.0 - 2.0 * CARD.0) / 2.0, f32::midpoint(PAGE.1, 5.0 * CARD.1));
    (left + column * CARD.0, top - (row + 1.0) * CARD.1)
}

/// A QR code as a picture of one bit a module, its quiet zone included; white is 1.
fn put_code(pdf: &mut Pdf, id: Ref, code: &QrCode) {
    let side = code.size() + 2 * QUIET;
    let mut bytes = Vec::new();
    for y in 0..side {
        let mut row = vec![0xFF_u8; usize::try_from(side).unwrap_or(0).div_ceil(8)];
        for x in 0..side {
            if code.get_module(x - QUIET, y - QUIET) {
                let x = usize::try_from(x).unwrap_or(0);
                row[x / 8] &= !(0x80 >> (x % 8));
            }
        }
        bytes.extend(row);
    }
    let mut image = pdf.image_xobject(id, &bytes);
    image.width(side).height(side).bits_per_component(1);
    image.color_space().device_gray();
}

/// A line of Chinese, and where it goes.
struct Placed {
    name: &'static str,
    id: Ref,
    size: f32,
    up: f32,
}

fn draw(content: &mut Content, label: &Label, words: &Words, chinese: &[Placed], (x, y): (f32, f32), code: &str) {
    content.save_state();
    content.set_line_width(0.25).set_stroke_gray(0.7).rect(x, y, CARD.0, CARD.1).stroke();
    content.restore_state();
    content.save_state();
    content.transform([CODE, 0.0, 0.0, CODE, x + 1.0 * MM, y + (CARD.1 - CODE) / 2.0]);
    content.x_object(Name(code.as_bytes()));
    content.restore_state();
    let left = x + CODE + 2.0 * MM;
    for one in chinese {
        content.save_state();
        content.transform([one.size, 0.0, 0.0, one.size, left, y + one.up * MM]);
        content.x_object(Name(one.name.as_bytes()));
        content.restore_state();
    }
    let mut line = |font, size, up: f32, text: &str| {
        content.begin_text().set_font(font, size).next_line(left, y + up * MM);
        content.show(Str(latin(text).as_bytes())).end_text();
    };
    line(BOLD, 11.0, 34.0, &label.number);
    line(REGULAR, 7.5, 24.5, &latin(&words.name.en).chars().take(34).collect::<String>());
    line(REGULAR, 7.5, 14.5, &format!("Valid through {}", words.until));
}

/// What Helvetica can set of `text` without a table of its own.
fn latin(text: &str) -> String {
    text.chars().filter(|symbol| symbol.is_ascii_graphic() || *symbol == ' ').collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Label, Words, sheet};
    use crate::cards::outline::Fonts;
    use tenon_domain::Localized;

    fn label(at: usize) -> Label {
        Label { number: format!("8H 2057 4413 {at:03}"), code: format!("TN1:{at:0143}") }
    }

    fn words() -> Words {
        Words { name: Localized::new("冬日", "Winter"), until: "2026-12-31".to_owned() }
    }

    #[test]
    fn ten_cards_are_a_page_and_every_number_stands_on_one() {
        let labels: Vec<Label> = (0..23).map(label).collect();
        let pdf = sheet(&labels, &words(), &Fonts::of_system()).unwrap();
        let text = String::from_utf8_lossy(&pdf);
        assert!(text.starts_with("%PDF-") && text.trim_end().ends_with("%%EOF"));
        assert!(text.contains("/Count 3"));
        for label in &labels {
            assert!(text.contains(&format!("({})", label.number)), "{}", label.number);
        }
        assert_eq!(text.matches("/Subtype /Image").count(), 23);
        assert!(text.contains("(Winter)"));
        // Chinese is written once, however many cards there are, and only where there is a font for it.
        let chinese = 2 * usize::from(Fonts::of_system().outline("冬日有效期至", 40.0).is_some());
        assert_eq!(text.matches("/Subtype /Form").count(), chinese);
    }

    #[test]
    fn an_empty_batch_is_an_empty_page() {
        assert!(String::from_utf8_lossy(&sheet(&[], &words(), &Fonts::of_system()).unwrap()).contains("/Count 1"));
    }
}

//! Drawn pictures of products: a drawing per shape of a product, coloured by its finish.
//!
//! A product of the demonstration has no photograph, so it is drawn; products of one shape and finish share a picture.
//! Every picture is SVG, 4:3, without text, scripts, gradients or references.
#![expect(clippy::many_single_char_names, reason = "x, y, w, h and c mean what they mean on every drawing board")]

mod art;
mod bath;
mod beds;
mod cooking;
mod doors;
mod kitchen;
mod lights;
mod props;
mod seats;
mod storage;
mod taps;
mod tile_walls;
mod tiles;

use std::sync::LazyLock;

use tenon_domain::Hash;

use super::finish::{self, Finish};

/// What a picture shows, besides its finish.
pub(super) struct Motif {
    draw: fn(usize, &Finish) -> String,
    /// How many shapes it is drawn in.
    pub(super) shapes: usize,
    /// The finishes it is drawn in.
    pub(super) finishes: &'static [Finish],
}

const fn motif(draw: fn(usize, &Finish) -> String, shapes: usize, finishes: &'static [Finish]) -> Motif {
    Motif { draw, shapes, finishes }
}

/// Everything that is drawn.
pub(super) static KITCHEN: Motif = motif(kitchen::kitchen, 5, finish::FRONTS);
pub(super) static SINK: Motif = motif(cooking::sink, 2, finish::SINKS);
pub(super) static HOOD: Motif = motif(cooking::hood, 2, finish::PROFILES);
pub(super) static DOOR: Motif = motif(doors::interior, 5, finish::DOORS);
pub(super) static ENTRANCE: Motif = motif(doors::entrance, 2, finish::ENTRANCES);
pub(super) static SLIDING: Motif = motif(doors::sliding, 2, finish::PROFILES);
pub(super) static FLOOR_TILE: Motif = motif(tiles::floor, 3, finish::STONES);
pub(super) static WALL_TILE: Motif = motif(tile_walls::wall, 4, finish::GLAZES);
pub(super) static PLANK_TILE: Motif = motif(tiles::planks, 2, finish::PLANKS);
pub(super) static KITCHEN_TAP: Motif = motif(taps::kitchen, 3, finish::METALS);
pub(super) static BASIN_TAP: Motif = motif(taps::basin, 3, finish::METALS);
pub(super) static SHOWER: Motif = motif(taps::shower, 2, finish::METALS);
pub(super) static VANITY: Motif = motif(bath::vanity, 2, finish::FRONTS);
pub(super) static TOILET: Motif = motif(bath::toilet, 2, finish::CERAMICS);
pub(super) static SCREEN: Motif = motif(bath::screen, 2, finish::PROFILES);
pub(super) static PENDANT: Motif = motif(lights::pendant, 5, finish::LAMPS);
pub(super) static CEILING: Motif = motif(lights::ceiling, 2, finish::LAMPS);
pub(super) static FLOOR_LAMP: Motif = motif(lights::floor, 2, finish::LAMPS);
pub(super) static SOFA: Motif = motif(seats::sofa, 4, finish::FABRICS);
pub(super) static BED: Motif = motif(beds::bed, 3, finish::FABRICS);
pub(super) static CHAIR: Motif = motif(seats::chair, 3, finish::WOODS);
pub(super) static TABLE: Motif = motif(storage::table, 3, finish::WOODS);
pub(super) static COFFEE_TABLE: Motif = motif(storage::coffee_table, 2, finish::WOODS);
pub(super) static WARDROBE: Motif = motif(storage::wardrobe, 3, finish::FRONTS);
pub(super) static SIDEBOARD: Motif = motif(storage::sideboard, 2, finish::FRONTS);

static MOTIFS: [&Motif; 25] = [
    &KITCHEN,
    &SINK,
    &HOOD,
    &DOOR,
    &ENTRANCE,
    &SLIDING,
    &FLOOR_TILE,
    &WALL_TILE,
    &PLANK_TILE,
    &KITCHEN_TAP,
    &BASIN_TAP,
    &SHOWER,
    &VANITY,
    &TOILET,
    &SCREEN,
    &PENDANT,
    &CEILING,
    &FLOOR_LAMP,
    &SOFA,
    &BED,
    &CHAIR,
    &TABLE,
    &COFFEE_TABLE,
    &WARDROBE,
    &SIDEBOARD,
];

impl Motif {
    fn svg(&self, shape: usize, finish: usize) -> String {
        (self.draw)(shape, &self.finishes[finish])
    }

    /// The content hash of the picture of `shape` in the finish of that index.
    pub(super) fn hash(&'static self, shape: usize, finish: usize) -> String {
        let at = MOTIFS.iter().position(|motif| std::ptr::eq(*motif, self)).unwrap_or(0);
        HASHES[at][shape % self.shapes * self.finishes.len() + finish].clone()
    }
}

/// Hashes by motif, then shape and finish: drawn once, so that a million products do not draw a million pictures.
static HASHES: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    MOTIFS.iter().map(|motif| scenes(motif).map(|(shape, finish)| name(&motif.svg(shape, finish))).collect()).collect()
});

fn scenes(motif: &'static Motif) -> impl Iterator<Item = (usize, usize)> {
    (0..motif.shapes).flat_map(|shape| (0..motif.finishes.len()).map(move |finish| (shape, finish)))
}

fn name(svg: &str) -> String {
    Hash::of(svg.as_bytes()).to_string()
}

/// Every picture: the lower-case hex SHA-256 of its bytes, and the bytes, an SVG drawing.
pub fn pictures() -> impl Iterator<Item = (String, Vec<u8>)> {
    MOTIFS.iter().flat_map(|motif| scenes(motif).map(|(shape, finish)| motif.svg(shape, finish))).map(|svg| {
        let hash = name(&svg);
        (hash, svg.into_bytes())
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fmt::Write as _;

    use super::pictures;

    #[test]
    fn pictures_are_small_distinct_and_harmless() {
        let mut seen = BTreeSet::new();
        for (hash, bytes) in pictures() {
            let svg = std::str::from_utf8(&bytes).expect("UTF-8");
            assert!(bytes.len() <= 6 * 1024, "{hash} has {} bytes", bytes.len());
            for bad in ["<script", "href", "<text", "url(", " id=", "\"", "&"] {
                assert!(!svg.contains(bad), "{bad} in {svg}");
            }
            let mut reader = quick_xml::Reader::from_str(svg);
            while reader.read_event().expect("well-formed") != quick_xml::events::Event::Eof {}
            assert!(seen.insert(hash), "drawn twice");
        }
        assert!((200..=350).contains(&seen.len()), "{}", seen.len());
    }

    /// Writes all pictures and a page that shows them into the directory `TENON_SHEET`, to be looked at.
    #[test]
    #[ignore = "writes files for people to look at"]
    fn contact_sheet() {
        let dir = std::path::PathBuf::from(std::env::var_os("TENON_SHEET").expect("TENON_SHEET names a directory"));
        let mut page = String::from("<body style='margin:0;display:grid;grid-template-columns:repeat(6,1fr);gap:8px'>");
        for (hash, bytes) in pictures() {
            std::fs::write(dir.join(format!("{hash}.svg")), bytes).expect("the directory can be written");
            let _ = write!(page, "<img src='{hash}.svg' style='width:100%;border-radius:6px'>");
        }
        std::fs::write(dir.join("sheet.html"), page).expect("the directory can be written");
    }
}

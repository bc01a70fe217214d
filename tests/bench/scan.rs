//! `scan`: the codes on the photographs of `shared/data/barcodes`.
//!
//! Tenon's side is the reader as it is shipped, for six formats. The baseline is the same engine asked for every format
//! that it knows, as it does unless told otherwise: what looking for less saves, and what it does not read wrongly.

use anyhow::Result;
use tenon_codes::{Code, Format, Grey};
use tenon_tests::barcodes::Barcodes;
use zxingcpp::{ImageFormat, ImageView};

use crate::place::{Ground, timed};
use crate::spread::Rounds;
use crate::table::Table;

const ROUNDS: usize = 3;

pub(crate) fn measure(_: &mut Ground) -> Result<Table> {
    let about = "reading photographs of codes for six formats against the same engine looking for all formats";
    let mut table = Table::new("scan", about);
    let Some(barcodes) = Barcodes::found() else {
        table.note("Not measured: the photographs of shared/data/barcodes are not here.");
        return Ok(table);
    };
    let mut sets: Vec<&str> = barcodes.photos.iter().map(|photo| photo.set.as_str()).collect();
    sets.dedup();
    for set in sets {
        let photos = barcodes.photos.iter().filter(|photo| photo.set == set).count();
        let mut milliseconds = Rounds::default();
        for _ in 0..ROUNDS {
            let time = |read: fn(&Grey) -> Vec<Code>| timed(|| Ok(barcodes.tally(set, 0, read)));
            #[allow(clippy::cast_precision_loss)] // A few photographs.
            let each = |(took, _): (f64, _)| took / photos as f64;
            milliseconds.push(each(time(ours)?), each(time(every_format)?));
        }
        table.compare(format!("{set}, a photograph"), "ms", &milliseconds);
        for quarters in 0..4 {
            let (ours, plain) = (barcodes.tally(set, quarters, ours), barcodes.tally(set, quarters, every_format));
            let demanded = barcodes.thresholds.iter().filter(|one| one.set == set && one.quarters == quarters);
            let demanded = demanded.filter_map(|one| one.least).max();
            let demanded = demanded.map_or_else(|| "none".to_owned(), |least| least.to_string());
            table.note(format!(
                "{set} of {photos} at {}°: {} right and {} wrong (published: {demanded}); all formats {} and {}",
                quarters * 90,
                ours.right,
                ours.wrong,
                plain.right,
                plain.wrong
            ));
        }
    }
    table.note("A photograph whose text nobody wrote down (multi-qrcode-1) counts as wrong when anything is read.");
    Ok(table)
}

fn ours(grey: &Grey) -> Vec<Code> {
    tenon_codes::read_grey(grey).unwrap_or_default()
}

fn every_format(grey: &Grey) -> Vec<Code> {
    let (width, height) = grey.size();
    let Ok(view) = ImageView::from_slice(grey.bytes(), width, height, ImageFormat::Lum) else { return Vec::new() };
    let reader = zxingcpp::read().try_harder(true).try_rotate(true).try_invert(true).try_downscale(true);
    let found = reader.from(&view).unwrap_or_default();
    // Only the text counts here.
    found.iter().map(|one| Code { format: Format::QrCode, text: one.text() }).collect()
}

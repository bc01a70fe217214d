//! The photographs of `shared/data/barcodes`, with what stands on them and how many of them must be read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tenon_codes::{Code, Grey};

/// A photograph.
#[derive(Debug)]
pub struct Photo {
    /// The folder it lies in.
    pub set: String,
    /// Its file's name.
    pub name: String,
    /// What stands on it; `None` where nothing is to be read or nobody wrote it down.
    pub text: Option<String>,
    /// Its pixels.
    pub grey: Grey,
}

/// How many photographs of a set, turned clockwise by `quarters`, must be read at least, and how many may be read wrongly.
#[derive(Debug)]
pub struct Threshold {
    /// The folder.
    pub set: String,
    /// Of a whole turn.
    pub quarters: u32,
    /// Published for a decoder that tries harder; `None` for negatives, on which nothing may be read.
    pub least: Option<usize>,
}

/// What reading a set gave.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Photographs whose codes all say what stands on them.
    pub right: usize,
    /// Photographs on which something else was read.
    pub wrong: usize,
}

/// All of it.
#[derive(Debug)]
pub struct Barcodes {
    /// The photographs.
    pub photos: Vec<Photo>,
    /// The published counts.
    pub thresholds: Vec<Threshold>,
}

impl Barcodes {
    /// `None`, with a word, where the data do not lie beside the workspace.
    pub fn found() -> Option<Self> {
        let dir = data("barcodes")?;
        let rows = |name: &str| table(&dir.join(name));
        let text = |row: &BTreeMap<String, String>, column: &str| row.get(column).cloned().unwrap_or_default();
        let photos = rows("index.csv").into_iter().map(|row| {
            let (set, name) = (text(&row, "set"), text(&row, "image"));
            let grey = Grey::of(&std::fs::read(dir.join(&set).join(&name)).unwrap()).unwrap();
            let said = Some(text(&row, "expected_text")).filter(|said| !said.is_empty());
            Photo { set, name, text: said, grey }
        });
        let thresholds = rows("published_thresholds.csv").iter().map(threshold).collect();
        Some(Self { photos: photos.collect(), thresholds })
    }

    /// Reads all of a set, turned, with `read`.
    pub fn tally(&self, set: &str, quarters: u32, mut read: impl FnMut(&Grey) -> Vec<Code>) -> Tally {
        let mut tally = Tally::default();
        for photo in self.photos.iter().filter(|photo| photo.set == set) {
            let codes = read(&photo.grey.turned(quarters));
            let right = photo.text.as_ref().is_some_and(|text| codes.iter().all(|code| code.text == *text));
            match (codes.is_empty(), right) {
                (true, _) => {}
                (false, true) => tally.right += 1,
                (false, false) => tally.wrong += 1,
            }
        }
        tally
    }
}

fn threshold(row: &BTreeMap<String, String>) -> Threshold {
    let number = |column: &str| row[column].parse::<f64>().ok();
    // Counts and turns are small and whole.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Threshold {
        set: row["set"].clone(),
        quarters: (number("rotation").unwrap_or_default() / 90.0) as u32,
        least: number("min_pass_tryharder").map(|least| least as usize),
    }
}

/// Test data lies beside the workspace; without it this says so.
pub fn data(path: &str) -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = found.map(|above| above.join("shared/data").join(path)).find(|candidate| candidate.exists());
    if found.is_none() {
        println!("SKIPPED: no shared/data/{path} beside the workspace");
    }
    found
}

/// The rows of a table by the names of their columns; fields may be in quotes.
pub fn table(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

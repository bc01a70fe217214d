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
        let thresholds = table(&dir.join("published_thresholds.csv")).iter().map(threshold).collect();
        let sets = inside(&dir).into_iter().filter(|set| set.is_dir());
        let pictures =
            sets.flat_map(|set| inside(&set)).filter(|file| file.extension().is_some_and(|kind| kind == "png"));
        Some(Self { photos: pictures.map(|file| Photo::of(&file)).collect(), thresholds })
    }

    /// Reads all of a set, turned, with `read`.
    pub fn tally(&self, set: &str, quarters: u32, mut read: impl FnMut(&Grey) -> Vec<Code>) -> Tally {
        let mut tally = Tally::default();
        for photo in self.photos.iter().filter(|photo| photo.set == set) {
            let codes = read(&photo.grey.turned(quarters));
            let right = photo.text.as_ref().is_some_and(|text| codes.iter().all(|code| code.text.trim_end() == *text));
            match (codes.is_empty(), right) {
                (true, _) => {}
                (false, true) => tally.right += 1,
                (false, false) => tally.wrong += 1,
            }
        }
        tally
    }
}

impl Photo {
    /// What stands on it is written in a file beside it; the index has only the first line of that.
    fn of(file: &Path) -> Self {
        let named = |path: Option<&Path>| path.and_then(Path::file_name).unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(file.with_extension("txt")).ok();
        Self {
            set: named(file.parent()),
            name: named(Some(file)),
            text: text.map(|text| text.trim_end().to_owned()),
            grey: Grey::of(&std::fs::read(file).unwrap()).unwrap(),
        }
    }
}

/// What lies in a folder, by name.
fn inside(dir: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
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

/// The rows of a table by the names of their columns.
///
/// # Panics
/// Where there is no such table: a test has nothing to go on then.
pub fn table(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

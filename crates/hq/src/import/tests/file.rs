//! Files into the catalog.

use tenon_store::catalog::Master;

use super::options;
use crate::import::{Failure, Report, import_file};

const HEADER: &str = "Handle,Title,Variant Price,Status";

struct Shop {
    folder: tempfile::TempDir,
    master: Master,
}

impl Shop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let master = Master::open(&folder.path().join("catalog")).unwrap();
        Self { folder, master }
    }

    fn import(&mut self, text: &str) -> Result<Report, Failure> {
        let path = self.folder.path().join("export");
        std::fs::write(&path, text).unwrap();
        import_file(&mut self.master, &path, &options(None), 1)
    }

    /// Created, updated, unchanged, withdrawn.
    fn counts(&mut self, rows: &str) -> [u64; 4] {
        let report = self.import(&format!("{HEADER}\n{rows}")).unwrap();
        [report.created, report.updated, report.unchanged, report.withdrawn]
    }
}

#[test]
fn a_second_import_tells_what_changed() {
    let mut shop = Shop::new();
    assert_eq!(shop.counts("a,A,1,\nb,B,2,\nc,C,3,\n"), [3, 0, 0, 0]);
    assert_eq!(shop.counts("a,A,1,\nb,B,2,\nc,C,3,\n"), [0, 0, 3, 0]);
    assert_eq!(shop.counts("a,A,1,\nb,B,2.50,\nd,D,4,\n"), [1, 1, 1, 1]);
    assert_eq!(shop.counts("a,A,1,draft\nb,B,2.50,\nd,D,4,\n"), [0, 0, 2, 1]);
}

#[test]
fn a_file_that_gives_nothing_withdraws_nothing() {
    let mut shop = Shop::new();
    shop.counts("a,A,1,\nb,B,2,\n");
    let failure = shop.import(&format!("{HEADER}\na,A,x,\nb,,,\n")).unwrap_err();
    let Failure::NothingTaken { report, .. } = failure else { panic!("{failure}") };
    assert_eq!((report.rows, report.problems.len()), (2, 2));
    assert!(matches!(shop.import("<html>not found</html>"), Err(Failure::Read(_))));
    assert_eq!(shop.counts("a,A,1,\nb,B,2,\n"), [0, 0, 2, 0]);
}

#[test]
fn a_cut_file_withdraws_nothing_and_the_next_whole_one_settles_it() {
    let mut shop = Shop::new();
    shop.counts("a,A,1,\nb,B,2,\nc,C,3,\nd,D,4,\n");
    assert_eq!(shop.counts("a,A,1,\nb,B,5,\nc,C,"), [0, 1, 1, 0]);
    assert_eq!(shop.counts("b,B,5,\nd,D,4,\n"), [0, 0, 2, 2]);
}

#[test]
fn a_report_is_what_scripts_read() {
    let mut shop = Shop::new();
    let report = shop.import(&format!("{HEADER}\na,A,1,\nb,,2,\n")).unwrap();
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!((json["rows"].as_u64(), json["created"].as_u64()), (Some(2), Some(1)));
    let problem = &json["problems"][0];
    assert_eq!((problem["file"].as_str(), problem["line"].as_u64()), (Some("file"), Some(3)));
    assert_eq!((problem["code"].as_str(), problem.as_object().unwrap().len()), (Some("missing_title"), 4));
    assert!(problem["message"].as_str().unwrap().contains("\"b\""));
}

//! Files into the catalog.

use tenon_store::catalog::Master;

use crate::import::{ChangeKind, Code, Coverage, Failure, Publishing, Report, Request, Withdrawal, import_files};

const HEADER: &str = "Handle,Title,Variant Price,Status";

struct Shop {
    folder: tempfile::TempDir,
    master: Master,
}

fn request() -> Request {
    Request { merchant: "m".to_owned(), currency: Some("CNY".to_owned()), ..Request::default() }
}

impl Shop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let master = Master::open(&folder.path().join("catalog")).unwrap();
        Self { folder, master }
    }

    fn import_as(&mut self, texts: &[&str], request: &Request) -> Result<Report, Failure> {
        let paths: Vec<_> = (0..texts.len()).map(|at| self.folder.path().join(format!("export-{at}"))).collect();
        paths.iter().zip(texts).for_each(|(path, text)| std::fs::write(path, text).unwrap());
        import_files(&mut self.master, &paths, request, 1, &mut |_| {})
    }

    fn import(&mut self, text: &str) -> Result<Report, Failure> {
        self.import_as(&[text], &request())
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
    assert!(matches!(shop.import("<html>not found</html>"), Err(Failure::NothingTaken { .. })));
    assert!(matches!(shop.import("<catalog/>"), Err(Failure::Read(_))));
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
fn cut_files_in_a_row_withdraw_nothing() {
    let mut shop = Shop::new();
    assert_eq!(shop.counts("a,A,1,\nb,B,2,\nc,C,"), [2, 0, 0, 0]);
    assert_eq!(shop.counts("d,D,4,\nc,C,"), [1, 0, 0, 0]);
    let report = shop.import(&format!("{HEADER}\ne,E,4,\nc,C,")).unwrap();
    assert_eq!((report.created, report.withdrawn, report.kept), (1, 0, 3));
    assert!(report.problems.iter().any(|problem| problem.code == Code::NothingWithdrawn));
    assert_eq!(shop.counts("a,A,1,\nd,D,4,\ne,E,4,\n"), [0, 0, 3, 1]);
}

#[test]
fn a_product_that_cannot_be_read_this_time_stays() {
    let mut shop = Shop::new();
    shop.counts("a,A,1,\nb,B,2,\nc,C,3,\n");
    let report = shop.import(&format!("{HEADER}\na,A,1.299,\nb,B,2,\n")).unwrap();
    assert_eq!((report.unchanged, report.updated, report.withdrawn), (1, 0, 1));
    assert_eq!(shop.counts("a,A,1,\nb,B,2,\n"), [0, 0, 2, 0]);
}

#[test]
fn a_mass_withdrawal_needs_a_person() {
    let mut shop = Shop::new();
    let rows = |ids: std::ops::Range<u32>| ids.map(|id| format!("p{id},P,1,")).collect::<Vec<_>>().join("\n") + "\n";
    shop.counts(&rows(0..10));
    assert_eq!(shop.counts(&rows(0..8)), [0, 0, 8, 2]);
    let few = format!("{HEADER}\n{}", rows(0..5));
    let failure = shop.import(&few).unwrap_err();
    assert!(failure.to_string().contains("3 of 8 products"), "{failure}");
    let Failure::MassWithdrawal { withdrawn: 3, known: 8, report, .. } = failure else { panic!("{failure}") };
    assert_eq!((report.withdrawn, report.problems[0].code), (0, Code::MassWithdrawal));
    let part = Request { coverage: Coverage::Part, ..request() };
    assert_eq!(shop.import_as(&[&few], &part).unwrap().withdrawn, 0);
    let confirmed = Request { withdrawal: Withdrawal::Confirmed, ..request() };
    assert_eq!(shop.import_as(&[&few], &confirmed).unwrap().withdrawn, 3);
}

#[test]
fn a_dry_run_tells_and_changes_nothing() {
    let mut shop = Shop::new();
    shop.counts("a,A,1,\nb,B,2,\nc,C,3,\n");
    let next = format!("{HEADER}\na,A,1,\nb,BB,2.50,\nd,D,4,\n");
    let dry = Request { publishing: Publishing::DryRun, ..request() };
    for _ in 0..2 {
        let report = shop.import_as(&[&next], &dry).unwrap();
        assert_eq!([report.created, report.updated, report.unchanged, report.withdrawn], [1, 1, 1, 1]);
        let told: Vec<_> = report.changes.iter().map(|change| (change.change, change.source_id.as_str())).collect();
        assert_eq!(told, [(ChangeKind::Updated, "b"), (ChangeKind::Created, "d"), (ChangeKind::Withdrawn, "c")]);
        assert_eq!(report.changes[0].fields, ["prices", "title"]);
    }
    assert_eq!(shop.counts("a,A,1,\nb,B,2,\nc,C,3,\n"), [0, 0, 3, 0]);
}

#[test]
fn files_of_one_import_are_one_catalog() {
    let mut shop = Shop::new();
    let [one, two] = ["a,A,1,\n", "b,B,2,\n"].map(|rows| format!("{HEADER}\n{rows}"));
    let report = shop.import_as(&[&one, &two], &request()).unwrap();
    assert_eq!((report.rows, report.products, report.created), (2, 2, 2));
    assert_eq!(shop.import_as(&[&one, &two], &request()).unwrap().unchanged, 2);
    let twice = shop.import_as(&[&one, &two, &one], &request()).unwrap();
    assert_eq!((twice.unchanged, twice.problems[0].code), (2, Code::DuplicateId));
    let mixed = shop.import_as(&[&one, "<rss><item/></rss>"], &request());
    assert!(matches!(mixed, Err(Failure::Mixed { .. })));
}

#[test]
fn a_report_is_what_scripts_read() {
    let mut shop = Shop::new();
    let report = shop.import(&format!("{HEADER}\na,A,1,\nb,,2,\n")).unwrap();
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!((json["rows"].as_u64(), json["created"].as_u64()), (Some(2), Some(1)));
    let problem = &json["problems"][0];
    assert_eq!((problem["file"].as_str(), problem["line"].as_u64()), (Some("export-0"), Some(3)));
    assert_eq!((problem["code"].as_str(), problem.as_object().unwrap().len()), (Some("missing_title"), 4));
    assert!(problem["message"].as_str().unwrap().contains("\"b\""));
}

fn page(json: &str) -> String {
    format!("<!DOCTYPE html><html><head><script type=\"application/ld+json\">\n{json}\n</script></head></html>")
}

#[test]
fn variants_on_pages_of_their_own_are_one_product() {
    let group = |own: &str, others: &str| {
        page(&format!(
            r#"{{"@type": "ProductGroup", "name": "Oak chair", "productGroupID": "chair", "variesBy": ["color"],
               "hasVariant": [{{"@type": "Product", "sku": "chair-{own}", "name": "Oak chair {own}", "color": "{own}",
               "offers": {{"@type": "Offer", "price": 100, "priceCurrency": "EUR"}}}}, {{"url": "https://x/{others}"}}]}}"#
        ))
    };
    let alone = |id: &str, price: &str| {
        page(&format!(
            r#"{{"@type": "Product", "sku": "lamp-{id}", "name": "Lamp {id}", "size": "{id}", "inProductGroupWithID": "lamp",
               "offers": {{"@type": "Offer", "price": "{price}", "priceCurrency": "EUR"}}}}"#
        ))
    };
    let mut shop = Shop::new();
    let [red, blue] = [group("red", "blue"), group("blue", "red")];
    let [small, large, broken] = [alone("S", "20"), alone("L", "30"), alone("XL", "1.0.0")];

    let report = shop.import_as(&[&red, &small, &blue, &broken, &large], &request()).unwrap();

    assert_eq!((report.products, report.variants, report.created), (2, 4, 2));
    let problems: Vec<_> = report.problems.iter().map(|one| (one.code, one.file.as_str(), one.line)).collect();
    assert_eq!(problems, [(Code::Price, "export-3", 1)]);
    let catalog = tenon_store::catalog::Catalog::open(shop.master.dir()).unwrap();
    let mut axes = Vec::new();
    let values = |product: tenon_domain::catalog::Product| -> Vec<String> {
        product.options.iter().flat_map(|axis| axis.values.iter().map(|value| value.en.clone())).collect()
    };
    catalog.each_product(|product| axes.push(values(product))).unwrap();
    axes.sort();
    assert_eq!(axes, [["S", "L"], ["red", "blue"]]);
    drop(catalog);
    assert_eq!(shop.import_as(&[&red, &small, &blue, &broken, &large], &request()).unwrap().unchanged, 2);
}

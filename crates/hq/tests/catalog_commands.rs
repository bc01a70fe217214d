//! A clerk's commands on a real database, and the website over real HTTP.
#![allow(clippy::unwrap_used)] // Tests: what cannot fail in them may say so by panicking.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tenon_hq::blobs::Blobs;
use tenon_hq::database::Target;
use tenon_hq::server::{self, Hq};

struct Clerk {
    folder: tempfile::TempDir,
}

impl Clerk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tenon-hq"));
        command.arg("--data").arg(self.data()).args(args).env("RUST_LOG", "warn").output().unwrap()
    }

    /// Exit code and answer of a command with `--json`.
    fn json(&self, args: &[&str]) -> (i32, Value) {
        let output = self.run(&[args, &["--json"]].concat());
        (output.status.code().unwrap(), serde_json::from_slice(&output.stdout).unwrap_or_default())
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn shop(products: std::ops::Range<u32>) -> String {
    let rows: Vec<String> = products.map(|at| format!("lamp-{at},Lamp {at},L-{at},{at}9.90\n")).collect();
    format!("Handle,Title,Variant SKU,Variant Price\n{}", rows.concat())
}

async fn serve(data: &Path) -> String {
    let hq = Hq::open(data, &Target::Sqlite(data.join("hq.db")), Blobs::of_data(data)).await.unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, server::router(&hq, None)).await });
    url
}

#[test]
fn imports_answer_with_counts_and_exit_codes() {
    let clerk = Clerk::new();
    let whole = clerk.file("shop.csv", shop(0..20).as_bytes());
    let import = |file: &str, more: &[&str]| clerk.json(&[&["import", file, "--currency", "cny"], more].concat());
    let counts = |(code, report): &(i32, Value)| {
        let count = |name: &str| report[name].as_u64().unwrap();
        (*code, count("created"), count("updated"), count("unchanged"), count("withdrawn"))
    };
    assert_eq!(counts(&import(&whole, &["--dry-run"])), (0, 20, 0, 0, 0));
    assert_eq!(counts(&import(&whole, &[])), (0, 20, 0, 0, 0));
    assert_eq!(counts(&import(&whole, &[])), (0, 0, 0, 20, 0));
    let half = clerk.file("half.csv", shop(0..10).as_bytes());
    let refused = import(&half, &[]);
    assert_eq!(counts(&refused), (1, 0, 0, 0, 0));
    assert_eq!(refused.1["problems"][0]["code"], "mass_withdrawal");
    assert!(refused.1["problems"][0]["message"].as_str().unwrap().contains("10 of 20"));
    let looked = import(&half, &["--dry-run"]);
    assert_eq!((counts(&looked), looked.1["changes"].as_array().unwrap().len()), ((0, 0, 0, 10, 10), 10));
    assert_eq!(counts(&import(&half, &["--part"])), (0, 0, 0, 10, 0));
    assert_eq!(counts(&import(&half, &["--confirm-withdrawal"])), (0, 0, 0, 10, 10));
    let nothing = clerk.file("nothing.csv", b"Handle,Title,Variant Price\nx,X,soon\n");
    assert_eq!(counts(&import(&nothing, &[])), (1, 0, 0, 0, 0));
    assert_eq!(import(&clerk.file("empty.csv", b""), &[]).0, 1);
    assert_eq!(clerk.run(&["import", &whole, "--format", "nonsense"]).status.code(), Some(2));
}

#[test]
fn a_mapping_is_guessed_looked_at_and_used() {
    let clerk = Clerk::new();
    let table = "编号;名称;售价;备注\n1;橡木桌;1.299,50;x\n2;白椅;99,00;y\n";
    let file = clerk.file("table.csv", &encoding_rs::GB18030.encode(table).0);
    let guess = clerk.run(&["import", &file, "--currency", "CNY", "--guess-mapping"]);
    assert!(text(&guess.stderr).contains("备注"));
    let mapping = clerk.file("mapping.json", &guess.stdout);
    let shown: Value = serde_json::from_slice(&guess.stdout).unwrap();
    assert_eq!(shown["preview"][0]["price_minor"], 129_950);
    assert!(!clerk.data().join("catalog").exists(), "guessing takes nothing in");
    let unknown = clerk.run(&["import", &file, "--currency", "CNY"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(text(&unknown.stderr).contains("--guess-mapping"));
    let (code, report) = clerk.json(&["import", &file, "--mapping", &mapping]);
    assert_eq!((code, report["created"].as_u64()), (0, Some(2)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_website_is_fed_and_audited() {
    let clerk = Clerk::new();
    let file = clerk.file("shop.csv", shop(0..20).as_bytes());
    assert_eq!(clerk.json(&["import", &file, "--currency", "CNY"]).0, 0);
    let url = serve(&clerk.data()).await;
    let answer = reqwest::get(format!("{url}/v1/feed.xml")).await.unwrap();
    assert!(answer.headers()["content-type"].to_str().unwrap().starts_with("application/rss+xml"));
    let feed = answer.text().await.unwrap();
    assert_eq!(feed.matches("<item>").count(), 20);
    let exported = text(&clerk.run(&["export", "feed"]).stdout);
    assert_eq!(exported.matches("<item>").count(), 20);
    let lines = text(&clerk.run(&["export", "feed", "--format", "jsonld", "--merchant", "main"]).stdout);
    assert_eq!(lines.lines().count(), 20);
    let other = reqwest::get(format!("{url}/v1/feed.xml?merchant=nobody")).await.unwrap().text().await.unwrap();
    assert!(other.ends_with("</rss>\n") && !other.contains("<item>"));

    let id = tenon_domain::catalog::Product::id_of("main", "lamp-3");
    let node = reqwest::get(format!("{url}/v1/products/{id}.jsonld")).await.unwrap();
    assert_eq!(node.headers()["content-type"], "application/ld+json");
    let node: Value = serde_json::from_str(&node.text().await.unwrap()).unwrap();
    assert_eq!((node["@type"].as_str(), node["offers"]["price"].as_str()), (Some("Product"), Some("39.90")));
    for unknown in ["nonsense", "00000000-0000-0000-0000-000000000000"] {
        assert_eq!(reqwest::get(format!("{url}/v1/products/{unknown}")).await.unwrap().status(), 404);
    }

    let (code, parity) = clerk.json(&["parity", &format!("{url}/v1/feed.xml")]);
    assert_eq!((code, parity["offers"].as_u64(), parity["agree"].as_u64()), (0, Some(20), Some(20)));
    let dearer = clerk.file("feed.xml", feed.replace("<g:price>39.90 CNY", "<g:price>35.00 CNY").as_bytes());
    let rows = text(&clerk.run(&["parity", &dearer, "--csv"]).stdout);
    assert_eq!(rows, "kind,source_id,sku,title,website,tablets\nprice,lamp-3,L-3,Lamp 3,35.00 CNY,39.90 CNY\n");
    assert_eq!(clerk.json(&["parity", &format!("{url}/nowhere.xml")]).0, 1);
}

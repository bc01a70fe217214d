//! Rounds over real HTTP, against a website that is as bad as the files it gives.

mod files;
mod website;

use std::path::Path;

use tenon_domain::Localized;
use tenon_domain::catalog::{Category, PriceUnit, Product, ServiceRoute, Variant};
use tenon_store::catalog::Master;
use website::Website;

use super::{Again, Reach, Report, Round, round};

/// A product that shows `pictures`.
fn product(source_id: &str, pictures: &[String]) -> Product {
    let id = Product::id_of("oak", source_id);
    let variant = Variant {
        id: Product::variant_id(id, "one"),
        sku: source_id.to_owned(),
        gtin: None,
        choice: vec![],
        currency: "CNY".to_owned(),
        prices: vec![tenon_domain::catalog::Price { minor: 100, from_ms: i64::MIN, until_ms: None }],
        compare_at_minor: None,
        in_stock: true,
        picture: None,
    };
    Product {
        id,
        merchant: "oak".to_owned(),
        source_id: source_id.to_owned(),
        title: Localized::new("", source_id),
        description: Localized::default(),
        brand: String::new(),
        category: Category::default(),
        tags: vec![],
        link: None,
        route: ServiceRoute::Light,
        unit: PriceUnit::Each,
        options: vec![],
        variants: vec![variant],
        pictures: pictures.to_vec(),
        attributes: vec![],
    }
}

/// Makes a catalog in `dir` with a product for each address.
fn import(dir: &Path, addresses: &[String]) {
    let mut master = Master::open(dir).unwrap();
    let mut import = master.begin_import("oak", "file").unwrap();
    for (at, address) in addresses.iter().enumerate() {
        import.upsert(&product(&format!("p{at:04}"), std::slice::from_ref(address))).unwrap();
    }
    import.finish(1).unwrap();
}

async fn fetch(dir: &Path, again: Again) -> Report {
    round(dir, Round { reach: Reach::Anywhere, again }, |_| {}).await.unwrap()
}

/// What is wrong with each address, by the name of its file.
fn wrong(report: &Report) -> Vec<(&str, &str)> {
    report.problems.iter().map(|one| (one.address.rsplit('/').next().unwrap_or(""), one.code.as_str())).collect()
}

#[tokio::test]
async fn the_second_round_asks_for_nothing() {
    let (dir, website) = (tempfile::tempdir().unwrap(), Website::open().await);
    let good: Vec<String> = (0..20).map(|at| website.gives(&format!("{at}.png"), &files::png(40 + at, 30))).collect();
    import(dir.path(), &good);
    let first = fetch(dir.path(), Again::Due).await;
    assert_eq!((first.fetched, first.counts.here, website.asked()), (20, 20, 20));
    let second = fetch(dir.path(), Again::Due).await;
    assert_eq!((second.fetched, second.unchanged, second.version, website.asked()), (0, 0, first.version, 20));
    // Asked whether anything changed, the website says no for all but one.
    website.gives("3.png", &files::png(77, 77));
    let third = fetch(dir.path(), Again::All).await;
    assert_eq!((third.fetched, third.unchanged, website.asked()), (1, 19, 40));
    assert_eq!(third.version, first.version + 1);
    assert!(third.bytes < first.bytes);
}

#[tokio::test]
async fn a_picture_under_two_addresses_is_kept_once() {
    let (dir, website) = (tempfile::tempdir().unwrap(), Website::open().await);
    let file = files::png(900, 600);
    import(dir.path(), &[website.gives("a.png", &file), website.gives("b.png", &file)]);
    assert_eq!(fetch(dir.path(), Again::Due).await.fetched, 2);
    let shelves = std::fs::read_dir(dir.path().join("pictures")).unwrap();
    let kept: usize = shelves.map(|shelf| std::fs::read_dir(shelf.unwrap().path()).unwrap().count()).sum();
    assert_eq!(kept, 2, "a small and a large one");
}

#[tokio::test]
async fn bombs_liars_and_cut_files_are_refused_by_name() {
    let (dir, website) = (tempfile::tempdir().unwrap(), Website::open().await);
    let whole = files::jpeg(300, 200);
    let cases = [
        ("bomb.png", files::png_that_declares(60_000, 60_000), "picture_too_large"),
        ("bomb.gif", files::gif_that_declares(65_535, 65_535), "picture_too_large"),
        ("bomb.jpg", files::jpeg_that_declares(65_500, 65_500), "picture_too_large"),
        ("none.png", files::png_that_declares(0, 5), "picture_broken"),
        ("cut.jpg", whole[..whole.len() - 40].to_vec(), "picture_truncated"),
        ("cut.png", files::png(300, 200)[..400].to_vec(), "picture_truncated"),
        ("empty.jpg", vec![], "picture_format"),
        ("page.jpg", b"<!doctype html><title>404</title>".to_vec(), "picture_format"),
        ("drawing.png", b"<svg onload='alert(1)'/>".to_vec(), "picture_format"),
        ("heavy.jpg", vec![0xFF; 25 * 1024 * 1024 + 1], "picture_too_many_bytes"),
    ];
    let mut addresses: Vec<String> = cases.iter().map(|(name, file, _)| website.gives(name, file)).collect();
    // Right, although its server and its name say otherwise.
    addresses.push(website.gives("liar.png", &whole));
    import(dir.path(), &addresses);
    let report = fetch(dir.path(), Again::Due).await;
    assert_eq!((report.counts.refused, report.counts.here), (10, 1));
    for (name, _, code) in cases {
        assert!(wrong(&report).contains(&(name, code)), "{name} is {code}: {:#?}", report.problems);
    }
    let bomb = report.problems.iter().find(|one| one.address.ends_with("bomb.png")).unwrap();
    assert!(bomb.message.contains("60000 × 60000 pixels"), "{}", bomb.message);
    assert_eq!((bomb.source_id.as_str(), bomb.title.en.as_str()), ("p0000", "p0000"));
    // They are not asked for again, until someone says so.
    let asked = website.asked();
    assert_eq!(fetch(dir.path(), Again::Due).await.refused_now, 0);
    assert_eq!(website.asked(), asked);
    website.gives("cut.jpg", &whole);
    let mended = fetch(dir.path(), Again::Failed).await;
    assert_eq!((mended.fetched, mended.refused_now, mended.counts.refused), (1, 9, 9));
}

#[tokio::test]
async fn servers_that_fail_are_tried_later() {
    let (dir, website) = (tempfile::tempdir().unwrap(), Website::open().await);
    let url = |path: &str| website.url(path);
    let gone = url("nowhere.jpg");
    let addresses =
        [gone.clone(), url("status/500"), url("status/429"), url("status/204"), url("loop/a"), url("cut/off")];
    import(dir.path(), &addresses);
    let report = fetch(dir.path(), Again::Due).await;
    let mut codes: Vec<_> = report.problems.iter().map(|one| one.code.as_str()).collect();
    codes.sort_unstable();
    let (answer, unreachable) = ("picture_answer", "picture_unreachable");
    assert_eq!(codes, [answer, answer, answer, "picture_gone", unreachable, unreachable]);
    assert_eq!(report.counts.failed, 6);
    let first = report.problems.iter().find(|one| one.address == gone).unwrap().again_ms;
    let again = fetch(dir.path(), Again::Failed).await;
    let second = again.problems.iter().find(|one| one.address == gone).unwrap().again_ms;
    assert!(second - first > 10 * 60 * 1000, "it is left alone for longer each time");
}

#[tokio::test]
async fn private_networks_are_not_reached_by_number_by_name_or_by_redirection() {
    let (dir, website) = (tempfile::tempdir().unwrap(), Website::open().await);
    let by_number = website.gives("a.png", &files::png(4, 4));
    let by_name = by_number.replace("127.0.0.1", "localhost");
    import(dir.path(), &[by_number, by_name, "http://169.254.169.254/latest/meta-data".to_owned()]);
    let report = round(dir.path(), Round { reach: Reach::Public, again: Again::Due }, |_| {}).await.unwrap();
    assert!(report.problems.iter().all(|one| one.code == "picture_address"), "{:#?}", report.problems);
    assert_eq!((report.counts.refused, website.asked()), (3, 0));
    let next = reqwest::Url::parse("https://cdn.example.com/a").unwrap().join("//127.0.0.1/a").unwrap();
    assert_eq!(Reach::Public.check_url(&next).unwrap_err().code, "picture_address");
}

#[tokio::test]
async fn a_server_that_is_down_costs_a_few_tries_only() {
    let dir = tempfile::tempdir().unwrap();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let addresses: Vec<String> = (0..60).map(|at| format!("http://{free}/{at}.jpg")).collect();
    import(dir.path(), &addresses);
    let report = fetch(dir.path(), Again::Due).await;
    assert_eq!(report.counts.failed, 60);
    let others = report.problems.iter().filter(|one| one.message.contains("for other pictures")).count();
    assert!(others >= 40, "{others} were not even tried");
}

#[tokio::test]
async fn a_round_that_was_ended_goes_on_where_it_was() {
    let (dir, website) = (tempfile::tempdir().unwrap(), Website::open().await);
    let good: Vec<String> = (0..30).map(|at| website.gives(&format!("{at}.png"), &files::png(40 + at, 30))).collect();
    import(dir.path(), &good);
    let path = dir.path().to_owned();
    let how = Round { reach: Reach::Anywhere, again: Again::Due };
    let (seen, mut some) = tokio::sync::mpsc::unbounded_channel();
    let running = tokio::spawn(async move { round(&path, how, |step| seen.send(step.done).unwrap_or_default()).await });
    while some.recv().await.is_some_and(|done| done < 10) {}
    running.abort();
    let _ = running.await;
    let report = fetch(dir.path(), Again::Due).await;
    assert_eq!((report.counts.here, report.counts.waiting), (30, 0));
}

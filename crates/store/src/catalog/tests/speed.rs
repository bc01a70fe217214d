//! Measures speed without another engine beside it; run by hand in release: `cargo test --release -p tenon-store speed --
//! --ignored --nocapture`, with `PRODUCTS` to set how many. Products are smaller than those of the demonstration catalog,
//! and their words are commoner: every word of the descriptions stands in most of them.

use std::time::Instant;

use ed25519_dalek::SigningKey;
use tenon_domain::Localized;
use tenon_domain::catalog::{Attribute, Product};

use super::{NOW, product};
use crate::catalog::snapshot;
use crate::catalog::{Catalog, Master, Replica, SearchArgs, SearchPart, Sort};

const THINGS: [(&str, &str, &str); 16] = [
    ("沙发", "sofa", "living/sofa"),
    ("橱柜", "kitchen cabinet", "kitchen/cabinet"),
    ("木门", "door", "door/inner"),
    ("书柜", "bookcase", "living/bookcase"),
    ("餐桌", "dining table", "dining/table"),
    ("餐椅", "chair", "dining/chair"),
    ("床", "bed frame", "bedroom/bed"),
    ("衣柜", "wardrobe", "bedroom/wardrobe"),
    ("瓷砖", "floor tile", "tile/floor"),
    ("龙头", "faucet", "bath/faucet"),
    ("浴室柜", "bathroom vanity", "bath/vanity"),
    ("吊灯", "pendant light", "light/pendant"),
    ("地毯", "area rug", "textile/rug"),
    ("窗帘", "curtain", "textile/curtain"),
    ("书桌", "desk", "office/desk"),
    ("鞋柜", "shoe cabinet", "hall/shoe"),
];
const COLOURS: [(&str, &str); 8] = [
    ("白色", "white"),
    ("灰色", "grey"),
    ("黑色", "black"),
    ("原木色", "natural"),
    ("蓝色", "blue"),
    ("绿色", "green"),
    ("棕色", "brown"),
    ("米色", "beige"),
];
const KINDS: [(&str, &str); 10] = [
    ("现代简约", "modern"),
    ("北欧", "nordic"),
    ("实木", "solid wood"),
    ("布艺", "fabric"),
    ("真皮", "leather"),
    ("玻璃", "glass"),
    ("儿童", "kids"),
    ("户外", "outdoor"),
    ("可折叠", "folding"),
    ("轻奢", "luxury"),
];
const FILLER: &str = "made for everyday living with care from durable materials easy to clean and assemble in minutes fits small \
     rooms and large ones alike tested for safety backed by warranty delivered measured and installed by our crews near you";

/// Milliseconds of processor time this thread has used, where the system tells; other work on the machine does not count.
fn used_ms() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(told.split(' ').next()?.parse::<f64>().ok()? / 1e6)
}

struct Dice(u64);

impl Dice {
    fn of<'a, T>(&mut self, many: &'a [T]) -> &'a T {
        &many[self.below(many.len())]
    }
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % n as u64).unwrap()
    }
}

fn goods(n: usize) -> Product {
    let mut dice = Dice(n as u64 * 7_919 + 3);
    let (thing_zh, thing, path) = *dice.of(&THINGS);
    let ((colour_zh, colour), (kind_zh, kind), (second_zh, second)) =
        (*dice.of(&COLOURS), *dice.of(&KINDS), *dice.of(&KINDS));
    let width = 40 + dice.below(240);
    let series: String = (0..6).map(|at| char::from(b"bcdaefgiklmonprstuvyzo"[dice.below(11) * 2 + at % 2])).collect();
    let minor = 1_000 + i64::try_from(dice.below(2_000_000)).unwrap();
    let mut one = product(
        &format!("p{n}"),
        &format!("{series} {kind_zh}{colour_zh}{second_zh}{thing_zh} {width}cm"),
        &format!("{series} {kind} {colour} {thing} {second}, {width} cm"),
        path,
        minor,
    );
    one.brand = format!("Brand {}", dice.below(3_000));
    one.tags = vec![kind.into(), colour.into()];
    let words: Vec<&str> = FILLER.split(' ').collect();
    let text: Vec<&str> = (0..40).map(|_| *dice.of(&words)).collect();
    one.description = Localized::new("", text.join(" "));
    let attribute =
        |name: &str, value: String| Attribute { name: Localized::new("", name), value: Localized::new("", value) };
    one.attributes = vec![
        attribute("Width", format!("{width} cm")),
        attribute("Colour", colour.into()),
        attribute("Material", (*dice.of(&["oak", "pine", "steel", "velvet", "linen", "marble"])).into()),
    ];
    one
}

fn queries() -> Vec<String> {
    let mut dice = Dice(11);
    let mut out = Vec::new();
    for n in 0..400 {
        let (zh, thing, _) = *dice.of(&THINGS);
        let ((colour_zh, colour), (kind_zh, kind)) = (*dice.of(&COLOURS), *dice.of(&KINDS));
        out.push(match n % 8 {
            0 => format!("{colour} {thing}"),
            1 => format!("{kind} {colour} {thing} with storage"),
            2 => format!("{colour_zh}{zh}"),
            3 => format!("{kind_zh} {zh} 180cm"),
            4 => format!("{thing} {kind} under 5000"),
            5 => thing.replace('o', "oo"),
            6 => ["chugui", "shafa", "bsmm", "canzhuo", "yigui"][n / 8 % 5].into(),
            _ => format!("{} {thing} for small rooms easy to clean made of oak {colour}", dice.below(200)),
        });
    }
    out
}

/// The worst that can be typed: words that most products have, one letter, one character, questions.
const WORST: [(&str, &[&str]); 8] = [
    ("common word", &["white", "chair", "easy", "rooms", "delivered", "白色", "实木"]),
    (
        "common words",
        &[
            "easy rooms delivered installed",
            "white modern chair",
            "small rooms easy clean large crews",
            "实木白色现代简约",
        ],
    ),
    ("one letter", &["s", "w", "d"]),
    ("one character", &["白", "木", "床", "柜"]),
    ("pinyin", &["sha", "chugui", "sf", "baise shafa", "baiseshafa", "cg bai"]),
    ("unfinished", &["wh", "cabi", "grey so"]),
    ("misspelt", &["wardorbe", "kichen cabnet", "bathrom vanity wite", "diningtable"]),
    (
        "questions",
        &[
            "is there a grey sofa for small rooms easy to clean made of oak under 5000 delivered and installed near you",
            "white kitchen cabinet from durable materials with warranty measured and installed by our crews",
            "有没有适合小户型的灰色布艺沙发 5000元以下",
        ],
    ),
];

/// Megabytes that this process holds, as the system tells.
fn resident(what: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(what)).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) / 1024
}

/// Searches of each kind; systems count processor time in steps of some milliseconds.
const ROUNDS: u32 = 10;

/// Puts all queries to the catalog in `dir` and tells the processor time that they take.
fn ask_everything(dir: &std::path::Path) {
    let catalog = Catalog::open(dir).unwrap();
    let ask = |args: &SearchArgs| {
        catalog.search(args, NOW).unwrap();
        let (began, used) = (Instant::now(), used_ms());
        for _ in 0..ROUNDS {
            catalog.search(args, NOW).unwrap();
        }
        let wall = began.elapsed().as_secs_f64() * 1000.0;
        used_ms().zip(used).map_or(wall, |(now, then)| now - then) / f64::from(ROUNDS)
    };
    let tell = |name: &str, mut took: Vec<(f64, String)>| {
        took.sort_by(|left, right| left.0.total_cmp(&right.0));
        let at = |share: usize| took[(took.len() - 1) * share / 100].0;
        println!("{name}: p50 {:.1} p99 {:.1} ms; worst {:?}", at(50), at(99), took.last().unwrap());
    };
    let mut all = [Vec::new(), Vec::new()];
    let usual = queries();
    let usual: Vec<&str> = usual.iter().take(80).map(String::as_str).collect();
    for (name, texts) in WORST.iter().copied().chain([("usual", usual.as_slice())]) {
        for (part, all) in [SearchPart::Hits, SearchPart::Facets].into_iter().zip(&mut all) {
            let args = |text: &&str| SearchArgs { text: (*text).into(), limit: 20, part, ..SearchArgs::default() };
            let took: Vec<_> = texts.iter().map(|text| (ask(&args(text)), (*text).to_owned())).collect();
            all.extend(took.clone());
            tell(&format!("{name}, {part:?}"), took);
        }
    }
    let [hits, facets] = all;
    tell("all, hits", hits);
    tell("all, facets", facets);
    let narrow = |args: SearchArgs| (ask(&args), format!("{} {:?} {:?}", args.text, args.category, args.sort));
    let plain = || SearchArgs { limit: 20, ..SearchArgs::default() };
    tell(
        "narrowed and sorted, whole answer",
        vec![
            narrow(SearchArgs { text: "white".into(), category: Some("living".into()), ..plain() }),
            narrow(SearchArgs { text: "easy rooms".into(), price_max: Some(100_000), in_stock: true, ..plain() }),
            narrow(SearchArgs { text: "grey sofa".into(), sort: Sort::PriceUp, ..plain() }),
            narrow(SearchArgs { text: "easy".into(), sort: Sort::PriceDown, ..plain() }),
            narrow(plain()),
        ],
    );
    println!("memory after searching: {} MB now, {} MB at most", resident("VmRSS:"), resident("VmHWM:"));
}

/// Asks the catalog in the folder `CATALOG`, in a process that has done nothing else.
#[test]
#[ignore = "measures; run by hand in release"]
fn asking_alone() {
    let Ok(dir) = std::env::var("CATALOG") else { return println!("SKIPPED: CATALOG names no folder") };
    ask_everything(std::path::Path::new(&dir));
}

#[test]
#[ignore = "measures; run by hand in release"]
fn speed() {
    let count: usize = std::env::var("PRODUCTS").ok().and_then(|n| n.parse().ok()).unwrap_or(200_000);
    let held = tempfile::tempdir().unwrap();
    let dir = std::env::var("CATALOG").map_or_else(|_| held.path().to_owned(), std::path::PathBuf::from);
    let mut master = Master::open(&dir).unwrap();
    let timed = |name: &str, began: Instant| {
        let used = used_ms().unwrap_or_default() / 1000.0;
        println!("{name}: {:.2} s ({used:.2} s of processor time since the start)", began.elapsed().as_secs_f64());
    };
    let began = Instant::now();
    let mut import = master.begin_import("oak", "file").unwrap();
    for n in 0..count {
        import.upsert(&goods(n)).unwrap();
    }
    timed("staged", began);
    let flip = Instant::now();
    import.finish(NOW).unwrap();
    timed("published", flip);
    println!("memory before searching: {} MB now", resident("VmRSS:"));
    ask_everything(&dir);
    let key = SigningKey::from_bytes(&[1; 32]);
    let began = Instant::now();
    let built = snapshot::build(&mut master, &dir, &key).unwrap();
    timed("snapshot built", began);
    println!("{} bytes, {} compressed", built.manifest.bytes, built.manifest.compressed_bytes);
    let began = Instant::now();
    let plain = dir.join("plain");
    std::fs::copy(&built.path, &plain).unwrap();
    let mut out = std::fs::File::create(dir.join("unpacked")).unwrap();
    zstd::stream::copy_decode(std::fs::File::open(&plain).unwrap(), &mut out).unwrap();
    out.sync_all().unwrap();
    timed("plain copy, unpack, fsync", began);
    let tablet = tempfile::tempdir().unwrap();
    let began = Instant::now();
    snapshot::install(&built.path, &built.manifest, &key.verifying_key(), tablet.path()).unwrap();
    timed("installed", began);
    let mut replica = Replica::open(tablet.path()).unwrap();
    let mut import = master.begin_import("oak", "more").unwrap();
    for n in count..count + 5_000 {
        import.upsert(&goods(n)).unwrap();
    }
    import.finish(NOW).unwrap();
    let page = master.changes_since(replica.status().unwrap().version, None, 5_000).unwrap();
    let began = Instant::now();
    replica.apply(&page).unwrap();
    timed("5,000 new products applied", began);
    let began = Instant::now();
    let mut import = master.begin_import("oak", "file").unwrap();
    for n in 0..count {
        let mut one = goods(n);
        if n % 100 == 0 {
            one.variants[0].prices[0].minor += 1;
        }
        import.upsert(&one).unwrap();
    }
    println!("{:?}", import.finish(NOW).unwrap());
    timed("again with 1 % of prices changed", began);
}

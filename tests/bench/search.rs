//! `search`: the tablet's search over the demonstration catalog against SQLite FTS5 over the same products.
//!
//! The baseline is what one would build in a day: an FTS5 table of title, brand and category, tags, description, asked
//! for an OR of the query's words, ranked by `bm25` with weights, twenty rows. Chinese is given to it as pairs of
//! characters, because its tokenizer takes a run of Chinese for one word. Tenon's answer holds prices, promotions and
//! facets besides; FTS5's holds titles. `success@5` is the share of judged queries over a real furniture catalog with a
//! right product among the first five.

mod fts;
#[path = "../../crates/store/src/catalog/tests/judged.rs"]
mod judged;
#[path = "../../crates/store/src/catalog/tests/product.rs"]
mod product;

use anyhow::{Context, Result};
use tenon_hq::now_ms;
use tenon_store::catalog::{Catalog, Master, SearchArgs};

use crate::place::{Ground, timed};
use crate::spread::{Rounds, percentile};
use crate::table::Table;
use fts::Fts;

const ROUNDS: usize = 5;
const PAGE: usize = 20;
const WORDS: [(&str, &[&str]); 3] = [
    (
        "English",
        &[
            "sofa",
            "grey fabric sofa",
            "walnut dining table",
            "matt black kitchen tap",
            "wood look floor tile",
            "pendant light brass",
            "white bathroom vanity with mirror",
            "sliding door glass",
            "small round table for two",
            "wardrobe with drawers oak",
            "stainless steel sink double bowl",
            "comfortable chair for long dinners",
            "entrance door bronze",
            "shower set brushed nickel",
            "kitchen cabinets cream",
            "bed frame with storage",
        ],
    ),
    (
        "Chinese",
        &[
            "沙发",
            "灰色布艺沙发",
            "胡桃木餐桌",
            "哑黑厨房龙头",
            "木纹地砖",
            "黄铜吊灯",
            "浴室柜带镜子",
            "推拉门 玻璃",
            "小户型圆桌",
            "橡木衣柜",
            "不锈钢双槽水槽",
            "入户门 红古铜",
            "奶油风橱柜",
            "储物床",
        ],
    ),
    ("pinyin", &["shafa", "chugui", "yigui", "canzhuo", "longtou", "cizhuan"]),
];

pub(crate) fn measure(ground: &mut Ground) -> Result<Table> {
    let about = "a search with prices and facets against a weighted FTS5 OR query over the same products";
    let mut table = Table::new("search", about);
    let dir = ground.catalog()?.join("catalog");
    let catalog = Catalog::open(&dir)?;
    let (building, fts) = {
        let mut products = Vec::new();
        catalog.each_product(|product| products.push(product))?;
        let file = ground.folder()?.join("fts.db");
        timed(|| Fts::build(&file, &products))?
    };
    let ask = |text: &str| {
        let args = SearchArgs { text: text.to_owned(), limit: u32::try_from(PAGE)?, ..SearchArgs::default() };
        Ok(catalog.search(&args, now_ms())?)
    };
    for (language, texts) in WORDS {
        let (mut middle, mut slow) = (Rounds::default(), Rounds::default());
        let mut found = [0, 0];
        for round in 0..=ROUNDS {
            let (mut ours, mut plain) = (Vec::new(), Vec::new());
            for text in texts {
                let (took, answer) = timed(|| ask(text))?;
                ours.push(took);
                let (took, rows) = timed(|| fts.find(text, PAGE))?;
                plain.push(took);
                if round == 0 {
                    found[0] += usize::from(!answer.hits.is_empty());
                    found[1] += usize::from(!rows.is_empty());
                }
            }
            // The first round reads both into memory.
            if round > 0 {
                middle.push(percentile(&ours, 50), percentile(&plain, 50));
                slow.push(percentile(&ours, 99), percentile(&plain, 99));
            }
        }
        table.compare(format!("{language}, p50"), "ms", &middle);
        table.compare(format!("{language}, p99"), "ms", &slow);
        let [ours, plain] = found;
        table.note(format!(
            "{language}: of {} queries, Tenon finds something for {ours}, FTS5 for {plain}.",
            texts.len()
        ));
    }
    table.note(format!("The FTS5 table was built in {:.1} s.", building / 1000.0));
    judge(ground, &mut table)?;
    Ok(table)
}

/// The judged queries, put to both engines.
fn judge(ground: &mut Ground, table: &mut Table) -> Result<()> {
    let products = match judged::products(env!("CARGO_MANIFEST_DIR"), 1) {
        Ok(products) => products,
        Err(path) => {
            table.note(format!("success@5 SKIPPED: {} is not there.", path.display()));
            return Ok(());
        }
    };
    let dir = ground.folder()?;
    let mut master = Master::open(&dir)?;
    let mut import = master.begin_import("oak", "file")?;
    products.iter().try_for_each(|product| import.upsert(product).map(|_| ()))?;
    import.finish(now_ms())?;
    let catalog = Catalog::open(&dir)?;
    let fts = Fts::build(&dir.join("fts.db"), &products)?;
    let (mut ours, mut plain) = (0.0, 0.0);
    for (text, wanted) in judged::QUERIES {
        let args = SearchArgs { text: (*text).to_owned(), limit: 5, ..SearchArgs::default() };
        let mut right = false;
        for hit in catalog.search(&args, now_ms())?.hits {
            let product = catalog.stored(hit.product_id)?.context("a hit that is not stored")?;
            right |= judged::right(wanted, &judged::said(&product));
        }
        ours += f64::from(u8::from(right));
        let rows = fts.find(text, 5)?;
        let right = rows.iter().filter_map(|row| products.get(*row));
        plain += f64::from(u8::from(right.into_iter().any(|one| judged::right(wanted, &judged::said(one)))));
    }
    let asked = f64::from(u32::try_from(judged::QUERIES.len())?);
    let mut success = Rounds::default();
    success.push(ours / asked, plain / asked);
    table.compare("success@5, judged queries", "share", &success);
    Ok(())
}

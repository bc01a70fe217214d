//! What is asked when speed is measured: from what sellers type every minute to the worst that can be typed, over the
//! demonstration catalog.

use tenon_store::catalog::{SearchArgs, Sort};

/// Kinds of queries with examples.
pub(super) const TEXTS: [(&str, &[&str]); 12] = [
    (
        "two or three words",
        &[
            "grey fabric sofa",
            "walnut dining table",
            "matt black kitchen tap",
            "white bathroom vanity",
            "pendant light brass",
            "灰色布艺沙发",
            "胡桃木餐桌",
            "哑黑厨房龙头",
            "木纹地砖",
            "橡木衣柜",
        ],
    ),
    ("one rarer word", &["walnut", "brass", "magnetic", "washable", "island", "胡桃", "静音"]),
    ("one very common word", &["series", "home", "door", "white", "瓷砖", "客厅", "白色", "系列"]),
    (
        "several very common words",
        &[
            "series home white store",
            "door white years warranty",
            "客厅白色瓷砖系列",
            "厨房卫生间客厅卧室",
            "free measure store warranty",
        ],
    ),
    ("one letter", &["s", "k", "d", "w", "t"]),
    ("one Chinese character", &["门", "白", "木", "灯", "柜"]),
    ("pinyin", &["shafa", "chugui", "cizhuan", "huise shafa", "cg bai", "matong"]),
    ("unfinished pinyin and initials", &["sha", "chug", "ciz", "sf", "cg", "mu", "yg"]),
    ("unfinished words", &["so", "kitch", "whi", "tap bla", "sofa gre"]),
    ("misspelt words", &["wardorbe", "kichen cabinet", "diningtable", "grey sfoa", "pendnat lamp", "huiseshafa"]),
    (
        "long questions",
        &[
            "is there a grey three-seat sofa with washable fabric for small homes under 8000 that can be delivered",
            "show me a white interior door with quiet magnetic lock and sound reduction for the bedroom",
            "kitchen with soft-touch fronts and an island for a small home with free measure and five years warranty",
            "有没有适合小户型的灰色布艺沙发 可拆洗 8000元以下 客厅用的",
            "卧室用的白色静音木门 免费量尺 质保五年 多少钱",
        ],
    ),
    ("codes and sizes", &["QT-20", "HS-20", "600 × 1,200 mm", "60x60", "1.8米 床", "2.1m sofa"]),
];

/// Searches that are more than words.
pub(super) fn filtered() -> Vec<SearchArgs> {
    let words = |text: &str| SearchArgs { text: text.to_owned(), limit: 20, ..SearchArgs::default() };
    vec![
        SearchArgs { category: Some("furniture".into()), ..words("white") },
        SearchArgs { category: Some("tile".into()), in_stock: true, ..words("客厅") },
        SearchArgs { price_max: Some(300_000), ..words("door") },
        SearchArgs { sort: Sort::PriceUp, ..words("sofa grey") },
        SearchArgs { sort: Sort::PriceDown, in_stock: true, ..words("series") },
        SearchArgs { price_min: Some(100_000), price_max: Some(900_000), sort: Sort::PriceUp, ..words("白色") },
        words(""),
        SearchArgs { category: Some("light".into()), sort: Sort::PriceUp, ..words("") },
    ]
}

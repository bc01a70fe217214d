//! The mall's merchants. All names are invented.

use tenon_domain::entities::Merchant;
use tenon_domain::{Id, Localized, Uuid};

/// A merchant and the series it sells.
pub(super) struct Seller {
    pub(super) code: &'static str,
    /// Begins its SKUs.
    pub(super) prefix: &'static str,
    zh: &'static str,
    en: &'static str,
    /// The brand on its goods.
    pub(super) brand: &'static str,
    /// Names of its series in Chinese and English.
    pub(super) series: &'static [(&'static str, &'static str)],
}

/// Kitchens.
pub(super) static SONGJIAN: Seller = Seller {
    code: "songjian",
    prefix: "SJ",
    zh: "松间橱柜",
    en: "Songjian Kitchens",
    brand: "松间 Songjian",
    series: &[
        ("松间", "Pine Grove"),
        ("初雪", "First Snow"),
        ("山房", "Hill House"),
        ("白桦", "White Birch"),
        ("云汀", "Cloud Bank"),
        ("晴窗", "Bright Window"),
        ("麦田", "Wheatfield"),
        ("半亩", "Half Acre"),
        ("炊烟", "Hearth"),
        ("青石", "Bluestone"),
        ("素白", "Plainsong"),
        ("长街", "Long Lane"),
        ("暖屿", "Warm Isle"),
        ("檐下", "Eaves"),
    ],
};

/// Joinery: kitchens, wardrobes, doors, cabinets.
pub(super) static HESHAN: Seller = Seller {
    code: "heshan",
    prefix: "HS",
    zh: "禾杉木作",
    en: "Heshan Joinery",
    brand: "禾杉 Heshan",
    series: &[
        ("禾语", "Field Notes"),
        ("杉影", "Cedar Shade"),
        ("原野", "Open Country"),
        ("木末", "Treetop"),
        ("知秋", "Early Autumn"),
        ("朴素", "Homespun"),
        ("拾间", "Ten Rooms"),
        ("归舍", "Homeward"),
        ("南坡", "South Slope"),
        ("溪谷", "Brookdale"),
        ("年轮", "Tree Ring"),
        ("谷仓", "Barn"),
    ],
};

/// Doors.
pub(super) static QITANG: Seller = Seller {
    code: "qitang",
    prefix: "QT",
    zh: "启樘门业",
    en: "Qitang Doors",
    brand: "启樘 Qitang",
    series: &[
        ("静界", "Stillness"),
        ("推云", "Drift"),
        ("方寸", "Measure"),
        ("玉簪", "Hosta"),
        ("雅集", "Gathering"),
        ("和风", "Soft Wind"),
        ("罗马", "Colonnade"),
        ("简线", "Fineline"),
        ("竹里", "Bamboo Court"),
        ("隐庐", "Hermitage"),
        ("晨曦", "Daybreak"),
        ("拱桥", "Archway"),
        ("安居", "Safe Haven"),
        ("乌木", "Ebony"),
    ],
};

/// Tiles.
pub(super) static DANYAO: Seller = Seller {
    code: "danyao",
    prefix: "DY",
    zh: "丹窑陶瓷",
    en: "Danyao Ceramics",
    brand: "丹窑 Danyao",
    series: &[
        ("丹霞", "Red Cliff"),
        ("雪域", "Snowfield"),
        ("沙洲", "Sandbar"),
        ("石韵", "Stonesong"),
        ("水墨", "Ink Wash"),
        ("釉见", "Glaze"),
        ("古巷", "Old Lane"),
        ("星砾", "Starstone"),
        ("海盐", "Sea Salt"),
        ("岩语", "Rock Script"),
        ("窑火", "Kiln Fire"),
        ("晓雾", "Morning Mist"),
        ("梯田", "Terraces"),
        ("月白", "Moonwhite"),
    ],
};

/// Taps and bathrooms.
pub(super) static LINGQUAN: Seller = Seller {
    code: "lingquan",
    prefix: "LQ",
    zh: "泠泉卫浴",
    en: "Lingquan Bath",
    brand: "泠泉 Lingquan",
    series: &[
        ("泠泉", "Cold Spring"),
        ("弧光", "Arclight"),
        ("澄", "Clear"),
        ("雨幕", "Rain Curtain"),
        ("细流", "Rill"),
        ("方塘", "Square Pond"),
        ("瀑", "Cascade"),
        ("汀兰", "Shore Orchid"),
        ("涟漪", "Ripple"),
        ("白鹭", "Egret"),
        ("清和", "Serene"),
        ("潮汐", "Tide"),
    ],
};

/// Lighting.
pub(super) static YINGCHUAN: Seller = Seller {
    code: "yingchuan",
    prefix: "YC",
    zh: "萤川照明",
    en: "Yingchuan Lighting",
    brand: "萤川 Yingchuan",
    series: &[
        ("萤火", "Firefly"),
        ("满月", "Full Moon"),
        ("暮光", "Dusk"),
        ("蒲公英", "Dandelion"),
        ("银河", "Milky Way"),
        ("灯塔", "Lighthouse"),
        ("纸鸢", "Paper Kite"),
        ("钟声", "Bell"),
        ("晚归", "Late Home"),
        ("星野", "Starfield"),
        ("蘑菇", "Mushroom"),
        ("露珠", "Dewdrop"),
    ],
};

/// Furniture.
pub(super) static QIMU: Seller = Seller {
    code: "qimu",
    prefix: "QM",
    zh: "栖木家居",
    en: "Qimu Living",
    brand: "栖木 Qimu",
    series: &[
        ("栖木", "Perch"),
        ("云朵", "Cloud"),
        ("午后", "Afternoon"),
        ("慢谷", "Slow Valley"),
        ("苔原", "Tundra"),
        ("书山", "Bookhill"),
        ("小满", "Grain Full"),
        ("远山", "Far Hills"),
        ("橙子", "Orange"),
        ("驻足", "Pause"),
        ("拥抱", "Embrace"),
        ("鲸落", "Whale Rest"),
        ("半日", "Half Day"),
        ("芦苇", "Reed"),
    ],
};

/// A Nordic house: furniture, lamps and taps.
pub(super) static ALDERBY: Seller = Seller {
    code: "alderby",
    prefix: "AB",
    zh: "奥德比北欧家居",
    en: "Alderby Nordic Home",
    brand: "Alderby",
    series: &[
        ("峡湾", "Fjord"),
        ("哈尔姆", "Halm"),
        ("斯图加", "Stuga"),
        ("林登", "Linden"),
        ("奥斯卡", "Oskar"),
        ("维德", "Vide"),
        ("北角", "Nordkap"),
        ("桦林", "Bjork"),
        ("索伦", "Soren"),
        ("海岬", "Skagen"),
        ("埃尔克", "Elke"),
        ("冬至", "Midwinter"),
    ],
};

pub(super) static ALL: [&Seller; 8] = [&SONGJIAN, &HESHAN, &QITANG, &DANYAO, &LINGQUAN, &YINGCHUAN, &QIMU, &ALDERBY];

/// The merchants' rows.
pub(super) fn rows(root: Uuid) -> Vec<Merchant> {
    ALL.iter()
        .map(|seller| Merchant {
            id: Id::new(Uuid::new_v5(&root, format!("merchant:{}", seller.code).as_bytes())),
            code: seller.code.to_owned(),
            name: Localized::new(seller.zh, seller.en),
        })
        .collect()
}

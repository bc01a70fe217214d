//! Furniture.

use tenon_domain::catalog::{PriceUnit, ServiceRoute};

use super::kind::{Fact, Kind};
use super::tables::{BOARD, DELIVERED, FITTED, HINGES, LEAD, LIVING, WARRANTY};
use crate::demo::merchants::{ALDERBY, HESHAN, QIMU};
use crate::demo::picture;

const FRAME: Fact =
    (("框架", "Frame"), &[("落叶松实木", "solid larch"), ("桉木多层", "eucalyptus plywood"), ("碳钢", "steel")]);
const FOAM: Fact = (
    ("坐垫", "Seat"),
    &[("高回弹海绵", "high-resilience foam"), ("羽绒乳胶", "down and latex"), ("独立弹簧", "pocket springs")],
);
const OIL: Fact = (("涂装", "Coating"), &[("植物木蜡油", "plant-based oil wax"), ("水性漆", "water-based lacquer")]);

/// What a piece of furniture is unless its own entry says otherwise.
const BLANK: Kind = Kind {
    number: 0,
    category: "furniture",
    sellers: &[&QIMU, &ALDERBY],
    weight: 0,
    motif: &picture::SOFA,
    noun: ("", ""),
    shapes: &[],
    makes: &[],
    finish: ("颜色", "Colour"),
    size: ("尺寸", "Size"),
    sizes: &[],
    yuan: (0, 0),
    unit: PriceUnit::Each,
    route: ServiceRoute::Light,
    facts: &[],
    tags: &[],
    moods: LIVING,
    promises: DELIVERED,
};

pub(super) static KINDS: [Kind; 7] = [
    Kind {
        number: 60,
        category: "furniture/sofa",
        weight: 5,
        motif: &picture::SOFA,
        noun: ("沙发", "sofa"),
        shapes: &[
            ("三人", "three-seat", 0),
            ("贵妃", "chaise", 22),
            ("高脚双人", "two-seat", -18),
            ("模块", "modular", 30),
        ],
        makes: &[
            ("猫抓布", "scratch-proof fabric", 6),
            ("棉麻", "linen blend", 0),
            ("科技布", "performance fabric", 10),
            ("可拆洗雪尼尔", "washable chenille", 14),
        ],
        size: ("宽度", "Width"),
        sizes: &[
            ("1,900 mm", "1,900 mm", "190", 90),
            ("2,200 mm", "2,200 mm", "220", 100),
            ("2,600 mm", "2,600 mm", "260", 118),
        ],
        yuan: (2_480, 9_800),
        facts: &[FRAME, FOAM, (("座深", "Seat depth"), &[("560 mm", "560 mm"), ("600 mm", "600 mm")]), WARRANTY],
        tags: &["布艺沙发", "客厅", "奶油风", "原木风", "sofa"],
        ..BLANK
    },
    Kind {
        number: 61,
        category: "furniture/bed",
        weight: 3,
        motif: &picture::BED,
        noun: ("床", "bed"),
        shapes: &[("软包", "upholstered", 0), ("竖条软包", "channel-back", 8), ("宽屏", "wide-headboard", 14)],
        makes: &[("高箱储物", "with storage", 18), ("静音排骨架", "quiet slats", 0), ("气压抬升", "gas-lift", 24)],
        finish: ("面料", "Fabric"),
        sizes: &[
            ("1,500 × 2,000 mm", "1,500 × 2,000 mm", "150", 92),
            ("1,800 × 2,000 mm", "1,800 × 2,000 mm", "180", 100),
            ("2,000 × 2,200 mm", "2,000 × 2,200 mm", "200", 115),
        ],
        yuan: (1_980, 6_980),
        facts: &[FRAME, (("承重", "Load"), &[("300 kg", "300 kg"), ("500 kg", "500 kg")]), WARRANTY],
        tags: &["双人床", "卧室", "主卧", "bed"],
        ..BLANK
    },
    Kind {
        number: 62,
        category: "furniture/chair",
        weight: 2,
        motif: &picture::CHAIR,
        noun: ("餐椅", "dining chair"),
        shapes: &[("温莎", "spindle-back", 0), ("软包", "upholstered", 20), ("藤编", "cane-back", 26)],
        makes: &[("实木", "solid wood", 0), ("两把装", "pair", 88)],
        finish: ("木色", "Wood"),
        yuan: (299, 980),
        facts: &[OIL, (("坐高", "Seat height"), &[("450 mm", "450 mm"), ("460 mm", "460 mm")]), WARRANTY],
        tags: &["椅子", "餐厅", "书椅", "chair"],
        ..BLANK
    },
    Kind {
        number: 63,
        category: "furniture/table",
        weight: 3,
        motif: &picture::TABLE,
        noun: ("餐桌", "dining table"),
        shapes: &[("长方", "rectangular", 0), ("圆形独脚", "round pedestal", 10), ("岩板", "sintered-stone", 24)],
        makes: &[("实木框架", "solid-wood frame", 0), ("可伸缩", "extending", 22), ("六人位", "for six", 8)],
        finish: ("木色", "Wood"),
        sizes: &[
            ("1,200 mm", "1,200 mm", "120", 84),
            ("1,400 mm", "1,400 mm", "140", 100),
            ("1,600 mm", "1,600 mm", "160", 116),
        ],
        yuan: (1_280, 5_280),
        facts: &[OIL, (("高度", "Height"), &[("740 mm", "740 mm"), ("750 mm", "750 mm")]), WARRANTY],
        tags: &["饭桌", "餐厅", "桌子", "table"],
        ..BLANK
    },
    Kind {
        number: 64,
        category: "furniture/coffee-table",
        weight: 1,
        motif: &picture::COFFEE_TABLE,
        noun: ("茶几", "coffee table"),
        shapes: &[("圆形组合", "nesting round", 12), ("双层", "two-tier", 0)],
        makes: &[("实木", "solid wood", 0), ("贴木皮", "veneered", -15)],
        finish: ("木色", "Wood"),
        yuan: (480, 2_180),
        facts: &[OIL, (("高度", "Height"), &[("380 mm", "380 mm"), ("420 mm", "420 mm")]), WARRANTY],
        tags: &["边几", "客厅", "矮桌", "coffee table"],
        ..BLANK
    },
    Kind {
        number: 65,
        category: "furniture/wardrobe",
        sellers: &[&HESHAN, &QIMU],
        weight: 3,
        motif: &picture::WARDROBE,
        noun: ("衣柜", "wardrobe"),
        shapes: &[("平开门", "hinged", 0), ("玻璃移门", "sliding glass", 16), ("半开放", "half-open", 6)],
        makes: &[
            ("ENF 颗粒板", "ENF particle board", 0),
            ("多层实木", "plywood", 20),
            ("带灯带", "with light strips", 12),
        ],
        finish: ("门板颜色", "Front colour"),
        yuan: (680, 1_880),
        unit: PriceUnit::SquareMetre,
        route: ServiceRoute::Heavy,
        facts: &[BOARD, HINGES, (("柜深", "Depth"), &[("550 mm", "550 mm"), ("600 mm", "600 mm")]), LEAD],
        tags: &["衣橱", "定制", "卧室", "衣帽间", "wardrobe"],
        promises: FITTED,
        ..BLANK
    },
    Kind {
        number: 66,
        category: "furniture/sideboard",
        sellers: &[&HESHAN, &QIMU, &ALDERBY],
        weight: 1,
        motif: &picture::SIDEBOARD,
        noun: ("柜", ""),
        shapes: &[("餐边", "sideboard", 0), ("电视", "television bench", 10)],
        makes: &[("实木脚", "on wooden legs", 0), ("岩板台面", "sintered-stone top", 25)],
        size: ("宽度", "Width"),
        sizes: &[
            ("1,200 mm", "1,200 mm", "120", 86),
            ("1,600 mm", "1,600 mm", "160", 100),
            ("2,000 mm", "2,000 mm", "200", 122),
        ],
        yuan: (980, 3_680),
        facts: &[BOARD, HINGES, WARRANTY],
        tags: &["餐边柜", "电视柜", "餐柜", "客厅", "sideboard"],
        ..BLANK
    },
];

//! Lamps.

use tenon_domain::catalog::{PriceUnit, ServiceRoute};

use super::kind::{Fact, Kind};
use super::tables::{DELIVERED, LIT, WARRANTY};
use crate::demo::merchants::{ALDERBY, YINGCHUAN};
use crate::demo::picture;

const WHITE: Fact = (
    ("色温", "Colour temperature"),
    &[
        ("2,700 K", "2,700 K"),
        ("3,000 K", "3,000 K"),
        ("3,500 K", "3,500 K"),
        ("2,700–5,000 K 可调", "2,700–5,000 K, adjustable"),
    ],
);
const RENDER: Fact = (("显色指数", "Colour rendering"), &[("Ra 90", "Ra 90"), ("Ra 95", "Ra 95"), ("Ra 97", "Ra 97")]);

pub(super) static KINDS: [Kind; 3] = [
    Kind {
        number: 50,
        category: "light/pendant",
        sellers: &[&YINGCHUAN, &ALDERBY],
        weight: 5,
        motif: &picture::PENDANT,
        noun: ("吊灯", "pendant lamp"),
        shapes: &[
            ("半球", "dome", 0),
            ("三头玻璃球", "three-globe", 40),
            ("线条", "linear", 18),
            ("圆环", "ring", 30),
            ("纸灯笼", "paper lantern", -15),
        ],
        makes: &[
            ("可调光", "dimmable", 8),
            ("升降线", "height-adjustable", 12),
            ("智能语音", "voice control", 28),
            ("E27 换泡", "E27 socket", 0),
        ],
        finish: ("颜色", "Colour"),
        size: ("直径", "Diameter"),
        sizes: &[("300 mm", "300 mm", "30", 80), ("450 mm", "450 mm", "45", 100), ("600 mm", "600 mm", "60", 130)],
        yuan: (239, 1_580),
        unit: PriceUnit::Each,
        route: ServiceRoute::Light,
        facts: &[
            WHITE,
            RENDER,
            (("功率", "Power"), &[("12 W", "12 W"), ("24 W", "24 W"), ("36 W", "36 W")]),
            (("线长", "Cable"), &[("1.2 m", "1.2 m"), ("1.5 m", "1.5 m"), ("2.0 m", "2.0 m")]),
            WARRANTY,
        ],
        tags: &["餐厅", "餐吊", "灯饰", "氛围", "pendant"],
        moods: LIT,
        promises: DELIVERED,
    },
    Kind {
        number: 51,
        category: "light/ceiling",
        sellers: &[&YINGCHUAN, &ALDERBY],
        weight: 3,
        motif: &picture::CEILING,
        noun: ("吸顶灯", "ceiling lamp"),
        shapes: &[("圆形", "round", 0), ("方形", "square", 6)],
        makes: &[("全光谱护眼", "full spectrum", 22), ("超薄", "slim", 0), ("智能调光", "smart dimming", 16)],
        finish: ("边框", "Rim"),
        size: ("尺寸", "Size"),
        sizes: &[
            ("400 mm 24 W", "400 mm, 24 W", "40", 76),
            ("500 mm 36 W", "500 mm, 36 W", "50", 100),
            ("900 mm 80 W", "900 mm, 80 W", "90", 190),
        ],
        yuan: (199, 980),
        unit: PriceUnit::Each,
        route: ServiceRoute::Light,
        facts: &[
            WHITE,
            RENDER,
            (
                ("适用面积", "For rooms of"),
                &[("8–12 m²", "8–12 m²"), ("15–20 m²", "15–20 m²"), ("20–30 m²", "20–30 m²")],
            ),
            WARRANTY,
        ],
        tags: &["卧室灯", "客厅灯", "灯饰", "护眼", "ceiling"],
        moods: LIT,
        promises: DELIVERED,
    },
    Kind {
        number: 52,
        category: "light/floor",
        sellers: &[&YINGCHUAN, &ALDERBY],
        weight: 2,
        motif: &picture::FLOOR_LAMP,
        noun: ("落地灯", "floor lamp"),
        shapes: &[("弧臂", "arc", 18), ("三脚", "tripod", 0)],
        makes: &[("脚踏开关", "foot switch", 0), ("旋钮调光", "dial dimmer", 8), ("带置物台", "with shelf", 15)],
        finish: ("颜色", "Colour"),
        size: ("尺寸", "Size"),
        sizes: &[],
        yuan: (359, 1_380),
        unit: PriceUnit::Each,
        route: ServiceRoute::Light,
        facts: &[
            (("高度", "Height"), &[("1,450 mm", "1,450 mm"), ("1,600 mm", "1,600 mm"), ("1,850 mm", "1,850 mm")]),
            WHITE,
            (("灯座", "Socket"), &[("E27", "E27"), ("LED 模组", "LED module")]),
            WARRANTY,
        ],
        tags: &["立灯", "沙发灯", "阅读", "客厅", "floor lamp"],
        moods: LIT,
        promises: DELIVERED,
    },
];

//! Tiles.

use tenon_domain::catalog::{PriceUnit, ServiceRoute};

use super::kind::{Fact, Kind};
use super::tables::{BOXED, UNDERFOOT};
use crate::demo::merchants::DANYAO;
use crate::demo::picture;

const SLIP: Fact = (("防滑", "Slip rating"), &[("R9", "R9"), ("R10", "R10"), ("R11", "R11")]);
const WATER: Fact = (("吸水率", "Water absorption"), &[("≤ 0.1%", "≤ 0.1%"), ("≤ 0.5%", "≤ 0.5%")]);
const THICK: Fact = (("厚度", "Thickness"), &[("9 mm", "9 mm"), ("9.5 mm", "9.5 mm"), ("11 mm", "11 mm")]);
const PER_BOX: Fact = (
    ("每箱", "Per box"),
    &[("4 片 1.44 m²", "4 tiles, 1.44 m²"), ("2 片 1.50 m²", "2 tiles, 1.50 m²"), ("3 片 1.62 m²", "3 tiles, 1.62 m²")],
);

pub(super) static KINDS: [Kind; 3] = [
    Kind {
        number: 30,
        category: "tile/floor",
        sellers: &[&DANYAO],
        weight: 7,
        motif: &picture::FLOOR_TILE,
        noun: ("地砖", "floor tile"),
        shapes: &[("大理石纹", "marble-look", 12), ("水磨石", "terrazzo", 6), ("水泥质感", "cement-look", 0)],
        makes: &[
            ("柔光", "satin", 0),
            ("亮面抛釉", "polished glaze", 8),
            ("通体哑光", "full-body matt", 14),
            ("天鹅绒面", "velvet", 20),
        ],
        finish: ("花色", "Shade"),
        size: ("规格", "Size"),
        sizes: &[
            ("600 × 600 mm", "600 × 600 mm", "6060", 80),
            ("750 × 1,500 mm", "750 × 1,500 mm", "7515", 100),
            ("900 × 1,800 mm", "900 × 1,800 mm", "9018", 135),
        ],
        yuan: (68, 258),
        unit: PriceUnit::SquareMetre,
        route: ServiceRoute::Heavy,
        facts: &[THICK, WATER, SLIP, PER_BOX],
        tags: &["瓷砖", "地板砖", "客厅", "玄关", "tile"],
        moods: UNDERFOOT,
        promises: BOXED,
    },
    Kind {
        number: 31,
        category: "tile/wall",
        sellers: &[&DANYAO],
        weight: 6,
        motif: &picture::WALL_TILE,
        noun: ("墙砖", "wall tile"),
        shapes: &[
            ("面包", "bevelled brick", 0),
            ("竖条", "finger", 12),
            ("鱼鳞", "fish-scale", 25),
            ("手工方", "handmade square", 16),
        ],
        makes: &[("亮釉", "gloss glaze", 0), ("哑釉", "matt glaze", 4), ("窑变釉", "reactive glaze", 30)],
        finish: ("釉色", "Glaze"),
        size: ("规格", "Size"),
        sizes: &[],
        yuan: (88, 298),
        unit: PriceUnit::SquareMetre,
        route: ServiceRoute::Heavy,
        facts: &[
            (
                ("规格", "Size"),
                &[("75 × 150 mm", "75 × 150 mm"), ("65 × 265 mm", "65 × 265 mm"), ("100 × 100 mm", "100 × 100 mm")],
            ),
            (("厚度", "Thickness"), &[("7 mm", "7 mm"), ("8 mm", "8 mm")]),
            WATER,
            (
                ("适用", "For"),
                &[("厨房、卫生间", "kitchen, bathroom"), ("背景墙", "feature wall"), ("阳台", "balcony")],
            ),
        ],
        tags: &["瓷砖", "小方砖", "厨房", "卫生间", "tile"],
        moods: UNDERFOOT,
        promises: BOXED,
    },
    Kind {
        number: 32,
        category: "tile/wood",
        sellers: &[&DANYAO],
        weight: 4,
        motif: &picture::PLANK_TILE,
        noun: ("木纹砖", "wood-look tile"),
        shapes: &[("人字拼", "herringbone", 10), ("长条", "plank", 0)],
        makes: &[
            ("原木浮雕", "embossed grain", 8),
            ("哑光直纹", "matt straight grain", 0),
            ("手抓纹", "hand-scraped", 12),
            ("防滑干粒", "slip-safe grit", 16),
        ],
        finish: ("木色", "Wood shade"),
        size: ("规格", "Size"),
        sizes: &[("150 × 900 mm", "150 × 900 mm", "1509", 90), ("200 × 1,200 mm", "200 × 1,200 mm", "2012", 100)],
        yuan: (128, 368),
        unit: PriceUnit::Box,
        route: ServiceRoute::Heavy,
        facts: &[
            THICK,
            SLIP,
            (("每箱", "Per box"), &[("8 片 1.08 m²", "8 tiles, 1.08 m²"), ("6 片 1.44 m²", "6 tiles, 1.44 m²")]),
            WATER,
        ],
        tags: &["瓷砖", "仿木地板", "卧室", "阳台", "tile"],
        moods: UNDERFOOT,
        promises: BOXED,
    },
];

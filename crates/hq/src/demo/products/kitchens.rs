//! Kitchens, sinks and hoods.

use tenon_domain::catalog::{PriceUnit, ServiceRoute};

use super::kind::Kind;
use super::tables::{BOARD, COOKING, DELIVERED, FITTED, HINGES, LEAD, WARRANTY};
use crate::demo::merchants::{ALDERBY, HESHAN, LINGQUAN, SONGJIAN};
use crate::demo::picture;

pub(super) static KINDS: [Kind; 3] = [
    Kind {
        number: 10,
        category: "kitchen/cabinet",
        sellers: &[&SONGJIAN, &HESHAN],
        weight: 11,
        motif: &picture::KITCHEN,
        noun: ("橱柜", "kitchen"),
        shapes: &[
            ("一字型", "straight", 0),
            (" L 型", "L-shaped", 6),
            ("岛台", "island", 18),
            (" U 型", "U-shaped", 9),
            ("框门", "framed", 14),
        ],
        makes: &[
            ("PET 门板", "PET fronts", 0),
            ("烤漆门板", "lacquered fronts", 22),
            ("肤感膜门板", "soft-touch fronts", 9),
            ("实木贴皮门板", "veneered fronts", 38),
            ("双饰面门板", "melamine fronts", -12),
        ],
        finish: ("门板颜色", "Front colour"),
        size: ("尺寸", "Size"),
        sizes: &[],
        yuan: (1_980, 4_680),
        unit: PriceUnit::Metre,
        route: ServiceRoute::Heavy,
        facts: &[
            BOARD,
            (
                ("台面", "Worktop"),
                &[
                    ("15 mm 石英石", "15 mm quartz"),
                    ("12 mm 岩板", "12 mm sintered stone"),
                    ("20 mm 石英石", "20 mm quartz"),
                    ("1.2 mm 不锈钢", "1.2 mm stainless steel"),
                ],
            ),
            HINGES,
            (("地柜高", "Base unit height"), &[("800 mm", "800 mm"), ("850 mm", "850 mm"), ("900 mm", "900 mm")]),
            LEAD,
        ],
        tags: &["厨柜", "整体厨房", "厨房", "定制", "cabinet"],
        moods: COOKING,
        promises: FITTED,
    },
    Kind {
        number: 11,
        category: "kitchen/sink",
        sellers: &[&LINGQUAN, &SONGJIAN],
        weight: 3,
        motif: &picture::SINK,
        noun: ("水槽", "kitchen sink"),
        shapes: &[("单槽", "single-bowl", 0), ("双槽", "double-bowl", 18)],
        makes: &[
            ("手工 304 不锈钢", "hand-made 304 steel", 10),
            ("静音防溅", "quiet, splash-free", 0),
            ("带沥水篮", "with drainer", 6),
            ("阶梯式带砧板", "stepped, with board", 24),
        ],
        finish: ("颜色", "Colour"),
        size: ("外形", "Size"),
        sizes: &[
            ("680 × 450 mm", "680 × 450 mm", "68", 88),
            ("750 × 460 mm", "750 × 460 mm", "75", 100),
            ("820 × 480 mm", "820 × 480 mm", "82", 112),
        ],
        yuan: (599, 1_999),
        unit: PriceUnit::Each,
        route: ServiceRoute::Light,
        facts: &[
            (("槽深", "Depth"), &[("200 mm", "200 mm"), ("220 mm", "220 mm"), ("230 mm", "230 mm")]),
            (("安装", "Mounting"), &[("台下", "under the worktop"), ("台上", "on the worktop"), ("台中", "flush")]),
            (("下水口", "Waste"), &[("110 mm", "110 mm"), ("140 mm", "140 mm")]),
            WARRANTY,
        ],
        tags: &["洗菜盆", "厨房", "水池", "sink"],
        moods: COOKING,
        promises: DELIVERED,
    },
    Kind {
        number: 12,
        category: "kitchen/hood",
        sellers: &[&SONGJIAN, &ALDERBY],
        weight: 2,
        motif: &picture::HOOD,
        noun: ("油烟机", "cooker hood"),
        shapes: &[("塔形", "chimney", 0), ("侧吸", "angled", 15)],
        makes: &[
            ("22 m³/min 大吸力", "22 m³/min", 0),
            ("25 m³/min 变频", "25 m³/min, variable speed", 20),
            ("挥手智控", "gesture control", 28),
        ],
        finish: ("颜色", "Colour"),
        size: ("宽度", "Width"),
        sizes: &[("800 mm", "800 mm", "80", 92), ("900 mm", "900 mm", "90", 100)],
        yuan: (1_699, 4_299),
        unit: PriceUnit::Each,
        route: ServiceRoute::Heavy,
        facts: &[
            (("噪声", "Noise"), &[("54 dB(A)", "54 dB(A)"), ("57 dB(A)", "57 dB(A)"), ("60 dB(A)", "60 dB(A)")]),
            (("风压", "Pressure"), &[("800 Pa", "800 Pa"), ("1,000 Pa", "1,000 Pa")]),
            (("功率", "Power"), &[("220 W", "220 W"), ("260 W", "260 W")]),
            WARRANTY,
        ],
        tags: &["抽油烟机", "吸油烟机", "厨房电器", "hood"],
        moods: COOKING,
        promises: DELIVERED,
    },
];

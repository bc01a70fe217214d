//! Doors.

use tenon_domain::catalog::{PriceUnit, ServiceRoute};

use super::kind::{Fact, Kind};
use super::tables::{FITTED, LEAD, PASSING, WARRANTY};
use crate::demo::merchants::{HESHAN, QITANG};
use crate::demo::picture;

const CORE: Fact = (
    ("门芯", "Core"),
    &[
        ("桥洞力学板", "tubular board"),
        ("实木龙骨", "solid timber frame"),
        ("蜂窝纸芯", "honeycomb"),
        ("铝木复合", "aluminium and timber"),
    ],
);
const QUIET: Fact = (("隔声", "Sound reduction"), &[("28 dB", "28 dB"), ("32 dB", "32 dB"), ("35 dB", "35 dB")]);
const GLASS: Fact = (
    ("玻璃", "Glass"),
    &[("5 mm 钢化", "5 mm tempered"), ("5+5 mm 夹胶", "5+5 mm laminated"), ("8 mm 钢化", "8 mm tempered")],
);

pub(super) static KINDS: [Kind; 3] = [
    Kind {
        number: 20,
        category: "door/interior",
        sellers: &[&QITANG, &HESHAN],
        weight: 10,
        motif: &picture::DOOR,
        noun: ("木门", "interior door"),
        shapes: &[
            ("平板嵌线", "flush inlaid", 0),
            ("双凹框", "two-panel", 8),
            ("长虹玻璃", "reeded-glass", 18),
            ("格栅", "slatted", 22),
            ("圆拱", "arched", 16),
        ],
        makes: &[
            ("实木复合", "engineered timber", 12),
            ("水性烤漆", "water-based lacquer", 20),
            ("免漆静音", "no-paint, quiet", 0),
            ("原木贴皮", "wood veneer", 36),
        ],
        finish: ("颜色", "Colour"),
        size: ("门洞", "Opening"),
        sizes: &[
            ("700 × 2,100 mm", "700 × 2,100 mm", "70", 94),
            ("800 × 2,100 mm", "800 × 2,100 mm", "80", 100),
            ("900 × 2,200 mm", "900 × 2,200 mm", "90", 110),
        ],
        yuan: (1_280, 3_880),
        unit: PriceUnit::Opening,
        route: ServiceRoute::Heavy,
        facts: &[
            CORE,
            QUIET,
            (("墙厚", "Wall thickness"), &[("100–160 mm", "100–160 mm"), ("120–240 mm", "120–240 mm")]),
            (("五金", "Fittings"), &[("磁吸静音锁", "quiet magnetic lock"), ("分体锁", "split lock")]),
            LEAD,
        ],
        tags: &["房门", "卧室门", "套装门", "室内", "door"],
        moods: PASSING,
        promises: FITTED,
    },
    Kind {
        number: 21,
        category: "door/entrance",
        sellers: &[&QITANG],
        weight: 3,
        motif: &picture::ENTRANCE,
        noun: ("入户门", "entrance door"),
        shapes: &[("单开", "single", 0), ("子母", "leaf-and-a-half", 34)],
        makes: &[
            ("甲级防盗", "burglar class A", 10),
            ("铸铝", "cast aluminium", 45),
            ("钢木装甲", "armoured steel and timber", 28),
            ("隔声保温", "insulated", 0),
        ],
        finish: ("颜色", "Colour"),
        size: ("门洞", "Opening"),
        sizes: &[
            ("960 × 2,050 mm", "960 × 2,050 mm", "96", 100),
            ("1,200 × 2,100 mm", "1,200 × 2,100 mm", "120", 122),
            ("1,400 × 2,300 mm", "1,400 × 2,300 mm", "140", 145),
        ],
        yuan: (2_980, 7_980),
        unit: PriceUnit::Opening,
        route: ServiceRoute::Heavy,
        facts: &[
            (
                ("门锁", "Lock"),
                &[("3D 人脸智能锁", "face recognition"), ("指纹智能锁", "fingerprint"), ("机械霸王锁", "mechanical")],
            ),
            (("门扇厚", "Leaf"), &[("90 mm", "90 mm"), ("100 mm", "100 mm"), ("110 mm", "110 mm")]),
            QUIET,
            WARRANTY,
        ],
        tags: &["防盗门", "大门", "进户门", "entrance"],
        moods: PASSING,
        promises: FITTED,
    },
    Kind {
        number: 22,
        category: "door/sliding",
        sellers: &[&QITANG, &HESHAN],
        weight: 3,
        motif: &picture::SLIDING,
        noun: ("推拉门", "sliding door"),
        shapes: &[("极窄边", "slim-frame", 0), ("长虹玻璃", "reeded-glass", 12)],
        makes: &[
            ("吊轨", "hung", 8),
            ("地轨", "floor track", 0),
            ("双向缓冲", "soft-close both ways", 16),
            ("三联动", "three linked leaves", 30),
        ],
        finish: ("边框", "Frame"),
        size: ("尺寸", "Size"),
        sizes: &[],
        yuan: (580, 1_380),
        unit: PriceUnit::SquareMetre,
        route: ServiceRoute::Heavy,
        facts: &[
            GLASS,
            (("边框宽", "Frame width"), &[("15 mm", "15 mm"), ("20 mm", "20 mm"), ("28 mm", "28 mm")]),
            (
                ("型材", "Profile"),
                &[("1.6 mm 铝镁合金", "1.6 mm aluminium alloy"), ("2.0 mm 铝合金", "2.0 mm aluminium")],
            ),
            LEAD,
        ],
        tags: &["移门", "厨房门", "阳台门", "玻璃门", "sliding"],
        moods: PASSING,
        promises: FITTED,
    },
];

//! Words that products of all kinds share.

use super::kind::{Fact, Words};

/// What is said of kitchens.
pub(super) const COOKING: &[Words] = &[
    ("好打理，擦一擦就干净", "easy to keep: a wipe and it is clean"),
    ("小厨房也能转得开身", "made to leave room to turn in small kitchens"),
    ("做工细致，转角收口平整", "carefully made, with flush corners and edges"),
    ("经得起一日三餐", "ready for three meals a day"),
];

/// What is said of doors.
pub(super) const PASSING: &[Words] = &[
    ("线条干净，久看不腻", "with clean lines that wear well"),
    ("关门轻，不夹手", "closing softly, kind to fingers"),
    ("安静低调，与多种风格相配", "quiet enough to go with many styles"),
    ("做工细致，四边收口平整", "carefully made, with flush edges all round"),
];

/// What is said of tiles.
pub(super) const UNDERFOOT: &[Words] = &[
    ("色差小，铺开一片匀净", "even in shade over a whole room"),
    ("光线柔和时最好看", "at its best in soft light"),
    ("耐磨耐脏，拖一遍就干净", "hard-wearing, clean after one mopping"),
    ("纹理不重复，远近都耐看", "with a pattern that does not repeat"),
];

/// What is said of taps and bathrooms.
pub(super) const BATHING: &[Words] = &[
    ("出水柔和不溅", "with a soft stream that does not splash"),
    ("表面不留水渍，好打理", "with a surface that keeps no water marks"),
    ("手感顺滑，老人孩子都好用", "smooth to use for old and young"),
    ("线条利落，小空间也合适", "neat enough for small rooms"),
];

/// What is said of lamps.
pub(super) const LIT: &[Words] = &[
    ("光线柔和不刺眼", "soft on the eyes"),
    ("关灯也是一件摆设", "good to look at when it is off"),
    ("换泡不用拆灯", "with a lamp that is changed in a minute"),
    ("一盏就够，晚饭更香", "enough light for dinner by itself"),
];

/// What is said of furniture.
pub(super) const LIVING: &[Words] = &[
    ("质感温润，日常耐用", "warm to the touch and made for every day"),
    ("小户型也放得下", "sized for small homes too"),
    ("经得起三代同堂的日常", "ready for a home of three generations"),
    ("线条干净，久看不腻", "with clean lines that wear well"),
];

/// Promises for what is measured and installed.
pub(super) const FITTED: &[Words] = &[
    ("门店免费量尺一次，安装后质保五年。", "The store measures once for free; five years’ warranty from installation."),
    ("量尺确认后约 25 天交付，安装 1 天。", "Delivered some 25 days after the measure; installed in one day."),
    ("可按现场尺寸定制，图纸确认后下单生产。", "Made to the size of your home, once you have approved the drawing."),
    (
        "五金终身保养，柜体与门板五年质保。",
        "Fittings are serviced for life; bodies and fronts have five years’ warranty.",
    ),
];

/// Promises for what is delivered.
pub(super) const DELIVERED: &[Words] = &[
    ("送货上门，七天内不合适可退。", "Delivered to your door; seven days to send it back."),
    ("现货三天内发出，质保三年。", "Sent within three days when in stock; three years’ warranty."),
    ("门店有样品，可先看再买。", "On display in the showroom: see it before you buy."),
    ("配齐安装配件，说明书附图。", "Comes with all fixings and drawn instructions."),
];

/// Promises for what comes in boxes.
pub(super) const BOXED: &[Words] = &[
    ("按箱送货上楼，破损包换。", "Carried up by the box; broken tiles are replaced."),
    ("可先取一片样砖回家比色。", "Take one tile home first and compare the shade."),
    ("多买的整箱一年内可退。", "Unopened boxes can be returned for a year."),
    ("门店有大板样，可先看再买。", "Full slabs are on display in the showroom."),
];

/// Where boards come from.
pub(super) const BOARD: Fact = (
    ("柜体", "Body"),
    &[
        ("18 mm 多层实木，ENF 级", "18 mm plywood, class ENF"),
        ("18 mm 颗粒板，E0 级", "18 mm particle board, class E0"),
        ("18 mm 欧松板，ENF 级", "18 mm OSB, class ENF"),
    ],
);

/// How long it takes.
pub(super) const LEAD: Fact = (
    ("交期", "Lead time"),
    &[
        ("量尺确认后 20 天", "20 days from the measure"),
        ("量尺确认后 25 天", "25 days from the measure"),
        ("量尺确认后 35 天", "35 days from the measure"),
    ],
);

/// How long it is answered for.
pub(super) const WARRANTY: Fact =
    (("质保", "Warranty"), &[("3 年", "3 years"), ("5 年", "5 years"), ("10 年", "10 years")]);

/// Fittings of cabinets.
pub(super) const HINGES: Fact =
    (("铰链", "Hinges"), &[("阻尼静音", "soft-close"), ("标准", "standard"), ("快装阻尼", "clip-on soft-close")]);

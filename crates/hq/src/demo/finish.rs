//! Finishes: what a product's surface is called and what colour it is drawn in.

/// How a surface is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Surface {
    /// One colour.
    Plain,
    /// With grain.
    Wood,
}

/// A finish that a customer chooses.
#[derive(Debug, Clone, Copy)]
pub(super) struct Finish {
    /// Stands in SKUs.
    pub(super) code: &'static str,
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
    /// `0xRRGGBB`.
    pub(super) colour: u32,
    pub(super) surface: Surface,
    /// What it costs more, in percent.
    pub(super) more: i64,
}

const fn plain(code: &'static str, zh: &'static str, en: &'static str, colour: u32, more: i64) -> Finish {
    Finish { code, zh, en, colour, surface: Surface::Plain, more }
}

const fn wood(code: &'static str, zh: &'static str, en: &'static str, colour: u32, more: i64) -> Finish {
    Finish { code, zh, en, colour, surface: Surface::Wood, more }
}

/// Fronts of cabinets, wardrobes and vanities.
pub(super) const FRONTS: &[Finish] = &[
    plain("W", "哑光白", "matt white", 0xfa_f8f4, 0),
    plain("C", "奶油", "cream", 0xef_e2cd, 0),
    plain("S", "灰绿", "sage", 0xb3_bfa8, 3),
    wood("O", "原木橡", "natural oak", 0xd8_b88a, 6),
    wood("N", "胡桃", "walnut", 0x8a_5f41, 12),
    plain("G", "炭灰", "charcoal", 0x45_4a4e, 3),
];

/// Leaves and frames of doors.
pub(super) const DOORS: &[Finish] = &[
    plain("W", "象牙白", "ivory", 0xf7_f3ea, 0),
    wood("O", "浅橡", "light oak", 0xd9_bd93, 0),
    wood("N", "黑胡桃", "black walnut", 0x7c_5239, 10),
    plain("G", "燕麦灰", "oat grey", 0xc6_bfb3, 0),
    plain("L", "鼠尾草绿", "sage green", 0x9d_ac95, 4),
    plain("B", "墨黑", "ink black", 0x3b_3c3e, 4),
];

/// Doors to the street.
pub(super) const ENTRANCES: &[Finish] = &[
    plain("B", "曜石黑", "obsidian", 0x3a_3b3d, 0),
    wood("R", "红古铜", "red bronze", 0x7b_4632, 5),
    plain("G", "枪灰", "gunmetal", 0x6c_7074, 0),
    plain("D", "墨绿", "bottle green", 0x3f_5548, 4),
];

/// Profiles of sliding doors and shower screens.
pub(super) const PROFILES: &[Finish] = &[
    plain("B", "磨砂黑", "matt black", 0x38_3838, 0),
    plain("Y", "香槟金", "champagne", 0xbf_a37a, 6),
    plain("K", "白色", "white", 0xf4_f3f0, 0),
];

/// Stone-like floors.
pub(super) const STONES: &[Finish] = &[
    plain("W", "雪花白", "snow white", 0xf0_eeea, 8),
    plain("M", "米黄", "cream beige", 0xe6_d9c3, 0),
    plain("H", "云灰", "cloud grey", 0xbd_bdba, 0),
    plain("X", "玄武黑", "basalt", 0x55_5453, 5),
];

/// Glazes of wall tiles.
pub(super) const GLAZES: &[Finish] = &[
    plain("W", "釉白", "glaze white", 0xf2_f0ea, 0),
    plain("S", "青瓷", "celadon", 0xa9_c0b2, 4),
    plain("J", "霁蓝", "sky glaze", 0x8f_abc0, 6),
    plain("T", "陶土", "terracotta", 0xc7_8b6a, 0),
];

/// Wood-look tiles.
pub(super) const PLANKS: &[Finish] = &[
    wood("O", "原木橡", "natural oak", 0xd2_b083, 0),
    wood("N", "胡桃", "walnut", 0x91_6748, 0),
    wood("A", "烟灰", "smoked grey", 0xa8_a299, 0),
];

/// Taps and showers.
pub(super) const METALS: &[Finish] = &[
    plain("P", "亮铬", "polished chrome", 0xb4_bcc2, 0),
    plain("L", "拉丝镍", "brushed nickel", 0xa9_a196, 8),
    plain("K", "哑黑", "matt black", 0x3c_3b3b, 10),
    plain("Q", "拉丝金", "brushed brass", 0xc5_9b57, 18),
];

/// Sinks.
pub(super) const SINKS: &[Finish] = &[
    plain("I", "拉丝不锈钢", "brushed steel", 0xb3_b7b9, 0),
    plain("K", "纳米黑", "nano black", 0x47_4747, 10),
    plain("U", "石英白", "quartz white", 0xee_ece6, 15),
];

/// Shades and frames of lamps.
pub(super) const LAMPS: &[Finish] = &[
    plain("K", "磨砂黑", "matt black", 0x37_3635, 0),
    plain("Q", "黄铜", "brass", 0xc4_9a55, 12),
    plain("W", "奶白", "milk white", 0xf3_eee3, 0),
    plain("S", "雾绿", "mist green", 0x93_a68f, 3),
];

/// Upholstery.
pub(super) const FABRICS: &[Finish] = &[
    plain("T", "燕麦", "oat", 0xdc_cfba, 0),
    plain("H", "石灰", "stone grey", 0xa5_a39e, 0),
    plain("V", "苔绿", "moss", 0x7d_8a6b, 4),
    plain("R", "陶红", "rust", 0xb0_6a4c, 4),
    plain("J", "靛蓝", "indigo", 0x4e_6379, 4),
];

/// Tables and chairs.
pub(super) const WOODS: &[Finish] = &[
    wood("O", "白橡", "white oak", 0xd5_b384, 0),
    wood("N", "黑胡桃", "black walnut", 0x82_583c, 18),
    wood("Y", "樱桃木", "cherry", 0xb3_754c, 10),
    wood("K", "黑蜡木", "black ash", 0x43_3f3b, 6),
];

/// Sanitary ceramics.
pub(super) const CERAMICS: &[Finish] =
    &[plain("W", "釉白", "gloss white", 0xf7_f6f3, 0), plain("H", "哑灰", "matt grey", 0x9d_9c99, 12)];

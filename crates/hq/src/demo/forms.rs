//! Measurement forms: kitchens, doors, tiles, windows and taps. Lengths in millimetres, angles in tenths of a degree.

use tenon_domain::Localized;
use tenon_domain::entities::{
    FieldUnit, FormCheck, FormChoice, FormContent, FormField, FormQuantity, MeasureForm, QuantityPart, QuantityUnit,
    Waste,
};

/// The first version of each form.
pub(super) fn forms(at_ms: i64) -> Vec<MeasureForm> {
    let contents = [kitchen(), door(), tiles(), window(), tap()];
    let first = |content: FormContent| MeasureForm {
        id: MeasureForm::id_of(&content.category, 1),
        version: 1,
        content,
        at_ms,
        by_name: "tenon-hq".to_owned(),
    };
    contents.into_iter().map(first).collect()
}

fn field(key: &str, zh: &str, en: &str, unit: FieldUnit) -> FormField {
    FormField {
        key: key.to_owned(),
        name: Localized::new(zh, en),
        hint: Localized::default(),
        unit,
        choices: Vec::new(),
        least: None,
        most: None,
        required: true,
    }
}

fn mm(key: &str, zh: &str, en: &str, least: i64, most: i64) -> FormField {
    FormField { least: Some(least), most: Some(most), ..field(key, zh, en, FieldUnit::Mm) }
}

fn choice(key: &str, zh: &str, en: &str, of: &[(&str, &str, &str)]) -> FormField {
    let of = of.iter().map(|(key, zh, en)| FormChoice { key: (*key).to_owned(), name: Localized::new(*zh, *en) });
    FormField { choices: of.collect(), ..field(key, zh, en, FieldUnit::Choice) }
}

fn optional(field: FormField) -> FormField {
    FormField { required: false, ..field }
}

fn hint(field: FormField, zh: &str, en: &str) -> FormField {
    FormField { hint: Localized::new(zh, en), ..field }
}

fn keys(of: &[&str]) -> Vec<String> {
    of.iter().map(|&key| key.to_owned()).collect()
}

fn plus(factors: &[&[&str]]) -> QuantityPart {
    QuantityPart { less: false, factors: factors.iter().map(|of| keys(of)).collect() }
}

fn minus(factors: &[&[&str]]) -> QuantityPart {
    QuantityPart { less: true, ..plus(factors) }
}

fn quantity(key: &str, zh: &str, en: &str, unit: QuantityUnit, parts: Vec<QuantityPart>, percent: u32) -> FormQuantity {
    let waste = if percent == 0 { Vec::new() } else { vec![Waste { percent, when: None }] };
    FormQuantity { key: key.to_owned(), name: Localized::new(zh, en), unit, parts, waste }
}

fn kitchen() -> FormContent {
    FormContent {
        category: "kitchen_run".to_owned(),
        name: Localized::new("橱柜（一字）", "Kitchen run"),
        fields: vec![
            hint(
                mm("wall", "墙面总长", "Wall, whole length", 600, 8000),
                "离地 850 处，从墙角量到墙角",
                "At 850 above the floor, corner to corner",
            ),
            mm("part_1", "第 1 段", "Part 1", 100, 6000),
            mm("part_2", "第 2 段", "Part 2", 100, 6000),
            optional(mm("part_3", "第 3 段", "Part 3", 100, 6000)),
            mm("height_left", "层高（左）", "Ceiling, left", 2000, 4000),
            mm("height_right", "层高（右）", "Ceiling, right", 2000, 4000),
            mm("depth", "台面进深", "Worktop depth", 450, 900),
            FormField {
                least: Some(850),
                most: Some(950),
                ..hint(
                    field("corner", "左墙角", "Left corner", FieldUnit::Degrees),
                    "直角是 90°",
                    "A right angle is 90°",
                )
            },
            mm("sink", "水槽中心离左墙", "Sink centre from the left", 200, 8000),
            optional(mm("sill", "窗台离地", "Window sill above the floor", 600, 1600)),
            optional(mm("flue_width", "烟道宽", "Flue, width", 150, 800)),
            choice(
                "hob",
                "灶具",
                "Hob",
                &[("gas", "燃气灶", "Gas"), ("induction", "电磁灶", "Induction"), ("both", "都有", "Both")],
            ),
            field("water", "水电已改好", "Water and power in place", FieldUnit::YesNo),
            optional(field("obstacles", "障碍", "Obstacles", FieldUnit::Text)),
        ],
        checks: vec![
            FormCheck::Sum { parts: keys(&["part_1", "part_2", "part_3"]), total: "wall".to_owned(), tolerance: 5 },
            FormCheck::Spread { of: keys(&["height_left", "height_right"]), tolerance: 15 },
            FormCheck::AtMost { less: "sink".to_owned(), than: "wall".to_owned() },
        ],
        quantities: vec![
            quantity("base", "地柜", "Base units", QuantityUnit::Metre, vec![plus(&[&["wall"]])], 0),
            quantity(
                "wall_units",
                "吊柜",
                "Wall units",
                QuantityUnit::Metre,
                vec![plus(&[&["wall"]]), minus(&[&["flue_width"]])],
                0,
            ),
            quantity("worktop", "台面", "Worktop", QuantityUnit::SquareMetre, vec![plus(&[&["wall"], &["depth"]])], 5),
        ],
    }
}

fn door() -> FormContent {
    FormContent {
        category: "door_opening".to_owned(),
        name: Localized::new("门洞", "Door opening"),
        fields: vec![
            mm("width_top", "洞宽（上）", "Width, top", 500, 3000),
            mm("width_middle", "洞宽（中）", "Width, middle", 500, 3000),
            mm("width_bottom", "洞宽（下）", "Width, bottom", 500, 3000),
            mm("height_left", "洞高（左）", "Height, left", 1800, 3200),
            mm("height_right", "洞高（右）", "Height, right", 1800, 3200),
            mm("diagonal_1", "对角线 1", "Diagonal 1", 1900, 4500),
            mm("diagonal_2", "对角线 2", "Diagonal 2", 1900, 4500),
            mm("wall", "墙厚", "Wall thickness", 50, 500),
            choice(
                "hand",
                "开启方向",
                "Handing",
                &[
                    ("left_in", "左内开", "Left, inwards"),
                    ("right_in", "右内开", "Right, inwards"),
                    ("left_out", "左外开", "Left, outwards"),
                    ("right_out", "右外开", "Right, outwards"),
                ],
            ),
            field("floor", "地面已完成", "Floor finished", FieldUnit::YesNo),
            FormField { least: Some(1), most: Some(20), ..field("doors", "樘数", "Doors", FieldUnit::Count) },
        ],
        checks: vec![
            FormCheck::Spread { of: keys(&["width_top", "width_middle", "width_bottom"]), tolerance: 5 },
            FormCheck::Spread { of: keys(&["height_left", "height_right"]), tolerance: 5 },
            FormCheck::Diagonals {
                width: "width_middle".to_owned(),
                height: "height_left".to_owned(),
                diagonals: keys(&["diagonal_1", "diagonal_2"]),
                tolerance: 8,
            },
        ],
        quantities: vec![
            quantity("sets", "门", "Door sets", QuantityUnit::Piece, vec![plus(&[&["doors"]])], 0),
            quantity(
                "architrave",
                "套线（单面）",
                "Architrave, one side",
                QuantityUnit::Metre,
                vec![plus(&[&["height_left"]]), plus(&[&["height_right"]]), plus(&[&["width_top"]])],
                10,
            ),
        ],
    }
}

fn tiles() -> FormContent {
    let laid = |of: &str| Some(("laid".to_owned(), of.to_owned()));
    FormContent {
        category: "tiled_surface".to_owned(),
        name: Localized::new("瓷砖（地面或墙面）", "Tiled floor or wall"),
        fields: vec![
            mm("length", "长", "Length", 300, 20_000),
            mm("width", "宽（或高）", "Width or height", 300, 20_000),
            mm("diagonal_1", "对角线 1", "Diagonal 1", 400, 28_000),
            mm("diagonal_2", "对角线 2", "Diagonal 2", 400, 28_000),
            optional(mm("gap_length", "不铺的长", "Left out, length", 100, 20_000)),
            optional(mm("gap_width", "不铺的宽", "Left out, width", 100, 20_000)),
            choice("surface", "部位", "Surface", &[("floor", "地面", "Floor"), ("wall", "墙面", "Wall")]),
            choice(
                "laid",
                "铺法",
                "Pattern",
                &[
                    ("straight", "直铺", "Straight"),
                    ("diagonal", "斜铺", "Diagonal"),
                    ("herringbone", "人字拼", "Herringbone"),
                ],
            ),
            FormField { least: Some(0), most: Some(30), ..field("level", "高差", "Out of level", FieldUnit::Mm) },
            field("dry", "基层已干", "Base is dry", FieldUnit::YesNo),
        ],
        checks: vec![FormCheck::Diagonals {
            width: "width".to_owned(),
            height: "length".to_owned(),
            diagonals: keys(&["diagonal_1", "diagonal_2"]),
            tolerance: 15,
        }],
        quantities: vec![
            FormQuantity {
                waste: vec![
                    Waste { percent: 15, when: laid("herringbone") },
                    Waste { percent: 10, when: laid("diagonal") },
                    Waste { percent: 5, when: None },
                ],
                ..quantity(
                    "area",
                    "瓷砖",
                    "Tiles",
                    QuantityUnit::SquareMetre,
                    vec![plus(&[&["length"], &["width"]]), minus(&[&["gap_length"], &["gap_width"]])],
                    0,
                )
            },
            quantity(
                "skirting",
                "踢脚线",
                "Skirting",
                QuantityUnit::Metre,
                vec![plus(&[&["length"]]), plus(&[&["length"]]), plus(&[&["width"]]), plus(&[&["width"]])],
                5,
            ),
        ],
    }
}

fn window() -> FormContent {
    FormContent {
        category: "window".to_owned(),
        name: Localized::new("窗", "Window"),
        fields: vec![
            mm("width_top", "洞宽（上）", "Width, top", 300, 6000),
            mm("width_middle", "洞宽（中）", "Width, middle", 300, 6000),
            mm("width_bottom", "洞宽（下）", "Width, bottom", 300, 6000),
            mm("height_left", "洞高（左）", "Height, left", 300, 3200),
            mm("height_middle", "洞高（中）", "Height, middle", 300, 3200),
            mm("height_right", "洞高（右）", "Height, right", 300, 3200),
            mm("diagonal_1", "对角线 1", "Diagonal 1", 400, 7000),
            mm("diagonal_2", "对角线 2", "Diagonal 2", 400, 7000),
            mm("sill", "离地", "Sill height", 0, 1800),
            choice(
                "opens",
                "开启方式",
                "Opening",
                &[("fixed", "固定", "Fixed"), ("casement", "平开", "Casement"), ("sliding", "推拉", "Sliding")],
            ),
            optional(field("obstacles", "障碍", "Obstacles", FieldUnit::Text)),
        ],
        checks: vec![
            FormCheck::Spread { of: keys(&["width_top", "width_middle", "width_bottom"]), tolerance: 5 },
            FormCheck::Spread { of: keys(&["height_left", "height_middle", "height_right"]), tolerance: 5 },
            FormCheck::Diagonals {
                width: "width_middle".to_owned(),
                height: "height_middle".to_owned(),
                diagonals: keys(&["diagonal_1", "diagonal_2"]),
                tolerance: 8,
            },
        ],
        quantities: vec![quantity(
            "area",
            "窗面积（取最小）",
            "Window area, by the least",
            QuantityUnit::SquareMetre,
            vec![plus(&[
                &["width_top", "width_middle", "width_bottom"],
                &["height_left", "height_middle", "height_right"],
            ])],
            0,
        )],
    }
}

fn tap() -> FormContent {
    FormContent {
        category: "tap".to_owned(),
        name: Localized::new("龙头", "Tap"),
        fields: vec![
            mm("hole", "开孔直径", "Hole, diameter", 28, 45),
            FormField { least: Some(1), most: Some(3), ..field("holes", "孔数", "Holes", FieldUnit::Count) },
            mm("reach", "出水到孔心", "Reach of the spout", 80, 300),
            optional(mm("above", "上方净空", "Clear above", 200, 1500)),
            optional(mm("apart", "冷热水间距", "Hot to cold, apart", 50, 250)),
            choice("supply", "进水", "Supply", &[("hot_cold", "冷热", "Hot and cold"), ("cold", "单冷", "Cold only")]),
            field("valve", "有角阀", "Has a stop valve", FieldUnit::YesNo),
            FormField { least: Some(1), most: Some(10), ..field("taps", "只数", "Taps", FieldUnit::Count) },
        ],
        checks: Vec::new(),
        quantities: vec![quantity("taps", "龙头", "Taps", QuantityUnit::Piece, vec![plus(&[&["taps"]])], 0)],
    }
}

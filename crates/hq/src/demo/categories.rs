//! The category tree.

use tenon_domain::Localized;
use tenon_domain::catalog::Category;

/// Paths with their names; a branch stands before its leaves.
const TREE: &[(&str, &str, &str)] = &[
    ("kitchen", "厨房", "Kitchen"),
    ("kitchen/cabinet", "橱柜", "Kitchens"),
    ("kitchen/sink", "水槽", "Sinks"),
    ("kitchen/hood", "油烟机", "Cooker hoods"),
    ("door", "门", "Doors"),
    ("door/interior", "室内门", "Interior doors"),
    ("door/entrance", "入户门", "Entrance doors"),
    ("door/sliding", "推拉门", "Sliding doors"),
    ("tile", "瓷砖", "Tiles"),
    ("tile/floor", "地砖", "Floor tiles"),
    ("tile/wall", "墙砖", "Wall tiles"),
    ("tile/wood", "木纹砖", "Wood-look tiles"),
    ("tap", "龙头花洒", "Taps and showers"),
    ("tap/kitchen", "厨房龙头", "Kitchen taps"),
    ("tap/basin", "面盆龙头", "Basin taps"),
    ("tap/shower", "花洒", "Showers"),
    ("bath", "卫浴", "Bathroom"),
    ("bath/vanity", "浴室柜", "Vanity units"),
    ("bath/toilet", "马桶", "Toilets"),
    ("bath/screen", "淋浴房", "Shower enclosures"),
    ("light", "灯具", "Lighting"),
    ("light/pendant", "吊灯", "Pendant lamps"),
    ("light/ceiling", "吸顶灯", "Ceiling lamps"),
    ("light/floor", "落地灯", "Floor lamps"),
    ("furniture", "家具", "Furniture"),
    ("furniture/sofa", "沙发", "Sofas"),
    ("furniture/bed", "床", "Beds"),
    ("furniture/chair", "餐椅", "Dining chairs"),
    ("furniture/table", "餐桌", "Dining tables"),
    ("furniture/coffee-table", "茶几", "Coffee tables"),
    ("furniture/wardrobe", "衣柜", "Wardrobes"),
    ("furniture/sideboard", "边柜", "Sideboards and TV benches"),
];

/// Every place in the tree, branches before their leaves.
pub fn categories() -> Vec<Category> {
    TREE.iter().map(|(path, _, _)| at(path)).collect()
}

/// The place of that path.
pub(super) fn at(path: &str) -> Category {
    let above = path.match_indices('/').map(|(end, _)| name_of(&path[..end])).collect();
    Category { path: path.to_owned(), name: name_of(path), above }
}

fn name_of(path: &str) -> Localized {
    let found = TREE.iter().find(|(known, _, _)| *known == path);
    found.map_or_else(Localized::default, |(_, zh, en)| Localized::new(*zh, *en))
}

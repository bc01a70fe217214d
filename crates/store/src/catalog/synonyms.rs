//! Words that mean the same on the shop floor, and those that a chain adds.
//!
//! A group is words or pairs of words that stand for each other. A pair is found by its joined term, so "dresser" finds
//! "chest of drawers" and the other way round. A chain's own groups are read with the catalog.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::Error;
use super::words::{Words, has_han, joined};

/// Groups that a chain may have.
const MOST_GROUPS: usize = 2_000;
/// Texts in a group.
const MOST_TEXTS: usize = 20;
/// Characters of a text.
const LONGEST: usize = 60;

/// Whether a chain may have these groups.
pub(super) fn check(groups: &[Vec<String>]) -> Result<(), Error> {
    if groups.len() > MOST_GROUPS {
        return Err(Error::Synonyms(format!("{} groups; at most {MOST_GROUPS}", groups.len())));
    }
    for (group, number) in groups.iter().zip(1..) {
        if !(2..=MOST_TEXTS).contains(&group.len()) {
            return Err(Error::Synonyms(format!("group {number} has {} texts; 2 to {MOST_TEXTS}", group.len())));
        }
        if let Some(text) = group.iter().find(|text| text.trim().is_empty() || text.chars().count() > LONGEST) {
            let shown: String = text.chars().take(LONGEST).collect();
            return Err(Error::Synonyms(format!("group {number} has `{shown}`; 1 to {LONGEST} characters")));
        }
    }
    Ok(())
}

/// The chain's groups.
pub(super) fn stored(conn: &Connection) -> Result<Vec<Vec<String>>, Error> {
    let mut statement = conn.prepare_cached("SELECT words FROM synonyms ORDER BY place")?;
    let groups = statement.query_map([], |row| row.get::<_, String>(0))?;
    groups.map(|group| Ok(serde_json::from_str(&group?)?)).collect()
}

/// Makes `groups` the chain's only ones.
pub(super) fn replace(conn: &Connection, groups: &[Vec<String>]) -> Result<(), Error> {
    conn.execute("DELETE FROM synonyms", [])?;
    for group in groups {
        conn.prepare_cached("INSERT INTO synonyms (words) VALUES (?1)")?
            .execute(params![serde_json::to_string(group)?])?;
    }
    Ok(())
}

/// What stands for what, as terms of the index.
#[derive(Debug, Default)]
pub(super) struct Synonyms {
    /// By term; Chinese by the words themselves.
    others: BTreeMap<String, BTreeSet<String>>,
}

impl Synonyms {
    /// The common groups and those of `chain`.
    pub(super) fn new(words: &Words, chain: &[Vec<String>]) -> Self {
        let mut synonyms = Self::default();
        for group in COMMON {
            synonyms.add(words, group);
        }
        for group in chain {
            let group: Vec<&str> = group.iter().map(String::as_str).collect();
            synonyms.add(words, &group);
        }
        synonyms
    }

    fn add(&mut self, words: &Words, group: &[&str]) {
        for one in group {
            let others = self.others.entry(key(words, one)).or_default();
            others.extend(group.iter().filter(|other| *other != one).flat_map(|other| terms(words, other)));
        }
    }

    /// What stands for `term`, a stem or a joined pair.
    pub(super) fn of(&self, term: &str) -> Vec<&str> {
        self.others.get(term).into_iter().flatten().map(String::as_str).collect()
    }

    /// What stands for the Chinese words of `text` that `pair` is part of.
    pub(super) fn within<'s>(&'s self, text: &'s str, pair: &'s str) -> impl Iterator<Item = &'s str> {
        let known = self.others.iter().filter(move |(word, _)| word.contains(pair) && text.contains(word.as_str()));
        known.flat_map(|(_, others)| others).map(String::as_str)
    }
}

/// What a word or pair of words is looked up by.
fn key(words: &Words, text: &str) -> String {
    let text = text.trim().to_lowercase();
    match text.split_once(' ') {
        _ if has_han(&text) => text,
        Some((left, right)) => joined(words, left, right.trim()),
        None => words.stem(&text),
    }
}

/// The terms by which a word or pair of words is found.
fn terms(words: &Words, text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    if has_han(text) && characters.len() > 1 {
        return characters.windows(2).map(|pair| pair.iter().collect()).collect();
    }
    vec![key(words, text)]
}

/// Groups that every catalog has.
const COMMON: &[&[&str]] = &[
    &["sofa", "couch", "settee"],
    &["child", "kid", "toddler", "junior"],
    &["baby", "nursery", "infant"],
    &["crib", "cot"],
    &["bookcase", "bookshelf", "book shelf"],
    &["nightstand", "bedside table", "bedside", "night table", "bedside cabinet"],
    &["wardrobe", "armoire", "closet"],
    &["rug", "carpet", "mat"],
    &["lamp", "light", "lighting"],
    &["tv", "television"],
    &["shelf", "shelving", "shelv"],
    &["dresser", "chest drawers", "drawer chest"],
    &["faucet", "tap"],
    &["curtain", "drape"],
    &["trash", "garbage", "waste", "wastebasket"],
    &["pillow", "cushion"],
    &["cupboard", "cabinet"],
    &["sectional", "corner sofa", "shaped sofa"],
    &["stool", "barstool", "bar stool"],
    &["bedspread", "coverlet"],
    &["comforter", "duvet", "quilt"],
    &["loveseat", "2 seat", "two seat", "2 seater", "two seater"],
    &["entryway", "hall", "hallway"],
    &["outdoor", "patio", "garden"],
    &["vanity", "washstand"],
    &["vanity", "dressing table", "makeup table", "makeup vanity", "makeup desk"],
    &["desk", "workstation"],
    &["ottoman", "footstool", "pouf", "foot stool"],
    &["buffet", "sideboard", "credenza"],
    &["fridge", "refrigerator"],
    &["futon", "sofa bed"],
    &["recliner", "reclining"],
    &["mount", "bracket"],
    &["accent chair", "armchair", "easy chair", "lounge chair", "club chair"],
    &["trolley", "cart"],
    &["knob", "pull", "handle"],
    &["mirror", "mirrored"],
    &["storage", "organizer"],
    &["slipcover", "cover"],
    &["expandable", "extendable", "extending", "extension"],
    &["folding", "foldable"],
    &["castor", "caster", "wheel", "rolling"],
    &["sit stand", "standing", "height adjustable"],
    &["clock", "timepiece"],
    &["picture", "painting", "print", "artwork"],
    &["cooker", "stove", "range"],
    &["hood", "extractor"],
    &["midcentury", "mid century"],
    &["farmhouse", "rustic"],
    &["wicker", "rattan"],
    &["gold", "golden", "brass"],
    &["silver", "chrome"],
    &["transparent", "clear"],
    &["wood", "wooden", "timber"],
    &["metal", "steel", "iron"],
    &["2", "two", "double"],
    &["3", "three", "triple"],
    &["4", "four"],
    &["5", "five"],
    &["6", "six"],
    &["8", "eight"],
    &[
        "tv stand",
        "tv unit",
        "tv bench",
        "tv console",
        "tv cabinet",
        "media console",
        "media cabinet",
        "entertainment center",
    ],
    &["sleeper sofa", "sofa bed", "pull out", "sofabed"],
    &["meeting table", "conference table"],
    &["console table", "entryway table", "sofa table", "hall table"],
    &["counter stool", "bar stool", "counter height", "bar height"],
    &["hutch", "china cabinet", "display cabinet", "curio cabinet", "curio"],
    &["room divider", "folding screen", "privacy screen"],
    &["coat rack", "coat stand", "hall tree"],
    &["shoe rack", "shoe cabinet", "shoe storage"],
    &["chest", "trunk"],
    &["murphy bed", "wall bed"],
    &["trash can", "garbage can", "waste bin", "bin"],
    &["sconce", "wall light", "wall lamp"],
    &["chandelier", "pendant"],
    &["blanket", "throw"],
    &["blind", "shade"],
    &["planter", "plant pot", "flower pot"],
    &["umbrella", "parasol"],
    &["sun lounger", "chaise lounge", "deck chair"],
    &["wall art", "wall decor", "canvas art"],
    &["glider", "rocker", "rocking chair"],
    &["end table", "side table", "accent table"],
    &["cooktop", "hob"],
    &["flatware", "cutlery", "silverware"],
    &["washer", "washing machine"],
    &["kitchen island", "kitchen cart", "kitchen trolley"],
    &["office chair", "desk chair", "task chair", "swivel chair"],
    &["computer desk", "computer table", "office desk"],
    &["high chair", "highchair"],
    &["monitor stand", "monitor riser"],
    &["filing", "file"],
    &["teal", "turquoise", "aqua"],
    &["beige", "cream", "ivory"],
    &["burgundy", "maroon"],
    &["navy", "dark blue"],
    &["charcoal", "dark gray", "anthracite"],
    &["twin", "single"],
    &["boho", "bohemian"],
    &["modern", "contemporary"],
    &["coastal", "nautical", "beach"],
    &["christmas", "xmas", "holiday"],
    &["leatherette", "faux leather", "vegan leather", "artificial leather"],
    &["lighted", "illuminated", "led"],
    &["grill", "barbecue", "bbq"],
    &["gazebo", "pergola"],
    &["hamper", "laundry basket"],
    &["doormat", "door mat", "welcome mat"],
    &["bathtub", "tub"],
    &["sink", "basin"],
    &["toilet", "commode"],
    &["countertop", "worktop"],
    &["baseboard", "skirting"],
    &["dinnerware", "plate", "dish", "tableware"],
    &["cup", "mug"],
    &["glassware", "drinkware", "tumbler"],
    &["jar", "canister"],
    &["cookware", "pan", "skillet"],
    &["canopy bed", "poster bed"],
    &["storage bed", "captain bed", "captains bed"],
    &["flush mount", "ceiling light", "ceiling lamp"],
    &["towel bar", "towel rack", "towel holder", "towel rail"],
    &["bar cabinet", "wine cabinet", "liquor cabinet"],
    &["pet bed", "dog bed", "cat bed"],
    &["tub chair", "barrel chair"],
    &["string lights", "fairy lights"],
    &["nesting tables", "nest tables"],
    &["valance", "pelmet"],
    &["runner", "hallway rug"],
    &["small", "compact", "mini"],
    &["large", "big", "oversized"],
    &["马桶", "坐便器", "座便器"],
    &["橱柜", "厨柜"],
    &["花洒", "淋浴", "莲蓬头"],
    &["衣柜", "衣橱"],
    &["茶几", "矮桌"],
    &["推拉门", "移门"],
    &["油烟机", "烟机"],
    &["浴室柜", "洗手台", "洗漱台", "卫浴柜"],
    &["书柜", "书架"],
    &["床头柜", "夜柜"],
    &["电视柜", "影视柜"],
    &["落地灯", "立灯"],
    &["吸顶灯", "顶灯"],
    &["入户门", "进户门", "大门"],
    &["防盗门", "入户门"],
    &["卧室门", "室内门", "房门"],
    &["水槽", "洗菜盆", "水池"],
    &["面盆", "台盆", "洗手盆", "洗脸盆"],
    &["斗柜", "抽屉柜"],
    &["双人", "两人", "二人"],
    &["储物", "收纳"],
    &["可伸缩", "可拉伸"],
];

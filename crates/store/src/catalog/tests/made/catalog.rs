//! A catalog with properties and prose, made of facts: see the head of `queries.txt`.

use std::collections::BTreeSet;

use tenon_domain::Localized;
use tenon_domain::catalog::{Attribute, Product};

use super::super::product::product;

/// Products of each kind.
const EACH: usize = 50;

const MAKERS: &[&str] = &[
    "Alder Bay",
    "Nilsson",
    "Brightwater",
    "Corvane",
    "Dunmore",
    "Elsie",
    "Faraday",
    "Gable Ridge",
    "Hollis",
    "Ivers",
    "Juniper Lane",
    "Kestrel",
    "Lowell",
    "Marwood",
    "Norah",
    "Ostrander",
    "Penrose",
    "Quillan",
    "Sable Creek",
    "Table Rock",
    "Blue Harbor",
    "Stonegate",
    "Chairman Hill",
    "Gray Fox",
    "Greenpoint",
    "Lampton",
    "Rugby",
    "Goldfinch",
    "Silverton",
    "Orange Grove",
    "Deskford",
];
const COLOURS: &[(&str, &[&str])] = &[
    ("white", &["White", "Off-White"]),
    ("black", &["Black", "Matte Black"]),
    ("gray", &["Gray", "Grey", "Light Gray", "Charcoal"]),
    ("blue", &["Blue", "Light Blue", "Royal Blue"]),
    ("navy", &["Navy", "Navy Blue"]),
    ("brown", &["Brown", "Dark Brown", "Espresso", "Walnut"]),
    ("beige", &["Beige", "Cream", "Ivory"]),
    ("green", &["Green", "Emerald Green", "Sage"]),
    ("red", &["Red", "Burgundy"]),
    ("pink", &["Pink", "Blush"]),
    ("yellow", &["Yellow", "Mustard"]),
    ("gold", &["Gold"]),
    ("silver", &["Silver"]),
    ("teal", &["Teal"]),
    ("turquoise", &["Turquoise"]),
    ("orange", &["Orange", "Rust"]),
    ("purple", &["Purple", "Lavender"]),
];
const STYLES: &[&str] = &[
    "Modern",
    "Farmhouse",
    "Industrial",
    "Mid-Century Modern",
    "Traditional",
    "Coastal",
    "Glam",
    "Scandinavian",
    "Rustic",
    "Bohemian",
];
const ROOMS: &[&str] =
    &["living room", "bedroom", "kitchen", "dining room", "home office", "entryway", "bathroom", "patio", "nursery"];
/// `{s}` a style, `{r}` a room, `{n}` what the title calls it, `{g}` what it goes with, `{c}` any colour, `{m}` its material.
const SENTENCES: &[&str] = &[
    "This {n} brings {s} charm to any {r}.",
    "It pairs well with your {g} and {g}.",
    "Place it beside a {g} or under a {g} for a finished look.",
    "Its {c} accents stand out against {c} walls.",
    "The {m} construction is made to last.",
    "Also to be had in {c}, {c} and {c}.",
    "Add a few {g} in {c} to tie the {r} together.",
    "A quiet piece that suits {s} and {s} rooms alike.",
];

/// What is true of a product: `colour=gray`.
pub(crate) type Facts = BTreeSet<String>;

/// Chance that repeats.
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below.max(1) as u64).unwrap_or(0)
    }

    fn odds(&mut self, percent: usize) -> bool {
        self.next(100) < percent
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.next(of.len())]
    }

    fn maybe<'a>(&mut self, of: &[&'a str]) -> Option<&'a str> {
        if of.is_empty() { None } else { Some(self.pick(of)) }
    }
}

/// The products, each with what is true of it.
pub(crate) fn products() -> Vec<(Product, Facts)> {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let lines = include_str!("kinds.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.flat_map(|line| (0..EACH).map(|at| make(&mut chance, line, at)).collect::<Vec<_>>()).collect()
}

fn make(chance: &mut Chance, line: &str, at: usize) -> (Product, Facts) {
    let cells: Vec<Vec<&str>> =
        line.split('|').map(|cell| cell.split(';').map(str::trim).filter(|one| !one.is_empty()).collect()).collect();
    let [kind, path, nouns, materials, traits, shapes, sizes, goes_with] = cells.as_slice() else {
        panic!("not eight cells: {line}")
    };
    let (colour, spellings) = COLOURS[chance.next(COLOURS.len())];
    let (noun, spelt, material) = (chance.pick(nouns), chance.pick(spellings), chance.pick(materials));
    let (style, shape, size) = (chance.pick(STYLES), chance.maybe(shapes), chance.maybe(sizes));
    let has: Vec<&str> = traits.iter().copied().filter(|_| chance.odds(35)).collect();

    let mut facts: Facts = [("kind", kind[0]), ("colour", colour), ("material", material)].map(fact).into();
    facts.insert(fact(("style", &style.to_lowercase())));
    facts.extend(has.iter().map(|one| fact(("trait", one))));
    facts.extend(shape.map(|one| fact(("shape", one))));
    facts.extend(size.map(|one| fact(("size", one))));
    if colour == "navy" {
        facts.insert(fact(("colour", "blue")));
    }

    let form = shape.map(|one| if one.len() == 1 { format!("{one}-Shaped") } else { capitals(one) });
    let told = has.first().copied().filter(|_| chance.odds(50));
    let mut title = vec![chance.pick(MAKERS).to_owned()];
    title.extend(size.filter(|_| chance.odds(45)).map(str::to_owned));
    title.extend(chance.odds(15).then(|| style.to_owned()));
    title.extend(chance.odds(22).then(|| spelt.to_owned()));
    title.extend(chance.odds(30).then(|| capitals(material)));
    title.extend(form.clone().filter(|_| chance.odds(40)));
    title.extend(told.filter(|one| !one.starts_with("with ") && one.len() < 16).map(capitals));
    title.push(noun.to_owned());
    title.extend(told.and_then(|one| one.strip_prefix("with ")).map(|one| format!("with {}", capitals(one))));

    let mut properties: Vec<(&str, String)> = Vec::new();
    let mut state = |chance: &mut Chance, percent, name, value: String| {
        if chance.odds(percent) {
            properties.push((name, value));
        }
    };
    state(chance, 85, "Color", spelt.to_owned());
    state(chance, 80, "Primary Material", capitals(material));
    state(chance, 70, "Style", style.to_owned());
    for one in traits {
        let answer = if has.contains(one) { "Yes" } else { "No" };
        state(chance, 75, one.trim_start_matches("with "), answer.to_owned());
    }
    if let Some(form) = form {
        state(chance, 80, "Shape", form);
    }
    if let Some(size) = size {
        state(chance, 80, "Size", size.to_owned());
    }
    state(chance, 50, "Product Type", noun.to_owned());
    state(chance, 60, "Assembly Required", "Yes".to_owned());
    let rooms = format!("{}; {}", chance.pick(ROOMS), chance.pick(ROOMS));
    state(chance, 40, "Recommended Rooms", rooms);
    state(chance, 40, "Documents", "Commercial warranty: no; table and chair safety sheet".to_owned());

    let places: Vec<&str> = path[0].split('>').map(str::trim).collect();
    let slugs: Vec<String> = places.iter().map(|place| place.to_lowercase().replace([' ', '&'], "-")).collect();
    let mut made = product(&format!("{}-{at}", kind[0]), "", &title.join(" "), &slugs.join("/"), 10_000);
    places.last().copied().unwrap_or_default().clone_into(&mut made.category.name.en);
    made.description = Localized::new("", prose(chance, noun, material, goes_with));
    let both = |(name, value): (&str, String)| Attribute {
        name: Localized::new("", capitals(name)),
        value: Localized::new("", value),
    };
    made.attributes = properties.into_iter().map(both).collect();
    (made, facts)
}

/// Three to five sentences, most of them about other things.
fn prose(chance: &mut Chance, noun: &str, material: &str, goes_with: &[&str]) -> String {
    let mut prose = String::new();
    for _ in 0..3 + chance.next(3) {
        for part in chance.pick(SENTENCES).split_inclusive('}') {
            let (text, slot) = part.split_once('{').unwrap_or((part, ""));
            prose.push_str(text);
            match slot {
                "s}" => prose.push_str(&chance.pick(STYLES).to_lowercase()),
                "r}" => prose.push_str(chance.pick(ROOMS)),
                "n}" => prose.push_str(&noun.to_lowercase()),
                "g}" => prose.push_str(chance.pick(goes_with)),
                "c}" => prose.push_str(COLOURS[chance.next(COLOURS.len())].0),
                "m}" => prose.push_str(material),
                _ => {}
            }
        }
        prose.push(' ');
    }
    prose
}

fn fact((name, value): (&str, &str)) -> String {
    format!("{name}={value}")
}

fn capitals(text: &str) -> String {
    let words = text.split(' ').map(|word| {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        first.to_uppercase() + rest
    });
    words.collect::<Vec<_>>().join(" ")
}

//! Words that search treats in their own way, in English; Chinese needs none of them.

/// Words that say little by themselves.
const STOP: &[&str] = &[
    "a", "an", "and", "any", "are", "as", "at", "be", "best", "buy", "by", "can", "do", "find", "for", "from", "get",
    "good", "have", "i", "im", "in", "into", "is", "it", "its", "looking", "me", "my", "need", "of", "on", "or", "our",
    "please", "shop", "show", "some", "that", "the", "their", "this", "to", "up", "want", "we", "which", "will",
    "with", "without", "you", "your",
];

/// Words of a query that say something about anything.
const WEAK: &[&str] = &[
    "affordable",
    "beautiful",
    "cheap",
    "cool",
    "cute",
    "decent",
    "favorite",
    "furniture",
    "great",
    "idea",
    "ideas",
    "item",
    "items",
    "kind",
    "nice",
    "piece",
    "pieces",
    "popular",
    "pretty",
    "product",
    "products",
    "quality",
    "room",
    "something",
    "stuff",
    "style",
    "styled",
    "thing",
    "things",
    "type",
];

/// Words that stemming would take for others.
pub(super) const WHOLE: &[&str] = &["bedding", "flooring", "painting", "sectional"];

/// Words for several things of a kind, which the word before names.
const COLLECTIVE: &[&str] = &[
    "bundle",
    "collection",
    "kit",
    "pack",
    "pair",
    "pairs",
    "piece",
    "pieces",
    "set",
    "sets",
    "system",
    "systems",
    "unit",
    "units",
];

/// Stems of parts of things and of what goes onto them.
const PARTS: &[&str] = &[
    "adapt",
    "armrest",
    "bracket",
    "castor",
    "connector",
    "cover",
    "cushion",
    "fastener",
    "foot",
    "handl",
    "hardwar",
    "headrest",
    "hing",
    "insert",
    "knob",
    "leg",
    "liner",
    "pad",
    "protector",
    "replac",
    "screw",
    "slipcov",
    "spacer",
];

/// Short words that people know how to spell, and that are close to names of things: "tall" is no mistyped table.
const KNOWN: &[&str] = &[
    "big", "bold", "calm", "cold", "cozy", "deep", "easy", "fine", "firm", "flat", "full", "hard", "high", "huge",
    "long", "low", "mini", "old", "plain", "quiet", "real", "slim", "soft", "solid", "tall", "thick", "thin", "tiny",
    "warm", "wide", "young",
];

/// Spellings that stemming does not bring together.
pub(super) const SPELLINGS: &[(&str, &str)] = &[
    ("armoires", "armoire"),
    ("bookshelves", "bookshelf"),
    ("centre", "center"),
    ("children", "child"),
    ("childrens", "child"),
    ("colour", "color"),
    ("coloured", "colored"),
    ("colours", "color"),
    ("feet", "foot"),
    ("grey", "gray"),
    ("knives", "knife"),
    ("leaves", "leaf"),
    ("shelves", "shelf"),
    ("jewellery", "jewelry"),
    ("mould", "mold"),
    ("moulding", "molding"),
    ("men", "man"),
    ("mens", "man"),
    ("women", "woman"),
    ("womens", "woman"),
    ("people", "person"),
    ("tyre", "tire"),
    ("aluminium", "aluminum"),
    ("metre", "meter"),
    ("longue", "lounge"),
    ("longues", "lounge"),
    ("pouffe", "pouf"),
    ("pouffes", "pouf"),
    ("poufs", "pouf"),
    ("sectionals", "sectional"),
    ("loveseats", "loveseat"),
    ("couches", "couch"),
    ("halves", "half"),
    ("scarves", "scarf"),
];

/// Whether `word` in a query says something about anything.
pub(super) fn is_weak(word: &str) -> bool {
    WEAK.binary_search(&word).is_ok()
}

/// Whether `word` only says that there are several.
pub(super) fn is_collective(word: &str) -> bool {
    COLLECTIVE.binary_search(&word).is_ok()
}

/// Whether `stem` is a part of something or goes onto it.
pub(super) fn is_part(stem: &str) -> bool {
    PARTS.binary_search(&stem).is_ok()
}

/// Whether `word` is no typing error, whatever it is close to.
pub(super) fn is_known(word: &str) -> bool {
    KNOWN.binary_search(&word).is_ok()
}

/// Whether `word` says little by itself.
pub(super) fn is_stop(word: &str) -> bool {
    STOP.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{COLLECTIVE, KNOWN, PARTS, STOP, WEAK};

    #[test]
    fn lists_are_sorted_for_the_search() {
        assert!(STOP.is_sorted());
        assert!(WEAK.is_sorted());
        assert!(COLLECTIVE.is_sorted());
        assert!(PARTS.is_sorted());
        assert!(KNOWN.is_sorted());
    }
}

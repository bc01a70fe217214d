//! Which terms a product is found by, and how strongly each speaks for it.

use std::collections::HashMap;

use sha2::{Digest, Sha256};
use tenon_domain::catalog::Product;

use super::called::{Called, heads};
use super::lexer::{Form, tokens};
use super::properties::{self, Says};
use super::words::{Words, code_term, han_terms, joined, pinyin_terms};

/// Two bits of a posting's weight byte: the best place that the term stands in.
pub(super) const PLACE: u8 = 3;
/// Only the description or a property's name mentions it.
pub(super) const MENTIONED: u8 = 0;
/// A property, an option, a tag, the maker, the address or a place above the category says so.
pub(super) const STATED: u8 = 1;
/// It stands in the title.
pub(super) const IN_TITLE: u8 = 2;
/// It is what the title calls the thing.
pub(super) const TITLE_HEAD: u8 = 3;
/// Bit of a posting's weight byte: it is what the category's name calls its things.
pub(super) const NAMES_CATEGORY: u8 = 4;
/// How far the strength of a term is shifted up in its weight byte; strength is 0 to 31.
pub(super) const STRENGTH_SHIFT: u8 = 3;
/// The greatest strength.
const STRONGEST: f32 = 31.0;

/// Whether the posting's weight byte says that something calls the thing so.
pub(super) fn names(weight: u8) -> bool {
    weight & PLACE == TITLE_HEAD || weight & NAMES_CATEGORY > 0
}

/// Whether the posting's weight byte says more than that the word is mentioned.
pub(super) fn states(weight: u8) -> bool {
    weight & PLACE > MENTIONED || weight & NAMES_CATEGORY > 0
}

/// A part of a product: how much one occurrence counts, how many words it usually has, and what a word in it is.
struct Field {
    weight: f32,
    usual_words: f32,
    place: u8,
    /// It is the category's name.
    names_category: bool,
    /// Neighbouring words of it are terms of their own.
    pairs: bool,
}

const TITLE: Field = Field { weight: 4.0, usual_words: 9.0, place: IN_TITLE, names_category: false, pairs: true };
const CATEGORY: Field = Field { weight: 3.0, usual_words: 5.0, place: STATED, names_category: true, pairs: true };
/// Places above the category say where a thing stands in the shop, not what it is.
const ABOVE: Field = Field { weight: 0.8, usual_words: 5.0, place: STATED, names_category: false, pairs: false };
const BRAND: Field = Field { weight: 3.0, usual_words: 2.0, place: STATED, names_category: false, pairs: true };
const TAGS: Field = Field { weight: 2.0, usual_words: 10.0, place: STATED, names_category: false, pairs: true };
const VALUES: Field = Field { weight: 1.2, usual_words: 60.0, place: STATED, names_category: false, pairs: true };
const NAMES: Field = Field { weight: 0.3, usual_words: 60.0, place: MENTIONED, names_category: false, pairs: false };
const DESCRIPTION: Field =
    Field { weight: 0.5, usual_words: 70.0, place: MENTIONED, names_category: false, pairs: false };
const LINK: Field = Field { weight: 1.2, usual_words: 10.0, place: STATED, names_category: false, pairs: false };
/// Saturation: from this weight on a term speaks with half its voice (BM25's k1, on weighted counts as in BM25F;
/// Robertson, Zaragoza, Taylor, "Simple BM25 extension to multiple weighted fields", 2004).
const HALF: f32 = 2.5;
/// How much a longer field dampens its words (BM25's b).
const LENGTH_NORM: f32 = 0.5;
/// Words read of one field; more are noise and slow.
const MOST_WORDS: usize = 600;

/// What stands in one term's place while a product is read.
#[derive(Default)]
struct Seen {
    weight: f32,
    place: u8,
    names_category: bool,
}

/// Collects the terms of products.
#[derive(Debug, Default)]
pub(super) struct Terms {
    words: Words,
}

impl Terms {
    /// Calls `put` with every term of `product` and its weight byte, once per term.
    pub(super) fn of(&self, product: &Product, mut put: impl FnMut(&str, u8)) {
        let mut seen: HashMap<String, Seen> = HashMap::with_capacity(96);
        let none = Called::default();
        let called = Called::of(&self.words, &product.category);
        for text in [&product.title.zh, &product.title.en] {
            self.read(&mut seen, &TITLE, Some(&called), text);
        }
        let leaf = product.category.path.rsplit('/').next().unwrap_or_default();
        for text in [product.category.name.zh.as_str(), product.category.name.en.as_str(), leaf] {
            self.read(&mut seen, &CATEGORY, Some(&called), text);
        }
        self.read(&mut seen, &ABOVE, None, &product.category.path);
        self.read(&mut seen, &BRAND, Some(&none), &product.brand);
        self.read(&mut seen, &TAGS, Some(&none), &product.tags.join(" | "));
        for option in &product.options {
            for value in &option.values {
                self.read(&mut seen, &TAGS, None, &value.zh);
                self.read(&mut seen, &TAGS, None, &value.en);
            }
        }
        for attribute in &product.attributes {
            self.read_property(&mut seen, &attribute.name.zh, &attribute.value.zh);
            self.read_property(&mut seen, &attribute.name.en, &attribute.value.en);
        }
        for text in [&product.description.zh, &product.description.en] {
            let (prose, properties) = properties::split(text);
            self.read(&mut seen, &DESCRIPTION, None, &prose);
            for (name, value) in properties {
                self.read_property(&mut seen, name, value);
            }
        }
        if let Some(slug) = product.link.as_deref().and_then(slug) {
            self.read(&mut seen, &LINK, None, slug);
        }
        for (term, seen) in &seen {
            put(term, pack(seen));
        }
        for code in product.variants.iter().flat_map(|variant| [Some(&variant.sku), variant.gtin.as_ref()]).flatten() {
            if let Some(term) = code_term(code).filter(|term| !seen.contains_key(term)) {
                put(&term, pack(&Seen { weight: 50.0, place: STATED, names_category: false }));
            }
        }
    }

    /// The terms that a product with this link is found by; none of a link that says nothing in words.
    pub(super) fn of_link(&self, link: &str) -> Vec<String> {
        let mut seen = HashMap::new();
        if let Some(slug) = slug(link) {
            self.read(&mut seen, &LINK, None, slug);
        }
        seen.into_keys().collect()
    }

    /// Adds a property. What it is not, it is not found by.
    fn read_property(&self, seen: &mut HashMap<String, Seen>, name: &str, value: &str) {
        match properties::says(value) {
            Says::Yes => self.read(seen, &VALUES, None, name),
            Says::No => {}
            Says::Else => {
                self.read(seen, &NAMES, None, name);
                self.read(seen, &VALUES, None, value);
            }
        }
    }

    /// Adds the terms of `text`; those of a field that names the thing, with how things are `called`: also pairs of words,
    /// and sounds of Chinese.
    fn read(&self, seen: &mut HashMap<String, Seen>, field: &Field, called: Option<&Called>, text: &str) {
        if text.is_empty() {
            return;
        }
        let tokens = tokens(text);
        #[expect(clippy::cast_precision_loss, reason = "at most MOST_WORDS")]
        let length = tokens.len().min(MOST_WORDS) as f32;
        let each = field.weight / (1.0 - LENGTH_NORM + LENGTH_NORM * length / field.usual_words).max(0.6);
        let heads = if field.place == IN_TITLE { heads(&tokens) } else { [None; 2] };
        let end = heads[0].map_or(0, |at| at + 1);
        let mut add = |term: String, weight: f32, head: bool| {
            let place = seen.entry(term).or_default();
            place.weight += weight;
            place.place = place.place.max(match (field.place, head) {
                (IN_TITLE, true) => TITLE_HEAD,
                (own, _) => own,
            });
            place.names_category |= head && field.names_category;
        };
        let mut before: Option<(&str, bool)> = None;
        for (at, token) in tokens.iter().enumerate().take(MOST_WORDS).filter(|(_, token)| !token.is_stop()) {
            let head = heads.contains(&Some(at));
            let right = token.joinable();
            // A word of the category's name calls the thing so wherever it stands in what names the thing.
            let known =
                |term: &str| (at < end || field.place != IN_TITLE) && called.is_some_and(|called| called.has(term));
            let named = head || right.is_some_and(|word| known(&self.words.stem(word)));
            if let (Some((left, was)), Some(right), true) = (before.filter(|_| !token.after_break), right, field.pairs)
            {
                add(joined(&self.words, left, right), each, was || named);
            }
            before = right.map(|right| (right, named));
            match &token.form {
                Form::Han(run) => {
                    let last: [String; 2] = [1, 2].map(|n| run.iter().skip(run.len().saturating_sub(n)).collect());
                    han_terms(run, |term| {
                        let named = head && last.contains(&term) || known(&term);
                        add(term, each, named);
                    });
                    if called.is_some() {
                        let all = run.windows(2).all(|pair| known(&pair.iter().collect::<String>()));
                        pinyin_terms(run, |term, ends| add(term, each * 0.6, all || head && ends));
                    }
                }
                _ => self.words.terms(token, |term| {
                    let named = head || known(&term);
                    add(term, each, named);
                }),
            }
        }
    }
}

/// The words a website put into a product's address: its last part, where shops repeat name and colour.
fn slug(link: &str) -> Option<&str> {
    let path = link.split(['?', '#']).next()?.trim_end_matches('/');
    let last = path.rsplit('/').next()?;
    (last.contains('-') && path.len() > last.len() && !last.contains('.')).then_some(last)
}

fn pack(seen: &Seen) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=31")]
    let strength = (seen.weight / (seen.weight + HALF) * STRONGEST).round().clamp(0.0, STRONGEST) as u8;
    strength << STRENGTH_SHIFT | if seen.names_category { NAMES_CATEGORY } else { 0 } | seen.place
}

/// A number that changes when the terms of `product` may have changed.
pub(super) fn text_hash(product: &Product) -> Result<i64, serde_json::Error> {
    let codes: Vec<_> = product.variants.iter().map(|variant| (&variant.sku, &variant.gtin)).collect();
    let text = serde_json::to_vec(&(
        (&product.title, &product.description, &product.brand, &product.tags, &product.link),
        (&product.category.path, &product.category.name, &product.options, &product.attributes, codes),
    ))?;
    let digest = Sha256::digest(&text);
    Ok(digest.iter().take(8).fold(0_i64, |sum, byte| sum << 8 | i64::from(*byte)))
}

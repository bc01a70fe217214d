//! Which terms a product is found by, and how strongly each speaks for it.

use std::collections::HashMap;

use sha2::{Digest, Sha256};
use tenon_domain::catalog::Product;

use super::lexer::{Form, tokens};
use super::words::{Words, code_term, joined, pinyin_terms};

/// Bit of a posting's weight byte: the term stands in the title.
pub(super) const IN_TITLE: u8 = 1;
/// Bit of a posting's weight byte: the term names the category.
pub(super) const IN_CATEGORY: u8 = 2;
/// How far the strength of a term is shifted up in its weight byte; strength is 0 to 63.
pub(super) const STRENGTH_SHIFT: u8 = 2;

/// A part of a product: how much one occurrence counts, and how many words it usually has.
struct Field {
    weight: f32,
    usual_words: f32,
    flag: u8,
}

const TITLE: Field = Field { weight: 4.0, usual_words: 9.0, flag: IN_TITLE };
const CATEGORY: Field = Field { weight: 3.0, usual_words: 5.0, flag: IN_CATEGORY };
/// Places above the category say where a thing stands in the shop, not what it is.
const ABOVE: Field = Field { weight: 0.8, usual_words: 5.0, flag: 0 };
const BRAND: Field = Field { weight: 3.0, usual_words: 2.0, flag: 0 };
const TAGS: Field = Field { weight: 2.0, usual_words: 10.0, flag: 0 };
const VALUES: Field = Field { weight: 1.2, usual_words: 60.0, flag: 0 };
const NAMES: Field = Field { weight: 0.3, usual_words: 60.0, flag: 0 };
const DESCRIPTION: Field = Field { weight: 0.5, usual_words: 70.0, flag: 0 };
const LINK: Field = Field { weight: 1.2, usual_words: 10.0, flag: 0 };
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
    flags: u8,
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
        for text in [&product.title.zh, &product.title.en] {
            self.read(&mut seen, &TITLE, true, text);
        }
        let leaf = product.category.path.rsplit('/').next().unwrap_or_default();
        for text in [product.category.name.zh.as_str(), product.category.name.en.as_str(), leaf] {
            self.read(&mut seen, &CATEGORY, true, text);
        }
        self.read(&mut seen, &ABOVE, false, &product.category.path);
        self.read(&mut seen, &BRAND, true, &product.brand);
        self.read(&mut seen, &TAGS, true, &product.tags.join(" | "));
        for option in &product.options {
            for value in &option.values {
                self.read(&mut seen, &TAGS, false, &value.zh);
                self.read(&mut seen, &TAGS, false, &value.en);
            }
        }
        for attribute in &product.attributes {
            for (field, text) in [
                (&NAMES, &attribute.name.zh),
                (&NAMES, &attribute.name.en),
                (&VALUES, &attribute.value.zh),
                (&VALUES, &attribute.value.en),
            ] {
                self.read(&mut seen, field, false, text);
            }
        }
        for text in [&product.description.zh, &product.description.en] {
            self.read(&mut seen, &DESCRIPTION, false, text);
        }
        if let Some(slug) = product.link.as_deref().and_then(slug) {
            self.read(&mut seen, &LINK, false, slug);
        }
        for (term, Seen { weight, flags }) in &seen {
            put(term, pack(*weight, *flags));
        }
        for code in product.variants.iter().flat_map(|variant| [Some(&variant.sku), variant.gtin.as_ref()]).flatten() {
            if let Some(term) = code_term(code).filter(|term| !seen.contains_key(term)) {
                put(&term, pack(50.0, 0));
            }
        }
    }

    /// The terms that a product with this link is found by; none of a link that says nothing in words.
    pub(super) fn of_link(&self, link: &str) -> Vec<String> {
        let mut seen = HashMap::new();
        if let Some(slug) = slug(link) {
            self.read(&mut seen, &LINK, false, slug);
        }
        seen.into_keys().collect()
    }

    /// Adds the terms of `text`; those of a field that names the thing `whole`: also pairs of words, and sounds of Chinese.
    fn read(&self, seen: &mut HashMap<String, Seen>, field: &Field, whole: bool, text: &str) {
        if text.is_empty() {
            return;
        }
        let tokens = tokens(text);
        #[expect(clippy::cast_precision_loss, reason = "at most MOST_WORDS")]
        let length = tokens.len().min(MOST_WORDS) as f32;
        let each = field.weight / (1.0 - LENGTH_NORM + LENGTH_NORM * length / field.usual_words).max(0.6);
        let mut add = |term: String, weight: f32| {
            let place = seen.entry(term).or_default();
            place.weight += weight;
            place.flags |= field.flag;
        };
        let mut before: Option<&str> = None;
        for token in tokens.iter().take(MOST_WORDS).filter(|token| !token.is_stop()) {
            let right = token.joinable();
            if let (Some(left), Some(right), true) = (before.filter(|_| !token.after_break), right, whole) {
                add(joined(&self.words, left, right), each);
            }
            before = right;
            self.words.terms(token, |term| add(term, each));
            if let Form::Han(run) = &token.form
                && whole
            {
                pinyin_terms(run, |term| add(term, each * 0.6));
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

fn pack(weight: f32, flags: u8) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=63")]
    let strength = (weight / (weight + HALF) * 63.0).round().clamp(0.0, 63.0) as u8;
    strength << STRENGTH_SHIFT | flags
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

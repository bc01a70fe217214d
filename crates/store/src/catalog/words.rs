//! The index terms of a token: stems, character pairs, pinyin, measures.
//!
//! Terms of different kinds never meet, because every kind but plain words has its own first character.

use std::cell::RefCell;
use std::collections::HashMap;

use pinyin::ToPinyin;
use rust_stemmers::{Algorithm, Stemmer};

use super::lexer::{Form, Token, is_han};
use super::word_lists::{SPELLINGS, WHOLE};

/// First character of a code term (SKU, GTIN).
pub(super) const CODE: char = '=';
/// First character of a length in millimetres.
pub(super) const LENGTH: char = '#';
/// First character of joined pinyin, `chugui`.
pub(super) const PINYIN: char = '~';
/// First character of pinyin initials, `cg`.
pub(super) const INITIALS: char = '^';
/// First character of two neighbouring words joined, `+coffeetabl`.
pub(super) const PAIR: char = '+';
/// Characters of a term at most.
const LONGEST: usize = 48;

/// Stems remembered; a catalog uses the same few thousand words over and over.
const REMEMBERED: usize = 20_000;

/// Makes terms; holds the stemmer and remembers what it did.
pub(super) struct Words {
    stemmer: Stemmer,
    stems: RefCell<HashMap<Box<str>, Box<str>>>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Words")
    }
}

impl Default for Words {
    fn default() -> Self {
        Self { stemmer: Stemmer::create(Algorithm::English), stems: RefCell::default() }
    }
}

fn cut(term: &str) -> &str {
    term.char_indices().nth(LONGEST).map_or(term, |(end, _)| term.get(..end).unwrap_or(term))
}

/// The term of a code: its letters and digits without what stands between; nothing for an empty one.
pub(super) fn code_term(code: &str) -> Option<String> {
    let mut term = String::from(CODE);
    term.extend(code.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
    (term.len() > 1).then(|| cut(&term).to_owned())
}

/// The terms of a run of Chinese characters: each pair, and each character alone.
pub(super) fn han_terms(run: &[char], mut put: impl FnMut(String)) {
    for &c in run {
        put(c.into());
    }
    for pair in run.windows(2) {
        put(pair.iter().collect());
    }
}

/// The term of two words that stand next to each other.
pub(super) fn joined(words: &Words, left: &str, right: &str) -> String {
    format!("{PAIR}{}", words.stem(&format!("{left}{right}")))
}

/// Pinyin of every one to four neighbouring characters of `run`, and initials of every two to four; `put` also learns
/// whether they stand at its end.
pub(super) fn pinyin_terms(run: &[char], mut put: impl FnMut(String, bool)) {
    let sounds: Vec<Option<&'static str>> = run.iter().map(|c| c.to_pinyin().map(pinyin::Pinyin::plain)).collect();
    for length in 1..=4_usize {
        for (from, window) in sounds.windows(length).enumerate() {
            let ends = from + length == sounds.len();
            let mut joined = String::from(PINYIN);
            let mut initials = String::from(INITIALS);
            for sound in window.iter().flatten() {
                joined.extend(sound.chars().map(|c| if c == 'ü' { 'v' } else { c }));
                initials.extend(sound.chars().next());
            }
            if window.iter().all(Option::is_some) {
                put(joined, ends);
                if length > 1 {
                    put(initials, ends);
                }
            }
        }
    }
}

impl Words {
    /// The term of a plain word.
    pub(super) fn stem(&self, word: &str) -> String {
        let mut stems = self.stems.borrow_mut();
        if let Some(stem) = stems.get(word) {
            return stem.as_ref().to_owned();
        }
        let stem = self.work_out(word);
        if stems.len() >= REMEMBERED {
            stems.clear();
        }
        stems.insert(word.into(), stem.as_str().into());
        stem
    }

    fn work_out(&self, word: &str) -> String {
        let word = SPELLINGS.iter().find(|(from, _)| *from == word).map_or(word, |(_, to)| to);
        if !WHOLE.contains(&word) && word.is_ascii() && !word.bytes().any(|b| b.is_ascii_digit()) {
            cut(&self.stemmer.stem(word)).to_owned()
        } else {
            cut(word).to_owned()
        }
    }

    /// Every term of `token` except pinyin.
    pub(super) fn terms(&self, token: &Token, mut put: impl FnMut(String)) {
        match &token.form {
            Form::Word(word) => put(self.stem(word)),
            Form::Number(number) => put(cut(number).to_owned()),
            Form::Length { number, mm } => {
                put(cut(number).to_owned());
                put(format!("{LENGTH}{mm}"));
            }
            Form::Grid { numbers, mm } => {
                put(cut(&numbers.join("x")).to_owned());
                for number in numbers {
                    put(cut(number).to_owned());
                }
                for mm in mm {
                    put(format!("{LENGTH}{mm}"));
                }
            }
            Form::Han(run) => han_terms(run, put),
        }
    }
}

/// Whether `text` holds a Chinese character.
pub(super) fn has_han(text: &str) -> bool {
    text.chars().any(is_han)
}

#[cfg(test)]
mod tests {
    use super::super::lexer::tokens;
    use super::{Words, code_term, pinyin_terms};

    #[test]
    fn plurals_and_spellings_meet() {
        let words = Words::default();
        for (left, right) in
            [("sofas", "sofa"), ("grey", "gray"), ("shelves", "shelf"), ("kids", "kid"), ("glasses", "glass")]
        {
            assert_eq!(words.stem(left), words.stem(right));
        }
    }

    #[test]
    fn a_grid_gives_its_parts() {
        let words = Words::default();
        let mut terms = Vec::new();
        words.terms(&tokens("140x80 cm")[0], |term| terms.push(term));
        assert_eq!(terms, ["140x80", "140", "80", "#1400", "#800"]);
    }

    #[test]
    fn cabinets_sound_chugui() {
        let mut terms = Vec::new();
        pinyin_terms(&['橱', '柜'], |term, _| terms.push(term));
        assert_eq!(terms, ["~chu", "~gui", "~chugui", "^cg"]);
        let mut green = Vec::new();
        pinyin_terms(&['绿', '色'], |term, _| green.push(term));
        assert_eq!(green, ["~lv", "~se", "~lvse", "^ls"]);
    }

    #[test]
    fn codes_lose_their_dashes() {
        assert_eq!(code_term("BK-1032/a").unwrap(), "=bk1032a");
        assert_eq!(code_term(" - "), None);
    }
}

//! Reads what a shopper typed: words, what they may stand for, a price limit, the word that names the thing.

use super::lexer::{Form, Token, tokens};
use super::price_words;
use super::words::{INITIALS, LENGTH, PINYIN, Words, code_term, is_stop};

/// Characters read of a query.
const LONGEST: usize = 200;
/// Words read of a query.
const MOST_WORDS: usize = 24;

/// One thing that may be meant by a word; `share` of 16 is how well it stands for the word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alternative {
    pub(super) term: String,
    pub(super) share: u32,
}

/// A word of the query.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own; all combinations occur")]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// As typed.
    pub(super) typed: String,
    /// What it may stand for.
    pub(super) alternatives: Vec<Alternative>,
    /// A plain word, which may be misspelt or unfinished; as it would stand in the index.
    pub(super) plain: Option<String>,
    /// It names the thing sought: `sofa` in "grey sofa with chaise". By grammar; the catalog has the last word.
    pub(super) head: bool,
    /// The last word, directly at the end of what was typed.
    pub(super) unfinished: bool,
    /// It is part of a run of Chinese characters whose words are not known; it need not match.
    pub(super) optional: bool,
    /// It says little by itself.
    pub(super) stop: bool,
}

/// A query that has been read.
#[derive(Debug, Default)]
pub(super) struct Query {
    pub(super) words: Vec<Word>,
    /// Terms of codes that the text may be or contain.
    pub(super) codes: Vec<String>,
    /// Whole currency units.
    pub(super) price_min: Option<f64>,
    /// Whole currency units.
    pub(super) price_max: Option<f64>,
}

/// Words that mean the same on the shop floor; each line's words stand for each other.
const SAME: &[&[&str]] = &[
    &["sofa", "couch", "settee"],
    &["child", "kid", "toddler", "childrens"],
    &["bookcase", "bookshelf", "bookshelve"],
    &["nightstand", "bedside"],
    &["wardrobe", "armoire", "closet"],
    &["rug", "carpet"],
    &["lamp", "light", "lighting"],
    &["tv", "television"],
    &["shelf", "shelv", "shelving"],
    &["drawer", "dresser"],
    &["faucet", "tap", "mixer"],
    &["curtain", "drape"],
    &["trash", "garbage", "wastebasket"],
    &["mat", "rug"],
    &["pillow", "cushion"],
    &["cupboard", "cabinet"],
    &["sectional", "corner"],
    &["stool", "barstool"],
    &["bedspread", "coverlet"],
    &["comforter", "duvet"],
    &["couch", "loveseat"],
    &["entryway", "hall", "hallway"],
    &["outdoor", "patio", "garden"],
    &["vanity", "washstand"],
    &["desk", "workstation"],
    &["ottoman", "footstool", "pouf"],
    &["buffet", "sideboard"],
    &["fridge", "refrigerator"],
    &["2", "two"],
    &["3", "three"],
    &["4", "four"],
    &["5", "five"],
    &["6", "six"],
    &["8", "eight"],
    &["gold", "golden"],
    &["wood", "wooden"],
];

/// Words after which the thing itself is no longer named.
const AFTER_HEAD: &[&str] = &["with", "for", "in", "without", "from", "under", "below", "on", "that", "to", "of", "by"];

/// Reads `text`.
pub(super) fn read(words: &Words, text: &str) -> Query {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(end, _)| end);
    let text = text.get(..end).unwrap_or(text);
    let mut query = Query { codes: codes(text), ..Query::default() };
    let mut read = tokens(text);
    (query.price_min, query.price_max) = price_words::take(&mut read);
    read.truncate(MOST_WORDS);
    let head = head(&read);
    for (at, token) in read.iter().enumerate() {
        let typed = text.get(token.at.clone()).unwrap_or_default();
        let first = query.words.len();
        push_words(words, token, typed, &mut query.words);
        for word in query.words.iter_mut().skip(first) {
            word.unfinished = at + 1 == read.len() && token.at.end == text.len();
        }
        // In Chinese the thing comes last.
        if let Some(word) = query.words.last_mut().filter(|_| Some(at) == head) {
            word.head = true;
        }
    }
    join_neighbours(words, &read, &mut query.words);
    query.words.truncate(MOST_WORDS);
    if query.words.iter().all(|word| word.stop) {
        query.words.iter_mut().for_each(|word| word.stop = false);
    }
    query
}

/// The whole text and every part of it with a digit, as codes.
fn codes(text: &str) -> Vec<String> {
    let parts = text.split_whitespace().filter(|part| part.len() >= 3 && part.bytes().any(|b| b.is_ascii_digit()));
    let mut codes: Vec<String> = std::iter::once(text).chain(parts.take(4)).filter_map(code_term).collect();
    codes.retain(|code| code.len() <= 40);
    codes.dedup();
    codes
}

/// The token that names the thing: the last word before a comma, "with", "for" and the like.
pub(super) fn head(tokens: &[Token]) -> Option<usize> {
    let mut head = None;
    for (at, token) in tokens.iter().enumerate() {
        if token.after_break && head.is_some() {
            break;
        }
        match &token.form {
            Form::Word(word) if AFTER_HEAD.contains(&word.as_str()) && head.is_some() => break,
            Form::Word(word) if !is_stop(word) => head = Some(at),
            Form::Han(_) => head = Some(at),
            _ => {}
        }
    }
    head
}

fn push_words(words: &Words, token: &Token, typed: &str, out: &mut Vec<Word>) {
    let alternative = |term: String, share| Alternative { term, share };
    let base = Word { typed: typed.to_owned(), ..Word::default() };
    match &token.form {
        Form::Word(word) => {
            let stem = words.stem(word);
            let mut alternatives = vec![alternative(stem.clone(), 16)];
            for same in SAME.iter().filter(|same| same.iter().any(|one| words.stem(one) == stem)).copied().flatten() {
                let term = words.stem(same);
                if alternatives.iter().all(|known| known.term != term) {
                    alternatives.push(alternative(term, 11));
                }
            }
            if word.len() >= 2 && word.bytes().all(|b| b.is_ascii_lowercase()) {
                alternatives.push(alternative(format!("{PINYIN}{word}"), 14));
                if word.len() <= 4 {
                    alternatives.push(alternative(format!("{INITIALS}{word}"), 8));
                }
            }
            out.push(Word { alternatives, plain: Some(stem), stop: is_stop(word), ..base });
        }
        Form::Number(number) => {
            let same = SAME.iter().find(|same| same.first() == Some(&number.as_str())).copied().unwrap_or_default();
            let mut alternatives = vec![alternative(number.clone(), 16)];
            alternatives.extend(same.iter().skip(1).map(|word| alternative(words.stem(word), 14)));
            out.push(Word { alternatives, ..base });
        }
        Form::Length { number, mm } => {
            let alternatives = vec![alternative(format!("{LENGTH}{mm}"), 16), alternative(number.clone(), 8)];
            out.push(Word { alternatives, ..base });
        }
        Form::Grid { numbers, mm } => {
            out.push(Word { alternatives: vec![alternative(numbers.join("x"), 16)], optional: true, ..base.clone() });
            for (at, number) in numbers.iter().enumerate() {
                let mut alternatives = vec![alternative(number.clone(), 10)];
                alternatives.extend(mm.get(at).map(|mm| alternative(format!("{LENGTH}{mm}"), 16)));
                out.push(Word { alternatives, ..base.clone() });
            }
        }
        Form::Han(run) if run.len() == 1 => {
            out.push(Word { alternatives: vec![alternative(run.iter().collect(), 16)], ..base });
        }
        Form::Han(run) => {
            for pair in run.windows(2) {
                let typed: String = pair.iter().collect();
                out.push(Word {
                    alternatives: vec![alternative(typed.clone(), 16)],
                    typed,
                    optional: run.len() > 2,
                    ..Word::default()
                });
            }
        }
    }
}

/// "book case" may be written "bookcase", and "chu gui" is one word: neighbours also stand for what they are together.
fn join_neighbours(words: &Words, tokens: &[Token], out: &mut [Word]) {
    let plain = |token: &Token| match &token.form {
        Form::Word(word) if !is_stop(word) && word.is_ascii() => Some(word.clone()),
        _ => None,
    };
    for pair in tokens.windows(2) {
        let [left, right] = pair else { continue };
        let (Some(first), Some(second)) = (plain(left), plain(right)) else { continue };
        let joined = format!("{first}{second}");
        for typed in [&first, &second] {
            if let Some(word) = out.iter_mut().find(|word| word.typed.to_lowercase() == **typed && word.plain.is_some())
            {
                word.alternatives.push(Alternative { term: words.stem(&joined), share: 15 });
                word.alternatives.push(Alternative { term: format!("{PINYIN}{joined}"), share: 14 });
            }
        }
    }
}

//! Reads what a shopper typed: words, what they may stand for, a price limit, the word that names the thing.

use super::index::{Frequency, Place};
use super::joins::{join_neighbours, join_over_for};
use super::lexer::{Form, Token, tokens};
use super::price_words;
use super::synonyms::Synonyms;
use super::word_lists::{is_stop, is_weak};
use super::words::{INITIALS, LENGTH, PINYIN, Words, code_term, joined};

/// Characters read of a query.
const LONGEST: usize = 200;
/// Words read of a query.
const MOST_WORDS: usize = 24;

/// One thing that may be meant by a word; `share` of 16 is how well it stands for the word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alternative {
    pub(super) term: String,
    pub(super) share: u32,
    /// How many documents have it, once that was looked up.
    pub(super) seen: Frequency,
    /// Where its postings stand.
    pub(super) places: Vec<Place>,
}

impl Alternative {
    /// Not looked up yet.
    pub(super) fn new(term: impl Into<String>, share: u32) -> Self {
        Self { term: term.into(), share, seen: Frequency::default(), places: Vec::new() }
    }
}

/// How well a synonym stands for a word.
pub(super) const SYNONYM: u32 = 13;
/// How well a kind of something stands for it: navy for blue.
pub(super) const KIND: u32 = 12;
/// How well a word stands for another that is written apart or together.
pub(super) const JOINED: u32 = 15;
/// How well pinyin stands for what it sounds like.
pub(super) const SOUND: u32 = 14;
/// How well initials do.
const FIRST_LETTERS: u32 = 11;

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
    /// What follows says that it does: "with", "for" or a comma.
    pub(super) surely_head: bool,
    /// The last word, directly at the end of what was typed.
    pub(super) unfinished: bool,
    /// It is part of a run of Chinese characters whose words are not known; it need not match.
    pub(super) optional: bool,
    /// It says little by itself.
    pub(super) stop: bool,
    /// It says something about anything: "nice", "furniture".
    pub(super) weak: bool,
    /// Two words next to each other: having both together is worth more; not having them is no lack.
    pub(super) bonus: bool,
}

impl Word {
    /// A word as typed that may stand for `alternatives`.
    pub(super) fn new(typed: impl Into<String>, alternatives: Vec<Alternative>) -> Self {
        Self { typed: typed.into(), alternatives, ..Self::default() }
    }

    /// About how many documents have it.
    pub(super) fn docs(&self) -> u32 {
        self.about(|seen| seen.docs)
    }

    /// Of about how many documents it is stated.
    pub(super) fn stated(&self) -> u32 {
        self.about(|seen| seen.stated)
    }

    fn about(&self, count: impl Fn(&Frequency) -> u32) -> u32 {
        let counts = || self.alternatives.iter().map(|known| count(&known.seen));
        let most = counts().max().unwrap_or(0);
        most + (counts().fold(0, u32::saturating_add) - most) / 2
    }

    pub(super) fn may_mean(&mut self, term: &str, share: u32) {
        if self.alternatives.iter().all(|known| known.term != term) {
            self.alternatives.push(Alternative::new(term, share));
        }
    }
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
    /// The limits as typed.
    pub(super) price_typed: String,
}

/// Characters that hold a Chinese sentence together and are part of no thing's name.
const PARTICLES: &[char] = &['的', '了', '吗', '呢', '吧', '啊'];

/// Words after which the thing itself is no longer named.
const AFTER_HEAD: &[&str] = &[
    "with", "for", "in", "without", "from", "under", "below", "on", "that", "to", "of", "by", "over", "above", "at",
    "near", "behind", "beside", "around", "between", "next",
];

/// Reads `text`.
pub(super) fn read(words: &Words, synonyms: &Synonyms, text: &str) -> Query {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(end, _)| end);
    let text = text.get(..end).unwrap_or(text);
    let mut query = Query { codes: codes(text), ..Query::default() };
    let mut read = tokens(text);
    let all = read.clone();
    (query.price_min, query.price_max) = price_words::take(&mut read);
    query.price_typed = taken(text, &all, &read);
    read.truncate(MOST_WORDS);
    let (head, surely) = head_and_surety(&read);
    for (at, token) in read.iter().enumerate() {
        let typed = text.get(token.at.clone()).unwrap_or_default();
        let first = query.words.len();
        push_words(words, synonyms, token, typed, &mut query.words);
        for word in query.words.iter_mut().skip(first) {
            word.unfinished = at + 1 == read.len() && token.at.end == text.len();
        }
        // In Chinese the thing comes last.
        if let Some(word) = query.words.last_mut().filter(|_| Some(at) == head) {
            word.head = true;
            word.surely_head = surely;
        }
    }
    join_neighbours(words, synonyms, text, &read, &mut query.words);
    join_over_for(words, synonyms, text, &read, &mut query.words);
    query.words.truncate(MOST_WORDS);
    if query.words.iter().all(|word| word.stop) {
        query.words.iter_mut().for_each(|word| word.stop = false);
    }
    query
}

/// The stretches of `text` that are in tokens of `before` and not in those of `after`.
fn taken(text: &str, before: &[Token], after: &[Token]) -> String {
    let gone = before.iter().filter(|token| after.iter().all(|kept| kept.at != token.at));
    let mut stretches: Vec<std::ops::Range<usize>> = Vec::new();
    for token in gone {
        let end = after.iter().find(|kept| kept.at.end == token.at.end).map_or(token.at.end, |kept| kept.at.start);
        match stretches.last_mut() {
            Some(last) if last.end == token.at.start => last.end = end,
            _ => stretches.push(token.at.start..end),
        }
    }
    stretches.into_iter().filter_map(|stretch| text.get(stretch)).collect::<Vec<_>>().join(" ")
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
    head_and_surety(tokens).0
}

/// The same, and whether anything follows that says so.
fn head_and_surety(tokens: &[Token]) -> (Option<usize>, bool) {
    let mut head = None;
    for (at, token) in tokens.iter().enumerate() {
        if token.after_break && head.is_some() {
            return (head, true);
        }
        match &token.form {
            Form::Word(word) if AFTER_HEAD.contains(&word.as_str()) && head.is_some() => return (head, true),
            Form::Word(word) if !is_stop(word) => head = Some(at),
            Form::Han(_) => head = Some(at),
            _ => {}
        }
    }
    (head, false)
}

fn push_words(words: &Words, synonyms: &Synonyms, token: &Token, typed: &str, out: &mut Vec<Word>) {
    let base = Word { typed: typed.to_owned(), ..Word::default() };
    match &token.form {
        Form::Word(word) => out.push(plain_word(words, synonyms, word, base)),
        Form::Number(number) => {
            let mut one = Word { alternatives: vec![Alternative::new(number, 16)], ..base };
            synonyms.of(number).iter().for_each(|term| one.may_mean(term, SYNONYM));
            out.push(one);
        }
        Form::Length { number, mm } => {
            let alternatives = vec![Alternative::new(format!("{LENGTH}{mm}"), 16), Alternative::new(number, 8)];
            out.push(Word { alternatives, ..base });
        }
        Form::Grid { numbers, mm } => {
            let whole = vec![Alternative::new(numbers.join("x"), 16)];
            out.push(Word { alternatives: whole, optional: true, ..base.clone() });
            for (at, number) in numbers.iter().enumerate() {
                let mut alternatives = vec![Alternative::new(number, 10)];
                let told = mm.get(at).map(|mm| Alternative::new(format!("{LENGTH}{mm}"), 16));
                let meant = unsaid_mm(number).into_iter().map(|mm| Alternative::new(format!("{LENGTH}{mm}"), 13));
                match told {
                    Some(told) => alternatives.push(told),
                    None => alternatives.extend(meant),
                }
                out.push(Word { alternatives, ..base.clone() });
            }
        }
        Form::Han(run) => run.split(|c| PARTICLES.contains(c)).for_each(|run| push_han(synonyms, run, out)),
    }
}

fn push_han(synonyms: &Synonyms, run: &[char], out: &mut Vec<Word>) {
    match run {
        [] => {}
        [one] => out.push(Word::new(*one, vec![Alternative::new(*one, 16)])),
        run => {
            let text: String = run.iter().collect();
            for pair in run.windows(2) {
                let typed: String = pair.iter().collect();
                let mut one = Word::new(typed.as_str(), vec![Alternative::new(typed.as_str(), 16)]);
                one.optional = run.len() > 2;
                synonyms.within(&text, &typed).for_each(|term| one.may_mean(term, SYNONYM));
                out.push(one);
            }
        }
    }
}

/// Millimetres that a number of a size without a unit may mean, likeliest first: centimetres up to three metres, inches, and
/// feet of a small number, as of a rug.
fn unsaid_mm(number: &str) -> Vec<u32> {
    let Ok(number) = number.parse::<u32>() else { return Vec::new() };
    let mut mm = vec![if number <= 300 { number * 10 } else { number }];
    if number <= 120 {
        mm.push((number * 254 + 5) / 10);
    }
    if number <= 20 {
        mm.push((number * 3_048 + 5) / 10);
    }
    mm
}

fn plain_word(words: &Words, synonyms: &Synonyms, word: &str, base: Word) -> Word {
    let stem = words.stem(word);
    let mut one = Word {
        alternatives: vec![Alternative::new(stem.as_str(), 16)],
        stop: is_stop(word),
        weak: is_weak(word),
        ..base
    };
    synonyms.of(&stem).iter().for_each(|term| one.may_mean(term, SYNONYM));
    synonyms.kinds_of(&stem).iter().for_each(|term| one.may_mean(term, KIND));
    if word.is_ascii() && word.len() >= 6 {
        // "nightstand" may be written "night stand".
        one.may_mean(&joined(words, word, ""), SOUND);
    }
    if word.len() >= 2 && word.bytes().all(|b| b.is_ascii_lowercase()) {
        one.may_mean(&format!("{PINYIN}{word}"), SOUND);
        if word.len() <= 4 {
            one.may_mean(&format!("{INITIALS}{word}"), FIRST_LETTERS);
        }
    }
    one.plain = Some(stem);
    one
}

//! Cuts text into words, numbers, measures and runs of Chinese characters.
//!
//! The index and the query go through here alike. Text is decomposed (NFKD), freed of accents and lower-cased, so that
//! full-width digits, `é` and ligatures meet their plain forms.

use std::ops::Range;

use super::word_lists::is_stop;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// A word in letters, or letters and digits of a name such as `e27`.
    Word(String),
    /// A number without a unit of length.
    Number(String),
    /// One length: `1.8m`.
    Length {
        /// As typed.
        number: String,
        /// In millimetres.
        mm: u32,
    },
    /// Several lengths by another: `60x60`, `140x80 cm`.
    Grid {
        /// As typed.
        numbers: Vec<String>,
        /// In millimetres, when a unit follows.
        mm: Vec<u32>,
    },
    /// Consecutive Chinese characters.
    Han(Vec<char>),
}

/// A token and where it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) form: Form,
    pub(super) at: Range<usize>,
    /// A comma, stop or bracket stands between this token and the one before.
    pub(super) after_break: bool,
}

impl Token {
    /// The word or number that may be joined with its neighbour; stop words are passed over.
    pub(super) fn joinable(&self) -> Option<&str> {
        match &self.form {
            Form::Word(word) if word.is_ascii() && !is_stop(word) => Some(word),
            Form::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether it says little by itself.
    pub(super) fn is_stop(&self) -> bool {
        matches!(&self.form, Form::Word(word) if is_stop(word))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Letters,
    Digits,
    Han,
    Mark,
}

#[derive(Debug)]
struct Lexeme {
    class: Class,
    text: String,
    at: Range<usize>,
    /// No space before it.
    glued: bool,
    after_break: bool,
}

/// Whether `c` is a Chinese character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

/// The tokens of `text`, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    compose(lexemes(text))
}

fn fold(c: char, mut put: impl FnMut(char)) {
    if c.is_ascii() {
        put(c.to_ascii_lowercase());
    } else if is_han(c) {
        put(c);
    } else {
        decompose_compatible(c, |part| {
            if !is_combining_mark(part) {
                part.to_lowercase().for_each(&mut put);
            }
        });
    }
}

fn lexemes(text: &str) -> Vec<Lexeme> {
    let mut found: Vec<Lexeme> = Vec::new();
    let (mut glued, mut broken) = (false, false);
    let bytes = text.as_bytes();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let digit_at = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let previous = found.last().filter(|_| glued).map(|last| last.class);
        match (c, previous) {
            ('.', Some(Class::Digits)) if digit_at(end) => {
                if let Some(last) = found.last_mut() {
                    last.text.push('.');
                    last.at.end = end;
                }
                continue;
            }
            (',', Some(Class::Digits)) if digit_at(end) && digit_at(end + 1) && digit_at(end + 2) => continue,
            ('\'' | '’' | '\u{ad}', Some(Class::Letters)) => continue,
            _ => {}
        }
        // Two strokes for feet are one for inches: 48''.
        if let (true, Some(last)) = (glued && matches!(c, '\'' | '’' | '′'), found.last_mut())
            && matches!(last.text.as_str(), "'" | "′")
        {
            "\"".clone_into(&mut last.text);
            last.at.end = end;
            continue;
        }
        let mut visible = false;
        fold(c, |part| {
            let class = if part.is_ascii_digit() {
                Class::Digits
            } else if is_han(part) {
                Class::Han
            } else if part.is_alphanumeric() {
                Class::Letters
            } else if matches!(part, '"' | '″' | '”' | '\'' | '′' | '×' | '*') {
                Class::Mark
            } else {
                return;
            };
            visible = true;
            match found.last_mut() {
                Some(last) if glued && last.class == class && class != Class::Mark => {
                    last.text.push(part);
                    last.at.end = end;
                }
                _ => {
                    let after_break = std::mem::take(&mut broken);
                    found.push(Lexeme { class, text: part.into(), at: at..end, glued, after_break });
                }
            }
            glued = true;
        });
        if !visible {
            glued = false;
            broken |=
                matches!(c, ',' | ';' | '(' | ')' | '|' | '/' | '，' | '、' | '；' | '（' | '）' | '：' | ':' | '。');
        }
    }
    found
}

/// Millimetres in a unit of length; the second says that it may only follow a number directly or end the phrase.
fn unit_mm(text: &str) -> Option<f64> {
    Some(match text {
        "mm" | "millimeter" | "millimeters" | "millimetre" | "millimetres" | "毫米" => 1.0,
        "cm" | "centimeter" | "centimeters" | "centimetre" | "centimetres" | "厘米" | "公分" => 10.0,
        "m" | "meter" | "meters" | "metre" | "metres" | "米" => 1000.0,
        "in" | "inch" | "inches" | "\"" | "″" | "”" | "英寸" => 25.4,
        "ft" | "feet" | "foot" | "'" | "′" | "英尺" => 304.8,
        _ => return None,
    })
}

fn to_mm(number: &str, unit: f64) -> Option<u32> {
    let value: f64 = number.parse().ok()?;
    let mm = (value * unit).round();
    // Nothing in a showroom is longer than a kilometre.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within 0..=1e6")]
    (0.0..=1e6).contains(&mm).then_some(mm as u32)
}

/// The unit that `lexemes[at]` begins with: its size and, for a run of Chinese characters, how many of them it takes.
fn unit_at(lexemes: &[Lexeme], at: usize) -> Option<(f64, usize)> {
    let lexeme = lexemes.get(at)?;
    match lexeme.class {
        Class::Han => (1..=2).rev().find_map(|n| {
            let end = lexeme.text.char_indices().nth(n).map_or(lexeme.text.len(), |(end, _)| end);
            Some((unit_mm(lexeme.text.get(..end)?)?, n))
        }),
        Class::Mark if !lexeme.glued => None,
        // "2 in 1" is not two inches.
        Class::Letters
            if lexeme.text == "in"
                && !lexeme.glued
                && lexemes.get(at + 1).is_some_and(|next| next.class == Class::Digits) =>
        {
            None
        }
        _ => Some((unit_mm(&lexeme.text)?, 0)),
    }
}

fn compose(mut lexemes: Vec<Lexeme>) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(lexemes.len());
    let mut at = 0;
    while let Some(lexeme) = lexemes.get(at) {
        let after_break = lexeme.after_break;
        let start = lexeme.at.start;
        let mut end = lexeme.at.end;
        let form = match lexeme.class {
            Class::Mark => {
                at += 1;
                continue;
            }
            Class::Han => {
                at += 1;
                Form::Han(lexeme.text.chars().collect())
            }
            Class::Letters => {
                let mut text = lexeme.text.clone();
                at += 1;
                // `e27`, `a4`: a short name with its number.
                if let Some(next) = lexemes.get(at).filter(|next| next.glued && next.class == Class::Digits)
                    && text.len() <= 3
                    && text != "x"
                {
                    text.push_str(&next.text);
                    end = next.at.end;
                    at += 1;
                }
                Form::Word(text)
            }
            Class::Digits => {
                let (numbers, next) = grid(&lexemes, at);
                at = next;
                end = lexemes.get(at - 1).map_or(end, |last| last.at.end);
                let unit = unit_at(&lexemes, at);
                let mm: Vec<u32> = unit.map_or_else(Vec::new, |(unit, _)| {
                    numbers.iter().filter_map(|number| to_mm(number, unit)).collect()
                });
                if let Some((_, han)) = unit
                    && mm.len() == numbers.len()
                {
                    end = eat_unit(&mut lexemes, &mut at, han).unwrap_or(end);
                }
                shape(numbers, mm, &lexemes, &mut at, &mut end)
            }
        };
        tokens.push(Token { form, at: start..end, after_break });
    }
    tokens
}

/// The numbers joined by `x` from `at` on, and where they end.
fn grid(lexemes: &[Lexeme], at: usize) -> (Vec<String>, usize) {
    let mut numbers = vec![lexemes.get(at).map(|first| first.text.clone()).unwrap_or_default()];
    let mut next = at + 1;
    loop {
        // The unit may stand after every number: `60cm x 60cm`.
        let cross = match unit_at(lexemes, next) {
            Some((_, 0)) if lexemes.get(next + 1).is_some_and(is_cross) => next + 1,
            _ => next,
        };
        let (Some(by), Some(number)) = (lexemes.get(cross), lexemes.get(cross + 1)) else { break };
        if !is_cross(by) || number.class != Class::Digits || numbers.len() == 4 {
            break;
        }
        numbers.push(number.text.clone());
        next = cross + 2;
    }
    (numbers, next)
}

fn is_cross(lexeme: &Lexeme) -> bool {
    matches!(lexeme.text.as_str(), "x" | "×" | "*" | "by")
}

/// Takes the unit at `at`, which is all of a lexeme or the first `han` characters of one.
fn eat_unit(lexemes: &mut [Lexeme], at: &mut usize, han: usize) -> Option<usize> {
    let lexeme = lexemes.get_mut(*at)?;
    if han == 0 || han == lexeme.text.chars().count() {
        *at += 1;
        return Some(lexeme.at.end);
    }
    let rest: String = lexeme.text.chars().skip(han).collect();
    lexeme.at.start = lexeme.at.end.saturating_sub(rest.len()).max(lexeme.at.start);
    lexeme.text = rest;
    Some(lexeme.at.start)
}

fn shape(mut numbers: Vec<String>, mm: Vec<u32>, lexemes: &[Lexeme], at: &mut usize, end: &mut usize) -> Form {
    if numbers.len() > 1 {
        return Form::Grid { numbers, mm };
    }
    let mut number = numbers.pop().unwrap_or_default();
    if let Some(&mm) = mm.first() {
        return Form::Length { number, mm };
    }
    // `4k`, `12v`: a number with its short sign.
    if let Some(next) = lexemes.get(*at).filter(|next| next.glued && next.class == Class::Letters)
        && next.text.len() <= 2
    {
        number.push_str(&next.text);
        *end = next.at.end;
        *at += 1;
    }
    Form::Number(number)
}

#[cfg(test)]
mod tests {
    use super::{Form, tokens};

    fn plain(text: &str) -> Vec<String> {
        tokens(text)
            .into_iter()
            .map(|token| match token.form {
                Form::Word(word) => word,
                Form::Number(number) => format!("n{number}"),
                Form::Length { mm, .. } => format!("{mm}mm"),
                Form::Grid { numbers, mm } => format!("{}{mm:?}", numbers.join("x")),
                Form::Han(run) => run.into_iter().collect(),
            })
            .collect()
    }

    #[test]
    fn measures_meet_in_millimetres() {
        assert_eq!(
            plain("1.8m 180 cm １８０cm 30 inch 30\" 5ft"),
            ["1800mm", "1800mm", "1800mm", "762mm", "762mm", "1524mm"]
        );
        assert_eq!(plain("60x60, 140×80 cm; 60cm x 60cm"), ["60x60[]", "140x80[1400, 800]", "60x60[600, 600]"]);
        assert_eq!(plain("48'' x 20'' desk, 6' rug"), ["48x20[1219, 508]", "desk", "1829mm", "rug"]);
        assert_eq!(plain("1.8米沙发"), ["1800mm", "沙发"]);
        assert_eq!(plain("2 in 1 sofa"), ["n2", "in", "n1", "sofa"]);
    }

    #[test]
    fn words_lose_accents_and_apostrophes() {
        assert_eq!(
            plain("Kid's CHAISE-lounge Ektorp élan E27 1,299 4k"),
            ["kids", "chaise", "lounge", "ektorp", "elan", "e27", "n1299", "n4k"]
        );
        assert_eq!(plain("白色sofa床"), ["白色", "sofa", "床"]);
    }

    #[test]
    fn anything_goes_through() {
        for text in ["", "\0\0", "....", "𝟙𝟚 x", "9".repeat(400).as_str(), "x x x 5 x", "'\"'5'\"", "\u{202e}abc"]
        {
            let _ = tokens(text);
        }
    }
}

//! What was typed into a field, by hand or by a laser distance meter that types as a keyboard.
//!
//! Meters send their display's text and Enter: `1.234 m`, `1234 mm`, `1,234 m`, as they are set up. A text that could mean
//! two lengths is not taken: whoever typed it is told how to write what they mean.

use serde::Serialize;
use ts_rs::TS;

use super::{NUMBER_LIMIT, WORDS_LIMIT};
use crate::entities::{FieldUnit, FormField, Reading};
use crate::text::narrow;

/// Why a text is no reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TypedFault {
    /// It could mean two things: a unit or another way of writing decides it.
    Ambiguous,
    /// It is no number, or no word that the field knows.
    Unreadable,
    /// It is in a unit that this field does not take.
    OtherUnit,
    /// It is larger than anything in a home, or longer than anyone reads.
    TooLarge,
}

/// Reads `typed` for `field`; none where it is blank.
pub fn read_typed(field: &FormField, typed: &str) -> Result<Option<Reading>, TypedFault> {
    let text: String = typed.chars().take(4 * WORDS_LIMIT).map(narrow).collect();
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let number = match field.unit {
        FieldUnit::Text => {
            let words = typed.trim();
            let short = words.chars().count() <= WORDS_LIMIT;
            return if short { Ok(Some(Reading::Text(words.to_owned()))) } else { Err(TypedFault::TooLarge) };
        }
        FieldUnit::Choice => {
            let chosen = field.choices.iter().find(|choice| choice.key == text);
            return chosen.map(|choice| Some(Reading::Text(choice.key.clone()))).ok_or(TypedFault::Unreadable);
        }
        FieldUnit::YesNo => {
            return match text {
                "true" => Ok(Some(Reading::Flag(true))),
                "false" => Ok(Some(Reading::Flag(false))),
                _ => Err(TypedFault::Unreadable),
            };
        }
        FieldUnit::Mm => millimetres(text)?,
        FieldUnit::Degrees => tenths_of_degree(text)?,
        FieldUnit::Count => count(text)?,
    };
    if number > NUMBER_LIMIT { Err(TypedFault::TooLarge) } else { Ok(Some(Reading::Number(number))) }
}

/// Splits `12.5 m` into its figures and its unit in lower case.
fn split(text: &str) -> Result<(&str, String), TypedFault> {
    let figures = text.trim_end_matches(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
    let unit: String = text[figures.len()..].chars().filter(|c| !c.is_whitespace()).collect();
    let plain = figures.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
    if plain && figures.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok((figures, unit.to_lowercase()));
    }
    let inches = text.contains(['\'', '"', '′', '″']) || text.contains("in") || text.contains("ft");
    Err(if inches { TypedFault::OtherUnit } else { TypedFault::Unreadable })
}

/// A number as its whole part and its decimals, and whether commas grouped its thousands.
struct Figures<'t> {
    whole: String,
    decimals: &'t str,
    grouped: bool,
}

/// What `1,234`, without a point, may be besides a thousand and more.
enum Comma<'t> {
    /// No other reading.
    Settled(Figures<'t>),
    /// Also 1 and 234 thousandths.
    Open(Figures<'t>),
}

fn figures(text: &str) -> Result<Comma<'_>, TypedFault> {
    let (head, decimals) = text.split_once('.').map_or((text, None), |(head, tail)| (head, Some(tail)));
    if decimals.is_some_and(|tail| tail.is_empty() || tail.contains(['.', ','])) {
        return Err(TypedFault::Unreadable);
    }
    let mut groups = head.split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let settled = |whole: String, decimals, grouped| Ok(Comma::Settled(Figures { whole, decimals, grouped }));
    if rest.is_empty() {
        return settled(first.to_owned(), decimals.unwrap_or_default(), false);
    }
    if first.len() <= 3 && !first.starts_with('0') && rest.iter().all(|group| group.len() == 3) {
        let grouped = Figures { whole: head.replace(',', ""), decimals: decimals.unwrap_or_default(), grouped: true };
        let open = rest.len() == 1 && decimals.is_none();
        return Ok(if open { Comma::Open(grouped) } else { Comma::Settled(grouped) });
    }
    match (rest.as_slice(), decimals) {
        ([tail], None) if !tail.is_empty() => settled(first.to_owned(), tail, false),
        _ => Err(TypedFault::Unreadable),
    }
}

fn millimetres(text: &str) -> Result<i64, TypedFault> {
    let (number, unit) = split(text)?;
    let per_unit = match unit.as_str() {
        "" => None,
        "mm" | "毫米" => Some(1),
        "cm" | "厘米" | "公分" => Some(10),
        "m" | "米" => Some(1000),
        _ => return Err(TypedFault::OtherUnit),
    };
    match (figures(number)?, per_unit) {
        // 1,234 of nothing is 1234 mm, whether the comma groups millimetres or sets metres apart; of millimetres too,
        // which nobody measures in thousandths. Of metres it is 1234 or 1.234.
        (Comma::Open(read), None | Some(1)) => scaled(&read, 1),
        (Comma::Settled(read), Some(per_unit)) => scaled(&read, per_unit),
        (Comma::Settled(read), None) if read.decimals.is_empty() || read.grouped => scaled(&read, 1),
        // 1.234 may be metres, 123.4 centimetres, 12.5 anything.
        (Comma::Open(_), Some(_)) | (Comma::Settled(_), None) => Err(TypedFault::Ambiguous),
    }
}

fn tenths_of_degree(text: &str) -> Result<i64, TypedFault> {
    let (number, unit) = split(text)?;
    if !matches!(unit.as_str(), "" | "°" | "deg" | "度") {
        return Err(TypedFault::OtherUnit);
    }
    match figures(number)? {
        Comma::Settled(read) => scaled(&read, 10),
        Comma::Open(_) => Err(TypedFault::Ambiguous),
    }
}

fn count(text: &str) -> Result<i64, TypedFault> {
    let (number, unit) = split(text)?;
    match figures(number)? {
        _ if !unit.is_empty() => Err(TypedFault::OtherUnit),
        Comma::Settled(read) if read.decimals.is_empty() => scaled(&read, 1),
        Comma::Settled(_) | Comma::Open(_) => Err(TypedFault::Unreadable),
    }
}

/// The number times `by`, which is a power of ten, rounded to a whole one, halves up.
fn scaled(read: &Figures<'_>, by: i64) -> Result<i64, TypedFault> {
    if read.whole.len() > 9 {
        return Err(TypedFault::TooLarge);
    }
    let whole: i64 = read.whole.parse().map_err(|_| TypedFault::Unreadable)?;
    let (mut sum, mut worth) = (whole * by, by);
    for digit in read.decimals.bytes() {
        let digit = i64::from(digit - b'0');
        if worth == 1 {
            return Ok(sum + i64::from(digit >= 5));
        }
        worth /= 10;
        sum += digit * worth;
    }
    Ok(sum)
}

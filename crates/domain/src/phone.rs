//! Phone numbers as people type them, read into E.164.
//!
//! Read where they are typed, never in `decide`: what a library knows of the world's numbers changes with its versions, and
//! an operation must be judged alike on both sides. Letters are refused: of `138OO138OOO` a phone's keypad would make
//! another valid number.

use rlibphonenumber::{PhoneNumber, PhoneNumberFormat, Region};

use crate::Refusal;
use crate::text::narrow;

/// Whose numbers need no country's code: all stores are there, and a store's row does not say its country yet.
const HOME: Region = Region::CN;
/// Longest text that is looked at.
const TEXT_LIMIT: usize = 64;

/// A number that exists in its country's plan, as `+8613800138000`. An extension is kept: `+8657187654321;ext=8001`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// Reads `text`; a number without a country's code is Chinese.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let plain: String = text.trim().chars().map(narrow).collect();
        let wrong = || Refusal::phone_wrong(text.trim());
        if plain.chars().count() > TEXT_LIMIT {
            return Err(wrong());
        }
        let digits = plain.strip_prefix("tel:").unwrap_or(&plain);
        let (own, extension) = split_extension(digits);
        if let Some(letter) = own.chars().chain(extension.chars()).find(|symbol| symbol.is_alphabetic()) {
            return Err(Refusal::phone_letters(letter));
        }
        let number = PhoneNumber::parse(own, Some(HOME)).map_err(|_| wrong())?;
        if !number.is_valid() {
            return Err(wrong());
        }
        let mut e164 = number.format_as(PhoneNumberFormat::E164).to_string();
        if !extension.is_empty() {
            e164 = format!("{e164};ext={extension}");
        }
        Ok(Self(e164))
    }

    /// As it is kept.
    pub fn into_e164(self) -> String {
        self.0
    }
}

fn split_extension(text: &str) -> (&str, &str) {
    const MARKS: [&str; 5] = [";ext=", "ext.", "ext", "x", "转"];
    let cut = MARKS.iter().find_map(|mark| text.split_once(mark));
    cut.map_or((text, ""), |(own, extension)| (own.trim(), extension.trim()))
}

#[cfg(test)]
mod tests {
    use super::Phone;

    #[test]
    fn letters_are_refused_and_not_guessed() {
        for text in ["138OO138OOO", "138oo138ooo", "1-800-FLOWERS", "１３８Ｏ０１３８０００", "一三八00138000"]
        {
            assert_eq!(Phone::parse(text).unwrap_err().code, "phone_letters", "{text}");
        }
    }

    #[test]
    fn extensions_are_kept() {
        for text in ["(0571)87654321转8001", "0571-87654321 ext. 8001", "0571 8765 4321 x8001"] {
            assert_eq!(Phone::parse(text).unwrap().into_e164(), "+8657187654321;ext=8001", "{text}");
        }
    }

    #[test]
    fn what_is_kept_reads_back_as_itself() {
        for text in ["+8613800138000", "+85291234567", "+8657187654321;ext=8001"] {
            assert_eq!(Phone::parse(text).unwrap().into_e164(), text);
        }
    }

    #[test]
    fn nothing_makes_it_panic() {
        for text in
            ["", " ", "+", "ext", "转", "tel:", "00", "+86", "\u{0}", "👍", "((((((((", "+999999999999999999999999"]
        {
            assert!(Phone::parse(text).is_err(), "{text}");
        }
        assert!(Phone::parse(&"1".repeat(100_000)).is_err());
    }
}

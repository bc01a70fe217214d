//! Card numbers: `8H 2057 4413 096`.
//!
//! Thirteen symbols: a digit, a letter, ten digits, and a check digit. Letters are the ten of [`LETTERS`], each standing
//! for one digit, so that one check over twelve digits holds for all of them. The check is Damm's (H. M. Damm, “Total
//! anti-symmetrische Quasigruppen”, 2004): it catches every single wrong digit and every swap of two neighbours.

use std::fmt::Write as _;

use crate::text::narrow;
use crate::{Hash, Refusal, Uuid};

/// The letters that stand in card numbers; none looks like a digit.
const LETTERS: &[u8; 10] = b"ACEFHKMPRX";

/// Damm's quasigroup of order ten.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// Symbols in a number.
pub const LENGTH: usize = 13;

/// A card number whose check digit fits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CardNumber(String);

impl CardNumber {
    /// Reads what was typed or scanned: blanks and hyphens are passed over, letters may be small, full-width forms count
    /// as their plain ones.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let mut number = String::with_capacity(LENGTH);
        for symbol in text.chars().map(narrow) {
            match symbol {
                ' ' | '-' | '\u{3000}' => {}
                _ if symbol.is_ascii_alphanumeric() && number.len() < LENGTH => {
                    number.push(symbol.to_ascii_uppercase());
                }
                _ => return Err(Refusal::card_malformed(text)),
            }
        }
        let digits = digits(number.as_bytes()).ok_or_else(|| Refusal::card_malformed(text))?;
        if check(&digits) != 0 {
            return Err(Refusal::card_check_digit(&group(&number)));
        }
        Ok(Self(number))
    }

    /// Number `serial` of the series `series`; both wrap around: series at 100, serial at 10^10.
    pub fn make(series: u8, serial: u64) -> Self {
        let letter = LETTERS[usize::from(series % 10)];
        let mut number = format!("{}{}{:010}", series / 10 % 10, char::from(letter), serial % 10_000_000_000);
        let sum = digits_of_body(number.as_bytes()).map_or(0, |digits| check(&digits));
        let _ = write!(number, "{sum}");
        Self(number)
    }

    /// The `nth` number of `series` that is drawn with `seed`: spread over all serials, so that a number says nothing of
    /// the next one.
    pub fn drawn(series: u8, seed: Uuid, nth: u32) -> Self {
        let mut bytes = seed.as_bytes().to_vec();
        bytes.extend(nth.to_be_bytes());
        let mut head = [0; 8];
        head.copy_from_slice(&Hash::of(&bytes).0[..8]);
        Self::make(series, u64::from_be_bytes(head))
    }

    /// What it was made of: its series, below 100, and its serial, below 10^10.
    pub fn parts(&self) -> (u8, u64) {
        let digits = digits_of_body(self.0.as_bytes()).unwrap_or_default();
        let value = |digits: &[u8]| digits.iter().fold(0, |value, digit| value * 10 + u64::from(*digit));
        let (series, serial) = digits.split_at_checked(2).unwrap_or_default();
        (u8::try_from(value(series)).unwrap_or(0), value(serial.get(..10).unwrap_or_default()))
    }

    /// Thirteen symbols without blanks.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is printed: `8H 2057 4413 096`.
    pub fn grouped(&self) -> String {
        group(&self.0)
    }
}

fn group(number: &str) -> String {
    let mut out = String::with_capacity(16);
    for (at, symbol) in number.chars().enumerate() {
        if matches!(at, 2 | 6 | 10) {
            out.push(' ');
        }
        out.push(symbol);
    }
    out
}

fn digits(number: &[u8]) -> Option<Vec<u8>> {
    if number.len() == LENGTH { digits_of_body(number) } else { None }
}

fn digits_of_body(number: &[u8]) -> Option<Vec<u8>> {
    number
        .iter()
        .enumerate()
        .map(|(at, symbol)| match at {
            1 => LETTERS.iter().position(|letter| letter == symbol).and_then(|at| u8::try_from(at).ok()),
            _ => symbol.is_ascii_digit().then(|| symbol - b'0'),
        })
        .collect()
}

/// Damm's sum; 0 for digits that end in their check digit.
fn check(digits: &[u8]) -> u8 {
    digits.iter().fold(0, |sum, digit| DAMM[usize::from(sum)][usize::from(*digit)])
}

#[cfg(test)]
mod tests {
    use super::{CardNumber, LETTERS};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn parsing_what_was_printed_gives_it_back(series in 0u8..100, serial in 0u64..10_000_000_000) {
            let number = CardNumber::make(series, serial);
            prop_assert_eq!(number.parts(), (series, serial));
            prop_assert_eq!(CardNumber::parse(&number.grouped()).unwrap(), number);
        }

        #[test]
        fn one_wrong_symbol_is_always_caught(series in 0u8..100, serial in 0u64..10_000_000_000, at in 0usize..13, by in 1u8..10) {
            let number = CardNumber::make(series, serial);
            let mut bytes = number.as_str().as_bytes().to_vec();
            bytes[at] = if at == 1 {
                let digit = u8::try_from(LETTERS.iter().position(|l| *l == bytes[1]).unwrap()).unwrap();
                LETTERS[usize::from((digit + by) % 10)]
            } else {
                b'0' + (bytes[at] - b'0' + by) % 10
            };
            prop_assert_eq!(CardNumber::parse(std::str::from_utf8(&bytes).unwrap()).unwrap_err().code, "card_check_digit");
        }

        #[test]
        fn swapped_neighbours_are_always_caught(series in 0u8..100, serial in 0u64..10_000_000_000, at in 0usize..12) {
            let number = CardNumber::make(series, serial);
            let mut bytes = number.as_str().as_bytes().to_vec();
            prop_assume!(bytes[at] != bytes[at + 1]);
            bytes.swap(at, at + 1);
            prop_assert!(CardNumber::parse(std::str::from_utf8(&bytes).unwrap()).is_err());
        }

        #[test]
        fn nothing_typed_panics(text in ".*") {
            let _ = CardNumber::parse(&text);
        }
    }

    #[test]
    fn full_width_and_small_letters_are_read() {
        let number = CardNumber::make(84, 2_057_441_309);
        let wide: String = number
            .grouped()
            .to_lowercase()
            .chars()
            .map(|c| if c.is_ascii_digit() { char::from_u32(c as u32 + 0xFEE0).unwrap() } else { c })
            .collect();
        assert_eq!(CardNumber::parse(&wide).unwrap(), number);
    }
}

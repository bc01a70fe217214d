//! Text that people read.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One text in Chinese and English; either may be empty where the source had only one.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct Localized {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Localized {
    /// Both languages at once.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The text in `language`, in the other one where it is empty.
    pub fn get(&self, language: Language) -> &str {
        let (wanted, other) = match language {
            Language::Zh => (&self.zh, &self.en),
            Language::En => (&self.en, &self.zh),
        };
        if wanted.is_empty() { other } else { wanted }
    }
}

/// The language of fixed words on papers and in calendars.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// 简体中文.
    #[default]
    Zh,
    /// English.
    En,
}

/// The plain form of a full-width one, as Chinese keyboards type it.
pub(crate) fn narrow(symbol: char) -> char {
    match symbol {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(symbol as u32 - 0xFEE0).unwrap_or(symbol),
        _ => symbol,
    }
}

/// A phone number with all but its first three and last four digits hidden: `138 **** 2057`.
pub fn mask_phone(phone: &str) -> String {
    // Of numbers at home, everyone knows the country's code.
    let phone = phone.split(';').next().unwrap_or_default();
    let digits: Vec<char> = phone.strip_prefix("+86").unwrap_or(phone).chars().filter(char::is_ascii_digit).collect();
    let (Some(head), Some(tail)) = (digits.get(..3), digits.len().checked_sub(4).and_then(|at| digits.get(at..)))
    else {
        return "****".to_owned();
    };
    if digits.len() < 8 {
        return format!("**** {}", tail.iter().collect::<String>());
    }
    format!("{} **** {}", head.iter().collect::<String>(), tail.iter().collect::<String>())
}

/// The last four digits of a phone in E.164, its extension aside.
pub fn phone_tail(phone: &str) -> String {
    let own = phone.split(';').next().unwrap_or_default();
    own.chars().skip(own.chars().count().saturating_sub(4)).collect()
}

#[cfg(test)]
mod tests {
    use super::mask_phone;

    #[test]
    fn phones_keep_only_their_ends() {
        assert_eq!(mask_phone("138 1234 2057"), "138 **** 2057");
        assert_eq!(mask_phone("+8613812342057"), "138 **** 2057");
        assert_eq!(mask_phone("+8657187654321;ext=8001"), "571 **** 4321");
        assert_eq!(mask_phone("1234567"), "**** 4567");
        assert_eq!(mask_phone("12"), "****");
    }
}

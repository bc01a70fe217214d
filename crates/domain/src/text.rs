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
}

/// A phone number with all but its first three and last four digits hidden: `138 **** 2057`.
pub fn mask_phone(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    let (Some(head), Some(tail)) = (digits.get(..3), digits.len().checked_sub(4).and_then(|at| digits.get(at..)))
    else {
        return "****".to_owned();
    };
    if digits.len() < 8 {
        return format!("**** {}", tail.iter().collect::<String>());
    }
    format!("{} **** {}", head.iter().collect::<String>(), tail.iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::mask_phone;

    #[test]
    fn phones_keep_only_their_ends() {
        assert_eq!(mask_phone("138 1234 2057"), "138 **** 2057");
        assert_eq!(mask_phone("1234567"), "**** 4567");
        assert_eq!(mask_phone("12"), "****");
    }
}

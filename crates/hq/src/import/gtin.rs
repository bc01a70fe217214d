//! Global trade item numbers (GS1 General Specifications 7.9): 8, 12, 13 or 14 digits, the last a check digit.

/// The digits of a valid GTIN in `text`, which may be spaced, hyphenated or marked as text with an apostrophe.
pub(super) fn gtin(text: &str) -> Option<String> {
    let bare = text.trim().trim_start_matches('\'');
    let digits: String = bare.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}')).collect();
    (digits.bytes().all(|b| b.is_ascii_digit())
        && matches!(digits.len(), 8 | 12..=14)
        && digits.bytes().any(|b| b != b'0')
        && weighted_sum(&digits).is_multiple_of(10))
    .then_some(digits)
}

/// Digits weighted 1, 3, 1, … from the right.
fn weighted_sum(digits: &str) -> u32 {
    digits.bytes().rev().zip([1, 3].into_iter().cycle()).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum()
}

#[cfg(test)]
mod tests {
    use super::gtin;

    #[test]
    fn only_numbers_with_their_check_digit_are_taken() {
        for good in ["4006381333931", "96385074", "036000291452", "'036000291452", "10614141000415", "4 006381 333931"]
        {
            assert!(gtin(good).is_some(), "{good}");
        }
        for bad in [
            "4006381333932",
            "1.23E+12",
            "00000000",
            "",
            "36000291452",
            "n/a",
            "123456789012345",
            "４００６３８１３３３９３１",
        ] {
            assert_eq!(gtin(bad), None, "{bad}");
        }
    }
}

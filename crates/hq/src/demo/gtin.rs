//! GTIN-13 in the range that GS1 leaves to retailers (20–29), so that no number of the demonstration is anyone's.

/// The GTIN of a ten-digit `serial`; greater serials wrap around.
pub(super) fn make(serial: u64) -> String {
    let body = format!("22{:010}", serial % 10_000_000_000);
    let check = (10 - weighted(body.as_bytes()) % 10) % 10;
    format!("{body}{check}")
}

/// The weighted sum of GS1's General Specifications, section 7.9, over twelve digits.
fn weighted(digits: &[u8]) -> u32 {
    digits.iter().zip([1, 3].into_iter().cycle()).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum()
}

#[cfg(test)]
pub(super) fn valid(gtin: &str) -> bool {
    let bytes = gtin.as_bytes();
    bytes.len() == 13
        && bytes.iter().all(u8::is_ascii_digit)
        && (weighted(&bytes[..12]) + u32::from(bytes[12] - b'0')).is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::{make, valid};

    #[test]
    fn the_check_digit_is_that_of_the_standard() {
        assert!(valid("4006381333931")); // the example of the article number's Wikipedia page
        assert!(!valid("4006381333932"));
        assert_eq!(make(123), "2200000001238");
        assert!(valid(&make(123)));
    }
}

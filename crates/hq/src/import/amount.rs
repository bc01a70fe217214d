//! Amounts of money as shops write them, without ever passing through a floating-point number.
//!
//! A point alone is a decimal point; a comma alone groups three digits or is decimal before any other number of them;
//! with both, the last is decimal. What can be read in two ways (`1.299` euros: one or thirteen hundred?) is refused, and
//! so are digits beyond the currency's minor unit, unless they are zeros. Formats: Google product data specification
//! (`12.00 USD`), ISO 4217.

use tenon_domain::minor_digits;

use super::problem::quoted;

/// Why a text is no amount; the text says it to a person.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// There is nothing.
    Missing,
    /// No currency, or none that is one.
    Currency(String),
    /// No number, or one that is not clear.
    Number(String),
}

/// Three letters in capitals, if that is what `text` is.
pub(super) fn currency_code(text: &str) -> Option<String> {
    let text = text.trim();
    (text.len() == 3 && text.bytes().all(|b| b.is_ascii_alphabetic())).then(|| text.to_ascii_uppercase())
}

/// Minor units and currency of `text`; `usual` is the currency where the text names none.
pub(crate) fn amount(text: &str, usual: Option<&str>) -> Result<(i64, String), Refused> {
    read(text, usual, None)
}

/// The same where it is known that `decimal` is the decimal sign: then the other sign groups.
pub(super) fn amount_with(text: &str, usual: Option<&str>, decimal: char) -> Result<(i64, String), Refused> {
    read(text, usual, Some(decimal))
}

/// An amount as the formats write it: `12.00 USD`.
pub(crate) fn text_of(minor: i64, currency: &str) -> String {
    let digits = minor_digits(currency) as usize;
    let sign = if minor < 0 { "-" } else { "" };
    let number = format!("{:0>width$}", minor.unsigned_abs(), width = digits + 1);
    let (whole, fraction) = number.split_at(number.len() - digits);
    let point = if digits == 0 { "" } else { "." };
    format!("{sign}{whole}{point}{fraction} {currency}")
}

fn read(text: &str, usual: Option<&str>, decimal: Option<char>) -> Result<(i64, String), Refused> {
    let plain: String = text.chars().map(narrow).collect();
    let plain = plain.trim().trim_start_matches('\'').trim();
    if plain.is_empty() {
        return Err(Refused::Missing);
    }
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '\'');
    let (Some(start), Some(end)) = (plain.find(is_number), plain.rfind(is_number)) else {
        return Err(Refused::Number(format!("{} has no number", quoted(text))));
    };
    let number = plain.get(start..=end).unwrap_or_default();
    let around = [plain.get(..start).unwrap_or_default().trim(), plain.get(end + 1..).unwrap_or_default().trim()];
    let currency = match around {
        ["", ""] => usual.map(str::to_owned),
        [word, ""] | ["", word] => Some(
            named_currency(word, usual)
                .ok_or_else(|| Refused::Currency(format!("{} is no currency that fits here", quoted(word))))?,
        ),
        _ => return Err(Refused::Number(format!("{} has more around its number than a currency", quoted(text)))),
    };
    let currency = currency.ok_or_else(|| Refused::Currency(format!("{} names no currency", quoted(text))))?;
    let minor = minor_units(number, minor_digits(&currency), decimal)
        .map_err(|why| Refused::Number(format!("{} {why}", quoted(text))))?;
    Ok((minor, currency))
}

/// Full-width forms as typed with a Chinese keyboard, and the many spaces and apostrophes.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        '\u{ffe5}' => '¥',
        '\u{2019}' => '\'',
        '\u{2212}' | '\u{2013}' => '-',
        _ => c,
    }
}

/// The currency that a code or sign stands for; a sign of several currencies is the usual one where that fits.
fn named_currency(word: &str, usual: Option<&str>) -> Option<String> {
    let of_several = |several: &[&str]| usual.filter(|usual| several.contains(usual)).map(str::to_owned);
    match word {
        "€" => Some("EUR".to_owned()),
        "£" => Some("GBP".to_owned()),
        "₹" => Some("INR".to_owned()),
        "₩" => Some("KRW".to_owned()),
        "元" | "RMB" | "CN¥" => Some("CNY".to_owned()),
        "US$" => Some("USD".to_owned()),
        "HK$" => Some("HKD".to_owned()),
        "NT$" => Some("TWD".to_owned()),
        "R$" => Some("BRL".to_owned()),
        "SR" => Some("SAR".to_owned()),
        "RM" => Some("MYR".to_owned()),
        "zł" => Some("PLN".to_owned()),
        "₽" => Some("RUB".to_owned()),
        "₺" => Some("TRY".to_owned()),
        "₫" => Some("VND".to_owned()),
        "฿" => Some("THB".to_owned()),
        "kr" | "kr." => of_several(&["SEK", "NOK", "DKK", "ISK"]),
        "¥" => of_several(&["CNY", "JPY"]),
        "$" => of_several(&["USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "CLP", "COP", "ARS"]),
        _ => currency_code(word),
    }
}

fn minor_units(number: &str, digits: u32, decimal: Option<char>) -> Result<i64, &'static str> {
    const NOT_CLEAR: &str = "can be read in more than one way; write it with a decimal point and nothing else";
    const TOO_MANY: &str = "has more decimals than its currency";
    let number = number.strip_prefix('+').unwrap_or(number);
    if number.starts_with('-') {
        return Err("is negative");
    }
    let parts = match decimal {
        Some(decimal) => split_at(number, decimal),
        None => split(number, digits),
    };
    let (whole, fraction) = parts.ok_or(NOT_CLEAR)?;
    let whole = ungroup(whole).ok_or(NOT_CLEAR)?;
    if !fraction.bytes().all(|b| b.is_ascii_digit()) || (whole.is_empty() && fraction.is_empty()) {
        return Err("is no number");
    }
    let kept = fraction.len().min(digits as usize);
    let (kept, beyond) = fraction.split_at(kept);
    if beyond.bytes().any(|b| b != b'0') {
        return Err(TOO_MANY);
    }
    let padding = "0".repeat(digits as usize - kept.len());
    format!("0{whole}{kept}{padding}").parse().map_err(|_| "is too large")
}

/// What stands before and after the known decimal sign, which stands once at most and after all others.
fn split_at(number: &str, decimal: char) -> Option<(&str, &str)> {
    let (whole, fraction) = number.split_once(decimal).unwrap_or((number, ""));
    fraction.bytes().all(|b| b.is_ascii_digit()).then_some((whole, fraction))
}

/// What stands before and after the decimal sign; `None` where it is not clear which that is.
fn split(number: &str, digits: u32) -> Option<(&str, &str)> {
    let count = |sign| number.matches(sign).count();
    let at = |sign| number.rsplit_once(sign).unwrap_or((number, ""));
    match (count('.'), count(',')) {
        (1, 0) => {
            let (whole, fraction) = at('.');
            let grouping = fraction.len() == 3 && digits != 3 && !matches!(whole.trim_start_matches('0'), "");
            (!grouping).then_some((whole, fraction))
        }
        (0, 1) => {
            let (whole, fraction) = at(',');
            match (fraction.len(), digits) {
                (3, 3) => None,
                (3, _) => Some((number, "")),
                _ => Some((whole, fraction)),
            }
        }
        (0 | 2.., 0) | (0, 2..) => Some((number, "")),
        (points, commas) => {
            let last = if number.rfind('.') > number.rfind(',') { ('.', points) } else { (',', commas) };
            (last.1 == 1).then(|| at(last.0))
        }
    }
}

/// The digits of `whole`, whose groups must have three digits (or two before the last, as in India).
fn ungroup(whole: &str) -> Option<String> {
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if is_digits(whole) {
        return Some(whole.to_owned());
    }
    let sign = whole.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(sign, '.' | ',' | ' ' | '\'') {
        return None;
    }
    let groups: Vec<&str> = whole.split(sign).collect();
    let (last, before) = groups.split_last()?;
    let (first, middle) = before.split_first()?;
    let first_fits = (1..=3).contains(&first.len());
    let middle_fits = middle.iter().all(|group| matches!(group.len(), 2 | 3));
    (first_fits && middle_fits && last.len() == 3 && groups.iter().all(|group| is_digits(group)))
        .then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use super::{Refused, amount, amount_with, text_of};

    fn minor(text: &str, usual: &str) -> Option<(i64, String)> {
        amount(text, Some(usual)).ok()
    }

    #[test]
    fn amounts_as_shops_write_them() {
        for (text, usual, expected) in [
            ("12.00 USD", "CNY", (1200, "USD")),
            (" 12.00 usd ", "CNY", (1200, "USD")),
            ("USD12.5", "CNY", (1250, "USD")),
            ("USD 1,299.00", "CNY", (129_900, "USD")),
            ("1.299,00 EUR", "CNY", (129_900, "EUR")),
            ("1 299,00 €", "CNY", (129_900, "EUR")),
            ("1'299.00 CHF", "CNY", (129_900, "CHF")),
            ("1,23,456.78 INR", "CNY", (12_345_678, "INR")),
            ("¥1,299", "CNY", (129_900, "CNY")),
            ("￥１，２９９．５０", "CNY", (129_950, "CNY")),
            ("¥1,299", "JPY", (1299, "JPY")),
            ("1299", "CNY", (129_900, "CNY")),
            ("1,299,000", "CNY", (129_900_000, "CNY")),
            ("12.5", "CNY", (1250, "CNY")),
            ("12,5", "EUR", (1250, "EUR")),
            ("310.6400", "USD", (31_064, "USD")),
            (".5", "USD", (50, "USD")),
            ("5.", "USD", (500, "USD")),
            ("0", "USD", (0, "USD")),
            ("0.001", "KWD", (1, "KWD")),
            ("1299.00 JPY", "CNY", (1299, "JPY")),
            ("92233720368547758.07", "USD", (i64::MAX, "USD")),
        ] {
            assert_eq!(minor(text, usual), Some((expected.0, expected.1.to_owned())), "{text}");
        }
    }

    #[test]
    fn a_known_decimal_sign_leaves_no_doubt() {
        let read = |text, decimal| amount_with(text, Some("EUR"), decimal).ok().map(|(minor, _)| minor);
        assert_eq!(read("1.299", ','), Some(129_900));
        assert_eq!(read("1.299,5", ','), Some(129_950));
        assert_eq!(read("265,0", ','), Some(26_500));
        assert_eq!(read("1,299", '.'), Some(129_900));
        assert_eq!(read("12.500", '.'), Some(1_250));
        for (text, decimal) in [("1,2,3", ','), ("1,299.5", ','), ("12,5", '.')] {
            assert_eq!(read(text, decimal), None, "{text}");
        }
    }

    #[test]
    fn amounts_are_written_as_they_are_read() {
        for (minor, currency) in
            [(0, "USD"), (5, "CNY"), (129_900, "EUR"), (1299, "JPY"), (1, "KWD"), (i64::MAX, "USD")]
        {
            assert_eq!(amount(&text_of(minor, currency), None), Ok((minor, currency.to_owned())));
        }
    }

    #[test]
    fn what_is_not_clear_is_refused() {
        for text in [
            "-5",
            "−5.00",
            "5-",
            "1.299 EUR",
            "12.500",
            "1.2.3",
            "1,2,3",
            "1.2E+3",
            "12.345",
            "NaN",
            "inf",
            "free",
            "12..5",
            "12.00 EUR/m2",
            "from 12.00 USD",
            "€12 USD",
            "12 13",
            "1.299,000,00",
            "92233720368547758.08",
            ".",
            "1,299.00.00",
            "12,345.678",
            "0x10",
            "٣",
            "1.5 KR",
            "12 DOLLARS",
        ] {
            assert_eq!(minor(text, "USD"), None, "{text}");
        }
        assert_eq!(minor("1,299", "KWD"), None);
        assert_eq!(minor("1299.5", "JPY"), None);
        assert_eq!(minor("$5", "CNY"), None);
        assert_eq!(amount("  ", None), Err(Refused::Missing));
        assert!(matches!(amount("12.00", None), Err(Refused::Currency(_))));
    }
}

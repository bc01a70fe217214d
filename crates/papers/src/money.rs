//! Amounts as the screens write them: `¥29,942.20`, `−¥800.00`, `CHF 12.00`.

use tenon_domain::minor_digits;

/// `minor` units of `currency` (ISO 4217) as text. The sign is U+2212, the space behind a letter is U+00A0.
pub fn money(minor: i64, currency: &str) -> String {
    let digits = minor_digits(currency) as usize;
    // Padded, so that there is a figure before the point.
    let figures = format!("{:0width$}", minor.unsigned_abs(), width = digits + 1);
    let (whole, decimals) = figures.split_at(figures.len() - digits);
    let mut text = String::new();
    if minor < 0 {
        text.push('−');
    }
    let symbol = symbol(currency);
    text.push_str(symbol);
    if symbol.ends_with(|last: char| last.is_alphabetic()) && symbol != "R$" {
        text.push('\u{a0}');
    }
    for (at, figure) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(figure);
    }
    if digits > 0 {
        text.push('.');
        text.push_str(decimals);
    }
    text
}

/// The short sign of `currency`; the code where it has none.
fn symbol(currency: &str) -> &str {
    match currency {
        "CNY" | "JPY" => "¥",
        "AUD" | "BND" | "CAD" | "CLP" | "COP" | "HKD" | "MXN" | "NZD" | "SGD" | "TWD" | "USD" => "$",
        "EUR" => "€",
        "FKP" | "GBP" | "GIP" | "SHP" => "£",
        "KRW" => "₩",
        "INR" => "₹",
        "ILS" => "₪",
        "KZT" => "₸",
        "MNT" => "₮",
        "PHP" => "₱",
        "RUB" => "₽",
        "THB" => "฿",
        "TRY" => "₺",
        "UAH" => "₴",
        "VND" => "₫",
        "BRL" => "R$",
        "CZK" => "Kč",
        "DKK" | "ISK" | "NOK" | "SEK" => "kr",
        "HUF" => "Ft",
        "IDR" => "Rp",
        "LKR" | "MUR" | "NPR" | "PKR" => "Rs",
        "MYR" => "RM",
        "PLN" => "zł",
        "RON" => "lei",
        "ZAR" => "R",
        code => code,
    }
}

#[cfg(test)]
mod tests {
    use super::money;

    #[test]
    fn amounts_read_as_on_the_screens() {
        // What `Intl.NumberFormat` with narrow symbols writes, which the screens use.
        for (minor, currency, text) in [
            (2_994_220, "CNY", "¥29,942.20"),
            (-80_000, "CNY", "−¥800.00"),
            (5, "CNY", "¥0.05"),
            (0, "CNY", "¥0.00"),
            (1_200, "JPY", "¥1,200"),
            (100_000, "USD", "$1,000.00"),
            (1_234_567, "KWD", "KWD\u{a0}1,234.567"),
            (120_000, "CHF", "CHF\u{a0}1,200.00"),
            (120_000, "BRL", "R$1,200.00"),
            (99, "PLN", "zł\u{a0}0.99"),
            (i64::MIN, "CNY", "−¥92,233,720,368,547,758.08"),
        ] {
            assert_eq!(money(minor, currency), text);
        }
    }
}

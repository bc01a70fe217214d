//! Price limits in a query: "under 2000", "less than $500", "over 300", "2000以下", "2000元以内", "300以上".

use super::lexer::{Form, Token};

/// What is less than this is a size or a count, not a price.
const LEAST: f64 = 20.0;
const CURRENCIES: &[&str] =
    &["dollars", "dollar", "usd", "yuan", "rmb", "cny", "eur", "euro", "euros", "sar", "sr", "gbp"];
const BELOW: &[&str] = &["以下", "以内", "之内"];
const ABOVE: &[&str] = &["以上"];

/// Takes limits out of `tokens`: lowest and highest price in whole currency units.
pub(super) fn take(tokens: &mut Vec<Token>) -> (Option<f64>, Option<f64>) {
    let (mut min, mut max) = (None, None);
    let mut at = 0;
    while at < tokens.len() {
        if let Some((upper, value, taken)) = worded(tokens, at) {
            *if upper { &mut max } else { &mut min } = Some(value);
            tokens.drain(at..at + taken);
        } else if let Some((upper, value, characters)) = in_chinese(tokens, at) {
            *if upper { &mut max } else { &mut min } = Some(value);
            if let Some(Token { form: Form::Han(run), at: place, .. }) = tokens.get_mut(at + 1) {
                place.start += run.drain(..characters).map(char::len_utf8).sum::<usize>();
            }
            let emptied = matches!(tokens.get(at + 1), Some(Token { form: Form::Han(run), .. }) if run.is_empty());
            tokens.drain(at..=at + usize::from(emptied));
        } else {
            at += 1;
        }
    }
    (min, max)
}

fn word(tokens: &[Token], at: usize) -> Option<&str> {
    match &tokens.get(at)?.form {
        Form::Word(word) => Some(word),
        _ => None,
    }
}

fn price(tokens: &[Token], at: usize) -> Option<f64> {
    match &tokens.get(at)?.form {
        Form::Number(number) => number.parse().ok().filter(|value| (LEAST..1e9).contains(value)),
        _ => None,
    }
}

/// "under 2000 dollars" at `at`: whether it is an upper limit, the limit, how many tokens it takes.
fn worded(tokens: &[Token], at: usize) -> Option<(bool, f64, usize)> {
    let (upper, taken) = match (word(tokens, at)?, word(tokens, at + 1)) {
        ("less" | "cheaper", Some("than")) => (true, 2),
        ("more", Some("than")) => (false, 2),
        ("under" | "below", _) => (true, 1),
        ("over" | "above", _) => (false, 1),
        _ => return None,
    };
    let value = price(tokens, at + taken)?;
    let currency = word(tokens, at + taken + 1).is_some_and(|word| CURRENCIES.contains(&word));
    Some((upper, value, taken + 1 + usize::from(currency)))
}

/// "2000元以下" at `at`: whether it is an upper limit, the limit, how many characters of the next token it takes.
fn in_chinese(tokens: &[Token], at: usize) -> Option<(bool, f64, usize)> {
    let value = price(tokens, at)?;
    let Form::Han(run) = &tokens.get(at + 1)?.form else { return None };
    let unit = usize::from(matches!(run.first(), Some('元' | '块')));
    let said: String = run.get(unit..unit + 2)?.iter().collect();
    let upper = BELOW.contains(&said.as_str());
    (upper || ABOVE.contains(&said.as_str())).then_some((upper, value, unit + 2))
}

#[cfg(test)]
mod tests {
    use super::super::lexer::tokens;
    use super::take;

    #[test]
    fn limits_leave_the_words() {
        let mut read = tokens("grey sofa under $2,000 dollars");
        assert_eq!(take(&mut read), (None, Some(2000.0)));
        assert_eq!(read.len(), 2);
        let mut read = tokens("2000元以下沙发");
        assert_eq!(take(&mut read), (None, Some(2000.0)));
        assert_eq!(read.len(), 1);
        let mut read = tokens("沙发 300以上");
        assert_eq!(take(&mut read), (Some(300.0), None));
    }

    #[test]
    fn places_and_sizes_are_no_prices() {
        for text in ["under cabinet lighting", "rug under 80 inches", "over 2 drawers"] {
            assert_eq!(take(&mut tokens(text)), (None, None));
        }
    }
}

//! Text that came from people or from elsewhere, made fit for paper.

use std::ops::RangeInclusive;

/// A run of this many letters may be broken, so that no word is wider than its column.
const UNBROKEN: usize = 16;
/// Where a line may break and nothing is drawn.
const BREAK: char = '\u{200b}';

/// `text` on one line, without what is not drawn, at most `most` characters long.
///
/// Control characters are dropped, and so are the marks that turn the direction of what follows: a name must not be
/// able to reverse the amount behind it.
pub(crate) fn clean(text: &str, most: usize) -> String {
    let mut cleaned = String::new();
    let mut length = 0;
    let mut gap = false;
    for symbol in text.chars().filter(|&symbol| !is_unwanted(symbol)) {
        if symbol.is_whitespace() && symbol != '\u{a0}' {
            gap = length > 0;
            continue;
        }
        let wanted = 1 + usize::from(gap);
        if length + wanted > most {
            // Room for the ellipsis is made by what stands there.
            if length == most {
                cleaned.pop();
            }
            cleaned.truncate(cleaned.trim_end().len());
            cleaned.push('…');
            break;
        }
        if std::mem::take(&mut gap) {
            cleaned.push(' ');
        }
        cleaned.push(symbol);
        length += wanted;
    }
    breakable(&cleaned)
}

fn is_unwanted(symbol: char) -> bool {
    const MARKS: [RangeInclusive<char>; 4] =
        ['\u{202a}'..='\u{202e}', '\u{2066}'..='\u{2069}', '\u{fff0}'..='\u{fffb}', '\u{e0000}'..='\u{e0fff}'];
    (symbol.is_control() && !symbol.is_whitespace())
        || matches!(symbol, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}' | BREAK)
        || MARKS.iter().any(|range| range.contains(&symbol))
        || u32::from(symbol) & 0xfffe == 0xfffe
}

/// With a place to break in every long run of what has none: letters of scripts whose letters do not join, and signs.
fn breakable(text: &str) -> String {
    let mut broken = String::new();
    let mut run = 0;
    for symbol in text.chars() {
        let solid = !symbol.is_whitespace() && u32::from(symbol) < 0x590 && !('\u{300}'..='\u{36f}').contains(&symbol);
        if solid && run >= UNBROKEN {
            broken.push(BREAK);
            run = 0;
        }
        run = if symbol.is_whitespace() || u32::from(symbol) >= 0x590 { 0 } else { run + 1 };
        broken.push(symbol);
    }
    broken
}

/// The first Chinese, Japanese or Korean character of `text`.
pub(crate) fn first_cjk(text: &str) -> Option<char> {
    const CJK: [RangeInclusive<char>; 6] = [
        '\u{2e80}'..='\u{4dbf}',
        '\u{4e00}'..='\u{9fff}',
        '\u{ac00}'..='\u{d7af}',
        '\u{f900}'..='\u{faff}',
        '\u{ff01}'..='\u{ff60}',
        '\u{20000}'..='\u{323af}',
    ];
    text.chars().find(|symbol| CJK.iter().any(|range| range.contains(symbol)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{clean, first_cjk};

    #[test]
    fn what_is_not_drawn_goes() {
        assert_eq!(clean(" 王\0女\u{202e}士\r\n 2 室 ", 60), "王女士 2 室");
        assert_eq!(clean("👨‍👩‍👧 一家", 60), "👨‍👩‍👧 一家");
    }

    #[test]
    fn long_text_is_cut_where_it_says() {
        assert_eq!(clean("一二三四五", 5), "一二三四五");
        assert_eq!(clean("一二三四五六", 5), "一二三四…");
        assert_eq!(clean("一二三 四五", 5), "一二三…");
    }

    #[test]
    fn long_words_can_break() {
        assert_eq!(clean(&"a".repeat(20), 60), format!("{}\u{200b}aaaa", "a".repeat(16)));
        assert_eq!(first_cjk("Zhou 周"), Some('周'));
        assert_eq!(first_cjk("Zhou €"), None);
    }

    proptest! {
        #[test]
        fn never_longer_than_asked(text in any::<String>(), most in 1_usize..50) {
            let cleaned = clean(&text, most).replace('\u{200b}', "");
            prop_assert!(cleaned.chars().count() <= most);
            prop_assert!(!cleaned.chars().any(char::is_control));
            prop_assert_eq!(clean(&cleaned, most).replace('\u{200b}', ""), cleaned);
        }
    }
}

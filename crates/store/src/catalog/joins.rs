//! What words of a query stand for together: neighbours, and a thing with what it is for.

use super::lexer::{Form, Token};
use super::query::{Alternative, JOINED, KIND, SOUND, SYNONYM, Word, head};
use super::synonyms::Synonyms;
use super::words::{PAIR, PINYIN, Words, joined};

/// Words between a thing and what it belongs to.
const FOR: &[&str] = &["for", "over", "in", "on", "under"];

/// "book case" may be written "bookcase", "chu gui" is one word, and "coffee table" together is more than both words:
/// neighbours also stand for what they are together.
pub(super) fn join_neighbours(words: &Words, synonyms: &Synonyms, text: &str, tokens: &[Token], out: &mut Vec<Word>) {
    let mut before: Option<(&Token, &str)> = None;
    let mut pairs = Vec::new();
    for token in tokens {
        let Some(right) = token.joinable() else {
            if !token.is_stop() {
                before = None;
            }
            continue;
        };
        if let Some((left_token, left)) = before.filter(|_| !token.after_break) {
            let pair = joined(words, left, right);
            // "Couch bed" is a "sofa bed".
            let alike: Vec<String> = synonyms
                .of(&words.stem(left))
                .into_iter()
                .filter(|one| one.is_ascii() && !one.starts_with(PAIR))
                .map(|one| joined(words, one, right))
                .collect();
            let together = words.stem(&format!("{left}{right}"));
            for place in [left_token, token] {
                let typed = text.get(place.at.clone()).unwrap_or_default();
                let Some(word) = out.iter_mut().find(|word| word.typed == typed && !word.bonus) else { continue };
                if word.plain.is_some() {
                    word.may_mean(&together, JOINED);
                    word.may_mean(&format!("{PINYIN}{left}{right}"), SOUND);
                }
                synonyms.of(&pair).iter().for_each(|term| word.may_mean(term, SYNONYM));
                synonyms.kinds_of(&pair).iter().for_each(|term| word.may_mean(term, KIND));
                for alike in &alike {
                    word.may_mean(alike, SYNONYM);
                    synonyms.of(alike).iter().for_each(|term| word.may_mean(term, SYNONYM));
                }
            }
            pairs.push(Word { bonus: true, ..Word::new("", vec![Alternative::new(pair, 16)]) });
        }
        before = Some((token, right));
    }
    out.append(&mut pairs);
}

/// "Chair for desk" is a desk chair: what stands after "for" and the thing before it also stand for what they are together.
pub(super) fn join_over_for(words: &Words, synonyms: &Synonyms, text: &str, tokens: &[Token], out: &mut Vec<Word>) {
    let is_for = |token: &Token| matches!(&token.form, Form::Word(word) if FOR.contains(&word.as_str()));
    let Some(at) = tokens.iter().position(is_for) else { return };
    let (before, after) = tokens.split_at(at);
    let whole = after.get(1..).unwrap_or_default();
    let Some(thing) = before.last().filter(|thing| thing.joinable().is_some()) else { return };
    let end = head(whole);
    let Some(of) = whole.get(end.unwrap_or(0)).filter(|_| end.is_some()) else { return };
    let (Some(left), Some(right)) = (of.joinable(), thing.joinable()) else { return };
    let pair = joined(words, left, right);
    let mut alike = vec![pair.clone()];
    for one in synonyms.of(&words.stem(left)).into_iter().filter(|one| one.is_ascii() && !one.starts_with(PAIR)) {
        alike.push(joined(words, one, right));
    }
    for place in [thing, of] {
        let typed = text.get(place.at.clone()).unwrap_or_default();
        let Some(word) = out.iter_mut().find(|word| word.typed == typed && !word.bonus) else { continue };
        for one in &alike {
            word.may_mean(one, if *one == pair { JOINED } else { SYNONYM });
            synonyms.of(one).iter().for_each(|term| word.may_mean(term, SYNONYM));
        }
    }
    out.push(Word { bonus: true, ..Word::new("", vec![Alternative::new(pair, 16)]) });
}

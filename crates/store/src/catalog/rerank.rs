//! Second ranking, of the best few: reads their titles and rewards what postings do not know, namely that the title
//! names the same kind of thing, and that words stand together as they were typed.

use serde::Deserialize;
use tenon_domain::Localized;

use super::lexer::{Form, tokens};
use super::query::{Word, head};
use super::words::Words;

/// Candidates that are read.
pub(super) const READ: usize = 150;

/// What is read of a product's body.
#[derive(Debug, Deserialize)]
struct Face {
    title: Localized,
    category: FaceCategory,
}

#[derive(Debug, Deserialize)]
struct FaceCategory {
    path: String,
    name: Localized,
}

/// Terms at one place of a text, and whether they name the thing.
struct Place {
    terms: Vec<String>,
    head: bool,
}

fn places(words: &Words, text: &str, out: &mut Vec<Place>) {
    let read = tokens(text);
    let head = head(&read);
    for (at, token) in read.iter().enumerate() {
        let mut terms = Vec::new();
        words.terms(token, |term| terms.push(term));
        if let Form::Han(run) = &token.form {
            // In order of pairs, so that the last pair can be the head.
            let last: String = run.iter().skip(run.len().saturating_sub(2)).collect();
            out.push(Place { terms, head: false });
            out.push(Place { terms: vec![last], head: Some(at) == head });
        } else {
            out.push(Place { terms, head: Some(at) == head });
        }
    }
}

fn stands(word: &Word, place: &Place) -> bool {
    word.alternatives.iter().filter(|known| known.share > 8).any(|known| place.terms.contains(&known.term))
}

/// What to multiply the score of the product with this body by, in 64ths.
pub(super) fn factor(words: &Words, query: &[Word], body: &str) -> u64 {
    let Ok(face) = serde_json::from_str::<Face>(body) else { return 64 };
    let mut title = Vec::new();
    places(words, &face.title.en, &mut title);
    places(words, &face.title.zh, &mut title);
    let mut category = Vec::new();
    let leaf = face.category.path.rsplit('/').next().unwrap_or_default();
    for text in [leaf, &face.category.name.en, &face.category.name.zh] {
        places(words, text, &mut category);
    }
    let content: Vec<&Word> = query.iter().filter(|word| !word.stop).collect();
    let at: Vec<Option<usize>> =
        content.iter().map(|word| title.iter().position(|place| stands(word, place))).collect();
    let mut factor = 64;
    if let Some(thing) = content.iter().find(|word| word.head) {
        if title.iter().any(|place| place.head && stands(thing, place)) {
            factor += 16;
        }
        if category.iter().any(|place| place.head && stands(thing, place)) {
            factor += 12;
        } else if category.iter().any(|place| stands(thing, place)) {
            factor += 6;
        }
    }
    let together = at.windows(2).filter(|pair| matches!(pair, [Some(left), Some(right)] if left + 1 == *right)).count();
    factor += 7 * together.min(3) as u64;
    if at.iter().all(Option::is_some) {
        factor += 8;
        if at.len() == title.len() {
            factor += 12;
        }
    }
    factor
}

//! Second ranking, of the best few: reads their titles and rewards what postings do not know, namely that the title
//! names the same kind of thing, and that words stand together as they were typed.

use std::collections::HashMap;

use serde::Deserialize;
use tenon_domain::Localized;

use super::lexer::{Form, tokens};
use super::query::{Word, head};
use super::words::Words;

/// Candidates that are read.
pub(super) const READ: usize = 80;

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

/// Reads candidates; remembers what it found out about their categories, which are few.
pub(super) struct Reader<'q> {
    words: &'q Words,
    content: Vec<&'q Word>,
    /// By category path: what its name adds.
    categories: HashMap<String, u64>,
}

impl<'q> Reader<'q> {
    /// A reader for the words of `query`.
    pub(super) fn new(words: &'q Words, query: &'q [Word]) -> Self {
        let content = query.iter().filter(|word| !word.stop).collect();
        Self { words, content, categories: HashMap::new() }
    }

    /// What to multiply the score of the product with this body by, in 64ths.
    pub(super) fn factor(&mut self, body: &str) -> u64 {
        let Ok(face) = serde_json::from_str::<Face>(body) else { return 64 };
        let mut title = Vec::new();
        places(self.words, &face.title.en, &mut title);
        places(self.words, &face.title.zh, &mut title);
        let at: Vec<Option<usize>> =
            self.content.iter().map(|word| title.iter().position(|place| stands(word, place))).collect();
        let mut factor = 64 + self.category(face.category);
        if let Some(thing) = self.content.iter().find(|word| word.head)
            && title.iter().any(|place| place.head && stands(thing, place))
        {
            factor += 16;
        }
        let next_to = |pair: &&[Option<usize>]| matches!(pair, [Some(left), Some(right)] if left + 1 == *right);
        factor += 7 * at.windows(2).filter(next_to).count().min(3) as u64;
        if at.iter().all(Option::is_some) {
            factor += 8;
            if at.len() == title.len() {
                factor += 12;
            }
        }
        factor
    }

    fn category(&mut self, category: FaceCategory) -> u64 {
        let Some(thing) = self.content.iter().find(|word| word.head) else { return 0 };
        if let Some(known) = self.categories.get(&category.path) {
            return *known;
        }
        let mut name = Vec::new();
        let leaf = category.path.rsplit('/').next().unwrap_or_default();
        for text in [leaf, &category.name.en, &category.name.zh] {
            places(self.words, text, &mut name);
        }
        let adds = if name.iter().any(|place| place.head && stands(thing, place)) {
            12
        } else if name.iter().any(|place| stands(thing, place)) {
            6
        } else {
            0
        };
        self.categories.insert(category.path, adds);
        adds
    }
}

//! What titles and names of categories call a thing: its kind, and not what it is made of, stands on or goes with.

use std::collections::HashSet;

use tenon_domain::catalog::Category;

use super::lexer::{Form, Token, tokens};
use super::query::head;
use super::word_lists::is_collective;
use super::words::{Words, han_terms};

/// The terms that the name of a category calls its things by.
#[derive(Debug, Default)]
pub(super) struct Called(HashSet<String>);

impl Called {
    /// Reads the name of `category`, in English by the last part of its path if it has no name: `Table & Kitchen Linens`
    /// holds linens, `Dressers & Chests` holds both.
    pub(super) fn of(words: &Words, category: &Category) -> Self {
        let mut called = HashSet::new();
        let leaf = category.path.rsplit('/').next().unwrap_or_default();
        let english = if category.name.en.trim().is_empty() { leaf } else { &category.name.en };
        for name in [category.name.zh.as_str(), english] {
            let joined = name.replace(" and ", "&");
            let parts: Vec<Vec<Token>> = joined.split(['&', ',', '/', '|', '+', '、']).map(tokens).collect();
            let plural = |part: &Vec<Token>| {
                let head = head(part).and_then(|at| part.get(at));
                head.and_then(Token::joinable).is_some_and(|word| word.ends_with('s'))
            };
            let last = parts.last().is_some_and(plural);
            for (at, part) in parts.iter().enumerate() {
                // Of plural things, a singular before them only says which.
                if last && at + 1 < parts.len() && !plural(part) {
                    continue;
                }
                for at in heads(part).into_iter().flatten() {
                    match part.get(at).map(|token| &token.form) {
                        Some(Form::Word(word)) => _ = called.insert(words.stem(word)),
                        Some(Form::Han(run)) => han_terms(run, |term| _ = called.insert(term)),
                        _ => {}
                    }
                }
            }
        }
        Self(called)
    }

    /// Whether `term` is one of them.
    pub(super) fn has(&self, term: &str) -> bool {
        self.0.contains(term)
    }
}

/// The token that names the thing, and the one before where that names no more than several of them: `sheet set`.
pub(super) fn heads(tokens: &[Token]) -> [Option<usize>; 2] {
    let head = head(tokens);
    let collective =
        |at: &usize| matches!(tokens.get(*at).map(|token| &token.form), Some(Form::Word(word)) if is_collective(word));
    let before = head.filter(collective).and_then(|at| at.checked_sub(1));
    [head, before.filter(|at| tokens.get(*at).is_some_and(|token| token.joinable().is_some()))]
}

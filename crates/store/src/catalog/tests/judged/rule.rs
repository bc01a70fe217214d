//! The rules in which judgements are written; see the head of `ikea.txt`.

use tenon_domain::Localized;
use tenon_domain::catalog::Product;

/// How well a product answers a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grade {
    Wrong,
    Partial,
    Exact,
}

/// A query with its judgement.
#[derive(Debug)]
pub(crate) struct Query {
    pub(crate) text: &'static str,
    kind: Clause,
    wishes: Vec<Clause>,
}

/// Alternatives of conjunctions.
type Clause = Vec<Vec<&'static str>>;

/// The queries of a file.
pub(crate) fn queries(file: &'static str) -> Vec<Query> {
    let lines = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (text, rule) = line.split_once(" => ").unwrap_or_else(|| panic!("no rule in `{line}`"));
            let mut clauses = rule.split(';').map(|clause| {
                clause.split('|').map(|all| all.split(" + ").map(str::trim).collect()).collect::<Clause>()
            });
            let kind = clauses.next().unwrap_or_default();
            Query { text, kind, wishes: clauses.collect() }
        })
        .collect()
}

/// What a shopper reads of a product, ready to be held against rules.
struct Said {
    title: String,
    all: String,
    paths: Vec<String>,
}

impl Query {
    /// How well `product` answers.
    pub(crate) fn grade(&self, product: &Product) -> Grade {
        let said = Said::of(product);
        let meets = |clause: &Clause, text: &str| {
            clause.iter().any(|all| all.iter().all(|phrase| holds(phrase, text, &said.paths)))
        };
        if !meets(&self.kind, &said.title) {
            Grade::Wrong
        } else if self.wishes.iter().all(|wish| meets(wish, &said.all)) {
            Grade::Exact
        } else {
            Grade::Partial
        }
    }
}

impl Said {
    fn of(product: &Product) -> Self {
        let both = |text: &Localized| format!(" {} {}", text.zh, text.en);
        let title = both(&product.title);
        let mut all = format!("{title} {} {}", both(&product.category.name), product.tags.join(" "));
        all.push_str(&both(&product.description));
        product.options.iter().flat_map(|option| &option.values).for_each(|value| all.push_str(&both(value)));
        product.attributes.iter().for_each(|one| all.push_str(&both(&one.value)));
        all.push_str(
            product.link.as_deref().and_then(|link| link.trim_end_matches('/').rsplit('/').next()).unwrap_or(""),
        );
        let paths = std::iter::once(product.category.path.clone()).chain(product.tags.iter().map(|tag| path(tag)));
        Self { title: plain(&title), all: plain(&all), paths: paths.collect() }
    }
}

/// A category path made of the words of `name`.
pub(crate) fn path(name: &str) -> String {
    plain(name).split_whitespace().collect::<Vec<_>>().join("-")
}

/// Lower case, one space around every word, nothing but letters, digits and `.,+×` inside.
fn plain(text: &str) -> String {
    let kept = text.to_lowercase().replace(['\'', '’'], "");
    let words = kept.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ',' | '+' | '×'));
    let words = words.map(|word| word.trim_matches([',', '.'])).filter(|word| !word.is_empty());
    words.fold(String::from(" "), |text, word| text + word + " ")
}

fn holds(phrase: &str, text: &str, paths: &[String]) -> bool {
    if let Some(phrase) = phrase.strip_prefix('!') {
        return !holds(phrase, text, paths);
    }
    if let Some(root) = phrase.strip_prefix('/') {
        let below =
            |path: &String| path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        return paths.iter().any(below);
    }
    if phrase.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
        return text.contains(phrase);
    }
    let (from, phrase) = phrase.strip_prefix('*').map_or((" ", phrase), |rest| ("", rest));
    let (phrase, to) = phrase.strip_suffix('*').map_or((phrase, " "), |rest| (rest, ""));
    text.contains(&format!("{from}{phrase}{to}"))
}

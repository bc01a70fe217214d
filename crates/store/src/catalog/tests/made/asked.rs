//! Queries over the made catalog: see the head of `queries.txt`.

use super::catalog::Facts;

/// A query with what is right: one of the kinds, and one of each list of facts.
pub(crate) struct Query {
    pub(crate) text: &'static str,
    wishes: Vec<Vec<String>>,
}

impl Query {
    fn read(line: &'static str) -> Self {
        let (text, rule) = line.split_once(" => ").unwrap_or_else(|| panic!("`{line}` has no rule"));
        let wish = |clause: &'static str| {
            let (name, values) = clause.trim().split_once('=').unwrap_or(("kind", clause.trim()));
            values.split('|').map(|value| format!("{name}={}", value.trim())).collect()
        };
        Self { text, wishes: rule.split(';').map(wish).collect() }
    }

    /// Whether a product of which these `facts` hold is a right answer.
    pub(crate) fn answers(&self, facts: &Facts) -> bool {
        self.wishes.iter().all(|any| any.iter().any(|fact| facts.contains(fact)))
    }
}

/// All of them. Not every one that makes sense meets a product that chance has made.
pub(crate) fn queries() -> Vec<Query> {
    let lines = include_str!("queries.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(Query::read).collect()
}

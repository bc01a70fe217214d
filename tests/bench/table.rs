//! What is printed: for people a table, for programs its JSON.

use std::fmt;

use serde::Serialize;

use crate::spread::{Rounds, Spread};

/// One measurement.
#[derive(Debug, Serialize)]
pub(crate) struct Table {
    name: &'static str,
    about: &'static str,
    lines: Vec<Line>,
    notes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Line {
    what: String,
    unit: &'static str,
    ours: Spread,
    #[serde(skip_serializing_if = "Option::is_none")]
    plain: Option<Spread>,
    /// Tenon over baseline, round by round; for rates, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    ratio: Option<Spread>,
}

impl Table {
    /// An empty table; `about` says what is compared with what.
    pub(crate) fn new(name: &'static str, about: &'static str) -> Self {
        Self { name, about, lines: Vec::new(), notes: Vec::new() }
    }

    /// Tenon beside its baseline.
    pub(crate) fn compare(&mut self, what: impl Into<String>, unit: &'static str, rounds: &Rounds) {
        let (ours, plain) = (Spread::of(&rounds.ours), Some(Spread::of(&rounds.plain)));
        self.lines.push(Line { what: what.into(), unit, ours, plain, ratio: Some(rounds.ratio()) });
    }

    /// A number without a baseline.
    pub(crate) fn tell(&mut self, what: impl Into<String>, unit: &'static str, samples: &[f64]) {
        self.lines.push(Line { what: what.into(), unit, ours: Spread::of(samples), plain: None, ratio: None });
    }

    /// A word about this run.
    pub(crate) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n{}: {}", self.name, self.about)?;
        writeln!(f, "  {:<46} {:>26} {:>26} {:>20}", "median (least–greatest)", "Tenon", "plain", "ratio")?;
        for line in &self.lines {
            let spread = |spread: &Spread| {
                let Spread { median, min, max } = *spread;
                if (max - min).abs() < f64::EPSILON {
                    number(median)
                } else {
                    format!("{} ({}–{})", number(median), number(min), number(max))
                }
            };
            let plain = line.plain.as_ref().map(spread).unwrap_or_default();
            let ratio = line.ratio.as_ref().map(spread).unwrap_or_default();
            let what = format!("{}, {}", line.what, line.unit);
            writeln!(f, "  {what:<46} {:>26} {plain:>26} {ratio:>20}", spread(&line.ours))?;
        }
        self.notes.iter().try_for_each(|note| writeln!(f, "  {note}"))
    }
}

/// Three digits or more that count.
fn number(value: f64) -> String {
    match value.abs() {
        0.0 => "0".to_owned(),
        size if size < 10.0 => format!("{value:.2}"),
        size if size < 100.0 => format!("{value:.1}"),
        _ => {
            let digits = format!("{value:.0}");
            let ends = (1..digits.len()).filter(|at| (digits.len() - at).is_multiple_of(3));
            let mut grouped = digits.clone();
            for at in ends.collect::<Vec<_>>().into_iter().rev() {
                grouped.insert(at, ',');
            }
            grouped
        }
    }
}

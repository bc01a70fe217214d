//! Properties that a source wrote into its description: `color: gray | material: oak | reclining: no`.

/// A description has a list of properties from so many on.
const LEAST: usize = 3;
/// Properties read of a description.
const MOST: usize = 200;
/// Characters of a name and of a value at most; what is longer is a sentence.
const NAME: usize = 48;
const VALUE: usize = 160;
/// Words of a name at most.
const NAME_WORDS: usize = 6;

/// The sentences of `text`, and its properties as name and value.
pub(super) fn split(text: &str) -> (String, Vec<(&str, &str)>) {
    let found: Vec<(&str, &str)> = text.split(['|', '\n']).filter_map(property).take(MOST).collect();
    if found.len() < LEAST {
        return (text.to_owned(), Vec::new());
    }
    let prose: Vec<&str> = text.split(['|', '\n']).filter(|part| property(part).is_none()).collect();
    (prose.join("\n"), found)
}

fn property(part: &str) -> Option<(&str, &str)> {
    let (name, value) = part.split_once([':', '：'])?;
    let (name, value) = (name.trim(), value.trim());
    let fits = !name.is_empty()
        && !value.is_empty()
        && name.chars().count() <= NAME
        && name.split_whitespace().count() <= NAME_WORDS
        && value.chars().count() <= VALUE
        && !name.contains(['.', '。', '!', '?']);
    fits.then_some((name, value))
}

/// What a property's value says of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// `Reclining: yes`: the thing is what the name says.
    Yes,
    /// `Reclining: no`: it is not.
    No,
    /// Something of its own.
    Else,
}

/// What `value` says of the name before it.
pub(super) fn says(value: &str) -> Says {
    match value.trim().to_lowercase().as_str() {
        "yes" | "true" | "y" | "included" | "是" | "有" => Says::Yes,
        "no" | "false" | "n" | "none" | "n/a" | "na" | "not included" | "not applicable" | "0" | "否" | "无" | "-" => {
            Says::No
        }
        _ => Says::Else,
    }
}

#[cfg(test)]
mod tests {
    use super::{Says, says, split};

    #[test]
    fn properties_leave_the_sentences() {
        let (prose, properties) =
            split("A chair for reading. Soft: very. | color : gray|legs included:no | Seat depth: 20");
        assert_eq!(properties, [("color", "gray"), ("legs included", "no"), ("Seat depth", "20")]);
        assert_eq!(prose.trim(), "A chair for reading. Soft: very.");
        assert_eq!(split("Note: wipe it clean.").1, []);
        assert_eq!(says(" No "), Says::No);
    }
}

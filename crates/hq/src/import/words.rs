//! Texts in the language they are in, and places in the category tree.

use tenon_domain::Localized;
use tenon_domain::catalog::Category;

/// A text with Han characters is taken for Chinese, any other for English: exports do not say.
pub(super) fn localized(text: &str) -> Localized {
    if text.chars().any(is_han) { Localized::new(text, "") } else { Localized::new("", text) }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// The place that `path` names, with its names as they stand.
pub(super) fn category(path: &str) -> Category {
    place(path, separator(path), localized)
}

/// What stands between the parts of a path: some shops write ` / `. A stroke without spaces belongs to a name.
pub(super) fn separator(path: &str) -> &'static str {
    if path.contains('>') { ">" } else { " / " }
}

/// The place that a path such as `Home & Garden > Kitchen > Sinks` names: `home-garden/kitchen/sinks`. `local` puts a name
/// into the language it is in.
pub(super) fn place(path: &str, separator: &str, local: impl Fn(&str) -> Localized) -> Category {
    let parts: Vec<(String, &str)> = path
        .split(separator)
        .map(str::trim)
        .map(|part| (slug(part), part))
        .filter(|(slug, _)| !slug.is_empty())
        .collect();
    let mut names: Vec<Localized> = parts.iter().map(|(_, name)| local(name)).collect();
    let name = names.pop().unwrap_or_default();
    let path: Vec<&str> = parts.iter().map(|(slug, _)| slug.as_str()).collect();
    Category { path: path.join("/"), name, above: names }
}

/// Letters and digits of any script in lower case, with a hyphen for what stands between them.
fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// An address that a browser can open; `//host/…` gets its scheme.
pub(super) fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        None
    } else if lower.starts_with("https://") || lower.starts_with("http://") {
        Some(text.to_owned())
    } else {
        text.starts_with("//").then(|| format!("https:{text}"))
    }
}

#[cfg(test)]
mod tests {
    use super::{address, category, localized};

    #[test]
    fn a_path_becomes_a_place() {
        let place = category("Home & Garden > Kitchen >  Sinks ");
        assert_eq!((place.path.as_str(), place.name.en.as_str()), ("home-garden/kitchen/sinks", "Sinks"));
        let place = category("家居 > 厨房/水槽");
        assert_eq!((place.path.as_str(), place.name.zh.as_str()), ("家居/厨房-水槽", "厨房/水槽"));
        let place = category("Furniture / Bedroom / Beds & Headboards");
        assert_eq!(
            (place.path.as_str(), place.name.en.as_str()),
            ("furniture/bedroom/beds-headboards", "Beds & Headboards")
        );
        assert_eq!(category("632").path, "632");
        assert_eq!(category(" > & > ").path, "");
    }

    #[test]
    fn texts_and_addresses() {
        assert_eq!(localized("IKEA 椅").zh, "IKEA 椅");
        assert_eq!(localized("Chair").en, "Chair");
        assert_eq!(address("//cdn.example/a.jpg").as_deref(), Some("https://cdn.example/a.jpg"));
        assert_eq!(address("HTTPS://a/b").as_deref(), Some("HTTPS://a/b"));
        assert!(["", "javascript:alert(1)", "a b", "http://a b"].iter().all(|bad| address(bad).is_none()));
    }
}

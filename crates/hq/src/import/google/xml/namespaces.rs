//! Which namespace a name is in, by address and not by prefix (Namespaces in XML 1.0), with forgiveness for feeds that
//! forget to declare it.

use quick_xml::events::BytesStart;

use crate::import::item::Origin;

/// Attributes of one element that are looked at.
pub(super) const MAX_ATTRIBUTES: usize = 100;

/// The declarations in force.
#[derive(Default)]
pub(super) struct Namespaces(Vec<Declaration>);

struct Declaration {
    depth: usize,
    prefix: String,
    origin: Option<Origin>,
}

impl Namespaces {
    /// Takes the declarations on `element`, which stands at `depth`.
    pub(super) fn enter(&mut self, element: &BytesStart<'_>, depth: usize) {
        for attribute in element.attributes().with_checks(false).take(MAX_ATTRIBUTES).flatten() {
            let key = attribute.key.as_ref();
            let prefix = match key.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) => match rest.strip_prefix(':') {
                    Some(prefix) => prefix,
                    None => continue,
                },
                None => continue,
            };
            let declared = origin(&attribute.value);
            self.0.push(Declaration { depth, prefix: prefix.to_owned(), origin: declared });
        }
    }

    /// Forgets the declarations of elements at `depth` and below.
    pub(super) fn leave(&mut self, depth: usize) {
        while self.0.last().is_some_and(|last| last.depth >= depth) {
            self.0.pop();
        }
    }

    /// Where `name` comes from and its part after the prefix; no origin for a namespace that says nothing here.
    pub(super) fn resolve<'n>(&self, name: &'n str) -> (Option<Origin>, &'n str) {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let declared = self.0.iter().rev().find(|declaration| declaration.prefix == prefix);
        let origin = match (declared.map(|declaration| declaration.origin), prefix) {
            (Some(Some(origin)), _) => Some(origin),
            (_, "") => Some(Origin::Feed),
            (Some(None), _) => None,
            (None, prefix) => prefix.eq_ignore_ascii_case("g").then_some(Origin::Format),
        };
        (origin, local)
    }
}

fn origin(address: &str) -> Option<Origin> {
    let lower = address.trim().trim_end_matches(['/', '#']).to_ascii_lowercase();
    if lower == crate::feed::NAMESPACE {
        return Some(Origin::Tenon);
    }
    let bare = lower.strip_prefix("http://").or_else(|| lower.strip_prefix("https://"))?;
    match bare {
        "base.google.com/ns/1.0" => Some(Origin::Format),
        "www.w3.org/2005/atom" | "purl.org/atom/ns" | "purl.org/rss/1.0" | "backend.userland.com/rss2" => {
            Some(Origin::Feed)
        }
        _ => None,
    }
}

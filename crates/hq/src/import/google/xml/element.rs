//! What an element inside an item is.

use quick_xml::events::BytesStart;

use super::namespaces::MAX_ATTRIBUTES;
use crate::import::item::{Field, Origin};

/// An element that is open.
pub(super) struct Open {
    /// Its name as written, with its prefix.
    pub(super) name: String,
    pub(super) role: Role,
}

pub(super) enum Role {
    /// Outside items, or inside one without meaning: shipping, tax, other namespaces.
    Ignored,
    Item,
    Field {
        field: Field,
        origin: Origin,
        text: String,
    },
    /// `product_detail` and its like, with the name and the value inside it.
    Pair {
        field: Field,
        name: String,
        value: String,
    },
    /// Markup inside a field of prose.
    Markup,
}

impl Role {
    fn field(field: Field, origin: Origin) -> Self {
        Self::Field { field, origin, text: String::new() }
    }

    /// The role of an element called `local` inside one with the role `above`.
    pub(super) fn inside(above: Option<&Self>, local: &str, origin: Option<Origin>) -> Self {
        let field = match origin {
            Some(Origin::Tenon) => Field::of_tenon(local),
            _ => Field::named(local),
        };
        let in_pair = |field| matches!(field, Field::DetailName | Field::DetailValue | Field::AlsoZh | Field::AlsoEn);
        match (above, origin, field) {
            (Some(Self::Field { field, .. }), ..) if field.is_prose() => Self::Markup,
            (Some(Self::Markup), ..) => Self::Markup,
            (Some(Self::Item), Some(_), Some(field @ (Field::Detail | Field::Axis | Field::Also))) => {
                Self::Pair { field, name: String::new(), value: String::new() }
            }
            (Some(Self::Item), Some(_), Some(field)) if in_pair(field) => Self::Ignored,
            (Some(Self::Item), Some(origin), Some(field)) => Self::field(field, origin),
            (Some(Self::Pair { .. }), Some(origin), Some(field)) if in_pair(field) => Self::field(field, origin),
            _ => Self::Ignored,
        }
    }
}

/// The address that an Atom link gives; links to other things than the product's page are none.
pub(super) fn link(element: &BytesStart<'_>) -> Option<String> {
    let mut href = None;
    for attribute in element.attributes().with_checks(false).take(MAX_ATTRIBUTES).flatten() {
        match attribute.key.as_ref() {
            "href" => href = Some(html_escape::decode_html_entities(attribute.value.as_ref()).into_owned()),
            "rel" if attribute.value.as_ref() != "alternate" => return None,
            _ => {}
        }
    }
    href
}

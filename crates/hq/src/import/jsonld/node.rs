//! What stands in a node, whichever of its many shapes it has.

use std::collections::HashMap;

use serde_json::Value;

/// Nodes of a document by their `@id`.
pub(super) struct Index<'v>(HashMap<&'v str, &'v Value>);

impl<'v> Index<'v> {
    pub(super) fn of(values: impl Iterator<Item = &'v Value>) -> Self {
        let mut index = Self(HashMap::new());
        values.for_each(|value| index.learn(value));
        index
    }

    fn learn(&mut self, value: &'v Value) {
        match value {
            Value::Array(members) => members.iter().for_each(|member| self.learn(member)),
            Value::Object(fields) => {
                if let Some(id) = fields.get("@id").and_then(Value::as_str)
                    && fields.len() > 2
                {
                    self.0.entry(id).or_insert(value);
                }
                fields.values().for_each(|field| self.learn(field));
            }
            _ => {}
        }
    }

    /// The node that `value` is or names.
    pub(super) fn resolve(&self, value: &'v Value) -> &'v Value {
        let id = value.as_object().filter(|fields| fields.len() <= 2).and_then(|fields| fields.get("@id"));
        id.and_then(Value::as_str).and_then(|id| self.0.get(id).copied()).unwrap_or(value)
    }

    /// The nodes that the field `name` of `value` has or names: none, one or several.
    pub(super) fn nodes(&self, value: &'v Value, name: &str) -> Vec<&'v Value> {
        match value.get(name).map(|field| self.resolve(field)) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(members)) => members.iter().map(|member| self.resolve(member)).collect(),
            Some(one) => vec![one],
        }
    }
}

/// Whether `value` has one of `types`, under any prefix.
pub(super) fn is_a(value: &Value, types: &[&str]) -> bool {
    let matches = |kind: &Value| {
        let kind = kind.as_str().unwrap_or_default();
        types.contains(&kind.rsplit(['/', ':', '#']).next().unwrap_or_default())
    };
    match value.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(matches),
        Some(kind) => matches(kind),
        None => false,
    }
}

/// The text that `value` is: itself, a number, what a node is called, or the first of several.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(members) => members.iter().map(text).find(|text| !text.is_empty()).unwrap_or_default(),
        Value::Object(fields) => ["@value", "name", "value", "@id"]
            .iter()
            .filter_map(|name| fields.get(*name))
            .map(text)
            .find(|text| !text.is_empty())
            .unwrap_or_default(),
        Value::Bool(truth) => if *truth { "Yes" } else { "No" }.to_owned(),
        Value::Null => String::new(),
    }
}

/// The text of the field `name`, or nothing.
pub(super) fn get(value: &Value, name: &str) -> String {
    value.get(name).map(text).unwrap_or_default()
}

/// The text of the first of `names` that has one.
pub(super) fn first(value: &Value, names: &[&str]) -> String {
    names.iter().map(|name| get(value, name)).find(|text| !text.is_empty()).unwrap_or_default()
}

/// All texts of the field `name`.
pub(super) fn all(value: &Value, name: &str) -> Vec<String> {
    let texts: Vec<String> = match value.get(name) {
        Some(Value::Array(members)) => members.iter().map(text).collect(),
        Some(one) => vec![text(one)],
        None => Vec::new(),
    };
    texts.into_iter().filter(|text| !text.is_empty()).collect()
}

/// Texts inside `value` that are there in Chinese and in English. Of a path its places are pairs too.
pub(super) fn in_both(value: &Value, depth: u32, found: &mut Vec<(String, String)>) {
    if depth > 8 || found.len() > 1_000 {
        return;
    }
    match value {
        Value::Array(members) => {
            let of = |language: &str| {
                let fits = |member: &&Value| {
                    let tag = member.get("@language").and_then(Value::as_str).unwrap_or_default();
                    tag.split('-').next().is_some_and(|tag| tag.eq_ignore_ascii_case(language))
                };
                members.iter().find(fits).map(text).filter(|text| !text.is_empty())
            };
            if let (Some(zh), Some(en)) = (of("zh"), of("en")) {
                let places: Vec<_> = zh.split(" > ").zip(en.split(" > ")).collect();
                if places.len() > 1 {
                    let places = places.into_iter().filter(|(zh, en)| zh != en);
                    found.extend(places.map(|(zh, en)| (zh.to_owned(), en.to_owned())));
                }
                found.push((zh, en));
            } else {
                for member in members {
                    in_both(member, depth + 1, found);
                }
            }
        }
        Value::Object(fields) => {
            let inside =
                fields.iter().filter(|(name, _)| !matches!(name.as_str(), "hasVariant" | "isVariantOf" | "review"));
            inside.for_each(|(_, field)| in_both(field, depth + 1, found));
        }
        _ => {}
    }
}

/// Addresses of the pictures in the field `image`.
pub(super) fn pictures<'v>(value: &'v Value, index: &Index<'v>) -> Vec<String> {
    let address = |picture: &Value| match picture {
        Value::Object(_) => first(picture, &["contentUrl", "url", "@id"]),
        other => text(other),
    };
    let pictures = index.nodes(value, "image").into_iter().flat_map(|picture| match picture.get("url") {
        // One ImageObject may list several addresses.
        Some(Value::Array(addresses)) => addresses.iter().map(text).collect(),
        _ => vec![address(picture)],
    });
    pictures.filter(|address| !address.is_empty()).collect()
}

/// A quantity with its unit: a text, or a node with `value` and a unit of UN/CEFACT's Recommendation 20.
pub(super) fn quantity(value: &Value, name: &str) -> String {
    value.get(name).map(quantity_of).unwrap_or_default()
}

/// The quantity that `field` is; of a property, its value.
pub(super) fn quantity_of(field: &Value) -> String {
    let amount = match field.get("value") {
        Some(amount) => text(amount),
        None => text(field),
    };
    let unit = first(field, &["unitText", "unitCode"]);
    let unit = match unit.as_str() {
        "MMT" => "mm",
        "CMT" => "cm",
        "MTR" => "m",
        "INH" => "in",
        "FOT" => "ft",
        "GRM" => "g",
        "KGM" => "kg",
        "LBR" => "lb",
        "ONZ" => "oz",
        "MTK" => "m²",
        other => other,
    };
    if unit.is_empty() || amount.is_empty() { amount } else { format!("{amount} {unit}") }
}

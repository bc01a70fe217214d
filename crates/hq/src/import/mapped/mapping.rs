//! A mapping, and the reading of a row by it.

use std::collections::BTreeMap;

use encoding_rs::Encoding;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::plain_amount;
use crate::import::amount::currency_code;
use crate::import::item::{Field, Item};

/// What a column can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// What identifies the row; needed.
    Id,
    /// What rows have in common that are variants of one product.
    Group,
    /// The name; needed. Several columns are joined.
    Title,
    /// The name in English, where `title` is Chinese.
    TitleEn,
    /// Prose.
    Description,
    /// The price; needed.
    Price,
    /// A price for now, below the usual one.
    SalePrice,
    /// A higher price that is shown struck out.
    OldPrice,
    /// Three letters, or a sign.
    Currency,
    /// Whether it can be had: a word, or how many there are.
    Stock,
    /// The seller's code, where it is not the id.
    Sku,
    /// The barcode's number.
    Gtin,
    /// The maker.
    Brand,
    /// The place in the tree, `A > B`. Several columns are its levels.
    Category,
    /// The page on the website.
    Link,
    /// A picture's address. Several columns are several pictures.
    Picture,
    /// Properties in one cell, `name: value | name: value`; `;` or line breaks may stand between them.
    Properties,
    /// Words for finding it, with commas.
    Tags,
}

/// A property or an option out of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// The header of its column.
    pub column: String,
    /// The unit that its numbers are in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
}

/// What the columns of a table mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// `utf-8`, `gb18030`, `utf-16le`, …; a byte-order mark beats it.
    pub encoding: String,
    /// The sign between cells: `,`, `;`, `|` or a tab.
    pub delimiter: String,
    /// The decimal sign of prices: `.` or `,`.
    pub decimal: String,
    /// ISO 4217 code for prices that carry none; `--currency` stands in for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// How many digits ids had before a spreadsheet took their leading zeros away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_digits: Option<usize>,
    /// The header of the column, or of several, for each meaning.
    pub columns: BTreeMap<Meaning, Vec<String>>,
    /// Properties: their names, as people read them, and their columns.
    #[serde(default)]
    pub attributes: BTreeMap<String, Measure>,
    /// In what the rows of a group differ: names and columns.
    #[serde(default)]
    pub options: BTreeMap<String, Measure>,
    /// The first products, for a person to look at; not read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preview: Vec<Value>,
}

impl Mapping {
    pub(super) fn encoding(&self) -> Result<&'static Encoding, String> {
        let unknown = || format!("the encoding {:?} is not known; write utf-8, gb18030 or utf-16le", self.encoding);
        Encoding::for_label(self.encoding.as_bytes()).ok_or_else(unknown)
    }

    pub(super) fn delimiter(&self) -> Result<u8, String> {
        match self.delimiter.as_bytes() {
            [one] if one.is_ascii() && !one.is_ascii_alphanumeric() && !matches!(one, b'"' | b'\n' | b'\r') => Ok(*one),
            _ => Err(format!("the delimiter {:?} is not one sign", self.delimiter)),
        }
    }
}

/// A mapping laid over a header.
pub(super) struct Reader<'m> {
    mapping: &'m Mapping,
    pub(super) width: usize,
    places: Vec<(Meaning, usize)>,
    attributes: Vec<(&'m str, &'m str, usize)>,
    options: Vec<(&'m str, &'m str, usize)>,
    decimal: char,
    currency: Option<String>,
}

impl<'m> Reader<'m> {
    /// Lays `mapping` over `header`; says which of its columns are not there.
    pub(super) fn new(mapping: &'m Mapping, header: &[String], currency: Option<&str>) -> Result<Self, String> {
        let place = |column: &str| {
            let wanted = column.trim();
            let found = header.iter().position(|name| name.trim_start_matches('\u{feff}').trim() == wanted);
            found.ok_or_else(|| format!("there is no column {column:?}; there are {}", header.join(", ")))
        };
        let mut places = Vec::new();
        for (meaning, columns) in &mapping.columns {
            for column in columns {
                places.push((*meaning, place(column)?));
            }
        }
        for (meaning, name) in [(Meaning::Id, "id"), (Meaning::Title, "title"), (Meaning::Price, "price")] {
            if places.iter().all(|(known, _)| *known != meaning) {
                return Err(format!("it names no column for {name}, without which there is no product"));
            }
        }
        let measures = |named: &'m BTreeMap<String, Measure>| -> Result<Vec<_>, String> {
            named.iter().map(|(name, one)| Ok((name.as_str(), one.unit.as_str(), place(&one.column)?))).collect()
        };
        let decimal = match mapping.decimal.as_str() {
            "." => '.',
            "," => ',',
            other => return Err(format!("the decimal sign {other:?} is neither a point nor a comma")),
        };
        let currency = mapping.currency.as_deref().or(currency).and_then(currency_code);
        Ok(Self {
            mapping,
            width: header.len(),
            places,
            attributes: measures(&mapping.attributes)?,
            options: measures(&mapping.options)?,
            decimal,
            currency,
        })
    }

    pub(super) fn place(&self, meaning: Meaning) -> Option<usize> {
        self.places.iter().find(|(known, _)| *known == meaning).map(|(_, place)| *place)
    }

    /// All cells of a meaning that have something in them.
    fn all<'c>(&self, cells: &'c [String], meaning: Meaning) -> Vec<&'c str> {
        let of = self.places.iter().filter(|(known, _)| *known == meaning);
        of.filter_map(|(_, place)| cells.get(*place)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect()
    }

    fn get<'c>(&self, cells: &'c [String], meaning: Meaning) -> &'c str {
        self.all(cells, meaning).first().copied().unwrap_or_default()
    }

    /// Whether a row's price stands where prices stand.
    pub(super) fn in_place(&self, cells: &[String]) -> bool {
        let price = self.get(cells, Meaning::Price);
        price.is_empty() || price.contains(|c: char| c.is_ascii_digit())
    }

    /// The item in a row.
    pub(super) fn item(&self, line: u64, cells: &[String]) -> Item {
        let get = |meaning| self.get(cells, meaning);
        let mut item = Item::new(line);
        item.set(Field::Id, &self.id(get(Meaning::Id)));
        item.set(Field::GroupId, get(Meaning::Group));
        let title = self.all(cells, Meaning::Title).join(" ");
        item.set(Field::Title, &title);
        if !get(Meaning::TitleEn).is_empty() {
            item.push_also(&title, get(Meaning::TitleEn));
        }
        item.set(Field::Description, &self.all(cells, Meaning::Description).join("\n"));
        let named = get(Meaning::Currency);
        let currency = currency_code(named).or_else(|| self.currency.clone());
        for (field, meaning) in [
            (Field::Price, Meaning::Price),
            (Field::SalePrice, Meaning::SalePrice),
            (Field::CompareAt, Meaning::OldPrice),
        ] {
            item.set(field, &plain_amount(get(meaning), self.decimal, currency.as_deref()));
        }
        item.set(Field::Availability, &availability(get(Meaning::Stock)));
        for (field, meaning) in [
            (Field::Sku, Meaning::Sku),
            (Field::Gtin, Meaning::Gtin),
            (Field::Brand, Meaning::Brand),
            (Field::Link, Meaning::Link),
        ] {
            item.set(field, get(meaning));
        }
        item.set(Field::ProductType, &self.all(cells, Meaning::Category).join(" > "));
        for (at, picture) in
            self.all(cells, Meaning::Picture).iter().flat_map(|cell| cell.split(['|', ' '])).enumerate()
        {
            item.set(
                if at == 0 { Field::ImageLink } else { Field::AdditionalImageLink },
                picture.trim_end_matches([',', ';']),
            );
        }
        for tag in self.all(cells, Meaning::Tags).iter().flat_map(|cell| cell.split([',', '，', ';', '|'])) {
            item.set(Field::Tag, tag);
        }
        for (name, value) in self.all(cells, Meaning::Properties).into_iter().flat_map(pairs) {
            item.push_detail(name, value);
        }
        let measured = |unit: &str, place: usize| {
            let value = cells.get(place).map(|cell| cell.trim()).unwrap_or_default();
            if value.is_empty() || unit.is_empty() { value.to_owned() } else { format!("{value} {unit}") }
        };
        self.attributes.iter().for_each(|(name, unit, place)| item.push_detail(name, &measured(unit, *place)));
        self.options.iter().for_each(|(name, unit, place)| item.push_axis(name, &measured(unit, *place)));
        item
    }

    fn id(&self, cell: &str) -> String {
        let bare = cell.trim_start_matches('\'');
        match self.mapping.id_digits {
            Some(digits) if bare.bytes().all(|byte| byte.is_ascii_digit()) && !bare.is_empty() => {
                format!("{bare:0>width$}", width = digits.min(40))
            }
            _ => bare.to_owned(),
        }
    }
}

/// The `name: value` pairs of a cell.
pub(super) fn pairs(cell: &str) -> impl Iterator<Item = (&str, &str)> {
    let between = ['|', '\n', ';', '；'].into_iter().find(|sign| cell.contains(*sign)).unwrap_or('|');
    let halves = cell.split(between).filter_map(|part| part.split_once([':', '：']));
    halves
        .map(|(name, value)| (name.trim(), value.trim()))
        .filter(|(name, value)| !name.is_empty() && !value.is_empty())
}

/// A word or a number of pieces as Google's word for it; what is neither stays, to be named.
fn availability(cell: &str) -> String {
    let lower = cell.to_lowercase();
    if let Ok(pieces) = lower.replace(',', ".").parse::<f64>() {
        return if pieces > 0.0 { "in_stock" } else { "out_of_stock" }.to_owned();
    }
    match lower.as_str() {
        "true" | "yes" | "y" | "是" | "有" | "有货" | "现货" | "在售" | "上架" | "available" | "active" => {
            "in_stock"
        }
        "false" | "no" | "n" | "否" | "无" | "无货" | "缺货" | "售罄" | "下架" | "unavailable" => {
            "out_of_stock"
        }
        _ => cell,
    }
    .to_owned()
}

//! A mapping to begin with, from a table's headers and first rows.

use std::collections::BTreeMap;
use std::io::{self, Read, Seek};

use serde_json::json;

use super::mapping::{Mapping, Meaning, Measure};
use crate::import::csv_rows::{DELIMITERS, Next, Rows};
use crate::import::decoded::Decoded;
use crate::import::format::{Head, head_of};
use crate::import::{Item, Options, read};

/// Rows that are looked at.
const ROWS: usize = 200;

/// Products in the preview.
const SHOWN: usize = 5;

/// Words of headers, in lower case, for each meaning; the first that is there is taken.
const WORDS: [(Meaning, &[&str]); 16] = [
    (
        Meaning::Id,
        &[
            "id",
            "item_id",
            "product_id",
            "itemid",
            "article number",
            "articleno",
            "artikelnummer",
            "sku",
            "item code",
            "item no",
            "code",
            "编号",
            "商品编号",
            "商品编码",
            "货号",
            "产品编号",
            "商品id",
            "编码",
            "款号",
        ],
    ),
    (Meaning::Group, &["item_group_id", "group_id", "group", "parent_sku", "parent", "spu", "款式编号"]),
    (Meaning::TitleEn, &["title_en", "name_en", "english name", "英文名称", "英文名"]),
    (
        Meaning::Title,
        &[
            "title",
            "name",
            "product_name",
            "product name",
            "product",
            "bezeichnung",
            "titel",
            "nom",
            "nombre",
            "名称",
            "商品名称",
            "产品名称",
            "品名",
            "标题",
            "商品标题",
        ],
    ),
    (
        Meaning::SalePrice,
        &["sale_price", "special price", "special_price", "aktionspreis", "促销价", "活动价", "优惠价"],
    ),
    (
        Meaning::OldPrice,
        &["old_price", "old price", "list price", "list_price", "msrp", "rrp", "uvp", "原价", "市场价", "划线价"],
    ),
    (
        Meaning::Price,
        &[
            "price",
            "unit price",
            "unit_price",
            "regular price",
            "preis",
            "prix",
            "precio",
            "prezzo",
            "价格",
            "单价",
            "售价",
            "销售价",
            "现价",
            "零售价",
        ],
    ),
    (Meaning::Currency, &["currency", "currency_code", "währung", "devise", "moneda", "币种", "货币"]),
    (
        Meaning::Stock,
        &[
            "availability",
            "in_stock",
            "in stock",
            "stock",
            "sellable_online",
            "quantity",
            "qty",
            "inventory",
            "bestand",
            "lager",
            "库存",
            "库存数量",
            "是否有货",
            "状态",
        ],
    ),
    (Meaning::Gtin, &["gtin", "ean", "ean13", "upc", "barcode", "条码", "条形码", "国际条码"]),
    (Meaning::Brand, &["brand", "manufacturer", "vendor", "marke", "hersteller", "marque", "marca", "品牌", "厂家"]),
    (
        Meaning::Category,
        &[
            "category",
            "product_type",
            "categories",
            "kategorie",
            "catégorie",
            "categoría",
            "类目",
            "分类",
            "类别",
            "商品分类",
            "品类",
        ],
    ),
    (Meaning::Link, &["link", "url", "product_url", "page", "链接", "商品链接", "网址"]),
    (Meaning::Picture, &["image", "image_link", "image_url", "picture", "photo", "bild", "图片", "主图", "图片链接"]),
    (
        Meaning::Description,
        &[
            "description",
            "short_description",
            "short description",
            "beschreibung",
            "descripción",
            "描述",
            "简介",
            "商品描述",
            "详情",
        ],
    ),
    (Meaning::Tags, &["tags", "keywords", "标签", "关键词"]),
];

/// Headers of properties that are measured.
const MEASURES: [&str; 22] = [
    "width", "height", "depth", "length", "weight", "size", "color", "colour", "material", "designer", "breite",
    "höhe", "tiefe", "尺寸", "颜色", "材质", "宽度", "高度", "深度", "长度", "重量", "规格",
];

/// A mapping with what it makes of the first rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// The mapping, with its preview in it.
    pub mapping: Mapping,
    /// What a person must see to: columns that were not found or not used.
    pub remarks: Vec<String>,
}

/// Offers a mapping for the table in `source`. `currency` is for prices that carry none.
pub fn guess_mapping(mut source: impl Read + Seek, currency: Option<&str>) -> io::Result<Guess> {
    let head = Head::of(&mut source)?;
    let bytes = head_of(&mut source)?;
    let text = head.text.as_str();
    let tables = DELIMITERS.map(|delimiter| (delimiter, rows(text, delimiter)));
    let (delimiter, rows) =
        tables.into_iter().max_by_key(|(_, rows)| rows.first().map_or(0, Vec::len)).unwrap_or_default();
    let mut rows = rows.into_iter();
    let header = rows.next().unwrap_or_default();
    let rows: Vec<Vec<String>> = rows.collect();

    let names: Vec<String> = header.iter().map(|name| name.trim_start_matches('\u{feff}').trim().to_owned()).collect();
    let mut columns = BTreeMap::new();
    let mut used = vec![false; names.len()];
    for (meaning, words) in WORDS {
        let found = words
            .iter()
            .find_map(|word| names.iter().zip(&used).position(|(name, used)| !used && name.to_lowercase() == *word));
        if let Some(place) = found {
            columns.insert(meaning, vec![names.get(place).cloned().unwrap_or_default()]);
            if let Some(used) = used.get_mut(place) {
                *used = true;
            }
        }
    }
    let mut attributes = BTreeMap::new();
    for (name, used) in names.iter().zip(&mut used) {
        let bare = name.split(['(', '（']).next().unwrap_or_default().trim();
        if !*used && MEASURES.contains(&bare.to_lowercase().as_str()) {
            let unit = name.split(['(', '（']).nth(1).map(|unit| unit.trim_end_matches([')', '）']).trim().to_owned());
            attributes.insert(bare.to_owned(), Measure { column: name.clone(), unit: unit.unwrap_or_default() });
            *used = true;
        }
    }
    let price = columns
        .get(&Meaning::Price)
        .and_then(|price: &Vec<String>| names.iter().position(|name| Some(name) == price.first()));
    let prices: Vec<&str> =
        rows.iter().filter_map(|row| row.get(price?)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let mut mapping = Mapping {
        encoding: head.encoding.name().to_lowercase(),
        delimiter: char::from(delimiter).to_string(),
        decimal: decimal(&prices).to_owned(),
        currency: currency.map(str::to_owned),
        id_digits: None,
        columns,
        attributes,
        options: BTreeMap::new(),
        preview: Vec::new(),
    };
    let mut remarks = remarks(&mapping, &names, &used);
    mapping.preview = preview(&bytes, &mapping, &mut remarks);
    Ok(Guess { mapping, remarks })
}

fn rows(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut rows = Rows::new(Decoded::new(text.as_bytes(), encoding_rs::UTF_8), text, delimiter);
    let mut found = Vec::new();
    while let (Ok(Some(next)), true) = (rows.next(), found.len() <= ROWS) {
        if let Next::Row(row) = next {
            found.push(row.cells);
        }
    }
    found
}

/// The decimal sign that most prices have; only a comma before one or two digits at the end is one for certain.
fn decimal(prices: &[&str]) -> &'static str {
    let ends_so = |sign: char| {
        let ends = |price: &&&str| {
            let bare = price.trim_end_matches(|c: char| !c.is_ascii_digit());
            bare.rsplit_once(sign).is_some_and(|(_, after)| (1..=2).contains(&after.len()))
        };
        prices.iter().filter(ends).count()
    };
    if ends_so(',') > ends_so('.') { "," } else { "." }
}

fn remarks(mapping: &Mapping, names: &[String], used: &[bool]) -> Vec<String> {
    let mut remarks = Vec::new();
    for (meaning, name) in [(Meaning::Id, "id"), (Meaning::Title, "title"), (Meaning::Price, "price")] {
        if !mapping.columns.contains_key(&meaning) {
            remarks.push(format!("no column was found for {name}, which is needed: write its header into the mapping"));
        }
    }
    if mapping.currency.is_none() && !mapping.columns.contains_key(&Meaning::Currency) {
        remarks.push("the currency is not known: write it into the mapping, or give --currency".to_owned());
    }
    let left: Vec<&str> = names
        .iter()
        .zip(used)
        .filter(|(name, used)| !**used && !name.is_empty())
        .map(|(name, _)| name.as_str())
        .collect();
    if !left.is_empty() {
        remarks.push(format!("these columns are not used: {}", left.join(", ")));
    }
    remarks
}

/// The first products that the mapping makes.
fn preview(bytes: &[u8], mapping: &Mapping, remarks: &mut Vec<String>) -> Vec<serde_json::Value> {
    let options = Options {
        merchant: "preview".to_owned(),
        currency: mapping.currency.clone(),
        format: Some(crate::import::Format::Csv),
        mapping: Some(mapping.clone()),
        file: "the table".to_owned(),
    };
    let mut shown = Vec::new();
    let result = read(io::Cursor::new(bytes), &options, &mut |item| {
        if let Item::Product(product) = item {
            let title = if product.title.zh.is_empty() { &product.title.en } else { &product.title.zh };
            let variant = product.variants.first();
            shown.push(json!({
                "source_id": product.source_id,
                "title": title,
                "price_minor": variant.and_then(|variant| variant.price_at(i64::MIN)),
                "currency": variant.map(|variant| &variant.currency),
                "in_stock": variant.is_some_and(|variant| variant.in_stock),
                "category": product.category.path,
                "variants": product.variants.len(),
            }));
        }
        if shown.len() < SHOWN { Ok(()) } else { Err("enough") }
    });
    if let Err(error @ crate::import::Error::Mapping { .. }) = result {
        remarks.push(error.to_string());
    }
    shown
}

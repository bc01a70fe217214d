//! Tables read by a mapping.

use std::io::Cursor;

use super::samples::data;
use super::{Outcome, options, try_read};
use crate::import::{Error, Format, Mapping, Options, Severity, guess_mapping};

fn with(mapping: &Mapping) -> Options {
    Options { mapping: Some(mapping.clone()), currency: None, ..options(None) }
}

fn guessed(bytes: &[u8], currency: &str) -> (Mapping, Vec<String>, Outcome) {
    let guess = guess_mapping(Cursor::new(bytes), Some(currency)).unwrap();
    let outcome = try_read(bytes, &with(&guess.mapping)).unwrap();
    (guess.mapping, guess.remarks, outcome)
}

const TABLE: &str = "商品编号;名称;售价;原价;库存;分类;颜色;宽度 (cm);备注\n\
                     00123;橡木餐桌;1.299,5;1.500;3;餐厅;原木;140;x\n00124;白色餐椅;99;0;0;餐厅;白;;y\n";

#[test]
fn a_table_is_guessed_in_any_encoding() {
    let gb18030 = encoding_rs::GB18030.encode(TABLE).0.into_owned();
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(TABLE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (bytes, name) in [(gb18030, "gb18030"), (utf16, "utf-16le"), (format!("\u{feff}{TABLE}").into_bytes(), "utf-8")]
    {
        let (mapping, remarks, outcome) = guessed(&bytes, "CNY");
        assert_eq!((mapping.encoding.as_str(), mapping.delimiter.as_str(), mapping.decimal.as_str()), (name, ";", ","));
        assert_eq!(mapping.preview.len(), 2, "{remarks:?}");
        assert!(remarks.iter().any(|remark| remark.contains("备注")));
        let [table, chair] = outcome.products.as_slice() else { panic!("{:?}", outcome.problems) };
        assert_eq!((table.source_id.as_str(), table.title.zh.as_str()), ("00123", "橡木餐桌"));
        let variant = &table.variants[0];
        assert_eq!((variant.prices[0].minor, variant.compare_at_minor), (129_950, Some(150_000)));
        assert!(variant.in_stock && !chair.variants[0].in_stock);
        let attributes: Vec<&str> =
            table.attributes.iter().map(|one| one.value.en.as_str().max(&one.value.zh)).collect();
        assert_eq!(attributes, ["140 cm", "原木"]);
    }
}

#[test]
fn a_table_with_paths_and_lists_of_properties_is_guessed() {
    let table = "product_id\tproduct_name\tproduct_class\tcategory hierarchy\tproduct_description\tproduct_features\tretail_price\n\
                 7\tsolid oak bed\tBeds\tFurniture / Bedroom / Beds\tIt stands.\tcolor : natural|size:queen|color : oak|reclining:\t499.00\n";
    let (mapping, remarks, outcome) = guessed(table.as_bytes(), "USD");
    assert_eq!((mapping.delimiter.as_str(), remarks), ("\t", Vec::<String>::new()));
    let bed = outcome.only();
    assert_eq!((bed.source_id.as_str(), bed.title.en.as_str()), ("7", "solid oak bed"));
    assert_eq!((bed.category.path.as_str(), bed.tags.as_slice()), ("furniture/bedroom/beds", &["Beds".to_owned()][..]));
    let properties: Vec<(&str, &str)> =
        bed.attributes.iter().map(|one| (one.name.en.as_str(), one.value.en.as_str())).collect();
    assert_eq!(properties, [("color", "natural"), ("size", "queen"), ("color", "oak")]);
    assert_eq!(bed.variants[0].prices[0].minor, 49_900);
}

#[test]
fn a_mapping_is_what_a_person_writes() {
    let mapping: Mapping = serde_json::from_str(
        r#"{"encoding":"utf-8","delimiter":"|","decimal":".","currency":"USD","id_digits":5,
            "columns":{"id":["no"],"group":["model"],"title":["name"],"title_en":["english"],"price":["usd"],"category":["area","kind"]},
            "options":{"Width":{"column":"w","unit":"mm"}}}"#,
    )
    .unwrap();
    let table =
        "no|model|name|english|usd|area|kind|w\n12|M|门|Door|$1,200|Home|Doors|800\n13|M|门|Door|1300|Home|Doors|900\n";
    let outcome = try_read(table.as_bytes(), &with(&mapping)).unwrap();
    let door = outcome.only();
    assert_eq!((door.title.zh.as_str(), door.title.en.as_str()), ("门", "Door"));
    assert_eq!((door.category.path.as_str(), door.options[0].values[1].en.as_str()), ("home/doors", "900 mm"));
    assert_eq!(door.variants.iter().map(|variant| variant.sku.as_str()).collect::<Vec<_>>(), ["00012", "00013"]);
    assert!(serde_json::from_str::<Mapping>(r#"{"encoding":"utf-8","colums":{}}"#).is_err());
}

#[test]
fn mappings_that_do_not_fit_say_why() {
    let (mapping, ..) = guessed(TABLE.as_bytes(), "CNY");
    let why =
        |mapping: &Mapping| try_read(TABLE.as_bytes(), &with(mapping)).err().map(|error| error.to_string()).unwrap();
    let changed = |change: fn(&mut Mapping)| {
        let mut changed = mapping.clone();
        change(&mut changed);
        why(&changed)
    };
    assert!(changed(|mapping| mapping.encoding = "klingon".to_owned()).contains("klingon"));
    assert!(changed(|mapping| mapping.delimiter = "::".to_owned()).contains("delimiter"));
    assert!(changed(|mapping| mapping.decimal = "x".to_owned()).contains("decimal"));
    assert!(changed(|mapping| mapping.columns.clear()).contains("id"));
    assert!(changed(|mapping| mapping.delimiter = ",".to_owned()).contains("no column"));
    let none = Options { format: Some(Format::Csv), ..options(None) };
    assert!(matches!(try_read(TABLE.as_bytes(), &none), Err(Error::NoMapping { .. })));
}

#[test]
fn ikeas_table_is_read_by_its_guess() {
    let Some(path) = data("catalogs/ikea/ikea.csv") else { return };
    let bytes = std::fs::read(path).unwrap();
    let (mapping, _, outcome) = guessed(&bytes, "SAR");
    assert_eq!((mapping.delimiter.as_str(), mapping.decimal.as_str(), mapping.preview.len()), (";", ",", 5));
    assert_eq!((outcome.summary.rows, outcome.summary.products), (3694, 2962));
    let duplicates = outcome.codes().iter().filter(|code| code.ends_with("duplicate_id")).count();
    assert_eq!((duplicates, outcome.problems.len()), (732, 732));
    assert!(outcome.problems.iter().all(|problem| problem.severity == Severity::Remark));
    assert!(outcome.products.iter().filter(|product| !product.tags.is_empty()).count() > 500);
    let first = outcome.products.iter().find(|product| product.source_id == "90420332").unwrap();
    assert_eq!((first.variants[0].prices[0].minor, first.variants[0].currency.as_str()), (26_500, "SAR"));
    assert!(outcome.products.iter().filter(|product| product.variants[0].compare_at_minor.is_some()).count() > 100);
}

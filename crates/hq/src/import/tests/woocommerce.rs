//! WooCommerce's product CSV.

use super::{Outcome, read};

const HEADER: &str = "\u{feff}ID,Type,SKU,Name,Published,\"Visibility in catalog\",\"Short description\",Description,\
    \"Date sale price starts\",\"Date sale price ends\",\"In stock?\",Stock,\"Weight (kg)\",\"Width (cm)\",\"Sale price\",\
    \"Regular price\",Categories,Tags,Images,Parent,\"Grouped products\",\"External URL\",\"Attribute 1 name\",\
    \"Attribute 1 value(s)\",\"Attribute 1 visible\",\"Attribute 1 global\",\"Attribute 2 name\",\"Attribute 2 value(s)\",\
    \"Attribute 2 visible\",\"Attribute 2 global\",\"Meta: _x\",\"Download 1 name\",\"Download 1 URL\"";

fn sheet(rows: &[&str]) -> Outcome {
    read(&format!("{HEADER}\n{}\n", rows.join("\n")))
}

/// A row of a product type with id, SKU, name, price, parent and the values of two attributes.
fn row(cells: [&str; 8]) -> String {
    let [kind, id, sku, name, price, parent, color, size] = cells;
    format!(
        "{id},\"{kind}\",{sku},{name},1,visible,,,,,1,,,,,\"{price}\",Home > Chairs,,,{parent},,,Color,\"{color}\",1,1,Size,\"{size}\",1,1,,,"
    )
}

#[test]
fn variations_find_their_product_wherever_it_stands() {
    let rows = [
        row(["variation", "11", "c-red", "Chair - Red", "20", "chair", "Red", "S"]),
        row(["variation", "12", "c-blue", "Chair - Blue", "25,50", "id:10", "Blue", "S"]),
        row(["simple", "20", "", "Stool", "9.90", "", "Oak\\, oiled, Beech", ""]),
        row(["variable", "10", "chair", "Chair", "", "", "Red, Blue", "S, M"]),
        row(["variation", "13", "c-any", "Chair - any", "30", "chair", "", ""]),
    ];
    let outcome = sheet(&rows.each_ref().map(String::as_str));
    assert!(outcome.problems.is_empty(), "{:?}", outcome.problems);
    let by = |id: &str| outcome.products.iter().find(|product| product.source_id == id).unwrap();
    let chair = by("chair");
    assert_eq!((chair.title.en.as_str(), chair.category.path.as_str()), ("Chair", "home/chairs"));
    let axes: Vec<_> = chair.options.iter().map(|axis| axis.name.en.as_str()).collect();
    assert_eq!(axes, ["Color", "Size"]);
    let prices: Vec<i64> = chair.variants.iter().map(|variant| variant.prices[0].minor).collect();
    assert_eq!(prices, [2000, 2550, 3000]);
    assert!(chair.attributes.is_empty(), "{:?}", chair.attributes);
    let stool = by("id:20");
    assert_eq!((stool.variants[0].sku.as_str(), stool.attributes[0].value.en.as_str()), ("id:20", "Oak, oiled, Beech"));
}

#[test]
fn a_file_without_ids_names_the_same_products() {
    let with = sheet(&[&row(["simple", "7", "sofa", "Sofa", "1", "", "", ""])]);
    let without = sheet(&[&row(["simple", "", "sofa", "Sofa", "1", "", "", ""])]);
    assert_eq!(with.only().id, without.only().id);
    assert_eq!(with.only().variants[0].id, without.only().variants[0].id);
}

#[test]
fn what_cannot_be_bought_is_said() {
    let outcome = sheet(&[
        &row(["grouped", "1", "set", "Set", "", "", "", ""]),
        &row(["variation", "2", "v", "V", "1", "nowhere", "", ""]),
        &row(["variation", "3", "w", "W", "1", "", "", ""]),
        &row(["variable", "4", "empty", "Empty", "", "", "", ""]),
        &row(["gift_card_of_a_plugin", "5", "g", "G", "1", "", "", ""]),
        &row(["simple", "", "", "No id", "1", "", "", ""]),
        &row(["simple", "6", "p", "No price", "", "", "", ""]),
        "8,simple,d,Draft,-1,visible,,,,,1,,,,,1,,,,,,,,,,,,,,,,,",
        "9,simple,h,Hidden,1,hidden,,,,,1,,,,,1,,,,,,,,,,,,,,,,,",
        &row(["simple, virtual", "10", "ok", "Advice", "1", "", "", ""]),
        &row(["external", "11", "ext", "Elsewhere", "2", "", "", ""]),
    ]);
    let taken: Vec<&str> = outcome.products.iter().map(|product| product.source_id.as_str()).collect();
    assert_eq!(taken, ["ok", "ext"]);
    let mut codes = outcome.codes();
    codes.sort_by_key(|code| code.split(':').next().unwrap().parse::<u32>().unwrap());
    assert_eq!(
        codes,
        [
            "2:no_variant",
            "3:missing_parent",
            "4:missing_parent",
            "5:no_variant",
            "6:no_variant",
            "7:missing_id",
            "8:price",
            "9:not_published",
            "10:not_published"
        ]
    );
}

#[test]
fn sale_prices_hold_from_and_until() {
    let sale = |from: &str, until: &str| {
        let outcome = sheet(&[&format!("1,simple,a,A,1,visible,,,{from},{until},1,,,,80,100,,,,,,,,,,,,,,,,,")]);
        let variant = outcome.only().variants[0].clone();
        ([0, 1_577_836_800_000, 1_600_000_000_000].map(|at| variant.price_at(at).unwrap()), variant.compare_at_minor)
    };
    assert_eq!(sale("", ""), ([8000, 8000, 8000], Some(10_000)));
    assert_eq!(sale("2020-01-01", "2020-01-31"), ([10_000, 8000, 10_000], None));
    assert_eq!(sale("2020-01-01 00:00:00", ""), ([10_000, 8000, 8000], None));
}

#[test]
fn the_shops_language_does_not_matter() {
    let german = "ID,Typ,Artikelnummer,\"GTIN, UPC, EAN oder ISBN\",Name,Veröffentlicht,\"Ist hervorgehoben?\",\
        \"Sichtbarkeit im Katalog\",Kurzbeschreibung,Beschreibung,\"Datum, an dem Angebotspreis beginnt\",\
        \"Datum, an dem Angebotspreis endet\",Steuerstatus,Steuerklasse,Vorrätig?,Bestand,\"Geringe Lagermenge\",\
        \"Lieferrückstände erlaubt?\",\"Nur einzeln verkaufen?\",\"Gewicht (kg)\",\"Länge (cm)\",\"Breite (cm)\",\
        \"Höhe (cm)\",\"Kundenrezensionen erlauben?\",\"Hinweis zum Kauf\",Angebotspreis,\"Regulärer Preis\",Kategorien,\
        Schlagwörter,Versandklasse,Bilder,Downloadlimit,\"Ablauftage des Downloads\",\"Übergeordnetes Produkt\",\
        \"Gruppierte Produkte\",Zusatzverkäufe,Cross-Sells,\"Externe URL\",Button-Text,Position,\"Attribut 1 Name\",\
        \"Attribut 1 Wert(e)\",\"Attribut 1 Sichtbar\",\"Attribut 1 Global\"";
    // A language whose words are not known at all, in the order of all exports before version 9.
    let other = "ID,t,s,n,p,f,v,sd,d,df,du,ts,tc,is,st,bo,si,w,l,wi,h,r,pn,sp,rp,c,tg,sc,im,dl,de,pa,gp,up,cs,eu,bt,po,\
        a 1 n,a 1 v,a 1 s,a 1 g";
    let german_row = "5,simple,T-1,4006381333931,Tisch,1,0,visible,,Eiche,,,taxable,,1,4,,0,0,12,,80,75,1,,,\"1299,00\",\
        Möbel > Tische,,,https://x/t.jpg,,,,,,,,,0,Holz,Eiche,1,1";
    let other_row = "5,simple,T-1,Tisch,1,0,visible,,Eiche,,,taxable,,1,4,0,0,12,,80,75,1,,,\"1299,00\",\
        Möbel > Tische,,,https://x/t.jpg,,,,,,,,,0,Holz,Eiche,1,1";
    for (header, row) in [(german, german_row), (other, other_row)] {
        let outcome = read(&format!("{header}\n{row}\n"));
        assert!(outcome.problems.is_empty(), "{:?}", outcome.problems);
        let table = outcome.only();
        assert_eq!((table.source_id.as_str(), table.title.en.as_str()), ("T-1", "Tisch"));
        assert_eq!((table.variants[0].prices[0].minor, table.category.path.as_str()), (129_900, "möbel/tische"));
        let attributes: Vec<String> =
            table.attributes.iter().map(|one| format!("{}={}", one.name.en, one.value.en)).collect();
        assert_eq!(attributes.first().map(String::as_str), Some("Holz=Eiche"));
        assert!(attributes.iter().any(|one| one.starts_with("Width=80")), "{attributes:?}");
        assert_eq!(table.pictures, ["https://x/t.jpg"]);
    }
}

#[test]
fn protected_cells_and_damaged_rows() {
    let outcome = sheet(&[
        "1,simple,'-5A,A,1,visible,,\"<p>one</p>\\n<p>two</p>\",,,1,,,,,1,,,,,,,,,,,,,,,,,",
        "2,simple,b,B,1,visible,,\"<p>open,,,1,,,,,1,,,,,,,,,,,,,,,,,",
        "3,simple,c,C,1,visible,,,,,1,,,,,3,,,,,,,,,,,,,,,,,",
        "shifted,4,simple,d,D,1,visible,,,,,1,,,,,4,,,,,,,,,,,,,,,,,",
        "5,simple,e,E,1,vis",
        "6,simple,f,F,1,visible,,,,,1,,,,,2,50,Chairs,,,,,,Color,Red,1,1,,,,,,,",
    ]);
    let taken: Vec<&str> = outcome.products.iter().map(|product| product.source_id.as_str()).collect();
    assert_eq!(taken, ["-5A", "c"]);
    assert_eq!(outcome.products[0].description.en, "one\n\ntwo");
    assert_eq!(outcome.codes(), ["3:unclosed_quote", "5:ragged_row", "6:ragged_row", "6:price", "7:ragged_row"]);
    assert!(!outcome.summary.complete);
}

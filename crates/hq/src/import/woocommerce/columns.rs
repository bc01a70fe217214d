//! Which cell of a row is what, in any language.
//!
//! A header that is known by its words is taken by them. Exports write their columns in one order, so a header in another
//! language is what follows, in that order, the one before it.

use crate::import::csv_rows::{DELIMITERS, first_row};
use crate::import::csv_rows::{Next, Rows};
use crate::import::decoded::Decoded;

use super::row::Kind;

/// A cell that WooCommerce's export can have and that products are made of, or that marks the order of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    Id,
    Type,
    Sku,
    Gtin,
    Name,
    Published,
    Featured,
    Visibility,
    ShortDescription,
    Description,
    SaleFrom,
    SaleUntil,
    TaxStatus,
    TaxClass,
    InStock,
    Stock,
    LowStock,
    Backorders,
    SoldAlone,
    Weight,
    Length,
    Width,
    Height,
    Reviews,
    PurchaseNote,
    SalePrice,
    Price,
    Categories,
    Tags,
    ShippingClass,
    Images,
    DownloadLimit,
    DownloadExpiry,
    Parent,
    Grouped,
    Upsells,
    CrossSells,
    ExternalUrl,
    ButtonText,
    Position,
    Brands,
}

/// The order of columns, with the words for each in lower case: English, German, French, Spanish, Italian, Dutch,
/// Portuguese, Chinese.
const ORDER: [(Cell, &[&str]); 41] = [
    (Cell::Id, &["id"]),
    (Cell::Type, &["type", "typ", "tipo", "类型"]),
    (Cell::Sku, &["sku", "artikelnummer", "artikelnummer (sku)", "art.-nr.", "ugs", "ref", "货号"]),
    (
        Cell::Gtin,
        &["gtin, upc, ean, or isbn", "gtin, upc, ean oder isbn", "gtin, upc, ean ou isbn", "gtin, upc, ean o isbn"],
    ),
    (Cell::Name, &["name", "nom", "nombre", "nome", "naam", "名称"]),
    (Cell::Published, &["published", "veröffentlicht", "publié", "publicado", "pubblicato", "gepubliceerd", "已发布"]),
    (Cell::Featured, &["is featured?", "ist hervorgehoben?", "mis en avant ?", "¿está destacado?"]),
    (
        Cell::Visibility,
        &[
            "visibility in catalog",
            "visibility in catalogue",
            "sichtbarkeit im katalog",
            "visibilité dans le catalogue",
            "visibilidad en el catálogo",
        ],
    ),
    (
        Cell::ShortDescription,
        &["short description", "kurzbeschreibung", "description courte", "descripción corta", "简短描述", "简短说明"],
    ),
    (
        Cell::Description,
        &["description", "beschreibung", "descripción", "descrizione", "beschrijving", "descrição", "描述"],
    ),
    (
        Cell::SaleFrom,
        &[
            "date sale price starts",
            "datum, an dem angebotspreis beginnt",
            "date de début de promo",
            "día en que empieza el precio rebajado",
        ],
    ),
    (
        Cell::SaleUntil,
        &[
            "date sale price ends",
            "datum, an dem angebotspreis endet",
            "date de fin de promo",
            "día en que termina el precio rebajado",
        ],
    ),
    (Cell::TaxStatus, &["tax status", "steuerstatus"]),
    (Cell::TaxClass, &["tax class", "steuerklasse"]),
    (Cell::InStock, &["in stock?", "vorrätig?", "en stock ?", "¿existencias?", "¿en inventario?"]),
    (Cell::Stock, &["stock", "lager", "bestand", "lagerbestand", "inventario", "库存"]),
    (Cell::LowStock, &["low stock amount", "geringe lagermenge", "montant de stock faible"]),
    (Cell::Backorders, &["backorders allowed?", "lieferrückstände erlaubt?", "rückstände erlaubt?"]),
    (Cell::SoldAlone, &["sold individually?", "nur einzeln verkaufen?"]),
    (Cell::Weight, &["weight", "gewicht", "poids", "peso", "重量"]),
    (Cell::Length, &["length", "länge", "longueur", "longitud", "lunghezza", "lengte", "长度"]),
    (Cell::Width, &["width", "breite", "largeur", "anchura", "larghezza", "breedte", "宽度"]),
    (Cell::Height, &["height", "höhe", "hauteur", "altura", "altezza", "hoogte", "高度"]),
    (Cell::Reviews, &["allow customer reviews?", "kundenrezensionen erlauben?", "kundenbewertungen erlauben?"]),
    (Cell::PurchaseNote, &["purchase note", "hinweis zum kauf"]),
    (Cell::SalePrice, &["sale price", "angebotspreis", "tarif promo", "prix promo", "precio rebajado", "促销价"]),
    (
        Cell::Price,
        &["regular price", "regulärer preis", "tarif régulier", "prix régulier", "precio normal", "常规售价", "原价"],
    ),
    (
        Cell::Categories,
        &["categories", "kategorien", "catégories", "categorías", "categorie", "categorieën", "categorias", "分类"],
    ),
    (Cell::Tags, &["tags", "schlagwörter", "étiquettes", "etiquetas", "tag", "标签"]),
    (Cell::ShippingClass, &["shipping class", "versandklasse"]),
    (Cell::Images, &["images", "bilder", "imágenes", "immagini", "afbeeldingen", "imagens", "图片", "图像"]),
    (Cell::DownloadLimit, &["download limit", "downloadlimit", "download-limit"]),
    (Cell::DownloadExpiry, &["download expiry days", "ablauftage des downloads"]),
    (Cell::Parent, &["parent", "übergeordnetes produkt", "eltern", "superior", "父级"]),
    (Cell::Grouped, &["grouped products", "gruppierte produkte", "groupes de produits", "productos agrupados"]),
    (Cell::Upsells, &["upsells", "zusatzverkäufe"]),
    (Cell::CrossSells, &["cross-sells", "cross-sells (querverkäufe)"]),
    (Cell::ExternalUrl, &["external url", "externe url", "url externe", "url externa", "外部链接"]),
    (Cell::ButtonText, &["button text", "button-text"]),
    (Cell::Position, &["position", "posición"]),
    (Cell::Brands, &["brands", "marken", "marques", "marcas", "品牌"]),
];

/// Columns that came with later versions, the latest first.
const LATER: [Cell; 3] = [Cell::Brands, Cell::Gtin, Cell::LowStock];

/// Where each cell stands.
pub(super) struct Columns {
    pub(super) delimiter: u8,
    pub(super) width: usize,
    places: Vec<(Cell, usize)>,
    /// The unit in brackets after a measure: `Weight (kg)`.
    units: Vec<(Cell, String)>,
    /// Of each attribute: where its name, its values and whether it is shown stand.
    pub(super) attributes: Vec<[Option<usize>; 3]>,
}

impl Columns {
    /// The columns of the header of `text`, or the name of one that must be there and is not.
    pub(super) fn find(text: &str) -> Result<Self, &'static str> {
        let headers = DELIMITERS.map(|delimiter| (delimiter, first_row(text, delimiter)));
        let (delimiter, header) = headers.into_iter().max_by_key(|(_, header)| header.len()).ok_or("Type")?;
        let mut columns =
            Self { delimiter, width: header.len(), places: Vec::new(), units: Vec::new(), attributes: Vec::new() };
        let plain: Vec<(String, String)> = header.iter().map(|name| normalised(name)).collect();
        for (place, (name, unit)) in plain.iter().enumerate() {
            if let Some((cell, _)) = ORDER.iter().find(|(_, words)| words.contains(&name.as_str()))
                && !columns.has(*cell)
            {
                columns.settle(*cell, place, unit);
            }
        }
        columns.fill(&plain);
        columns.attributes = attributes(&header);
        match [(Cell::Type, "Type"), (Cell::Name, "Name"), (Cell::Price, "Regular price")]
            .into_iter()
            .find(|(cell, _)| !columns.has(*cell))
        {
            Some((_, name)) => Err(name),
            None if columns.has(Cell::Id) || columns.has(Cell::Sku) => Ok(columns),
            None => Err("SKU"),
        }
    }

    /// Gives headers whose words are not known their meaning by the order of columns.
    fn fill(&mut self, header: &[(String, String)]) {
        let first_number = header.iter().position(|(name, _)| number(name).is_some()).unwrap_or(header.len());
        let mut at = 0;
        while at < first_number {
            let known = self.places.iter().find(|(_, place)| *place == at).map(|(cell, _)| *cell);
            let before = at.checked_sub(1).and_then(|at| self.places.iter().find(|(_, place)| *place == at));
            if known.is_none()
                && let Some((before, _)) = before
            {
                let order = ORDER.iter().map(|(cell, _)| *cell).skip_while(|cell| cell != before).skip(1);
                // A run of unknown headers up to a known one tells by its length whether the later columns are in it.
                let run = (at..first_number).take_while(|at| self.places.iter().all(|(_, place)| place != at)).count();
                let until = self.places.iter().find(|(_, place)| *place == at + run).map(|(cell, _)| *cell);
                let between: Vec<Cell> = order.take_while(|cell| Some(*cell) != until && !self.has(*cell)).collect();
                let version = |without: &[Cell]| -> Vec<Cell> {
                    between.iter().copied().filter(|cell| !without.contains(cell)).collect()
                };
                // Newest first.
                let versions = (0..=LATER.len()).map(|newer| version(LATER.get(..newer).unwrap_or_default()));
                let meant = versions.into_iter().find(|cells| cells.len() == run).unwrap_or_default();
                for (place, cell) in (at..at + run).zip(meant) {
                    let unit = header.get(place).map(|(_, unit)| unit.clone()).unwrap_or_default();
                    self.settle(cell, place, &unit);
                }
                at += run;
                continue;
            }
            at += 1;
        }
    }

    fn settle(&mut self, cell: Cell, place: usize, unit: &str) {
        self.places.push((cell, place));
        if !unit.is_empty() {
            self.units.push((cell, unit.to_owned()));
        }
    }

    pub(super) fn place(&self, cell: Cell) -> Option<usize> {
        self.places.iter().find(|(known, _)| *known == cell).map(|(_, place)| *place)
    }

    pub(super) fn has(&self, cell: Cell) -> bool {
        self.place(cell).is_some()
    }

    /// The unit of a measure, or nothing.
    pub(super) fn unit(&self, cell: Cell) -> &str {
        self.units.iter().find(|(known, _)| *known == cell).map(|(_, unit)| unit.as_str()).unwrap_or_default()
    }

    /// What stands in `cell` of a row, without spaces around it and the exporter's protection before it.
    pub(super) fn get<'c>(&self, cells: &'c [String], cell: Cell) -> &'c str {
        self.place(cell).and_then(|place| cells.get(place)).map(|text| bare(text)).unwrap_or_default()
    }
}

/// `text` without spaces around it and without the apostrophe that keeps a spreadsheet from working it out.
pub(super) fn bare(text: &str) -> &str {
    let text = text.trim();
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) => rest,
        _ => text,
    }
}

/// The words of a header in lower case, and the unit in brackets after them.
fn normalised(header: &str) -> (String, String) {
    let name = header.trim_start_matches('\u{feff}').replace('\u{a0}', " ").to_lowercase();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let unit = name.strip_suffix(')').and_then(|name| name.rsplit_once(" (")).filter(|(_, unit)| unit.len() <= 4);
    match unit {
        Some((words, unit)) if !words.contains("sku") => (words.to_owned(), unit.to_owned()),
        _ => (name, String::new()),
    }
}

/// The number in a header such as `Attribute 2 value(s)`, and its words without it.
fn number(header: &str) -> Option<(u32, String)> {
    if header.contains(':') {
        return None;
    }
    let digits = header.find(|c: char| c.is_ascii_digit())?;
    let rest = header.get(digits..)?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let number = rest.get(..end)?.parse().ok()?;
    Some((number, format!("{}#{}", header.get(..digits)?, rest.get(end..)?)))
}

/// The columns of attributes: in any language those of one number stand together as name, values, shown, global and
/// perhaps the usual value. Downloads are numbered too, but have two or three columns and an address among them.
fn attributes(header: &[String]) -> Vec<[Option<usize>; 3]> {
    let mut groups: Vec<(u32, Vec<(usize, String)>)> = Vec::new();
    for (place, name) in header.iter().enumerate() {
        let Some((number, words)) = number(&normalised(name).0) else { continue };
        match groups.last_mut() {
            Some((last, columns)) if *last == number && columns.iter().all(|(_, known)| *known != words) => {
                columns.push((place, words));
            }
            _ => groups.push((number, vec![(place, words)])),
        }
    }
    let is_download = |columns: &[(usize, String)]| columns.iter().any(|(_, words)| words.contains("url"));
    let place = |columns: &[(usize, String)], at: usize| columns.get(at).map(|(place, _)| *place);
    groups
        .into_iter()
        .filter(|(_, columns)| columns.len() >= 2 && !is_download(columns))
        .map(|(_, columns)| [0, 1, 2].map(|at| place(&columns, at)))
        .collect()
}

/// Whether `text` is a product export: its header in English, or rows whose second cell is a type of product.
pub(in crate::import) fn is_table(text: &str, delimiter: u8, header: &[String]) -> bool {
    let named = |wanted: &str| header.iter().any(|name| normalised(name).0 == wanted);
    if named("type") && named("sku") && named("name") && (named("id") || named("regular price")) {
        return true;
    }
    if header.first().is_none_or(|name| normalised(name).0 != "id") {
        return false;
    }
    let mut rows = Rows::new(Decoded::new(text.as_bytes(), encoding_rs::UTF_8), text, delimiter);
    let (mut fits, mut other) = (0, 0);
    for _ in 0..6 {
        match rows.next() {
            Ok(Some(Next::Row(row))) => match row.cells.get(1).and_then(|cell| Kind::of(cell)) {
                Some(_) => fits += 1,
                None => other += 1,
            },
            _ => break,
        }
    }
    // The header is one of the others.
    fits > 0 && other <= 2
}

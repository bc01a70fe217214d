//! What the headers of tables call things.

use super::super::mapping::Meaning;

/// Words of headers, as [`plain`] writes them, for each meaning; the first that is there is taken. Meanings with narrow
/// words come before those that would take the same header.
pub(super) const WORDS: [(Meaning, &[&str]); 17] = [
    (Meaning::Group, &["item group id", "group id", "group", "parent sku", "parent", "spu", "款式编号"]),
    (
        Meaning::Id,
        &[
            "id",
            "item id",
            "itemid",
            "article number",
            "articleno",
            "artikelnummer",
            "sku",
            "item code",
            "item no",
            "code",
            "no",
            "编号",
            "编码",
            "货号",
            "id号",
            "款号",
        ],
    ),
    (Meaning::TitleEn, &["title en", "name en", "english name", "英文名称", "英文名"]),
    (
        Meaning::Title,
        &["title", "name", "product", "item", "bezeichnung", "titel", "nom", "nombre", "名称", "品名", "标题", "名"],
    ),
    (Meaning::SalePrice, &["sale price", "special price", "aktionspreis", "促销价", "活动价", "优惠价"]),
    (Meaning::OldPrice, &["old price", "list price", "msrp", "rrp", "uvp", "原价", "市场价", "划线价"]),
    (
        Meaning::Price,
        &[
            "price",
            "unit price",
            "regular price",
            "retail price",
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
    (Meaning::Currency, &["currency", "currency code", "währung", "devise", "moneda", "币种", "货币"]),
    (
        Meaning::Stock,
        &[
            "availability",
            "in stock",
            "stock",
            "sellable online",
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
            "category hierarchy",
            "category path",
            "breadcrumb",
            "breadcrumbs",
            "taxonomy",
            "category",
            "categories",
            "type",
            "class",
            "department",
            "kategorie",
            "catégorie",
            "categoría",
            "类目",
            "分类",
            "类别",
            "品类",
        ],
    ),
    (Meaning::Link, &["link", "url", "page", "链接", "网址"]),
    (Meaning::Picture, &["image", "image link", "image url", "picture", "photo", "bild", "图片", "主图", "图片链接"]),
    (
        Meaning::Description,
        &["description", "short description", "beschreibung", "descripción", "描述", "简介", "详情"],
    ),
    (
        Meaning::Properties,
        &[
            "features",
            "properties",
            "attributes",
            "specifications",
            "specs",
            "details",
            "参数",
            "规格参数",
            "属性",
            "规格属性",
        ],
    ),
    (Meaning::Tags, &["tags", "keywords", "标签", "关键词"]),
];

/// Headers of properties that are measured, as [`plain`] writes them.
pub(super) const MEASURES: [&str; 22] = [
    "width", "height", "depth", "length", "weight", "size", "color", "colour", "material", "designer", "breite",
    "höhe", "tiefe", "尺寸", "颜色", "材质", "宽度", "高度", "深度", "长度", "重量", "规格",
];

/// Words before a header that only say that it is the product's.
const OWNERS: [&str; 7] = ["product ", "item ", "goods ", "article ", "商品", "产品", "物品"];

/// A header in lower case, with spaces for the signs between its words.
pub(super) fn plain(header: &str) -> String {
    let spaced: String = header.to_lowercase().replace(['_', '-', '.', '/'], " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A plain header without the word that it is the product's: `product class` is a `class`.
pub(super) fn owned(plain: &str) -> &str {
    OWNERS.iter().find_map(|owner| plain.strip_prefix(owner)).unwrap_or(plain)
}

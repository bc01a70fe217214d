//! The values of an item that products are made of.

/// A value, named as Google names it where Google has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::import) enum Field {
    Id,
    Title,
    Description,
    Link,
    ImageLink,
    AdditionalImageLink,
    Availability,
    Price,
    SalePrice,
    SaleDates,
    /// A higher price that is shown struck out; ignored where it is none.
    CompareAt,
    Brand,
    Gtin,
    Mpn,
    Sku,
    GroupId,
    Color,
    Size,
    Material,
    Pattern,
    ProductType,
    GoogleCategory,
    Tag,
    Length,
    Width,
    Height,
    Weight,
    /// `product_detail`: a name and a value inside it.
    Detail,
    DetailName,
    DetailValue,
    /// HQ's own: a variant's identifier, taken as it stands.
    VariantId,
    /// HQ's own: a product's pictures in their order.
    Picture,
    /// HQ's own: a variant's picture.
    VariantPicture,
    /// HQ's own: the stable path of the category.
    CategoryPath,
    /// HQ's own: what a price is for.
    Unit,
    /// HQ's own: how the goods reach the customer.
    Route,
    /// HQ's own: in what variants differ, with a name and a value inside it.
    Axis,
    /// HQ's own: a text in two languages.
    Also,
    AlsoZh,
    AlsoEn,
}

impl Field {
    /// The field that Google calls `name`. Feeds made by hand write spaces, capitals and hyphens.
    pub(in crate::import) fn named(name: &str) -> Option<Self> {
        Some(match name.trim().to_ascii_lowercase().replace([' ', '-'], "_").as_str() {
            "id" => Self::Id,
            "title" => Self::Title,
            "description" | "summary" | "content" => Self::Description,
            "link" => Self::Link,
            "image_link" => Self::ImageLink,
            "additional_image_link" => Self::AdditionalImageLink,
            "availability" => Self::Availability,
            "price" => Self::Price,
            "sale_price" => Self::SalePrice,
            "sale_price_effective_date" => Self::SaleDates,
            "brand" => Self::Brand,
            "gtin" => Self::Gtin,
            "mpn" => Self::Mpn,
            "item_group_id" => Self::GroupId,
            "color" | "colour" => Self::Color,
            "size" => Self::Size,
            "material" => Self::Material,
            "pattern" => Self::Pattern,
            "product_type" => Self::ProductType,
            "google_product_category" => Self::GoogleCategory,
            "product_length" => Self::Length,
            "product_width" => Self::Width,
            "product_height" => Self::Height,
            "product_weight" => Self::Weight,
            "product_detail" => Self::Detail,
            "attribute_name" => Self::DetailName,
            "attribute_value" => Self::DetailValue,
            _ => return None,
        })
    }

    /// The field that HQ's own namespace calls `name`.
    pub(in crate::import) fn of_tenon(name: &str) -> Option<Self> {
        Some(match name {
            "variant" => Self::VariantId,
            "picture" => Self::Picture,
            "variant_picture" => Self::VariantPicture,
            "was" => Self::CompareAt,
            "sku" => Self::Sku,
            "category" => Self::CategoryPath,
            "unit" => Self::Unit,
            "route" => Self::Route,
            "tag" => Self::Tag,
            "option" => Self::Axis,
            "name" => Self::DetailName,
            "value" => Self::DetailValue,
            "also" => Self::Also,
            "zh" => Self::AlsoZh,
            "en" => Self::AlsoEn,
            _ => return None,
        })
    }

    /// Whether markup in it, which should have been escaped, is part of its text.
    pub(in crate::import) fn is_prose(self) -> bool {
        matches!(self, Self::Title | Self::Description)
    }
}

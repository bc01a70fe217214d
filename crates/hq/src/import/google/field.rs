//! The attributes of an item that products are made of.

/// An attribute, named as Google names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
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
    Brand,
    Gtin,
    Mpn,
    GroupId,
    Color,
    Size,
    Material,
    Pattern,
    ProductType,
    GoogleCategory,
    Length,
    Width,
    Height,
    Weight,
    /// `product_detail`: a name and a value inside it.
    Detail,
    DetailName,
    DetailValue,
}

impl Field {
    /// The field that an element called `name` holds. Feeds made by hand write spaces, capitals and hyphens.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().replace([' ', '-'], "_").as_str() {
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

    /// Whether markup in it, which should have been escaped, is part of its text.
    pub(super) fn is_prose(self) -> bool {
        matches!(self, Self::Title | Self::Description)
    }
}

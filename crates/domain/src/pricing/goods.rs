//! Which goods something is for.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Uuid;
use crate::catalog::Product;

/// What decides whether a product is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoodsFacts<'p> {
    /// The product.
    pub product: Uuid,
    /// Short name of its merchant.
    pub merchant: &'p str,
    /// The maker's name.
    pub brand: &'p str,
    /// Its category's path.
    pub category: &'p str,
}

impl<'p> From<&'p Product> for GoodsFacts<'p> {
    fn from(product: &'p Product) -> Self {
        Self {
            product: product.id,
            merchant: &product.merchant,
            brand: &product.brand,
            category: &product.category.path,
        }
    }
}

/// A choice of goods: whatever stands in every list that is not empty. All lists empty means all goods.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Goods {
    /// Products.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Uuid>>")]
    pub products: Vec<Uuid>,
    /// Category paths, with all below them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub categories: Vec<String>,
    /// Makers' names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub brands: Vec<String>,
    /// Short names of merchants.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub merchants: Vec<String>,
}

impl Goods {
    /// Whether all goods are meant.
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// Whether `goods` are among them.
    pub fn has(&self, goods: &GoodsFacts<'_>) -> bool {
        let named = |list: &[String], name: &str| list.is_empty() || list.iter().any(|one| one == name);
        (self.products.is_empty() || self.products.contains(&goods.product))
            && named(&self.brands, goods.brand)
            && named(&self.merchants, goods.merchant)
            && (self.categories.is_empty() || self.categories.iter().any(|root| below(goods.category, root)))
    }
}

/// Whether the category `path` is `root` or lies below it.
pub(crate) fn below(path: &str, root: &str) -> bool {
    path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::{Goods, GoodsFacts};
    use crate::Uuid;

    #[test]
    fn every_list_that_is_not_empty_must_hold() {
        let facts = GoodsFacts { product: Uuid::nil(), merchant: "oak", brand: "Oak", category: "kitchen/cabinet" };
        let goods = |categories: &[&str], brands: &[&str]| Goods {
            categories: categories.iter().map(|&one| one.to_owned()).collect(),
            brands: brands.iter().map(|&one| one.to_owned()).collect(),
            ..Goods::default()
        };
        assert!(Goods::default().has(&facts));
        assert!(goods(&["kitchen"], &[]).has(&facts) && goods(&["door", "kitchen/cabinet"], &["Oak"]).has(&facts));
        assert!(!goods(&["kit"], &[]).has(&facts) && !goods(&["kitchen"], &["Elm"]).has(&facts));
    }
}

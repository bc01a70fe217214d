//! One offer on both sides.

use tenon_domain::Localized;
use tenon_domain::catalog::{Product, Variant};
use tenon_store::catalog::{ProductSheet, VariantSheet};

use super::{Difference, Kind};
use crate::import::amount_text;

/// What the website offers.
pub(super) struct Compared<'w> {
    pub(super) product: &'w Product,
    pub(super) variant: &'w Variant,
    pub(super) now_ms: i64,
}

impl Compared<'_> {
    /// In what it differs from what tablets show.
    pub(super) fn with(&self, tablets: Option<(&ProductSheet, &VariantSheet)>) -> Vec<Difference> {
        let price = self.variant.price_at(self.now_ms).unwrap_or_default();
        let money = amount_text(price, &self.variant.currency);
        let Some((sheet, shown_variant)) = tablets else {
            return vec![self.difference(Kind::MissingOnTablets, money, String::new())];
        };
        let theirs = amount_text(shown_variant.price_minor, &shown_variant.currency);
        let mut found = Vec::new();
        if self.variant.currency != shown_variant.currency {
            found.push(self.difference(Kind::Currency, money, theirs));
        } else if price != shown_variant.price_minor {
            found.push(self.difference(Kind::Price, money, theirs));
        }
        if self.variant.in_stock != shown_variant.in_stock {
            let word = |in_stock| if in_stock { "in_stock" } else { "out_of_stock" }.to_owned();
            found.push(self.difference(Kind::Availability, word(self.variant.in_stock), word(shown_variant.in_stock)));
        }
        let title = shown(&self.product.title);
        if ![&sheet.title.zh, &sheet.title.en].into_iter().any(|known| same_title(title, known)) {
            found.push(self.difference(Kind::Title, title.to_owned(), shown(&sheet.title).to_owned()));
        }
        let website = self.variant.picture.as_ref().or(self.product.pictures.first()).cloned().unwrap_or_default();
        let tablets = shown_variant.picture.as_ref().or(sheet.pictures.first());
        let tablets = tablets.map(|picture| picture.source.clone()).unwrap_or_default();
        if !same_picture(&website, &tablets) {
            found.push(self.difference(Kind::Picture, website, tablets));
        }
        found
    }

    fn difference(&self, kind: Kind, website: String, tablets: String) -> Difference {
        Difference {
            kind,
            source_id: self.product.source_id.clone(),
            sku: self.variant.sku.clone(),
            title: shown(&self.product.title).to_owned(),
            website,
            tablets,
        }
    }
}

/// The Chinese text, or the English one where there is none.
pub(super) fn shown(text: &Localized) -> &str {
    if text.zh.is_empty() { &text.en } else { &text.zh }
}

/// Whether two names are one, whatever their case and spaces; a website writes a variant's choice after its name.
fn same_title(website: &str, tablets: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let (website, tablets) = (plain(website), plain(tablets));
    let rest = website.strip_prefix(tablets.as_str()).filter(|_| !tablets.is_empty());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '-', ',', '/', '(', '（']))
}

/// Whether two addresses are one picture: scheme and query do not count, and a picture stored at HQ is known by its hash.
fn same_picture(website: &str, tablets: &str) -> bool {
    let bare = |address: &str| {
        let address = address.split_once("://").map_or(address, |(_, rest)| rest);
        address.split(['?', '#']).next().unwrap_or_default().to_owned()
    };
    let stored = tablets.len() == 64 && !tablets.contains('/');
    if stored {
        website.is_empty() || !website.contains("/v1/feed/pictures/") || website.contains(tablets)
    } else {
        bare(website) == bare(tablets)
    }
}

//! A quote as a seller writes it.

use tenon_domain::catalog::PriceUnit;
use tenon_domain::entities::Buyer;
use tenon_domain::ops::{AnyOperation, WriteQuote};
use tenon_domain::quoting::{QuoteContent, QuoteLine};
use tenon_domain::{Localized, Uuid};
use tenon_hq::now_ms;

/// The `at`th quote: two lines, for nobody in particular.
pub(super) fn quote(at: usize) -> AnyOperation {
    let content = QuoteContent {
        currency: "CNY".to_owned(),
        priced_ms: now_ms(),
        valid_until_ms: now_ms() + 14 * 86_400_000,
        lines: vec![line("1", at), line("2", at + 1)],
        gifts: Vec::new(),
        card: None,
        services: Vec::new(),
        note: String::new(),
    };
    let buyer = Buyer { name: "王女士".to_owned(), ..Buyer::default() };
    WriteQuote { quote: None, over: Vec::new(), visit: None, buyer, content }.into()
}

fn line(name: &str, at: usize) -> QuoteLine {
    let price_minor = 100_000 + i64::try_from(at).unwrap_or(0);
    QuoteLine {
        line: name.to_owned(),
        product: Uuid::from_u128(at as u128),
        variant: Uuid::from_u128(at as u128),
        title: Localized::new("云境 三人沙发 棉麻", "Cloudrest three-seat sofa, linen blend"),
        sku: format!("SF-{at}"),
        options: Localized::new("燕麦，1,900 mm", "Oat, 1,900 mm"),
        picture: None,
        merchant: "oak".to_owned(),
        brand: "Cloudrest".to_owned(),
        category: "sofa/three_seat".to_owned(),
        unit: PriceUnit::Each,
        room: "客厅".to_owned(),
        count: 1,
        size: None,
        quantity_milli: None,
        measured: false,
        piece_minor: price_minor,
        list_minor: price_minor,
        price_minor,
        card_minor: 0,
        discount_minor: 0,
        why: Vec::new(),
        book_version: 1,
        book_zone: None,
    }
}

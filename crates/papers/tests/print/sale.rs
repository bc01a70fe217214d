//! The papers of a sale as its rows make them: their sums are the rows' sums, whatever was sold.

use proptest::prelude::*;
use tenon_domain::catalog::PriceUnit;
use tenon_domain::entities::{
    Agreement, Buyer, Due, Instalment, Order, Payment, PaymentMethod, Quote, QuoteVersion, Signature, Store, Touch,
};
use tenon_domain::quoting::{QuoteContent, QuoteLine, QuotedCard};
use tenon_domain::{Id, Localized, Uuid};
use tenon_papers::sale::Sale;
use tenon_papers::{Language, Paper};

use crate::support::{PRESS, text};

/// What a line is sold for: promotions, the card and the discount come off its list price, in its room.
#[derive(Debug, Clone)]
struct Sold {
    price: i64,
    promotion: i64,
    card: i64,
    discount: i64,
    room: String,
}

impl Sold {
    fn line(&self, at: usize) -> QuoteLine {
        let left = self.price + self.card + self.discount;
        QuoteLine {
            line: at.to_string(),
            product: Uuid::nil(),
            variant: Uuid::nil(),
            title: Localized::new("橱柜", "kitchen"),
            sku: format!("K-{at}"),
            options: Localized::default(),
            picture: None,
            merchant: String::new(),
            brand: String::new(),
            category: String::new(),
            unit: PriceUnit::Each,
            room: self.room.clone(),
            count: 1,
            size: None,
            quantity_milli: None,
            measured: false,
            piece_minor: left + self.promotion,
            list_minor: left + self.promotion,
            price_minor: left,
            card_minor: self.card,
            discount_minor: self.discount,
            why: Vec::new(),
            book_version: 1,
            book_zone: None,
        }
    }
}

fn sold() -> impl Strategy<Value = Vec<Sold>> {
    let line = (1..900_000_i64, 0..9_000_i64, 0..9_000_i64, 0..9_000_i64, "[厨房书]{0,2}");
    let line =
        line.prop_map(|(price, promotion, card, discount, room)| Sold { price, promotion, card, discount, room });
    prop::collection::vec(line, 1..8)
}

/// The rows of a sale.
struct Rows {
    store: Store,
    quote: Quote,
    version: QuoteVersion,
    order: Order,
}

impl Rows {
    fn of(sold: &[Sold]) -> Self {
        let (id, buyer) = (Uuid::from_u128(7), Buyer { name: "吴先生".into(), phone: None, address: String::new() });
        let card = QuotedCard { number: "811000020017".into(), campaign: Id::new(id), name: Localized::default() };
        let content = QuoteContent {
            currency: "CNY".into(),
            priced_ms: 0,
            valid_until_ms: 86_400_000,
            lines: sold.iter().enumerate().map(|(at, one)| one.line(at)).collect(),
            gifts: Vec::new(),
            card: Some(card),
            services: Vec::new(),
            note: String::new(),
        };
        let total_minor = content.sums().total_minor;
        let first = total_minor / 3;
        let agreement = Agreement {
            version: Id::new(id),
            total_minor,
            instalments: vec![
                Instalment { due: Due::Signing, minor: first },
                Instalment { due: Due::Delivery, minor: total_minor - first },
            ],
            signature: Signature {
                name: "吴".into(),
                document: "5f".repeat(32),
                strokes: vec![vec![100, 100, 300, 200, 400, 90]],
            },
            by: Id::new(id),
            by_name: "周敏".into(),
            at_ms: 60_000,
        };
        Self {
            store: Store {
                id: Id::new(id),
                name: Localized::new("滨江店", "Binjiang"),
                city: Localized::new("武汉", "Wuhan"),
                time_zone: "Asia/Shanghai".into(),
                zone: None,
                desk: None,
            },
            quote: Quote {
                id: Id::new(id),
                store: Id::new(id),
                visit: None,
                buyer: buyer.clone(),
                by: Id::new(id),
                by_name: "周敏".into(),
                made_ms: 0,
                changed_ms: 0,
                heads: vec![Id::new(id)],
                order: None,
                touch: Touch::default(),
            },
            version: QuoteVersion {
                id: Id::new(id),
                quote: Id::new(id),
                store: Id::new(id),
                over: Vec::new(),
                content,
                by: Id::new(id),
                by_name: "周敏".into(),
                device: Id::new(id),
                at_ms: 0,
                approval: None,
                fixed: false,
            },
            order: Order {
                id: Id::new(Uuid::from_u128(9)),
                quote: Id::new(id),
                store: Id::new(id),
                visit: None,
                buyer,
                currency: "CNY".into(),
                card: None,
                touch: Touch::default(),
                agreements: vec![agreement],
                cancelled: None,
                card_lost: None,
            },
        }
    }

    fn sale(&self, language: Language) -> Sale<'_> {
        Sale { language, store: &self.store, time: &clock, quote: &self.quote, version: &self.version }
    }

    fn payment(&self, at_ms: i64, minor: i64, returned: bool) -> Payment {
        Payment {
            id: Id::new(Uuid::nil()),
            order: self.order.id,
            store: self.store.id,
            device: Id::new(Uuid::nil()),
            op: Id::new(Uuid::nil()),
            returned,
            minor,
            method: PaymentMethod::Terminal,
            reference: "403118".into(),
            receipt: format!("R-{at_ms}"),
            reason: String::new(),
            by: Id::new(Uuid::nil()),
            by_name: "周敏".into(),
            at_ms,
        }
    }
}

fn clock(at_ms: i64) -> String {
    format!("minute {}", at_ms / 60_000)
}

/// The last sum of a paper, and the sum of those before it.
fn total(paper: &Paper) -> (i64, i64) {
    let (last, before) = paper.sums.split_last().unwrap();
    (last.amount, before.iter().map(|sum| sum.amount).sum())
}

proptest! {
    #[test]
    fn what_stands_on_quote_and_contract_adds_up(sold in sold()) {
        let rows = Rows::of(&sold);
        let asked: i64 = sold.iter().map(|one| one.price).sum();
        for language in [Language::Zh, Language::En] {
            let (sale, agreement) = (rows.sale(language), &rows.order.agreements[0]);
            let papers = [sale.quote(), sale.contract(&agreement.instalments), sale.signed(&rows.order, agreement)];
            for paper in papers {
                let (total, parts) = total(&paper);
                prop_assert_eq!(total, asked);
                prop_assert_eq!(parts, if paper.sums.len() > 1 { asked } else { 0 });
                let rooms: Vec<i64> = paper.sections.iter().flat_map(|room| &room.lines).map(|line| line.amount).collect();
                prop_assert_eq!(rooms.len(), sold.len());
                let off: i64 = sold.iter().map(|one| one.card + one.discount).sum();
                prop_assert_eq!(rooms.iter().sum::<i64>(), asked + off);
                for room in paper.sections.iter().filter(|room| room.sum.is_some()) {
                    prop_assert_eq!(room.sum, Some(room.lines.iter().map(|line| line.amount).sum()));
                }
                let due: i64 = paper.instalments.iter().map(|one| one.amount).sum();
                prop_assert!(paper.instalments.is_empty() || due == asked);
            }
        }
    }

    #[test]
    fn a_receipt_says_what_was_left_when_it_was_given(sold in sold(), paid in prop::collection::vec((1_i64..5_000, any::<bool>()), 1..6)) {
        let rows = Rows::of(&sold);
        let all: Vec<Payment> =
            (0_i64..).zip(&paid).map(|(at, (minor, returned))| rows.payment(at, *minor, *returned)).collect();
        let owed = rows.order.agreements[0].total_minor;
        let mut balance = owed;
        for payment in &all {
            balance += if payment.returned { payment.minor } else { -payment.minor };
            let receipt = rows.sale(Language::En).receipt(&rows.order, payment, &all);
            prop_assert_eq!((receipt.sums[0].amount, receipt.sums[2].amount), (owed, balance));
            prop_assert_eq!(receipt.number, payment.receipt.clone());
        }
        let slip = rows.sale(Language::Zh).slip(&rows.order, &all);
        prop_assert_eq!(slip.sums.last().unwrap().amount, balance);
    }
}

#[test]
fn the_paper_that_was_signed_is_made_again_with_the_same_hash() {
    let sold = [Sold { price: 880_000, promotion: 20_000, card: 50_000, discount: 0, room: "厨房".into() }];
    let (rows, again) = (Rows::of(&sold), Rows::of(&sold));
    let parts = &rows.order.agreements[0].instalments;
    let print = |rows: &Rows| PRESS.print(&rows.sale(Language::Zh).contract(parts)).unwrap();

    assert_eq!(print(&rows).pdf, print(&again).pdf);
    let mut other = Rows::of(&sold);
    other.version.content.lines[0].count = 2;
    assert_ne!(print(&rows).pdf, print(&other).pdf, "other goods are another paper");
}

#[test]
fn a_signed_contract_names_the_order_the_signature_and_what_was_signed() {
    let sold = [Sold { price: 880_000, promotion: 0, card: 0, discount: 0, room: String::new() }];
    let mut rows = Rows::of(&sold);
    for (language, word, void) in [(Language::Zh, "订单", "作废"), (Language::En, "Order", "void")] {
        let signed = rows.sale(language).signed(&rows.order, &rows.order.agreements[0]);
        let said = text(&PRESS.print(&signed).unwrap());
        for part in [word, &rows.order.number(), &rows.order.agreements[0].signature.document] {
            assert!(said.contains(part), "{part} is missing in {said}");
        }
        assert!(!said.contains(void), "{said}");
    }
    rows.order.cancelled =
        Some(tenon_domain::entities::Cancellation { at_ms: 0, by_name: "周敏".into(), reason: "搬家".into() });
    let signed = rows.sale(Language::Zh).signed(&rows.order, &rows.order.agreements[0]);
    assert!(text(&PRESS.print(&signed).unwrap()).contains("作废"));
}

//! Sales at random: quotes that several people write, orders, changes, payments, cancellations.

use tenon_domain::catalog::PriceUnit;
use tenon_domain::entities::{
    Buyer, Due, Instalment, Order, PaymentMethod, Quote, QuoteVersion, Signature, StoreVisit,
};
use tenon_domain::ops::{
    AmendOrder, AnyOperation, CancelOrder, ReturnPayment, SignOrder, Signing, TakePayment, WriteQuote,
};
use tenon_domain::quoting::{QuoteContent, QuoteLine};
use tenon_domain::{Id, Localized, Uuid};

use super::people::all;
use super::world::World;

impl World {
    /// Something of a sale on tablet `at`.
    pub(super) fn sell(&mut self, at: usize) -> Option<AnyOperation> {
        let tablet = &mut self.tablets[at];
        let (quotes, orders) = (all::<Quote>(tablet), all::<Order>(tablet));
        let (quote, order) = (self.rng.pick(&quotes).cloned(), self.rng.pick(&orders).cloned());
        Some(match self.rng.below(10) {
            0..=3 => self.write(at, quote),
            4 | 5 => {
                let quote = quote?;
                let signing = self.signing(at, &quote)?;
                let (visit, buyer, currency) = (quote.visit, quote.buyer, "CNY".to_owned());
                SignOrder { quote: quote.id, visit, buyer, currency, card: None, signing }.into()
            }
            6 => {
                let order = order?;
                let quote = quotes.into_iter().find(|quote| quote.id == order.quote)?;
                let signing = self.signing(at, &quote)?;
                AmendOrder { order: order.id, signing }.into()
            }
            7 | 8 => {
                let (minor, reference) = (self.amount(), self.rng.below(50).to_string());
                TakePayment { order: order?.id, minor, method: PaymentMethod::Terminal, reference }.into()
            }
            _ if self.rng.chance(50) => {
                let (minor, reason) = (self.amount(), "多收了".to_owned());
                let (method, reference) = (PaymentMethod::Cash, String::new());
                ReturnPayment { order: order?.id, minor, method, reference, reason }.into()
            }
            _ => CancelOrder { order: order?.id, reason: "不要了".to_owned(), case: None }.into(),
        })
    }

    fn amount(&mut self) -> i64 {
        i64::try_from(self.rng.below(500)).unwrap() * 100 + 1
    }

    /// A new quote, or a change of `quote`.
    fn write(&mut self, at: usize, quote: Option<Quote>) -> AnyOperation {
        let visits = all::<StoreVisit>(&mut self.tablets[at]);
        let visit = self.rng.pick(&visits).map(|visit| visit.id);
        let quote = quote.filter(|_| self.rng.chance(70));
        let lines = (0..=self.rng.below(3)).map(|line| self.line(line)).collect();
        let content = QuoteContent {
            currency: "CNY".to_owned(),
            priced_ms: self.now_ms,
            valid_until_ms: i64::MAX,
            lines,
            gifts: Vec::new(),
            card: None,
            services: Vec::new(),
            note: String::new(),
        };
        let buyer = Buyer { name: "吴先生".to_owned(), ..Buyer::default() };
        let over = quote.as_ref().map(|quote| quote.heads.clone()).unwrap_or_default();
        WriteQuote { quote: quote.map(|quote| quote.id), over, visit, buyer, content }.into()
    }

    fn line(&mut self, line: usize) -> QuoteLine {
        let price_minor = self.amount();
        QuoteLine {
            line: line.to_string(),
            product: Uuid::nil(),
            variant: Uuid::nil(),
            title: Localized::new("沙发", "sofa"),
            sku: String::new(),
            options: Localized::default(),
            picture: None,
            merchant: String::new(),
            brand: String::new(),
            category: String::new(),
            unit: PriceUnit::Each,
            room: String::new(),
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

    /// The customer signs one of the quote's heads.
    fn signing(&mut self, at: usize, quote: &Quote) -> Option<Signing> {
        let versions = all::<QuoteVersion>(&mut self.tablets[at]);
        let head: Id<QuoteVersion> = *self.rng.pick(&quote.heads)?;
        let version = versions.into_iter().find(|version| version.id == head)?;
        let total_minor = version.content.sums().total_minor;
        let signature = Signature { name: "吴".to_owned(), document: "0".repeat(64), strokes: vec![vec![1, 1, 2, 2]] };
        let instalments = vec![Instalment { due: Due::Signing, minor: total_minor }];
        Some(Signing { version: head, total_minor, instalments, signature })
    }
}

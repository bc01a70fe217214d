//! Sales at random: quotes that several people write, orders, changes, payments, cancellations.

use tenon_domain::catalog::PriceUnit;
use tenon_domain::entities::{
    Buyer, Campaign, Due, Instalment, Order, PaymentMethod, Quote, QuoteVersion, Redemption, Signature, StoreVisit,
};
use tenon_domain::ops::{
    AmendOrder, AnyOperation, CancelOrder, ReturnPayment, SignOrder, Signing, TakePayment, WriteQuote,
};
use tenon_domain::quoting::{QuoteContent, QuoteLine, QuotedCard};
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
                let open: Vec<&Quote> = quotes.iter().filter(|quote| quote.order.is_none()).collect();
                let quote = self.rng.pick(&open).copied().filter(|_| self.rng.chance(90)).cloned().or(quote)?;
                let signing = self.signing(at, &quote)?;
                let (visit, buyer, currency) = (quote.visit, quote.buyer, "CNY".to_owned());
                let card = self.card_of(at, signing.version);
                SignOrder { quote: quote.id, visit, buyer, currency, card, signing }.into()
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
        let mut content = QuoteContent {
            currency: "CNY".to_owned(),
            priced_ms: self.now_ms,
            valid_until_ms: i64::MAX,
            lines,
            gifts: Vec::new(),
            card: None,
            services: Vec::new(),
            note: String::new(),
        };
        self.put_card(at, &mut content);
        let buyer = Buyer { name: "吴先生".to_owned(), ..Buyer::default() };
        let over = quote.as_ref().map(|quote| quote.heads.clone()).unwrap_or_default();
        WriteQuote { quote: quote.map(|quote| quote.id), over, visit, buyer, content }.into()
    }

    /// Mostly a card that was redeemed there, or one that anybody holds in their hand.
    fn put_card(&mut self, at: usize, content: &mut QuoteContent) {
        let redeemed = all::<Redemption>(&mut self.tablets[at]);
        let redeemed = self.rng.pick(&redeemed).map(|one| one.number.clone()).filter(|_| self.rng.chance(90));
        let any = self.rng.pick(&self.chain.cards).map(|card| card.number.clone()).filter(|_| self.rng.chance(10));
        let Some(number) = redeemed.or(any) else { return };
        let Some(card) = self.chain.cards.iter().find(|card| card.number == number) else { return };
        let campaigns = all::<Campaign>(&mut self.tablets[at]);
        let Some(campaign) = campaigns.iter().find(|campaign| campaign.id == card.campaign) else { return };
        let quoted = QuotedCard { number, campaign: campaign.id, name: campaign.name.clone() };
        content.put_card(Some(quoted), Some(campaign));
    }

    fn card_of(&mut self, at: usize, version: Id<QuoteVersion>) -> Option<String> {
        let versions = all::<QuoteVersion>(&mut self.tablets[at]);
        versions.into_iter().find(|one| one.id == version)?.content.card.map(|card| card.number)
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

//! The papers of a sale, made of the rows that it left: a quote, a contract before and after it is signed, a receipt, a
//! slip. What is printed depends on the rows alone, so that a paper can be made again and has the same hash.

use tenon_domain::catalog::PriceUnit;
use tenon_domain::entities::{
    Agreement, Buyer as Whom, Due, Instalment as Part, Order, Payment as Paid, PaymentMethod, Quote, QuoteVersion,
    Store as Shop,
};
use tenon_domain::pricing::Reason;
use tenon_domain::quoting::{QuoteContent, QuoteLine, QuotedService};

use crate::paper::word;
use crate::{Buyer, Fact, Instalment, Language, Line, Paper, PaperKind, Payment, Section, Signature, Store, Sum, Why};

/// Where and for whom papers are made.
pub struct Sale<'s> {
    /// The language of the fixed words, and of names that exist in both.
    pub language: Language,
    /// The showroom.
    pub store: &'s Shop,
    /// A moment in UTC milliseconds as the showroom reads it: `2026-11-22 10:42`.
    pub time: &'s dyn Fn(i64) -> String,
    /// The quote.
    pub quote: &'s Quote,
    /// What is offered.
    pub version: &'s QuoteVersion,
}

impl Sale<'_> {
    /// What every paper has.
    fn paper(&self, kind: PaperKind, number: String, made_ms: i64, buyer: &Whom) -> Paper {
        Paper {
            kind,
            language: self.language,
            number,
            mark: String::new(),
            store: Store {
                name: self.store.name.get(self.language).to_owned(),
                address: self.store.city.get(self.language).to_owned(),
                phone: String::new(),
            },
            buyer: Some(Buyer {
                name: buyer.name.clone(),
                phone: buyer.phone.clone().unwrap_or_default(),
                address: buyer.address.clone(),
            }),
            made_at: (self.time)(made_ms),
            seller: self.version.by_name.clone(),
            valid_until: String::new(),
            facts: Vec::new(),
            currency: self.version.content.currency.clone(),
            sections: Vec::new(),
            sums: Vec::new(),
            why: Vec::new(),
            instalments: Vec::new(),
            payments: Vec::new(),
            terms: Vec::new(),
            checks: Vec::new(),
            missing: Vec::new(),
            remarks: String::new(),
            signature: None,
            codes: Vec::new(),
            footer: String::new(),
        }
    }

    /// 报价单.
    pub fn quote(&self) -> Paper {
        let content = &self.version.content;
        let made = self.paper(PaperKind::Quote, self.quote.number(), self.version.at_ms, &self.quote.buyer);
        Paper {
            valid_until: (self.time)(content.valid_until_ms),
            sections: self.sections(content),
            sums: self.sums(content),
            why: self.why(content),
            facts: self.services(content),
            terms: Some(content.note.clone()).filter(|note| !note.is_empty()).into_iter().collect(),
            ..made
        }
    }

    /// 销售合同, as it is shown before it is signed.
    pub fn contract(&self, parts: &[Part]) -> Paper {
        let content = &self.version.content;
        let made = self.paper(PaperKind::Contract, self.quote.number(), self.version.at_ms, &self.quote.buyer);
        Paper {
            sections: self.sections(content),
            sums: self.sums(content),
            facts: self.services(content),
            instalments: parts.iter().map(|part| self.instalment(part)).collect(),
            terms: self.terms(content),
            ..made
        }
    }

    /// 销售合同, with the signature and the hash of what was signed.
    pub fn signed(&self, order: &Order, agreement: &Agreement) -> Paper {
        let mut paper = self.contract(&agreement.instalments);
        paper.facts.insert(0, Fact { label: word(self.language, "订单", "Order"), value: order.number() });
        paper.sums.extend(self.collected(order));
        paper.mark = match &order.cancelled {
            Some(_) => word(self.language, "作废", "void"),
            None => String::new(),
        };
        let point = |pair: &[u16]| match pair {
            [x, y] => Some([f32::from(*x), f32::from(*y)]),
            _ => None,
        };
        let signature = &agreement.signature;
        paper.signature = Some(Signature {
            name: signature.name.clone(),
            signed_at: (self.time)(agreement.at_ms),
            strokes: signature.strokes.iter().map(|one| one.chunks(2).filter_map(point).collect()).collect(),
            document_hash: signature.document.clone(),
        });
        paper
    }

    /// 收据 for one payment, with what is left after all of them.
    pub fn receipt(&self, order: &Order, payment: &Paid, all: &[Paid]) -> Paper {
        let until: Vec<&Paid> = all.iter().filter(|one| one.at_ms <= payment.at_ms).collect();
        let lost = order.card_lost.clone().filter(|lost| lost.at_ms <= payment.at_ms);
        let account = Order { card_lost: lost, ..order.clone() }.account(until.iter().copied());
        let made = self.paper(PaperKind::Receipt, payment.receipt.clone(), payment.at_ms, &order.buyer);
        Paper {
            seller: payment.by_name.clone(),
            facts: vec![Fact { label: word(self.language, "订单", "Order"), value: order.number() }],
            sums: vec![
                self.sum("应付", "To pay", account.total_minor, false),
                self.sum("已付", "Paid", account.paid_minor - account.returned_minor, false),
                self.sum("余款", "Balance", account.balance_minor, true),
            ],
            payments: vec![self.payment(payment)],
            ..made
        }
    }

    /// 小票 of an order: what was bought, paid, and is left.
    pub fn slip(&self, order: &Order, payments: &[Paid]) -> Paper {
        let content = &self.version.content;
        let account = order.account(payments);
        let made = self.paper(PaperKind::Slip, order.number(), order.signed_ms(), &order.buyer);
        let mut sums = self.sums(content);
        sums.extend(self.collected(order));
        sums.push(self.sum("已付", "Paid", account.paid_minor - account.returned_minor, false));
        sums.push(self.sum("余款", "Balance", account.balance_minor, false));
        Paper {
            sections: self.sections(content),
            sums,
            payments: payments.iter().map(|one| self.payment(one)).collect(),
            facts: self.services(content),
            ..made
        }
    }

    /// What is paid after all, because the card did not count.
    fn collected(&self, order: &Order) -> Vec<Sum> {
        let minor = order.collected_minor();
        if minor == 0 {
            return Vec::new();
        }
        let total = order.account([]).total_minor;
        vec![
            self.sum("特权卡未生效，补收", "Privilege card did not count", minor, false),
            self.sum("补收后应付", "To pay with it", total, true),
        ]
    }

    fn sum(&self, zh: &str, en: &str, amount: i64, strong: bool) -> Sum {
        Sum { label: word(self.language, zh, en), amount, strong }
    }

    fn sums(&self, content: &QuoteContent) -> Vec<Sum> {
        let sums = content.sums();
        let mut shown = Vec::new();
        if sums.total_minor != sums.list_minor {
            shown.push(self.sum("产品合计", "Goods", sums.list_minor, false));
        }
        if sums.promotions_minor > 0 {
            shown.push(self.sum("活动", "Promotions", -sums.promotions_minor, false));
        }
        if let Some(card) = content.card.as_ref().filter(|_| sums.card_minor > 0) {
            let label = format!("{} {}", word(self.language, "特权卡", "Privilege card"), card.number);
            shown.push(Sum { label, amount: -sums.card_minor, strong: false });
        }
        if sums.discount_minor > 0 {
            shown.push(self.sum("让价", "Discount", -sums.discount_minor, false));
        }
        shown.push(self.sum("应付", "To pay", sums.total_minor, true));
        shown
    }

    fn sections(&self, content: &QuoteContent) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        for line in &content.lines {
            let at = sections.iter().position(|section| section.title == line.room).unwrap_or_else(|| {
                sections.push(Section { title: line.room.clone(), ..Section::default() });
                sections.len() - 1
            });
            if let Some(section) = sections.get_mut(at) {
                section.lines.push(self.line(line));
            }
        }
        if sections.len() > 1 {
            for section in &mut sections {
                section.sum = Some(section.lines.iter().map(|line| line.amount).sum());
            }
        }
        sections
    }

    fn line(&self, line: &QuoteLine) -> Line {
        let piece = line.size.map(|size| match size.height_mm {
            0 => format!("{} mm", size.width_mm),
            height => format!("{} × {height} mm", size.width_mm),
        });
        let size = piece.or_else(|| self.measure(line));
        let estimate = size.is_some() && !line.measured;
        let parts = [
            Some(line.options.get(self.language).to_owned()),
            size,
            estimate.then(|| word(self.language, "预估，待量尺", "estimate, to be measured")),
            Some(line.sku.clone()),
        ];
        let spec: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        Line {
            title: line.title.get(self.language).to_owned(),
            spec: spec.join(&word(self.language, "，", ", ")),
            quantity: format!("{} {}", line.count, self.unit(line.unit)),
            unit_price: line.piece_minor,
            amount: line.price_minor,
            was: Some(line.list_minor).filter(|was| *was != line.price_minor),
        }
    }

    /// How much of its unit a piece is, where it has no size.
    fn measure(&self, line: &QuoteLine) -> Option<String> {
        let unit = match line.unit {
            PriceUnit::Metre => word(self.language, "米", "m"),
            PriceUnit::SquareMetre => word(self.language, "平方米", "m²"),
            PriceUnit::Each | PriceUnit::Set | PriceUnit::Box | PriceUnit::Opening => return None,
        };
        let milli = line.quantity_milli?;
        let amount = format!("{}.{:03}", milli / 1_000, milli % 1_000);
        Some(format!("{} {unit}", amount.trim_end_matches('0').trim_end_matches('.')))
    }

    fn unit(&self, unit: PriceUnit) -> String {
        match unit {
            PriceUnit::Each | PriceUnit::Metre | PriceUnit::SquareMetre => word(self.language, "件", "pcs"),
            PriceUnit::Set => word(self.language, "套", "sets"),
            PriceUnit::Box => word(self.language, "箱", "boxes"),
            PriceUnit::Opening => word(self.language, "樘", "sets"),
        }
    }

    fn why(&self, content: &QuoteContent) -> Vec<Why> {
        let mut by_name: Vec<(String, i64)> = Vec::new();
        for reason in content.lines.iter().flat_map(|line| &line.why) {
            let Reason::Promotion { name, off_minor, .. } = reason else { continue };
            let name = name.get(self.language).to_owned();
            match by_name.iter_mut().find(|(known, _)| *known == name) {
                Some((_, off)) => *off += off_minor,
                None => by_name.push((name, *off_minor)),
            }
        }
        by_name.into_iter().map(|(label, off)| Why { label, amount: Some(-off) }).collect()
    }

    fn services(&self, content: &QuoteContent) -> Vec<Fact> {
        let name = |service: &QuotedService| match service {
            QuotedService::Measure => word(self.language, "上门量尺", "measuring"),
            QuotedService::Deliver => word(self.language, "送货", "delivery"),
            QuotedService::Install => word(self.language, "安装", "fitting"),
        };
        let names: Vec<String> = content.services.iter().map(name).collect();
        let value = names.join(&word(self.language, "，", ", "));
        Some(Fact { label: word(self.language, "服务", "Services"), value })
            .filter(|_| !names.is_empty())
            .into_iter()
            .collect()
    }

    fn due(&self, due: Due) -> String {
        match due {
            Due::Signing => word(self.language, "签字时", "on signing"),
            Due::Drawing => word(self.language, "图纸确认时", "when the drawing is confirmed"),
            Due::Delivery => word(self.language, "送货前", "before delivery"),
            Due::Fitting => word(self.language, "装好后", "after fitting"),
        }
    }

    fn instalment(&self, part: &Part) -> Instalment {
        let label = match part.due {
            Due::Signing => word(self.language, "定金", "Deposit"),
            _ => word(self.language, "余款", "Balance"),
        };
        Instalment { label, due: self.due(part.due), amount: part.minor }
    }

    fn payment(&self, payment: &Paid) -> Payment {
        let way = match payment.method {
            PaymentMethod::Terminal => word(self.language, "刷卡机", "Card terminal"),
            PaymentMethod::Cash => word(self.language, "现金", "Cash"),
            PaymentMethod::Transfer => word(self.language, "转账", "Transfer"),
            PaymentMethod::Code => word(self.language, "扫码", "Payment code"),
        };
        let amount = if payment.returned { -payment.minor } else { payment.minor };
        Payment { at: (self.time)(payment.at_ms), way: format!("{way} {}", payment.reference), amount }
    }

    fn terms(&self, content: &QuoteContent) -> Vec<String> {
        let mut terms = vec![
            word(
                self.language,
                "以上产品、尺寸和价格，双方都看过并同意。标着「预估」的尺寸，以上门量尺为准，差额按同样的单价多退少补。",
                "Both sides have read and agreed to the goods, sizes and prices above. Sizes marked as an estimate are \
                 settled by measuring at home; the difference is charged or given back at the same unit price.",
            ),
            word(
                self.language,
                "改动要双方再签字。改动前已付的钱都算在内。",
                "A change counts when both sides have signed it. What was paid before it counts towards it.",
            ),
        ];
        terms.extend(Some(content.note.clone()).filter(|note| !note.is_empty()));
        terms
    }
}

//! The acceptance certificate of a job at a customer's home, made of the rows that it left: before it is signed, and with the
//! signature. What is printed depends on the rows and what the customer says alone, so that what is looked at and what is
//! signed have the same hash.

use tenon_domain::Localized;
use tenon_domain::entities::{Checklist, Order, Store as Shop, WorkKind, WorkOrder, WorkStep};
use tenon_domain::quoting::QuoteLine;

use crate::paper::word;
use crate::{Buyer, Check, Fact, Language, Line, Paper, PaperKind, Section, Signature, Store, limits};

/// A job at a customer's home at its end.
pub struct Acceptance<'a> {
    /// The language of the fixed words, and of names that exist in both.
    pub language: Language,
    /// The showroom.
    pub store: &'a Shop,
    /// A moment in UTC milliseconds as the showroom reads it: `2026-11-22 10:42`.
    pub time: &'a dyn Fn(i64) -> String,
    /// The job.
    pub job: &'a WorkOrder,
    /// The crew's name.
    pub crew: &'a Localized,
    /// The order that it serves, where there is one, and what was ordered.
    pub order: Option<(&'a Order, &'a [QuoteLine])>,
    /// The rooms that were measured for it.
    pub rooms: &'a [String],
    /// The checklist that holds for it.
    pub checklist: Option<&'a Checklist>,
    /// What the customer has to say.
    pub remarks: &'a str,
}

/// Who signed, with what, and the hash of what they signed.
pub struct Signed<'a> {
    /// Who signed.
    pub name: &'a str,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// The pen's strokes: x and y in turn.
    pub strokes: &'a [Vec<u16>],
    /// SHA-256 of [`Acceptance::paper`] as PDF, hexadecimal.
    pub document: &'a str,
}

impl Acceptance<'_> {
    /// 验收单, as it is shown before it is signed.
    pub fn paper(&self) -> Paper {
        let job = self.job;
        let on_site = job.standing().find(|step| step.step == WorkStep::OnSite).map_or(job.start_ms, |step| step.at_ms);
        let kind = match job.kind {
            WorkKind::Measure => word(self.language, "上门量尺", "Measuring"),
            WorkKind::Install => word(self.language, "上门安装", "Installation"),
        };
        let mut facts = vec![Fact { label: word(self.language, "工种", "Job"), value: kind }];
        if let Some((order, _)) = self.order {
            facts.push(Fact { label: word(self.language, "订单", "Order"), value: order.number() });
        }
        if !self.rooms.is_empty() {
            let rooms = self.rooms.join(&word(self.language, "、", ", "));
            facts.push(Fact { label: word(self.language, "房间", "Rooms"), value: rooms });
        }
        Paper {
            kind: PaperKind::Acceptance,
            language: self.language,
            number: number(job),
            mark: String::new(),
            store: Store {
                name: self.store.name.get(self.language).to_owned(),
                address: self.store.city.get(self.language).to_owned(),
                phone: String::new(),
            },
            buyer: Some(Buyer {
                name: job.contact.name.clone(),
                phone: job.contact.phone.clone(),
                address: job.contact.address.clone(),
            }),
            made_at: (self.time)(on_site),
            seller: self.crew.get(self.language).to_owned(),
            valid_until: String::new(),
            facts,
            currency: "CNY".to_owned(),
            sections: self.sections(),
            sums: Vec::new(),
            why: Vec::new(),
            instalments: Vec::new(),
            payments: Vec::new(),
            terms: Vec::new(),
            checks: self.checks(),
            missing: self.missing(),
            remarks: self.remarks.trim().to_owned(),
            signature: None,
            codes: Vec::new(),
            footer: String::new(),
        }
    }

    /// The same with the signature and the hash of what was signed.
    pub fn signed(&self, signed: &Signed<'_>) -> Paper {
        let point = |pair: &[u16]| match pair {
            [x, y] => Some([f32::from(*x), f32::from(*y)]),
            _ => None,
        };
        Paper {
            signature: Some(Signature {
                name: signed.name.trim().to_owned(),
                signed_at: (self.time)(signed.at_ms),
                strokes: signed.strokes.iter().map(|one| one.chunks(2).filter_map(point).collect()).collect(),
                document_hash: signed.document.to_owned(),
            }),
            ..self.paper()
        }
    }

    /// What was ordered, by room, as far as a paper holds it; of a measurement the rooms say enough.
    fn sections(&self) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        let ordered = self.order.map(|(_, lines)| lines).filter(|_| self.job.kind == WorkKind::Install);
        for line in ordered.unwrap_or_default().iter().take(limits::LINES) {
            let made = Line {
                title: line.title.get(self.language).to_owned(),
                spec: line.options.get(self.language).to_owned(),
                quantity: format!("{} {}", line.count, word(self.language, "件", "pcs")),
                unit_price: 0,
                amount: 0,
                was: None,
            };
            match sections.iter_mut().find(|section| section.title == line.room) {
                Some(section) => section.lines.push(made),
                None => sections.push(Section { title: line.room.clone(), sum: None, lines: vec![made] }),
            }
        }
        sections.truncate(limits::SECTIONS);
        sections
    }

    fn checks(&self) -> Vec<Check> {
        let items = self.checklist.map(|list| list.content.items.as_slice()).unwrap_or_default();
        let done = |key: &str| self.job.site.marks.get(key).is_some_and(|mark| mark.done);
        items
            .iter()
            .take(limits::TERMS)
            .map(|item| Check { what: item.name.get(self.language).to_owned(), done: done(&item.key) })
            .collect()
    }

    fn missing(&self) -> Vec<Fact> {
        let open = self.job.site.parts.iter().filter(|parts| parts.came.is_none());
        let fact = |parts: &tenon_domain::entities::MissingParts| Fact {
            label: parts.what.clone(),
            value: [format!("× {}", parts.count), parts.note.clone()].join(" ").trim().to_owned(),
        };
        open.take(limits::ROWS).map(fact).collect()
    }
}

/// What a job's certificate is called by.
pub fn number(job: &WorkOrder) -> String {
    let id = job.id.to_string();
    let end = id.get(id.len().saturating_sub(6)..).unwrap_or_default().to_uppercase();
    format!("A-{}-{end}", job.date)
}

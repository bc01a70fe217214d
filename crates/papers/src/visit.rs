//! The slip of an appointment at a customer's home: when who comes, with the code that a phone takes into its calendar.

use tenon_domain::entities::{Appointment, Crew, Store as Shop, WorkKind};
use tenon_domain::scheduling::visit_code;
use tenon_domain::{Finality, Language};

use crate::paper::word;
use crate::{Code, Fact, Paper, PaperKind, Store};

/// What a slip says beside the appointment itself.
#[derive(Debug)]
pub struct Visit<'v> {
    /// Which appointment.
    pub appointment: &'v Appointment,
    /// For which store.
    pub store: &'v Shop,
    /// Who comes, where that is known.
    pub crew: Option<&'v Crew>,
    /// What the customer tells the crew, where the chain wants that and this tablet drew it.
    pub code: Option<&'v str>,
    /// When the slip is made, UTC milliseconds.
    pub made_ms: i64,
}

/// 小票 of an appointment.
pub fn visit(language: Language, time: &dyn Fn(i64) -> String, said: &Visit<'_>) -> Paper {
    let word = |zh: &str, en: &str| word(language, zh, en);
    let Visit { appointment, store, crew, code, made_ms } = said;
    let waits = appointment.finality != Finality::Final;
    let mark = match (appointment.cancelled.is_some(), waits) {
        (true, _) => word("上门预约 已取消", "Visit, cancelled"),
        (false, true) => word("上门预约 待确认", "Visit, to be confirmed"),
        (false, false) => word("上门预约", "Visit"),
    };
    let kind = match appointment.kind {
        WorkKind::Measure => word("量尺", "Measuring"),
        WorkKind::Install => word("安装", "Installing"),
    };
    let (start, end) = (time(appointment.start_ms), time(appointment.end_ms));
    // Both on one day: the end says its hour only.
    let end = end.rsplit(' ').next().unwrap_or_default().to_owned();
    let fact = |label: String, value: String| Fact { label, value };
    let mut facts = vec![
        fact(word("做什么", "Work"), kind),
        fact(word("上门时间", "When"), format!("{start}–{end}")),
        fact(word("顾客", "Customer"), appointment.contact.name.clone()),
        fact(word("上门地址", "Where"), appointment.contact.address.clone()),
    ];
    if let Some(crew) = crew {
        facts.push(fact(word("班组", "Crew"), crew.name.get(language).to_owned()));
    }
    let mut terms = Vec::new();
    if let Some(code) = code {
        facts.push(fact(word("上门码", "Code"), grouped(code)));
        terms.push(word("师傅到了，把上门码告诉师傅。", "Tell the crew this code when they are at your door."));
    }
    if waits && appointment.cancelled.is_none() {
        terms.push(word(
            "总部还没有确认。有变化，门店会打电话。",
            "Head office has yet to confirm. The store calls if anything changes.",
        ));
    }
    let codes = if appointment.cancelled.is_some() {
        Vec::new()
    } else {
        let caption = word("扫一扫，加进手机日历", "Scan it to put the visit into your phone's calendar");
        vec![Code { text: visit_code(appointment, language), caption }]
    };
    Paper {
        kind: PaperKind::Slip,
        language,
        number: appointment.number(),
        mark,
        store: Store {
            name: store.name.get(language).to_owned(),
            address: store.city.get(language).to_owned(),
            phone: String::new(),
        },
        buyer: None,
        made_at: time(*made_ms),
        seller: String::new(),
        valid_until: String::new(),
        facts,
        currency: "CNY".to_owned(),
        sections: Vec::new(),
        sums: Vec::new(),
        why: Vec::new(),
        instalments: Vec::new(),
        payments: Vec::new(),
        terms,
        checks: Vec::new(),
        missing: Vec::new(),
        remarks: String::new(),
        signature: None,
        codes,
        footer: String::new(),
    }
}

/// `123 456`.
fn grouped(code: &str) -> String {
    code.split_at_checked(3).map_or_else(|| code.to_owned(), |(head, tail)| format!("{head} {tail}"))
}

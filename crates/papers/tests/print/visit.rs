//! The slip of an appointment says when who comes, and carries it for the customer's phone.

use tenon_domain::entities::{Appointment, Cancellation, Contact, Crew, Store, Touch, WorkKind};
use tenon_domain::{Finality, Id, Localized, ProvisionalReason, Uuid};
use tenon_papers::visit::{Visit, visit};
use tenon_papers::{Language, Paper};

use crate::support::{PRESS, solid, text};

fn id<E>(number: u128) -> Id<E> {
    Id::new(Uuid::from_u128(number))
}

fn appointment() -> Appointment {
    Appointment {
        id: id(1),
        window: id(2),
        crew: id(3),
        kind: WorkKind::Measure,
        store: id(4),
        store_name: Localized::new("滨江店", "Binjiang"),
        contact: Contact {
            name: "王伟".into(),
            phone: "+8613800138000".into(),
            address: "文三路 1 号 3 幢 502".into(),
        },
        area: String::new(),
        goods: None,
        quantity: 1,
        units: 4,
        minutes: None,
        note: "两只狗".into(),
        visit: None,
        work_order: id(5),
        start_ms: 8 * 3_600_000,
        end_ms: 10 * 3_600_000,
        op: id(6),
        finality: Finality::Final,
        customer: None,
        touch: Touch::default(),
        moves: Vec::new(),
        cancelled: None,
    }
}

fn slip(language: Language, appointment: &Appointment, code: Option<&str>) -> Paper {
    let name = |zh: &str, en: &str| Localized::new(zh, en);
    let (city, time_zone) = (name("杭州", "Hangzhou"), "Asia/Shanghai".to_owned());
    let store = Store { id: id(4), name: name("滨江店", "Binjiang"), city, time_zone, zone: None, desk: None };
    let crew = Crew {
        id: id(3),
        name: name("丁师傅组", "Ding’s crew"),
        trades: Localized::default(),
        kinds: vec![WorkKind::Measure],
        stores: vec![id(4)],
        calendar: None,
        categories: Vec::new(),
        base: None,
    };
    let time = |ms: i64| format!("2026-11-25 {:02}:30", ms / 3_600_000);
    visit(language, &time, &Visit { appointment, store: &store, crew: Some(&crew), code, made_ms: 0 })
}

fn says(paper: &Paper, words: &[&str]) {
    let read = text(&PRESS.print(paper).unwrap());
    for word in words {
        assert!(read.contains(&solid(word)), "{word} is not in {read}");
    }
}

#[test]
fn it_says_when_who_comes_in_both_languages() {
    let booked = appointment();
    says(
        &slip(Language::Zh, &booked, Some("123456")),
        &[
            "上门预约",
            "量尺",
            "2026-11-25 08:30–10:30",
            "王伟",
            "文三路 1 号 3 幢 502",
            "丁师傅组",
            "上门码",
            "123 456",
            "V-100000",
        ],
    );
    says(&slip(Language::En, &booked, None), &["Visit", "Measuring", "Ding’s crew", "calendar"]);
    let none = text(&PRESS.print(&slip(Language::Zh, &booked, None)).unwrap());
    assert!(!none.contains("上门码") && !none.contains("两只狗"), "no word to the crew: {none}");
}

#[test]
fn what_waits_says_so_and_what_is_off_carries_no_code() {
    let waits =
        Appointment { finality: Finality::Provisional { reason: ProvisionalReason::QuotaSpent }, ..appointment() };
    says(&slip(Language::Zh, &waits, None), &["待确认", "总部还没有确认"]);
    assert_eq!(slip(Language::Zh, &waits, None).codes.len(), 1);
    let cancelled = Some(Cancellation { at_ms: 0, by_name: "林晓".into(), reason: "不做了".into() });
    let off = slip(Language::En, &Appointment { cancelled, ..appointment() }, None);
    says(&off, &["cancelled"]);
    assert!(off.codes.is_empty());
}

//! The holidays of 2026, so that the demonstration shows days off and swapped working days.

use tenon_domain::entities::{HolidayCalendar, HolidayDay};
use tenon_domain::scheduling::Date;

/// First day off, how many, and the working days that are swapped for them.
const HOLIDAYS_2026: [(&str, &str, i64, &[&str]); 7] = [
    ("元旦", "2026-01-01", 3, &["2026-01-04"]),
    ("春节", "2026-02-15", 9, &["2026-02-14", "2026-02-28"]),
    ("清明节", "2026-04-04", 3, &[]),
    ("劳动节", "2026-05-01", 5, &["2026-05-09"]),
    ("端午节", "2026-06-19", 3, &[]),
    ("中秋节", "2026-09-25", 3, &[]),
    ("国庆节", "2026-10-01", 7, &["2026-09-20", "2026-10-10"]),
];

/// The calendars that the chain knows.
pub(super) fn calendars() -> Vec<HolidayCalendar> {
    let mut days = Vec::new();
    for (name, first, count, swapped) in HOLIDAYS_2026 {
        let day = |date: String, off| HolidayDay { name: name.to_owned(), date, off };
        let off =
            Date::parse(first).into_iter().flat_map(|first| (0..count).filter_map(move |ahead| first.plus(ahead)));
        days.extend(off.map(|date| day(date.to_string(), true)));
        days.extend(swapped.iter().map(|date| day((*date).to_owned(), false)));
    }
    days.sort_by(|a, b| a.date.cmp(&b.date));
    vec![HolidayCalendar {
        id: HolidayCalendar::id_of(2026),
        year: 2026,
        papers: vec!["https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm".to_owned()],
        days,
        version: 1,
        at_ms: 0,
        by_name: "tenon-hq".to_owned(),
    }]
}

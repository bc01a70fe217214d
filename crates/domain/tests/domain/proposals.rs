//! Areas of addresses, ways between them, and proposals that hold against looking at every day.

use proptest::prelude::*;
use tenon_domain::entities::{Appointment, Area, Contact, Crew, TravelTable, Way, Window, WorkKind};
use tenon_domain::ops::{BookAppointment, CancelAppointment, MoveAppointment, PutCrewSkills, PutTravelTable};
use tenon_domain::scheduling::{CrewDay, Date, DayPart, Leg, Offer, Ranking, Travel, Wish};
use tenon_domain::{Id, Localized, Uuid};

use crate::desks::{Desks, clerk, seller};
use crate::jobs::{book, code, window};

fn area(code: &str, divisions: &[&str]) -> Area {
    let divisions = divisions.iter().map(|one| (*one).to_owned()).collect();
    Area { code: code.to_owned(), name: Localized::new(code, code), divisions, minutes: 10, metres: 4_000 }
}

fn way(from: &str, to: &str, minutes: u32) -> Way {
    Way { from: from.to_owned(), to: to.to_owned(), minutes, metres: minutes * 500 }
}

fn put() -> PutTravelTable {
    PutTravelTable {
        areas: vec![
            area("binjiang", &["杭州市滨江区", "Binjiang"]),
            area("xihu", &["杭州市西湖区"]),
            area("chaoyang", &["北京市朝阳区"]),
            area("changchun", &["吉林省长春市朝阳区"]),
            area("hangzhou", &["杭州市"]),
        ],
        ways: vec![way("binjiang", "xihu", 25), way("xihu", "binjiang", 35), way("xihu", "hangzhou", 15)],
        seen: None,
    }
}

fn table() -> TravelTable {
    let PutTravelTable { areas, ways, .. } = put();
    TravelTable { id: TravelTable::ID, areas, ways, version: 1, at_ms: 0, by_name: String::new() }
}

#[test]
fn an_address_lies_in_the_area_whose_division_says_most_of_it() {
    let table = table();
    for (address, area) in [
        ("浙江省杭州市滨江区江南大道 100 号", Some("binjiang")),
        ("杭州市滨江区江晖雅苑 3 幢", Some("binjiang")),
        ("滨江区江南大道 100 号", Some("binjiang")),
        ("12 Jiangnan Avenue, binjiang, Hangzhou", Some("binjiang")),
        ("杭州市西湖区文三路 1 号", Some("xihu")),
        ("浙江省 杭州市 西湖区 文三路 100 号", Some("xihu")),
        ("杭州市临安区钱王街 1 号", Some("hangzhou")),
        ("北京朝阳区三里屯路 1 号", Some("chaoyang")),
        ("吉林省长春市朝阳区人民大街 1 号", Some("changchun")),
        ("朝阳区人民大街 1 号", None),
        ("上海市静安区南京西路 1 号", None),
        ("文三路 1 号", None),
        ("", None),
    ] {
        assert_eq!(table.area_of(address).map(|one| one.code.as_str()), area, "{address}");
    }
}

#[test]
fn a_way_leads_back_as_long_as_there_is_no_other_way_back() {
    let travel = Travel::new(&table());
    let leg = |minutes: i64| Leg { minutes, metres: minutes * 500 };
    assert_eq!((travel.leg("binjiang", "xihu"), travel.leg("xihu", "binjiang")), (Some(leg(25)), Some(leg(35))));
    assert_eq!((travel.leg("hangzhou", "xihu"), travel.leg("hangzhou", "binjiang")), (Some(leg(15)), None));
    assert_eq!(travel.tour(Some("binjiang"), ["xihu", "xihu"]), Some(Leg { minutes: 70, metres: 34_000 }));
    assert_eq!(travel.tour(Some("binjiang"), []), Some(Leg::default()));
    assert_eq!(travel.tour(None, ["binjiang", "xihu"]), Some(leg(25)));
    assert_eq!(travel.tour(Some("binjiang"), ["hangzhou"]), None);
}

#[test]
fn a_table_with_faults_is_refused_and_says_where() {
    let mut hq = Desks::hq();
    let mut faulty = put();
    faulty.areas[1].divisions = vec!["杭州市滨江区".to_owned()];
    faulty.ways.push(way("xihu", "nowhere", 5));
    let refused = hq.does(&clerk(), faulty).expect_err("it is refused");
    let tenon_domain::Stop::Refused(refusal) = refused else { panic!("{refused:?}") };
    assert_eq!(refusal.code, "fields_faulty");
    let facts = serde_json::to_value(&refusal.facts).unwrap().to_string();
    assert!(facts.contains("areas.1.divisions") && facts.contains("ways.3"), "{facts}");

    hq.does(&clerk(), put()).unwrap();
    hq.does(&clerk(), put()).unwrap();
    let version = |hq: &Desks| hq.row(TravelTable::ID).map(|held: TravelTable| held.version);
    assert_eq!(version(&hq), Some(1));
    let changed = |seen| PutTravelTable { ways: vec![way("xihu", "binjiang", 30)], seen, ..put() };
    hq.does(&clerk(), PutTravelTable { ways: Vec::new(), seen: Some(1), ..put() }).unwrap();
    let late = hq.does(&clerk(), changed(Some(1)));
    assert!(matches!(late, Err(tenon_domain::Stop::Refused(refusal)) if refusal.code == "travel_table_changed"));
    hq.does(&clerk(), changed(None)).unwrap();
    assert_eq!(version(&hq), Some(3));
}

/// HQ with the table, and a window of a crew that takes kitchens.
fn chain() -> (Desks, Window) {
    let mut hq = Desks::hq();
    hq.does(&clerk(), put()).unwrap();
    let crew = Desks::crew(1);
    let (name, trades) = (Localized::new("王师傅组", "Wang’s crew"), Localized::default());
    hq.put(&Crew {
        id: crew,
        name,
        trades,
        kinds: vec![WorkKind::Measure],
        stores: vec![Desks::store(1)],
        calendar: None,
        categories: Vec::new(),
        base: None,
    });
    let skills = PutCrewSkills { crew, categories: vec!["kitchen".to_owned()], base: Some("binjiang".to_owned()) };
    hq.does(&clerk(), skills).unwrap();
    let window = window(WorkKind::Measure, 1);
    hq.put(&window);
    (hq, window)
}

fn booking(goods: &str, address: &str) -> BookAppointment {
    let contact = Contact { name: "王伟".into(), phone: "+8613800138000".into(), address: address.into() };
    BookAppointment { contact, goods: Some(goods.to_owned()), ..book(WorkKind::Measure, 1) }
}

#[test]
fn a_crew_is_sent_only_for_goods_that_it_takes_and_from_an_area_that_there_is() {
    let (mut hq, window) = chain();
    let refused = |hq: &mut Desks, goods: &str| code(hq.does_in(1, &seller(1), booking(goods, "文三路")));
    assert_eq!(refused(&mut hq, "door/interior"), "crew_other_goods");
    assert_eq!(refused(&mut hq, "kitchens"), "crew_other_goods", "a name that begins alike is another one");
    assert_eq!(refused(&mut hq, "kitchen/cabinet"), "");
    let held: Window = hq.row(window.id).unwrap();
    assert_eq!((held.free, held.areas), (8, vec![String::new()]));

    let from_nowhere = PutCrewSkills { crew: window.crew, categories: Vec::new(), base: Some("mars".to_owned()) };
    assert_eq!(code(hq.does(&clerk(), from_nowhere)), "area_unknown");
}

#[test]
fn a_window_knows_the_areas_of_its_visits_through_moves_and_cancellations() {
    let (mut hq, first) = chain();
    let second = Window { id: first.crew.derive("later"), start_ms: first.start_ms + 1, ..first.clone() };
    hq.put(&second);
    let booked = hq.does_in(1, &seller(1), booking("kitchen", "杭州市西湖区文三路 1 号")).unwrap();
    let stays = hq.does_in(1, &seller(1), booking("kitchen", "滨江区江南大道 1 号")).unwrap();
    let areas = |hq: &Desks, id: Id<Window>| hq.row::<Window>(id).unwrap().areas;
    assert_eq!(areas(&hq, first.id), ["xihu", "binjiang"]);

    let appointment: Id<Appointment> = booked.nth(1);
    let reason = "出差".to_owned();
    hq.does_in(
        1,
        &seller(1),
        MoveAppointment { appointment, window: second.id, reason: reason.clone(), waitlist: None },
    )
    .unwrap();
    assert_eq!((areas(&hq, first.id), areas(&hq, second.id)), (vec!["binjiang".to_owned()], vec!["xihu".to_owned()]));

    hq.does_in(1, &seller(1), CancelAppointment { appointment: stays.nth(1), reason }).unwrap();
    assert_eq!((areas(&hq, first.id), hq.row::<Window>(first.id).unwrap().free), (Vec::new(), 9));
}

const CODES: [&str; 4] = ["binjiang", "xihu", "hangzhou", ""];

fn crew(number: u8) -> Crew {
    Crew {
        id: Id::new(Uuid::from_u128(number.into())),
        name: Localized::default(),
        trades: Localized::default(),
        kinds: vec![WorkKind::Install],
        stores: Vec::new(),
        calendar: None,
        categories: [vec![], vec!["kitchen".to_owned()], vec!["door".to_owned()]][usize::from(number % 3)].clone(),
        base: [Some("binjiang"), Some("xihu"), None][usize::from(number % 3)].map(str::to_owned),
    }
}

/// Crew, days ahead, hour, places, whether it can be booked, areas of its visits.
type Drawn = (u8, i64, i64, u32, Option<bool>, Vec<usize>);

fn offers() -> impl Strategy<Value = Vec<Drawn>> {
    let one = (
        0..4_u8,
        0..40_i64,
        8..18_i64,
        1..4_u32,
        prop::option::weighted(0.8, any::<bool>()),
        prop::collection::vec(0..4_usize, 0..4),
    );
    prop::collection::vec(one, 0..60)
}

fn days(drawn: &[Drawn], crews: &[Crew]) -> Vec<(usize, Date, Vec<Offer>)> {
    let from = Date::parse("2026-11-22").unwrap();
    let mut days: Vec<(usize, Date, Vec<Offer>)> = Vec::new();
    for (at, (crew, ahead, hour, capacity, guaranteed, areas)) in drawn.iter().enumerate() {
        let (crew, date) = (usize::from(*crew) % crews.len(), from.plus(*ahead).unwrap());
        let start_ms = (ahead * 24 + hour) * 3_600_000;
        let offer = Offer {
            window: Id::new(Uuid::from_u128(at as u128 + 1)),
            start_ms,
            end_ms: start_ms + 7_200_000,
            part: if *hour < 12 { DayPart::Morning } else { DayPart::Afternoon },
            capacity: *capacity,
            booked: u32::try_from(areas.len()).unwrap() * 2,
            guaranteed: *guaranteed,
            areas: areas.iter().map(|at| CODES[*at].to_owned()).collect(),
        };
        match days.iter_mut().find(|(held, day, _)| (*held, *day) == (crew, date)) {
            Some((.., offers)) => offers.push(offer),
            None => days.push((crew, date, vec![offer])),
        }
    }
    for (.., offers) in &mut days {
        offers.sort_by_key(|offer| (offer.start_ms, offer.window));
    }
    days.sort_by_key(|(crew, date, _)| (*date, *crew));
    days
}

proptest! {
    #[test]
    fn the_best_windows_are_found_without_looking_at_every_day(
        drawn in offers(),
        goods in prop::option::of(prop::sample::select(vec!["kitchen/cabinet", "door", "tile"])),
        home in prop::option::of(0..3_usize),
        weekdays in prop::collection::vec(1..8_u8, 0..3),
        part in prop::option::of(prop::sample::select(vec![DayPart::Morning, DayPart::Afternoon])),
        limit in 1..5_usize,
    ) {
        let travel = Travel::new(&table());
        let crews: Vec<Crew> = (0..4).map(crew).collect();
        let days = days(&drawn, &crews);
        let wish = Wish {
            goods: goods.map(str::to_owned),
            area: home.map(|at| CODES[at].to_owned()),
            from: Date::parse("2026-11-22").unwrap(),
            weekdays,
            part,
        };
        let rank = |limit: usize, early: bool| {
            let mut ranking = Ranking::new(&travel, wish.clone(), limit);
            for (crew, date, offers) in &days {
                if early && ranking.is_settled(*date) {
                    break;
                }
                ranking.consider(&CrewDay { crew: &crews[*crew], date: *date, offers: offers.clone() });
            }
            ranking.into_best()
        };
        let all = rank(1_000, false);
        let best = rank(limit, true);

        prop_assert_eq!(&best[..], &all[..limit.min(all.len())]);
        prop_assert!(all.windows(2).all(|pair| (pair[0].cost, pair[0].start_ms) <= (pair[1].cost, pair[1].start_ms)));
        for one in &all {
            let (crew, date, offers) = days.iter().find(|(.., offers)| offers.iter().any(|o| o.window == one.window)).unwrap();
            let offer = offers.iter().find(|offer| offer.window == one.window).unwrap();
            prop_assert_eq!((offer.guaranteed, date.to_string()), (Some(one.guaranteed), one.date.clone()));
            prop_assert!(crews[*crew].takes(goods));
            // No detour is shorter than nothing where ways hold the triangle, and none is made up where a way is not known.
            prop_assert_eq!(one.detour.is_some() && wish.area.is_none(), false);
            let units: u32 = offers.iter().map(|offer| offer.booked).sum();
            prop_assert_eq!(one.day_units, units);
        }
    }
}

#[test]
fn of_windows_that_weigh_the_same_the_earlier_one_is_proposed_whichever_crew_comes_first() {
    let travel = Travel::new(&table());
    let crews: Vec<Crew> = (0..4).map(crew).collect();
    let wish = Wish {
        goods: None,
        area: Some(CODES[0].to_owned()),
        from: Date::parse("2026-11-22").unwrap(),
        weekdays: Vec::new(),
        part: Some(DayPart::Afternoon),
    };
    let drawn = [(2, 8, 8, 1, Some(true), vec![]), (0, 8, 12, 3, Some(true), vec![2, 0, 0])];
    let mut ranking = Ranking::new(&travel, wish, 1);
    for (crew, date, offers) in days(&drawn, &crews) {
        ranking.consider(&CrewDay { crew: &crews[crew], date, offers });
    }
    let best = ranking.into_best();
    assert_eq!((best.len(), best[0].crew, best[0].cost), (1, crews[2].id, 160));
}

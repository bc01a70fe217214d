//! Where the districts of the chain's cities lie, and how long the ways between them take.

use std::collections::BTreeMap;

use tenon_domain::entities::{Appointment, Area, TravelTable, Way, Window};
use tenon_domain::{Id, Localized};

use super::people::{CITIES, City};

/// The districts of each city with their English names, metres to the east and to the north of the city's first store.
const DISTRICTS: [&[(&str, &str, i32, i32)]; 3] = [
    &[
        ("滨江区", "Binjiang", 0, 0),
        ("西湖区", "Xihu", -7_700, 5_500),
        ("余杭区", "Yuhang", -20_200, 10_000),
        ("拱墅区", "Gongshu", -6_700, 12_200),
        ("萧山区", "Xiaoshan", 4_800, -3_300),
        ("上城区", "Shangcheng", -2_900, 3_300),
    ],
    &[
        ("高新区", "Gaoxin", 0, 0),
        ("武侯区", "Wuhou", -1_900, 6_700),
        ("锦江区", "Jinjiang", 1_900, 7_800),
        ("青羊区", "Qingyang", -2_900, 11_100),
        ("金牛区", "Jinniu", -1_000, 12_200),
        ("成华区", "Chenghua", 3_800, 8_900),
    ],
    &[
        ("南山区", "Nanshan", 0, 0),
        ("福田区", "Futian", 13_300, -1_100),
        ("宝安区", "Bao’an", -5_100, 2_200),
        ("龙岗区", "Longgang", 32_800, 21_100),
        ("龙华区", "Longhua", 10_200, 14_400),
        ("罗湖区", "Luohu", 20_500, 2_200),
    ],
];
/// Roads are longer than the crow flies, by this many hundredths.
const ROADS: f64 = 1.35;
/// Metres that a van drives in a minute in town.
const METRES_A_MINUTE: f64 = 420.0;
/// Minutes to set out and to park.
const PARKING: u32 = 5;

/// The table of all cities. Between cities no way is named: no crew works in two.
pub(super) fn table() -> TravelTable {
    let (mut areas, mut ways) = (Vec::new(), Vec::new());
    for (city, districts) in CITIES.iter().zip(DISTRICTS) {
        for (at, (zh, en, east, north)) in districts.iter().enumerate() {
            let (minutes, metres) = way(3_000, 0);
            areas.push(Area {
                code: code(en),
                name: Localized::new(*zh, *en),
                divisions: vec![format!("{}{zh}", city.zh_full)],
                minutes,
                metres,
            });
            for (_, other, to_east, to_north) in &districts[at + 1..] {
                let (minutes, metres) = way(to_east - east, to_north - north);
                ways.push(Way { from: code(en), to: code(other), minutes, metres });
            }
        }
    }
    TravelTable { id: TravelTable::ID, areas, ways, version: 1, at_ms: 0, by_name: "tenon-hq".to_owned() }
}

/// Notes the areas of `appointments`, and of which of them each window has visits.
pub(super) fn find_areas(table: &TravelTable, appointments: &mut [Appointment], windows: &mut [Window]) {
    let numbers: BTreeMap<Id<Window>, usize> = windows.iter().enumerate().map(|(at, window)| (window.id, at)).collect();
    for appointment in appointments {
        appointment.area =
            table.area_of(&appointment.contact.address).map(|area| area.code.clone()).unwrap_or_default();
        if let Some(at) = numbers.get(&appointment.window) {
            windows[*at].enter(&appointment.area, appointment.units);
        }
    }
}

/// The area that the crews of the city set out from.
pub(super) fn base(city: &City) -> Option<String> {
    let of_city = CITIES.iter().position(|one| one.zh == city.zh)?;
    DISTRICTS[of_city].first().map(|(_, en, ..)| code(en))
}

fn code(en: &str) -> String {
    en.to_lowercase().replace('’', "")
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few kilometres")]
fn way(east: i32, north: i32) -> (u32, u32) {
    let metres = f64::from(east).hypot(north.into()) * ROADS;
    ((metres / METRES_A_MINUTE) as u32 + PARKING, metres as u32)
}

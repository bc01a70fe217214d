//! Ways that crews drive: which area an address lies in, and how long it takes from area to area.

use std::collections::BTreeMap;
use std::ops::{Add, Sub};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Address, Area, TravelTable};

/// What driving costs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct Leg {
    /// Minutes by car.
    pub minutes: i64,
    /// Metres by road.
    pub metres: i64,
}

impl Add for Leg {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { minutes: self.minutes + other.minutes, metres: self.metres + other.metres }
    }
}

impl Sub for Leg {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { minutes: self.minutes - other.minutes, metres: self.metres - other.metres }
    }
}

impl TravelTable {
    /// Whether `code` is one of its areas.
    pub fn has_area(&self, code: &str) -> bool {
        self.areas.iter().any(|area| area.code == code)
    }

    /// The area that `address` lies in, as people typed it: the one with the division that says the most of it. None where no
    /// division fits, and where divisions of several areas fit equally well.
    pub fn area_of(&self, address: &str) -> Option<&Area> {
        let text = address.to_lowercase();
        let read = Address::read(address);
        let mut best: Option<(usize, &Area)> = None;
        let mut undecided = false;
        for area in &self.areas {
            let Some(fit) = area.divisions.iter().filter_map(|division| fit(division, &read, &text)).max() else {
                continue;
            };
            match best {
                Some((held, _)) if held > fit => {}
                Some((held, _)) if held == fit => undecided = true,
                _ => {
                    best = Some((fit, area));
                    undecided = false;
                }
            }
        }
        best.filter(|_| !undecided).map(|(_, area)| area)
    }
}

/// How much of the address `division` says: the letters of its parts that the address has. None where a part is another.
fn fit(division: &str, read: &Address, text: &str) -> Option<usize> {
    let parts = Address::read(division);
    let named = [(&parts.province, &read.province), (&parts.city, &read.city), (&parts.district, &read.district)];
    if named.iter().all(|(part, _)| part.is_empty()) {
        return text.contains(&division.to_lowercase()).then(|| division.chars().count());
    }
    let mut letters = 0;
    for (part, own) in named {
        if !part.is_empty() && part == own {
            letters += part.chars().count();
        } else if !part.is_empty() && !own.is_empty() {
            return None;
        }
    }
    // Without its city an address names its district in the midst of the street.
    if !parts.district.is_empty() && read.district.is_empty() {
        if !text.contains(&parts.district) {
            return None;
        }
        letters += parts.district.chars().count();
    }
    (letters > 0).then_some(letters)
}

/// The ways of a [`TravelTable`], to be looked up often.
#[derive(Debug, Default)]
pub struct Travel {
    numbers: BTreeMap<String, usize>,
    legs: BTreeMap<(usize, usize), Leg>,
}

impl Travel {
    /// All ways of `table`.
    pub fn new(table: &TravelTable) -> Self {
        let numbers: BTreeMap<String, usize> =
            table.areas.iter().enumerate().map(|(number, area)| (area.code.clone(), number)).collect();
        let leg = |minutes: u32, metres: u32| Leg { minutes: minutes.into(), metres: metres.into() };
        let mut legs = BTreeMap::new();
        for (number, area) in table.areas.iter().enumerate() {
            legs.insert((number, number), leg(area.minutes, area.metres));
        }
        for way in &table.ways {
            if let (Some(from), Some(to)) = (numbers.get(&way.from), numbers.get(&way.to)) {
                legs.insert((*from, *to), leg(way.minutes, way.metres));
            }
        }
        for way in &table.ways {
            if let (Some(from), Some(to)) = (numbers.get(&way.from), numbers.get(&way.to)) {
                legs.entry((*to, *from)).or_insert_with(|| leg(way.minutes, way.metres));
            }
        }
        Self { numbers, legs }
    }

    /// The way between two areas; none where the table does not know it.
    pub fn leg(&self, from: &str, to: &str) -> Option<Leg> {
        self.legs.get(&(*self.numbers.get(from)?, *self.numbers.get(to)?)).copied()
    }

    /// A day's tour: from `base` to each of `stops` in turn and back. Without a base, from the first stop to the last. None
    /// where a way is not known.
    pub fn tour<'s>(&self, base: Option<&'s str>, stops: impl IntoIterator<Item = &'s str>) -> Option<Leg> {
        let mut sum = Leg::default();
        let mut at = base;
        let mut moved = false;
        for stop in stops {
            if let Some(from) = at {
                sum = sum + self.leg(from, stop)?;
            }
            (at, moved) = (Some(stop), true);
        }
        match (base, at) {
            (Some(base), Some(last)) if moved => Some(sum + self.leg(last, base)?),
            _ => Some(sum),
        }
    }
}

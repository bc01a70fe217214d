//! Numbers of cards that are spent, of the whole chain.
//!
//! A tablet holds the cards of its own showroom. Of all others it holds these numbers, so that without a network it redeems
//! no card that was redeemed or withdrawn before its last contact. They are cut into rows by serial, so that a redemption
//! changes one short row, and packed as gaps: at a million spent numbers some 250 of two to three bytes in each.

use data_encoding::BASE64;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::card_number::CardNumber;
use crate::{Coverage, Entity, Id, Kind, Scope, Uuid};

/// The namespace of these rows' identifiers.
const NAMESPACE: Uuid = Uuid::from_u128(0x7465_6e6f_6e00_4000_8000_7370_656e_7400);
/// Serials in one row.
const SERIALS: u64 = 2_500_000;

/// Spent numbers whose serials are near each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpentNumbers {
    /// Its identifier, derived from the serials that it is for.
    pub id: Id<SpentNumbers>,
    /// Ascending: series times the row's serials, and the place in the row.
    #[serde(rename = "gaps", serialize_with = "pack", deserialize_with = "unpack")]
    numbers: Vec<u64>,
}

impl SpentNumbers {
    /// The row that `number` would stand in.
    pub fn id_of(number: &CardNumber) -> Id<Self> {
        let (_, serial) = number.parts();
        Id::new(Uuid::new_v5(&NAMESPACE, &(serial / SERIALS).to_be_bytes()))
    }

    /// The row for `number` and its neighbours, with none of them spent.
    pub fn none_near(number: &CardNumber) -> Self {
        Self { id: Self::id_of(number), numbers: Vec::new() }
    }

    /// Whether `number` is spent, if this is its row.
    pub fn hold(&self, number: &CardNumber) -> bool {
        self.numbers.binary_search(&place(number)).is_ok()
    }

    /// Notes whether `number`, whose row this is, is spent. Answers whether that was unknown.
    pub fn note(&mut self, number: &CardNumber, spent: bool) -> bool {
        let place = place(number);
        match (self.numbers.binary_search(&place), spent) {
            (Err(at), true) => self.numbers.insert(at, place),
            (Ok(at), false) => drop(self.numbers.remove(at)),
            (Ok(_), true) | (Err(_), false) => return false,
        }
        true
    }
}

fn place(number: &CardNumber) -> u64 {
    let (series, serial) = number.parts();
    u64::from(series) * SERIALS + serial % SERIALS
}

/// As gaps of seven bits a byte, the lowest first, in Base64.
fn pack<S: Serializer>(numbers: &[u64], serializer: S) -> Result<S::Ok, S::Error> {
    let (mut bytes, mut last) = (Vec::new(), 0);
    for number in numbers {
        let mut gap = number - last;
        while gap > 0x7f {
            bytes.push((gap & 0x7f) as u8 | 0x80);
            gap >>= 7;
        }
        bytes.push((gap & 0x7f) as u8);
        last = *number;
    }
    serializer.serialize_str(&BASE64.encode(&bytes))
}

fn unpack<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u64>, D::Error> {
    use serde::de::Error;
    let text = String::deserialize(deserializer)?;
    let bytes = BASE64.decode(text.as_bytes()).map_err(D::Error::custom)?;
    let (mut numbers, mut last, mut gap, mut shift) = (Vec::new(), 0_u64, 0_u64, 0);
    for byte in bytes {
        if shift > 28 {
            return Err(D::Error::custom("a gap between spent numbers is too large"));
        }
        gap |= u64::from(byte & 0x7f) << shift;
        shift += 7;
        if byte < 0x80 {
            last += gap;
            numbers.push(last);
            (gap, shift) = (0, 0);
        }
    }
    Ok(numbers)
}

impl Entity for SpentNumbers {
    const KIND: Kind = Kind::SpentNumbers;
    const COVERAGE: Coverage = Coverage::Whole;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Chain]
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::SpentNumbers;
    use crate::card_number::CardNumber;

    proptest! {
        #[test]
        fn what_was_noted_is_held_and_nothing_else(
            noted in prop::collection::vec((0u8..100, prop_oneof![0u64..40, 0u64..10_000_000_000], any::<bool>()), 0..60),
            others in prop::collection::vec((0u8..100, 0u64..40), 0..20),
        ) {
            let mut rows = BTreeMap::new();
            let mut spent = BTreeSet::new();
            for (series, serial, is_spent) in noted {
                let number = CardNumber::make(series, serial);
                let row: &mut SpentNumbers =
                    rows.entry(SpentNumbers::id_of(&number)).or_insert_with(|| SpentNumbers::none_near(&number));
                let changed = if is_spent { spent.insert(number.clone()) } else { spent.remove(&number) };
                prop_assert_eq!(row.note(&number, is_spent), changed);
                *row = serde_json::from_str(&serde_json::to_string(row).unwrap()).unwrap();
            }
            let others = others.into_iter().map(|(series, serial)| CardNumber::make(series, serial));
            for number in others.chain(spent.iter().cloned()).collect::<Vec<_>>() {
                let held = rows.get(&SpentNumbers::id_of(&number)).is_some_and(|row| row.hold(&number));
                prop_assert_eq!(held, spent.contains(&number));
            }
        }

        #[test]
        fn whatever_comes_in_is_read_or_refused(gaps in "[A-Za-z0-9+/]{0,40}") {
            let text = format!(r#"{{"id":"00000000-0000-0000-0000-000000000000","gaps":"{gaps}"}}"#);
            let _ = serde_json::from_str::<SpentNumbers>(&text);
        }
    }

    #[test]
    fn two_hundred_and_fifty_numbers_take_less_than_a_kilobyte() {
        let mut row = SpentNumbers::none_near(&CardNumber::make(7, 0));
        for nth in 0..250 {
            row.note(&CardNumber::make(7, nth * 9_973), true);
        }
        let body = serde_json::to_string(&row).unwrap();
        assert!(body.len() < 1_000, "{}", body.len());
    }
}

//! The colours and sizes of a chunk, read where they stand.

use super::{CHUNK, MALFORMED};
use crate::catalog::Error;
use crate::catalog::codec::take_varint;

/// More than any document has.
const WRITTEN: usize = 16;
/// Numbers of one byte.
const SMALL: usize = 128;
/// Marks that are told apart.
const MARKS: usize = 32;

/// How many each document has (one byte each), then their numbers.
#[derive(Debug)]
pub(super) struct Choices(Vec<u8>);

impl Choices {
    /// What stands on disk; nothing where there is no row.
    pub(super) fn stored(data: Option<Vec<u8>>) -> Result<Self, Error> {
        match data {
            Some(data) if data.len() >= CHUNK => Ok(Self(data)),
            Some(_) => Err(MALFORMED),
            None => Ok(Self(vec![0; CHUNK])),
        }
    }

    /// Calls `each` with the numbers of every one of `places`, which ascend; `None` if the row is malformed.
    pub(super) fn each(&self, places: impl Iterator<Item = u16>, mut each: impl FnMut(&[u32])) -> Option<()> {
        let (counts, mut rest) = self.0.split_at_checked(CHUNK)?;
        let (mut next, mut ids) = (0, Vec::new());
        for place in places.map(usize::from) {
            let mut passed: usize = counts.get(next..place)?.iter().map(|count| usize::from(*count)).sum();
            while passed > 0 {
                let (byte, behind) = rest.split_first()?;
                passed -= usize::from(*byte < 0x80);
                rest = behind;
            }
            ids.clear();
            for _ in 0..*counts.get(place)? {
                ids.push(u32::try_from(take_varint(&mut rest)?).ok()?);
            }
            each(&ids);
            next = place + 1;
        }
        Some(())
    }

    /// Counts numbers: calls `each` with a number, a mark, and of how many documents with that mark it is; 0 marks those
    /// that `marked` does not name, and the largest mark is 31. `None` if the row is malformed. For many documents quicker
    /// than to look at each.
    pub(super) fn count_marked(
        &self,
        marked: impl Iterator<Item = (u16, u8)>,
        mut each: impl FnMut(u32, u8, u32),
    ) -> Option<()> {
        let (counts, mut rest) = self.0.split_at_checked(CHUNK)?;
        let mut marks = [0_u8; CHUNK];
        for (place, mark) in marked {
            *marks.get_mut(usize::from(place))? = mark;
        }
        let all: usize = counts.iter().map(|count| usize::from(*count)).sum();
        // The mark of every number. So many are written for each document as any has, and those too many are written over
        // by the next: as long as none has more, nothing depends on how many it has.
        let mut spread = vec![0_u8; all + WRITTEN];
        let mut at = 0;
        for (count, mark) in counts.iter().zip(marks) {
            let count = usize::from(*count);
            spread.get_mut(at..at + WRITTEN)?.fill(mark);
            if count > WRITTEN {
                spread.get_mut(at..at + count)?.fill(mark);
            }
            at += count;
        }
        let mut small = [[0_u32; SMALL]; MARKS];
        for mark in spread.into_iter().take(all) {
            match *rest {
                [number @ 0..0x80, ref behind @ ..] => {
                    small[usize::from(mark) % MARKS][usize::from(number) % SMALL] += 1;
                    rest = behind;
                }
                _ => each(u32::try_from(take_varint(&mut rest)?).ok()?, mark, 1),
            }
        }
        for (small, mark) in small.iter().zip(0_u8..) {
            let some = small.iter().zip(0_u32..).filter(|(times, _)| **times > 0);
            some.for_each(|(times, number)| each(number, mark, *times));
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::{CHUNK, Choices};
    use crate::catalog::codec::put_varint;

    proptest! {
        #[test]
        fn counted_at_once_is_counted_one_by_one(
            // More than `WRITTEN` too, and numbers of one, two and three bytes.
            having in prop::collection::btree_map(
                0..CHUNK,
                prop::collection::vec(prop_oneof![0..200_u32, 16_000..17_000_u32], 0..20),
                0..60,
            ),
            marked in prop::collection::btree_map(0..4_096_u16, 1..18_u8, 0..200),
        ) {
            let mut row: Vec<u8> = (0..CHUNK).map(|at| having.get(&at).map_or(0, |ids| ids.len().try_into().unwrap())).collect();
            having.values().flatten().for_each(|id| put_varint(&mut row, u64::from(*id)));
            let choices = Choices::stored(Some(row)).unwrap();
            let (mut at_once, mut one_by_one) = (BTreeMap::new(), BTreeMap::new());
            let counted = choices.count_marked(marked.iter().map(|(at, mark)| (*at, *mark)), |id, mark, times| {
                if mark > 0 {
                    *at_once.entry((id, mark)).or_insert(0) += times;
                }
            });
            prop_assert_eq!(counted, Some(()));
            let mut marks = marked.values();
            let seen = choices.each(marked.keys().copied(), |ids| {
                let mark = *marks.next().unwrap();
                for id in ids {
                    *one_by_one.entry((*id, mark)).or_insert(0) += 1;
                }
            });
            prop_assert_eq!(seen, Some(()));
            prop_assert_eq!(at_once, one_by_one);
        }
    }
}

//! One kind of number of a chunk, read where it stands.

use super::{CHUNK, MALFORMED};
use crate::catalog::Error;
use crate::catalog::codec::pack;

/// Numbers of all documents of a chunk, as `codec::pack` writes them.
#[derive(Debug)]
pub(in crate::catalog) struct Packed(Vec<u8>);

impl Packed {
    /// What stands on disk.
    pub(super) fn stored(data: Vec<u8>) -> Result<Self, Error> {
        let fits = data
            .split_first()
            .is_some_and(|(width, rest)| matches!(width, 1 | 2 | 4 | 8) && rest.len() == usize::from(*width) * CHUNK);
        if fits { Ok(Self(data)) } else { Err(MALFORMED) }
    }

    /// Of a chunk that has no row.
    pub(super) fn zeros() -> Self {
        let mut data = vec![0; CHUNK + 1];
        if let Some(width) = data.first_mut() {
            *width = 1;
        }
        Self(data)
    }

    /// `values` of a whole chunk.
    pub(super) fn of(values: &[u64]) -> Self {
        Self(pack(values))
    }

    /// Calls `each` with the number at every one of `places`, in their order.
    pub(in crate::catalog) fn each(&self, places: impl Iterator<Item = u16>, mut each: impl FnMut(u64)) {
        let Some((width, data)) = self.0.split_first() else { return };
        match width {
            1 => places.for_each(|at| each(data.get(usize::from(at)).copied().map_or(0, u64::from))),
            2 => {
                let all = data.as_chunks::<2>().0;
                places.for_each(|at| {
                    each(all.get(usize::from(at)).map_or(0, |bytes| u64::from(u16::from_le_bytes(*bytes))));
                });
            }
            4 => {
                let all = data.as_chunks::<4>().0;
                places.for_each(|at| {
                    each(all.get(usize::from(at)).map_or(0, |bytes| u64::from(u32::from_le_bytes(*bytes))));
                });
            }
            _ => {
                let all = data.as_chunks::<8>().0;
                places.for_each(|at| each(all.get(usize::from(at)).map_or(0, |bytes| u64::from_le_bytes(*bytes))));
            }
        }
    }

    /// The number at `place`.
    pub(super) fn get(&self, place: u16) -> u64 {
        let mut found = 0;
        self.each(std::iter::once(place), |number| found = number);
        found
    }
}

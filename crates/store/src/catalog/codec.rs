//! Small numbers in few bytes.

/// Appends `value`, seven bits a byte, lowest first.
pub(super) fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push((value & 0x7f) as u8);
}

/// Reads what `put_varint` wrote and moves `bytes` past it; `None` at the end or when malformed.
#[inline]
pub(super) fn take_varint(bytes: &mut &[u8]) -> Option<u64> {
    match *bytes {
        [byte @ 0..0x80, rest @ ..] => {
            *bytes = rest;
            Some(u64::from(*byte))
        }
        [low, high @ 0..0x80, rest @ ..] => {
            *bytes = rest;
            Some(u64::from(low & 0x7f) | u64::from(*high) << 7)
        }
        _ => take_long(bytes),
    }
}

/// A number of more than two bytes.
fn take_long(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for (at, &byte) in bytes.iter().enumerate().take(10) {
        value |= u64::from(byte & 0x7f) << (7 * at);
        if byte < 0x80 {
            *bytes = bytes.get(at + 1..)?;
            return Some(value);
        }
    }
    None
}

/// Signed to unsigned with small magnitudes staying small.
pub(super) fn zigzag(value: i64) -> u64 {
    (value << 1 ^ value >> 63).cast_unsigned()
}

/// The inverse of `zigzag`.
pub(super) fn unzigzag(value: u64) -> i64 {
    (value >> 1).cast_signed() ^ -((value & 1).cast_signed())
}

/// Ascending document numbers as the gaps between them.
pub(super) fn put_docs(docs: impl Iterator<Item = u32>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut last = 0;
    for doc in docs {
        put_varint(&mut out, u64::from(doc - last));
        last = doc;
    }
    out
}

/// Calls `each` with what `put_docs` was given.
pub(super) fn each_doc(mut bytes: &[u8], mut each: impl FnMut(u32)) {
    let mut last = 0_u32;
    while let Some(gap) = take_varint(&mut bytes).and_then(|gap| u32::try_from(gap).ok()) {
        last = last.saturating_add(gap);
        each(last);
    }
}

/// Numbers in as few bytes each as the largest needs: the width, then each lowest byte first.
pub(super) fn pack(values: &[u64]) -> Vec<u8> {
    let largest = values.iter().copied().max().unwrap_or(0);
    let width = [1_u8, 2, 4].into_iter().find(|width| largest >> (8 * u32::from(*width)) == 0).unwrap_or(8);
    let mut out = Vec::with_capacity(values.len() * usize::from(width) + 1);
    out.push(width);
    for value in values {
        out.extend(value.to_le_bytes().iter().take(usize::from(width)));
    }
    out
}

/// What `pack` was given; `None` when malformed.
pub(super) fn unpack(bytes: &[u8]) -> Option<Vec<u64>> {
    let (width, rest) = bytes.split_first()?;
    Some(match width {
        1 => rest.iter().map(|byte| u64::from(*byte)).collect(),
        2 => rest.as_chunks::<2>().0.iter().map(|bytes| u64::from(u16::from_le_bytes(*bytes))).collect(),
        4 => rest.as_chunks::<4>().0.iter().map(|bytes| u64::from(u32::from_le_bytes(*bytes))).collect(),
        8 => rest.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes)).collect(),
        _ => return None,
    })
}

/// A set of document numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn insert(&mut self, doc: u32) {
        let at = (doc / 64) as usize;
        if at >= self.0.len() {
            self.0.resize(at + 1, 0);
        }
        if let Some(word) = self.0.get_mut(at) {
            *word |= 1 << (doc % 64);
        }
    }

    pub(super) fn contains(&self, doc: u32) -> bool {
        self.0.get((doc / 64) as usize).is_some_and(|word| word >> (doc % 64) & 1 == 1)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its members in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        let words = (0_u32..).zip(&self.0).filter(|(_, word)| **word > 0);
        words.flat_map(|(at, word)| (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| at * 64 + bit))
    }
}

#[cfg(test)]
mod tests {
    use super::{pack, put_varint, take_varint, unpack, unzigzag, zigzag};

    #[test]
    fn numbers_come_back() {
        for value in [0, 1, -1, 63, -64, i64::MAX, i64::MIN, 1_700_000_000_000] {
            let mut out = Vec::new();
            put_varint(&mut out, zigzag(value));
            assert_eq!(take_varint(&mut out.as_slice()).map(unzigzag), Some(value));
        }
    }

    #[test]
    fn columns_come_back() {
        for largest in [0, 255, 256, 65_536, u64::from(u32::MAX), u64::MAX] {
            let values = [3, largest, 0, largest / 2];
            assert_eq!(unpack(&pack(&values)).unwrap(), values);
        }
        assert_eq!(unpack(&[]), None);
    }
}

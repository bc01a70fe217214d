//! Whether a JPEG is all there. Decoders fill what is missing with grey, and a showroom would show it.

/// Whether the end marker of the picture itself is there (ITU-T T.81, B.1 and B.2). Previews inside of segments do not
/// count, nor does what stands behind the end.
pub(super) fn is_whole_jpeg(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    loop {
        // Segments begin with a marker; fill bytes may stand before it.
        let Some(start) = rest.iter().position(|byte| *byte == 0xFF) else { return false };
        rest = rest.get(start..).unwrap_or_default();
        let Some(kind) = rest.iter().position(|byte| *byte != 0xFF) else { return false };
        let marker = rest.get(kind).copied().unwrap_or_default();
        rest = rest.get(kind + 1..).unwrap_or_default();
        match marker {
            0xD9 => return true,
            // Stuffing in coded data, restart markers, and others without a length.
            0x00 | 0x01 | 0xD0..=0xD8 => {}
            _ => {
                let Some(&[high, low]) = rest.first_chunk::<2>() else { return false };
                let length = usize::from(u16::from_be_bytes([high, low])).max(2);
                let Some(after) = rest.get(length..) else { return false };
                rest = after;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_whole_jpeg;

    #[test]
    fn only_the_pictures_own_end_counts() {
        let head = [0xFF, 0xD8, 0xFF, 0xE1, 0, 6, 0xFF, 0xD9, 0, 0, 0xFF, 0xDA, 0, 2];
        let with = |tail: &[u8]| is_whole_jpeg(&[&head[..], tail].concat());
        assert!(with(&[1, 0xFF, 0, 2, 0xFF, 0xD0, 3, 0xFF, 0xFF, 0xD9, 9, 9]));
        assert!(!with(&[1, 0xFF, 0, 2]), "the end of the preview is not the picture's");
        assert!(!with(&[1, 0xFF]));
        assert!(!with(&[0xFF, 0xC4, 0xFF, 0xFF, 0xFF, 0xD9]), "a segment that is longer than the file");
        assert!(!is_whole_jpeg(&[]));
    }
}

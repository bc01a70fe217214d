//! What decoders do not tell: whether a JPEG is all there (they fill what is missing with grey, and a showroom would show
//! it), and how large a GIF's first picture says it is before it is unpacked.

/// Whether the end marker of the picture itself is there (ITU-T T.81, B.1 and B.2). Previews inside of segments do not
/// count, nor does what stands behind the end.
pub(crate) fn is_whole_jpeg(bytes: &[u8]) -> bool {
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

/// Width and height that hold the screen and the first picture of a GIF (GIF89a, sections 18 to 20); none where the file
/// ends before it says so.
pub(crate) fn gif_extent(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?)));
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let (width, height) = (number(6)?, number(8)?);
    let mut at = 13 + table(*bytes.get(10)?);
    // Extensions: a label, then blocks with their length before them, an empty one at the end.
    while *bytes.get(at)? == 0x21 {
        at += 2;
        while *bytes.get(at)? != 0 {
            at += 1 + usize::from(*bytes.get(at)?);
        }
        at += 1;
    }
    if *bytes.get(at)? != 0x2C {
        return None;
    }
    let (left, top, wide, high) = (number(at + 1)?, number(at + 3)?, number(at + 5)?, number(at + 7)?);
    Some((width.max(left + wide), height.max(top + high)))
}

#[cfg(test)]
mod tests {
    use super::{gif_extent, is_whole_jpeg};

    #[test]
    fn the_first_picture_of_a_gif_may_be_larger_than_its_screen() {
        let mut file = b"GIF89a\x20\0\x20\0\x80\0\0".to_vec();
        file.extend([0; 6]);
        file.extend([0x21, 0xF9, 4, 1, 0, 0, 0, 0]);
        assert_eq!(gif_extent(&file), None);
        file.extend([0x2C, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x29, 5]);
        assert_eq!(gif_extent(&file), Some((65_535, 65_280 + 1_321)));
    }

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

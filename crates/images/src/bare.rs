//! A file without what it says beside its picture: place, time, device, previews.
//!
//! Where a photograph was taken stands in Exif (a GPS directory), in XMP, and in makers' own notes, whose insides nobody
//! has written down. So everything goes that is not needed to show the picture, instead of what is known to be a place.
//! Pixels are not unpacked, so nothing is lost by packing anew. How the picture is to be turned stays.

/// Exif with nothing but the orientation (Exif 2.32, 4.6.4, tag 0x0112), big-endian.
fn turning(orientation: u8) -> Vec<u8> {
    let mut note = b"MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    note.extend([orientation, 0, 0, 0, 0, 0, 0]);
    note
}

/// How a picture with this Exif is to be turned, 1 to 8; 1 is as it lies.
fn orientation(note: &[u8]) -> u8 {
    let note = note.strip_prefix(b"Exif\0\0").unwrap_or(note);
    image::metadata::Orientation::from_exif_chunk(note).map_or(1, image::metadata::Orientation::to_exif)
}

/// `file` (JPEG, PNG or WebP) without what it says beside its picture; none where it cannot be read as one of these.
pub fn bare(file: &[u8]) -> Option<Vec<u8>> {
    match file {
        [0xFF, 0xD8, 0xFF, ..] => bare_jpeg(file),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => bare_png(file),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => bare_webp(file),
        _ => None,
    }
}

/// Keeps JFIF (APP0), colour profiles (APP2), how colours are coded (APP14) and everything that is no APPn or comment
/// (ITU-T T.81, B.1.1.3). What stands behind the picture's end goes: some phones put previews and films there.
fn bare_jpeg(file: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0xFF, 0xD8];
    let (mut at, mut turn, mut coded) = (2, 1, false);
    let mut kept = Vec::with_capacity(file.len());
    loop {
        let start = at + file.get(at..)?.iter().position(|byte| *byte == 0xFF)?;
        let kind = start + file.get(start..)?.iter().position(|byte| *byte != 0xFF)?;
        let marker = *file.get(kind)?;
        // Coded data before the marker, and stuffing in it, belong to the picture; what lies between headers does not.
        if coded {
            kept.extend(file.get(at..start)?);
        }
        at = kind + 1;
        match marker {
            0xD9 => {
                kept.extend([0xFF, 0xD9]);
                break;
            }
            0x00 | 0x01 | 0xD0..=0xD8 if coded => kept.extend([0xFF, marker]),
            0x00 | 0x01 | 0xD0..=0xD8 => {}
            _ => {
                let length = usize::from(u16::from_be_bytes(*file.get(at..)?.first_chunk()?)).max(2);
                let segment = file.get(at..at + length)?;
                let body = segment.get(2..)?;
                let shows = match marker {
                    0xE0 => body.starts_with(b"JFIF\0"),
                    0xE2 => body.starts_with(b"ICC_PROFILE\0"),
                    0xEE => body.starts_with(b"Adobe"),
                    0xE1..=0xEF | 0xFE => false,
                    _ => true,
                };
                if marker == 0xE1 && body.starts_with(b"Exif\0\0") && turn == 1 {
                    turn = orientation(body);
                }
                if shows {
                    kept.extend([0xFF, marker]);
                    kept.extend(segment);
                }
                coded |= marker == 0xDA;
                at += length;
            }
        }
    }
    if turn != 1 {
        let note = [b"Exif\0\0".as_slice(), &turning(turn)].concat();
        out.extend([0xFF, 0xE1]);
        out.extend(u16::try_from(note.len() + 2).ok()?.to_be_bytes());
        out.extend(note);
    }
    out.extend(kept);
    Some(out)
}

/// Chunks that are needed to show the picture (PNG, third edition, 11.2 and 11.3).
const PNG_SHOWN: [&[u8]; 12] =
    [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"pHYs"];

fn bare_png(file: &[u8]) -> Option<Vec<u8>> {
    let mut out = file.get(..8)?.to_vec();
    let (mut at, mut turn) = (8, 1);
    loop {
        let length = usize::try_from(u32::from_be_bytes(*file.get(at..)?.first_chunk()?)).ok()?;
        let chunk = file.get(at..at.checked_add(length)?.checked_add(12)?)?;
        let kind = chunk.get(4..8)?;
        if kind == b"eXIf" {
            turn = orientation(chunk.get(8..8 + length)?);
        }
        if PNG_SHOWN.contains(&kind) {
            // Before the pixels, where Exif has to stand.
            if kind == b"IDAT" && turn != 1 {
                out.extend(png_chunk(*b"eXIf", &turning(turn))?);
                turn = 1;
            }
            out.extend(chunk);
        }
        if kind == b"IEND" {
            return Some(out);
        }
        at += chunk.len();
    }
}

fn png_chunk(kind: [u8; 4], body: &[u8]) -> Option<Vec<u8>> {
    let named = [kind.as_slice(), body].concat();
    let length = u32::try_from(body.len()).ok()?.to_be_bytes();
    Some([length.as_slice(), &named, &crc32(&named).to_be_bytes()].concat())
}

/// The checksum of PNG (third edition, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

/// Bits of a WebP's `VP8X` chunk that announce Exif and XMP (RFC 9649, 2.7).
const WEBP_EXIF: u8 = 0x08;
const WEBP_XMP: u8 = 0x04;

fn bare_webp(file: &[u8]) -> Option<Vec<u8>> {
    let mut out = file.get(..12)?.to_vec();
    let (mut at, mut turn, mut flags) = (12, 1, None);
    while at + 8 <= file.len() {
        let kind = file.get(at..at + 4)?;
        let length = usize::try_from(u32::from_le_bytes(*file.get(at + 4..)?.first_chunk()?)).ok()?;
        // Chunks begin at even places; the last one may lack its filling.
        let end = at.checked_add(8)?.checked_add(length)?;
        let chunk = file.get(at..end)?;
        match kind {
            b"EXIF" => turn = orientation(chunk.get(8..)?),
            b"VP8X" | b"VP8 " | b"VP8L" | b"ALPH" | b"ICCP" => {
                if kind == b"VP8X" {
                    flags = Some(out.len() + 8);
                }
                out.extend(chunk);
                out.extend(vec![0; length % 2]);
            }
            _ => {}
        }
        at = end + length % 2;
    }
    if let Some(flags) = flags {
        let byte = out.get_mut(flags)?;
        *byte &= !(WEBP_EXIF | WEBP_XMP);
        if turn != 1 {
            *byte |= WEBP_EXIF;
            let note = turning(turn);
            out.extend(b"EXIF");
            out.extend(u32::try_from(note.len()).ok()?.to_le_bytes());
            out.extend(note);
        }
    }
    let length = u32::try_from(out.len() - 8).ok()?.to_le_bytes();
    out.get_mut(4..8)?.copy_from_slice(&length);
    Some(out)
}

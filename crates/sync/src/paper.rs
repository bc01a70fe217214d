//! A signed operation as the text of a QR code.
//!
//! Layout before Base45 (RFC 9285), whose alphabet is that of a code's alphanumeric mode: `version (1 byte, 1) · Ed25519
//! signature (64) · the stamp's JSON, compressed (zstd, RFC 8878)`. [`PREFIX`] stands in front, as on cards.

use std::io::Read;

use data_encoding::HEXLOWER;
use tenon_domain::{Refusal, STAMP_LIMIT, Signed};

/// What the text of every such code begins with.
pub const PREFIX: &str = "TN2:";
/// Longest text: what a code holds whose modules still print well on a roll.
pub const TEXT_LIMIT: usize = 1_800;

const VERSION: u8 = 1;
const SIGNATURE: usize = 64;
const LEVEL: i32 = 19;
/// Memory that unpacking takes at most, as a power of two: as much as a stamp may be.
const WINDOW_LOG: u32 = 19;

/// The text for `signed`; none where it is too much for one code.
pub fn print(signed: &Signed) -> Option<String> {
    let signature = HEXLOWER.decode(signed.signature.as_bytes()).ok().filter(|one| one.len() == SIGNATURE)?;
    let packed = zstd::bulk::compress(signed.bytes.as_bytes(), LEVEL).ok()?;
    let bytes = [&[VERSION], signature.as_slice(), &packed].concat();
    let text = format!("{PREFIX}{}", base45::encode(&bytes));
    Some(text).filter(|text| text.len() <= TEXT_LIMIT)
}

/// What stands in `text`. Nothing is proved by that: whoever takes it checks the signature.
pub fn read(text: &str) -> Result<Signed, Refusal> {
    let unreadable = Refusal::paper_unreadable;
    let text = text.trim();
    let body = text.strip_prefix(PREFIX).filter(|_| text.len() <= TEXT_LIMIT).ok_or_else(unreadable)?;
    let bytes = base45::decode(body).map_err(|_| unreadable())?;
    let [VERSION, rest @ ..] = bytes.as_slice() else { return Err(unreadable()) };
    let (signature, packed) = rest.split_at_checked(SIGNATURE).ok_or_else(unreadable)?;
    let mut decoder = zstd::stream::Decoder::new(packed).map_err(|_| unreadable())?;
    decoder.window_log_max(WINDOW_LOG).map_err(|_| unreadable())?;
    let mut plain = Vec::new();
    let most = u64::try_from(STAMP_LIMIT).unwrap_or(u64::MAX);
    decoder.take(most + 1).read_to_end(&mut plain).map_err(|_| unreadable())?;
    if plain.len() > STAMP_LIMIT {
        return Err(unreadable());
    }
    let bytes = String::from_utf8(plain).map_err(|_| unreadable())?;
    Ok(Signed { bytes, signature: HEXLOWER.encode(signature) })
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;
    use proptest::prelude::*;
    use tenon_domain::{Hash, Signed};

    use super::{PREFIX, TEXT_LIMIT, print, read};
    use crate::sign;

    fn signed(text: &str) -> Signed {
        sign(&SigningKey::from_bytes(&[7; 32]), text.to_owned())
    }

    #[test]
    fn what_is_too_much_for_one_code_has_none() {
        let noise: String = (0..60_u32).map(|at| Hash::of(&at.to_le_bytes()).to_string()).collect();
        assert_eq!(print(&signed(&noise)), None);
    }

    #[test]
    fn a_small_text_that_unpacks_to_much_is_refused() {
        let huge = signed(&"a".repeat(4_000_000));
        let text = print(&huge).expect("it packs well");
        assert_eq!(read(&text).unwrap_err().code, "paper_unreadable");
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read(text in "[ -~一-龥]{0,300}") {
            let signed = signed(&text);
            if let Some(printed) = print(&signed) {
                prop_assert!(printed.len() <= TEXT_LIMIT);
                prop_assert_eq!(read(&printed).unwrap(), signed);
            }
        }

        #[test]
        fn an_altered_code_is_unreadable_or_has_no_genuine_signature(at in 0_usize..400, to in "[0-9A-Z $%*+./:-]") {
            let key = SigningKey::from_bytes(&[7; 32]);
            let public = data_encoding::HEXLOWER.encode(key.verifying_key().as_bytes());
            let genuine = signed(r#"{"id":"018f","device":"5f16f4c7","seq":17,"op":{"tag":"card.redeem.v1"}}"#);
            let text = print(&genuine).unwrap();
            let at = PREFIX.len() + at % (text.len() - PREFIX.len());
            prop_assume!(text[at..=at] != to);
            let altered = format!("{}{to}{}", &text[..at], &text[at + 1..]);
            if let Ok(read) = read(&altered) {
                // What packs the same operation in other bytes is the same operation.
                prop_assert!(read == genuine || !read.is_by(&public));
            }
        }

        #[test]
        fn nothing_scanned_panics(text in "(TN2:)?[0-9A-Z $%*+./:-]{0,300}|TN2:.*", bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&text);
            let _ = read(&format!("{PREFIX}{}", base45::encode([&[1_u8], bytes.as_slice()].concat())));
        }
    }
}

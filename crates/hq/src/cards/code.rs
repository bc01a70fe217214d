//! The code of a card: signed text, and the QR code that holds it.

use anyhow::{Context, Result};
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use tenon_domain::card_token::CardToken;
use tenon_domain::entities::Card;

use crate::keys::Keys;

/// The text of a card's code, signed with the key that is in use now.
pub fn text(keys: &Keys, card: &Card) -> String {
    let token = CardToken { key: keys.cards_id, number: card.number.clone(), campaign: card.campaign.0 };
    token.sign(&keys.cards)
}

/// The QR code of `text`: alphanumeric mode, error correction Q, in the smallest version that holds it.
pub fn qr(text: &str) -> Result<QrCode> {
    anyhow::ensure!(QrSegment::is_alphanumeric(text), "the text of a card's code has symbols beyond a QR code's 45");
    let segment = QrSegment::make_alphanumeric(text);
    QrCode::encode_segments_advanced(&[segment], QrCodeEcc::Quartile, Version::MIN, Version::MAX, None, false)
        .context("the text of a card's code is too long for a QR code")
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;
    use qrcodegen::QrCodeEcc;
    use tenon_domain::Uuid;
    use tenon_domain::card_number::CardNumber;
    use tenon_domain::card_token::CardToken;

    use super::qr;

    #[test]
    fn a_cards_code_is_a_qr_code_of_version_8_q_which_holds_it_in_alphanumeric_mode_only() {
        let number = CardNumber::make(84, 42).as_str().to_owned();
        let token = CardToken { key: 3, number, campaign: Uuid::from_u128(9) };
        let text = token.sign(&SigningKey::from_bytes(&[7; 32]));
        let code = qr(&text).unwrap();
        // ISO/IEC 18004, table 7: version 8-Q holds 157 alphanumeric symbols and 108 bytes.
        assert!((109..=157).contains(&text.len()), "{}", text.len());
        assert_eq!((code.version().value(), code.error_correction_level()), (8, QrCodeEcc::Quartile));
    }

    #[test]
    fn text_beyond_the_alphabet_is_refused_not_put_into_another_mode() {
        assert!(qr("tn1:abc").is_err());
    }
}

//! The signed text in a card's code: it proves that a card is genuine, never that it is unspent.
//!
//! Layout before Base45 (RFC 9285), whose alphabet is that of a QR code's alphanumeric mode:
//! `version (1 byte, 1) · key id (1) · series digit-letter-serial packed as thirteen ASCII bytes · campaign UUID (16) ·
//! Ed25519 signature (64) over all before it`. In front stands [`PREFIX`], so that a scanner knows whose code it is.

use data_encoding::HEXLOWER_PERMISSIVE;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::card_number::{CardNumber, LENGTH};
use crate::entities::CardKey;
use crate::{Refusal, Uuid};

/// What every card's code begins with.
pub const PREFIX: &str = "TN1:";

const SIGNED: usize = 2 + LENGTH + 16;
/// Longest text that is looked at; a genuine one has 147 symbols.
const TEXT_LIMIT: usize = 512;

/// What a genuine card says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardToken {
    /// The key that signed it.
    pub key: u8,
    /// The card's number, without blanks.
    pub number: String,
    /// The campaign that sold it.
    pub campaign: Uuid,
}

impl CardToken {
    /// The text for the card's code.
    pub fn sign(&self, key: &SigningKey) -> String {
        let mut bytes = self.signed_part();
        bytes.extend(key.sign(&bytes).to_bytes());
        format!("{PREFIX}{}", base45::encode(&bytes))
    }

    fn signed_part(&self) -> Vec<u8> {
        let mut bytes = vec![1, self.key];
        bytes.extend(self.number.as_bytes());
        bytes.extend(self.campaign.as_bytes());
        bytes
    }

    /// Reads `text` and checks its signature against the chain's `keys`.
    pub fn verify(text: &str, keys: &[CardKey]) -> Result<Self, Refusal> {
        let malformed = || Refusal::card_malformed(text);
        let text = text.trim();
        if text.len() > TEXT_LIMIT {
            return Err(malformed());
        }
        let body = text.strip_prefix(PREFIX).ok_or_else(malformed)?;
        let bytes = base45::decode(body).map_err(|_| malformed())?;
        let (signed, signature) = bytes.split_at_checked(SIGNED).ok_or_else(malformed)?;
        let signature = Signature::from_slice(signature).map_err(|_| malformed())?;
        let [version, key, rest @ ..] = signed else { return Err(malformed()) };
        let (number, campaign) = rest.split_at_checked(LENGTH).ok_or_else(malformed)?;
        if *version != 1 {
            return Err(malformed());
        }
        let public =
            keys.iter().find(|known| known.id == *key).and_then(verifying_key).ok_or_else(Refusal::card_forged)?;
        public.verify_strict(signed, &signature).map_err(|_| Refusal::card_forged())?;
        let number = std::str::from_utf8(number).map_err(|_| malformed())?;
        let number = CardNumber::parse(number)?.as_str().to_owned();
        let campaign = Uuid::from_slice(campaign).map_err(|_| malformed())?;
        Ok(Self { key: *key, number, campaign })
    }
}

fn verifying_key(key: &CardKey) -> Option<VerifyingKey> {
    let bytes = HEXLOWER_PERMISSIVE.decode(key.public_key.as_bytes()).ok()?;
    VerifyingKey::from_bytes(&bytes.try_into().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::{CardToken, PREFIX};
    use crate::Uuid;
    use crate::card_number::CardNumber;
    use crate::entities::CardKey;
    use data_encoding::HEXLOWER;
    use ed25519_dalek::SigningKey;
    use proptest::prelude::*;

    fn token() -> (CardToken, SigningKey, Vec<CardKey>) {
        let key = SigningKey::from_bytes(&[7; 32]);
        let keys = vec![CardKey { id: 3, public_key: HEXLOWER.encode(key.verifying_key().as_bytes()) }];
        let number = CardNumber::make(84, 42).as_str().to_owned();
        (CardToken { key: 3, number, campaign: Uuid::from_u128(9) }, key, keys)
    }

    #[test]
    fn a_genuine_token_reads_back() {
        let (token, key, keys) = token();
        assert_eq!(CardToken::verify(&token.sign(&key), &keys).unwrap(), token);
    }

    #[test]
    fn a_token_by_another_key_is_forged() {
        let (token, key, _) = token();
        let other = SigningKey::from_bytes(&[8; 32]);
        let keys = vec![CardKey { id: 3, public_key: HEXLOWER.encode(other.verifying_key().as_bytes()) }];
        assert_eq!(CardToken::verify(&token.sign(&key), &keys).unwrap_err().code, "card_forged");
    }

    proptest! {
        #[test]
        fn an_altered_token_is_never_taken(at in 0usize..143, to in "[0-9A-Z $%*+./:-]") {
            let (token, key, keys) = token();
            let text = token.sign(&key);
            let at = PREFIX.len() + at;
            prop_assume!(at < text.len() && text[at..=at] != to);
            let altered = format!("{}{to}{}", &text[..at], &text[at + 1..]);
            prop_assert!(CardToken::verify(&altered, &keys).is_err());
        }

        #[test]
        fn nothing_scanned_panics(text in "(TN1:)?.*") {
            let (_, _, keys) = token();
            let _ = CardToken::verify(&text, &keys);
        }
    }
}

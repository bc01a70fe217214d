//! HQ's private keys: a file that only its owner may read, never in the database and never in a log.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use ed25519_dalek::SigningKey;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256, Sha512};
use tenon_domain::entities::{CalendarFeed, CardKey};
use tenon_domain::{Id, Uuid};

/// What HQ signs with.
pub struct Keys {
    /// Signs privilege cards.
    pub cards: SigningKey,
    /// Its number in every token.
    pub cards_id: u8,
    /// Signs catalog manifests and the console's own operations.
    pub hq: SigningKey,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    cards: String,
    cards_id: u8,
    hq: String,
}

impl Keys {
    /// Reads the keys in `dir`, or makes them where there are none.
    pub fn open(dir: &Path) -> Result<Self> {
        let path = dir.join("keys.json");
        if !path.exists() {
            let stored = Stored { cards: fresh(), cards_id: 1, hq: fresh() };
            write_private(&path, &serde_json::to_vec(&stored)?)?;
        }
        let stored: Stored = serde_json::from_slice(&fs::read(&path)?)
            .with_context(|| format!("{} cannot be read: restore it from your backup", path.display()))?;
        Ok(Self { cards: key(&stored.cards)?, cards_id: stored.cards_id, hq: key(&stored.hq)? })
    }

    /// Signs cards with a new key from now on; `id` stands in their tokens. The old key is forgotten: the text of any
    /// card's code is signed anew when it is asked for, and what was printed is read with the policy's public halves.
    pub fn rotate_cards(&mut self, dir: &Path, id: u8) -> Result<()> {
        let stored = Stored { cards: fresh(), cards_id: id, hq: HEXLOWER.encode(self.hq.as_bytes()) };
        let (path, beside) = (dir.join("keys.json"), dir.join("keys.json.new"));
        write_private(&beside, &serde_json::to_vec(&stored)?)?;
        fs::rename(&beside, &path).with_context(|| format!("{} cannot be replaced", path.display()))?;
        fs::File::open(dir)?.sync_all()?;
        *self = Self { cards: key(&stored.cards)?, cards_id: id, hq: key(&stored.hq)? };
        Ok(())
    }

    /// The public half of the cards' key, for the policy that goes to every tablet.
    pub fn card_key(&self) -> CardKey {
        CardKey { id: self.cards_id, public_key: HEXLOWER.encode(self.cards.verifying_key().as_bytes()) }
    }

    /// The text that stands for a calendar feed in its address: whose it is, and a proof that HQ gave this version of it
    /// out. Whoever has it reads the calendar, so it is in no database and in no log.
    pub fn calendar_token(&self, feed: &CalendarFeed) -> String {
        let mac = self.calendar_mac(feed).finalize().into_bytes();
        let mac = mac.iter().copied().take(MAC_BYTES);
        BASE64URL_NOPAD.encode(&feed.id.0.as_bytes().iter().copied().chain(mac).collect::<Vec<u8>>())
    }

    /// Whether `proof` is that of this version of `feed`; takes the same time whatever is wrong with it.
    pub fn proves_calendar(&self, feed: &CalendarFeed, proof: &CalendarProof) -> bool {
        self.calendar_mac(feed).verify_truncated_left(&proof.mac).is_ok()
    }

    fn calendar_mac(&self, feed: &CalendarFeed) -> Hmac<Sha256> {
        // A key of its own: what signs operations and catalogs is used for nothing else.
        let key = Sha512::new().chain_update(b"tenon calendar feeds 1").chain_update(self.hq.as_bytes()).finalize();
        let mac = <Hmac<Sha256> as KeyInit>::new(&key);
        mac.chain_update(feed.id.0.as_bytes()).chain_update(feed.version.to_be_bytes())
    }

    /// The public half of HQ's own key, lower-case hex.
    pub fn hq_public(&self) -> String {
        HEXLOWER.encode(self.hq.verifying_key().as_bytes())
    }
}

/// Bytes of a proof: 128 bits, which nobody guesses through a server.
const MAC_BYTES: usize = 16;

/// What a calendar's address says.
pub struct CalendarProof {
    /// Which feed.
    pub feed: Id<CalendarFeed>,
    mac: [u8; MAC_BYTES],
}

impl CalendarProof {
    /// Reads what [`Keys::calendar_token`] wrote; proves nothing yet.
    pub fn read(token: &str) -> Option<Self> {
        let bytes: [u8; 16 + MAC_BYTES] = BASE64URL_NOPAD.decode(token.as_bytes()).ok()?.try_into().ok()?;
        let (id, mac) = bytes.split_at(16);
        Some(Self { feed: Id::new(Uuid::from_bytes(id.try_into().ok()?)), mac: mac.try_into().ok()? })
    }
}

fn fresh() -> String {
    HEXLOWER.encode(&rand::random::<[u8; 32]>())
}

fn key(hex: &str) -> Result<SigningKey> {
    let bytes = HEXLOWER.decode(hex.as_bytes()).context("a key is not hex")?;
    let bytes: [u8; 32] = bytes.try_into().map_err(|_| anyhow::anyhow!("a key is not 32 bytes long"))?;
    Ok(SigningKey::from_bytes(&bytes))
}

/// Writes a file that only its owner may read, durably.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).with_context(|| format!("{} cannot be written", path.display()))?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(())
}

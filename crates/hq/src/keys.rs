//! HQ's private keys: a file that only its owner may read, never in the database and never in a log.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use data_encoding::HEXLOWER;
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use tenon_domain::entities::CardKey;

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

    /// The public half of HQ's own key, lower-case hex.
    pub fn hq_public(&self) -> String {
        HEXLOWER.encode(self.hq.verifying_key().as_bytes())
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

//! Enrolling a device by a one-use code.

use serde::{Deserialize, Serialize};
use tenon_domain::entities::{Crew, Device, DeviceState, Store};
use tenon_domain::{DeviceId, Hash, Id, Refusal};
use tenon_store::hq::Commit;
use tenon_store::{Error, Value};

use super::grant_rights;

/// How long a code can be used.
const CODE_LIFE_MS: i64 = 24 * 60 * 60 * 1000;
/// No letters that look like digits.
const ALPHABET: &[u8; 31] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/// What a device says when it is enrolled.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Enrolment {
    /// The one-use code.
    pub code: String,
    /// The device's Ed25519 public key, lower-case hex.
    pub public_key: String,
}

/// What HQ answers.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Enrolled {
    /// The device's identifier.
    #[schema(value_type = String)]
    pub device: DeviceId,
    /// The store it belongs to.
    #[schema(value_type = String)]
    pub store: Id<Store>,
    /// What people will call it.
    pub name: String,
    /// HQ's public key, lower-case hex: catalogs must be signed by it.
    pub hq_public_key: String,
}

/// Makes a code that enrols one device at `store`. Only its hash is kept.
pub fn issue_code(commit: &mut Commit<'_>, store: Id<Store>, now_ms: i64, random: [u8; 10]) -> Result<String, Error> {
    let code: String = random.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 31)])).collect();
    let sql = "INSERT INTO enrolment_codes (code_hash, store, expires_ms, device) VALUES (?1, ?2, ?3, NULL)";
    let expires = now_ms.saturating_add(CODE_LIFE_MS);
    commit.conn().execute(sql, &[hash(&code).into(), store.to_string().into(), expires.into()])?;
    Ok(format!("{}-{}", &code[..5], &code[5..]))
}

fn hash(code: &str) -> String {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    Hash::of(plain.as_bytes()).to_string()
}

/// Enrols the device that shows a code. The same device may ask again (its answer was lost); another may not.
pub fn enrol(
    commit: &mut Commit<'_>,
    enrolment: &Enrolment,
    hq_public_key: &str,
    now_ms: i64,
) -> Result<Result<Enrolled, Refusal>, Error> {
    let sql = "SELECT store, expires_ms, device FROM enrolment_codes WHERE code_hash = ?1";
    let Some(row) = commit.conn().query_one(sql, &[hash(&enrolment.code).into()])? else {
        return Ok(Err(Refusal::new("code_unknown", "This enrolment code is unknown. Ask head office for a new one.")));
    };
    let store: Id<Store> = row.parsed(0)?;
    let answer = |device: Device| Enrolled {
        device: device.id,
        store,
        name: device.name,
        hq_public_key: hq_public_key.to_owned(),
    };
    if let Some(device) = row.maybe_text(2)? {
        let id: DeviceId = device.parse().map_err(|_| Error::Corrupt(format!("`{device}` is no device")))?;
        let device = commit.rows().entity::<Device>(id)?;
        return Ok(match device.filter(|device| device.public_key == enrolment.public_key) {
            Some(device) => Ok(answer(device)),
            None => {
                Err(Refusal::new("code_used", "This enrolment code was used before. Ask head office for a new one."))
            }
        });
    }
    if row.integer(1)? <= now_ms {
        return Ok(Err(Refusal::new(
            "code_expired",
            "This enrolment code has run out. Ask head office for a new one.",
        )));
    }
    if enrolment.public_key.len() != 64 || !enrolment.public_key.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(Err(Refusal::new(
            "key_unreadable",
            "The device's key cannot be read. Update the app and try again.",
        )));
    }
    let device = new_device(commit, store, &enrolment.public_key)?;
    commit.put(&device)?;
    let sql = "UPDATE enrolment_codes SET device = ?2 WHERE code_hash = ?1";
    commit.conn().execute(sql, &[hash(&enrolment.code).into(), Value::from(device.id.to_string())])?;
    grant_rights(commit, &device)?;
    Ok(Ok(answer(device)))
}

fn new_device(commit: &mut Commit<'_>, store: Id<Store>, public_key: &str) -> Result<Device, Error> {
    let devices = commit.rows().all::<Device>()?;
    let number = devices.iter().filter(|device| device.store == store).count() + 1;
    let crews = commit.rows().all::<Crew>()?;
    let crews = crews.into_iter().filter(|crew| crew.stores.contains(&store)).map(|crew| crew.id).collect();
    Ok(Device {
        id: Id::<Device>::new(Hash::of(public_key.as_bytes()).uuid()),
        name: format!("Tablet {number:02}"),
        store,
        crews,
        public_key: public_key.to_owned(),
        state: DeviceState::Active,
    })
}

//! Making this tablet a store's: a one-use code for a key that was made here.

use serde::{Deserialize, Serialize};
use tenon_domain::entities::Store;
use tenon_domain::{DeviceId, Id, Refusal};
use tenon_store::tablet::put_meta;
use thiserror::Error;

use crate::Tablet;
use crate::http::{LinkError, checked, plain_client};
use crate::identity::{ENROLMENT, Enrolment, public_key};
use crate::tablet::Topic;

/// Why the tablet was not enrolled.
#[derive(Debug, Error)]
pub enum EnrolError {
    /// HQ gave no usable answer, or said no.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// The tablet belongs to a store already.
    #[error("this tablet is enrolled already; use another data folder for another tablet")]
    Already,
    /// The answer could not be saved.
    #[error(transparent)]
    Store(#[from] tenon_store::Error),
}

#[derive(Serialize)]
struct Request {
    code: String,
    public_key: String,
}

/// HQ's answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Enrolled {
    /// This device.
    pub device: DeviceId,
    /// Its store.
    pub store: Id<Store>,
    /// What people will call it.
    pub name: String,
    hq_public_key: String,
}

/// Enrols `tablet` at the HQ at `url` with a one-use `code`. Safe to repeat when the answer was lost.
pub async fn enrol(tablet: &Tablet, url: &str, code: &str) -> Result<Enrolled, EnrolError> {
    if tablet.enrolment()?.is_some() {
        return Err(EnrolError::Already);
    }
    let request = Request { code: code.to_owned(), public_key: public_key(tablet.key()) };
    let url = url.trim_end_matches('/');
    let response =
        plain_client()?.post(format!("{url}/v1/enrol")).json(&request).send().await.map_err(LinkError::from)?;
    let body = checked(response).await?.bytes().await.map_err(LinkError::from)?;
    let enrolled: Enrolled = serde_json::from_slice(&body).map_err(|_| {
        LinkError::Refused(Refusal::new(
            "hq_not_tenon",
            "What answered is not head office. Check the address and the network.",
        ))
    })?;
    let enrolment = Enrolment {
        device: enrolled.device,
        store: enrolled.store,
        hq_url: url.to_owned(),
        hq_public_key: enrolled.hq_public_key.clone(),
    };
    put_meta(&mut *tablet.writer(), ENROLMENT, &enrolment)?;
    tablet.tell(Topic::Rows);
    Ok(enrolled)
}

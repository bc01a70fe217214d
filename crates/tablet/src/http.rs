//! Requests to HQ: signed, bounded, and told apart from whatever else a shop's Wi-Fi may answer.

use std::fmt::Write as _;
use std::time::Duration;

use data_encoding::HEXLOWER;
use ed25519_dalek::{Signer, SigningKey};
use reqwest::{Method, Response, StatusCode};
use tenon_domain::{DeviceId, Hash, Refusal};
use thiserror::Error;

/// Largest answer that is read into memory, after decompression.
const ANSWER_LIMIT: usize = 64 * 1024 * 1024;

/// Why HQ gave no usable answer.
#[derive(Debug, Error)]
pub enum LinkError {
    /// HQ cannot be reached, did not answer in time, or answered that it is in trouble. Tried again later.
    #[error("head office cannot be reached: {0}")]
    Unreachable(String),
    /// Something answered that is not HQ: a sign-in page of the network, a proxy.
    #[error("what answered is not head office: {0}")]
    NotTenon(String),
    /// HQ said no to the request itself.
    #[error("{}", .0.message)]
    Refused(Refusal),
    /// This tablet could not do its part.
    #[error("{0}")]
    Here(String),
}

impl From<reqwest::Error> for LinkError {
    fn from(error: reqwest::Error) -> Self {
        // What reqwest says itself is “error sending request”; why is in what caused it.
        let error = error.without_url();
        let mut words = error.to_string();
        let mut cause = std::error::Error::source(&error);
        while let Some(deeper) = cause {
            let _ = write!(words, ": {deeper}");
            cause = deeper.source();
        }
        Self::Unreachable(words)
    }
}

impl LinkError {
    /// Something on this tablet broke.
    pub(crate) fn here(error: impl std::fmt::Display) -> Self {
        Self::Here(error.to_string())
    }
}

/// A client of one HQ, as one device.
#[derive(Clone)]
pub(crate) struct HqClient {
    http: reqwest::Client,
    base: String,
    device: DeviceId,
    key: SigningKey,
}

/// A client without an identity yet.
pub(crate) fn plain_client() -> Result<reqwest::Client, LinkError> {
    let builder = reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(5))
        .read_timeout(Duration::from_secs(30))
        // Kept for what follows at once; after a pause the network may be another one, and an old connection a dead one.
        .pool_idle_timeout(Duration::from_secs(5))
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("tenon-tablet/", env!("CARGO_PKG_VERSION")));
    Ok(builder.build()?)
}

impl HqClient {
    pub(crate) fn new(base: &str, device: DeviceId, key: SigningKey) -> Result<Self, LinkError> {
        Ok(Self { http: plain_client()?, base: base.trim_end_matches('/').to_owned(), device, key })
    }

    fn request(&self, method: Method, path: &str, body: &[u8]) -> reqwest::RequestBuilder {
        let text = format!("{method}\n{path}\n{}", Hash::of(body));
        let signature = HEXLOWER.encode(&self.key.sign(text.as_bytes()).to_bytes());
        let header = format!("Tenon {} {signature}", self.device);
        self.http.request(method, format!("{}{path}", self.base)).header("authorization", header)
    }

    /// Posts zstd-compressed JSON.
    pub(crate) async fn post(&self, path: &str, body: Vec<u8>) -> Result<Vec<u8>, LinkError> {
        let request = self.request(Method::POST, path, &body).header("content-type", "application/json");
        let response =
            request.header("content-encoding", "zstd").timeout(Duration::from_mins(1)).body(body).send().await?;
        read(checked(response).await?).await
    }

    /// Gets a whole answer.
    pub(crate) async fn get(&self, path: &str) -> Result<Vec<u8>, LinkError> {
        let response = self.request(Method::GET, path, b"").timeout(Duration::from_mins(1)).send().await?;
        read(checked(response).await?).await
    }

    /// A request of the tus protocol; answers how far the upload is.
    pub(crate) async fn tus(
        &self,
        method: Method,
        path: &str,
        about: &[(&'static str, String)],
        body: Vec<u8>,
    ) -> Result<u64, LinkError> {
        let mut request = self.request(method, path, &body).header("tus-resumable", "1.0.0");
        for (name, value) in about {
            request = request.header(*name, value);
        }
        // A piece may take long where there is hardly any network.
        let response = checked(request.timeout(Duration::from_mins(2)).body(body).send().await?).await?;
        let offset = response.headers().get("upload-offset").and_then(|offset| offset.to_str().ok()?.parse().ok());
        offset.ok_or_else(|| LinkError::NotTenon("an answer to an upload that does not say how far it is".to_owned()))
    }

    /// Gets an answer from byte `from` on, to be read as it comes.
    pub(crate) async fn get_from(&self, path: &str, from: u64) -> Result<Response, LinkError> {
        let mut request = self.request(Method::GET, path, b"");
        if from > 0 {
            request = request.header("range", format!("bytes={from}-"));
        }
        checked(request.send().await?).await
    }
}

/// Tells HQ's answers from others': a refusal of HQ is JSON with a code.
pub(crate) async fn checked(response: Response) -> Result<Response, LinkError> {
    let status = response.status();
    if status.is_success() {
        let kind = response.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.starts_with("text/html") {
            return Err(LinkError::NotTenon("a web page".to_owned()));
        }
        return Ok(response);
    }
    if status.is_redirection() {
        return Err(LinkError::NotTenon(format!("a redirection ({status})")));
    }
    if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::REQUEST_TIMEOUT {
        return Err(LinkError::Unreachable(format!("it answered {status}")));
    }
    let body = response.bytes().await?;
    match serde_json::from_slice::<Refusal>(&body) {
        Ok(refusal) => Err(LinkError::Refused(refusal)),
        Err(_) => Err(LinkError::NotTenon(format!("an answer {status} that head office does not give"))),
    }
}

async fn read(mut response: Response) -> Result<Vec<u8>, LinkError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        body.extend_from_slice(&chunk);
        if body.len() > ANSWER_LIMIT {
            return Err(LinkError::NotTenon("an answer without end".to_owned()));
        }
    }
    Ok(body)
}

/// Decompresses an answer, within bounds.
pub(crate) fn unpack(packed: &[u8]) -> Result<Vec<u8>, LinkError> {
    use std::io::Read;
    let foreign = |_| LinkError::NotTenon("an answer that is not zstd".to_owned());
    let mut plain = Vec::new();
    let decoder = zstd::stream::Decoder::new(packed).map_err(foreign)?;
    decoder.take(ANSWER_LIMIT as u64).read_to_end(&mut plain).map_err(foreign)?;
    Ok(plain)
}

//! Asking a website for a picture, within bounds.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION};
use reqwest::{Client, Response, StatusCode, Url};
use tenon_store::catalog::Due;

use super::address::{self, Reach, Resolver};
use super::trouble::Trouble;

/// Largest file.
const MOST_BYTES: usize = 25 * 1024 * 1024;
/// Redirections that are followed.
const MOST_HOPS: usize = 5;
/// For a connection, for the next bytes, for the whole.
const CONNECT: Duration = Duration::from_secs(10);
const NEXT: Duration = Duration::from_secs(15);
const WHOLE: Duration = Duration::from_mins(1);
/// Longest validator that is kept.
const MOST_VALIDATOR: usize = 512;

/// What a server gave.
#[derive(Debug)]
pub(super) enum Fetched {
    /// The file, with what the server says to know it by.
    File { bytes: Vec<u8>, etag: Option<String>, modified: Option<String> },
    /// It is what it was.
    Unchanged,
}

/// A client that asks for pictures.
#[derive(Debug, Clone)]
pub(super) struct Fetcher {
    http: Client,
    reach: Reach,
}

impl Fetcher {
    pub(super) fn new(reach: Reach) -> reqwest::Result<Self> {
        let http = Client::builder()
            .connect_timeout(CONNECT)
            .read_timeout(NEXT)
            .timeout(WHOLE)
            // Every hop is checked here; a proxy would resolve names itself.
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .dns_resolver(Arc::new(Resolver(reach)))
            .user_agent(concat!("tenon-hq/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { http, reach })
    }

    /// The server that `address` lies on.
    pub(super) fn host(address: &str) -> String {
        Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
    }

    /// The file of `due`, unless it is what it was.
    pub(super) async fn fetch(&self, due: &Due) -> Result<Fetched, Trouble> {
        let mut url = self.reach.check(&due.address)?;
        for _ in 0..=MOST_HOPS {
            let mut request = self.http.get(url.clone()).header("accept", "image/jpeg,image/png,image/webp,image/gif");
            if let Some(etag) = &due.etag {
                request = request.header(IF_NONE_MATCH, etag);
            }
            if let Some(modified) = &due.modified {
                request = request.header(IF_MODIFIED_SINCE, modified);
            }
            let response = request.send().await.map_err(unreachable)?;
            let status = response.status();
            if status == StatusCode::NOT_MODIFIED && (due.etag.is_some() || due.modified.is_some()) {
                return Ok(Fetched::Unchanged);
            }
            if status.is_redirection() {
                url = self.next(&url, response.headers())?;
                continue;
            }
            if status != StatusCode::OK {
                return Err(Trouble::answer(status.as_u16()));
            }
            return read(response).await;
        }
        Err(Trouble::unreachable(&format!("it leads on more than {MOST_HOPS} times")))
    }

    fn next(&self, url: &Url, headers: &HeaderMap) -> Result<Url, Trouble> {
        let location = text(headers, &LOCATION).unwrap_or_default();
        let next = url.join(&location).map_err(|_| Trouble::unreachable("it leads on to nowhere"))?;
        self.reach.check_url(&next)?;
        Ok(next)
    }
}

async fn read(mut response: Response) -> Result<Fetched, Trouble> {
    if response.content_length().is_some_and(|length| length > MOST_BYTES as u64) {
        return Err(Trouble::too_many_bytes(MOST_BYTES));
    }
    let validator = |name| text(response.headers(), name).filter(|text| text.len() <= MOST_VALIDATOR);
    let (etag, modified) = (validator(&ETAG), validator(&LAST_MODIFIED));
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
        if bytes.len() + chunk.len() > MOST_BYTES {
            return Err(Trouble::too_many_bytes(MOST_BYTES));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Fetched::File { bytes, etag, modified })
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// In words, without the address: it stands beside them.
fn unreachable(error: reqwest::Error) -> Trouble {
    if error.is_timeout() {
        return Trouble::unreachable("it took too long");
    }
    let error = error.without_url();
    let mut words = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(deeper) = cause {
        words = deeper.to_string();
        cause = deeper.source();
    }
    if words.contains(address::ONLY_PRIVATE) { address::private() } else { Trouble::unreachable(&words) }
}

//! The website's feed, fetched into a file.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use futures_util::StreamExt;

/// Bytes of a feed at most.
const MAX_FEED: u64 = 4 << 30;
/// Longest wait for the website to answer, and between two pieces of its answer.
const CONNECT: Duration = Duration::from_secs(10);
const SILENCE: Duration = Duration::from_mins(1);

/// Fetches a feed into a file.
pub async fn fetch(address: &str, path: &Path) -> Result<()> {
    let client = reqwest::Client::builder().connect_timeout(CONNECT).read_timeout(SILENCE).build()?;
    let answer = client.get(address).send().await.with_context(|| format!("{address} cannot be reached"))?;
    if !answer.status().is_success() {
        bail!("{address} answers {}; check the feed's address", answer.status());
    }
    let mut file = BufWriter::new(File::create(path)?);
    let mut pieces = answer.bytes_stream();
    let mut bytes = 0;
    while let Some(piece) = pieces.next().await {
        let piece = piece.with_context(|| format!("{address} broke off"))?;
        bytes += piece.len() as u64;
        if bytes > MAX_FEED {
            bail!("{address} is longer than {MAX_FEED} bytes");
        }
        file.write_all(&piece)?;
    }
    file.flush()?;
    Ok(())
}

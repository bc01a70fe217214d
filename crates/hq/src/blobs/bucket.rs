//! A bucket of an S3-compatible store. The names in it are those of the folder, so that either can be copied to the other.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use object_store::aws::AmazonS3Builder;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, RetryConfig};
use tenon_store::files::found;
use tokio::runtime::Handle;

/// Whoever waits is told after this time; a tablet comes again.
const GIVE_UP: Duration = Duration::from_secs(30);
const TRIES: usize = 3;

/// See the module. Cheap to clone; several programs may use it at once.
#[derive(Debug, Clone)]
pub(super) struct Bucket {
    store: Arc<dyn ObjectStore>,
    /// What stands before each name.
    prefix: Path,
    runtime: Handle,
}

impl Bucket {
    /// The bucket at `url`: `s3://bucket/prefix`. What else there is to say is read from the variables of the environment
    /// that all such programs read: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, and for other stores than
    /// Amazon's `AWS_ENDPOINT_URL` (with `AWS_ALLOW_HTTP=true` where it is not encrypted). Must be called on a runtime.
    pub(super) fn open(url: &str) -> Result<Self> {
        let named = url.strip_prefix("s3://").with_context(|| format!("`{url}` is no s3://bucket/prefix"))?;
        let (bucket, prefix) = named.split_once('/').unwrap_or((named, ""));
        ensure!(!bucket.is_empty(), "`{url}` names no bucket");
        let retry = RetryConfig { max_retries: TRIES, retry_timeout: GIVE_UP, ..RetryConfig::default() };
        let store = AmazonS3Builder::from_env()
            .with_bucket_name(bucket)
            .with_retry(retry)
            .build()
            .with_context(|| format!("the bucket {url} cannot be used as the environment describes it"))?;
        let prefix = Path::parse(prefix).with_context(|| format!("`{url}`"))?;
        Ok(Self { store: Arc::new(store), prefix, runtime: Handle::current() })
    }

    fn at(&self, name: &str) -> Path {
        self.prefix.parts().chain(Path::from(name).parts()).collect()
    }

    /// The object of that name, if there is one. Not to be called where a task runs.
    pub(super) fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        let read = async { self.store.get(&self.at(name)).await?.bytes().await };
        Ok(found(self.runtime.block_on(read).map_err(io::Error::from))?.map(Vec::from))
    }

    /// Puts an object; the store has it when this returns.
    pub(super) fn put(&self, name: &str, bytes: Vec<u8>) -> io::Result<()> {
        self.runtime.block_on(self.store.put(&self.at(name), bytes.into())).map(drop).map_err(io::Error::from)
    }

    /// Removes an object, if there is one.
    pub(super) fn remove(&self, name: &str) -> io::Result<()> {
        let removed = self.runtime.block_on(self.store.delete(&self.at(name)));
        found(removed.map_err(io::Error::from)).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::Bucket;

    #[tokio::test]
    async fn a_url_that_is_none_says_what_is_meant() {
        for (url, said) in [("bucket", "no s3://bucket/prefix"), ("s3:///photos", "names no bucket")] {
            let error = Bucket::open(url).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }
}

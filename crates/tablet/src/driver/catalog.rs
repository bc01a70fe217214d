//! Keeping the catalog current: a snapshot for a fresh tablet, pages of changes after.

use std::io::Write;

use tenon_store::catalog::snapshot::Manifest;
use tenon_store::catalog::{Changes, Error as CatalogError};
use tenon_sync::tablet::Link;

use super::SyncReport;
use crate::Tablet;
use crate::http::{HqClient, LinkError, unpack};
use crate::status::Download;
use crate::tablet::Topic;

impl Tablet {
    /// Brings the catalog to the version that HQ has published.
    pub(super) async fn sync_catalog(
        &self,
        client: &HqClient,
        hq_key: &str,
        report: &mut SyncReport,
    ) -> Result<(), LinkError> {
        let published = Link::read(&mut *self.writer()).map_err(LinkError::here)?.catalog_version.unwrap_or(0);
        let held = self.catalog().version().unwrap_or(0);
        if published <= held {
            return Ok(());
        }
        let current = held > 0 && self.apply_changes(client, held, report).await?;
        if !current {
            let version = match self.install_snapshot(client, hq_key, report).await {
                Err(LinkError::Refused(refusal)) if refusal.code == "catalog_packing" => return Ok(()),
                installed => installed?,
            };
            if version < published {
                self.apply_changes(client, version, report).await?;
            }
        }
        self.catalog().reopen();
        self.tell(Topic::Catalog);
        Ok(())
    }

    /// Answers whether the changes led to a current catalog; a gap calls for a snapshot.
    async fn apply_changes(&self, client: &HqClient, held: i64, report: &mut SyncReport) -> Result<bool, LinkError> {
        let mut replica = self.catalog().replica().map_err(LinkError::here)?;
        loop {
            let after = replica.resume().map_err(LinkError::here)?;
            let after = after.map(|after| format!("&after_version={}&after_id={}", after.version, after.id));
            let path = format!("/v1/catalog/changes?from={held}{}", after.unwrap_or_default());
            report.requests += 1;
            let body = match client.get(&path).await {
                Ok(body) => body,
                Err(LinkError::Refused(refusal)) if refusal.code == "catalog_gap" => return Ok(false),
                Err(error) => return Err(error),
            };
            report.bytes_down += body.len();
            let page: Changes = serde_json::from_slice(&unpack(&body)?)
                .map_err(|error| LinkError::NotTenon(format!("changes that cannot be read ({error})")))?;
            let last = page.next.is_none();
            match replica.apply(&page) {
                Ok(()) if last => return Ok(true),
                Ok(()) => {}
                Err(CatalogError::DeltaGap { .. }) => return Ok(false),
                Err(error) => return Err(LinkError::here(error)),
            }
        }
    }

    /// Downloads the snapshot, going on where an earlier try ended, and installs it if it is what HQ signed.
    /// Answers the version that was installed.
    async fn install_snapshot(
        &self,
        client: &HqClient,
        hq_key: &str,
        report: &mut SyncReport,
    ) -> Result<i64, LinkError> {
        report.requests += 1;
        let manifest = client.get("/v1/catalog/manifest").await?;
        let manifest: Manifest = serde_json::from_slice(&manifest)
            .map_err(|error| LinkError::NotTenon(format!("a manifest that cannot be read ({error})")))?;
        let part = self.catalog().dir().join(format!("download-{}.zst", manifest.compressed_sha256));
        let downloaded = self.download(client, &manifest, &part, report).await;
        self.running().set_download(None);
        downloaded?;
        let (dir, key, version) = (self.catalog().dir().to_owned(), hq_key.to_owned(), manifest.version);
        let installed = tokio::task::spawn_blocking(move || {
            let outcome = crate::catalog_shelf::install(&part, &manifest, &key, &dir);
            let _ = std::fs::remove_file(&part);
            outcome
        });
        installed.await.map_err(LinkError::here)??;
        Ok(version)
    }

    /// Fills `part` up to the announced length, in as many requests as it takes.
    async fn download(
        &self,
        client: &HqClient,
        manifest: &Manifest,
        part: &std::path::Path,
        report: &mut SyncReport,
    ) -> Result<(), LinkError> {
        std::fs::create_dir_all(self.catalog().dir()).map_err(LinkError::here)?;
        let total = manifest.compressed_bytes;
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(part).map_err(LinkError::here)?;
        let mut done = file.metadata().map_err(LinkError::here)?.len();
        if done >= total {
            return Ok(());
        }
        let path = format!("/v1/catalog/snapshots/{}", manifest.version);
        while done < total {
            report.requests += 1;
            let before = done;
            let mut response = client.get_from(&path, done).await?;
            while let Some(chunk) = response.chunk().await? {
                done += chunk.len() as u64;
                report.bytes_down += chunk.len();
                if done > total {
                    let _ = std::fs::remove_file(part);
                    return Err(LinkError::NotTenon("a snapshot that is longer than announced".to_owned()));
                }
                file.write_all(&chunk).map_err(LinkError::here)?;
                self.running().set_download(Some(Download { done, total }));
                self.tell(Topic::Sync);
            }
            if done == before {
                return Err(LinkError::Unreachable("the snapshot was cut off".to_owned()));
            }
        }
        Ok(())
    }
}

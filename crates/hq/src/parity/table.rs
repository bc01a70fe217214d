//! An audit as a table, for spreadsheets.

use anyhow::Result;

use super::{Kind, Parity};

impl Kind {
    /// Its name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MissingOnTablets => "missing_on_tablets",
            Self::MissingOnWebsite => "missing_on_website",
            Self::Price => "price",
            Self::Currency => "currency",
            Self::Availability => "availability",
            Self::Title => "title",
            Self::Picture => "picture",
        }
    }
}

impl Parity {
    /// CSV (RFC 4180): a head, a line for each difference that is listed, a line for each old tablet.
    pub fn csv(&self) -> Result<String> {
        let mut rows = csv::Writer::from_writer(Vec::new());
        rows.write_record(["kind", "source_id", "sku", "title", "website", "tablets"])?;
        for one in &self.differences {
            rows.write_record([one.kind.as_str(), &one.source_id, &one.sku, &one.title, &one.website, &one.tablets])?;
        }
        for tablet in &self.stale_tablets {
            let version = tablet.catalog_version.map(|version| version.to_string()).unwrap_or_default();
            rows.write_record(["stale_tablet", &tablet.device.to_string(), "", &tablet.name, "", &version])?;
        }
        let text = rows.into_inner().map_err(|error| anyhow::anyhow!("{error}"))?;
        Ok(String::from_utf8(text)?)
    }
}

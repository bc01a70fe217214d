//! Cells of a table of sizes, as they come line by line.

use std::collections::{BTreeMap, BTreeSet};

use tenon_domain::pricing::SizeTable;

/// Prices by height and width.
#[derive(Debug, Default)]
pub(super) struct Cells(BTreeMap<(u32, u32), i64>);

impl Cells {
    /// Notes a cell; `false` when it is there already.
    pub(super) fn put(&mut self, width_mm: u32, height_mm: u32, minor: i64) -> bool {
        self.0.insert((height_mm, width_mm), minor).is_none()
    }

    /// The table, or which size it lacks.
    pub(super) fn table(self) -> Result<SizeTable, String> {
        let heights: BTreeSet<u32> = self.0.keys().map(|(height, _)| *height).collect();
        let widths: BTreeSet<u32> = self.0.keys().map(|(_, width)| *width).collect();
        let sizes = heights.iter().flat_map(|height| widths.iter().map(move |width| (*height, *width)));
        let cell = |size: (u32, u32)| {
            let (height, width) = size;
            self.0.get(&size).copied().ok_or_else(|| format!("the table of sizes lacks {width} × {height} mm; add it"))
        };
        let minor = sizes.map(cell).collect::<Result<_, _>>()?;
        Ok(SizeTable { widths_mm: widths.into_iter().collect(), heights_mm: heights.into_iter().collect(), minor })
    }
}

/// `1.5` as 1,500; at most three digits behind the point.
pub(super) fn thousandths(text: &str) -> Option<u32> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || part.len() > 3 || !digits(whole) || !digits(part) {
        return None;
    }
    let part: u32 = format!("{part:0<3}").parse().ok()?;
    whole.parse::<u32>().ok()?.checked_mul(1_000)?.checked_add(part)
}

//! `import`: a large Shopify export against a tenth of it.
//!
//! Each import runs in a process of its own, which tells its peak of resident memory (Linux's `VmHWM`) when it is done.
//! The ratio is what matters: if memory grew with the file it would be ten.

use std::fmt::Write as _;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use tenon_hq::import::{Request, import_files};
use tenon_hq::now_ms;
use tenon_store::catalog::Master;

use crate::place::{Ground, timed};
use crate::spread::Rounds;
use crate::table::Table;

/// Variants of each product, one a row.
const VARIANTS: u32 = 5;

pub(crate) fn measure(ground: &mut Ground) -> Result<Table> {
    let mut table = Table::new("import", "a Shopify export of many rows against one of a tenth of them");
    let (mut peak, mut each) = (Rounds::default(), Rounds::default());
    let rows = ground.rows;
    let [large, small] = [rows, rows / 10].map(|rows| -> Result<(f64, f64)> {
        let dir = ground.folder()?;
        let file = dir.join("export.csv");
        write_export(&file, rows)?;
        let (ms, told) = timed(|| in_a_process_of_its_own(&file, &dir))?;
        std::fs::remove_dir_all(&dir)?;
        Ok((told, ms * 1e3 / f64::from(rows)))
    });
    let ((large_peak, large_each), (small_peak, small_each)) = (large?, small?);
    peak.push(large_peak, small_peak);
    each.push(large_each, small_each);
    table.compare("peak of resident memory", "MB", &peak);
    table.compare("time", "µs a row", &each);
    table.note(format!("{rows} rows peaked at {large_peak:.0} MB, {} rows at {small_peak:.0} MB.", rows / 10));
    Ok(table)
}

fn write_export(path: &Path, rows: u32) -> Result<()> {
    let mut out = BufWriter::new(std::fs::File::create(path)?);
    out.write_all(b"Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src,Status\n")?;
    let mut line = String::new();
    for row in 0..rows {
        let (product, variant) = (row / VARIANTS, row % VARIANTS);
        line.clear();
        if variant == 0 {
            write!(
                line,
                "table-{product},Oak table {product},\"<p>Oak, number {product},\nfor dining</p>\",Maker {},Tables,\
                 \"wood, oak\",true,Size,",
                product % 50
            )?;
        } else {
            write!(line, "table-{product},,,,,,,,")?;
        }
        writeln!(line, "{variant},T-{product}-{variant},{}.50,https://shop.example/{product}.jpg,", 100 + variant)?;
        out.write_all(line.as_bytes())?;
    }
    Ok(out.flush()?)
}

/// Megabytes of resident memory at the peak.
fn in_a_process_of_its_own(file: &Path, dir: &Path) -> Result<f64> {
    let mut command = Command::new(std::env::current_exe()?);
    let output = command.arg("--import-into").arg(dir).arg("--import-file").arg(file).output()?;
    ensure!(output.status.success(), "the import failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}

/// Imports `file` into a catalog in `dir` and prints the peak of resident memory in megabytes.
pub(crate) fn import_alone(file: PathBuf, dir: &Path) -> Result<()> {
    let mut master = Master::open(&dir.join("catalog"))?;
    let request = Request { merchant: "main".to_owned(), currency: Some("CNY".to_owned()), ..Request::default() };
    let report = import_files(&mut master, &[file], &request, now_ms(), &mut |_| {})?;
    ensure!(report.problems.is_empty() && report.created == report.products, "{:?}", report.problems.first());
    let status = std::fs::read_to_string("/proc/self/status").context("this system does not tell a peak of memory")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
    let kilobytes: f64 = peak.trim().trim_end_matches(" kB").parse()?;
    println!("{}", kilobytes / 1024.0);
    Ok(())
}

//! `import`: a large Shopify export against a tenth of it.
//!
//! Each run has a process of its own, which tells its peak of resident memory (Linux's `VmHWM`) when it is done. The ratio
//! is what matters: if memory grew with the file it would be ten. Reading alone is told apart from reading into a catalog,
//! whose buffers and page cache fill up to their bounds in a large import and not in a small one.

use std::fmt::Write as _;
use std::io::{BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use tenon_hq::import::{Options, Request, import_files, read};
use tenon_hq::now_ms;
use tenon_store::catalog::Master;

use crate::place::{Ground, timed};
use crate::spread::Rounds;
use crate::table::Table;

/// Variants of each product, one a row.
const VARIANTS: u32 = 5;

pub(crate) fn measure(ground: &mut Ground) -> Result<Table> {
    let mut table = Table::new("import", "a Shopify export of many rows against one of a tenth of them");
    let (mut reading, mut whole, mut each) = (Rounds::default(), Rounds::default(), Rounds::default());
    let rows = ground.rows;
    let [large, small] = [rows, rows / 10].map(|rows| -> Result<[f64; 3]> {
        let dir = ground.folder()?;
        let file = dir.join("export.csv");
        write_export(&file, rows)?;
        let alone = in_a_process_of_its_own(&file, None)?;
        let (ms, peak) = timed(|| in_a_process_of_its_own(&file, Some(&dir)))?;
        std::fs::remove_dir_all(&dir)?;
        Ok([alone, peak, ms * 1e3 / f64::from(rows)])
    });
    let ([large_alone, large_peak, large_each], [small_alone, small_peak, small_each]) = (large?, small?);
    reading.push(large_alone, small_alone);
    whole.push(large_peak, small_peak);
    each.push(large_each, small_each);
    table.compare("peak of resident memory, reading alone", "MB", &reading);
    table.compare("peak of resident memory, into a catalog", "MB", &whole);
    table.compare("time, into a catalog", "µs a row", &each);
    table.note(format!("{rows} rows against {}.", rows / 10));
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
fn in_a_process_of_its_own(file: &Path, dir: Option<&Path>) -> Result<f64> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("--import-file").arg(file);
    if let Some(dir) = dir {
        command.arg("--import-into").arg(dir);
    }
    let output = command.output()?;
    ensure!(output.status.success(), "the import failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}

/// Reads `file`, into a catalog in `dir` if there is one, and prints the peak of resident memory in megabytes.
pub(crate) fn import_alone(file: PathBuf, dir: Option<&Path>) -> Result<()> {
    let currency = Some("CNY".to_owned());
    if let Some(dir) = dir {
        let mut master = Master::open(&dir.join("catalog"))?;
        let request = Request { merchant: "main".to_owned(), currency, ..Request::default() };
        let report = import_files(&mut master, &[file], &request, now_ms(), &mut |_| {})?;
        ensure!(report.problems.is_empty() && report.created == report.products, "{:?}", report.problems.first());
    } else {
        let options =
            Options { merchant: "main".to_owned(), currency, format: None, mapping: None, file: "export".to_owned() };
        let source = BufReader::new(std::fs::File::open(file)?);
        let summary = read(source, &options, &mut |_| Ok::<(), std::convert::Infallible>(()))?;
        ensure!(summary.problems == 0, "the export has problems");
    }
    let status = std::fs::read_to_string("/proc/self/status").context("this system does not tell a peak of memory")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
    let kilobytes: f64 = peak.trim().trim_end_matches(" kB").parse()?;
    println!("{}", kilobytes / 1024.0);
    Ok(())
}

//! `import`: a large Shopify export against a quarter of it.
//!
//! Each run has a process of its own, which tells its peak of resident memory (Linux's `VmHWM`) when it is done. The ratio
//! is what matters: if memory grew with the file it would be four. Reading alone is told apart from reading into an empty
//! catalog, whose buffers and page cache fill up to their bounds in a large import and not in a small one, and from reading
//! the next export, in which every price differs.

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
    let mut table = Table::new("import", "a Shopify export of many rows against one of a quarter of them");
    let rows = ground.rows;
    let [large, small] = [rows, rows / 4].map(|rows| -> Result<[f64; 5]> {
        let dir = ground.folder()?;
        let file = dir.join("export.csv");
        write_export(&file, rows, 100)?;
        let alone = in_a_process_of_its_own(&file, None)?;
        let (first_ms, first) = timed(|| in_a_process_of_its_own(&file, Some(&dir)))?;
        write_export(&file, rows, 200)?;
        let (next_ms, next) = timed(|| in_a_process_of_its_own(&file, Some(&dir)))?;
        std::fs::remove_dir_all(&dir)?;
        let each = |ms: f64| ms * 1e3 / f64::from(rows);
        Ok([alone, first, next, each(first_ms), each(next_ms)])
    });
    let (large, small) = (large?, small?);
    let lines = [
        ("peak of resident memory, reading alone", "MB"),
        ("peak of resident memory, into an empty catalog", "MB"),
        ("peak of resident memory, again with every price changed", "MB"),
        ("time, into an empty catalog", "µs a row"),
        ("time, again with every price changed", "µs a row"),
    ];
    for ((what, unit), (large, small)) in lines.into_iter().zip(large.into_iter().zip(small)) {
        let mut both = Rounds::default();
        both.push(large, small);
        table.compare(what, unit, &both);
    }
    table.note(format!("{rows} rows against {}.", rows / 4));
    Ok(table)
}

/// Writes an export; `price` is what the first variant of each product costs, in whole units.
fn write_export(path: &Path, rows: u32, price: u32) -> Result<()> {
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
        writeln!(line, "{variant},T-{product}-{variant},{}.50,https://shop.example/{product}.jpg,", price + variant)?;
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
        let taken = report.created + report.updated;
        ensure!(report.problems.is_empty() && taken == report.products, "{:?}", report.problems.first());
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

//! Prints a paper from JSON, for whoever makes templates: `print PAPER.json OUT.pdf [FOLDER of templates]`.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use tenon_papers::{Paper, Press};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [paper, pdf, folder @ ..] = arguments.as_slice() else {
        return Err("print PAPER.json OUT.pdf [FOLDER of templates]".into());
    };
    let paper: Paper = serde_json::from_str(&std::fs::read_to_string(paper)?)?;
    let mut press = Press::new();
    if let [folder] = folder {
        press = press.with_templates(Path::new(folder))?;
    }
    let mut took = Vec::new();
    let mut timed = |paper: &Paper| {
        let began = Instant::now();
        let printed = press.print(paper);
        took.push(format!("{} ms", began.elapsed().as_millis()));
        printed
    };
    let first = timed(&paper)?;
    timed(&paper)?;
    timed(&Paper { number: format!("{}-2", paper.number), ..paper.clone() })?;
    std::fs::write(pdf, &first.pdf)?;
    println!("{pdf}: {} pages, {} bytes, {}", first.pages, first.pdf.len(), first.sha256);
    println!("first {}, again {}, another {}", took[0], took[1], took[2]);
    Ok(())
}

//! Whole files through the front door.

mod file;
mod google;
mod jsonld;
mod mapped;
mod robust;
mod samples;
mod shopify;
mod woocommerce;

use std::io::Cursor;

use tenon_domain::Uuid;
use tenon_domain::catalog::Product;

use super::{Error, Format, Item, Options, Problem, Summary};

struct Outcome {
    products: Vec<Product>,
    problems: Vec<Problem>,
    kept: Vec<Uuid>,
    summary: Summary,
}

impl Outcome {
    /// Problems as `line:code`.
    fn codes(&self) -> Vec<String> {
        let name = |problem: &Problem| serde_json::to_value(problem.code).unwrap().as_str().unwrap().to_owned();
        self.problems.iter().map(|problem| format!("{}:{}", problem.line, name(problem))).collect()
    }

    fn only(&self) -> &Product {
        assert_eq!(self.products.len(), 1, "{:?}", self.problems);
        &self.products[0]
    }
}

fn options(format: Option<Format>) -> Options {
    Options {
        merchant: "m".to_owned(),
        currency: Some("CNY".to_owned()),
        format,
        mapping: None,
        file: "file".to_owned(),
    }
}

fn try_read(bytes: &[u8], options: &Options) -> Result<Outcome, Error<std::convert::Infallible>> {
    let (mut products, mut problems, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    let summary = super::read(Cursor::new(bytes), options, &mut |item| {
        match item {
            Item::Product(product) => products.push(*product),
            Item::Kept(id) => kept.push(id),
            Item::Problem(problem) => problems.push(problem),
            Item::Progress { .. } => {}
        }
        Ok(())
    })?;
    assert_eq!(summary.products, products.len() as u64);
    assert_eq!(summary.variants, products.iter().map(|product| product.variants.len() as u64).sum::<u64>());
    assert_eq!(summary.problems, problems.len() as u64);
    Ok(Outcome { products, problems, kept, summary })
}

fn read(text: &str) -> Outcome {
    try_read(text.as_bytes(), &options(None)).unwrap()
}

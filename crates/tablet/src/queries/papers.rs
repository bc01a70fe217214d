//! `paper`: what is printed for a customer, made on this tablet.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use tenon_domain::Id;
use tenon_domain::entities::{Instalment, Order, Payment, Quote, QuoteVersion, Store};
use tenon_papers::sale::Sale;
use tenon_papers::{Language, Paper};
use tenon_store::{Error, Schema, SqlRows};
use ts_rs::TS;

use super::QueryError;
use crate::Tablet;

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaperOf {
    /// What is offered.
    Quote,
    /// What is signed: of a version before it is signed, of an order after.
    Contract,
    /// What was paid.
    Receipt,
    /// What was bought, on a narrow roll.
    Slip,
}

/// The argument of `paper`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PaperAsked {
    /// Which paper.
    pub kind: PaperOf,
    /// The language of its fixed words: `zh-CN` or `en`.
    pub language: String,
    /// What is offered or agreed.
    pub version: Id<QuoteVersion>,
    /// The order, once there is one.
    pub order: Option<Id<Order>>,
    /// The payment that a receipt is for.
    pub payment: Option<Id<Payment>>,
    /// When each part falls due, on a contract that is not signed yet.
    pub instalments: Vec<Instalment>,
}

/// A paper.
#[derive(Debug, Default, Serialize, TS)]
pub struct PaperMade {
    /// A picture of each page, SVG.
    pub pages: Vec<String>,
    /// The PDF file, base64.
    pub pdf: String,
    /// SHA-256 of the PDF file, lower-case hex; empty where it could not be made.
    pub sha256: String,
    /// Why it could not be made.
    pub why: Option<String>,
}

/// See [`PaperMade`].
pub(super) fn paper(tablet: &Tablet, asked: &PaperAsked) -> Result<PaperMade, QueryError> {
    let Some(paper) = composed(tablet, asked)? else {
        return Ok(PaperMade {
            why: Some("What it would say is not on this tablet.".to_owned()),
            ..PaperMade::default()
        });
    };
    Ok(match tablet.press().print(&paper) {
        Ok(printed) => {
            PaperMade { pages: printed.pictures, pdf: BASE64.encode(&printed.pdf), sha256: printed.sha256, why: None }
        }
        Err(error) => {
            tracing::warn!(%error, "a paper could not be made");
            PaperMade { why: Some(error.to_string()), ..PaperMade::default() }
        }
    })
}

fn composed(tablet: &Tablet, asked: &PaperAsked) -> Result<Option<Paper>, Error> {
    let Some(enrolment) = tablet.enrolment()? else { return Ok(None) };
    let mut reader = tablet.reader();
    let mut rows = SqlRows(&mut *reader, Schema::Tablet);
    let Some(store) = rows.entity::<Store>(enrolment.store)? else { return Ok(None) };
    let Some(version) = rows.entity::<QuoteVersion>(asked.version)? else { return Ok(None) };
    let Some(quote) = rows.entity::<Quote>(version.quote)? else { return Ok(None) };
    let zone: Tz = store.time_zone.parse().unwrap_or(Tz::Asia__Shanghai);
    let time = move |ms: i64| {
        let at = DateTime::<Utc>::from_timestamp_millis(ms).unwrap_or_default();
        at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()
    };
    let language = if asked.language == "en" { Language::En } else { Language::Zh };
    let sale = Sale { language, store: &store, time: &time, quote: &quote, version: &version };
    let order = match asked.order {
        Some(order) => rows.entity::<Order>(order)?,
        None => None,
    };
    let Some(order) = order else {
        return Ok(match asked.kind {
            PaperOf::Quote => Some(sale.quote()),
            PaperOf::Contract => Some(sale.contract(&asked.instalments)),
            PaperOf::Receipt | PaperOf::Slip => None,
        });
    };
    let mut payments = rows.entities_by::<Payment>(&Payment::of_order(order.id))?;
    payments.sort_by_key(|one| one.at_ms);
    let agreement = order.agreements.iter().find(|one| one.version == version.id);
    let paid = asked.payment.and_then(|id| payments.iter().find(|one| one.id == id));
    Ok(match asked.kind {
        PaperOf::Quote => Some(sale.quote()),
        PaperOf::Contract => agreement.map(|agreement| sale.signed(&order, agreement)),
        PaperOf::Receipt => paid.map(|paid| sale.receipt(&order, paid, &payments)),
        PaperOf::Slip => Some(sale.slip(&order, &payments)),
    })
}

//! `paper`: what is printed for a customer, made on this tablet.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use data_encoding::BASE64;
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use tenon_domain::entities::{
    Appointment, Campaign, Crew, Instalment, Order, Payment, Quote, QuoteVersion, Redemption, Store, WorkOrder,
};
use tenon_domain::{Id, OpId};
use tenon_papers::redeemed::{Carried, carry, redeemed};
use tenon_papers::sale::Sale;
use tenon_papers::visit::{Visit, visit};
use tenon_papers::{Language, Paper};
use tenon_store::tablet::pending_of;
use tenon_store::{Connection, Error, Schema, SqlRows};
use tenon_sync::{paper, sign};
use ts_rs::TS;

use super::QueryError;
use super::appointments::told_code;
use crate::Tablet;
use crate::blobs::Form;
use crate::certificate::WorkDone;

/// Pages of a kept file that are shown; the file has them all.
const PAGES: usize = 20;

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
    /// What was done at a customer's home: of a job before it is signed for, or as it was signed.
    Acceptance,
    /// What was bought, the card that was redeemed, or when who comes, on a narrow roll.
    Slip,
}

/// The argument of `paper`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PaperAsked {
    /// Which paper.
    pub kind: PaperOf,
    /// The language of its fixed words: `zh-CN` or `en`.
    pub language: String,
    /// What is offered or agreed; none for the slip of a redemption.
    pub version: Option<Id<QuoteVersion>>,
    /// The order, once there is one.
    pub order: Option<Id<Order>>,
    /// The payment that a receipt is for.
    pub payment: Option<Id<Payment>>,
    /// The redemption that a slip is for.
    pub redemption: Option<Id<Redemption>>,
    /// The appointment that a slip is for.
    #[serde(default)]
    pub appointment: Option<Id<Appointment>>,
    /// The job that a certificate is for.
    #[serde(default)]
    pub work_order: Option<Id<WorkOrder>>,
    /// What the customer has to say, on a certificate that is not signed yet.
    #[serde(default)]
    pub remarks: String,
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
pub(super) fn paper_made(tablet: &Tablet, asked: &PaperAsked) -> Result<PaperMade, QueryError> {
    if let Some(signed) = signed_certificate(tablet, asked)? {
        return Ok(signed);
    }
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
    let zone: Tz = store.time_zone.parse().unwrap_or(Tz::Asia__Shanghai);
    let time = move |ms: i64| {
        let at = DateTime::<Utc>::from_timestamp_millis(ms).unwrap_or_default();
        at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()
    };
    let language = if asked.language == "en" { Language::En } else { Language::Zh };
    if asked.kind == PaperOf::Acceptance {
        let Some(job) = asked.work_order else { return Ok(None) };
        let work = WorkDone::read(&mut rows, job)?;
        return Ok(work.map(|work| work.certificate(&asked.language, &work.clock(), &asked.remarks).paper()));
    }
    if let Some(appointment) = asked.appointment {
        let Some(appointment) = rows.entity::<Appointment>(appointment)? else { return Ok(None) };
        let crew = rows.entity::<Crew>(appointment.crew)?;
        let code = told_code(tablet, &mut rows, Some(&enrolment), &appointment)?;
        let made_ms = crate::tablet::now(rows.0)?.best_ms();
        let (crew, code) = (crew.as_ref(), code.as_deref());
        let said = Visit { appointment: &appointment, store: &store, crew, code, made_ms };
        let mut paper = visit(language, &time, &said);
        // The booking of one that was moved since would bring back the time before.
        if appointment.cancelled.is_none() && appointment.moves.is_empty() {
            carry(&mut paper, records(&mut *reader, tablet.key(), [(appointment.op, appointment.number())])?);
        }
        return Ok(Some(paper));
    }
    let Some(asked_version) = asked.version else {
        let Some(redemption) = asked.redemption else { return Ok(None) };
        let Some(redemption) = rows.entity::<Redemption>(redemption)? else { return Ok(None) };
        let campaign = rows.entity::<Campaign>(redemption.campaign)?;
        let mut paper = redeemed(language, &store, &time, &redemption, campaign.as_ref());
        carry(&mut paper, records(&mut *reader, tablet.key(), [(redemption.op, redemption.number)])?);
        return Ok(Some(paper));
    };
    let Some(version) = rows.entity::<QuoteVersion>(asked_version)? else { return Ok(None) };
    let Some(quote) = rows.entity::<Quote>(version.quote)? else { return Ok(None) };
    let sale = Sale { language, store: &store, time: &time, quote: &quote, version: &version };
    let order = match asked.order {
        Some(order) => rows.entity::<Order>(order)?,
        None => None,
    };
    let Some(order) = order else {
        return Ok(match asked.kind {
            PaperOf::Quote => Some(sale.quote()),
            PaperOf::Contract => Some(sale.contract(&asked.instalments)),
            PaperOf::Receipt | PaperOf::Acceptance | PaperOf::Slip => None,
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
        PaperOf::Acceptance => None,
        PaperOf::Slip => {
            let redemptions = match &order.card {
                Some(card) => rows.entities_by::<Redemption>(&Redemption::of_card(card))?,
                None => Vec::new(),
            };
            let own = redemptions.into_iter().find(|one| one.device == enrolment.device);
            let mut paper = sale.slip(&order, &payments);
            let card = own.map(|one| (one.op, one.number));
            let paid = payments.iter().rev().map(|one| (one.op, one.receipt.clone()));
            carry(&mut paper, records(&mut *reader, tablet.key(), card.into_iter().chain(paid))?);
            Some(paper)
        }
    })
}

/// The certificate of a job that was signed for, as it is kept; none where nobody has signed one.
fn signed_certificate(tablet: &Tablet, asked: &PaperAsked) -> Result<Option<PaperMade>, Error> {
    let Some(job) = asked.work_order.filter(|_| asked.kind == PaperOf::Acceptance) else { return Ok(None) };
    let job = SqlRows(&mut *tablet.reader(), Schema::Tablet).entity::<WorkOrder>(job)?;
    let Some(paper) = job.and_then(|job| job.sign_off?.paper) else { return Ok(None) };
    let file = tablet.blobs().get(paper.sha256, Form::Original).ok().flatten();
    let Some(file) = file else {
        let why = "Its file is not on this tablet yet. Go online, then look again.".to_owned();
        return Ok(Some(PaperMade { why: Some(why), ..PaperMade::default() }));
    };
    let made = PaperMade { pdf: BASE64.encode(&file), sha256: paper.sha256.to_string(), ..PaperMade::default() };
    Ok(Some(match tablet.press().pages(file, PAGES) {
        Ok(pages) => PaperMade { pages, ..made },
        Err(error) => PaperMade { why: Some(error.to_string()), ..made },
    }))
}

/// What of these this tablet made and headquarters does not have yet, signed, as codes.
fn records(
    conn: &mut dyn Connection,
    key: &SigningKey,
    named: impl IntoIterator<Item = (OpId, String)>,
) -> Result<Vec<Carried>, Error> {
    let mut records = Vec::new();
    for (op, name) in named {
        if let Some(entry) = pending_of(conn, op)? {
            records.push(Carried { name, code: paper::print(&sign(key, entry.bytes)) });
        }
    }
    Ok(records)
}

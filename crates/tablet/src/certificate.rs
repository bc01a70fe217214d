//! The acceptance certificate of a job: made of this tablet's rows, signed on it, and kept as a file before the operation that
//! names it is saved.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use tenon_domain::entities::{Checklist, Crew, Measurement, Order, QuoteVersion, Store, WorkOrder};
use tenon_domain::ops::{AnyOperation, PaperFile, SignOffPaper};
use tenon_domain::quoting::QuoteLine;
use tenon_domain::{Hash, Id, Language, Localized, Refusal, Stop};
use tenon_papers::acceptance::{Acceptance, Signed};
use tenon_store::tablet::put_blob;
use tenon_store::{Error, Schema, SqlRows};

use crate::Tablet;
use crate::blobs::{Form, io_refusal};
use crate::tablet::now;

/// What a job left in this tablet's rows.
pub(crate) struct WorkDone {
    job: WorkOrder,
    crew: Localized,
    order: Option<(Order, Vec<QuoteLine>)>,
    rooms: Vec<String>,
    checklist: Option<Checklist>,
    store: Store,
}

impl WorkDone {
    /// Of `job`; none where this tablet does not hold it.
    pub(crate) fn read(rows: &mut SqlRows<'_>, job: Id<WorkOrder>) -> Result<Option<Self>, Error> {
        let Some(job) = rows.entity::<WorkOrder>(job)? else { return Ok(None) };
        let Some(store) = rows.entity::<Store>(job.store)? else { return Ok(None) };
        let crew = rows.entity::<Crew>(job.crew)?.map(|crew| crew.name).unwrap_or_default();
        let mut measured = rows.entities_by::<Measurement>(&Measurement::of_work_order(job.id))?;
        if let Some(project) = job.project {
            let others = rows.entities_by::<Measurement>(&Measurement::of_project(project))?;
            measured.extend(others.into_iter().filter(|one| one.work_order != job.id));
        }
        measured.retain(|one| one.finished_ms.is_some());
        measured.sort_by_key(|one| (one.at_ms, one.id));
        let mut rooms: Vec<String> = Vec::new();
        for one in measured {
            if !rooms.contains(&one.name) {
                rooms.push(one.name);
            }
        }
        let order = job.order.map(|order| rows.entity::<Order>(order)).transpose()?.flatten();
        let version = order.as_ref().and_then(|order| order.agreements.last()).map(|agreement| agreement.version);
        let version = version.map(|version| rows.entity::<QuoteVersion>(version)).transpose()?.flatten();
        let lines = version.map(|version| version.content.lines).unwrap_or_default();
        let checklist = rows.checklist_of(&job)?;
        Ok(Some(Self { crew, order: order.map(|order| (order, lines)), rooms, checklist, store, job }))
    }

    /// A moment in UTC milliseconds as its showroom reads it.
    pub(crate) fn clock(&self) -> impl Fn(i64) -> String + use<> {
        let zone: Tz = self.store.time_zone.parse().unwrap_or(Tz::Asia__Shanghai);
        move |ms| {
            let at = DateTime::<Utc>::from_timestamp_millis(ms).unwrap_or_default();
            at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()
        }
    }

    /// Its certificate, the fixed words in `language`: `en`, or Chinese.
    pub(crate) fn certificate<'a>(
        &'a self,
        language: &str,
        time: &'a dyn Fn(i64) -> String,
        remarks: &'a str,
    ) -> Acceptance<'a> {
        Acceptance {
            language: if language == "en" { Language::En } else { Language::Zh },
            store: &self.store,
            time,
            job: &self.job,
            crew: &self.crew,
            order: self.order.as_ref().map(|(order, lines)| (order, lines.as_slice())),
            rooms: &self.rooms,
            checklist: self.checklist.as_ref(),
            remarks,
        }
    }
}

impl Tablet {
    /// `op` with the certificate's file, where it signs for a job with one: what is signed must be what this tablet makes of
    /// the job, and the file with the signature lies on the disk when this returns.
    pub(crate) fn sign_certificate<'o>(&self, op: Cow<'o, AnyOperation>) -> Result<Cow<'o, AnyOperation>, Stop> {
        let AnyOperation::SignOffWorkOrder(sign_off) = &*op else { return Ok(op) };
        let Some(SignOffPaper { language, document, .. }) = sign_off.paper.clone() else { return Ok(op) };
        let work = WorkDone::read(&mut SqlRows(&mut *self.reader(), Schema::Tablet), sign_off.work_order)?;
        let work = work.ok_or_else(Refusal::work_order_unknown)?;
        let time = work.clock();
        let certificate = work.certificate(&language, &time, &sign_off.remarks);
        let unmade = |error: tenon_papers::Error| {
            tracing::warn!(%error, "a certificate could not be made");
            Refusal::certificate_changed()
        };
        let shown = self.press().print(&certificate.paper()).map_err(unmade)?;
        if shown.sha256 != document.to_string() {
            return Err(Refusal::certificate_changed().into());
        }
        let signed = Signed {
            name: &sign_off.signed_by,
            at_ms: now(&mut *self.reader())?.best_ms(),
            strokes: &sign_off.strokes,
            document: &shown.sha256,
        };
        let printed = self.press().print(&certificate.signed(&signed)).map_err(unmade)?;
        let (sha256, bytes) = (Hash::of(&printed.pdf), printed.pdf.len() as u64);
        self.blobs().put(sha256, Form::Original, &printed.pdf).map_err(io_refusal)?;
        put_blob(&mut *self.writer(), sha256, bytes, 0)?;
        let mut sign_off = sign_off.clone();
        sign_off.paper = Some(SignOffPaper { language, document, file: Some(PaperFile { sha256, bytes }) });
        Ok(Cow::Owned(sign_off.into()))
    }
}

//! `work_order.sign_off.v1`: the customer signs for a job at its end, with what they have to say.
//!
//! A fact: it was signed. The crew is on site or has just finished. Signed twice is refused on the tablet and a conflict
//! at HQ. What is signed is an acceptance certificate, which the tablet makes before anybody signs, as a contract is: the
//! operation says its hash, and names the file with the signature on it, which becomes a `Photo` of the job and travels as
//! those do.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::add_photo::{PHOTO_BYTES_LIMIT, new_photo};
use super::signing::check_strokes;
use super::work_rows::own_job;
use super::{bounded, required};
use crate::entities::{PhotoKind, PhotoType, SignOff, SignedPaper, Staff, WorkOrder, WorkStep};
use crate::{Desk, Finality, Hash, Id, Nature, Operation, Refusal, Stop};

/// A customer signs for a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SignOffWorkOrder {
    /// Which job.
    pub work_order: Id<WorkOrder>,
    /// Who signs.
    pub signed_by: String,
    /// The pen's strokes: thousandths of the field's width, x and y in turn.
    pub strokes: Vec<Vec<u16>>,
    /// What they have to say.
    pub remarks: String,
    /// The certificate; none where it could not be made.
    #[serde(default)]
    pub paper: Option<SignOffPaper>,
}

/// The certificate that is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SignOffPaper {
    /// The language of its fixed words: `zh-CN` or `en`.
    pub language: String,
    /// SHA-256 of the PDF that is signed, lower-case hex.
    #[ts(type = "string")]
    pub document: Hash,
    /// The PDF with the signature on it, which the tablet makes and keeps.
    #[serde(default)]
    #[ts(skip)]
    pub file: Option<PaperFile>,
}

/// A PDF that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperFile {
    /// SHA-256 of it.
    pub sha256: Hash,
    /// Its length.
    pub bytes: u64,
}

impl Operation for SignOffWorkOrder {
    const TAG: &'static str = "work_order.sign_off.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let (staff, mut work_order) = own_job(desk, self.work_order)?;
        let signed_by = required("name", &self.signed_by)?.to_owned();
        let remarks = bounded("remarks", &self.remarks)?.to_owned();
        check_strokes(&self.strokes)?;
        if let Some(before) = &work_order.sign_off {
            return Err(Refusal::signed_off_before(&before.signed_by, before.at_ms).into());
        }
        if !matches!(work_order.step, WorkStep::OnSite | WorkStep::Done) {
            return Err(Refusal::sign_off_too_early().into());
        }
        let at_ms = desk.stamp().at.best_ms();
        let strokes = self.strokes.clone();
        let paper = self.keep_paper(desk, &staff, &work_order)?;
        work_order.sign_off = Some(SignOff { signed_by, strokes, remarks, at_ms, by_name: staff.name, paper });
        desk.put(&work_order)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.signed_by.trim().to_owned()
    }
}

impl SignOffWorkOrder {
    /// Makes the row by which the certificate's file travels; answers how the job names it.
    fn keep_paper(
        &self,
        desk: &mut Desk<'_>,
        staff: &Staff,
        work_order: &WorkOrder,
    ) -> Result<Option<SignedPaper>, Stop> {
        let Some(SignOffPaper { document, file: Some(file), .. }) = &self.paper else { return Ok(None) };
        if !(1..=PHOTO_BYTES_LIMIT).contains(&file.bytes) {
            return Err(Refusal::photo_too_large(file.bytes, PHOTO_BYTES_LIMIT).into());
        }
        let mut photo = new_photo(desk, staff, work_order, (file.sha256, file.bytes, PhotoType::Pdf))?;
        photo.kind = PhotoKind::Paper;
        desk.put(&photo)?;
        Ok(Some(SignedPaper { document: *document, sha256: file.sha256, bytes: file.bytes }))
    }
}

//! What jobs, projects, measurements and photos are refused for.

use crate::Refusal;

/// The rules of jobs, projects, measurements and photos that say no, one constructor each.
impl Refusal {
    /// No such project.
    pub fn project_unknown() -> Self {
        Self::new("project_unknown", "Head office does not know what this job is a part of. Sync and look again.")
    }
    /// A gate: nothing has been measured.
    pub fn not_measured() -> Self {
        Self::new("not_measured", "Nothing has been measured yet. Measure and finish a room first.")
    }
    /// A gate: the customer has not confirmed a drawing.
    pub fn drawing_not_confirmed() -> Self {
        Self::new(
            "drawing_not_confirmed",
            "The customer has not confirmed the drawing yet. Have it confirmed, then drive off.",
        )
    }
    /// A gate: it was measured again after the drawing was made.
    pub fn drawing_out_of_date(revision: u32) -> Self {
        Self::new(
            "drawing_out_of_date",
            format!("It was measured again since drawing {revision}. Have a new drawing confirmed first."),
        )
        .number("revision", i64::from(revision))
    }
    /// A gate: the goods are not there.
    pub fn goods_not_arrived() -> Self {
        Self::new("goods_not_arrived", "The goods are not marked as arrived. Check that they are there and mark them.")
    }
    /// A gate: some of the goods are missing.
    pub fn goods_missing(what: &str, kinds: usize) -> Self {
        let message = format!("“{what}” is missing. Count again when it is there, or ask a manager to go without.");
        Self::new("goods_missing", message).text("what", what).number("count", i64::try_from(kinds).unwrap_or(i64::MAX))
    }
    /// A count of nothing.
    pub fn goods_not_counted() -> Self {
        Self::new("goods_not_counted", "Nothing was counted. Say what is there and what is missing.")
    }
    /// Nothing is missing.
    pub fn goods_not_missing() -> Self {
        Self::new("goods_not_missing", "Nothing is counted as missing. Look at the goods again.")
    }
    /// A day that there is not.
    pub fn goods_due_unsound(what: &str) -> Self {
        Self::new("goods_due_unsound", format!("The day for “{what}” cannot be read. Write it as 2026-12-01."))
            .text("what", what)
    }
    /// A later drawing, or the same, was confirmed before.
    pub fn drawing_superseded(revision: u32) -> Self {
        Self::new("drawing_superseded", format!("Drawing {revision} is confirmed already. Confirm a later one."))
            .number("revision", i64::from(revision))
    }
    /// A gate: a later revision was drawn than the one that was confirmed.
    pub fn drawing_newer(revision: u32) -> Self {
        Self::new("drawing_newer", format!("Drawing {revision} is the latest one. Have that one confirmed."))
            .number("revision", i64::from(revision))
    }
    /// There is a later revision, or the same.
    pub fn drawing_revision_taken(revision: u32) -> Self {
        Self::new("drawing_revision_taken", format!("Drawing {revision} is there already. Add it as a later one."))
            .number("revision", i64::from(revision))
    }
    /// What the customer confirmed is not the file of the revision.
    pub fn drawing_other_file(revision: u32) -> Self {
        Self::new("drawing_other_file", format!("The file of drawing {revision} is another one. Look at it again."))
            .number("revision", i64::from(revision))
    }
    /// Somebody marked them before.
    pub fn goods_arrived_before(by: &str, at_ms: i64) -> Self {
        Self::new("goods_arrived_before", format!("{by} has already marked the goods as arrived."))
            .text("by", by)
            .number("at_ms", at_ms)
    }
    /// The job that is followed up is still under way.
    pub fn follow_up_too_early() -> Self {
        Self::new("follow_up_too_early", "The first job has not ended. End it, then book the next one.")
    }
    /// The job has ended.
    pub fn work_order_ended() -> Self {
        Self::new("work_order_ended", "This job has ended. Take the last step back, or book a follow-up.")
    }
    /// The step is not the last one, or nobody took it.
    pub fn step_not_last() -> Self {
        Self::new("step_not_last", "This is not the job's last step any more. Look at it again.")
    }
    /// Too long ago to be taken back.
    pub fn step_too_old(minutes: i64) -> Self {
        Self::new("step_too_old", format!("More than {minutes} minutes have passed: the step stands. Call the store."))
            .number("minutes", minutes)
    }
    /// Nobody is at the customer's yet.
    pub fn sign_off_too_early() -> Self {
        Self::new("sign_off_too_early", "The crew is not on site yet. Take the steps before, then have it signed.")
    }
    /// The customer signed before.
    pub fn signed_off_before(by: &str, at_ms: i64) -> Self {
        Self::new("signed_off_before", format!("{by} has already signed for this job."))
            .text("by", by)
            .number("at_ms", at_ms)
    }
    /// No such form, or no such version of it.
    pub fn measure_form_unknown() -> Self {
        Self::new("measure_form_unknown", "Head office does not know this measurement form. Sync and begin again.")
    }
    /// Somebody else changed the form meanwhile.
    pub fn measure_form_changed(version: u32) -> Self {
        Self::new("measure_form_changed", format!("Version {version} of this form is there by now. Look at it first."))
            .number("version", i64::from(version))
    }
    /// No such measurement.
    pub fn measurement_unknown() -> Self {
        Self::new("measurement_unknown", "This measurement is not known here. Sync and look again.")
    }
    /// It is finished: measuring again makes another version.
    pub fn measurement_finished() -> Self {
        Self::new("measurement_finished", "This measurement is finished. Measure the room again to change something.")
    }
    /// A reading that its field cannot take.
    pub fn reading_unfit(field: &str) -> Self {
        Self::new("reading_unfit", format!("“{field}” cannot take this reading. Read it again.")).text("field", field)
    }
    /// Required readings are missing, and nobody said why.
    pub fn readings_missing(count: usize) -> Self {
        Self::new("readings_missing", format!("{count} readings are missing. Take them, or write down why not."))
            .number("count", i64::try_from(count).unwrap_or(i64::MAX))
    }
    /// No such photo.
    pub fn photo_unknown() -> Self {
        Self::new("photo_unknown", "This photo is not known here. Sync and look again.")
    }
    /// A line without a point, or half of one.
    pub fn mark_unsound() -> Self {
        Self::new("mark_unsound", "There is nothing to draw over the photo. Draw a line first.")
    }
    /// It was taken off the job.
    pub fn photo_off() -> Self {
        Self::new("photo_off", "This photo was taken off the job. Look at the job again.")
    }
    /// It is on the job.
    pub fn photo_not_off() -> Self {
        Self::new("photo_not_off", "This photo is on the job: there is nothing to put back.")
    }
    /// Too long ago to be put back.
    pub fn photo_off_too_long(minutes: i64) -> Self {
        let message = format!("More than {minutes} minutes have passed. Add the photo again.");
        Self::new("photo_off_too_long", message).number("minutes", minutes)
    }
    /// It is a revision of the drawing, or a signed paper.
    pub fn photo_is_drawing() -> Self {
        Self::new("photo_is_drawing", "This is a revision of the drawing or a signed paper: it stays.")
    }
    /// What is to be signed is not what the tablet makes of the job.
    pub fn certificate_changed() -> Self {
        Self::new("certificate_changed", "The certificate is another one by now. Look at it again, then sign.")
    }
    /// A PDF is no photo.
    pub fn photo_is_pdf() -> Self {
        Self::new("photo_is_pdf", "A PDF is no photo. Add it as a revision of the drawing.")
    }
    /// Somebody else added it.
    pub fn photo_not_yours(by: &str) -> Self {
        Self::new("photo_not_yours", format!("{by} added this photo. They or a manager can take it off."))
            .text("by", by)
    }
    /// An empty file, or more bytes than are taken.
    pub fn photo_too_large(bytes: u64, limit: u64) -> Self {
        let whole = |bytes: u64| i64::try_from(bytes.div_ceil(1024 * 1024)).unwrap_or(i64::MAX);
        let message = format!("A photo has between 1 byte and {} MB. Take it with fewer pixels.", whole(limit));
        Self::new("photo_too_large", message).number("mb", whole(bytes)).number("limit", whole(limit))
    }
}

//! The operations, one file each; a file's header is its manual. A new operation is a file here and a line below.

mod add_drawing;
mod add_photo;
mod advance_work_order;
mod answer_quote;
mod block_time;
mod book_appointment;
mod card_rights;
mod change_appointment;
mod check_in;
mod close_case;
mod confirm_drawing;
mod count_goods;
mod customer_rows;
mod end_visit;
mod erase_customer;
mod extend_card;
mod give_lead;
mod goods_arrived;
mod hand_over_right;
mod issue_cards;
mod join_waitlist;
mod keep_place;
mod mark_photo;
mod merge_customers;
mod note_consent;
mod note_lead;
mod open_windows;
mod places;
mod put_campaign;
mod put_checklist;
mod put_crew_calendar;
mod put_crew_skills;
mod put_customer;
mod put_holiday_calendar;
mod put_measure_form;
mod put_travel_table;
mod put_work_norms;
mod read_paper;
mod recall_card;
mod receive_lead;
mod reclaim_right;
mod record_measurement;
mod redeem_card;
mod remedy_card;
mod renew_calendar_feed;
mod report_missing_parts;
mod resize_window;
mod return_lead;
mod return_right;
mod sell_card;
mod sign_in;
mod sign_off_work_order;
mod sign_order;
mod signing;
mod take_off_photo;
mod take_over_right;
mod take_payment;
mod tick_checklist;
mod undo_redemption;
mod waitlist;
mod work_rows;
mod write_quote;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use add_drawing::{AddDrawing, REVISIONS_LIMIT};
pub use add_photo::{AddPhoto, CaptionPhoto, PHOTO_BYTES_LIMIT, PHOTOS_LIMIT};
pub use advance_work_order::{AdvanceWorkOrder, STEP_BACK_MINUTES, StepBackWorkOrder};
pub use answer_quote::AnswerQuote;
pub use block_time::{BlockTime, UnblockTime};
pub use book_appointment::BookAppointment;
pub use change_appointment::{CancelAppointment, MoveAppointment, SwapAppointments};
pub use check_in::CheckIn;
pub use close_case::CloseCase;
pub use confirm_drawing::ConfirmDrawing;
pub use count_goods::{CountGoods, GOODS_LIMIT, WaiveGoods};
pub use end_visit::EndVisit;
pub use erase_customer::EraseCustomer;
pub use extend_card::ExtendCard;
pub use give_lead::GiveLead;
pub use goods_arrived::GoodsArrived;
pub use hand_over_right::HandOverRight;
pub use issue_cards::{BATCH_LIMIT, IssueCards};
pub use join_waitlist::{JoinWaitlist, LeaveWaitlist};
pub use keep_place::{DeclinePlace, ExpireWaiting, KeepPlace};
pub use mark_photo::{DrawnMark, MarkPhoto, UnmarkPhoto};
pub use merge_customers::MergeCustomers;
pub use note_consent::NoteConsent;
pub use note_lead::{LeadStep, NoteLead};
pub use open_windows::{NewWindow, OPENED_LIMIT, OpenWindows};
pub use put_campaign::PutCampaign;
pub use put_checklist::PutChecklist;
pub use put_crew_calendar::PutCrewCalendar;
pub use put_crew_skills::PutCrewSkills;
pub use put_customer::PutCustomer;
pub use put_holiday_calendar::PutHolidayCalendar;
pub use put_measure_form::PutMeasureForm;
pub use put_travel_table::PutTravelTable;
pub use put_work_norms::PutWorkNorms;
pub use read_paper::ReadPaper;
pub use recall_card::RecallCard;
pub use receive_lead::ReceiveLead;
pub use reclaim_right::ReclaimRight;
pub use record_measurement::RecordMeasurement;
pub use redeem_card::RedeemCard;
pub use remedy_card::{CollectDifference, GrantGoodwill};
pub use renew_calendar_feed::RenewCalendarFeed;
pub use report_missing_parts::{PartsHaveCome, ReportMissingParts};
pub use resize_window::ResizeWindow;
pub use return_lead::ReturnLead;
pub use return_right::ReturnRight;
pub use sell_card::SellCard;
pub use sign_in::{SignIn, SignOut};
pub use sign_off_work_order::{PaperFile, SignOffPaper, SignOffWorkOrder};
pub use sign_order::{AmendOrder, CancelOrder, SignOrder};
pub use signing::Signing;
pub use take_off_photo::{PUT_BACK_MINUTES, PutBackPhoto, TakeOffPhoto};
pub use take_over_right::TakeOverRight;
pub use take_payment::{ReturnPayment, TakePayment};
pub use tick_checklist::TickChecklist;
pub use undo_redemption::UndoRedemption;
pub use write_quote::WriteQuote;

use crate::entities::{Case, CaseNature, Order, Remedy};
use crate::operation::tag_of;
use crate::{Desk, Finality, Id, Nature, Operation, Refusal, Stop};

macro_rules! operations {
    ($($name:ident = $tag:literal),* $(,)?) => {
        /// Any operation, with its tag.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
        #[serde(tag = "tag")]
        #[ts(rename = "Operation")]
        pub enum AnyOperation { $(#[doc = $tag] #[serde(rename = $tag)] $name($name)),* }

        $(
            const _: () = assert!(tag_is(<$name as Operation>::TAG, $tag), "the list and the file name different tags");
            impl From<$name> for AnyOperation {
                fn from(op: $name) -> Self { Self::$name(op) }
            }
        )*

        impl AnyOperation {
            /// Every tag that this version judges.
            pub const TAGS: &[&str] = &[$($tag),*];
            /// The versioned name on the wire.
            pub fn tag(&self) -> &'static str {
                match self { $(Self::$name(_) => $name::TAG),* }
            }
            /// Fact or intent.
            pub fn nature(&self) -> Nature {
                match self { $(Self::$name(_) => $name::NATURE),* }
            }
            /// The customer, card or job that a person would name it by.
            pub fn subject(&self) -> String {
                match self { $(Self::$name(op) => op.subject()),* }
            }
            pub(crate) fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
                match self { $(Self::$name(op) => op.decide(desk)),* }
            }
        }
    };
}

operations! {
    SignIn = "staff.sign_in.v1",
    SignOut = "staff.sign_out.v1",
    CheckIn = "visit.check_in.v1",
    EndVisit = "visit.end.v1",
    RedeemCard = "card.redeem.v1",
    BookAppointment = "appointment.book.v1",
    MoveAppointment = "appointment.move.v1",
    CancelAppointment = "appointment.cancel.v1",
    SwapAppointments = "appointment.swap.v1",
    JoinWaitlist = "waitlist.join.v1",
    KeepPlace = "waitlist.keep.v1",
    DeclinePlace = "waitlist.decline.v1",
    ExpireWaiting = "waitlist.expire.v1",
    LeaveWaitlist = "waitlist.leave.v1",
    ResizeWindow = "window.resize.v1",
    AdvanceWorkOrder = "work_order.advance.v1",
    ReturnRight = "right.return.v1",
    CloseCase = "case.close.v1",
    PutCampaign = "campaign.put.v1",
    IssueCards = "card.issue.v1",
    SellCard = "card.sell.v1",
    RecallCard = "card.recall.v1",
    ExtendCard = "card.extend.v1",
    UndoRedemption = "card.undo_redemption.v1",
    ReclaimRight = "right.reclaim.v1",
    HandOverRight = "right.hand_over.v1",
    TakeOverRight = "right.take_over.v1",
    WriteQuote = "quote.write.v1",
    AnswerQuote = "quote.answer.v1",
    SignOrder = "order.sign.v1",
    AmendOrder = "order.amend.v1",
    CancelOrder = "order.cancel.v1",
    CollectDifference = "order.collect.v1",
    GrantGoodwill = "order.goodwill.v1",
    TakePayment = "payment.take.v1",
    ReturnPayment = "payment.return.v1",
    ReadPaper = "paper.read.v1",
    PutCustomer = "customer.put.v1",
    NoteConsent = "customer.consent.v1",
    MergeCustomers = "customer.merge.v1",
    EraseCustomer = "customer.erase.v1",
    ReceiveLead = "lead.receive.v1",
    GiveLead = "lead.give.v1",
    ReturnLead = "lead.return.v1",
    NoteLead = "lead.note.v1",
    StepBackWorkOrder = "work_order.step_back.v1",
    SignOffWorkOrder = "work_order.sign_off.v1",
    AddDrawing = "drawing.add.v1",
    ConfirmDrawing = "drawing.confirm.v1",
    GoodsArrived = "goods.arrived.v1",
    CountGoods = "goods.count.v1",
    WaiveGoods = "goods.waive.v1",
    PutMeasureForm = "measure_form.put.v1",
    RecordMeasurement = "measurement.record.v1",
    AddPhoto = "photo.add.v1",
    CaptionPhoto = "photo.caption.v1",
    MarkPhoto = "photo.mark.v1",
    UnmarkPhoto = "photo.unmark.v1",
    TakeOffPhoto = "photo.take_off.v1",
    PutBackPhoto = "photo.put_back.v1",
    PutHolidayCalendar = "holiday_calendar.put.v1",
    PutCrewCalendar = "crew.calendar.v1",
    OpenWindows = "window.open.v1",
    BlockTime = "crew.block.v1",
    UnblockTime = "crew.unblock.v1",
    PutTravelTable = "travel_table.put.v1",
    PutWorkNorms = "work_norms.put.v1",
    PutCrewSkills = "crew.skills.v1",
    RenewCalendarFeed = "calendar_feed.renew.v1",
    PutChecklist = "checklist.put.v1",
    TickChecklist = "checklist.tick.v1",
    ReportMissingParts = "parts.missing.v1",
    PartsHaveCome = "parts.came.v1",
}

const fn tag_is(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

impl AnyOperation {
    /// Reads the operation in a stamp. An unknown tag and an unreadable body are refusals that quarantine it.
    pub fn read(op: &serde_json::Value) -> Result<Self, Refusal> {
        match tag_of(op) {
            Some(tag) if !Self::TAGS.contains(&tag) => Err(Refusal::unknown_operation(tag)),
            _ => serde_json::from_value(op.clone()).map_err(|e| Refusal::unreadable_operation(&e.to_string())),
        }
    }
}

/// Longest text that an operation takes in one field, in characters.
const TEXT_LIMIT: usize = 500;

/// [`bounded`], for a text that must be there.
fn required<'t>(field: &str, text: &'t str) -> Result<&'t str, Stop> {
    match bounded(field, text)? {
        "" => Err(Refusal::text_missing(field).into()),
        text => Ok(text),
    }
}

/// `text` without the blanks around it, if it is not longer than people need.
fn bounded<'t>(field: &str, text: &'t str) -> Result<&'t str, Stop> {
    let text = text.trim();
    if text.chars().count() > TEXT_LIMIT {
        return Err(Refusal::too_long(field, TEXT_LIMIT).into());
    }
    Ok(text)
}

/// Says that something about a fact is wrong: before it happens, to the person who is about to do it; after it, as a case
/// at headquarters, which keeps the fact.
fn object(desk: &mut Desk<'_>, subject: &str, refusal: Refusal) -> Result<(), Stop> {
    object_with(desk, subject, refusal, &[Remedy::Acknowledged], None)
}

/// [`object`], with what can be done on `order` about it.
fn object_with(
    desk: &mut Desk<'_>,
    subject: &str,
    refusal: Refusal,
    remedies: &[Remedy],
    order: Option<Id<Order>>,
) -> Result<(), Stop> {
    if desk.first() {
        return Err(refusal.into());
    }
    if !desk.authority() {
        return Ok(());
    }
    open_case(desk, subject, refusal, remedies.to_vec(), order)
}

/// At headquarters, has people see to what came of the operation at hand.
fn open_case(
    desk: &mut Desk<'_>,
    subject: &str,
    refusal: Refusal,
    remedies: Vec<Remedy>,
    order: Option<Id<Order>>,
) -> Result<(), Stop> {
    let stamp = desk.stamp();
    let tag = tag_of(&stamp.op).unwrap_or_default().to_owned();
    desk.put(&Case {
        id: Case::id_about(stamp.id),
        op: stamp.id,
        nature: CaseNature::Conflict,
        device: stamp.device,
        store: stamp.store,
        tag,
        subject: subject.to_owned(),
        refusal,
        differences: Vec::new(),
        remedies,
        cascade: Vec::new(),
        opened_ms: stamp.at.best_ms(),
        closed: None,
        order,
    })
}

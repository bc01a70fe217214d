//! The nouns of the trade, one file each.

mod calendar_feed;
mod campaign;
mod card;
mod card_batch;
mod card_sale;
mod case;
mod checklist;
mod crew;
mod customer;
mod device;
mod discount_authority;
mod goodwill;
mod hand_over;
mod holiday_calendar;
mod lead;
mod measure_form;
mod measurement;
mod merchant;
mod order;
mod paper_record;
mod payment;
mod photo;
mod policy;
mod project;
mod quote;
mod right;
mod site_record;
mod spent_numbers;
mod staff;
mod store;
mod touch;
mod travel_table;
mod verdict;
mod visit;
mod waitlist;
mod window;
mod work_norms;
mod work_order;

pub use calendar_feed::{CalendarFeed, CalendarOwner};
pub use campaign::{Benefit, Campaign, OfflinePolicy, Worth};
pub use card::{Card, CardState, Recall, RecallPurpose, Redemption, Standing, Undoing};
pub use card_batch::{CardBatch, CardStock};
pub use card_sale::{BuyerSource, CardDeed, CardEvent, CardSale};
pub use case::{Cascaded, Case, CaseNature, Closing, Difference, Remedy};
pub use checklist::{Checklist, ChecklistContent, ChecklistItem, JobPhase};
pub use crew::Crew;
pub use customer::{Address, Consent, Customer, CustomerChange, CustomerField};
pub use device::{Device, DeviceState};
pub use discount_authority::{Allowance, AuthorityRule, Discount, DiscountAuthority, floor_minor};
pub use goodwill::Goodwill;
pub use hand_over::HandOver;
pub use holiday_calendar::{HolidayCalendar, HolidayDay};
pub use lead::{Lead, LeadDeed, LeadEvent, LeadSource, LeadState, NextAction};
pub use measure_form::{
    FieldUnit, FormCheck, FormChoice, FormContent, FormField, FormQuantity, MeasureForm, QuantityPart, QuantityUnit,
    Waste,
};
pub use measurement::{Measurement, Reading, Readings};
pub use merchant::Merchant;
pub use order::{Account, Agreement, Cancellation, Due, Instalment, LostCard, Order, Signature};
pub use paper_record::PaperRecord;
pub use payment::{Payment, PaymentMethod};
pub use photo::{Photo, PhotoKind, PhotoMark, PhotoOff, PhotoType};
pub use policy::{CardKey, Policy};
pub use project::{Drawing, DrawnRevision, GoodsArrival, GoodsCount, GoodsPart, GoodsWaiver, Project, Station};
pub use quote::{Approval, Buyer, DiscountAnswer, Quote, QuoteVersion};
pub use right::{Right, Subject};
pub use site_record::{CheckMark, MissingParts, PartsCame, SiteRecord};
pub use spent_numbers::SpentNumbers;
pub use staff::{Role, Staff};
pub use store::Store;
pub use touch::{Touch, TouchKind};
pub use travel_table::{Area, TravelTable, Way};
pub use verdict::{Ruling, Verdict};
pub use visit::StoreVisit;
pub use waitlist::{KeptPlace, WaitlistEnd, WaitlistEntry, WaitlistOutcome};
pub use window::{Appointment, Block, Contact, Moved, Window, WorkKind};
pub use work_norms::{WorkNorm, WorkNorms};
pub use work_order::{
    Absence, Arrival, CustomerCode, FollowUp, FollowUpReason, SignOff, SignedPaper, StepDone, StepUndone, WorkOrder,
    WorkStep,
};

use crate::{Entity, Failure, Key, Kind, Scope, Uuid};

/// What the database keeps beside a row's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// The row's identifier.
    pub id: Uuid,
    /// Who is sent it.
    pub scopes: Vec<Scope>,
    /// What it can be found by.
    pub keys: Vec<Key>,
}

/// Reads identifier, scopes and keys out of the body of a row of `kind`.
pub fn describe(kind: Kind, body: &str) -> Result<Described, Failure> {
    fn of<E: Entity>(body: &str) -> Result<Described, Failure> {
        let entity: E = serde_json::from_str(body)
            .map_err(|e| Failure(format!("a {} row cannot be read: {e}", E::KIND.as_str())))?;
        Ok(Described { id: entity.id().0, scopes: entity.scopes(), keys: entity.keys() })
    }
    match kind {
        Kind::Store => of::<Store>(body),
        Kind::Merchant => of::<Merchant>(body),
        Kind::Staff => of::<Staff>(body),
        Kind::Device => of::<Device>(body),
        Kind::Campaign => of::<Campaign>(body),
        Kind::Policy => of::<Policy>(body),
        Kind::DiscountAuthority => of::<DiscountAuthority>(body),
        Kind::Card => of::<Card>(body),
        Kind::CardBatch => of::<CardBatch>(body),
        Kind::CardStock => of::<CardStock>(body),
        Kind::CardSale => of::<CardSale>(body),
        Kind::CardEvent => of::<CardEvent>(body),
        Kind::Redemption => of::<Redemption>(body),
        Kind::StoreVisit => of::<StoreVisit>(body),
        Kind::Crew => of::<Crew>(body),
        Kind::Window => of::<Window>(body),
        Kind::Appointment => of::<Appointment>(body),
        Kind::WaitlistEntry => of::<WaitlistEntry>(body),
        Kind::WorkOrder => of::<WorkOrder>(body),
        Kind::Right => of::<Right>(body),
        Kind::HandOver => of::<HandOver>(body),
        Kind::Verdict => of::<Verdict>(body),
        Kind::Case => of::<Case>(body),
        Kind::Quote => of::<Quote>(body),
        Kind::QuoteVersion => of::<QuoteVersion>(body),
        Kind::Order => of::<Order>(body),
        Kind::Payment => of::<Payment>(body),
        Kind::Goodwill => of::<Goodwill>(body),
        Kind::PaperRecord => of::<PaperRecord>(body),
        Kind::Customer => of::<Customer>(body),
        Kind::Lead => of::<Lead>(body),
        Kind::Project => of::<Project>(body),
        Kind::MeasureForm => of::<MeasureForm>(body),
        Kind::Checklist => of::<Checklist>(body),
        Kind::Measurement => of::<Measurement>(body),
        Kind::Photo => of::<Photo>(body),
        Kind::SpentNumbers => of::<SpentNumbers>(body),
        Kind::HolidayCalendar => of::<HolidayCalendar>(body),
        Kind::TravelTable => of::<TravelTable>(body),
        Kind::WorkNorms => of::<WorkNorms>(body),
        Kind::CalendarFeed => of::<CalendarFeed>(body),
    }
}

//! What the screens ask. A query is named after what its screen shows; it reads, and never waits for the network.

mod appointments;
mod attention;
mod booking_board;
mod customers;
mod drawings;
mod free_crews;
mod hand_over;
mod jobs;
mod leads;
mod measured;
mod measuring;
mod orders;
mod papers;
mod people;
mod photos;
mod projects;
mod proposals;
mod quote_priced;
mod quotes;
mod scan;
mod waitlist;
mod window_search;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tenon_domain::entities::{Address, GoodsPart};
use tenon_domain::pricing::Priced;
use tenon_domain::scheduling::Workload;
use tenon_domain::{Id, Refusal, Uuid};
use tenon_store::catalog::{AskedLine, CategoryCount, ProductSheet, SearchAnswer, SearchArgs};
use tenon_store::tablet::writers;
use tenon_store::{Connection, Error as StoreError};
use thiserror::Error;
use ts_rs::TS;

pub use appointments::{AppointmentArgs, AppointmentSheet, MovedCard};
pub use attention::{Attention, CascadedCard, CaseCard, ClosedCard, WaitingCard};
pub use booking_board::{BoardArgs, BoardCrew, BoardDay, BookedPlace, BookingBoard, BookingSlot, SlotState};
pub use customers::{AddressArgs, CustomerArgs, CustomerSheet, KnownArgs, KnownCustomer, PastVisit};
pub use drawings::{DrawingArgs, DrawingShown};
pub use free_crews::FreeCrew;
pub use hand_over::{HandOverLook, HandedOver, Taker};
pub use jobs::{DayCount, JobArgs, JobCard, JobDay, JobSheet, JobStep, JobsArgs, StepBack};
pub use leads::LeadCard;
pub use measured::MeasuredRoom;
pub use measuring::{FormCard, MeasurementArgs, MeasurementSheet, RoomCard};
pub use orders::{AgreementCard, OrderArgs, OrderCard, OrderSheet, OrderState, PaymentCard};
pub use papers::{PaperAsked, PaperMade, PaperOf};
pub use people::{DeviceCard, Session, Source, StaffTile, StoreCard, VisitCard};
pub use photos::{PhotoCard, PhotoPlace};
pub use projects::{GoodsArgs, ProjectCard, ProjectJob, Projects, ProjectsArgs};
pub use proposals::{ChainArgs, ChainProposals, Proposals, ProposalsArgs, WorkloadArgs};
pub use quote_priced::{QuoteAsked, QuoteAskedLine, QuotePriced};
pub use quotes::{QuoteArgs, QuoteCard, QuoteSheet, QuoteState, QuotesArgs, VersionSheet};
pub use scan::{CardCampaign, CardLook, CardRedeemed, CardVerdict, PaperLook, ScanAnswer, ScanArgs};
pub(crate) use waitlist::kept;
pub use waitlist::{KeptPlaceCard, WaitlistCard};

use crate::{Network, PhotoKept, PhotoRoom, SyncStatus, Tablet};

/// Why a question has no answer.
#[derive(Debug, Error)]
pub enum QueryError {
    /// There is no query of that name.
    #[error("there is no query `{0}`; there are: {NAMES:?}")]
    Unknown(String),
    /// The arguments do not fit.
    #[error("the arguments of `{name}` do not fit: {why}")]
    Arguments {
        /// The query.
        name: String,
        /// What is wrong.
        why: String,
    },
    /// The rows could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The catalog could not be read.
    #[error(transparent)]
    Catalog(#[from] tenon_store::catalog::Error),
}

macro_rules! queries {
    ($($name:literal: $function:path => $args:ty => $answer:ty),* $(,)?) => {
        /// Every query.
        pub const NAMES: &[&str] = &[$($name),*];

        impl Tablet {
            /// Answers the query `name`.
            pub fn query(&self, name: &str, args: Value) -> Result<Value, QueryError> {
                match name {
                    $($name => {
                        let args: $args = read(name, args)?;
                        let answer: $answer = $function(self, &args)?;
                        json(name, &answer)
                    })*
                    _ => Err(QueryError::Unknown(name.chars().take(40).collect())),
                }
            }
        }

        /// The TypeScript of every query: name, arguments, answer. `visitor` is shown all types that they are made of.
        pub fn typescript(config: &ts_rs::Config, visitor: &mut impl ts_rs::TypeVisitor) -> Vec<[String; 3]> {
            visitor.visit::<Network>();
            visitor.visit::<PhotoKept>();
            $(
                visitor.visit::<$args>();
                visitor.visit::<$answer>();
            )*
            vec![$([$name.to_owned(), <$args as TS>::name(config), <$answer as TS>::name(config)]),*]
        }
    };
}

queries! {
    "session": people::session => () => Session,
    "visits": people::visits => () => Vec<VisitCard>,
    "known_customer": customers::known_customer => KnownArgs => Option<KnownCustomer>,
    "customer": customers::customer => CustomerArgs => Option<CustomerSheet>,
    "address": customers::address => AddressArgs => Address,
    "leads": leads::leads => () => Vec<LeadCard>,
    "sync_status": sync_status => () => SyncStatus,
    "search": search => SearchArgs => SearchAnswer,
    "product": product => ProductArgs => Option<ProductSheet>,
    "price": price => PriceArgs => PriceAnswer,
    "categories": categories => () => Vec<CategoryCount>,
    "scan": scan::scan => ScanArgs => ScanAnswer,
    "appointment": appointments::appointment => AppointmentArgs => Option<AppointmentSheet>,
    "free_crews": free_crews::free_crews => AppointmentArgs => Vec<FreeCrew>,
    "booking_board": booking_board::booking_board => BoardArgs => BookingBoard,
    "proposals": proposals::proposals => ProposalsArgs => Proposals,
    "chain_proposals": proposals::chain_proposals => ChainArgs => ChainProposals,
    "workload": proposals::workload => WorkloadArgs => Workload,
    "waitlist": waitlist::waitlist => () => Vec<WaitlistCard>,
    "jobs": jobs::jobs => JobsArgs => JobDay,
    "job": jobs::job => JobArgs => Option<JobSheet>,
    "photo_room": photos::photo_room => () => PhotoRoom,
    "measurement": measuring::measurement => MeasurementArgs => Option<MeasurementSheet>,
    "drawing": drawings::drawing => DrawingArgs => Option<DrawingShown>,
    "projects": projects::projects => ProjectsArgs => Projects,
    "goods": projects::goods => GoodsArgs => Vec<GoodsPart>,
    "attention": attention::attention => () => Attention,
    "quotes": quotes::quotes => QuotesArgs => Vec<QuoteCard>,
    "quotes_waiting": quotes::quotes_waiting => () => Vec<QuoteCard>,
    "quote": quotes::quote => QuoteArgs => Option<QuoteSheet>,
    "quote_priced": quote_priced::quote_priced => QuoteAsked => QuotePriced,
    "measured": measured::measured => QuoteArgs => Vec<MeasuredRoom>,
    "paper": papers::paper_made => PaperAsked => PaperMade,
    "orders": orders::orders => () => Vec<OrderCard>,
    "order": orders::order => OrderArgs => Option<OrderSheet>,
}

fn sync_status(tablet: &Tablet, (): &()) -> Result<SyncStatus, QueryError> {
    Ok(tablet.sync_status()?)
}

fn search(tablet: &Tablet, args: &SearchArgs) -> Result<SearchAnswer, QueryError> {
    let answer = tablet.catalog().search(args, tablet.market()?)?;
    let shown: Vec<String> = answer.hits.iter().filter_map(|hit| hit.picture.clone()).collect();
    tablet.pictures().want(&shown);
    Ok(answer)
}

fn product(tablet: &Tablet, args: &ProductArgs) -> Result<Option<ProductSheet>, QueryError> {
    let sheet = tablet.catalog().product(args.product_id, tablet.market()?)?;
    tablet.pictures().want(&sheet.as_ref().map(pictures_of).unwrap_or_default());
    Ok(sheet)
}

/// What the sheet shows first, then the rest of its gallery; at most 60.
fn pictures_of(sheet: &ProductSheet) -> Vec<String> {
    let of_variants = sheet.variants.iter().filter_map(|variant| variant.picture.as_ref());
    let all = sheet.pictures.iter().chain(of_variants);
    all.flat_map(|picture| [&picture.large, &picture.thumb]).flatten().take(60).cloned().collect()
}

fn price(tablet: &Tablet, args: &PriceArgs) -> Result<PriceAnswer, QueryError> {
    Ok(match tablet.catalog().price(&args.lines, tablet.market()?)? {
        Some(Ok(priced)) => PriceAnswer { priced: Some(priced), refusal: None },
        Some(Err(refusal)) => PriceAnswer { priced: None, refusal: Some(refusal) },
        None => PriceAnswer { priced: None, refusal: Some(Refusal::goods_unknown()) },
    })
}

fn categories(tablet: &Tablet, (): &()) -> Result<Vec<CategoryCount>, QueryError> {
    Ok(tablet.catalog().categories()?)
}

/// The argument of `price`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PriceArgs {
    /// What is to be priced; at most 200 lines.
    pub lines: Vec<AskedLine>,
}

/// A basket with its prices, or why it has none.
#[derive(Debug, Serialize, TS)]
pub struct PriceAnswer {
    /// What it costs here and now.
    pub priced: Option<Priced>,
    /// Why it cannot be priced; the fact `line` names the line.
    pub refusal: Option<Refusal>,
}

/// State of one record, as the joint shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RecordState {
    /// Saved here, HQ has not spoken.
    Waiting,
    /// HQ has it.
    Confirmed,
    /// A person must look at it.
    Attention,
}

/// The argument of `product`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ProductArgs {
    /// Which product.
    pub product_id: Uuid,
}

fn read<T: DeserializeOwned>(name: &str, args: Value) -> Result<T, QueryError> {
    serde_json::from_value(args).map_err(|e| QueryError::Arguments { name: name.to_owned(), why: e.to_string() })
}

fn json<T: Serialize>(name: &str, answer: &T) -> Result<Value, QueryError> {
    serde_json::to_value(answer)
        .map_err(|e| QueryError::Arguments { name: name.to_owned(), why: format!("the answer cannot be written: {e}") })
}

/// Whether a row waits for HQ: a pending operation has written it.
fn record_state<E: tenon_domain::Entity>(conn: &mut dyn Connection, id: Id<E>) -> Result<RecordState, StoreError> {
    let waiting = !writers(conn, E::KIND, id.0)?.is_empty();
    Ok(if waiting { RecordState::Waiting } else { RecordState::Confirmed })
}

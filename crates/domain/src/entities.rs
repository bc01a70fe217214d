//! The nouns of the trade, one file each.

mod campaign;
mod card;
mod case;
mod crew;
mod device;
mod merchant;
mod policy;
mod right;
mod staff;
mod store;
mod verdict;
mod visit;
mod window;
mod work_order;

pub use campaign::{Benefit, Campaign, OfflinePolicy};
pub use card::{Card, CardState, Redemption, Standing};
pub use case::{Cascaded, Case, CaseNature, Closing, Difference, Remedy};
pub use crew::Crew;
pub use device::{Device, DeviceState};
pub use merchant::Merchant;
pub use policy::{CardKey, Policy};
pub use right::{Right, Subject};
pub use staff::{Role, Staff};
pub use store::Store;
pub use verdict::{Ruling, Verdict};
pub use visit::StoreVisit;
pub use window::{Appointment, Contact, Window, WorkKind};
pub use work_order::{StepDone, WorkOrder, WorkStep};

//! Privilege cards at headquarters: the text of their codes, files of a batch to print, websites that sell them, and
//! what is known of a card. What may be done with one is in `tenon_domain::ops`.

mod code;
mod files;
mod look;
mod outline;
mod sale;
mod sheet;
mod website;

pub use code::{qr, text};
pub use files::{csv, pdf};
pub use look::{
    CardHolder, CardRedemption, CardRight, ConsoleCampaign, ConsoleCard, ConsoleCardEvent, ConsoleCards, ConsolePlace,
    FOUND_LIMIT, cards, find,
};
pub use sale::{Sold, sell};
pub use website::{Website, add_website, end_website, website, websites};

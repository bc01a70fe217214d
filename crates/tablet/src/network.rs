//! What the network costs: on one that costs money photos send only their small pictures, the files follow on another.

use serde::Deserialize;
use tenon_store::tablet::{get_meta, put_meta};
use tenon_store::{Connection, Error};
use ts_rs::TS;

use crate::Tablet;
use crate::tablet::Topic;

/// The fact that says so; none: it costs nothing.
const METERED: &str = "network_metered";

/// What the screens say of the network.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct Network {
    /// Whether what is sent costs money.
    pub metered: bool,
    /// The files that wait shall go now all the same, this once.
    pub send_now: bool,
}

/// Whether the network costs money, as far as is known here.
pub(crate) fn metered(conn: &mut dyn Connection) -> Result<bool, Error> {
    Ok(get_meta(conn, METERED)?.unwrap_or(false))
}

impl Tablet {
    /// Takes to heart what the screens say of the network; kept over restarts.
    pub fn set_network(&self, network: Network) -> Result<(), Error> {
        if metered(&mut *self.reader())? != network.metered {
            put_meta(&mut *self.writer(), METERED, &network.metered)?;
            self.tell(Topic::Sync);
        }
        if network.send_now {
            self.running().send_files_once();
        }
        // What may go now goes now.
        self.uploading().notify_one();
        Ok(())
    }
}

//! Telling screens that prices change now, network or not: a version of the price book or a promotion begins or ends while
//! someone looks at the price before.

use std::time::Duration;

use crate::Tablet;
use crate::tablet::Topic;

/// Slept at a time: HQ's time can be corrected meanwhile, and a tablet can sleep through its timers.
const MOST: Duration = Duration::from_mins(1);

/// Tells `Topic::Catalog` whenever a price that a screen has asked for changes with time.
pub(super) async fn tell_for_ever(tablet: Tablet) {
    let mut until = tablet.catalog().prices_until();
    loop {
        let moment = *until.borrow_and_update();
        let left = match tablet.market() {
            Ok((_, now)) => u64::try_from(moment.saturating_sub(now)).unwrap_or(0),
            Err(error) => {
                tracing::error!(%error, "the time of prices cannot be read");
                u64::MAX
            }
        };
        if left == 0 {
            tablet.catalog().forget_prices();
            tablet.tell(Topic::Catalog);
            continue;
        }
        let timer = async {
            match moment {
                i64::MAX => std::future::pending().await,
                _ => tokio::time::sleep(Duration::from_millis(left).min(MOST)).await,
            }
        };
        tokio::select! {
            () = timer => {}
            changed = until.changed() => if changed.is_err() { return },
        }
    }
}

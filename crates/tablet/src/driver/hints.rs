//! Listening for HQ's hints, so that a change there is here within a second.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;

use crate::Tablet;
use crate::http::LinkError;

/// Longest silence: HQ sends a sign of life every 15 seconds.
const SILENCE: Duration = Duration::from_secs(45);

/// Listens as long as the program runs; wakes `hinted` at every hint.
pub(super) async fn listen_for_ever(tablet: Tablet, hinted: Arc<Notify>) {
    let mut wait = Duration::from_secs(1);
    loop {
        match listen(&tablet, &hinted).await {
            Ok(()) => wait = Duration::from_secs(1),
            Err(error) => {
                tracing::debug!(%error, "no hints from head office");
                wait = (wait * 2).min(Duration::from_secs(30));
            }
        }
        tokio::time::sleep(wait).await;
    }
}

/// Listens until the connection ends.
async fn listen(tablet: &Tablet, hinted: &Notify) -> Result<(), LinkError> {
    let Some(enrolment) = tablet.enrolment().map_err(LinkError::here)? else {
        return Err(LinkError::Refused(crate::tablet::not_enrolled()));
    };
    let client = tablet.client(&enrolment)?;
    let mut response = client.get_from("/v1/hints", 0).await?;
    loop {
        let chunk = tokio::time::timeout(SILENCE, response.chunk()).await;
        let Some(chunk) = chunk.map_err(|_| LinkError::Unreachable("it fell silent".to_owned()))?? else {
            return Ok(());
        };
        // A comment line is a sign of life; anything else is a hint, whatever it says.
        if !chunk.starts_with(b":") {
            hinted.notify_one();
        }
    }
}

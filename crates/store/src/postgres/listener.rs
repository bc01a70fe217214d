//! Hearing of commits as they are made, whoever made them: PostgreSQL's `LISTEN` and `NOTIFY`.

use std::collections::BTreeSet;
use std::time::Duration;

use ::postgres::Client;
use ::postgres::fallible_iterator::FallibleIterator;
use tenon_domain::Scope;

use crate::{Connection, Error};

/// The channel that commits are told on.
const CHANNEL: &str = "tenon_commits";
/// PostgreSQL takes less than 8,000 bytes.
const PAYLOAD_LIMIT: usize = 7_900;
/// Stands for more scopes than a notification holds.
const MANY: &str = "*";

/// What a commit changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Members of these scopes.
    Scopes(BTreeSet<Scope>),
    /// More than can be told.
    Many,
}

/// A connection that only listens.
pub struct Listener(Client);

impl Listener {
    /// Listens on the database at `url`. What was committed before is not told.
    pub fn connect(url: &str) -> Result<Self, Error> {
        let mut client = super::client(url)?;
        client.batch_execute(&format!("LISTEN {CHANNEL}"))?;
        Ok(Self(client))
    }

    /// The next commit; none where there was none within `patience`. An error ends the listening: connect anew, and take
    /// it that anything may have changed meanwhile.
    pub fn next(&mut self, patience: Duration) -> Result<Option<News>, Error> {
        let told = self.0.notifications().timeout_iter(patience).next()?;
        if told.is_none() {
            // Silence may be a line that is cut.
            self.0.is_valid(patience)?;
        }
        Ok(told.map(|told| read(told.payload())))
    }
}

/// Tells whoever listens, when the open transaction is committed, that `scopes` changed.
pub(crate) fn tell(conn: &mut dyn Connection, scopes: &BTreeSet<Scope>) -> Result<(), Error> {
    let mut payload = String::new();
    for scope in scopes {
        payload.extend([scope.to_string().as_str(), " "]);
        if payload.len() > PAYLOAD_LIMIT {
            MANY.clone_into(&mut payload);
            break;
        }
    }
    conn.execute("SELECT pg_notify(?1, ?2)", &[CHANNEL.into(), payload.into()])?;
    Ok(())
}

fn read(payload: &str) -> News {
    let scopes: Result<BTreeSet<Scope>, _> = payload.split_whitespace().map(str::parse).collect();
    scopes.map_or(News::Many, News::Scopes)
}

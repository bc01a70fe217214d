//! What devices hand in waits here for the writing connection, which takes what waits of many devices together: one
//! transaction to receive it all, one to judge it.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use tenon_domain::Scope;
use tenon_store::Connection;
use tenon_sync::hq::{self as engine, HandedIn};
use tokio::sync::oneshot;

use super::Hq;
use super::failure::Failure;
use crate::database;

/// Operations that are taken in together at most, unless one device hands in more.
const TOGETHER: usize = 2_000;

type Outcome = Result<(), tenon_sync::Error>;

struct Waiting {
    handed: HandedIn,
    tell: oneshot::Sender<Outcome>,
}

/// See the module.
#[derive(Default)]
pub(super) struct Intake(Mutex<VecDeque<Waiting>>);

impl Intake {
    fn put(&self, handed: HandedIn) -> oneshot::Receiver<Outcome> {
        let (tell, told) = oneshot::channel();
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Those who have gone hand in again; while the database is away nothing must pile up.
        waiting.retain(|one| !one.tell.is_closed());
        waiting.push_back(Waiting { handed, tell });
        told
    }

    /// The next that are taken in together: at least one, if any waits.
    fn next(&self) -> Vec<Waiting> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut group, mut count) = (Vec::new(), 0);
        while let Some(one) = waiting.pop_front_if(|one| group.is_empty() || count + one.handed.count() <= TOGETHER) {
            count += one.handed.count();
            group.push(one);
        }
        group
    }

    /// Takes the next group in; answers the scopes whose members changed.
    fn work(&self, conn: &mut dyn Connection) -> BTreeSet<Scope> {
        let group = self.next();
        if group.len() > 1
            && let Ok(changed) = engine::take_in(conn, group.iter().map(|one| &one.handed))
        {
            for one in group {
                let _ = one.tell.send(Ok(()));
            }
            return changed;
        }
        // What breaks for one must not break for the others.
        group.into_iter().flat_map(|one| alone(conn, one)).collect()
    }
}

fn alone(conn: &mut dyn Connection, one: Waiting) -> BTreeSet<Scope> {
    let taken = engine::take_in(conn, [&one.handed]);
    let (outcome, changed) = match taken {
        Ok(changed) => (Ok(()), changed),
        Err(error) => (Err(error), BTreeSet::new()),
    };
    let _ = one.tell.send(outcome);
    changed
}

/// Has `handed` taken in; it is durable and judged when this returns.
pub(super) async fn take_in(hq: &Arc<Hq>, handed: HandedIn) -> Result<(), Failure> {
    let told = hq.intake.put(handed);
    let shared = Arc::clone(hq);
    // Each who waits brings one piece of work, and each takes at least one who waits: when this one is done, this one
    // has been taken in, by it or by one before.
    let changed = hq.database.write(move |conn| shared.intake.work(conn)).await?;
    hq.hints.rows_changed(changed);
    match told.await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(tenon_sync::Error::Nonsense(why))) => Err(Failure::bad_request(why)),
        Ok(Err(error)) => Err(error.into()),
        Err(_) => Err(database::Error::Away.into()),
    }
}

//! The console: who is signed in, the devices, the day, and what needs attention.

mod day;
mod rows;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordVerifier};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response, Sse};
use data_encoding::HEXLOWER;
use futures_util::Stream;
use serde::Deserialize;
use tenon_domain::entities::{Case, Device, Remedy, Role, Staff, Store};
use tenon_domain::ops::{AnyOperation, CancelOrder, CloseCase, CollectDifference, GrantGoodwill};
use tenon_domain::{Id, Localized, Refusal, Stop};
use tenon_store::{Connection, Schema, SqlRows};
use tenon_sync::card_case::stake;

use super::failure::Failure;
use super::{Hq, sessions};
use crate::{administration, now_ms};

pub(super) use day::{day_of, local_date, zone};
pub use rows::{ConsoleCase, ConsoleSession, ConsoleToday, DeviceRow, TodayRedemption};

const COOKIE: &str = "tenon_console";

/// A name and a PIN.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub(super) struct SignIn {
    /// The clerk's name.
    login: String,
    /// Their PIN.
    pin: String,
}

/// How a case is closed.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub(super) struct Close {
    /// What was done.
    #[schema(value_type = String)]
    remedy: Remedy,
    /// In words.
    note: String,
}

/// Signs a clerk in; the session is an HttpOnly cookie.
#[utoipa::path(post, path = "/v1/console/session", request_body = SignIn, responses(
    (status = 200, description = "A `ConsoleSession`"),
    (status = 403, description = "pin_wrong with the tries left, pin_locked with the time, staff_unknown")))]
pub(super) async fn sign_in(State(hq): State<Arc<Hq>>, Json(asked): Json<SignIn>) -> Result<Response, Failure> {
    let refused = |refusal| Failure::Refused(StatusCode::FORBIDDEN, refusal);
    let login = asked.login.clone();
    let locked = hq.database.read(move |conn| sessions::locked(conn, &login, now_ms())).await??;
    if let Some(until) = locked {
        let words = "Too many wrong PINs. Wait a minute and try again.";
        return Err(refused(Refusal::new("pin_locked", words).number("until_ms", until)));
    }
    let login = asked.login.clone();
    let staff = hq
        .database
        .read(move |conn| {
            SqlRows(conn, Schema::Hq)
                .all::<Staff>()
                .map(|all| all.into_iter().find(|one| one.name == login && one.role == Role::Clerk && one.active))
        })
        .await??;
    // The same work whether the name exists or not, so that the time taken tells nothing.
    let pin = asked.pin.clone();
    let (right, staff) = tokio::task::spawn_blocking(move || {
        let hash = staff.as_ref().map_or(NOBODYS_HASH, |staff| &staff.pin_hash);
        (verify_pin(hash, &pin), staff)
    })
    .await?;
    let fits = right && staff.is_some();
    let left = hq.database.write(move |conn| sessions::tried(conn, &asked.login, fits, now_ms())).await??;
    let Some(staff) = staff.filter(|_| right) else {
        let words = "Name and PIN do not fit. Check both and try again.";
        return Err(refused(Refusal::new("pin_wrong", words).number("left", i64::from(left))));
    };
    let token = HEXLOWER.encode(&rand::random::<[u8; 32]>());
    let (id, given) = (staff.id, token.clone());
    hq.database.write(move |conn| sessions::begin(conn, &given, id, now_ms())).await??;
    let cookie = format!("{COOKIE}={token}; HttpOnly; SameSite=Strict; Path=/v1/console; Max-Age=43200");
    let session = session_of(&hq, staff).await?;
    Ok(([(header::SET_COOKIE, cookie)], Json(session)).into_response())
}

/// A well-formed hash that no PIN fits.
const NOBODYS_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

fn verify_pin(hash: &str, pin: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(pin.as_bytes(), &hash).is_ok())
}

fn token(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    cookies.split(';').find_map(|cookie| cookie.trim().strip_prefix(COOKIE)?.strip_prefix('=')).map(str::to_owned)
}

/// The clerk who asks.
pub(super) async fn clerk(hq: &Hq, headers: &HeaderMap) -> Result<Staff, Failure> {
    let token = token(headers).ok_or_else(Failure::unauthorised)?;
    let staff = hq.database.read(move |conn| match sessions::staff(conn, &token, now_ms())? {
        Some(id) => SqlRows(conn, Schema::Hq).entity::<Staff>(id),
        None => Ok(None),
    });
    let staff = staff.await??;
    staff.filter(|staff| staff.active).ok_or_else(Failure::unauthorised)
}

/// Who is signed in.
#[utoipa::path(get, path = "/v1/console/session", responses(
    (status = 200, description = "A `ConsoleSession`"), (status = 401, description = "Nobody is")))]
pub(super) async fn session(State(hq): State<Arc<Hq>>, headers: HeaderMap) -> Result<Json<ConsoleSession>, Failure> {
    let staff = clerk(&hq, &headers).await?;
    Ok(Json(session_of(&hq, staff).await?))
}

async fn session_of(hq: &Hq, staff: Staff) -> Result<ConsoleSession, Failure> {
    let zone = hq.database.read(zone).await??;
    Ok(ConsoleSession { name: staff.name, role: staff.role, time_zone: zone.name().to_owned() })
}

/// Signs out.
#[utoipa::path(delete, path = "/v1/console/session", responses((status = 204, description = "Done")))]
pub(super) async fn sign_out(State(hq): State<Arc<Hq>>, headers: HeaderMap) -> Result<Response, Failure> {
    if let Some(token) = token(&headers) {
        hq.database.write(move |conn| sessions::end(conn, &token)).await??;
    }
    let cookie = format!("{COOKIE}=; HttpOnly; SameSite=Strict; Path=/v1/console; Max-Age=0");
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

/// Every device with its last contact.
#[utoipa::path(get, path = "/v1/console/devices", responses(
    (status = 200, description = "`DeviceRow`s"), (status = 401, description = "Nobody is signed in")))]
pub(super) async fn devices(State(hq): State<Arc<Hq>>, headers: HeaderMap) -> Result<Json<Vec<DeviceRow>>, Failure> {
    clerk(&hq, &headers).await?;
    let unwritten = hq.contacts.unwritten();
    Ok(Json(hq.database.read(move |conn| rows::devices(conn, unwritten)).await??))
}

/// The day's redemptions and appointments.
#[utoipa::path(get, path = "/v1/console/today", responses(
    (status = 200, description = "A `ConsoleToday`"), (status = 401, description = "Nobody is signed in")))]
pub(super) async fn today(State(hq): State<Arc<Hq>>, headers: HeaderMap) -> Result<Json<ConsoleToday>, Failure> {
    clerk(&hq, &headers).await?;
    Ok(Json(hq.database.read(|conn| day::today(conn, now_ms())).await??))
}

/// Every case, open ones first, the newest first.
#[utoipa::path(get, path = "/v1/console/cases", responses(
    (status = 200, description = "`ConsoleCase`s"), (status = 401, description = "Nobody is signed in")))]
pub(super) async fn cases(State(hq): State<Arc<Hq>>, headers: HeaderMap) -> Result<Json<Vec<ConsoleCase>>, Failure> {
    clerk(&hq, &headers).await?;
    Ok(Json(hq.database.read(|conn| rows::cases(conn, now_ms())).await??))
}

/// Closes a case.
#[utoipa::path(post, path = "/v1/console/cases/{id}/close", request_body = Close,
    params(("id" = String, Path, description = "The case")),
    responses(
        (status = 204, description = "Closed"),
        (status = 401, description = "Nobody is signed in"),
        (status = 409, description = "case_closed, case_unknown, too_long, text_missing, remedy_on_order, goodwill_spent")))]
pub(super) async fn close_case(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Path(id): Path<String>,
    Json(close): Json<Close>,
) -> Result<StatusCode, Failure> {
    let staff = clerk(&hq, &headers).await?;
    let case: Id<Case> = id.parse().map_err(|_| Failure::not_found("There is no such case."))?;
    let op = hq.database.read(move |conn| carrying_out(conn, case, close)).await??;
    act(&hq, &staff, op).await
}

/// The operation that carries a remedy out: on the order at stake, or in words alone.
fn carrying_out(conn: &mut dyn Connection, id: Id<Case>, close: Close) -> Result<AnyOperation, tenon_store::Error> {
    let mut rows = SqlRows(conn, Schema::Hq);
    let stake = match rows.entity::<Case>(id)? {
        Some(case) => stake(&mut rows, &case, now_ms())?,
        None => None,
    };
    let Close { remedy, note } = close;
    Ok(match (remedy, stake) {
        (Remedy::CollectDifference, Some(stake)) => {
            CollectDifference { case: id, order: stake.order, minor: stake.minor, note }.into()
        }
        (Remedy::Goodwill, Some(stake)) => {
            GrantGoodwill { case: id, order: stake.order, minor: stake.minor, note }.into()
        }
        (Remedy::Cancel, Some(stake)) => CancelOrder { order: stake.order, reason: note, case: Some(id) }.into(),
        (remedy, _) => CloseCase { case: id, remedy, note }.into(),
    })
}

/// Performs `op` for `staff` at headquarters. A rule that says no is 409.
pub(super) async fn act(hq: &Arc<Hq>, staff: &Staff, op: AnyOperation) -> Result<StatusCode, Failure> {
    let (shared, by) = (Arc::clone(hq), staff.id);
    let done = hq.database.write(move |conn| {
        tenon_store::hq::commit(conn, |commit| {
            administration::act(commit, &shared.keys.hq, by, administration::fresh_op(now_ms()), &op, now_ms())
        })
    });
    match done.await? {
        Ok((_, changed)) => {
            hq.hints.rows_changed(changed);
            Ok(StatusCode::NO_CONTENT)
        }
        Err(Stop::Refused(refusal) | Stop::Conflict(refusal)) => Err(Failure::Refused(StatusCode::CONFLICT, refusal)),
        Err(Stop::Failed(failure)) => Err(failure.into()),
    }
}

/// Hints for the console.
#[utoipa::path(get, path = "/v1/console/events", responses(
    (status = 200, description = "Server-sent events `hello`, `rows`, `catalog`", content_type = "text/event-stream"),
    (status = 401, description = "Nobody is signed in")))]
pub(super) async fn events(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<axum::response::sse::Event, Infallible>>>, Failure> {
    clerk(&hq, &headers).await?;
    Ok(Sse::new(hq.hints.events(None)).keep_alive(axum::response::sse::KeepAlive::default()))
}

/// The names of every store.
pub(crate) fn store_names(conn: &mut dyn Connection) -> Result<BTreeMap<Id<Store>, Localized>, tenon_store::Error> {
    let stores = SqlRows(conn, Schema::Hq).all::<Store>()?;
    Ok(stores.into_iter().map(|store| (store.id, store.name)).collect())
}

/// The names of every device.
fn device_names(conn: &mut dyn Connection) -> Result<BTreeMap<Id<Device>, String>, tenon_store::Error> {
    let devices = SqlRows(conn, Schema::Hq).all::<Device>()?;
    Ok(devices.into_iter().map(|device| (device.id, device.name)).collect())
}

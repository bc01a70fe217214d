//! `/v1/console/offers` and below: promotions, versions of the price book and the discount authority, seen and changed
//! by a clerk.

use std::sync::{Arc, PoisonError};

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tenon_domain::entities::{AuthorityRule, DiscountAuthority, Merchant, Store};
use tenon_domain::pricing::{BookVersion, Promotion};
use tenon_domain::{Localized, Refusal, Uuid};
use tenon_store::catalog::{Catalog, CategoryCount, Master};
use tenon_store::{Connection, Schema, SqlRows};
use ts_rs::TS;

use super::Hq;
use super::console::clerk;
use super::failure::Failure;
use crate::now_ms;
use crate::offers::{self, Asked, Preview};

/// Largest change, in bytes.
pub(super) const BODY_LIMIT: usize = 512 * 1024;

/// A version of the price book.
#[derive(Debug, Serialize, TS)]
pub struct OfferBook {
    /// The version.
    pub version: BookVersion,
    /// Variants that it has a line for.
    pub lines: u64,
}

/// A store or a merchant to choose.
#[derive(Debug, Serialize, TS)]
pub struct OfferPlace {
    /// Identifier of a store, short name of a merchant.
    pub id: String,
    /// Its name.
    pub name: Localized,
}

/// Everything that decides prices besides the products.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleOffers {
    /// Those that are over and those to come included, the one that began last first.
    pub promotions: Vec<Promotion>,
    /// The newest first.
    pub books: Vec<OfferBook>,
    /// Number of the imported prices' version, below all others.
    pub imported: i64,
    /// The discount authority in force.
    pub authority: Option<DiscountAuthority>,
    /// Stores, by name.
    pub stores: Vec<OfferPlace>,
    /// Merchants, by name.
    pub merchants: Vec<OfferPlace>,
    /// Categories, by path.
    pub categories: Vec<CategoryCount>,
    /// ISO 4217; amounts of promotions are minor units of it.
    pub currency: String,
}

/// A promotion as it is to be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    promotion: Promotion,
    /// As whoever changes it has seen it; none for a new one.
    before: Option<Promotion>,
}

/// Rules as they are to be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    rules: Vec<AuthorityRule>,
    /// The version that whoever changes them has seen; 0 for none.
    seen: u64,
}

/// A refusal as the HTTP answer that fits it.
fn answer(failure: offers::Failure) -> Failure {
    match failure {
        offers::Failure::Refused(refusal) => {
            let status = match refusal.code.as_str() {
                "promotion_changed" | "authority_changed" | "promotion_over" => StatusCode::CONFLICT,
                "promotion_unknown" => StatusCode::NOT_FOUND,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            };
            Failure::Refused(status, refusal)
        }
        broken => Failure::Broken(broken.into()),
    }
}

fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Failure> {
    serde_json::from_slice(body).map_err(|error| Failure::bad_request(format!("The change cannot be read: {error}.")))
}

fn stores(conn: &mut dyn Connection) -> Result<Vec<Store>, tenon_store::Error> {
    SqlRows(conn, Schema::Hq).all::<Store>()
}

/// Runs `work` on the master copy of the catalog; answers what it gave, and tells everyone when it published something.
async fn with_master<T: Send + 'static>(
    hq: &Arc<Hq>,
    work: impl FnOnce(&mut Master) -> Result<T, offers::Failure> + Send + 'static,
) -> Result<T, Failure> {
    let shared = Arc::clone(hq);
    let done = tokio::task::spawn_blocking(move || {
        let done = work(&mut shared.catalog.master.lock().unwrap_or_else(PoisonError::into_inner));
        if shared.catalog.look().unwrap_or(false) {
            shared.hints.catalog_changed();
        }
        done
    });
    done.await?.map_err(answer)
}

/// Promotions, versions of the price book, the discount authority, and what they can name.
#[utoipa::path(get, path = "/v1/console/offers", responses(
    (status = 200, description = "A `ConsoleOffers`"), (status = 401, description = "Nobody is signed in")))]
pub(super) async fn shown(State(hq): State<Arc<Hq>>, headers: HeaderMap) -> Result<Json<ConsoleOffers>, Failure> {
    clerk(&hq, &headers).await?;
    let rows = hq.database.read(|conn| -> Result<_, tenon_store::Error> {
        Ok((offers::authority(conn)?, stores(conn)?, SqlRows(conn, Schema::Hq).all::<Merchant>()?))
    });
    let (authority, stores, merchants) = rows.await??;
    let (promotions, books, imported, categories, currency) = with_master(&hq, |master| {
        let catalog = Catalog::open(master.dir())?;
        let mut promotions = master.promotions()?;
        promotions.sort_by_key(|one| (std::cmp::Reverse(one.from_ms), one.id));
        let first = catalog.products_after(None, 1)?.pop();
        let currency = first.and_then(|product| product.variants.into_iter().next()).map(|variant| variant.currency);
        let categories = catalog.categories()?;
        Ok((promotions, master.price_versions()?, master.base_book()?, categories, currency))
    })
    .await?;
    let place = |id: String, name| OfferPlace { id, name };
    let mut stores: Vec<_> = stores.into_iter().map(|store| place(store.id.to_string(), store.name)).collect();
    let mut merchants: Vec<_> = merchants.into_iter().map(|one| place(one.code, one.name)).collect();
    for places in [&mut stores, &mut merchants] {
        places.sort_by(|one, next| (&one.name.en, &one.id).cmp(&(&next.name.en, &next.id)));
    }
    Ok(Json(ConsoleOffers {
        promotions,
        books: books.into_iter().map(|(version, lines)| OfferBook { version, lines }).collect(),
        imported,
        authority,
        stores,
        merchants,
        categories,
        currency: currency.unwrap_or_else(|| "CNY".to_owned()),
    }))
}

/// Creates or changes a promotion.
#[utoipa::path(put, path = "/v1/console/promotions/{id}",
    params(("id" = String, Path, description = "The promotion; a new UUID for a new one")),
    request_body(content = String, description = "`promotion` as it is to be; `before` as it was seen, null for a new one"),
    responses(
        (status = 204, description = "Saved; tablets have it with their next exchange"),
        (status = 401, description = "Nobody is signed in"),
        (status = 409, description = "promotion_changed: somebody else was faster"),
        (status = 422, description = "fields_faulty: facts name each field with the code of its fault")))]
pub(super) async fn put(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<StatusCode, Failure> {
    let staff = clerk(&hq, &headers).await?;
    let change: Change = read(&body)?;
    if Uuid::parse_str(&id).ok() != Some(change.promotion.id) {
        return Err(Failure::bad_request("The address names another promotion than the change."));
    }
    let stores = hq.database.read(stores).await??;
    with_master(&hq, move |master| {
        offers::put_promotion(master, &stores, &change.promotion, change.before.as_ref(), now_ms())
    })
    .await?;
    tracing::info!(promotion = id, staff = staff.name, "a promotion was saved");
    Ok(StatusCode::NO_CONTENT)
}

/// Ends a promotion now; one that has not begun is taken away.
#[utoipa::path(post, path = "/v1/console/promotions/{id}/end",
    params(("id" = String, Path, description = "The promotion")),
    responses((status = 204, description = "Ended"), (status = 401, description = "Nobody is signed in"),
        (status = 404, description = "promotion_unknown"), (status = 409, description = "promotion_over")))]
pub(super) async fn end(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<StatusCode, Failure> {
    let staff = clerk(&hq, &headers).await?;
    let promotion = Uuid::parse_str(&id).map_err(|_| Failure::not_found("There is no such promotion."))?;
    with_master(&hq, move |master| offers::end_promotion(master, promotion, now_ms())).await?;
    tracing::info!(promotion = id, staff = staff.name, "a promotion was ended");
    Ok(StatusCode::NO_CONTENT)
}

/// Puts other rules of discount in force.
#[utoipa::path(put, path = "/v1/console/authority",
    request_body(content = String, description = "`rules` as they are to be; `seen`: the version that was seen, 0 for none"),
    responses((status = 204, description = "In force; tablets have it with their next exchange"),
        (status = 401, description = "Nobody is signed in"),
        (status = 409, description = "authority_changed: somebody else was faster"),
        (status = 422, description = "fields_faulty: facts name each field with the code of its fault")))]
pub(super) async fn put_authority(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Failure> {
    let staff = clerk(&hq, &headers).await?;
    let Rules { rules, seen } = read(&body)?;
    let dir = hq.catalog.dir();
    let done = hq.database.write(move |conn| {
        let catalog = Catalog::open(&dir)?;
        offers::put_authority(conn, &catalog, rules, seen)
    });
    let (authority, changed) = done.await?.map_err(answer)?;
    hq.hints.rows_changed(changed);
    tracing::info!(version = authority.version, staff = staff.name, "the discount authority was changed");
    Ok(StatusCode::NO_CONTENT)
}

/// What a promotion, or other rules of discount, would do to a few products. Nothing is changed.
#[utoipa::path(post, path = "/v1/console/offers/preview",
    request_body(content = String, description = "`promotion`, `rules`, `codes` (SKU or GTIN, at most ten), `count`; all of them optional"),
    responses((status = 200, description = "A `Preview`"), (status = 401, description = "Nobody is signed in"),
        (status = 422, description = "fields_faulty, code_unknown, or why the basket cannot be priced")))]
pub(super) async fn preview(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Preview>, Failure> {
    clerk(&hq, &headers).await?;
    let asked: Asked = read(&body)?;
    let (authority, stores) =
        hq.database.read(|conn| Ok::<_, tenon_store::Error>((offers::authority(conn)?, stores(conn)?))).await??;
    let dir = hq.catalog.dir();
    let in_force = with_master(&hq, |master| Ok(master.promotions()?)).await?;
    let previewed = tokio::task::spawn_blocking(move || -> Result<Preview, offers::Failure> {
        let catalog = Catalog::open(&dir)?;
        let mut faults = match &asked.promotion {
            Some(promotion) => offers::faults(promotion, &catalog, &stores)?,
            None => Vec::new(),
        };
        if let Some(rules) = &asked.rules {
            faults.extend(DiscountAuthority { version: 0, rules: rules.clone() }.faults());
        }
        match Refusal::of_faults(&faults) {
            Some(refusal) => Err(refusal.into()),
            None => offers::preview(&catalog, &asked, &in_force, authority.as_ref(), now_ms()),
        }
    });
    Ok(Json(previewed.await?.map_err(answer)?))
}

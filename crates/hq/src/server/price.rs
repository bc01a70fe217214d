//! `POST /v1/price`: what a basket costs on the website now, by the engine that the tablets use.

use std::sync::{Arc, PoisonError};

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use tenon_domain::entities::{DiscountAuthority, Store};
use tenon_domain::pricing::{Channel, LINES_LIMIT, Priced, Size};
use tenon_domain::{Id, Refusal, Uuid};
use tenon_store::catalog::{AskedLine, Market};
use tenon_store::{Schema, SqlRows};
use utoipa::ToSchema;

use super::Hq;
use super::failure::Failure;
use crate::now_ms;

/// Largest request, in bytes; `LINES_LIMIT` lines with long names fit.
pub(super) const BODY_LIMIT: usize = 128 * 1024;
/// Longest name of a line, in bytes.
const NAME_LIMIT: usize = 80;

/// A basket on the website.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PriceRequest {
    /// The price zone; none for the store's, or the prices of the whole chain.
    zone: Option<String>,
    /// The store that the customer chose; its price zone holds, and promotions of that store.
    #[schema(value_type = Option<String>)]
    store: Option<Id<Store>>,
    /// At most 200.
    lines: Vec<PriceRequestLine>,
}

/// A line of a basket on the website.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PriceRequestLine {
    /// The caller's name for the line; the answer carries it. Its place, counted from 1, where there is none.
    #[serde(default)]
    line: String,
    /// The product.
    #[schema(value_type = String)]
    product_id: Uuid,
    /// Which of its variants.
    #[schema(value_type = String)]
    variant_id: Uuid,
    /// Pieces, 1 to 10,000.
    count: u32,
    /// Width of a piece in millimetres, where it is made to measure; the length of what is sold by the running metre.
    width_mm: Option<u32>,
    /// Height of a piece in millimetres, where it is made to measure.
    height_mm: Option<u32>,
    /// How much of the unit a piece is, in thousandths, where it is sold by measure without a size.
    quantity_milli: Option<u32>,
}

impl From<PriceRequestLine> for AskedLine {
    fn from(line: PriceRequestLine) -> Self {
        let PriceRequestLine { line, product_id, variant_id, count, width_mm, height_mm, quantity_milli } = line;
        let size = width_mm.map(|width_mm| Size { width_mm, height_mm: height_mm.unwrap_or(0) });
        Self { line, product_id, variant_id, count, size, quantity_milli }
    }
}

/// Prices a basket as the website sells it now.
#[utoipa::path(post, path = "/v1/price", request_body = PriceRequest, responses(
    (status = 200, description = "`Priced`: currency, at_ms, lines, gifts, list_minor, off_minor, total_minor in minor \
     units. Each line has piece_minor, list_minor, total_minor, the version of the price book (book_version, book_zone), \
     and why: a list of reasons, each with its code (book, band, quantity, minimum_count, promotion, floor) and \
     arguments. total_minor is the sum of the lines."),
    (status = 400, description = "bad_request: the request cannot be read"),
    (status = 413, description = "The request is larger than 128 KiB"),
    (status = 422, description = "The basket cannot be priced: goods_unknown, price_missing, size_missing, \
     size_out_of_range, size_beyond_table, count_out_of_range, amount_out_of_range, currencies_mixed, \
     basket_too_large, store_unknown; facts.line names the line")))]
pub(super) async fn price(State(hq): State<Arc<Hq>>, body: Bytes) -> Result<Json<Priced>, Failure> {
    let asked: PriceRequest = serde_json::from_slice(&body)
        .map_err(|error| Failure::bad_request(format!("The basket cannot be read: {error}.")))?;
    if asked.lines.len() > LINES_LIMIT {
        return Err(unpriced(Refusal::basket_too_large()));
    }
    if asked.lines.iter().any(|line| line.line.len() > NAME_LIMIT) {
        return Err(Failure::bad_request(format!("A line's name has at most {NAME_LIMIT} bytes.")));
    }
    let store = asked.store;
    let (authority, store_row) = hq
        .database
        .read(move |conn| -> Result<_, tenon_store::Error> {
            let mut rows = SqlRows(conn, Schema::Hq);
            let authority = rows.entity::<DiscountAuthority>(DiscountAuthority::ID)?;
            let store = match store {
                Some(store) => rows.entity::<Store>(store)?,
                None => None,
            };
            Ok((authority, store))
        })
        .await??;
    if store.is_some() && store_row.is_none() {
        return Err(unpriced(Refusal::new("store_unknown", "Head office does not know this store.")));
    }
    let zone = asked.zone.or_else(|| store_row.and_then(|store| store.zone));
    let market = Market { zone, store, channel: Channel::Website, authority };
    let lines: Vec<AskedLine> = asked.lines.into_iter().map(AskedLine::from).collect();
    let shared = Arc::clone(&hq);
    let priced = tokio::task::spawn_blocking(move || {
        let catalog = shared.catalog.reader.lock().unwrap_or_else(PoisonError::into_inner);
        catalog.sell_in(market);
        catalog.price(&lines, now_ms())
    });
    priced.await??.map(Json).map_err(unpriced)
}

fn unpriced(refusal: Refusal) -> Failure {
    Failure::Refused(StatusCode::UNPROCESSABLE_ENTITY, refusal)
}

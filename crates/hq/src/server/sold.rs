//! `POST /v1/cards/sold`: a website says that it sold a card.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use serde::{Deserialize, Serialize};
use tenon_domain::card_number::CardNumber;
use tenon_domain::entities::{BuyerSource, Campaign, Store};
use tenon_domain::ops::SellCard;
use tenon_domain::phone::Phone;
use tenon_domain::{Id, Money, Stop};
use utoipa::ToSchema;

use super::Hq;
use super::failure::Failure;
use crate::{cards, now_ms};

/// Largest request, in bytes.
pub(super) const BODY_LIMIT: usize = 16 * 1024;

/// A sale.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Sale {
    /// Your identifier of what was ordered, at most 500 characters; asking again with it sells nothing twice.
    order: String,
    /// The campaign's identifier.
    #[schema(value_type = String)]
    campaign: Id<Campaign>,
    /// The number of a card of a batch that you sold; without it a new card is made.
    #[serde(default)]
    number: Option<String>,
    /// The identifier of the showroom that the customer chose.
    #[schema(value_type = String)]
    store: Id<Store>,
    /// The buyer's phone.
    phone: String,
    /// What was paid; without it the campaign's price.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    paid: Option<Money>,
    /// Where the buyer came from: `channel`, `campaign`, `keyword`, `click`, all of them optional.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    source: BuyerSource,
}

/// The card that was sold.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SoldCard {
    /// Its number, thirteen symbols.
    number: String,
    /// The same, grouped as it is to be shown.
    printed: String,
    /// The text of its QR code, for alphanumeric mode and error correction Q.
    code: String,
    /// First moment of validity, UTC milliseconds.
    from_ms: i64,
    /// First moment after validity, UTC milliseconds.
    until_ms: i64,
}

/// Sells a card, once for each order.
#[utoipa::path(post, path = "/v1/cards/sold", request_body = Sale, responses(
    (status = 201, description = "Sold", body = SoldCard),
    (status = 200, description = "Sold before, by the same request", body = SoldCard),
    (status = 400, description = "bad_request: not JSON, or a field that is missing or unknown"),
    (status = 401, description = "not_signed_in: no `Authorization: Bearer` with a key of `tenon-hq keys add`"),
    (status = 409, description = "order_sold_before (with other particulars), campaign_unknown, cards_sold_out, \
        card_expired, card_unknown, card_not_for_sale, store_unknown, card_not_valid_here, phone_wrong, \
        phone_letters, amount_unsound, text_missing, too_long"),
    (status = 413, description = "More than 16 KiB"), (status = 429, description = "too_busy")))]
pub(super) async fn sold(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<SoldCard>), Failure> {
    let key = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let key = key.ok_or_else(Failure::unauthorised)?.to_owned();
    let site = hq.database.read(move |conn| cards::website(conn, &key)).await??.ok_or_else(Failure::unauthorised)?;
    let sale: Sale = serde_json::from_slice(&body)
        .map_err(|error| Failure::bad_request(format!("The sale cannot be read: {error}. See /v1/openapi.json.")))?;
    let phone = Phone::parse(&sale.phone).map_err(|refusal| Failure::Refused(StatusCode::CONFLICT, refusal))?;
    let op = SellCard {
        order: sale.order,
        campaign: sale.campaign,
        number: sale.number,
        home: sale.store,
        phone: phone.into_e164(),
        paid: sale.paid,
        source: sale.source,
    };
    let shared = Arc::clone(&hq);
    let done = hq.database.write(move |conn| {
        tenon_store::hq::commit(conn, |commit| cards::sell(commit, &shared.keys, &site, &op, now_ms()))
    });
    let (sold, changed) = match done.await? {
        Ok(done) => done,
        Err(Stop::Refused(refusal) | Stop::Conflict(refusal)) => {
            return Err(Failure::Refused(StatusCode::CONFLICT, refusal));
        }
        Err(Stop::Failed(failure)) => return Err(failure.into()),
    };
    hq.hints.rows_changed(changed);
    let status = if sold.again { StatusCode::OK } else { StatusCode::CREATED };
    let printed = CardNumber::parse(&sold.card.number).map_or_else(|_| sold.card.number.clone(), |one| one.grouped());
    let answer = SoldCard {
        code: cards::text(&hq.keys, &sold.card),
        from_ms: sold.campaign.from_ms,
        until_ms: sold.card.until_ms(&sold.campaign),
        number: sold.card.number,
        printed,
    };
    Ok((status, Json(answer)))
}

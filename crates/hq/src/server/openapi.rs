//! `GET /v1/openapi.json`.

use axum::Json;
use utoipa::OpenApi;

use super::{
    audit, blobs, board, calendars, cards, catalog, console, crews, customers, exchange, feed, forms, hints, jobs,
    leads, metrics, offers, papers, plan, price, sales, sold, waitlist,
};

#[derive(OpenApi)]
#[openapi(
    info(title = "Tenon headquarters", description = "What tablets, the console and the website ask of headquarters."),
    paths(
        exchange::enrol,
        exchange::exchange,
        hints::hints,
        catalog::manifest,
        catalog::snapshot,
        catalog::changes,
        catalog::picture,
        blobs::options,
        blobs::create,
        blobs::offset,
        blobs::go_on,
        blobs::form,
        blobs::thumb::put_thumb,
        blobs::shown,
        feed::feed,
        feed::product,
        feed::picture,
        price::price,
        console::sign_in,
        console::session,
        console::sign_out,
        console::devices,
        console::today,
        console::cases,
        console::close_case,
        board::shown,
        plan::planned,
        plan::days,
        waitlist::shown,
        crews::shown,
        forms::shown,
        forms::tried,
        jobs::on_day,
        jobs::job,
        sales::orders,
        sales::order,
        sales::quotes,
        sales::answer,
        audit::shown,
        audit::audit,
        audit::table,
        offers::shown,
        offers::preview,
        offers::put,
        offers::end,
        offers::put_authority,
        cards::shown,
        cards::find,
        cards::operate,
        cards::table,
        cards::sheet,
        sold::sold,
        leads::received,
        leads::shown,
        leads::called,
        leads::table,
        papers::read,
        customers::find,
        customers::address,
        customers::copy,
        calendars::feed,
        calendars::crews,
        calendars::customer,
        console::events,
        metrics::health,
        metrics::metrics,
        document,
    )
)]
struct Document;

/// This document.
#[utoipa::path(get, path = "/v1/openapi.json", responses((status = 200, description = "OpenAPI 3.1")))]
pub(super) async fn document() -> Json<utoipa::openapi::OpenApi> {
    Json(Document::openapi())
}

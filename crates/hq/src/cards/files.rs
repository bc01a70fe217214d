//! A batch as files: a table for a shop's system, a sheet for a printer.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use tenon_domain::Id;
use tenon_domain::card_number::CardNumber;
use tenon_domain::entities::{Campaign, Card, CardBatch, CardState};
use tenon_store::{Connection, Schema, SqlRows};

use super::outline::Fonts;
use super::sheet::{Label, Words, sheet};
use super::text;
use crate::keys::Keys;

/// The cards of `batch` that are not void, by number, and their campaign.
fn batch(conn: &mut dyn Connection, batch: Id<CardBatch>) -> Result<(Campaign, Vec<Card>)> {
    let mut rows = SqlRows(conn, Schema::Hq);
    let batch = rows.entity(batch)?.context("there is no such batch")?;
    let campaign = rows.entity(batch.campaign)?.context("the batch's campaign is missing")?;
    let mut cards: Vec<Card> = rows.entities_by(&Card::of_batch(batch.id))?;
    cards.retain(|card| card.state != CardState::Void);
    cards.sort_by(|a, b| a.number.cmp(&b.number));
    Ok((campaign, cards))
}

fn printed(card: &Card) -> String {
    CardNumber::parse(&card.number).map_or_else(|_| card.number.clone(), |number| number.grouped())
}

/// The batch as a table: `number`, `printed` (as it is grouped on the card), `code` (the text of the QR code).
pub fn csv(conn: &mut dyn Connection, keys: &Keys, of: Id<CardBatch>) -> Result<Vec<u8>> {
    let (_, cards) = batch(conn, of)?;
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["number", "printed", "code"])?;
    for card in &cards {
        table.write_record([card.number.clone(), printed(card), text(keys, card)])?;
    }
    Ok(table.into_inner()?)
}

/// The batch as a sheet of cards, PDF. `zone` is that of the dates on it.
pub fn pdf(conn: &mut dyn Connection, keys: &Keys, of: Id<CardBatch>, zone: Tz) -> Result<Vec<u8>> {
    let (campaign, cards) = batch(conn, of)?;
    let last = DateTime::<Utc>::from_timestamp_millis(campaign.until_ms - 1).unwrap_or_default().with_timezone(&zone);
    let until = last.date_naive().to_string();
    let labels = cards.iter().map(|card| Label { number: printed(card), code: text(keys, card) });
    let words = Words { name: campaign.name.clone(), until };
    sheet(&labels.collect::<Vec<_>>(), &words, &Fonts::of_system())
}

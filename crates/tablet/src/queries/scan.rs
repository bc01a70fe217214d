//! `scan`: what a scanned or typed text is. A card is looked at, not redeemed: its verdict comes from performing the
//! redemption at a desk whose writes are thrown away.

use serde::{Deserialize, Serialize};
use tenon_domain::card_number::CardNumber;
use tenon_domain::card_token::{CardToken, PREFIX};
use tenon_domain::entities::{Campaign, Card, Device, PaperRecord, Policy, Redemption, Standing};
use tenon_domain::ops::{AnyOperation, ReadPaper, RedeemCard, TakeOverRight};
use tenon_domain::{
    Desk, Finality, Grants, Hash, Id, Localized, Money, ProvisionalReason, Refusal, Signed, Stamp, Stop, Uuid, perform,
};
use tenon_store::catalog::Coded;
use tenon_store::tablet::get_meta;
use tenon_store::{Connection, Schema, SqlRows};
use tenon_sync::paper;
use ts_rs::TS;

use super::hand_over::{self, HandOverLook, HandedOver, Taker};
use super::{QueryError, RecordState, record_state};
use crate::Tablet;
use crate::session::{SESSION, Session};
use crate::tablet::LAST_CONTACT;

/// Longest text that is looked at.
const TEXT_LIMIT: usize = 1_000;

/// The argument of `scan`.
#[derive(Debug, Serialize, Deserialize, TS)]
pub struct ScanArgs {
    /// What the scanner read or someone typed.
    pub text: String,
}

/// What a text is.
#[derive(Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ScanAnswer {
    /// A privilege card.
    Card {
        /// The card.
        card: Box<CardLook>,
    },
    /// A product's code.
    Product {
        /// The product.
        product_id: Uuid,
        /// The variant.
        variant_id: Uuid,
    },
    /// A card's right that another tablet hands over.
    HandOver {
        /// What it is.
        hand_over: Box<HandOverLook>,
    },
    /// A slip's operation.
    Paper {
        /// What stands on it.
        paper: Box<PaperLook>,
    },
    /// Nothing that this tablet knows.
    Unknown {
        /// The text.
        text: String,
        /// Why.
        refusal: Refusal,
    },
}

/// What redeeming a card now would give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CardVerdict {
    /// It would stand.
    Final,
    /// It would wait for HQ.
    Provisional,
    /// A rule says no.
    Refused,
    /// This tablet cannot tell.
    Unknown,
}

/// The campaign that sold a card.
#[derive(Debug, Serialize, TS)]
pub struct CardCampaign {
    /// Its name.
    pub name: Localized,
    /// Where it ran.
    pub channel: Localized,
    /// What a card is worth.
    pub value: Money,
    /// The same in words.
    pub benefit: Localized,
}

/// That the card was redeemed.
#[derive(Debug, Serialize, TS)]
pub struct CardRedeemed {
    /// The redemption.
    pub redemption: Id<Redemption>,
    /// Until when a manager of this store may take it back, UTC milliseconds; none for another store's.
    pub undo_until_ms: Option<i64>,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Where.
    pub store: Localized,
    /// By whom.
    pub by: String,
    /// Whether it can still change.
    pub finality: Finality,
    /// Where the record stands.
    pub sync: RecordState,
}

/// A card, looked at.
#[derive(Debug, Serialize, TS)]
pub struct CardLook {
    /// Its number, grouped as it is printed.
    pub number: String,
    /// Its row, if this tablet holds it.
    pub card: Option<Id<Card>>,
    /// What redeeming it now would give.
    pub verdict: CardVerdict,
    /// Why it would be provisional.
    pub reason: Option<ProvisionalReason>,
    /// Why it would be refused.
    pub refusal: Option<Refusal>,
    /// The campaign that sold it.
    pub campaign: Option<CardCampaign>,
    /// When it was sold, UTC milliseconds.
    pub sold_ms: Option<i64>,
    /// What the customer paid for it.
    pub paid: Option<Money>,
    /// The buyer's phone, masked.
    pub phone_masked: Option<String>,
    /// First moment after validity, UTC milliseconds.
    pub valid_until_ms: Option<i64>,
    /// That it was redeemed.
    pub redeemed: Option<CardRedeemed>,
    /// When HQ was heard last, UTC milliseconds: up to then this tablet knows the chain's spent numbers.
    pub known_ms: Option<i64>,
    /// The tablets that its right can be given to, where this one holds it.
    pub takers: Vec<Taker>,
    /// That this tablet gave its right away.
    pub handed_over: Option<HandedOver>,
}

/// A slip's operation, looked at.
#[derive(Debug, Serialize, TS)]
pub struct PaperLook {
    /// As it is read in.
    pub signed: Signed,
    /// Its tag.
    pub tag: String,
    /// Whom or what it is about.
    pub subject: String,
    /// When it was done, UTC milliseconds.
    pub at_ms: i64,
    /// What the customer was told.
    pub told: Option<Finality>,
    /// The tablet that made it, where it is known here.
    pub device: Option<String>,
    /// Where the record of its reading stands, where this store has read it in.
    pub sync: Option<RecordState>,
    /// Why it would not be read in now.
    pub refusal: Option<Refusal>,
}

/// See the module.
pub(super) fn scan(tablet: &Tablet, args: &ScanArgs) -> Result<ScanAnswer, QueryError> {
    if args.text.trim().starts_with(paper::PREFIX) {
        return slip(tablet, args.text.trim());
    }
    let text: String = args.text.trim().chars().take(TEXT_LIMIT).collect();
    if text.starts_with(PREFIX) {
        return token(tablet, text);
    }
    if text.contains("://") {
        let coded = tablet.catalog().by_address(&text)?;
        return Ok(coded.map_or_else(|| nothing(text), product));
    }
    let card = CardNumber::parse(&text);
    if let Ok(number) = &card {
        let seen = look(tablet, number, None)?;
        if seen.card.is_some() || tablet.catalog().by_code(&text)?.is_none() {
            return Ok(ScanAnswer::Card { card: Box::new(seen) });
        }
    }
    // A code on a shelf may look like a card's number; a card that this tablet does not hold gives way to it.
    Ok(match (tablet.catalog().by_code(&text)?, card) {
        (Some(coded), _) => product(coded),
        (None, Err(refusal)) if refusal.code == "card_check_digit" => ScanAnswer::Unknown { text, refusal },
        (None, _) => nothing(text),
    })
}

fn product(coded: Coded) -> ScanAnswer {
    ScanAnswer::Product { product_id: coded.product, variant_id: coded.variant }
}

fn nothing(text: String) -> ScanAnswer {
    let refusal = Refusal::code_unknown(&text);
    ScanAnswer::Unknown { text, refusal }
}

fn slip(tablet: &Tablet, text: &str) -> Result<ScanAnswer, QueryError> {
    let read = paper::read(text);
    if let Ok(signed) = &read
        && let Some(answer) = hand_over::look(tablet, TakeOverRight { signed: signed.clone() })?
    {
        return Ok(answer);
    }
    let read = read.map(|signed| ReadPaper { signed });
    let (read, carried, op) = match read.and_then(|read| read.stamp().map(|(stamp, op)| (read, stamp, op))) {
        Ok(read) => read,
        Err(refusal) => return Ok(ScanAnswer::Unknown { text: text.chars().take(40).collect(), refusal }),
    };
    let enrolment = tablet.enrolment()?;
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let device = SqlRows(conn, Schema::Tablet).entity::<Device>(carried.device)?;
    let record = PaperRecord::id_of(carried.id);
    let sync = match SqlRows(conn, Schema::Tablet).entity::<PaperRecord>(record)? {
        Some(_) => Some(record_state(conn, record)?),
        None => None,
    };
    let outcome = match enrolment {
        Some(enrolment) => rehearse(conn, enrolment.device, enrolment.store, &read.clone().into())?,
        None => Err(Stop::Refused(crate::tablet::not_enrolled())),
    };
    let refusal = match outcome {
        Ok(_) | Err(Stop::Failed(_)) => None,
        Err(Stop::Refused(refusal) | Stop::Conflict(refusal)) => Some(refusal),
    };
    let paper = PaperLook {
        tag: op.tag().to_owned(),
        subject: op.subject(),
        at_ms: carried.at.best_ms(),
        told: carried.told,
        device: device.map(|device| device.name),
        signed: read.signed,
        sync,
        refusal,
    };
    Ok(ScanAnswer::Paper { paper: Box::new(paper) })
}

fn token(tablet: &Tablet, text: String) -> Result<ScanAnswer, QueryError> {
    let policy = SqlRows(&mut *tablet.reader(), Schema::Tablet).entity::<Policy>(Policy::ID)?;
    let read = CardToken::verify(&text, &policy.map(|policy| policy.card_keys).unwrap_or_default())
        .and_then(|token| Ok((CardNumber::parse(&token.number)?, token)));
    Ok(match read {
        Ok((number, token)) => ScanAnswer::Card { card: Box::new(look(tablet, &number, Some((text, token)))?) },
        Err(refusal) => ScanAnswer::Unknown { text, refusal },
    })
}

fn look(tablet: &Tablet, number: &CardNumber, token: Option<(String, CardToken)>) -> Result<CardLook, QueryError> {
    let enrolment = tablet.enrolment()?;
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let mut rows = SqlRows(conn, Schema::Tablet);
    let card = rows.entities_by::<Card>(&Card::by_number(number.as_str()))?.into_iter().next();
    let campaign = card.as_ref().map(|card| card.campaign).or(token.as_ref().map(|(_, token)| Id::new(token.campaign)));
    let campaign = match campaign {
        Some(campaign) => rows.entity::<Campaign>(campaign)?,
        None => None,
    };
    let redeemed = rows.entities_by::<Redemption>(&Redemption::of_card(number.as_str()))?;
    let redeemed = redeemed.into_iter().find(|one| one.standing == Standing::Stands);
    let redeemed = match redeemed {
        Some(one) => Some(CardRedeemed {
            redemption: one.id,
            undo_until_ms: match SqlRows(conn, Schema::Tablet).entity::<Policy>(Policy::ID)? {
                Some(policy) if enrolment.as_ref().is_some_and(|here| here.store == one.store) => {
                    Some(one.undo_until_ms(&policy))
                }
                Some(_) | None => None,
            },
            sync: record_state(conn, one.id)?,
            at_ms: one.at_ms,
            store: one.store_name,
            by: one.by_name,
            finality: one.finality,
        }),
        None => None,
    };
    let op = RedeemCard { number: number.as_str().to_owned(), token: token.map(|(text, _)| text), visit: None };
    let device = enrolment.as_ref().map(|here| here.device);
    let outcome = match enrolment {
        Some(enrolment) => rehearse(conn, enrolment.device, enrolment.store, &op.into())?,
        None => Err(Stop::Refused(crate::tablet::not_enrolled())),
    };
    let (verdict, reason, refusal) = match outcome {
        Ok(Finality::Final) => (CardVerdict::Final, None, None),
        Ok(Finality::Provisional { reason }) => (CardVerdict::Provisional, Some(reason), None),
        Err(Stop::Refused(refusal) | Stop::Conflict(refusal)) => (CardVerdict::Refused, None, Some(refusal)),
        Err(Stop::Failed(_)) => (CardVerdict::Unknown, None, None),
    };
    let (takers, handed_over) = match (device, &card) {
        (Some(device), Some(_)) if verdict == CardVerdict::Final => (hand_over::takers(conn, device)?, None),
        (Some(device), Some(card)) if redeemed.is_none() => {
            (Vec::new(), hand_over::handed_over(tablet, conn, device, card)?)
        }
        _ => (Vec::new(), None),
    };
    Ok(CardLook {
        number: number.grouped(),
        card: card.as_ref().map(|card| card.id),
        verdict,
        reason,
        refusal,
        sold_ms: card.as_ref().and_then(|card| card.sold_ms),
        paid: campaign.as_ref().map(|campaign| campaign.price.clone()),
        valid_until_ms: campaign
            .as_ref()
            .map(|campaign| card.as_ref().map_or(campaign.until_ms, |card| card.until_ms(campaign))),
        phone_masked: card.map(|card| card.phone_masked),
        known_ms: get_meta(conn, LAST_CONTACT)?,
        campaign: campaign.map(|campaign| CardCampaign {
            name: campaign.name,
            channel: campaign.channel,
            value: campaign.benefit.value,
            benefit: campaign.benefit.words,
        }),
        redeemed,
        takers,
        handed_over,
    })
}

/// Performs an operation at a desk whose writes go nowhere.
pub(super) fn rehearse(
    conn: &mut dyn Connection,
    device: tenon_domain::DeviceId,
    store: Id<tenon_domain::entities::Store>,
    op: &AnyOperation,
) -> Result<Result<Finality, Stop>, QueryError> {
    let session: Option<Session> = get_meta(conn, SESSION)?;
    let stamp = Stamp {
        id: Id::new(Uuid::nil()),
        device,
        seq: 0,
        prev: Hash::default(),
        actor: session.map(|session| session.staff),
        session: session.map(|session| session.sign_in),
        policy: 0,
        store,
        at: crate::tablet::now(conn)?,
        after: Vec::new(),
        spends: Vec::new(),
        told: None,
        op: serde_json::Value::Null,
    };
    let mut rows = SqlRows(conn, Schema::Tablet);
    let mut desk = Desk::new(&mut rows, Grants::Fresh, &stamp);
    Ok(perform(op, &mut desk))
}

//! `quote_priced`: what a quote would offer, with everything that comes off it, ready to be handed in.

use serde::{Deserialize, Serialize};
use tenon_domain::catalog::PriceUnit;
use tenon_domain::entities::{
    Allowance, Campaign, DiscountAuthority, Policy, Quote, QuoteVersion, Redemption, Role, Staff, Standing, StoreVisit,
};
use tenon_domain::pricing::{Priced, PricedLine, Size};
use tenon_domain::quoting::{QuoteContent, QuoteLine, QuoteSums, QuotedCard, QuotedService};
use tenon_domain::{Id, Localized, Refusal, Uuid};
use tenon_store::catalog::{AskedLine, ProductSheet};
use tenon_store::tablet::get_meta;
use tenon_store::{Connection, Error as StoreError, Schema, SqlRows};
use ts_rs::TS;

use super::QueryError;
use crate::Tablet;
use crate::session::{SESSION, Session};

/// A line that is to be offered.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct QuoteAskedLine {
    /// Names the line within its quote, from version to version.
    pub line: String,
    /// The product.
    pub product_id: Uuid,
    /// Which of its variants.
    pub variant_id: Uuid,
    /// Pieces.
    pub count: u32,
    /// The size of a piece, where it is made to measure.
    #[serde(default)]
    pub size: Option<Size>,
    /// How much of the unit a piece is, in thousandths, where it is sold by measure without a size.
    #[serde(default)]
    pub quantity_milli: Option<u32>,
    /// The room it is for; may be empty.
    #[serde(default)]
    pub room: String,
    /// Whether somebody measured it at the customer's home.
    #[serde(default)]
    pub measured: bool,
}

/// The argument of `quote_priced`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct QuoteAsked {
    /// The version that is changed: its prices hold on while its offer has not run out.
    #[serde(default)]
    pub version: Option<Id<QuoteVersion>>,
    /// The visit it is written in: the card that was redeemed in it comes off.
    #[serde(default)]
    pub visit: Option<Id<StoreVisit>>,
    /// In the order of the paper; at most 200.
    pub lines: Vec<QuoteAskedLine>,
    /// What is to be taken off by hand, minor units.
    #[serde(default)]
    pub discount_minor: i64,
    /// Work that is part of the price.
    #[serde(default)]
    pub services: Vec<QuotedService>,
    /// In words.
    #[serde(default)]
    pub note: String,
    /// Whether it is priced anew, although the offer holds.
    #[serde(default)]
    pub anew: bool,
}

/// What a quote would offer.
#[derive(Debug, Serialize, TS)]
pub struct QuotePriced {
    /// To be handed in with `quote.write.v1`; none where it cannot be priced.
    pub content: Option<QuoteContent>,
    /// Its sums.
    pub sums: QuoteSums,
    /// The most that the signed-in person may take off alone, minor units.
    pub own_minor: i64,
    /// The most that a manager may take off alone, minor units.
    pub manager_minor: i64,
    /// The most that anybody may take off, minor units.
    pub most_minor: i64,
    /// The least that must be left to pay, minor units.
    pub floor_minor: i64,
    /// Whether the signed-in person may take off what was asked; none without a discount.
    pub allowance: Option<Allowance>,
    /// Why it cannot be priced; the fact `line` names the line.
    pub refusal: Option<Refusal>,
}

impl QuotePriced {
    fn refused(refusal: Refusal) -> Self {
        Self {
            content: None,
            sums: QuoteSums::default(),
            own_minor: 0,
            manager_minor: 0,
            most_minor: 0,
            floor_minor: 0,
            allowance: None,
            refusal: Some(refusal),
        }
    }
}

/// What the rows say of a quote.
struct Ground {
    /// The version that is changed, while its offer holds.
    holds: Option<QuoteVersion>,
    card: Option<(QuotedCard, Campaign)>,
    valid_days: i64,
    /// The role of the person signed in.
    role: Option<Role>,
}

/// See [`QuotePriced`].
pub(super) fn quote_priced(tablet: &Tablet, asked: &QuoteAsked) -> Result<QuotePriced, QueryError> {
    let (market, now_ms) = tablet.market()?;
    let authority = market.authority.clone();
    let ground = ground(&mut *tablet.reader(), asked, now_ms)?;
    let priced_ms = ground.holds.as_ref().map_or(now_ms, |version| version.content.priced_ms);
    let lines: Vec<AskedLine> = asked.lines.iter().map(plain).collect();
    let priced = match tablet.catalog().price(&lines, (market.clone(), priced_ms))? {
        Some(Ok(priced)) => priced,
        Some(Err(refusal)) => return Ok(QuotePriced::refused(refusal)),
        None => return Ok(QuotePriced::refused(Refusal::goods_unknown())),
    };
    let Priced { currency, lines, gifts, .. } = priced;
    let mut quoted = Vec::with_capacity(lines.len());
    for (asked, priced) in asked.lines.iter().zip(lines) {
        let Some(sheet) = tablet.catalog().product(asked.product_id, (market.clone(), priced_ms))? else {
            return Ok(QuotePriced::refused(Refusal::goods_unknown().on_line(&asked.line)));
        };
        quoted.push(line(asked, priced, &sheet));
    }
    let valid_until_ms = match &ground.holds {
        Some(version) => version.content.valid_until_ms,
        None => now_ms + ground.valid_days * 86_400_000,
    };
    let content = QuoteContent {
        currency,
        priced_ms,
        valid_until_ms,
        lines: quoted,
        gifts,
        card: None,
        services: asked.services.clone(),
        note: asked.note.clone(),
    };
    Ok(finish(content, ground.card, asked.discount_minor, authority.as_ref(), ground.role))
}

/// The card and the discount come off.
fn finish(
    mut content: QuoteContent,
    card: Option<(QuotedCard, Campaign)>,
    off_minor: i64,
    authority: Option<&DiscountAuthority>,
    role: Option<Role>,
) -> QuotePriced {
    let (card, campaign) = card.unzip();
    content.put_card(card, campaign.as_ref());
    let own_minor = content.most_minor(authority, role.as_slice());
    let manager_minor = content.most_minor(authority, &[Role::Manager]);
    let most_minor = content.most_minor(authority, Role::ALL);
    let floor_minor = content.floor_minor(authority);
    let off_minor = off_minor.clamp(0, content.sums().total_minor);
    content.put_discount(off_minor, authority, role);
    let allowance = role.filter(|_| off_minor > 0).map(|role| content.allowance(authority, role));
    QuotePriced {
        sums: content.sums(),
        content: Some(content),
        own_minor,
        manager_minor,
        most_minor,
        floor_minor,
        allowance,
        refusal: None,
    }
}

fn ground(conn: &mut dyn Connection, asked: &QuoteAsked, now_ms: i64) -> Result<Ground, StoreError> {
    let session: Option<Session> = get_meta(conn, SESSION)?;
    let mut rows = SqlRows(conn, Schema::Tablet);
    let version = match asked.version {
        Some(version) => rows.entity::<QuoteVersion>(version)?,
        None => None,
    };
    let quoted = match &version {
        Some(version) => rows.entity::<Quote>(version.quote)?.and_then(|quote| quote.visit),
        None => None,
    };
    let card = match quoted.or(asked.visit) {
        Some(visit) => redeemed(&mut rows, visit)?,
        None => None,
    };
    let role = match session {
        Some(session) => rows.entity::<Staff>(session.staff)?.map(|staff| staff.role),
        None => None,
    };
    let valid_days = rows.entity::<Policy>(Policy::ID)?.map_or(7, |policy| i64::from(policy.quote_days));
    let holds = version.filter(|version| !asked.anew && now_ms < version.content.valid_until_ms);
    Ok(Ground { holds, card, valid_days, role })
}

/// The card that was redeemed in a visit, the first of several.
fn redeemed(rows: &mut SqlRows<'_>, visit: Id<StoreVisit>) -> Result<Option<(QuotedCard, Campaign)>, StoreError> {
    let mut all = rows.entities_by::<Redemption>(&Redemption::of_visit(visit))?;
    all.retain(|one| one.standing == Standing::Stands);
    all.sort_by_key(|one| one.at_ms);
    let Some(redemption) = all.into_iter().next() else { return Ok(None) };
    let campaign = rows.entity::<Campaign>(redemption.campaign)?;
    Ok(campaign.map(|campaign| {
        let card = QuotedCard { number: redemption.number, campaign: campaign.id, name: campaign.name.clone() };
        (card, campaign)
    }))
}

fn plain(asked: &QuoteAskedLine) -> AskedLine {
    AskedLine {
        line: asked.line.clone(),
        product_id: asked.product_id,
        variant_id: asked.variant_id,
        count: asked.count,
        size: asked.size,
        quantity_milli: asked.quantity_milli,
    }
}

fn line(asked: &QuoteAskedLine, priced: PricedLine, sheet: &ProductSheet) -> QuoteLine {
    let variant = sheet.variants.iter().find(|one| one.variant_id == asked.variant_id);
    let chosen = variant.map(|one| one.choice.as_slice()).unwrap_or_default();
    let values: Vec<&Localized> =
        sheet.options.iter().zip(chosen).filter_map(|(axis, at)| axis.values.get(usize::from(*at))).collect();
    let picture = variant.and_then(|one| one.picture.as_ref()).or(sheet.pictures.first());
    let words =
        |of: fn(&Localized) -> &str, with: &str| values.iter().map(|one| of(one)).collect::<Vec<_>>().join(with);
    QuoteLine {
        line: asked.line.clone(),
        product: asked.product_id,
        variant: asked.variant_id,
        title: sheet.title.clone(),
        sku: variant.map(|one| one.sku.clone()).unwrap_or_default(),
        options: Localized { zh: words(|one| &one.zh, "，"), en: words(|one| &one.en, ", ") },
        picture: picture.and_then(|one| one.thumb.clone()),
        merchant: sheet.merchant.clone(),
        brand: sheet.brand.clone(),
        category: sheet.category.path.clone(),
        unit: sheet.unit,
        room: asked.room.trim().to_owned(),
        count: priced.count,
        size: asked.size,
        quantity_milli: asked.quantity_milli.filter(|_| sheet.unit != PriceUnit::Each),
        measured: asked.measured,
        piece_minor: priced.piece_minor,
        list_minor: priced.list_minor,
        price_minor: priced.total_minor,
        card_minor: 0,
        discount_minor: 0,
        why: priced.why,
        book_version: priced.book_version,
        book_zone: priced.book_zone,
    }
}

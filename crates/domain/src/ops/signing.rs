//! What a customer signs: a version of a quote, its total, and when each part falls due.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{bounded, object, required};
use crate::entities::{Agreement, Instalment, Quote, QuoteVersion, Signature, Staff};
use crate::{Desk, Held, Id, Refusal, Stop};

/// Parts that a price is paid in at most.
const INSTALMENTS_LIMIT: usize = 12;
/// Strokes of a signature at most.
const STROKES_LIMIT: usize = 500;
/// Numbers in a signature at most, two for each point.
const POINTS_LIMIT: usize = 10_000;

/// What is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Signing {
    /// What is offered.
    pub version: Id<QuoteVersion>,
    /// What it costs, minor units.
    pub total_minor: i64,
    /// When each part falls due; the parts add up to the total.
    pub instalments: Vec<Instalment>,
    /// Who signs, and what.
    pub signature: Signature,
}

impl Signing {
    /// What is agreed by signing a version of `quote`, and the card that it counts on. `card` is what the paper names,
    /// where this desk does not hold the version.
    pub(super) fn agreement(
        &self,
        desk: &mut Desk<'_>,
        staff: Staff,
        quote: Id<Quote>,
        card: Option<&str>,
    ) -> Result<(Agreement, Option<String>), Stop> {
        let name = required("name", &self.signature.name)?.to_owned();
        self.check()?;
        let card = match desk.get::<QuoteVersion>(self.version)? {
            Held::Here(version) if version.quote == quote => self.fix(desk, &name, version)?,
            held => {
                if desk.first() || !matches!(held, Held::Outside) {
                    object(desk, &name, Refusal::quote_unknown())?;
                }
                card.map(|card| bounded("card", card).map(str::to_owned)).transpose()?
            }
        };
        let agreement = Agreement {
            version: self.version,
            total_minor: self.total_minor,
            instalments: self.instalments.clone(),
            signature: Signature { name, ..self.signature.clone() },
            by: staff.id,
            by_name: staff.name,
            at_ms: desk.stamp().at.best_ms(),
        };
        Ok((agreement, card))
    }

    /// What needs no rows: a signature is there, and the parts are the whole.
    fn check(&self) -> Result<(), Stop> {
        let Signature { document, strokes, .. } = &self.signature;
        if document.len() != 64 || !document.bytes().all(|one| one.is_ascii_hexdigit()) {
            return Err(Refusal::signature_missing().into());
        }
        check_strokes(strokes)?;
        let parts = &self.instalments;
        let adds_up = parts.iter().try_fold(0_i64, |sum, one| sum.checked_add(one.minor)) == Some(self.total_minor);
        if parts.len() > INSTALMENTS_LIMIT || parts.iter().any(|one| one.minor < 0) || !adds_up {
            return Err(Refusal::instalments_do_not_add_up().into());
        }
        Ok(())
    }

    /// Fixes the version that is signed, and objects where the paper cannot be of it; answers its card.
    fn fix(&self, desk: &mut Desk<'_>, name: &str, mut version: QuoteVersion) -> Result<Option<String>, Stop> {
        if !version.is_granted() {
            object(desk, name, Refusal::quote_waits_for_approval())?;
        }
        if version.content.sums().total_minor != self.total_minor {
            object(desk, name, Refusal::quote_changed(&version.by_name, version.at_ms))?;
        }
        if desk.first() && desk.stamp().at.best_ms() >= version.content.valid_until_ms {
            return Err(Refusal::quote_expired(version.content.valid_until_ms).into());
        }
        if !version.fixed {
            version.fixed = true;
            desk.put(&version)?;
        }
        Ok(version.content.card.map(|card| card.number))
    }
}

/// Whether somebody wrote, and no more than a signature.
pub(super) fn check_strokes(strokes: &[Vec<u16>]) -> Result<(), Stop> {
    let numbers: usize = strokes.iter().map(Vec::len).sum();
    if numbers < 4 || strokes.iter().any(|stroke| stroke.len() % 2 != 0) {
        return Err(Refusal::signature_missing().into());
    }
    if strokes.len() > STROKES_LIMIT || numbers > POINTS_LIMIT {
        return Err(Refusal::too_long("signature", POINTS_LIMIT).into());
    }
    Ok(())
}

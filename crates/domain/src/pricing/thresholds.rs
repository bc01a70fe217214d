//! Third step: thresholds and gifts, measured on what is left to pay.

use std::cmp::Reverse;

use super::lots::{Bench, Lot, Note};
use super::{GiftLine, Offer, share};

impl Bench<'_> {
    /// Lets them act: of one priority the one that takes most off, gifts last.
    pub(super) fn thresholds(&mut self) {
        for mut class in self.classes(|one| matches!(one.offer, Offer::Threshold { .. } | Offer::Gift { .. })) {
            while let Some((promotion, off)) = class
                .iter()
                .filter_map(|at| Some((*at, self.reached(*at)?)))
                .max_by_key(|(at, off)| (*off, Reverse(*at)))
            {
                self.reward(promotion, off);
                class.retain(|at| *at != promotion);
            }
        }
    }

    /// The lots that count towards the promotion.
    fn counting(&self, promotion: usize) -> Vec<usize> {
        let counts = |(_, lot): &(usize, &Lot)| self.may_meet(promotion, lot);
        self.lots.iter().enumerate().filter(counts).map(|(at, _)| at).collect()
    }

    /// What the promotion takes off now, 0 for a gift; none when it is not reached.
    fn reached(&self, promotion: usize) -> Option<i64> {
        let found = self.promotions.get(promotion)?;
        let lots = || self.counting(promotion).into_iter().filter_map(|at| self.lots.get(at));
        let amount: i64 = lots().map(Lot::amount).sum();
        match &found.offer {
            Offer::Threshold { tiers, every } => {
                let tier = tiers.iter().filter(|tier| tier.from_minor > 0).rfind(|tier| tier.from_minor <= amount)?;
                let times = if *every { (amount / tier.from_minor).min(i64::from(found.times())) } else { 1 };
                let room: i64 = lots().map(|lot| self.room(lot)).sum();
                Some(tier.off_minor.saturating_mul(times).min(room)).filter(|off| *off > 0)
            }
            Offer::Gift { from_minor, .. } => (amount >= *from_minor && lots().next().is_some()).then_some(0),
            _ => None,
        }
    }

    fn reward(&mut self, promotion: usize, off: i64) {
        let counting = self.counting(promotion);
        let rooms: Vec<i64> = counting.iter().filter_map(|at| self.lots.get(*at)).map(|lot| self.room(lot)).collect();
        for (at, part) in counting.into_iter().zip(share(off, &rooms)) {
            let Some(lot) = self.lots.get_mut(at) else { continue };
            lot.shared += part;
            lot.applied.push(promotion);
            let note = Note { line: lot.line, count: lot.count, off: part };
            self.note(promotion, note);
        }
        if let Some(found) = self.promotions.get(promotion)
            && let Offer::Gift { product, variant, count, .. } = &found.offer
        {
            let (product_id, variant_id) = (*product, *variant);
            self.gifts.push(GiftLine { product_id, variant_id, count: *count, promotion: found.id });
        }
    }
}

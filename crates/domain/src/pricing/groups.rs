//! Second step: buy n and bundles. A piece belongs to one group at most.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::lots::{Bench, Lot, Note};
use super::promotion::{BundlePart, without};
use super::{Offer, share};

/// Bundles that are put together of one promotion in one basket at most.
const BUNDLES: u32 = 1_000;

/// What a promotion would make of the basket.
struct Outcome {
    lots: Vec<Lot>,
    notes: Vec<Note>,
    held: Vec<usize>,
}

impl Outcome {
    fn saving(&self) -> i64 {
        self.notes.iter().map(|note| note.off).sum()
    }
}

impl Bench<'_> {
    /// Lets them act: of one priority the one that saves most, then the next on the pieces that are left.
    pub(super) fn groups(&mut self) {
        for mut class in self.classes(|one| matches!(one.offer, Offer::BuyN { .. } | Offer::Bundle { .. })) {
            loop {
                let outcomes = class.iter().map(|at| (*at, self.grouped(*at)));
                let best =
                    outcomes.filter(|(_, one)| one.saving() > 0).max_by_key(|(at, one)| (one.saving(), Reverse(*at)));
                let Some((promotion, outcome)) = best else { break };
                self.lots = outcome.lots;
                self.held.extend(outcome.held);
                for note in outcome.notes {
                    self.note(promotion, note);
                }
                class.retain(|at| *at != promotion);
            }
        }
    }

    fn grouped(&self, promotion: usize) -> Outcome {
        match self.promotions.get(promotion).map(|one| (&one.offer, one.times())) {
            Some((Offer::BuyN { buy, get, basis_points }, times)) => {
                self.buy_n(promotion, [*buy, *get], *basis_points, times)
            }
            Some((Offer::Bundle { parts, minor }, times)) => self.bundle(promotion, parts, *minor, times),
            _ => Outcome { lots: Vec::new(), notes: Vec::new(), held: Vec::new() },
        }
    }

    /// The lots that the promotion may group, dearest first.
    fn dearest_first(&self, promotion: usize) -> Vec<usize> {
        let free = |lot: &Lot| !lot.grouped && self.may_meet(promotion, lot);
        let mut order: Vec<usize> =
            self.lots.iter().enumerate().filter(|(_, lot)| free(lot)).map(|(at, _)| at).collect();
        order.sort_by_key(|at| (self.lots.get(*at).map(|lot| (Reverse(lot.piece), lot.line)), *at));
        order
    }

    /// All pieces in a row, dearest first; of every `buy + get` the last `get` are reduced.
    fn buy_n(&self, promotion: usize, [buy, get]: [u32; 2], basis_points: u32, times: u32) -> Outcome {
        let (get, round) = (u64::from(get), (u64::from(buy) + u64::from(get)).max(1));
        let order = self.dearest_first(promotion);
        let pieces: u64 = order.iter().filter_map(|at| self.lots.get(*at)).map(|lot| u64::from(lot.count)).sum();
        let end = (pieces / round).min(u64::from(times)) * round;
        let reduced_before = |place: u64| place / round * get + (place % round).saturating_sub(u64::from(buy));
        let mut outcome = Outcome { lots: self.lots.clone(), notes: Vec::new(), held: Vec::new() };
        let mut place = 0;
        for at in order {
            let Some(lot) = self.lots.get(at) else { continue };
            let next = (place + u64::from(lot.count)).min(end);
            let inside = narrow(next - place);
            if inside == 0 {
                break;
            }
            let reduced = narrow(reduced_before(next) - reduced_before(place));
            place = next;
            let wanted = without(lot.piece, basis_points);
            let piece = wanted.max(self.floor(lot.line)).min(lot.piece);
            if reduced > 0 && wanted < piece {
                outcome.held.push(lot.line);
            }
            let off = (lot.piece - piece) * i64::from(reduced);
            outcome.notes.push(Note { line: lot.line, count: inside, off });
            let mut applied = lot.applied.clone();
            applied.push(promotion);
            let member = Lot { count: inside - reduced, applied, grouped: true, ..lot.clone() };
            outcome.lots.push(Lot { count: reduced, piece, ..member.clone() });
            outcome.lots.push(member);
            if let Some(rest) = outcome.lots.get_mut(at) {
                rest.count -= inside;
            }
        }
        outcome.lots.retain(|lot| lot.count > 0);
        outcome
    }

    /// As many sets as there are; each takes the dearest pieces left, part by part.
    fn bundle(&self, promotion: usize, parts: &[BundlePart], minor: i64, times: u32) -> Outcome {
        let order = self.dearest_first(promotion);
        let mut outcome = Outcome { lots: self.lots.clone(), notes: Vec::new(), held: Vec::new() };
        for _ in 0..times.min(BUNDLES) {
            let Some(set) = self.set(&order, parts, &outcome.lots) else { break };
            let member = |(at, count): (&usize, &u32)| {
                let lot = self.lots.get(*at)?;
                let mut applied = lot.applied.clone();
                applied.push(promotion);
                Some(Lot { count: *count, applied, grouped: true, ..lot.clone() })
            };
            let members: Vec<Lot> = set.iter().filter_map(member).collect();
            let rooms: Vec<i64> = members.iter().map(|lot| self.room(lot)).collect();
            let saving = members.iter().map(Lot::amount).sum::<i64>() - minor;
            let off = saving.min(rooms.iter().sum());
            if off <= 0 {
                break;
            }
            for ((at, count), (mut lot, part)) in set.iter().zip(members.into_iter().zip(share(off, &rooms))) {
                if let Some(rest) = outcome.lots.get_mut(*at) {
                    rest.count -= count;
                }
                if off < saving {
                    outcome.held.push(lot.line);
                }
                outcome.notes.push(Note { line: lot.line, count: *count, off: part });
                lot.shared += part;
                outcome.lots.push(lot);
            }
        }
        outcome.lots.retain(|lot| lot.count > 0);
        outcome
    }

    /// One set out of `lots`: how many pieces of which lot; none when a part is missing.
    fn set(&self, order: &[usize], parts: &[BundlePart], lots: &[Lot]) -> Option<BTreeMap<usize, u32>> {
        let mut set: BTreeMap<usize, u32> = BTreeMap::new();
        for part in parts {
            let mut missing = part.count;
            for at in order {
                let lot = lots.get(*at)?;
                if missing == 0 || !self.places.get(lot.line).is_some_and(|place| part.goods.has(&place.goods)) {
                    continue;
                }
                let free = lot.count - set.get(at).copied().unwrap_or(0);
                let taken = free.min(missing);
                if taken > 0 {
                    *set.entry(*at).or_default() += taken;
                    missing -= taken;
                }
            }
            if missing > 0 {
                return None;
            }
        }
        Some(set)
    }
}

/// A part of a lot, which is counted in 32 bits.
fn narrow(pieces: u64) -> u32 {
    u32::try_from(pieces).unwrap_or(u32::MAX)
}

//! First step: percent, amount and fixed price, on each piece by itself.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::lots::{Bench, Note};

/// What a promotion saves on a lot's piece, the piece's price, the promotion, the line and the lot: the largest saving
/// goes first, of equals the dearer piece, so that a limit is used up where it counts most.
type Candidate = (i64, i64, Reverse<usize>, Reverse<(usize, usize)>);

impl Bench<'_> {
    /// Lets them act.
    pub(super) fn pieces(&mut self) {
        for class in self.classes(|promotion| promotion.offer.kind().is_for_pieces()) {
            self.compete(&class);
        }
    }

    /// Promotions of one priority: the largest saving acts, then the next that may still meet it.
    fn compete(&mut self, class: &[usize]) {
        let times = |at: &usize| self.promotions.get(*at).map_or(0, |promotion| promotion.times());
        let mut left: BTreeMap<usize, u32> = class.iter().map(|at| (*at, times(at))).collect();
        let mut heap: BinaryHeap<Candidate> = BinaryHeap::new();
        for lot in 0..self.lots.len() {
            heap.extend(class.iter().filter_map(|promotion| self.candidate(*promotion, lot)));
        }
        while let Some(candidate @ (saving, _, Reverse(promotion), Reverse((_, at)))) = heap.pop() {
            let (Some(times), Some(now)) = (left.get(&promotion).copied(), self.candidate(promotion, at)) else {
                continue;
            };
            if times == 0 {
                continue;
            }
            if now != candidate {
                // Another has acted since; savings only shrink.
                heap.push(now);
                continue;
            }
            let Some(lot) = self.lots.get(at) else { continue };
            let (line, count) = (lot.line, lot.count.min(times));
            if count < lot.count {
                let mut rest = lot.clone();
                rest.count -= count;
                self.lots.push(rest);
                let rest = self.lots.len() - 1;
                heap.extend(class.iter().filter_map(|promotion| self.candidate(*promotion, rest)));
            }
            if times != u32::MAX {
                left.insert(promotion, times - count);
            }
            self.take_off(at, promotion, count, saving);
            self.note(promotion, Note { line, count, off: saving * i64::from(count) });
        }
    }

    fn take_off(&mut self, at: usize, promotion: usize, count: u32, saving: i64) {
        let offer = self.promotions.get(promotion).map(|one| &one.offer);
        if let (Some(lot), Some(offer)) = (self.lots.get_mut(at), offer) {
            if offer.on_piece(lot.piece) < lot.piece - saving {
                self.held.insert(lot.line);
            }
            lot.count = count;
            lot.piece -= saving;
            lot.applied.push(promotion);
        }
    }

    fn candidate(&self, promotion: usize, at: usize) -> Option<Candidate> {
        let (lot, offer) = (self.lots.get(at)?, &self.promotions.get(promotion)?.offer);
        let saving = lot.piece - offer.on_piece(lot.piece).max(self.floor(lot.line));
        (saving > 0 && self.may_meet(promotion, lot)).then_some((
            saving,
            lot.piece,
            Reverse(promotion),
            Reverse((lot.line, at)),
        ))
    }
}

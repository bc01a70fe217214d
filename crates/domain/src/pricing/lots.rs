//! The basket on the engine's bench: pieces that are alike in lots, and a note of who took what off which line.

use std::collections::{BTreeMap, BTreeSet};

use super::{GiftLine, GoodsFacts, Promotion};

/// Pieces of one line that cost the same and met the same promotions.
#[derive(Debug, Clone)]
pub(super) struct Lot {
    /// Which line.
    pub(super) line: usize,
    /// How many pieces.
    pub(super) count: u32,
    /// What each costs now.
    pub(super) piece: i64,
    /// What is off all of them together.
    pub(super) shared: i64,
    /// The promotions that act on them, by place.
    pub(super) applied: Vec<usize>,
    /// They belong to a group.
    pub(super) grouped: bool,
}

impl Lot {
    /// What is left to pay for it.
    pub(super) fn amount(&self) -> i64 {
        self.piece * i64::from(self.count) - self.shared
    }
}

/// What a promotion did to a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Note {
    pub(super) line: usize,
    pub(super) count: u32,
    pub(super) off: i64,
}

/// A line as the promotions see it.
pub(super) struct Place<'b> {
    pub(super) goods: GoodsFacts<'b>,
    /// No piece goes below this.
    pub(super) floor: i64,
}

/// The basket while promotions act on it.
pub(super) struct Bench<'b> {
    /// Those that hold, in order: highest priority first, then by identifier.
    pub(super) promotions: Vec<&'b Promotion>,
    /// The lines, in an order that depends on what they are and not on where they stood.
    pub(super) places: Vec<Place<'b>>,
    pub(super) lots: Vec<Lot>,
    /// By line: promotion, pieces, reduction; in the order of acting.
    pub(super) notes: BTreeMap<usize, Vec<(usize, u32, i64)>>,
    /// Lines whose floor stopped a promotion.
    pub(super) held: BTreeSet<usize>,
    pub(super) gifts: Vec<GiftLine>,
    /// By promotion and line: whether it is for the line's goods.
    fits: Vec<Vec<bool>>,
}

impl<'b> Bench<'b> {
    /// Lays out lots of (count, price of a piece), one for each of `places`.
    pub(super) fn new(places: Vec<Place<'b>>, pieces: &[(u32, i64)], mut promotions: Vec<&'b Promotion>) -> Self {
        promotions.sort_by_key(|one| (std::cmp::Reverse(one.priority), one.id));
        promotions.retain(|one| places.iter().any(|place| one.is_for(&place.goods)));
        let fits = promotions.iter().map(|one| places.iter().map(|place| one.is_for(&place.goods)).collect()).collect();
        let lot = |(line, &(count, piece)): (usize, &(u32, i64))| Lot {
            line,
            count,
            piece,
            shared: 0,
            applied: Vec::new(),
            grouped: false,
        };
        let lots = pieces.iter().enumerate().map(lot).collect();
        Self { promotions, places, lots, notes: BTreeMap::new(), held: BTreeSet::new(), gifts: Vec::new(), fits }
    }

    /// The promotions of some kinds, by priority: those of one priority compete.
    pub(super) fn classes(&self, wanted: impl Fn(&Promotion) -> bool) -> Vec<Vec<usize>> {
        let mut classes: Vec<Vec<usize>> = Vec::new();
        let mut last = None;
        for (at, promotion) in self.promotions.iter().enumerate().filter(|(_, one)| wanted(one)) {
            if last == Some(promotion.priority) {
                classes.last_mut().into_iter().for_each(|class| class.push(at));
            } else {
                classes.push(vec![at]);
                last = Some(promotion.priority);
            }
        }
        classes
    }

    /// Whether the promotion may act on the lot besides those that do already.
    pub(super) fn may_meet(&self, promotion: usize, lot: &Lot) -> bool {
        let fits = self.fits.get(promotion).and_then(|lines| lines.get(lot.line)).copied().unwrap_or(false);
        let meets = |other: &usize| match (self.promotions.get(promotion), self.promotions.get(*other)) {
            (Some(one), Some(other)) => one.id != other.id && one.meets(other),
            _ => false,
        };
        fits && lot.applied.iter().all(meets)
    }

    /// The floor of one piece of the line.
    pub(super) fn floor(&self, line: usize) -> i64 {
        self.places.get(line).map_or(0, |place| place.floor)
    }

    /// What a lot can still give up.
    pub(super) fn room(&self, lot: &Lot) -> i64 {
        lot.amount() - self.floor(lot.line) * i64::from(lot.count)
    }

    /// Writes down what the promotion did.
    pub(super) fn note(&mut self, promotion: usize, note: Note) {
        let notes = self.notes.entry(note.line).or_default();
        match notes.iter_mut().find(|(one, ..)| *one == promotion) {
            Some((_, count, off)) => {
                *count += note.count;
                *off += note.off;
            }
            None => notes.push((promotion, note.count, note.off)),
        }
    }
}

//! Rights that go from tablet to tablet without a network.

use tenon_domain::Signed;
use tenon_domain::entities::{Device, Right};
use tenon_domain::ops::{AnyOperation, HandOverRight, TakeOverRight};
use tenon_domain::{DeviceId, Id};
use tenon_store::tablet as store;
use tenon_sync::{paper, sign};

use super::people::all;
use super::world::World;

/// The code of a hand-over, which anybody may scan at any time after.
#[derive(Debug)]
pub(super) struct Code {
    pub(super) text: String,
    /// The giver.
    pub(super) from: DeviceId,
    to: DeviceId,
    /// Of which card.
    pub(super) number: String,
}

impl World {
    /// Tablet `at` gives a right away: mostly one that it holds, mostly to a tablet of its store.
    pub(super) fn hand_over(&mut self, at: usize) -> Option<AnyOperation> {
        let own = self.tablets[at].identity.device;
        let held = all::<Right>(&mut self.tablets[at]);
        let held: Vec<Id<Right>> =
            held.iter().filter(|right| right.holder == Some(own)).map(|right| right.id).collect();
        let here: Vec<_> = self.chain.cards.iter().filter(|card| held.contains(&card.right())).cloned().collect();
        let card = self.rng.pick(&here).or_else(|| self.rng.pick(&self.chain.cards)).cloned()?;
        let devices = all::<Device>(&mut self.tablets[at]);
        let others: Vec<_> = devices.iter().map(|one| one.id).filter(|one| *one != own).collect();
        let strangers: Vec<_> = self.chain.devices.iter().map(|(id, _)| *id).collect();
        let nearby = self.rng.chance(90);
        let to = self.rng.pick(if nearby { &others } else { &strangers }).copied()?;
        Some(HandOverRight { number: card.number, to }.into())
    }

    /// What tablet `at` shows after it gave the right to the card `number` to `to`.
    pub(super) fn show_code(&mut self, at: usize, seq: i64, number: String, to: DeviceId) {
        let tablet = &mut self.tablets[at];
        let Ok(Some(entry)) = store::entry(&mut tablet.disk, seq) else { return };
        let text = paper::print(&sign(&tablet.identity.key, entry.bytes)).expect("a hand-over fits into a code");
        let from = tablet.identity.device;
        self.ledger.codes.push(Code { text, from, to, number });
    }

    /// Tablet `at` scans a code: mostly one that is for it, new or old.
    pub(super) fn take_over(&mut self, at: usize) -> Option<AnyOperation> {
        let own = self.tablets[at].identity.device;
        let meant: Vec<&Code> = self.ledger.codes.iter().filter(|code| code.to == own).collect();
        let any: Vec<&Code> = self.ledger.codes.iter().collect();
        let for_it = self.rng.chance(90);
        let code = self.rng.pick(if for_it { &meant } else { &any })?;
        let signed: Signed = paper::read(&code.text).expect("what was shown is read");
        Some(TakeOverRight { signed }.into())
    }
}

//! The rules that hold once the world is healed.

use std::collections::BTreeSet;

use tenon_domain::OpId;
use tenon_domain::entities::{CardState, DeviceState, Remedy, Standing};
use tenon_domain::ops::SignOut;
use tenon_store::tablet as store;

use super::{Broken, difference, hold};
use crate::sim::mirror::RowText;
use crate::sim::tablet::is_final;
use crate::sim::world::World;

const RULE: &str = "12 liveness";

impl World {
    /// Something is done on every tablet of an excused device, so that a clone or a rollback shows.
    pub(in crate::sim) fn reveal_copies(&mut self) {
        for at in 0..self.tablets.len() {
            if self.ledger.excused_devices.contains(&self.tablets[at].identity.device) {
                let id: OpId = self.rng.id();
                let said = self.submit(at, id, SignOut {}.into(), None, None);
                self.say(format!("tablet {at} shows itself: {said}"));
            }
        }
    }

    /// 12. Nothing is pending, and every tablet shows HQ's rows; copies are found out.
    pub(in crate::sim) fn check_rest(&mut self) -> Result<(), Broken> {
        for at in 0..self.tablets.len() {
            self.check_tablet(at)?;
            let device = self.mirror.devices[&self.tablets[at].identity.device.0].clone();
            let excused = self.ledger.excused_devices.contains(&device.id);
            let disk = &mut self.tablets[at].disk;
            let pending = store::pending_count(disk).unwrap();
            if excused {
                self.copies_are_found_out(at, device.state)?;
                continue;
            }
            hold(RULE, device.state == DeviceState::Active, || format!("tablet {at} is {:?}", device.state))?;
            hold(RULE, pending == 0, || format!("tablet {at} still has {pending} pending"))?;
            let live: BTreeSet<RowText> = store::live_rows(disk).unwrap().into_iter().collect();
            let rows = self.mirror.rows_of(&device.subscriptions().into_iter().collect());
            hold(RULE, live == rows, || format!("tablet {at}: {}", difference(&live, &rows)))?;
        }
        self.slips_are_judged()?;
        self.recalls_are_carried_out()?;
        self.provisional_cards_are_settled()
    }

    /// A tablet whose journal is not what HQ received is out of service, and there is a case about it.
    fn copies_are_found_out(&mut self, at: usize, state: DeviceState) -> Result<(), Broken> {
        let device = self.tablets[at].identity.device;
        let contradicts = store::to_push(&mut self.tablets[at].disk, 0, usize::MAX >> 8).unwrap().iter().any(|entry| {
            let held = tenon_store::hq::at(&mut self.hq.disk, device, entry.seq).unwrap();
            held.is_some_and(|held| held.signed.bytes != entry.bytes)
        });
        hold(RULE, !contradicts || state != DeviceState::Active, || format!("the copy {at} was not found out"))?;
        let case = self.mirror.cases.values().any(|case| case.device == device && case.id.0 != case.op.0);
        hold(RULE, state != DeviceState::Suspended || case, || format!("no case about the copy {at}"))
    }

    /// What was read in from paper is judged, unless its device contradicts it; what is money or a card's stands once.
    fn slips_are_judged(&mut self) -> Result<(), Broken> {
        for record in self.mirror.papers.values() {
            let judged = self.mirror.verdicts.contains_key(&record.op.0);
            let excused = self.ledger.excused_devices.contains(&record.device);
            hold(RULE, judged || excused, || format!("the slip of {} was read in and not judged", record.op))?;
            self.tally.slips += usize::from(self.ledger.slips.iter().any(|slip| slip.op == record.op.0));
        }
        let closed = self.mirror.cases.values().filter_map(|case| case.closed.as_ref());
        self.tally.settled += closed.filter(|closed| closed.remedy != Remedy::Acknowledged).count();
        Ok(())
    }

    /// A recall does not wait for ever while a tablet that works holds the right, unspent. A void card's right is spent.
    fn recalls_are_carried_out(&self) -> Result<(), Broken> {
        for card in self.mirror.cards.values() {
            let Some(right) = self.mirror.rights.get(&card.right().0) else { continue };
            let works = right.holder.is_none_or(|holder| !self.ledger.excused_devices.contains(&holder));
            hold(RULE, card.recall.is_none() || right.left == 0 || !works, || {
                format!("{} waits for {right:?}: {:?}", card.number, card.recall)
            })?;
            hold(RULE, card.state != CardState::Void || right.left == 0, || {
                format!("{} is void and {right:?} can be spent", card.number)
            })?;
        }
        Ok(())
    }

    /// A provisional redemption does not wait for ever while the right to its card lies unspent.
    fn provisional_cards_are_settled(&self) -> Result<(), Broken> {
        for one in self.mirror.redemptions.values() {
            if one.standing != Standing::Stands || is_final(one.finality) {
                continue;
            }
            let Some(card) = self.mirror.cards.values().find(|card| card.number == one.number) else { continue };
            let Some(right) = self.mirror.rights.get(&card.right().0) else { continue };
            if self.ledger.excused_subjects.contains(&one.number) {
                continue;
            }
            let holder_works = right.holder.is_none_or(|holder| !self.ledger.excused_devices.contains(&holder));
            hold(RULE, right.left == 0 || !holder_works, || {
                format!("{} waits and the right {right:?} is unspent", one.number)
            })?;
        }
        Ok(())
    }
}

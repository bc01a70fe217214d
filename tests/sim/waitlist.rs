//! The waiting list: whom tablets put on it, and what headquarters keeps for them.

use tenon_domain::Id;
use tenon_domain::entities::{Appointment, Contact, WaitlistEntry, Window, WorkKind};
use tenon_domain::ops::{AnyOperation, DeclinePlace, JoinWaitlist, KeepPlace, LeaveWaitlist};
use tenon_hq::waitlist::due;

use super::people::{HOMES, all};
use super::world::World;

impl World {
    /// Somebody waits for a place, or for an earlier one; does not take what is kept for them; waits no more.
    pub(super) fn wait(&mut self, at: usize) -> Option<AnyOperation> {
        let waiting = all::<WaitlistEntry>(&mut self.tablets[at]);
        let entry = self.rng.pick(&waiting).filter(|_| self.rng.chance(40)).cloned();
        if let Some(WaitlistEntry { id: entry, kept, .. }) = entry {
            return Some(match kept.filter(|_| self.rng.chance(70)) {
                Some(kept) => DeclinePlace { entry, window: kept.window }.into(),
                None => LeaveWaitlist { entry, reason: String::new() }.into(),
            });
        }
        let windows = all::<Window>(&mut self.tablets[at]);
        let Window { date, kind, .. } = self.rng.pick(&windows)?.clone();
        let appointments = all::<Appointment>(&mut self.tablets[at]);
        let appointment = self.rng.pick(&appointments).map(|one| one.id).filter(|_| self.rng.chance(30));
        let contact = Contact {
            name: "李雷".to_owned(),
            phone: "13800001111".to_owned(),
            address: self.rng.pick(&HOMES).copied().unwrap_or_default().to_owned(),
        };
        Some(
            JoinWaitlist {
                kind: if self.rng.chance(95) { kind } else { WorkKind::Measure },
                contact,
                goods: self.rng.chance(20).then(|| "door".to_owned()),
                quantity: u32::try_from(self.rng.between(1, 4)).unwrap(),
                note: String::new(),
                from: date.clone(),
                until: date,
                part: None,
                appointment,
                visit: None,
                route: None,
                project: None,
                order: None,
                follows: None,
            }
            .into(),
        )
    }

    /// Headquarters looks at the list, as it does by itself; now and then a clerk keeps a place for somebody.
    pub(super) fn see_to_waitlist(&mut self) -> String {
        let mut ops = due(&mut self.hq.disk, self.now_ms).unwrap();
        if self.rng.chance(20) {
            let waiting: Vec<Id<WaitlistEntry>> = self.mirror.waiting.values().map(|entry| entry.id).collect();
            let entry = self.rng.pick(&waiting).copied();
            let window = self.rng.pick(&self.chain.windows).copied();
            let until_ms = self.now_ms + self.rng.between(0, 48) * 3_600_000;
            ops.extend(entry.zip(window).map(|(entry, window)| KeepPlace { entry, window, until_ms }.into()));
        }
        let mut told = Vec::new();
        for op in ops {
            let outcome = self.clerk_does(&op);
            self.tally.kept += usize::from(outcome == "done" && op.tag() == "waitlist.keep.v1");
            told.push(format!("{}: {outcome}", op.tag()));
        }
        format!("the waiting list: {}", told.join(", "))
    }
}

//! The rules about what customers were promised.

use std::collections::{BTreeMap, BTreeSet};

use tenon_domain::card_number::CardNumber;
use tenon_domain::entities::{
    Appointment, CardState, Crew, Goodwill, Payment, Redemption, Remedy, Ruling, SpentNumbers, Standing, Window,
};
use tenon_domain::ops::AnyOperation;
use tenon_domain::{DeviceId, Finality, Id, Key, Nature, OpId, Stamp, Uuid};
use tenon_store::{Connection, Schema, SqlRows};

use super::{Broken, hold};
use crate::sim::chain::GOODWILL_MINOR;
use crate::sim::tablet::is_final;
use crate::sim::world::World;

impl World {
    pub(super) fn check_promises(&mut self) -> Result<(), Broken> {
        self.one_final_per_card()?;
        self.spent_numbers_are_spent()?;
        self.no_window_is_overfull()?;
        self.every_window_knows_what_is_blocked()?;
        self.goodwill_is_within_budget()?;
        self.finals_are_accepted()
    }

    /// What tablets told customers was final, by subject, less what an excused device told.
    fn told_final(&self) -> BTreeMap<&str, BTreeMap<OpId, u32>> {
        let mut finals: BTreeMap<&str, BTreeMap<OpId, u32>> = BTreeMap::new();
        for told in self.ledger.saved.values().flatten().filter(|told| is_final(told.finality)) {
            let excused = self.excused(told.device) || self.is_left_to_people(told.op);
            if let Some(subject) = told.subject.as_deref().filter(|_| !excused) {
                finals.entry(subject).or_default().insert(told.taken_by, told.units);
            }
        }
        finals
    }

    /// Whoever did it had left, which their tablet did not know: a case says so, and people settle what was promised.
    fn is_left_to_people(&self, op: OpId) -> bool {
        let ruling = self.mirror.verdicts.get(&op.0).map(|(verdict, _)| &verdict.ruling);
        matches!(ruling, Some(Ruling::Conflict { refusal }) if refusal.code == "staff_left")
    }

    fn excused(&self, device: DeviceId) -> bool {
        self.ledger.excused_devices.contains(&device)
    }

    /// 7. A card is redeemed for good at most once, apart from what someone with the authority took back.
    fn one_final_per_card(&self) -> Result<(), Broken> {
        let mut finals = self.told_final();
        for one in self.mirror.redemptions.values().filter(|one| is_final(one.finality) && !self.excused(one.device)) {
            finals.entry(&one.number).or_default().insert(one.op, 1);
        }
        let undone: BTreeSet<OpId> =
            self.mirror.redemptions.values().filter(|one| one.standing == Standing::Undone).map(|one| one.op).collect();
        for card in &self.chain.cards {
            let mut ops = finals.remove(card.number.as_str()).unwrap_or_default();
            ops.retain(|op, _| !undone.contains(op));
            let excused = self.ledger.excuses(&card.number);
            hold("7 one final per card", ops.len() <= 1 || excused, || format!("{}: {ops:?}", card.number))?;
        }
        Ok(())
    }

    /// The chain's spent numbers are those of cards that were redeemed or are void, and no others.
    fn spent_numbers_are_spent(&self) -> Result<(), Broken> {
        for card in self.mirror.cards.values() {
            let number = CardNumber::parse(&card.number).unwrap();
            let told = self.mirror.spent.get(&SpentNumbers::id_of(&number).0).is_some_and(|row| row.hold(&number));
            let stands = |one: &Redemption| one.number == card.number && one.standing == Standing::Stands;
            let spent = card.state == CardState::Void || self.mirror.redemptions.values().any(stands);
            hold("spent numbers", told == spent, || format!("{}: spent {spent}, told {told}", card.number))?;
        }
        Ok(())
    }

    /// A store's managers let no more pass in a month than its budget, each for a case that is closed, once.
    fn goodwill_is_within_budget(&self) -> Result<(), Broken> {
        let rule = "goodwill within budget";
        let (mut granted, mut cases) = (BTreeMap::<Key, i64>::new(), BTreeSet::new());
        for one in self.mirror.goodwill.values() {
            *granted.entry(Goodwill::in_month(one.store, one.at_ms)).or_default() += one.minor;
            hold(rule, cases.insert(one.case), || format!("{} was let pass twice", one.case))?;
            let closing = self.mirror.cases.get(&one.case.0).and_then(|case| case.closed.as_ref());
            hold(rule, closing.is_some_and(|closing| closing.remedy == Remedy::Goodwill), || {
                format!("{} was let pass and its case says {closing:?}", one.case)
            })?;
        }
        for (month, minor) in granted {
            hold(rule, minor <= GOODWILL_MINOR, || format!("{month:?}: {minor} of {GOODWILL_MINOR}"))?;
        }
        Ok(())
    }

    /// 7. What is free, what was handed out and what is promised of a window is never more than fits in.
    fn no_window_is_overfull(&self) -> Result<(), Broken> {
        let rule = "7 no window overfull";
        let mut told = self.told_final();
        for window in self.mirror.windows.values() {
            let name = window.id.to_string();
            let quotas = self
                .mirror
                .rights
                .values()
                .filter(|right| right.subject == tenon_domain::entities::Subject::Window(window.id));
            let quotas: u32 = quotas.map(|right| right.left).sum();
            let here = |one: &&Appointment| one.window == window.id && one.cancelled.is_none();
            let here: Vec<&Appointment> = self.mirror.appointments.values().filter(here).collect();
            let finals = here.iter().filter(|one| is_final(one.finality));
            let booked: BTreeMap<OpId, u32> = finals.map(|one| (one.op, one.units)).collect();
            let sorted = |mut areas: Vec<String>| {
                areas.sort_unstable();
                areas
            };
            let areas = sorted(window.areas.clone());
            let true_areas = sorted(here.iter().map(|one| one.area.clone()).collect());
            hold("areas of a window", areas == true_areas, || format!("{name}: {areas:?} and not {true_areas:?}"))?;
            let (free, capacity) = (window.free, window.capacity + window.short);
            hold(rule, free == 0 || window.short == 0, || format!("{name}: free and too small at once"))?;
            let units: u32 = booked.values().sum();
            hold(rule, free + quotas + units + window.kept <= capacity, || {
                format!("{name}: free {free} + quotas {quotas} + booked {units} + kept {} > {capacity}", window.kept)
            })?;
            let waits = self
                .mirror
                .waiting
                .values()
                .filter(|one| one.kept.as_ref().is_some_and(|kept| kept.window == window.id));
            let kept = waits.map(|one| one.units).sum::<u32>();
            hold("kept for the waiting list", window.kept == kept, || {
                format!("{name}: {} units kept and not {kept}", window.kept)
            })?;
            let true_units = here.iter().map(|one| one.units).sum::<u32>();
            hold("units of a window", window.booked() == true_units, || {
                format!("{name}: {} units booked and not {true_units}", window.booked())
            })?;
            let left = |one: &&Appointment| one.window != window.id || one.cancelled.is_some();
            let left: BTreeSet<OpId> = self.mirror.appointments.values().filter(left).map(|one| one.op).collect();
            let mut told = told.remove(name.as_str()).unwrap_or_default();
            told.retain(|op, _| !left.contains(op));
            told.extend(booked);
            let promised: u32 = told.values().sum();
            let excused = self.ledger.excused_subjects.contains(&name);
            hold(rule, promised <= capacity || excused, || format!("{name}: {promised} units promised of {capacity}"))?;
        }
        Ok(())
    }

    /// Of a crew's day every window keeps the blocks that overlap it, whichever of both came first, and two blocks have no
    /// moment in common.
    fn every_window_knows_what_is_blocked(&self) -> Result<(), Broken> {
        let rule = "blocked hours";
        let overlap = |(start, end): (i64, i64), (from, until): (i64, i64)| start < until && from < end;
        let mut days: BTreeMap<(Id<Crew>, &str), Vec<&Window>> = BTreeMap::new();
        for window in self.mirror.windows.values() {
            days.entry((window.crew, &window.date)).or_default().push(window);
        }
        for windows in days.values() {
            let blocks = windows.iter().flat_map(|window| &window.blocks).map(|block| (block.start_ms, block.end_ms));
            let blocks: BTreeSet<(i64, i64)> = blocks.collect();
            let alone = |one: &(i64, i64)| blocks.iter().all(|other| other == one || !overlap(*one, *other));
            hold(rule, blocks.iter().all(alone), || format!("{blocks:?} overlap"))?;
            for window in windows {
                let meets = |hours: &(i64, i64)| overlap(*hours, (window.start_ms, window.end_ms));
                let expected: Vec<_> = blocks.iter().copied().filter(meets).collect();
                let mut kept: Vec<_> = window.blocks.iter().map(|block| (block.start_ms, block.end_ms)).collect();
                kept.sort_unstable();
                hold(rule, kept == expected, || format!("{}: {kept:?} and not {expected:?}", window.id))?;
            }
        }
        Ok(())
    }

    /// 8. What was final is accepted, and no fact is refused.
    fn finals_are_accepted(&mut self) -> Result<(), Broken> {
        let rule = "8 finals are accepted";
        let sql = "SELECT op, device, bytes FROM received JOIN chains USING (device) WHERE received.seq <= judged";
        for row in self.hq.disk.query(sql, &[]).unwrap() {
            let op: Uuid = row.parsed(0).unwrap();
            let Some((verdict, _)) = self.mirror.verdicts.get(&op) else { continue };
            let Ok(stamp) = serde_json::from_str::<Stamp>(row.text(2).unwrap()) else { continue };
            let Ok(operation) = AnyOperation::read(&stamp.op) else { continue };
            let accepted = matches!(verdict.ruling, Ruling::Accepted { .. });
            if accepted && matches!(operation, AnyOperation::TakePayment(_) | AnyOperation::ReturnPayment(_)) {
                let kept = SqlRows(&mut self.hq.disk, Schema::Hq).entity::<Payment>(stamp.id.nth(1)).unwrap();
                hold(rule, kept.is_some(), || format!("the money of {op} is not in the books"))?;
            }
            let refused = matches!(verdict.ruling, Ruling::Refused { .. });
            hold(rule, !(refused && operation.nature() == Nature::Fact), || format!("the fact {op} is refused"))?;
            if stamp.spends.is_empty() || self.excused(stamp.device) || self.excused_op(&stamp, &operation) {
                continue;
            }
            let accepted = Ruling::Accepted { finality: Finality::Final };
            hold(rule, verdict.ruling == accepted, || format!("{op} was final and is {:?}", verdict.ruling))?;
        }
        Ok(())
    }

    fn excused_op(&self, stamp: &Stamp, operation: &AnyOperation) -> bool {
        let subject = match operation {
            AnyOperation::RedeemCard(redeem) => redeem.number.clone(),
            AnyOperation::BookAppointment(book) => book.window.to_string(),
            AnyOperation::MoveAppointment(one) => one.window.to_string(),
            _ => return false,
        };
        let gone = stamp.actor.is_some_and(|staff| self.ledger.gone_staff.contains(&staff));
        gone || self.ledger.excuses(&subject)
    }
}

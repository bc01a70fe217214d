//! What staff do on a tablet, chosen at random; and what a device does by itself.

use tenon_domain::catalog::ServiceRoute;
use tenon_domain::entities::{
    Address, Appointment, Case, Contact, Customer, Lead, Project, Redemption, Remedy, Right, Staff, StoreVisit,
    WaitlistEntry, Window, WorkKind,
};
use tenon_domain::ops::{
    AnyOperation, BookAppointment, CancelAppointment, CheckIn, CloseCase, EndVisit, LeadStep, MergeCustomers,
    MoveAppointment, NoteConsent, NoteLead, PutCustomer, ReadPaper, RedeemCard, ReturnRight, SignIn, SignOut,
    UndoRedemption,
};
use tenon_domain::{Entity, OpId, Stop};
use tenon_store::{Schema, SqlRows};
use tenon_sync::tablet::rights_to_return;

use super::disk::Fault;
use super::jobs::AT_JOBS;
use super::tablet::Tablet;
use super::world::World;

/// Where customers live: in the area that the travel table knows, and elsewhere.
pub(super) const HOMES: [&str; 2] = ["杭州市西湖区文三路 1 号", "文三路 1 号"];

pub(super) fn all<E: Entity>(tablet: &mut Tablet) -> Vec<E> {
    SqlRows(&mut tablet.disk, Schema::Tablet).all::<E>().unwrap_or_default()
}

impl World {
    /// Someone does something on tablet `at`.
    pub(super) fn act(&mut self, at: usize, fault: Option<Fault>) -> String {
        let Some((op, subject)) = (0..4).find_map(|_| self.choose(at)) else { return "nothing to do".to_owned() };
        let id: OpId = self.rng.id();
        self.submit(at, id, op, subject, fault)
    }

    /// Tablet `at` submits `op`; what it says is saved goes into the ledger.
    pub(super) fn submit(
        &mut self,
        at: usize,
        id: OpId,
        op: AnyOperation,
        subject: Option<String>,
        fault: Option<Fault>,
    ) -> String {
        let now_ms = self.now_ms;
        let tag = op.tag();
        let taken_by = match &op {
            AnyOperation::MoveAppointment(one) => {
                let held = all::<Appointment>(&mut self.tablets[at]);
                held.iter().find(|held| held.id == one.appointment).map_or(id, |held| held.op)
            }
            _ => id,
        };
        let handed = match &op {
            AnyOperation::HandOverRight(one) => Some((one.number.clone(), one.to)),
            _ => None,
        };
        let on_paper = ReadPaper::TAKEN.contains(&tag);
        let (submitted, struck) = self.tablets[at].on_disk(fault, |tablet| tablet.submit(id, op, now_ms));
        self.tally.faults += usize::from(struck);
        match submitted {
            Ok(submitted) => {
                let device = self.tablets[at].identity.device;
                self.tally.saved += 1;
                self.tally.at_jobs += usize::from(AT_JOBS.contains(&tag));
                let words = format!("{tag} {id} {subject:?}: saved as {} {:?}", submitted.seq, submitted.finality);
                let held = all::<Appointment>(&mut self.tablets[at]);
                let units = held.iter().find(|held| held.op == taken_by).map_or(1, |held| held.units);
                self.ledger.save(at, device, submitted, subject, (taken_by, units));
                if on_paper {
                    self.print_slip(at, id.0, submitted.seq);
                }
                if let Some((number, to)) = handed {
                    self.show_code(at, submitted.seq, number, to);
                }
                words
            }
            Err(Stop::Refused(refusal) | Stop::Conflict(refusal)) => {
                self.tally.refused_here += 1;
                format!("{tag} {subject:?}: {}", refusal.code)
            }
            Err(Stop::Failed(failure)) => format!("{tag} {id}: {failure}"),
        }
    }

    fn choose(&mut self, at: usize) -> Option<(AnyOperation, Option<String>)> {
        if self.tablets[at].session.is_none() && self.rng.chance(90) {
            return self.sign_in(at);
        }
        Some(match self.rng.below(46) {
            0 => return self.sign_in(at),
            1 => {
                self.tablets[at].session = None;
                (SignOut {}.into(), None)
            }
            2 => self.check_in(at),
            3 => return self.write_down(at),
            4 => {
                let visits = all::<StoreVisit>(&mut self.tablets[at]);
                (EndVisit { visit: self.rng.pick(&visits)?.id }.into(), None)
            }
            5..=9 => return self.redeem(at),
            10..=12 => return self.book(at),
            13 => return self.rebook(at),
            14..=16 | 36..=43 => (self.work(at)?, None),
            17 if self.rng.chance(40) => {
                let redemptions = all::<Redemption>(&mut self.tablets[at]);
                let redemption = self.rng.pick(&redemptions)?.id;
                (UndoRedemption { redemption, reason: "看错了".to_owned() }.into(), None)
            }
            17 => {
                let cases = all::<Case>(&mut self.tablets[at]);
                let case = self.rng.pick(&cases)?.id;
                (CloseCase { case, remedy: Remedy::Acknowledged, note: "已处理".to_owned() }.into(), None)
            }
            20..=25 => (self.sell(at)?, None),
            30..=32 => (self.settle(at)?, None),
            33..=35 => (self.scan_slip()?, None),
            26 | 27 => (self.hand_over(at)?, None),
            28 | 29 => (self.take_over(at)?, None),
            44 | 45 => (self.wait(at)?, None),
            _ => {
                let device = self.tablets[at].identity.device;
                let wanted = rights_to_return(&mut self.tablets[at].disk, device).unwrap_or_default();
                (ReturnRight { right: *self.rng.pick(&wanted)? }.into(), None)
            }
        })
    }

    fn sign_in(&mut self, at: usize) -> Option<(AnyOperation, Option<String>)> {
        let staff = all::<Staff>(&mut self.tablets[at]);
        Some((SignIn { staff: self.rng.pick(&staff)?.id }.into(), None))
    }

    /// Few phones, so that tablets that cannot see each other write the same customer down.
    fn check_in(&mut self, at: usize) -> (AnyOperation, Option<String>) {
        let card = self.rng.pick(&self.chain.cards).map(|card| card.id);
        let card = card.filter(|_| self.rng.chance(50));
        let phone = self.rng.chance(60).then(|| format!("+861380000000{}", self.rng.below(8)));
        let customers = all::<Customer>(&mut self.tablets[at]);
        let customer = self.rng.pick(&customers).map(|one| one.id).filter(|_| self.rng.chance(30));
        let name = format!("顾客 {}", self.rng.below(100));
        (CheckIn { name, phone, card, customer, ..CheckIn::default() }.into(), None)
    }

    /// Something more is said of a customer, or two turn out to be one.
    fn write_down(&mut self, at: usize) -> Option<(AnyOperation, Option<String>)> {
        let customers = all::<Customer>(&mut self.tablets[at]);
        let customer = self.rng.pick(&customers)?.id;
        let leads = all::<Lead>(&mut self.tablets[at]);
        let op: AnyOperation = match self.rng.below(4) {
            3 => {
                let step = LeadStep::Called { reached: self.rng.chance(50) };
                NoteLead { lead: self.rng.pick(&leads)?.id, step, next: None, note: String::new() }.into()
            }
            0 => {
                let (purpose, wording) = ("contact".to_owned(), "可以打电话".to_owned());
                NoteConsent { customer, purpose, given: self.rng.chance(80), wording }.into()
            }
            1 => MergeCustomers { winner: customer, loser: self.rng.pick(&customers)?.id }.into(),
            _ => {
                let street = format!("文三路 {} 号", self.rng.below(9));
                let add_addresses = vec![Address { street, ..Address::default() }];
                PutCustomer { customer: Some(customer), add_addresses, ..PutCustomer::default() }.into()
            }
        };
        Some((op, None))
    }

    fn redeem(&mut self, at: usize) -> Option<(AnyOperation, Option<String>)> {
        let device = self.tablets[at].identity.device;
        let mut card = self.rng.pick(&self.chain.cards)?.clone();
        if self.rng.chance(50) {
            // Customers go where their card is expected.
            let held = all::<Right>(&mut self.tablets[at]);
            let held: Vec<_> = held.iter().filter(|right| right.holder == Some(device)).map(|right| right.id).collect();
            let here: Vec<_> = self.chain.cards.iter().filter(|card| held.contains(&card.right())).collect();
            card = self.rng.pick(&here).map_or(card, |card| (*card).clone());
        }
        if self.rng.chance(5) {
            let number = tenon_domain::card_number::CardNumber::make(11, self.rng.next()).as_str().to_owned();
            return Some((RedeemCard { number, token: None, visit: None }.into(), None));
        }
        let token = match self.rng.below(10) {
            0..=3 => None,
            4 => Some(self.chain.token(&card, false)),
            _ => Some(self.chain.token(&card, true)),
        };
        let visits = all::<StoreVisit>(&mut self.tablets[at]);
        let visit = self.rng.pick(&visits).map(|visit| visit.id);
        Some((RedeemCard { number: card.number.clone(), token, visit }.into(), Some(card.number)))
    }

    fn book(&mut self, at: usize) -> Option<(AnyOperation, Option<String>)> {
        let windows = all::<Window>(&mut self.tablets[at]);
        let window = self.rng.pick(&windows)?.clone();
        let kind = if self.rng.chance(95) { window.kind } else { WorkKind::Measure };
        let contact = Contact {
            name: "李雷".to_owned(),
            phone: "13800001111".to_owned(),
            address: if self.rng.chance(97) {
                self.rng.pick(&HOMES).copied().unwrap_or_default().to_owned()
            } else {
                String::new()
            },
        };
        let projects = all::<Project>(&mut self.tablets[at]);
        let waiting = all::<WaitlistEntry>(&mut self.tablets[at]);
        let op = BookAppointment {
            window: window.id,
            kind,
            visit: None,
            contact,
            note: String::new(),
            route: self.rng.pick(ServiceRoute::ALL).copied().filter(|_| self.rng.chance(80)),
            project: self.rng.pick(&projects).map(|one| one.id).filter(|_| self.rng.chance(40)),
            order: None,
            follows: None,
            goods: self.rng.pick(&["kitchen", "door"]).filter(|_| self.rng.chance(30)).map(|goods| (*goods).to_owned()),
            quantity: u32::try_from(self.rng.between(1, 4)).unwrap(),
            waitlist: self.rng.pick(&waiting).map(|one| one.id).filter(|_| self.rng.chance(30)),
            // As the tablet draws it where the chain wants one; nobody reads the hash here.
            code: self.rng.chance(50).then(|| "hash".to_owned()),
        };
        Some((op.into(), Some(window.id.to_string())))
    }

    /// An appointment is moved or called off.
    fn rebook(&mut self, at: usize) -> Option<(AnyOperation, Option<String>)> {
        let appointments = all::<Appointment>(&mut self.tablets[at]);
        let (appointment, start_ms) = self.rng.pick(&appointments).map(|one| (one.id, one.start_ms))?;
        let reason = "客户出差".to_owned();
        if self.rng.chance(25) {
            return Some((CancelAppointment { appointment, reason }.into(), None));
        }
        let mut windows = all::<Window>(&mut self.tablets[at]);
        // Often to another crew at the same time, as crews themselves may.
        if self.rng.chance(50) {
            windows.retain(|window| window.start_ms == start_ms);
        }
        let window = self.rng.pick(&windows)?.id;
        let waiting = all::<WaitlistEntry>(&mut self.tablets[at]);
        let waitlist = self.rng.pick(&waiting).map(|one| one.id).filter(|_| self.rng.chance(30));
        Some((MoveAppointment { appointment, window, reason, waitlist }.into(), Some(window.to_string())))
    }

    /// What the app of tablet `at` does by itself after an exchange: it gives back what another needs.
    pub(super) fn give_back(&mut self, at: usize) {
        let device = self.tablets[at].identity.device;
        for right in rights_to_return(&mut self.tablets[at].disk, device).unwrap_or_default() {
            let id = self.rng.id();
            let said = self.submit(at, id, ReturnRight { right }.into(), None, None);
            self.say(format!("tablet {at} by itself: {said}"));
        }
    }
}

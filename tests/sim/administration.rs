//! What HQ's clerks do, chosen at random. They keep to the rules that HQ's own screens keep: what a right was handed
//! out for is not changed under it, unless a right is taken back by force, which the ledger excuses.

use tenon_domain::entities::{
    Appointment, Campaign, Card, Customer, Device, DeviceState, Lead, OfflinePolicy, Policy, RecallPurpose, Right,
    Staff, Subject, Window,
};
use tenon_domain::ops::{
    AnyOperation, EraseCustomer, ExtendCard, GiveLead, RecallCard, ReceiveLead, ReclaimRight, ReturnLead,
    SwapAppointments, UndoRedemption,
};
use tenon_domain::{Entity, Id, Stop};
use tenon_hq::administration::act;
use tenon_store::{Error, Schema, SqlRows, hq};

use super::chain::{DAY_MS, START_MS};
use super::world::World;

impl World {
    pub(super) fn at_hq<E: Entity>(&mut self, id: Id<E>) -> Option<E> {
        SqlRows(&mut self.hq.disk, Schema::Hq).entity(id).unwrap()
    }

    pub(super) fn all_at_hq<E: Entity>(&mut self) -> Vec<E> {
        SqlRows(&mut self.hq.disk, Schema::Hq).all().unwrap()
    }

    pub(super) fn put_at_hq<E: Entity>(&mut self, entity: &E) {
        hq::commit(&mut self.hq.disk, |commit| commit.put::<E>(entity)).unwrap();
    }

    /// A clerk does something.
    pub(super) fn administer(&mut self) -> String {
        match self.rng.below(33) {
            0 | 1 => {
                let (chain, rng) = (&mut self.chain, &mut self.rng);
                hq::commit(&mut self.hq.disk, |commit| chain.sell_card(commit, rng)).unwrap();
                "a card is sold".to_owned()
            }
            2 => self.open_beside().unwrap_or_default(),
            3..=6 => self.grant_quota().unwrap_or_default(),
            7 | 8 => self.grant_card().unwrap_or_default(),
            9 => self.want_right().unwrap_or_default(),
            11 => self.move_staff().unwrap_or_default(),
            12 => self.move_window().unwrap_or_default(),
            13 => self.move_device().unwrap_or_default(),
            10 | 14..=16 => self.do_with_card().unwrap_or_default(),
            17 => self.change_words().unwrap_or_default(),
            18 => self.do_with_people().unwrap_or_default(),
            19 => self.resize_window().unwrap_or_default(),
            21 => self.scan_slip_at_hq().unwrap_or_default(),
            22 | 23 => self.settle_at_hq().unwrap_or_default(),
            24 | 25 => self.block_time().unwrap_or_default(),
            26 => self.put_checklist(),
            27 => self.waive_at_hq().unwrap_or_default(),
            29..=32 => self.see_to_waitlist(),
            20 => self.swap_appointments().unwrap_or_default(),
            _ => self.reclaim_by_force().unwrap_or_default(),
        }
    }

    /// Two customers change places.
    fn swap_appointments(&mut self) -> Option<String> {
        let all = self.all_at_hq::<Appointment>();
        let (appointment, with) = (self.rng.pick(&all)?.id, self.rng.pick(&all)?.id);
        let outcome = self.clerk_does(&SwapAppointments { appointment, with, reason: "顺路".to_owned() }.into());
        Some(format!("{appointment} changes places with {with}: {outcome}"))
    }

    /// Units of a window are handed to a device.
    fn grant_quota(&mut self) -> Option<String> {
        let window = *self.rng.pick(&self.chain.windows)?;
        let mut window = self.at_hq::<Window>(window)?;
        let device = self.rng.pick(&self.chain.devices)?.0;
        if window.free == 0 || self.at_hq(device)?.state != DeviceState::Active {
            return None;
        }
        let units = u32::try_from(self.rng.between(1, i64::from(window.free) + 1)).unwrap();
        let id = Right::quota(window.id, device);
        let lapse_ms = self.rng.chance(30).then(|| self.now_ms + DAY_MS);
        let right = match self.at_hq(id) {
            Some(held) if held.holder.is_some() => Right { left: held.left + units, ..held },
            held => Right {
                id,
                subject: Subject::Window(window.id),
                holder: Some(device),
                epoch: held.map_or(1, |held: Right| held.epoch + 1),
                left: units,
                lapse_ms,
                wanted: false,
                handed: None,
            },
        };
        window.free -= units;
        hq::commit(&mut self.hq.disk, |commit| -> Result<(), Error> {
            commit.put(&window)?;
            commit.put(&right)
        })
        .unwrap();
        Some(format!("{units} units of {} go to {device}", window.id))
    }

    /// The right to a card that HQ holds goes to a device.
    fn grant_card(&mut self) -> Option<String> {
        let card = self.rng.pick(&self.chain.cards)?.right();
        let right = self.at_hq(card)?;
        let device = self.rng.pick(&self.chain.devices)?.0;
        if right.holder.is_some() || right.left == 0 || self.at_hq(device)?.state != DeviceState::Active {
            return None;
        }
        self.put_at_hq(&Right { holder: Some(device), epoch: right.epoch + 1, wanted: false, ..right });
        Some(format!("the right {card} goes to {device}"))
    }

    /// HQ asks for a right back.
    fn want_right(&mut self) -> Option<String> {
        let right = self.any_right()?;
        right.holder?;
        let id = right.id;
        self.put_at_hq(&Right { wanted: true, ..right });
        Some(format!("the right {id} is wanted"))
    }

    fn any_right(&mut self) -> Option<Right> {
        let id = if self.rng.chance(50) {
            self.rng.pick(&self.chain.cards)?.right()
        } else {
            let device = self.rng.pick(&self.chain.devices)?.0;
            Right::quota(*self.rng.pick(&self.chain.windows)?, device)
        };
        self.at_hq(id)
    }

    /// A card is asked back, made valid for longer, or its redemption is undone, by the operation that does it.
    fn do_with_card(&mut self) -> Option<String> {
        let card = self.rng.pick(&self.chain.cards)?.clone();
        let reason = "顾客要求".to_owned();
        let op: AnyOperation = match self.rng.below(12) {
            0..=2 => RecallCard { card: card.id, purpose: RecallPurpose::Void, reason }.into(),
            3 => RecallCard { card: card.id, purpose: RecallPurpose::Reissue { seed: self.rng.id::<()>().0 }, reason }
                .into(),
            4..=6 => {
                let to = *self.rng.pick(&self.chain.stores)?;
                RecallCard { card: card.id, purpose: RecallPurpose::Transfer { to }, reason }.into()
            }
            7 => ExtendCard { card: card.id, until_ms: START_MS + 200 * DAY_MS, reason }.into(),
            _ => {
                let all = self.mirror.redemptions.values().filter(|one| one.number == card.number);
                let redemption = all.map(|one| one.id).next()?;
                UndoRedemption { redemption, reason }.into()
            }
        };
        let outcome = self.clerk_does(&op);
        Some(format!("{} of {}: {outcome}", op.tag(), card.number))
    }

    /// A lead comes in, is given to a store or goes back from one; or a customer's data are erased.
    fn do_with_people(&mut self) -> Option<String> {
        let store = self.rng.pick(&self.chain.stores).copied();
        let leads = SqlRows(&mut self.hq.disk, Schema::Hq).all::<Lead>().unwrap();
        let op: AnyOperation = match self.rng.below(6) {
            0 | 1 => {
                let reference = self.rng.id::<()>().to_string();
                let phone = format!("+861380000000{}", self.rng.below(8));
                let store = store.filter(|_| self.rng.chance(70));
                ReceiveLead { reference, name: "线索".to_owned(), phone, store, ..ReceiveLead::default() }.into()
            }
            2 | 3 => {
                let to = store.filter(|_| self.rng.chance(70));
                GiveLead { lead: self.rng.pick(&leads)?.id, to, note: String::new() }.into()
            }
            4 => ReturnLead { lead: self.rng.pick(&leads)?.id }.into(),
            _ => {
                let customers = SqlRows(&mut self.hq.disk, Schema::Hq).all::<Customer>().unwrap();
                EraseCustomer { customer: self.rng.pick(&customers)?.id }.into()
            }
        };
        let outcome = self.clerk_does(&op);
        Some(format!("{}: {outcome}", op.tag()))
    }

    /// A clerk does `op`; answers what came of it.
    pub(super) fn clerk_does(&mut self, op: &AnyOperation) -> String {
        let (id, now_ms) = (self.rng.id(), self.now_ms);
        let (key, clerk) = (&self.chain.card_key, self.chain.clerk);
        match hq::commit(&mut self.hq.disk, |commit| act(commit, key, clerk, id, op, now_ms)) {
            Ok(_) => "done".to_owned(),
            Err(Stop::Refused(refusal) | Stop::Conflict(refusal)) => refusal.code,
            Err(Stop::Failed(failure)) => panic!("{failure}"),
        }
    }

    /// Cards that took the place of others are shown in showrooms like any.
    pub(super) fn meet_new_cards(&mut self) {
        let known = |id| self.chain.cards.iter().any(|card: &Card| card.id == id);
        let new: Vec<Card> = self.mirror.cards.values().filter(|card| !known(card.id)).cloned().collect();
        self.chain.cards.extend(new);
    }

    /// Someone leaves, or works elsewhere from now on.
    fn move_staff(&mut self) -> Option<String> {
        let id = *self.rng.pick(&self.chain.staff)?;
        let mut staff = self.at_hq::<Staff>(id)?;
        if self.rng.chance(30) {
            staff.active = false;
            self.ledger.gone_staff.insert(id);
        } else if staff.crew.is_some() {
            staff.crew = self.rng.pick(&self.chain.crews).copied();
        } else {
            staff.store = self.rng.pick(&self.chain.stores).copied();
        }
        self.put_at_hq(&staff);
        Some(format!("{id} leaves or moves"))
    }

    /// A device works for other crews, or, without places of any window, in another store.
    fn move_device(&mut self) -> Option<String> {
        let id = self.rng.pick(&self.chain.devices)?.0;
        let mut device = self.at_hq(id)?;
        let holds = self.mirror.rights.values().any(|right| right.holder == Some(id));
        if self.rng.chance(30) && !holds {
            device.store = *self.rng.pick(&self.chain.stores)?;
        } else {
            let crews = self.chain.crews.clone();
            device.crews = crews.into_iter().filter(|_| self.rng.chance(60)).collect();
        }
        self.put_at_hq::<Device>(&device);
        Some(format!("the device {id} is sent other scopes"))
    }

    /// A new policy version, or other terms of a campaign.
    fn change_words(&mut self) -> Option<String> {
        if self.rng.chance(40) {
            // What most operations read: pending ones must be performed again.
            let staff = self.chain.staff.clone();
            let staff: Vec<Staff> = staff.into_iter().filter_map(|id| self.at_hq(id)).collect();
            let rename = |mut staff: Staff| {
                staff.name.push('三');
                staff
            };
            hq::commit(&mut self.hq.disk, |commit| staff.into_iter().map(rename).try_for_each(|one| commit.put(&one)))
                .unwrap();
            return Some("everyone has another name".to_owned());
        }
        if self.rng.chance(30) {
            return Some(self.change_norms());
        }
        if self.rng.chance(50) {
            let mut policy = self.at_hq(Policy::ID)?;
            policy.version += 1;
            self.put_at_hq(&policy);
            return Some("a new policy".to_owned());
        }
        let id = *self.rng.pick(&self.chain.campaigns)?;
        let mut campaign = self.at_hq::<Campaign>(id)?;
        campaign.offline = match self.rng.below(3) {
            0 => OfflinePolicy::Refuse,
            cap => OfflinePolicy::Provisional { cap_per_day: u32::try_from(cap).unwrap() },
        };
        self.put_at_hq(&campaign);
        Some("other terms of a campaign".to_owned())
    }

    /// HQ takes a right back without its holder's word.
    fn reclaim_by_force(&mut self) -> Option<String> {
        if self.rng.chance(70) {
            return None;
        }
        let right = self.any_right()?;
        right.holder?;
        self.excuse_subject(&right);
        let outcome = match right.subject {
            Subject::Card(card) => self.clerk_does(&ReclaimRight { card, reason: "平板丢了".to_owned() }.into()),
            Subject::Window(window) => {
                let mut taken = Right { holder: None, epoch: right.epoch + 1, wanted: false, ..right.clone() };
                let mut window = self.at_hq(window)?;
                window.give_back(std::mem::take(&mut taken.left));
                hq::commit(&mut self.hq.disk, |commit| -> Result<(), Error> {
                    commit.put(&window)?;
                    commit.put(&taken)
                })
                .unwrap();
                "done".to_owned()
            }
        };
        Some(format!("the right {} is taken back by force: {outcome}", right.id))
    }

    fn excuse_subject(&mut self, right: &Right) {
        let subject = match right.subject {
            Subject::Card(card) => match self.at_hq(card) {
                Some(card) => card.number,
                None => return,
            },
            Subject::Window(window) => window.to_string(),
        };
        self.ledger.excused_subjects.insert(subject);
    }
}

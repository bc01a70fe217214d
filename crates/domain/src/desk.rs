//! The desk at which an operation is decided: it records what is read, buffers what is written, and shows its own writes.

use std::collections::{BTreeMap, BTreeSet};

use crate::entities::{Device, Right, Role, Staff, Subject};
use crate::{
    Coverage, DeviceId, Entity, Failure, Finality, Held, Id, Key, Kind, ProvisionalReason, Refusal, Scope, Spend,
    Stamp, Stop, Uuid,
};

/// The rows that a desk stands on. Bodies are the entities' JSON.
pub trait Rows {
    /// The row's body, if it is held.
    fn get(&mut self, kind: Kind, id: Uuid) -> Result<Option<String>, Failure>;
    /// Identifiers and bodies of all rows of `kind` that `key` finds, ordered by identifier.
    fn by_key(&mut self, kind: Kind, key: &Key) -> Result<Vec<(Uuid, String)>, Failure>;
    /// Units of `right`, under `epoch`, that this tablet's operations without a verdict have spent; 0 at HQ, where a
    /// right's row says what is left of it.
    fn spent(&mut self, right: Id<Right>, epoch: u64) -> Result<u32, Failure>;
}

/// Where the desk stands, which decides who may spend a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grants {
    /// Headquarters: it owns the rights' rows.
    Hq,
    /// A tablet performing an operation for the first time.
    Fresh,
    /// A tablet performing a journalled operation again: what was told stands.
    Again,
}

/// Something a decision depends on or changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Touched {
    /// A row.
    Row(Kind, Uuid),
    /// All rows that a key finds.
    Key(Kind, Key),
}

/// A row as an operation leaves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The entity's JSON.
    pub body: String,
    /// Who is sent it.
    pub scopes: Vec<Scope>,
    /// What it can be found by.
    pub keys: Vec<Key>,
}

/// What a decision read, wrote and spent.
#[derive(Debug, Default)]
pub struct Reading {
    /// What it depends on.
    pub reads: BTreeSet<Touched>,
    /// The rows it leaves.
    pub writes: BTreeMap<(Kind, Uuid), Written>,
    /// The rights it spent, on a tablet for the first time.
    pub spends: Vec<Spend>,
}

/// See the module.
pub struct Desk<'a> {
    rows: &'a mut dyn Rows,
    grants: Grants,
    stamp: &'a Stamp,
    reading: Reading,
    fresh: u32,
}

impl<'a> Desk<'a> {
    /// A desk over `rows` for the operation in `stamp`.
    pub fn new(rows: &'a mut dyn Rows, grants: Grants, stamp: &'a Stamp) -> Self {
        Self { rows, grants, stamp, reading: Reading::default(), fresh: 0 }
    }

    /// The envelope of the operation.
    pub fn stamp(&self) -> &'a Stamp {
        self.stamp
    }

    /// Whether HQ decides here, with authority.
    pub fn authority(&self) -> bool {
        self.grants == Grants::Hq
    }

    /// Whether it is performed for the first time, on the tablet where it is done: what is refused now has not happened.
    pub fn first(&self) -> bool {
        self.grants == Grants::Fresh
    }

    /// What was read, written and spent.
    pub fn close(self) -> Reading {
        self.reading
    }

    /// The row `id`.
    pub fn get<E: Entity>(&mut self, id: Id<E>) -> Result<Held<E>, Stop> {
        self.reading.reads.insert(Touched::Row(E::KIND, id.0));
        if let Some(written) = self.reading.writes.get(&(E::KIND, id.0)) {
            return parse(&written.body).map(Held::Here);
        }
        match self.rows.get(E::KIND, id.0)? {
            Some(body) => parse(&body).map(Held::Here),
            None => Ok(self.missing::<E, _>()),
        }
    }

    /// All rows that `key` finds, ordered by identifier; never `Here` with none.
    pub fn by<E: Entity>(&mut self, key: &Key) -> Result<Held<Vec<E>>, Stop> {
        self.reading.reads.insert(Touched::Key(E::KIND, key.clone()));
        let mut bodies: BTreeMap<Uuid, String> = self.rows.by_key(E::KIND, key)?.into_iter().collect();
        for ((_, id), written) in self.reading.writes.iter().filter(|((kind, _), _)| *kind == E::KIND) {
            if written.keys.contains(key) {
                bodies.insert(*id, written.body.clone());
            } else {
                bodies.remove(id);
            }
        }
        if bodies.is_empty() {
            return Ok(self.missing::<E, _>());
        }
        bodies.values().map(|body| parse(body)).collect::<Result<_, _>>().map(Held::Here)
    }

    fn missing<E: Entity, T>(&self) -> Held<T> {
        if self.authority() || E::COVERAGE == Coverage::Whole { Held::Absent } else { Held::Outside }
    }

    /// Leaves `entity` as the row of its identifier.
    pub fn put<E: Entity>(&mut self, entity: &E) -> Result<(), Stop> {
        let body = serde_json::to_string(entity).map_err(|e| Failure(format!("{}: {e}", E::KIND.as_str())))?;
        let written = Written { body, scopes: entity.scopes(), keys: entity.keys() };
        self.reading.writes.insert((E::KIND, entity.id().0), written);
        Ok(())
    }

    /// A new identifier, the same each time this operation is performed.
    pub fn fresh<E: Entity>(&mut self) -> Id<E> {
        self.fresh += 1;
        self.stamp.id.nth(self.fresh)
    }

    /// Who acts, if they are still with the chain and in one of `roles`.
    pub fn actor(&mut self, roles: &[Role]) -> Result<Staff, Stop> {
        let id = self.stamp.actor.ok_or_else(Refusal::not_signed_in)?;
        if self.stamp.session.is_none() {
            return Err(Refusal::not_signed_in().into());
        }
        let Held::Here(staff) = self.get(id)? else { return Err(Refusal::staff_unknown().into()) };
        if !staff.active {
            return Err(Refusal::staff_left().into());
        }
        if !roles.contains(&staff.role) {
            return Err(Refusal::not_allowed(staff.role).into());
        }
        Ok(staff)
    }

    /// Who acts at HQ itself, if they are in `role`: a tablet's word is not enough.
    pub fn actor_at_hq(&mut self, role: Role) -> Result<Staff, Stop> {
        let staff = self.actor(&[role])?;
        if self.stamp.device == Device::HQ { Ok(staff) } else { Err(Refusal::only_at_hq().into()) }
    }

    /// Units of `right` that the device has spent with this operation, by its stamp; none where it is only about to.
    pub fn declared(&self, right: Id<Right>) -> Option<u32> {
        self.stamp.spends.iter().find(|spend| spend.right == right).map(|spend| spend.units.max(1))
    }

    /// Spends `units` of `right`, all or none: `Final` where this place may, else `Provisional` with the reason. A spend
    /// that was declared final on the device counts as declared, and is a conflict where HQ cannot honour it.
    pub fn spend(&mut self, right: Id<Right>, units: u32) -> Result<Finality, Stop> {
        match self.grants {
            Grants::Again => {
                Ok(self.stamp.told.unwrap_or(Finality::Provisional { reason: ProvisionalReason::RightUnknown }))
            }
            Grants::Hq => self.spend_at_hq(right, units),
            Grants::Fresh => self.spend_on_tablet(right, units),
        }
    }

    /// Gives the right up for `to`, as a device that holds it may: from then on it is spent here. Answers the epoch under
    /// which `to` holds it. Of one that HQ has taken back meanwhile nothing is given.
    pub fn give_up(&mut self, id: Id<Right>, to: DeviceId) -> Result<u64, Stop> {
        if self.first() && self.spend_on_tablet(id, 1)? != Finality::Final {
            return Err(Refusal::right_not_here().into());
        }
        let spends = if self.first() { &self.reading.spends } else { &self.stamp.spends };
        let spent = spends.iter().find(|spend| spend.right == id).map(|spend| spend.epoch);
        let epoch = spent.ok_or_else(Refusal::right_unknown)?;
        if let Held::Here(mut right) = self.get(id)?
            && right.holder == Some(self.stamp.device)
            && right.epoch == epoch
            && right.left > 0
        {
            right.holder = Some(to);
            right.epoch += 1;
            right.handed = None;
            self.put(&right)?;
        }
        Ok(epoch + 1)
    }

    fn spend_at_hq(&mut self, id: Id<Right>, units: u32) -> Result<Finality, Stop> {
        let units = self.declared(id).unwrap_or(units);
        let declared = self.stamp.spends.iter().find(|spend| spend.right == id);
        let Held::Here(mut right) = self.get(id)? else {
            return match declared {
                Some(_) => Err(Stop::Conflict(Refusal::right_reclaimed())),
                None => Ok(Finality::Provisional { reason: ProvisionalReason::RightUnknown }),
            };
        };
        let entitled = match declared {
            Some(spend) => right.holder == Some(self.stamp.device) && right.epoch == spend.epoch,
            None => right.holder.is_none(),
        };
        if entitled && right.left >= units {
            right.left -= units;
            self.put(&right)?;
            return Ok(Finality::Final);
        }
        if declared.is_some() {
            return Err(Stop::Conflict(Refusal::right_reclaimed()));
        }
        if right.holder.is_none() {
            return Ok(Finality::Provisional { reason: ProvisionalReason::QuotaSpent });
        }
        // A redemption waits for its card's right even where the same device holds it by now: the device may have spent
        // it since, so that only giving it back can settle the one that waits.
        let waited_for = right.holder != Some(self.stamp.device) || matches!(right.subject, Subject::Card(_));
        if waited_for && right.left > 0 && !right.wanted {
            right.wanted = true;
            self.put(&right)?;
        }
        Ok(Finality::Provisional { reason: ProvisionalReason::RightElsewhere })
    }

    fn spend_on_tablet(&mut self, id: Id<Right>, units: u32) -> Result<Finality, Stop> {
        let provisional = |reason| Ok(Finality::Provisional { reason });
        let Held::Here(right) = self.get(id)? else { return provisional(ProvisionalReason::RightUnknown) };
        if right.holder != Some(self.stamp.device) {
            return provisional(ProvisionalReason::RightElsewhere);
        }
        let here: u32 = self.reading.spends.iter().filter(|one| one.right == id).map(|one| one.units).sum();
        let used = self.rows.spent(id, right.epoch)?.saturating_add(here);
        if used.saturating_add(units) > right.left {
            return provisional(ProvisionalReason::QuotaSpent);
        }
        if let Some(lapse_ms) = right.lapse_ms {
            let at = self.stamp.at;
            let latest = at.hq_ms.map(|now| now.saturating_add(at.uncertainty_ms));
            if latest.is_none_or(|now| now >= lapse_ms) {
                return provisional(ProvisionalReason::QuotaLapsed);
            }
        }
        self.reading.spends.push(Spend { right: id, epoch: right.epoch, units, handed: right.handed });
        Ok(Finality::Final)
    }
}

fn parse<E: Entity>(body: &str) -> Result<E, Stop> {
    serde_json::from_str(body)
        .map_err(|e| Stop::Failed(Failure(format!("a {} row cannot be read: {e}", E::KIND.as_str()))))
}

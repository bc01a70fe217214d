//! How operations find a customer and write one down. No operation of its own.

use crate::entities::{Card, Customer, Device, Lead, LeadDeed, LeadEvent, LeadState, StoreVisit, Touch, TouchKind};
use crate::{Desk, Entity, Held, Id, Key, Refusal, Stop};

/// Rows that are followed from one that was merged; HQ keeps every such way one step long.
const STEPS: usize = 16;

/// The person that `id` stands for, whoever they turned out to be.
pub(super) fn person(desk: &mut Desk<'_>, id: Id<Customer>) -> Result<Held<Customer>, Stop> {
    let mut found = desk.get(id)?;
    for _ in 0..STEPS {
        let Held::Here(Customer { merged_into: Some(next), .. }) = &found else { break };
        match desk.get(*next)? {
            Held::Here(next) => found = Held::Here(next),
            Held::Absent | Held::Outside => break,
        }
    }
    Ok(found)
}

/// The customers that `key` finds and that stand for a person, the one that was written down first at the head.
fn living(desk: &mut Desk<'_>, key: &Key) -> Result<Option<Customer>, Stop> {
    let mut found: Vec<Customer> = all_by(desk, key)?;
    found.retain(Customer::is_live);
    found.sort_by_key(|one| (one.made_ms, one.id));
    Ok(found.into_iter().next())
}

/// Whoever has this phone, else whoever came with this card.
pub(super) fn known(
    desk: &mut Desk<'_>,
    phone: Option<&str>,
    card: Option<Id<Card>>,
) -> Result<Option<Customer>, Stop> {
    if let Some(phone) = phone
        && let Some(found) = living(desk, &Customer::by_phone(phone))?
    {
        return Ok(Some(found));
    }
    match card {
        // Somebody else's phone with this card: a card may be given away.
        Some(card) if phone.is_none() => living(desk, &Customer::by_card(card)),
        Some(_) | None => Ok(None),
    }
}

/// What was said of a customer who is met.
pub(super) struct Said<'s> {
    /// The customer that was chosen on the screen.
    pub chosen: Option<Id<Customer>>,
    /// Their name.
    pub name: &'s str,
    /// Their phone in E.164.
    pub phone: Option<&'s str>,
    /// The card they show.
    pub card: Option<Id<Card>>,
}

/// Whom somebody turned out to be.
pub(super) enum Met {
    /// Known before.
    Known(Box<Customer>),
    /// Not held here, but named.
    Named(Id<Customer>),
    /// Not known before.
    New,
    /// What is personal of them was removed after this was said, so that none of it may be kept.
    Erased(Id<Customer>),
    /// Neither phone nor card says who they are.
    Nobody,
}

/// Whom `said` is about.
pub(super) fn meet(desk: &mut Desk<'_>, said: &Said<'_>) -> Result<Met, Stop> {
    if let Some(chosen) = said.chosen {
        match person(desk, chosen)? {
            Held::Here(customer) => match customer.erased_ms {
                None => return Ok(Met::Known(Box::new(customer))),
                Some(erased_ms) if desk.stamp().at.best_ms() <= erased_ms => return Ok(Met::Erased(customer.id)),
                Some(_) => {}
            },
            Held::Outside => return Ok(Met::Named(chosen)),
            Held::Absent => {}
        }
    }
    Ok(match known(desk, said.phone, said.card)? {
        Some(customer) => Met::Known(Box::new(customer)),
        None if said.phone.is_some() || said.card.is_some() => Met::New,
        None => Met::Nobody,
    })
}

impl Met {
    /// Who they are, if anybody knows; `fresh` is the identifier of whoever is new.
    pub(super) fn id(&self, fresh: Id<Customer>) -> Option<Id<Customer>> {
        match self {
            Self::Known(customer) => Some(customer.id),
            Self::Named(id) | Self::Erased(id) => Some(*id),
            Self::New => Some(fresh),
            Self::Nobody => None,
        }
    }

    /// Writes down what was said. A tablet that did not know the customer has written `fresh` down itself, and names it
    /// in what it does next: it is kept, and points to who it turned out to be.
    pub(super) fn put(
        self,
        desk: &mut Desk<'_>,
        fresh: Id<Customer>,
        said: &Said<'_>,
        touch: &Touch,
    ) -> Result<(), Stop> {
        let stamp = desk.stamp();
        let at_hq = stamp.device == Device::HQ;
        let new = Customer {
            id: fresh,
            name: said.name.to_owned(),
            phones: said.phone.map(str::to_owned).into_iter().collect(),
            addresses: Vec::new(),
            cards: said.card.into_iter().collect(),
            consents: Vec::new(),
            stores: if at_hq { Vec::new() } else { vec![stamp.store] },
            touch: touch.clone(),
            made_ms: stamp.at.best_ms(),
            by: stamp.actor,
            merged_into: None,
            changes: Vec::new(),
            erased_ms: None,
        };
        match self {
            Self::Known(mut customer) => {
                if said.chosen.is_none() && !at_hq {
                    desk.put(&Customer { merged_into: Some(customer.id), ..new.clone() })?;
                }
                if customer.name.is_empty() {
                    customer.name = new.name;
                }
                add(&mut customer.phones, new.phones);
                add(&mut customer.cards, new.cards);
                add(&mut customer.stores, new.stores);
                desk.put(&*customer)
            }
            Self::New => desk.put(&new),
            Self::Named(_) | Self::Erased(_) | Self::Nobody => Ok(()),
        }
    }
}

/// Adds to `all` what is not in it.
pub(super) fn add<T: PartialEq>(all: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}

/// The row of a person and all rows that turned out to be them.
pub(super) fn rows_of(desk: &mut Desk<'_>, person: Customer) -> Result<Vec<Customer>, Stop> {
    let merged = all_by(desk, &Customer::merged_into(person.id))?;
    Ok([person].into_iter().chain(merged).collect())
}

/// All rows that `key` finds; none where they are not held.
pub(super) fn all_by<E: Entity>(desk: &mut Desk<'_>, key: &Key) -> Result<Vec<E>, Stop> {
    Ok(match desk.by::<E>(key)? {
        Held::Here(found) => found,
        Held::Absent | Held::Outside => Vec::new(),
    })
}

/// The leads of a customer of which something can still come, the newest first.
pub(super) fn open_leads(desk: &mut Desk<'_>, customer: &Customer) -> Result<Vec<Lead>, Stop> {
    let mut leads: Vec<Lead> = Vec::new();
    for row in rows_of(desk, customer.clone())? {
        leads.extend(all_by(desk, &Lead::of_customer(row.id))?);
    }
    leads.retain(Lead::is_open);
    leads.sort_by_key(|lead| (std::cmp::Reverse(lead.made_ms), lead.id));
    Ok(leads)
}

/// Writes down that whoever the lead is about came.
pub(super) fn came(
    desk: &mut Desk<'_>,
    mut lead: Lead,
    visit: Id<StoreVisit>,
    by: &crate::entities::Staff,
) -> Result<(), Stop> {
    let at_ms = desk.stamp().at.best_ms();
    let deed = LeadDeed::Visited { visit };
    lead.history.push(LeadEvent { at_ms, by_name: by.name.clone(), deed, note: String::new() });
    lead.state = LeadState::Visited;
    lead.next = None;
    desk.put(&lead)
}

/// Who is served during `visit`, and what a sale to them is credited to.
pub(super) fn of_visit(
    desk: &mut Desk<'_>,
    visit: Option<Id<StoreVisit>>,
) -> Result<(Option<Id<Customer>>, Touch), Stop> {
    Ok(match visit.map(|visit| desk.get(visit)).transpose()? {
        Some(Held::Here(visit)) => (visit.customer, visit.touch),
        Some(Held::Absent | Held::Outside) | None => (None, Touch::default()),
    })
}

/// A customer who came before: what brought them then still counts.
pub(super) fn again(customer: &Customer) -> Touch {
    customer.touch.clone().by(TouchKind::Phone)
}

/// The person that an operation names; none where this tablet does not hold them, which refuses nothing.
pub(super) fn named(desk: &mut Desk<'_>, id: Id<Customer>) -> Result<Option<Customer>, Stop> {
    match person(desk, id)? {
        Held::Here(customer) => Ok(Some(customer)),
        Held::Outside => Ok(None),
        Held::Absent => Err(Refusal::customer_unknown().into()),
    }
}

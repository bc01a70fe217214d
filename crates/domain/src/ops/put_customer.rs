//! `customer.put.v1`: somebody writes a customer down, or what is new about them.
//!
//! A fact: the customer said so. Without `customer` it makes one, or finds whoever has the phone. What is added and what
//! is dropped is said entry by entry, so that what two tablets write down apart comes together; what stood there before is kept. Nothing is written about
//! a customer whose data were erased.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::customer_rows::{Met, Said, meet, named};
use super::{bounded, required};
use crate::entities::{Address, Customer, CustomerChange, CustomerField, Role, StoreVisit};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// Phones of one customer, and addresses.
const LIST_LIMIT: usize = 12;

/// A customer is written down.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PutCustomer {
    /// Which; none for one who is new, or whom their phone finds.
    pub customer: Option<Id<Customer>>,
    /// The visit during which it is said; it is theirs from now on.
    pub visit: Option<Id<StoreVisit>>,
    /// Their name; none where it stays.
    pub name: Option<String>,
    /// Phones that are new; the first is the one to call.
    pub add_phones: Vec<String>,
    /// Phones that are theirs no more.
    pub drop_phones: Vec<String>,
    /// Addresses that are new.
    pub add_addresses: Vec<Address>,
    /// Addresses that are theirs no more.
    pub drop_addresses: Vec<Address>,
}

impl PutCustomer {
    fn check(&self) -> Result<(), Stop> {
        for phone in self.add_phones.iter().chain(&self.drop_phones) {
            required("phone", phone)?;
        }
        for address in self.add_addresses.iter().chain(&self.drop_addresses) {
            for text in [&address.division, &address.province, &address.city, &address.district, &address.street] {
                bounded("address", text)?;
            }
        }
        Ok(())
    }

    fn apply(&self, customer: &mut Customer, at_ms: i64, by_name: &str) -> Result<(), Stop> {
        // One whom their phone finds keeps the name that they are known by.
        let name = self.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        let mut before = Vec::new();
        if let Some(name) = name.filter(|name| self.customer.is_some() && *name != customer.name) {
            before.push((CustomerField::Name, std::mem::replace(&mut customer.name, name.to_owned())));
        }
        let dropped =
            customer.phones.iter().filter(|one| self.drop_phones.contains(one) && !self.add_phones.contains(one));
        before.extend(dropped.map(|phone| (CustomerField::Phone, phone.clone())));
        let dropped = customer.addresses.iter();
        let dropped = dropped.filter(|one| self.drop_addresses.contains(one) && !self.add_addresses.contains(one));
        before.extend(dropped.map(|address| (CustomerField::Address, address.line())));
        for (field, before) in before.into_iter().filter(|(_, before)| !before.is_empty()) {
            customer.note_change(CustomerChange { field, before, at_ms, by_name: by_name.to_owned() });
        }
        customer.phones.retain(|phone| !self.drop_phones.contains(phone) && !self.add_phones.contains(phone));
        customer.phones.splice(0..0, self.add_phones.iter().cloned());
        let (old, new) = (&self.drop_addresses, &self.add_addresses);
        customer.addresses.retain(|address| !old.contains(address) && !new.contains(address));
        customer.addresses.splice(0..0, new.iter().cloned());
        for (field, length) in [("phones", customer.phones.len()), ("addresses", customer.addresses.len())] {
            if length > LIST_LIMIT {
                return Err(Refusal::too_many(field, LIST_LIMIT).into());
            }
        }
        Ok(())
    }
}

impl Operation for PutCustomer {
    const TAG: &'static str = "customer.put.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(&[Role::Seller, Role::Manager, Role::Clerk])?;
        self.check()?;
        let name = bounded("name", self.name.as_deref().unwrap_or_default())?;
        let phone = self.add_phones.first().map(String::as_str);
        if self.customer.is_none() && (name.is_empty() || phone.is_none()) {
            return Err(Refusal::text_missing(if name.is_empty() { "name" } else { "phone" }).into());
        }
        let visit = match self.visit.map(|visit| desk.get(visit)).transpose()? {
            Some(Held::Here(visit)) => Some(visit),
            Some(Held::Absent | Held::Outside) | None => None,
        };
        let fresh = desk.fresh();
        let said = Said { chosen: self.customer, name, phone, card: None };
        let met = match self.customer {
            Some(customer) => match named(desk, customer)? {
                Some(held) if held.erased_ms.is_some() => Met::Erased(held.id),
                Some(held) => Met::Known(Box::new(held)),
                None => Met::Named(customer),
            },
            None => meet(desk, &said)?,
        };
        let id = met.id(fresh);
        let touch = visit.as_ref().map(|visit| visit.touch.clone()).unwrap_or_default();
        let writes = matches!(met, Met::Known(_) | Met::New);
        met.put(desk, fresh, &said, &touch)?;
        if writes
            && let Some(id) = id
            && let Held::Here(mut customer) = desk.get(id)?
        {
            self.apply(&mut customer, desk.stamp().at.best_ms(), &staff.name)?;
            desk.put(&customer)?;
        }
        if let Some(mut visit) = visit {
            visit.customer = id;
            desk.put(&visit)?;
        }
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

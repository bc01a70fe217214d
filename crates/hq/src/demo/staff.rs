//! Who works for the chain.

use tenon_domain::entities::{Role, Staff, Store};
use tenon_domain::{Id, Uuid};

use super::crews::Team;
use super::dice::Dice;
use super::people;

/// Sellers of each store, in the order of the stores.
const SELLERS: [usize; 6] = [4, 3, 4, 3, 3, 4];
/// Clerks at HQ.
const CLERKS: usize = 2;

/// Someone on the staff with the PIN that opens their demonstration; `staff.pin_hash` is empty until the caller has
/// hashed the PIN.
#[derive(Debug, Clone, PartialEq)]
pub struct Hire {
    /// The row, without its hash.
    pub staff: Staff,
    /// The PIN in plain digits; see the module [`demo`](super).
    pub pin: &'static str,
}

/// The PIN of everyone in a role.
pub const fn pin(role: Role) -> &'static str {
    match role {
        Role::Seller => "1234",
        Role::Manager => "2580",
        Role::Measurer | Role::Installer => "3690",
        Role::Clerk => "7410",
        Role::Website => "",
    }
}

/// Everyone: stores in order, their manager first; then crews, their head first; then HQ.
pub(super) fn hire(seed: u64, root: Uuid, stores: &[Store], teams: &[Team]) -> Vec<Hire> {
    let mut dice = Dice::new(seed, "staff");
    let mut all: Vec<Hire> = Vec::new();
    let mut add = |key: String, name: Option<String>, role: Role, place: Place<'_>| {
        let name = name.unwrap_or_else(|| {
            let mut name = people::staff_name(&mut dice);
            while all.iter().any(|hire| hire.staff.name == name) {
                name = people::staff_name(&mut dice);
            }
            name
        });
        let (store, crew) = match place {
            Place::Store(store) => (Some(store.id), None),
            Place::Crew(team) => (team.crew.stores.first().copied(), Some(team.crew.id)),
            Place::Headquarters => (None, None),
        };
        let id = Id::new(Uuid::new_v5(&root, format!("staff:{key}").as_bytes()));
        let staff = Staff { id, name, role, store, crew, pin_hash: String::new(), active: true };
        all.push(Hire { staff, pin: pin(role) });
    };
    for (at, store) in stores.iter().enumerate() {
        add(format!("store:{at}:manager"), None, Role::Manager, Place::Store(store));
        for seller in 0..SELLERS[at % SELLERS.len()] {
            add(format!("store:{at}:seller:{seller}"), None, Role::Seller, Place::Store(store));
        }
    }
    for (at, team) in teams.iter().enumerate() {
        add(format!("crew:{at}:head"), Some(team.head.clone()), team.role, Place::Crew(team));
        add(format!("crew:{at}:mate"), None, team.role, Place::Crew(team));
    }
    for clerk in 0..CLERKS {
        add(format!("clerk:{clerk}"), None, Role::Clerk, Place::Headquarters);
    }
    all
}

enum Place<'a> {
    Store(&'a Store),
    Crew(&'a Team),
    Headquarters,
}

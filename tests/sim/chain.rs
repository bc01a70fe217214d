//! The chain that the simulation plays: two stores, two crews, up to four tablets, their staff and campaigns.

use data_encoding::HEXLOWER;
use ed25519_dalek::SigningKey;
use tenon_domain::card_number::CardNumber;
use tenon_domain::card_token::CardToken;
use tenon_domain::entities::{
    Area, Benefit, Campaign, Card, CardKey, CardState, Crew, Device, DeviceState, OfflinePolicy, Policy, Right, Role,
    Staff, Store, Subject, TravelTable, Window, WorkKind, Worth,
};
use tenon_domain::pricing::Goods;
use tenon_domain::{DeviceId, Id, Localized, Money, Uuid};
use tenon_hq::administration::ensure_console;
use tenon_store::hq::Commit;

use super::jobs::{checklist, form};
use super::norms::norms;
use super::rng::Rng;

/// When every run begins: 1 November 2026.
pub(super) const START_MS: i64 = 1_793_491_200_000;
pub(super) const DAY_MS: i64 = 86_400_000;
/// What a store's managers may let pass in a month: less than two cards are worth.
pub(super) const GOODWILL_MINOR: i64 = 150_000;

/// Who and what there is, by identifier; rows are HQ's.
pub(super) struct Chain {
    pub(super) stores: Vec<Id<Store>>,
    pub(super) crews: Vec<Id<Crew>>,
    pub(super) staff: Vec<Id<Staff>>,
    pub(super) clerk: Id<Staff>,
    pub(super) campaigns: Vec<Id<Campaign>>,
    pub(super) devices: Vec<(DeviceId, SigningKey)>,
    pub(super) cards: Vec<Card>,
    pub(super) windows: Vec<Id<Window>>,
    pub(super) card_key: SigningKey,
    serial: u64,
}

impl Chain {
    /// Names everyone; writes nothing.
    pub(super) fn new(rng: &mut Rng) -> Self {
        let tablets = 2 + rng.below(3);
        Self {
            stores: (0..2).map(|_| rng.id()).collect(),
            crews: (0..2).map(|_| rng.id()).collect(),
            staff: (0..8).map(|_| rng.id()).collect(),
            campaigns: (0..3).map(|_| rng.id()).collect(),
            devices: (0..tablets).map(|_| (rng.id(), SigningKey::from_bytes(&rng.bytes()))).collect(),
            clerk: Id::new(Uuid::from_u128(77)),
            cards: Vec::new(),
            windows: Vec::new(),
            card_key: SigningKey::from_bytes(&rng.bytes()),
            serial: 0,
        }
    }

    /// Writes the first rows.
    pub(super) fn found(&mut self, commit: &mut Commit<'_>, rng: &mut Rng) -> Result<(), tenon_store::Error> {
        for (at, id) in self.stores.iter().enumerate() {
            let name = Localized::new(format!("第{at}家居馆"), format!("Showroom {at}"));
            let city = Localized::new("杭州", "Hangzhou");
            commit.put(&Store {
                id: *id,
                name,
                city,
                time_zone: "Asia/Shanghai".to_owned(),
                zone: None,
                desk: None,
            })?;
        }
        for (at, id) in self.crews.iter().enumerate() {
            let kinds = vec![[WorkKind::Measure, WorkKind::Install][at]];
            commit.put(&Crew {
                id: *id,
                name: Localized::new(format!("{at}班"), format!("Crew {at}")),
                trades: Localized::default(),
                kinds,
                stores: self.stores.clone(),
                calendar: None,
                categories: if at == 0 { Vec::new() } else { vec!["kitchen".to_owned()] },
                base: None,
            })?;
        }
        let roles = [Role::Seller, Role::Manager, Role::Seller, Role::Manager];
        for (at, id) in self.staff.iter().enumerate() {
            let field = at >= 4;
            commit.put(&Staff {
                id: *id,
                name: format!("员工 {at} 😀"),
                role: if field { [Role::Measurer, Role::Installer][at % 2] } else { roles[at] },
                store: (!field).then(|| self.stores[at / 2]),
                crew: field.then(|| self.crews[at % 2]),
                pin_hash: String::new(),
                active: true,
            })?;
        }
        commit.put(&Staff {
            id: self.clerk,
            name: "总部".to_owned(),
            role: Role::Clerk,
            store: None,
            crew: None,
            pin_hash: String::new(),
            active: true,
        })?;
        let area = Area {
            code: "xihu".to_owned(),
            name: Localized::new("西湖区", "Xihu"),
            divisions: vec!["杭州市西湖区".to_owned()],
            minutes: 10,
            metres: 4_000,
        };
        let (id, by_name) = (TravelTable::ID, "总部".to_owned());
        commit.put(&TravelTable { id, areas: vec![area], ways: Vec::new(), version: 1, at_ms: 0, by_name })?;
        commit.put(&norms())?;
        commit.put(&checklist())?;
        commit.put(&form())?;
        ensure_console(commit, "")?;
        let offline = [
            OfflinePolicy::Refuse,
            OfflinePolicy::Provisional { cap_per_day: 2 },
            OfflinePolicy::Provisional { cap_per_day: 50 },
        ];
        for (id, offline) in self.campaigns.iter().zip(offline) {
            commit.put(&campaign(*id, offline))?;
        }
        let public_key = HEXLOWER.encode(self.card_key.verifying_key().as_bytes());
        let policy = Policy::first(vec![CardKey { id: 1, public_key }]);
        commit.put(&Policy { goodwill_minor: GOODWILL_MINOR, ..policy })?;
        for (at, (id, key)) in self.devices.iter().enumerate() {
            commit.put(&Device {
                id: *id,
                name: format!("Tablet {at}"),
                store: self.stores[at % 2],
                crews: if at == 0 { Vec::new() } else { vec![self.crews[at % 2]] },
                public_key: HEXLOWER.encode(key.verifying_key().as_bytes()),
                state: DeviceState::Active,
            })?;
        }
        for _ in 0..4 {
            self.sell_card(commit, rng)?;
        }
        for _ in 0..2 {
            self.open_window(commit, rng)?;
        }
        Ok(())
    }

    /// A card is sold; the right to it goes to a tablet of its showroom, or stays at HQ.
    pub(super) fn sell_card(&mut self, commit: &mut Commit<'_>, rng: &mut Rng) -> Result<(), tenon_store::Error> {
        self.serial += 1;
        let number = CardNumber::make(84, self.serial).as_str().to_owned();
        let home = rng.below(self.stores.len());
        let card = Card {
            id: rng.id(),
            number,
            campaign: *rng.pick(&self.campaigns).unwrap(),
            home: Some(self.stores[home]),
            sold_ms: Some(START_MS),
            phone_masked: "138 **** 2057".to_owned(),
            state: CardState::Sold,
            until_ms: None,
            batch: None,
            recall: None,
        };
        let at_home: Vec<DeviceId> = self.devices.iter().skip(home).step_by(2).map(|(id, _)| *id).collect();
        let right = Right {
            id: card.right(),
            subject: Subject::Card(card.id),
            holder: rng.pick(&at_home).copied().filter(|_| rng.chance(80)),
            epoch: 1,
            left: 1,
            lapse_ms: None,
            wanted: false,
            handed: None,
        };
        commit.put(&card)?;
        commit.put(&right)?;
        self.cards.push(card);
        Ok(())
    }

    /// A crew's window is opened, with nothing handed out of it yet.
    fn open_window(&mut self, commit: &mut Commit<'_>, rng: &mut Rng) -> Result<(), tenon_store::Error> {
        let crew = rng.below(self.crews.len());
        let capacity = u32::try_from(rng.between(2, 13)).unwrap();
        let start_ms = START_MS + DAY_MS * rng.between(20, 40);
        let window = Window {
            short: 0,
            areas: Vec::new(),
            more_units: 0,
            kept: 0,
            blocks: Vec::new(),
            id: rng.id(),
            crew: self.crews[crew],
            kind: [WorkKind::Measure, WorkKind::Install][crew],
            date: "2026-11-22".to_owned(),
            start_ms,
            end_ms: start_ms + 3 * 3_600_000,
            capacity,
            free: capacity,
            stores: self.stores.clone(),
        };
        commit.put(&window)?;
        self.windows.push(window.id);
        Ok(())
    }

    /// The code of a card, genuine or forged.
    pub(super) fn token(&self, card: &Card, genuine: bool) -> String {
        let token = CardToken { key: 1, number: card.number.clone(), campaign: card.campaign.0 };
        if genuine { token.sign(&self.card_key) } else { token.sign(&SigningKey::from_bytes(&[9; 32])) }
    }
}

fn campaign(id: Id<Campaign>, offline: OfflinePolicy) -> Campaign {
    let money = |minor| Money { minor, currency: "CNY".to_owned() };
    Campaign {
        id,
        name: Localized::new("双十一", "Singles' Day"),
        channel: Localized::new("直播", "Live stream"),
        price: money(990),
        benefit: Benefit { value: money(100_000), worth: Worth::Amount, words: Localized::default() },
        keyword: String::new(),
        goods: Goods::default(),
        stores: Vec::new(),
        cards: None,
        from_ms: START_MS - 100 * DAY_MS,
        until_ms: START_MS + 100 * DAY_MS,
        offline,
    }
}

//! Making the demonstration chain real: rows in the database, goods in the catalog.

use std::collections::BTreeMap;

use anyhow::Result;
use argon2::{Argon2, PasswordHasher};
use tenon_domain::Id;
use tenon_domain::card_number::CardNumber;
use tenon_domain::entities::{Campaign, Card, CardState, CardStock, Policy, Redemption, SpentNumbers};
use tenon_store::Connection;
use tenon_store::catalog::{Imported, Master};
use tenon_store::hq::commit;

use super::{ensure_console, hq_right};
use crate::demo;
use crate::keys::Keys;

/// Rows in one commit.
const BATCH: usize = 500;
/// The source under which the demonstration's goods are kept.
const SOURCE: &str = "demo";

/// An argon2id hash of a PIN, in PHC string form.
pub fn hash_pin(pin: &str) -> Result<String> {
    let hash = Argon2::default().hash_password(pin.as_bytes());
    Ok(hash.map_err(|error| anyhow::anyhow!("the PIN cannot be hashed: {error}"))?.to_string())
}

/// Writes the people, places and past of `chain`. Writing the same chain again changes nothing that happened since.
pub fn seed_rows(conn: &mut dyn Connection, chain: &demo::Chain, keys: &Keys) -> Result<()> {
    let seeded = tenon_store::SqlRows(conn, tenon_store::Schema::Hq).entity::<Policy>(Policy::ID)?.is_some();
    if seeded {
        return Ok(());
    }
    macro_rules! put_all {
        ($entities:expr) => {
            for batch in $entities.chunks(BATCH) {
                commit(conn, |commit| batch.iter().try_for_each(|entity| commit.put(entity)))?;
            }
        };
    }
    put_all!(chain.stores);
    put_all!(chain.merchants);
    put_all!(chain.holiday_calendars);
    put_all!(chain.crews);
    put_all!([chain.travel_table.clone()]);
    put_all!([chain.work_norms.clone()]);
    let mut staff = Vec::new();
    for hire in &chain.staff {
        let mut person = hire.staff.clone();
        person.pin_hash = hash_pin(hire.pin)?;
        staff.push(person);
    }
    put_all!(staff);
    put_all!(chain.campaigns);
    put_all!(chain.windows);
    put_all!(chain.cards);
    let used = |number: &str| chain.redemptions.iter().any(|one: &Redemption| one.number == number);
    let rights: Vec<_> = chain.cards.iter().filter(|card| !used(&card.number)).map(hq_right).collect();
    put_all!(rights);
    let stocks: Vec<CardStock> = chain.campaigns.iter().map(|campaign| stock(campaign.id, &chain.cards)).collect();
    put_all!(stocks);
    put_all!(chain.customers);
    put_all!(chain.leads);
    put_all!(chain.visits);
    put_all!(chain.redemptions);
    put_all!(spent(chain)?);
    put_all!(chain.appointments);
    put_all!(chain.projects);
    put_all!(chain.measure_forms);
    put_all!(chain.checklists);
    put_all!(chain.measurements);
    put_all!(chain.work_orders);
    let public = keys.hq_public();
    commit(conn, |commit| -> Result<(), tenon_store::Error> {
        ensure_console(commit, &public)?;
        commit.put(&demo::discount_authority())?;
        commit.put(&Policy { card_keys: vec![keys.card_key()], ..chain.policy.clone() })
    })?;
    Ok(())
}

/// The numbers of cards that were redeemed or are void.
fn spent(chain: &demo::Chain) -> Result<Vec<SpentNumbers>> {
    let void = chain.cards.iter().filter(|card| card.state == CardState::Void).map(|card| &card.number);
    let mut rows = BTreeMap::new();
    for number in chain.redemptions.iter().map(|one| &one.number).chain(void) {
        let number = CardNumber::parse(number).map_err(|refusal| anyhow::anyhow!("{}", refusal.message))?;
        let row = rows.entry(SpentNumbers::id_of(&number)).or_insert_with(|| SpentNumbers::none_near(&number));
        row.note(&number, true);
    }
    Ok(rows.into_values().collect())
}

fn stock(campaign: Id<Campaign>, cards: &[Card]) -> CardStock {
    let count = u32::try_from(cards.iter().filter(|card| card.campaign == campaign).count()).unwrap_or(u32::MAX);
    CardStock { made: count, sold: count, ..CardStock::none_of(campaign) }
}

/// Publishes the demonstration's goods; `done` is told how many products are in after each merchant.
pub fn seed_catalog(
    master: &mut Master,
    chain: &demo::Chain,
    seed: u64,
    today_ms: i64,
    count: usize,
    now_ms: i64,
    mut done: impl FnMut(u64),
) -> Result<Imported> {
    for (_, bytes) in demo::pictures() {
        master.pictures().put(&bytes)?;
    }
    let mut total = Imported::default();
    for merchant in &chain.merchants {
        master.put_merchant(&merchant.code, &merchant.name, now_ms)?;
        let mut import = master.begin_import(&merchant.code, SOURCE)?;
        for product in demo::products(seed, today_ms, count).filter(|product| product.merchant == merchant.code) {
            import.upsert(&product)?;
        }
        let imported = import.finish(now_ms)?;
        total.created += imported.created;
        total.updated += imported.updated;
        total.unchanged += imported.unchanged;
        total.withdrawn += imported.withdrawn;
        total.version = imported.version;
        done(total.created + total.updated + total.unchanged);
    }
    if master.price_versions()?.is_empty() {
        for prices in demo::price_books(seed, today_ms, count) {
            master.publish_prices(&prices, now_ms)?;
        }
    }
    total.version = master.put_promotions(&demo::promotions(seed, today_ms, count), now_ms)?;
    Ok(total)
}

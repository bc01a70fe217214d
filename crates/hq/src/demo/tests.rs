//! What holds for every demonstration, whatever its seed.

use std::collections::{BTreeMap, BTreeSet};

use tenon_domain::card_number::CardNumber;
use tenon_domain::catalog::{PriceUnit, ServiceRoute};
use tenon_domain::entities::{CardState, Role, WorkStep};
use tenon_domain::phone::Phone;
use tenon_domain::pricing::Rate;

use super::{
    CARDS, CHENGDU, Chain, PRODUCTS, categories, chain, discount_authority, gtin, pictures, price_books, products,
    promotions,
};

/// Midnight UTC, eight in the morning in the stores, of Sunday 2026-11-22.
const TODAY: i64 = 1_795_305_600_000;
const DAY: i64 = 86_400_000;

/// Everything about a chain as text, to be compared byte for byte.
fn bytes(chain: &Chain) -> String {
    format!("{chain:?}")
}

#[test]
fn a_seed_gives_the_same_chain_and_another_seed_another() {
    assert_eq!(bytes(&chain(1, TODAY)), bytes(&chain(1, TODAY)));
    assert_eq!(bytes(&chain(1, TODAY)), bytes(&chain(1, TODAY + 3_600_000)), "within the day");
    assert_ne!(bytes(&chain(1, TODAY)), bytes(&chain(2, TODAY)));
    let catalog =
        |seed| products(seed, TODAY, 300).map(|p| serde_json::to_string(&p).expect("JSON")).collect::<Vec<_>>();
    assert_eq!(catalog(1), catalog(1));
    assert_ne!(catalog(1), catalog(2));
    assert!(pictures().eq(pictures()));
}

#[test]
fn the_chain_has_the_size_it_promises() {
    let chain = chain(7, TODAY);
    assert_eq!((chain.stores.len(), chain.merchants.len(), chain.crews.len(), chain.campaigns.len()), (6, 8, 9, 6));
    assert_eq!(chain.cards.len(), CARDS);
    let cities: BTreeSet<_> = chain.stores.iter().map(|store| store.city.zh.clone()).collect();
    assert_eq!(cities.len(), 3);
    for store in &chain.stores {
        let of = |role| {
            chain.staff.iter().filter(|hire| hire.staff.store == Some(store.id) && hire.staff.role == role).count()
        };
        assert!(of(Role::Manager) == 1 && (3..=4).contains(&of(Role::Seller)), "{}", store.name.zh);
        assert!(chain.cards.iter().filter(|card| card.home == Some(store.id)).count() == CARDS / 6);
    }
    assert_eq!(chain.staff.iter().filter(|hire| hire.staff.role == Role::Clerk).count(), 2);
    assert!(chain.staff.iter().all(|hire| hire.pin.len() == 4 && hire.staff.pin_hash.is_empty()));
    let names: BTreeSet<_> = chain.staff.iter().map(|hire| &hire.staff.name).collect();
    assert_eq!(names.len(), chain.staff.len(), "two of one name");
    assert!(chain.redemptions.len() >= 40, "{}", chain.redemptions.len());
}

#[test]
fn every_identifier_is_its_own() {
    let chain = chain(7, TODAY);
    let mut seen = BTreeSet::new();
    let ids = (chain.stores.iter().map(|row| row.id.0))
        .chain(chain.merchants.iter().map(|row| row.id.0))
        .chain(chain.staff.iter().map(|row| row.staff.id.0))
        .chain(chain.crews.iter().map(|row| row.id.0))
        .chain(chain.windows.iter().map(|row| row.id.0))
        .chain(chain.campaigns.iter().map(|row| row.id.0))
        .chain(chain.cards.iter().map(|row| row.id.0))
        .chain(chain.customers.iter().map(|row| row.id.0))
        .chain(chain.leads.iter().map(|row| row.id.0))
        .chain(chain.visits.iter().map(|row| row.id.0))
        .chain(chain.redemptions.iter().flat_map(|row| [row.id.0, row.op.0]))
        .chain(chain.appointments.iter().flat_map(|row| [row.id.0, row.op.0]))
        .chain(chain.work_orders.iter().map(|row| row.id.0));
    for id in ids {
        assert!(seen.insert(id), "{id} twice");
    }
}

#[test]
fn cards_are_genuine_and_redeemed_at_most_once_in_their_time() {
    let chain = chain(7, TODAY);
    let cards: BTreeMap<_, _> = chain.cards.iter().map(|card| (card.number.clone(), card)).collect();
    assert_eq!(cards.len(), CARDS);
    for card in &chain.cards {
        assert_eq!(CardNumber::parse(&card.number).expect("a number").as_str(), card.number);
        assert!(card.phone_masked.contains("****") && card.sold_ms < Some(TODAY));
    }
    let mut seen = BTreeSet::new();
    for redemption in &chain.redemptions {
        let card = cards[&redemption.number];
        let campaign = chain.campaigns.iter().find(|campaign| campaign.id == card.campaign).expect("a campaign");
        assert!(seen.insert(&redemption.number) && card.state == CardState::Sold);
        assert!(card.sold_ms < Some(redemption.at_ms) && redemption.at_ms < TODAY);
        assert!(campaign.from_ms <= redemption.at_ms && redemption.at_ms < campaign.until_ms);
        assert!(chain.visits.iter().any(|visit| Some(visit.id) == redemption.visit && visit.card == Some(card.id)));
    }
    let holds = chain.campaigns.iter().filter(|one| one.from_ms <= TODAY && TODAY < one.until_ms).count();
    assert_eq!(holds, 4);
}

#[test]
fn a_phone_is_one_customers_and_leads_and_visits_name_somebody() {
    let chain = chain(7, TODAY);
    let known: BTreeMap<_, _> = chain.customers.iter().map(|one| (one.id, one)).collect();
    let phones: BTreeSet<_> = chain.customers.iter().flat_map(|one| &one.phones).collect();
    assert_eq!(phones.len(), chain.customers.len());
    assert!(phones.iter().all(|phone| Phone::parse(phone).expect("a phone").into_e164() == **phone));
    for visit in &chain.visits {
        assert_eq!(visit.customer.is_some(), visit.phone.is_some());
        assert!(visit.customer.is_none_or(|customer| known[&customer].stores.contains(&visit.store)));
    }
    let states: BTreeSet<_> = chain.leads.iter().map(|lead| lead.state).collect();
    assert!(states.len() == 4 && chain.leads.iter().any(|lead| lead.store.is_none()));
    for lead in &chain.leads {
        assert!(known[&lead.customer].is_live() && lead.store.is_none_or(|at| known[&lead.customer].stores == [at]));
        let end_of_day = TODAY + DAY;
        assert!(!lead.overdue(&chain.policy, end_of_day - 9 * 3_600_000), "none goes back on the first day");
    }
}

#[test]
fn free_places_and_appointments_make_the_capacity() {
    for seed in 0..20 {
        for day in 0..7 {
            let today = TODAY + day * DAY;
            let chain = chain(seed, today);
            let mut booked: BTreeMap<_, u32> = BTreeMap::new();
            for appointment in &chain.appointments {
                *booked.entry(appointment.window).or_default() += appointment.units;
            }
            for window in &chain.windows {
                let taken = booked.remove(&window.id).unwrap_or(0);
                assert!([4, 8].contains(&window.capacity) && window.free + taken == window.capacity);
            }
            assert!(booked.is_empty(), "an appointment outside all windows");
            for crew in &chain.crews {
                let date = super::day::Day::of(today).date();
                let jobs = chain.work_orders.iter().filter(|job| job.crew == crew.id && job.date == date).count();
                assert!(jobs >= 3, "{} has {jobs} jobs today", crew.name.zh);
                let windows = chain.windows.iter().filter(|w| w.crew == crew.id && w.start_ms >= today).count();
                assert!(windows >= 4 * 12, "{windows}");
            }
        }
    }
}

#[test]
fn work_orders_follow_their_appointments_step_by_step() {
    let chain = chain(7, TODAY);
    assert_eq!(chain.work_orders.len(), chain.appointments.len());
    for (job, appointment) in chain.work_orders.iter().zip(&chain.appointments) {
        assert_eq!((job.appointment, appointment.work_order), (appointment.id, job.id));
        assert!(!job.contact.address.is_empty() && job.contact.phone.starts_with("+861380000"));
        let mut step = WorkStep::Planned;
        let mut at_ms = i64::MIN;
        for done in &job.history {
            assert!(step.next().contains(&done.step) && at_ms < done.at_ms && done.at_ms <= TODAY);
            (step, at_ms) = (done.step, done.at_ms);
        }
        assert_eq!(step, job.step);
    }
    let steps: BTreeSet<_> = chain.work_orders.iter().map(|job| job.step).collect();
    assert_eq!(steps.len(), 6, "every step is to be seen somewhere");
}

#[test]
fn products_are_whole() {
    let tree: BTreeMap<_, _> = categories().into_iter().map(|category| (category.path, category.name)).collect();
    let drawn: BTreeSet<String> = pictures().map(|(hash, _)| hash).collect();
    let (mut ids, mut skus, mut gtins, mut titles, mut shown, mut kinds) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new(), BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for product in products(7, TODAY, PRODUCTS) {
        assert!(ids.insert(product.id) && ids.insert(tenon_domain::catalog::Product::id_of("", &product.source_id)));
        assert!(titles.insert(product.title.zh.clone()), "{} twice", product.title.zh);
        assert_eq!(tree.get(&product.category.path), Some(&product.category.name));
        kinds.insert(product.category.path);
        assert!(
            (1..=8).contains(&product.variants.len())
                && !format!("{}{}", product.title.zh, product.title.en).contains("  ")
        );
        for picture in product.pictures.iter().chain(product.variants.iter().filter_map(|v| v.picture.as_ref())) {
            assert!(drawn.contains(picture));
            shown.insert(picture.clone());
        }
        let mut choices = BTreeSet::new();
        for variant in product.variants {
            assert!(ids.insert(variant.id) && skus.insert(variant.sku.clone()), "{}", variant.sku);
            assert!(variant.gtin.is_none_or(|code| gtin::valid(&code) && gtins.insert(code)));
            assert!(variant.prices.iter().all(|price| price.minor > 0));
            assert!(variant.prices.is_sorted_by_key(|price| price.from_ms));
            let now = [0, 5, 30].map(|days| {
                tenon_domain::catalog::Variant { prices: variant.prices.clone(), ..blank() }
                    .price_at(TODAY + days * DAY)
            });
            assert!(now.iter().all(Option::is_some));
            assert!(variant.compare_at_minor.is_none_or(|higher| higher > variant.prices[0].minor));
            assert_eq!(variant.choice.len(), product.options.len());
            for (value, axis) in variant.choice.iter().zip(&product.options) {
                assert!(usize::from(*value) < axis.values.len());
            }
            assert!(choices.insert(variant.choice), "two variants of one choice");
        }
        let heavy = ![PriceUnit::Each, PriceUnit::Set].contains(&product.unit);
        assert!(!heavy || product.route == ServiceRoute::Heavy);
    }
    assert_eq!(kinds.len(), 25);
    assert!(shown.len() >= 250, "{} pictures are shown", shown.len());
}

fn blank() -> tenon_domain::catalog::Variant {
    tenon_domain::catalog::Variant {
        id: tenon_domain::Uuid::nil(),
        sku: String::new(),
        gtin: None,
        choice: Vec::new(),
        currency: "CNY".to_owned(),
        prices: Vec::new(),
        compare_at_minor: None,
        in_stock: true,
        picture: None,
    }
}

#[test]
fn a_large_catalog_is_made_one_by_one_and_begins_like_a_small_one() {
    let small: Vec<_> = products(7, TODAY, 50).collect();
    let mut models = BTreeSet::new();
    for (at, product) in products(7, TODAY, 10_000).enumerate() {
        assert!(at >= 50 || small[at] == product);
        assert!(models.insert(product.source_id));
    }
    // Far products are made without those before them having been kept.
    assert!(products(7, TODAY, 1_000_000).nth(20_000).is_some());
}

#[test]
fn promotions_of_every_kind_hold_one_is_over_one_is_to_come() {
    let all = promotions(7, TODAY, PRODUCTS);
    let holding = || all.iter().filter(|one| (one.from_ms..one.until_ms).contains(&TODAY));
    let kinds: BTreeSet<_> = holding().map(|one| one.offer.kind()).collect();
    assert_eq!(kinds.len(), 7);
    assert!(all.iter().all(|one| one.faults().is_empty()));
    assert_eq!(all.iter().filter(|one| one.until_ms <= TODAY).count(), 1);
    assert_eq!(all.iter().filter(|one| TODAY < one.from_ms).count(), 1);
}

#[test]
fn the_price_book_has_zones_sizes_and_versions_to_come() {
    let books = price_books(7, TODAY, PRODUCTS);
    let stores = chain(7, TODAY).stores;
    for book in &books {
        let sold = |zone: &String| stores.iter().any(|store| store.zone.as_ref() == Some(zone));
        assert!(!book.lines.is_empty() && book.zone.as_ref().is_none_or(sold));
        assert!(book.lines.iter().all(|(.., rate)| rate.as_ref().is_some_and(|rate| rate.fault().is_none())));
    }
    let to_come = books.iter().filter(|book| book.from_ms > TODAY);
    assert!(to_come.clone().any(|book| book.zone.as_deref() == Some(CHENGDU)) && to_come.count() == 2);
    let sized = |rate: &Rate| matches!(rate, Rate::Table(_));
    assert!(books[0].lines.iter().filter_map(|(.., rate)| rate.as_ref()).any(sized));
    assert!(discount_authority().faults().is_empty());
}

/// Prints products and rows for people to read.
#[test]
#[ignore = "prints for people to read"]
fn sample() {
    for product in products(7, TODAY, 60) {
        let first = &product.variants[0];
        println!(
            "{} | {} | {} | ¥{} {:?} | {} variants | {}",
            first.sku,
            product.title.zh,
            product.title.en,
            first.prices[0].minor / 100,
            product.unit,
            product.variants.len(),
            product.description.zh
        );
    }
    let chain = chain(7, TODAY);
    println!("{:#?}\n{:#?}\n{:#?}", chain.work_orders[4], chain.cards[0], chain.redemptions[0]);
    println!(
        "windows {} visits {} redemptions {} appointments {} staff {}",
        chain.windows.len(),
        chain.visits.len(),
        chain.redemptions.len(),
        chain.appointments.len(),
        chain.staff.len()
    );
}

#[test]
fn from_any_day_on_there_is_something_to_plan_within_two_weeks() {
    for week in 0..20 {
        // Another day of the week each time.
        let today = TODAY + week * 8 * 86_400_000;
        let chain = chain(1, today);
        let dir = tempfile::tempdir().unwrap();
        let mut conn = tenon_store::Sqlite::open(&dir.path().join("hq.db")).unwrap();
        tenon_store::migrate(&mut conn, tenon_store::Schema::Hq).unwrap();
        tenon_store::hq::commit(&mut conn, |commit| {
            commit.put(&chain.travel_table)?;
            commit.put(&chain.work_norms)?;
            chain.crews.iter().try_for_each(|one| commit.put(one))?;
            chain.windows.iter().try_for_each(|one| commit.put(one))?;
            chain.appointments.iter().try_for_each(|one| commit.put(one))?;
            chain.work_orders.iter().try_for_each(|one| commit.put(one))
        })
        .unwrap();
        let steps = (1..14).map(|ahead| {
            let date = tenon_domain::scheduling::Date::utc(today).plus(ahead).unwrap().to_string();
            crate::plan::plan(&mut conn, &date).unwrap().steps.len()
        });
        assert!(steps.sum::<usize>() > 0, "nothing in the two weeks from {today}");
    }
}

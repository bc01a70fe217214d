//! Promotions and discount authority, as people at headquarters change them: each change is checked field by field, and
//! nothing that a rule refuses is kept. A promotion goes into the catalog and travels to tablets with it; the authority is
//! a row.

mod preview;

use std::collections::BTreeSet;

use tenon_domain::entities::{AuthorityRule, DiscountAuthority, Store};
use tenon_domain::pricing::{Goods, Offer, Promotion};
use tenon_domain::{Fault, Refusal, Scope, Uuid};
use tenon_store::catalog::{Catalog, Error as CatalogError, Master};
use tenon_store::{Connection, Schema, SqlRows, hq};

pub use preview::{Asked, Preview, PreviewLine, RolePrice, preview};

/// Promotions that the catalog holds at most; the ones that were over first give way.
const MOST_PROMOTIONS: usize = 500;

/// Why something was not changed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A rule says no: `fields_faulty` with a code for each field, `promotion_changed`, `promotion_unknown`,
    /// `promotion_over`, `authority_changed`.
    #[error("{}", .0.message)]
    Refused(Refusal),
    /// The catalog fails.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// The rows cannot be read or written.
    #[error(transparent)]
    Store(#[from] tenon_store::Error),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// What is wrong with `promotion`, by the engine's own rules and by what there is to name.
pub fn faults(promotion: &Promotion, catalog: &Catalog, stores: &[Store]) -> Result<Vec<Fault>, CatalogError> {
    let mut faults = promotion.faults();
    if promotion.name.zh.trim().is_empty() && promotion.name.en.trim().is_empty() {
        faults.insert(0, Fault::new("name", "name_missing", "it has no name"));
    }
    if !promotion.stores.iter().all(|id| stores.iter().any(|store| store.id == *id)) {
        faults.push(Fault::new("stores", "store_unknown", "it names a store that there is not"));
    }
    let known: BTreeSet<String> = catalog.categories()?.into_iter().map(|one| one.category).collect();
    let mut check = |field: &str, goods: &Goods| -> Result<(), CatalogError> {
        if !goods.categories.iter().all(|path| known.contains(path)) {
            let message = "it names a category that the catalog does not have";
            faults.push(Fault::new(field, "category_unknown", message));
        }
        for id in &goods.products {
            if catalog.stored(*id)?.is_none() {
                let message = "it names a product that the catalog does not have";
                faults.push(Fault::new(field, "product_unknown", message));
                break;
            }
        }
        Ok(())
    };
    check("goods", &promotion.goods)?;
    if let Some(except) = &promotion.except {
        check("except", except)?;
    }
    match &promotion.offer {
        Offer::Bundle { parts, .. } => {
            for (part, at) in parts.iter().zip(0..) {
                check(&format!("offer.parts.{at}.goods"), &part.goods)?;
            }
        }
        Offer::Gift { product, variant, .. } => {
            let given = catalog.stored(*product)?;
            if !given.is_some_and(|given| given.variants.iter().any(|one| one.id == *variant)) {
                let message = "it gives a product that the catalog does not have";
                faults.push(Fault::new("offer.product", "product_unknown", message));
            }
        }
        _ => {}
    }
    Ok(faults)
}

/// Creates or replaces a promotion; answers the catalog's version that has it. `before` is what whoever changes it has
/// seen, none for a new one: if it is another by now, nothing is changed.
pub fn put_promotion(
    master: &mut Master,
    stores: &[Store],
    promotion: &Promotion,
    before: Option<&Promotion>,
    now_ms: i64,
) -> Result<i64, Failure> {
    let catalog = Catalog::open(master.dir())?;
    if let Some(refusal) = Refusal::of_faults(&faults(promotion, &catalog, stores)?) {
        return Err(refusal.into());
    }
    let mut all = master.promotions()?;
    if all.iter().find(|one| one.id == promotion.id) != before {
        let words = "Somebody else changed this promotion meanwhile. Look at it again before you change it.";
        return Err(Refusal::new("promotion_changed", words).into());
    }
    all.retain(|one| one.id != promotion.id);
    all.push(promotion.clone());
    if all.len() > MOST_PROMOTIONS {
        let oldest = all.iter().filter(|one| one.until_ms <= now_ms).min_by_key(|one| one.until_ms).map(|one| one.id);
        all.retain(|one| Some(one.id) != oldest);
    }
    Ok(master.put_promotions(&all, now_ms)?)
}

/// Ends a promotion now; one that has not begun is taken away. Answers the catalog's version from which that holds.
pub fn end_promotion(master: &mut Master, id: Uuid, now_ms: i64) -> Result<i64, Failure> {
    let mut all = master.promotions()?;
    let Some(ending) = all.iter_mut().find(|one| one.id == id) else {
        return Err(Refusal::new("promotion_unknown", "There is no such promotion. Look at the list again.").into());
    };
    if ending.until_ms <= now_ms {
        return Err(Refusal::new("promotion_over", "This promotion is over already.").into());
    }
    ending.until_ms = now_ms;
    all.retain(|one| one.from_ms < one.until_ms);
    Ok(master.put_promotions(&all, now_ms)?)
}

/// The discount authority in force.
pub fn authority(conn: &mut dyn Connection) -> Result<Option<DiscountAuthority>, tenon_store::Error> {
    SqlRows(conn, Schema::Hq).entity::<DiscountAuthority>(DiscountAuthority::ID)
}

/// Puts other rules in force; answers them with their new version, and the scopes that changed. `seen` is the version
/// that whoever changes them has seen, 0 for none: if it is another by now, nothing is changed.
pub fn put_authority(
    conn: &mut dyn Connection,
    catalog: &Catalog,
    rules: Vec<AuthorityRule>,
    seen: u64,
) -> Result<(DiscountAuthority, BTreeSet<Scope>), Failure> {
    let known: BTreeSet<String> = catalog.categories()?.into_iter().map(|one| one.category).collect();
    let next = DiscountAuthority { version: seen + 1, rules };
    let mut faults = next.faults();
    for (rule, at) in next.rules.iter().zip(0..) {
        if rule.category.as_ref().is_some_and(|path| !known.contains(path)) {
            let message = "a rule names a category that the catalog does not have";
            faults.push(Fault::new(format!("rules.{at}.category"), "category_unknown", message));
        }
    }
    if let Some(refusal) = Refusal::of_faults(&faults) {
        return Err(refusal.into());
    }
    let (authority, scopes) = hq::commit(conn, |commit| {
        let held = commit.rows().entity::<DiscountAuthority>(DiscountAuthority::ID)?;
        if held.map_or(0, |held| held.version) != seen {
            let words =
                "Somebody else changed the discount authority meanwhile. Look at it again before you change it.";
            return Err(Failure::Refused(Refusal::new("authority_changed", words)));
        }
        commit.put(&next)?;
        Ok(next)
    })?;
    Ok((authority, scopes))
}

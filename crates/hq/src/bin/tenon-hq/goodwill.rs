//! `tenon-hq goodwill`: the budget that a store's managers have for letting cards pass that did not count.

use anyhow::Result;
use serde_json::{Value, json};
use tenon_domain::entities::{Goodwill, Policy, Store};
use tenon_hq::now_ms;
use tenon_store::{Schema, SqlRows};

use super::{Cli, connect, tell};

/// What is to be laid down.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The new budget of each store for a month, in minor units of the chain's currency; without it the one that holds is
    /// shown, with what each store let pass this month.
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..=1_000_000_000_000))]
    budget_minor: Option<i64>,
}

pub(super) fn run(cli: &Cli, args: &Args) -> Result<bool> {
    let mut conn = connect(cli)?;
    let mut rows = SqlRows(conn.as_mut(), Schema::Hq);
    let mut policy = rows.entity::<Policy>(Policy::ID)?.unwrap_or_else(|| Policy::first(Vec::new()));
    let mut stores: Vec<Value> = Vec::new();
    let mut words = Vec::new();
    for store in rows.all::<Store>()? {
        let granted = rows.entities_by::<Goodwill>(&Goodwill::in_month(store.id, now_ms()))?;
        let spent: i64 = granted.iter().map(|one| one.minor).sum();
        if spent > 0 {
            words.push(format!("{}: {spent} this month, {} times", store.name.en, granted.len()));
            stores.push(json!({ "store": store.id, "spent_minor": spent, "times": granted.len() }));
        }
    }
    if let Some(budget) = args.budget_minor {
        policy.version += 1;
        policy.goodwill_minor = budget;
        tenon_store::hq::commit(conn.as_mut(), |commit| commit.put(&policy))?;
    }
    words.insert(0, format!("The managers of a store may let {} minor units pass in a month.", policy.goodwill_minor));
    tell(cli, &json!({ "budget_minor": policy.goodwill_minor, "stores": stores }), &words.join("\n"));
    Ok(true)
}

//! `tenon-hq promotions` and `tenon-hq authority`: what the console's page of prices does, for programs.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Subcommand;
use serde::de::DeserializeOwned;
use serde_json::json;
use tenon_domain::Uuid;
use tenon_domain::entities::{AuthorityRule, Store};
use tenon_domain::pricing::Promotion;
use tenon_hq::{now_ms, offers};
use tenon_store::catalog::Catalog;
use tenon_store::{Schema, SqlRows};

use super::{Cli, connect, master, tell};

/// What is to be done with promotions.
#[derive(Subcommand)]
pub(super) enum Promotions {
    /// List them, with --json as `put` takes them.
    List,
    /// Create or change one: a JSON file as `list --json` shows it.
    Put {
        /// The file.
        file: PathBuf,
    },
    /// End one now; one that has not begun is taken away.
    End {
        /// Its identifier.
        id: Uuid,
    },
}

/// What is to be done with the discount authority.
#[derive(Subcommand)]
pub(super) enum Authority {
    /// Show it, with --json as `put` takes it.
    List,
    /// Put other rules in force: a JSON file with `rules`, as `list --json` shows them.
    Put {
        /// The file.
        file: PathBuf,
    },
}

fn read<T: DeserializeOwned>(file: &Path) -> Result<T> {
    let text = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    serde_json::from_slice(&text).with_context(|| format!("{} is not as it should be", file.display()))
}

pub(super) fn promotions(cli: &Cli, what: &Promotions) -> Result<bool> {
    let mut master = master(cli)?;
    let now = now_ms();
    let version = match what {
        Promotions::List => {
            let all = master.promotions()?;
            let words: Vec<String> = all.iter().map(|one| in_words(one, now)).collect();
            tell(cli, &serde_json::to_value(&all)?, &words.join("\n"));
            return Ok(true);
        }
        Promotions::Put { file } => {
            let promotion: Promotion = read(file)?;
            let stores = SqlRows(connect(cli)?.as_mut(), Schema::Hq).all::<Store>()?;
            let before = master.promotions()?.into_iter().find(|one| one.id == promotion.id);
            offers::put_promotion(&mut master, &stores, &promotion, before.as_ref(), now)
        }
        Promotions::End { id } => offers::end_promotion(&mut master, *id, now),
    };
    told(cli, version.map(|version| (json!({ "version": version }), format!("In the catalog from version {version}."))))
}

fn in_words(promotion: &Promotion, now_ms: i64) -> String {
    let when = if promotion.until_ms <= now_ms {
        "over"
    } else if promotion.from_ms > now_ms {
        "to come"
    } else {
        "in force"
    };
    format!("{}  {when:8}  {:?}  {} / {}", promotion.id, promotion.offer.kind(), promotion.name.zh, promotion.name.en)
}

/// The file that `authority put` takes.
#[derive(serde::Deserialize)]
struct Rules {
    rules: Vec<AuthorityRule>,
}

pub(super) fn authority(cli: &Cli, what: &Authority) -> Result<bool> {
    let mut conn = connect(cli)?;
    let held = offers::authority(conn.as_mut())?;
    let Authority::Put { file } = what else {
        let mut words = held.as_ref().map_or_else(String::new, |held| format!("Version {}", held.version));
        for rule in held.iter().flat_map(|held| &held.rules) {
            let share = |bp: u32| f64::from(bp) / 100.0;
            let goods = [&rule.merchant, &rule.category].map(|name| name.as_deref().unwrap_or("all")).join(", ");
            let (limit, floor) = (share(rule.limit_bp), share(rule.floor_bp));
            let role = rule.role.as_str();
            let _ = write!(words, "\n  {role}, {goods}: up to {limit} % off, at least {floor} % of the list price");
        }
        tell(cli, &serde_json::to_value(&held)?, &words);
        return Ok(true);
    };
    let Rules { rules } = read(file)?;
    let catalog = Catalog::open(&cli.data.join("catalog"))?;
    let put = offers::put_authority(conn.as_mut(), &catalog, rules, held.map_or(0, |held| held.version));
    told(
        cli,
        put.map(|(now, _)| {
            (
                json!({ "version": now.version }),
                format!("Version {} of the discount authority is in force.", now.version),
            )
        }),
    )
}

/// Says what came of a change; a refusal with its fields.
fn told(cli: &Cli, done: Result<(serde_json::Value, String), offers::Failure>) -> Result<bool> {
    match done {
        Ok((value, words)) => {
            tell(cli, &value, &words);
            Ok(true)
        }
        Err(offers::Failure::Refused(refusal)) => {
            let mut words = refusal.message.clone();
            for (field, code) in &refusal.facts {
                let _ = write!(words, "\n  {field}: {}", serde_json::to_value(code)?.as_str().unwrap_or_default());
            }
            tell(cli, &serde_json::to_value(&refusal)?, &words);
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

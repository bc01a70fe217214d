//! `tenon-hq keys`: the websites that may sell cards.

use anyhow::Result;
use clap::Subcommand;
use serde_json::{Value, json};
use tenon_domain::Uuid;
use tenon_hq::administration::fresh_op;
use tenon_hq::{cards, now_ms};

use super::{Cli, connect, tell};

/// What is to be done with keys.
#[derive(Subcommand)]
pub(super) enum Keys {
    /// Make a website's key; it is shown this once.
    Add {
        /// What the website is called.
        name: String,
    },
    /// List the websites.
    List,
    /// Take a website's key no more.
    End {
        /// What the website is called.
        name: String,
    },
}

pub(super) fn keys(cli: &Cli, what: &Keys) -> Result<bool> {
    let mut conn = connect(cli)?;
    match what {
        Keys::Add { name } => {
            let id: Uuid = fresh_op(now_ms()).0;
            let (key, _) =
                tenon_store::hq::commit(conn.as_mut(), |commit| cards::add_website(commit, name, rand::random(), id))?;
            let words = format!("{key}\nis the key of {name}. It is shown this once; keep it on the website's server.");
            tell(cli, &json!({ "name": name, "id": id, "key": key }), &words);
        }
        Keys::List => {
            let all = cards::websites(conn.as_mut())?;
            let rows = all.iter().map(|one| json!({ "id": one.id, "name": one.name, "active": one.active }));
            let words: Vec<String> = all
                .iter()
                .map(|one| format!("{}  {}{}", one.id, one.name, if one.active { "" } else { "  (ended)" }))
                .collect();
            tell(cli, &Value::Array(rows.collect()), &words.join("\n"));
        }
        Keys::End { name } => {
            let (ended, _) = tenon_store::hq::commit(conn.as_mut(), |commit| cards::end_website(commit, name))?;
            let words = if ended { "Its key is taken no more." } else { "No website of that name has a key." };
            tell(cli, &json!({ "name": name, "ended": ended }), words);
            return Ok(ended);
        }
    }
    Ok(true)
}

//! `tenon-hq customers`: what personal-information law asks of a chain, for programs.

use anyhow::{Context, Result};
use clap::Subcommand;
use serde_json::json;
use tenon_domain::entities::Customer;
use tenon_domain::ops::{AnyOperation, EraseCustomer, MergeCustomers};
use tenon_domain::{Id, Stop};
use tenon_hq::keys::Keys;
use tenon_hq::{administration, customers, now_ms};

use super::{Cli, connect, say, tell};

/// What is to be done with customers.
#[derive(Subcommand)]
pub(super) enum Customers {
    /// Find customers by phone, its last four digits, or their whole name.
    Find {
        /// What is known of them.
        text: String,
    },
    /// Write everything that is kept of a customer to standard output, as JSON.
    Export {
        /// The customer's identifier.
        id: Id<Customer>,
    },
    /// Remove what is personal of a customer, everywhere but in the journal.
    Erase {
        /// The customer's identifier.
        id: Id<Customer>,
    },
    /// Make two customers one.
    Merge {
        /// Who stays.
        winner: Id<Customer>,
        /// Who is the same.
        loser: Id<Customer>,
    },
}

pub(super) fn run(cli: &Cli, what: &Customers) -> Result<bool> {
    let mut conn = connect(cli)?;
    match what {
        Customers::Find { text } => {
            let found = customers::find(conn.as_mut(), text)?;
            let words: Vec<String> =
                found.iter().map(|one| format!("{}  {}  {}", one.id, one.name, one.phones.join(", "))).collect();
            tell(cli, &serde_json::to_value(&found)?, &words.join("\n"));
            Ok(true)
        }
        Customers::Export { id } => {
            let copy = customers::copy(conn.as_mut(), *id, now_ms())?;
            say(&serde_json::to_string_pretty(&copy.with_context(|| format!("there is no customer {id}"))?)?);
            Ok(true)
        }
        Customers::Erase { id } => act(cli, &EraseCustomer { customer: *id }.into(), "Their data are erased."),
        Customers::Merge { winner, loser } => {
            act(cli, &MergeCustomers { winner: *winner, loser: *loser }.into(), "They are one.")
        }
    }
}

fn act(cli: &Cli, op: &AnyOperation, words: &str) -> Result<bool> {
    let keys = Keys::open(&cli.data)?;
    let done = tenon_store::hq::commit(connect(cli)?.as_mut(), |commit| {
        let clerk = administration::commands_clerk(commit)?;
        administration::act(commit, &keys.hq, clerk, administration::fresh_op(now_ms()), op, now_ms())
    });
    match done {
        Ok(_) => {
            tell(cli, &json!({ "done": true }), words);
            Ok(true)
        }
        Err(Stop::Refused(refusal) | Stop::Conflict(refusal)) => {
            tell(cli, &json!({ "refusal": refusal }), &refusal.message);
            Ok(false)
        }
        Err(Stop::Failed(failure)) => Err(failure.into()),
    }
}

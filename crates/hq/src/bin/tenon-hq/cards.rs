//! `tenon-hq cards` and `tenon-hq campaigns`: what the console's page of cards does, for programs.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Args as ClapArgs, Subcommand};
use serde_json::{Value, json};
use tenon_domain::card_number::CardNumber;
use tenon_domain::entities::{
    Campaign, Card, CardBatch, CardState, Policy, RecallPurpose, Redemption, Standing, Store,
};
use tenon_domain::ops::{AnyOperation, ExtendCard, IssueCards, PutCampaign, RecallCard, ReclaimRight, UndoRedemption};
use tenon_domain::{Id, Money, Refusal, Stop, Uuid};
use tenon_hq::keys::Keys;
use tenon_hq::{administration, cards, now_ms};
use tenon_store::hq::Commit;
use tenon_store::{Connection, Schema, SqlRows};

use super::{Cli, connect, find_store, tell};

/// What is to be done with cards.
#[derive(ClapArgs)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    /// Only those of this store: its identifier, or a part of its name.
    #[arg(long)]
    store: Option<String>,
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
enum What {
    /// Make a batch.
    Issue {
        /// The campaign: its identifier, or a part of its name.
        #[arg(long)]
        campaign: String,
        /// How many, at most 5000.
        #[arg(long)]
        count: u32,
        #[command(flatten)]
        files: Files,
    },
    /// Write the files of a batch.
    Print {
        /// The batch's identifier.
        batch: Id<CardBatch>,
        #[command(flatten)]
        files: Files,
    },
    /// Show cards with their history.
    Find {
        /// A card's number, or the last four digits of the buyer's phone.
        text: String,
    },
    /// Honour a card no more, once its right is back.
    Void(Because),
    /// Give money back and honour the card no more, once its right is back.
    Refund {
        #[command(flatten)]
        because: Because,
        /// How much, minor units; what was paid unless it is said.
        #[arg(long)]
        minor: Option<i64>,
    },
    /// Give the buyer another number, once the right to the old one is back.
    Reissue(Because),
    /// Move a card to another showroom, once its right is back.
    Transfer {
        #[command(flatten)]
        because: Because,
        /// The showroom: its identifier, or a part of its name.
        #[arg(long)]
        to: String,
    },
    /// Let a card be valid for longer.
    Extend {
        #[command(flatten)]
        because: Because,
        /// First moment after its validity, UTC milliseconds.
        #[arg(long)]
        until_ms: i64,
    },
    /// Take a redemption back.
    Undo(Because),
    /// Take the right to a card from a tablet that is lost or broken.
    Reclaim(Because),
    /// The keys that sign cards.
    Keys {
        #[command(subcommand)]
        what: Option<SigningKeys>,
    },
}

#[derive(ClapArgs)]
struct Files {
    /// Write number, grouped number and code text here.
    #[arg(long)]
    csv: Option<PathBuf>,
    /// Write a sheet to print and cut here.
    #[arg(long)]
    pdf: Option<PathBuf>,
}

#[derive(ClapArgs)]
struct Because {
    /// The card's number.
    number: String,
    /// Why, in words.
    #[arg(long)]
    reason: String,
}

#[derive(Subcommand)]
enum SigningKeys {
    /// Sign with a new key from now on; cards of the old ones stay good.
    Rotate,
    /// Take cards that a key signed for genuine no more.
    End {
        /// The key's number.
        id: u8,
    },
}

/// What is to be done with campaigns.
#[derive(Subcommand)]
pub(super) enum Campaigns {
    /// List them, with --json as `put` takes them.
    List,
    /// Create or change one: a JSON file as `list --json` shows it.
    Put {
        /// The file.
        file: PathBuf,
    },
}

pub(super) fn run(cli: &Cli, args: &Args) -> Result<bool> {
    let Some(what) = &args.what else { return redeemable(cli, args.store.as_deref()) };
    let keys = Keys::open(&cli.data)?;
    let mut conn = connect(cli)?;
    let conn = conn.as_mut();
    match what {
        What::Issue { campaign, count, files } => {
            let campaign = find_campaign(conn, campaign)?;
            let op = IssueCards { campaign: campaign.id, count: *count, seed: Uuid::from_bytes(rand::random()) };
            let before = SqlRows(conn, Schema::Hq).entities_by::<CardBatch>(&CardBatch::of_campaign(campaign.id))?;
            if let Err(refusal) = act(conn, &keys, &op.into())? {
                return refused(cli, &refusal);
            }
            let batches = SqlRows(conn, Schema::Hq).entities_by::<CardBatch>(&CardBatch::of_campaign(campaign.id))?;
            let made = batches.into_iter().find(|batch| !before.contains(batch)).context("the batch is missing")?;
            print(conn, &keys, made.id, files)?;
            let words = format!("Batch {} of {count} cards of {} is made.", made.id, campaign.name.en);
            tell(cli, &json!({ "batch": made.id, "campaign": campaign.id, "count": count }), &words);
            Ok(true)
        }
        What::Print { batch, files } => {
            print(conn, &keys, *batch, files)?;
            tell(cli, &json!({ "batch": batch }), "Written.");
            Ok(true)
        }
        What::Find { text } => match cards::find(conn, text)? {
            Ok(found) => {
                let words: Vec<String> = found.iter().map(in_words).collect();
                tell(cli, &serde_json::to_value(&found)?, &words.join("\n"));
                Ok(!found.is_empty())
            }
            Err(refusal) => refused(cli, &refusal),
        },
        What::Void(because) => recall(cli, conn, &keys, because, RecallPurpose::Void),
        What::Refund { because, minor } => {
            let found = cards::find(conn, &because.number)?.ok().and_then(|found| found.into_iter().next());
            let Some(mut amount) = found.and_then(|card| card.paid) else {
                let known = campaign_of(conn, &because.number)?;
                return refund(cli, conn, &keys, because, known, *minor);
            };
            amount.minor = minor.unwrap_or(amount.minor);
            recall(cli, conn, &keys, because, RecallPurpose::Refund { amount })
        }
        What::Reissue(because) => {
            let seed = Uuid::from_bytes(rand::random());
            recall(cli, conn, &keys, because, RecallPurpose::Reissue { seed })
        }
        What::Transfer { because, to } => {
            let to = find_store(conn, to)?.id;
            recall(cli, conn, &keys, because, RecallPurpose::Transfer { to })
        }
        What::Extend { because, until_ms } => with_card(cli, conn, &keys, because, |card, reason| {
            Ok(ExtendCard { card: card.id, until_ms: *until_ms, reason }.into())
        }),
        What::Undo(because) => {
            let number = CardNumber::parse(&because.number).map_err(|refusal| anyhow::anyhow!(refusal.message))?;
            let all = SqlRows(conn, Schema::Hq).entities_by::<Redemption>(&Redemption::of_card(number.as_str()))?;
            let counts = all.into_iter().find(|one| one.standing == Standing::Stands);
            with_card(cli, conn, &keys, because, |_, reason| {
                let redemption = counts.ok_or_else(Refusal::redemption_unknown)?.id;
                Ok(UndoRedemption { redemption, reason }.into())
            })
        }
        What::Reclaim(because) => {
            with_card(cli, conn, &keys, because, |card, reason| Ok(ReclaimRight { card: card.id, reason }.into()))
        }
        What::Keys { what } => signing_keys(cli, conn, keys, what.as_ref()),
    }
}

/// Does `op` as the commands' own clerk.
pub(super) fn act(conn: &mut dyn Connection, keys: &Keys, op: &AnyOperation) -> Result<Result<(), Refusal>> {
    let now = now_ms();
    let done = tenon_store::hq::commit(conn, |commit: &mut Commit<'_>| {
        let clerk = administration::commands_clerk(commit)?;
        administration::act(commit, &keys.hq, clerk, administration::fresh_op(now), op, now)
    });
    match done {
        Ok(_) => Ok(Ok(())),
        Err(Stop::Refused(refusal) | Stop::Conflict(refusal)) => Ok(Err(refusal)),
        Err(Stop::Failed(failure)) => Err(failure.into()),
    }
}

pub(super) fn refused(cli: &Cli, refusal: &Refusal) -> Result<bool> {
    tell(cli, &serde_json::to_value(refusal)?, &refusal.message);
    Ok(false)
}

fn card(conn: &mut dyn Connection, number: &str) -> Result<Result<Card, Refusal>> {
    let number = match CardNumber::parse(number) {
        Ok(number) => number,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let found = SqlRows(conn, Schema::Hq).entities_by::<Card>(&Card::by_number(number.as_str()))?.into_iter().next();
    Ok(found.ok_or_else(|| Refusal::card_unknown(&number.grouped())))
}

/// Does what `make` says with the card of a number, and shows the card as it is then.
fn with_card(
    cli: &Cli,
    conn: &mut dyn Connection,
    keys: &Keys,
    because: &Because,
    make: impl FnOnce(&Card, String) -> Result<AnyOperation, Refusal>,
) -> Result<bool> {
    let op = match card(conn, &because.number)?.and_then(|card| make(&card, because.reason.clone())) {
        Ok(op) => op,
        Err(refusal) => return refused(cli, &refusal),
    };
    if let Err(refusal) = act(conn, keys, &op)? {
        return refused(cli, &refusal);
    }
    let found = cards::find(conn, &because.number)?.map_err(|refusal| anyhow::anyhow!(refusal.message))?;
    let now = found.first().context("the card is missing")?;
    tell(cli, &serde_json::to_value(now)?, &in_words(now));
    Ok(true)
}

fn recall(
    cli: &Cli,
    conn: &mut dyn Connection,
    keys: &Keys,
    because: &Because,
    purpose: RecallPurpose,
) -> Result<bool> {
    with_card(cli, conn, keys, because, |card, reason| Ok(RecallCard { card: card.id, purpose, reason }.into()))
}

fn campaign_of(conn: &mut dyn Connection, number: &str) -> Result<Option<Campaign>> {
    match card(conn, number)? {
        Ok(card) => Ok(SqlRows(conn, Schema::Hq).entity(card.campaign)?),
        Err(_) => Ok(None),
    }
}

/// A refund of a card that no website is known to have sold: the campaign's price counts.
fn refund(
    cli: &Cli,
    conn: &mut dyn Connection,
    keys: &Keys,
    because: &Because,
    campaign: Option<Campaign>,
    minor: Option<i64>,
) -> Result<bool> {
    let price = campaign.map_or_else(|| Money::new(0, ""), |campaign| campaign.price);
    let amount = Money { minor: minor.unwrap_or(price.minor), ..price };
    recall(cli, conn, keys, because, RecallPurpose::Refund { amount })
}

fn print(conn: &mut dyn Connection, keys: &Keys, batch: Id<CardBatch>, files: &Files) -> Result<()> {
    let write = |path: &Path, bytes: &[u8]| {
        std::fs::write(path, bytes).with_context(|| format!("{} cannot be written", path.display()))
    };
    if let Some(path) = &files.csv {
        write(path, &cards::csv(conn, keys, batch)?)?;
    }
    if let Some(path) = &files.pdf {
        let zone = SqlRows(conn, Schema::Hq).all::<Store>()?.first().and_then(|store| store.time_zone.parse().ok());
        write(path, &cards::pdf(conn, keys, batch, zone.unwrap_or(chrono_tz::Tz::Asia__Shanghai))?)?;
    }
    Ok(())
}

fn in_words(card: &cards::ConsoleCard) -> String {
    let state = match (card.state, &card.recall) {
        (CardState::Issued, _) => "not sold".to_owned(),
        (CardState::Void, _) => "void".to_owned(),
        (CardState::Sold, None) => "good".to_owned(),
        (CardState::Sold, Some(_)) => "waits for its right".to_owned(),
    };
    let right = match &card.right {
        None => "no right".to_owned(),
        Some(right) => {
            let who = right
                .holder
                .as_ref()
                .map_or_else(|| "head office".to_owned(), |holder| format!("{} of {}", holder.name, holder.store.en));
            let spent = if right.unspent { "" } else { ", spent" };
            format!("right with {who}, epoch {}{spent}", right.epoch)
        }
    };
    format!("{}  {state}  {}  {right}", card.number, card.campaign.en)
}

fn find_campaign(conn: &mut dyn Connection, asked: &str) -> Result<Campaign> {
    let campaigns = SqlRows(conn, Schema::Hq).all::<Campaign>()?;
    if let Ok(id) = asked.parse::<Id<Campaign>>() {
        return campaigns.into_iter().find(|one| one.id == id).with_context(|| format!("there is no campaign {id}"));
    }
    let lower = asked.to_lowercase();
    let named = |one: &Campaign| one.name.zh.contains(&lower) || one.name.en.to_lowercase().contains(&lower);
    let mut found: Vec<Campaign> = campaigns.into_iter().filter(named).collect();
    match (found.pop(), found.is_empty()) {
        (Some(campaign), true) => Ok(campaign),
        (Some(_), false) => anyhow::bail!("several campaigns are called that; give the identifier"),
        (None, _) => anyhow::bail!("no campaign is called that; `tenon-hq campaigns list` lists them"),
    }
}

fn signing_keys(cli: &Cli, conn: &mut dyn Connection, mut keys: Keys, what: Option<&SigningKeys>) -> Result<bool> {
    let mut policy = SqlRows(conn, Schema::Hq).entity::<Policy>(Policy::ID)?.unwrap_or_else(|| Policy::first(vec![]));
    match what {
        None => {}
        Some(SigningKeys::Rotate) => {
            // One that was made before a break, and that tablets have not heard of, is made known first.
            if policy.card_keys.iter().any(|key| key.id == keys.cards_id) {
                let used = |id: &u8| policy.card_keys.iter().any(|key| key.id == *id);
                let id = (1..=u8::MAX).find(|id| !used(id)).context("all 255 key numbers are in use: end old ones")?;
                keys.rotate_cards(&cli.data, id)?;
            }
            policy.card_keys.push(keys.card_key());
            put_policy(conn, &mut policy)?;
        }
        Some(SigningKeys::End { id }) => {
            anyhow::ensure!(*id != keys.cards_id, "key {id} signs cards now: `cards keys rotate` first");
            let held = policy.card_keys.len();
            policy.card_keys.retain(|key| key.id != *id);
            anyhow::ensure!(policy.card_keys.len() < held, "there is no key {id}");
            put_policy(conn, &mut policy)?;
        }
    }
    let ids: Vec<u8> = policy.card_keys.iter().map(|key| key.id).collect();
    let words =
        format!("Key {} signs; {ids:?} are taken for genuine. Restart `serve` after a rotation.", keys.cards_id);
    tell(cli, &json!({ "signs": keys.cards_id, "genuine": ids }), &words);
    Ok(true)
}

fn put_policy(conn: &mut dyn Connection, policy: &mut Policy) -> Result<()> {
    policy.version += 1;
    tenon_store::hq::commit(conn, |commit| commit.put(policy))?;
    Ok(())
}

pub(super) fn campaigns(cli: &Cli, what: &Campaigns) -> Result<bool> {
    let mut conn = connect(cli)?;
    let conn = conn.as_mut();
    match what {
        Campaigns::List => {
            let all = SqlRows(conn, Schema::Hq).all::<Campaign>()?;
            let words: Vec<String> =
                all.iter().map(|one| format!("{}  {} / {}", one.id, one.name.zh, one.name.en)).collect();
            tell(cli, &serde_json::to_value(&all)?, &words.join("\n"));
            Ok(true)
        }
        Campaigns::Put { file } => {
            let text = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
            let campaign: Campaign =
                serde_json::from_slice(&text).with_context(|| format!("{} is not as it should be", file.display()))?;
            let before = SqlRows(conn, Schema::Hq).entity(campaign.id)?;
            let id = campaign.id;
            match act(
                conn,
                &Keys::open(&cli.data)?,
                &PutCampaign { campaign: Box::new(campaign), before: before.map(Box::new) }.into(),
            )? {
                Ok(()) => {
                    tell(cli, &json!({ "campaign": id }), "It holds from now on.");
                    Ok(true)
                }
                Err(refusal) => refused(cli, &refusal),
            }
        }
    }
}

/// The cards that can be redeemed, with the text of their codes.
fn redeemable(cli: &Cli, store: Option<&str>) -> Result<bool> {
    let keys = Keys::open(&cli.data)?;
    let mut conn = connect(cli)?;
    let store = store.map(|store| find_store(conn.as_mut(), store)).transpose()?;
    let (mut rows, mut words) = (Vec::new(), Vec::new());
    for card in SqlRows(conn.as_mut(), Schema::Hq).all::<Card>()? {
        let elsewhere = store.as_ref().is_some_and(|store| card.home != Some(store.id));
        let used = SqlRows(conn.as_mut(), Schema::Hq)
            .entities_by::<Redemption>(&Redemption::of_card(&card.number))?
            .iter()
            .any(|one| one.standing == Standing::Stands);
        if elsewhere || used || card.state != CardState::Sold {
            continue;
        }
        let text = cards::text(&keys, &card);
        words.push(format!("{}  {text}", card.number));
        rows.push(json!({ "number": card.number, "store": card.home, "campaign": card.campaign, "text": text }));
    }
    tell(cli, &Value::Array(rows), &words.join("\n"));
    Ok(true)
}

//! What is read in from paper counts once, whatever comes first and whatever is missing, and holds nothing up.

use crate::showroom::{Hq, Tablet};
use proptest::prelude::*;
use tenon_domain::entities::{Card, Device, DeviceState, PaperRecord, Redemption, Right, Ruling, Standing};
use tenon_domain::ops::ReadPaper;
use tenon_domain::{Finality, OpId, Signed, Stop};
use tenon_store::tablet::pending_of;
use tenon_store::{Schema, SqlRows, hq as store};
use tenon_sync::{paper, sign};

/// What stands on the slip of `op`, by way of its code.
fn slip(tablet: &mut Tablet, op: OpId) -> Signed {
    let entry = pending_of(&mut tablet.conn, op).unwrap().unwrap();
    paper::read(&paper::print(&sign(&tablet.identity.key, entry.bytes)).unwrap()).unwrap()
}

fn standing(hq: &mut Hq, card: &Card) -> Vec<Finality> {
    let mut rows = SqlRows(&mut hq.conn, Schema::Hq);
    let all = rows.entities_by::<Redemption>(&Redemption::of_card(&card.number)).unwrap();
    all.into_iter().filter(|one| one.standing == Standing::Stands).map(|one| one.finality).collect()
}

fn state(hq: &mut Hq, tablet: &Tablet) -> DeviceState {
    hq.get::<Device>(tablet.identity.device).unwrap().state
}

/// Two copies of one tablet, each with an operation of its own under the same number.
fn copies(hq: &mut Hq) -> (Tablet, Tablet, Signed) {
    let (mut one, mut copy) = (Tablet::new(2, hq), Tablet::new(2, hq));
    let device = one.identity.device;
    let cards = [hq.sell(1, Some(device)), hq.sell(2, Some(device))];
    one.sync(hq);
    copy.sync(hq);
    one.redeem(&cards[0]).unwrap();
    let sold = copy.redeem(&cards[1]).unwrap();
    let signed = slip(&mut copy, sold.op);
    (one, copy, signed)
}

#[test]
fn a_chain_that_says_something_else_than_the_paper_suspends_its_device() {
    let mut hq = Hq::new();
    let (mut one, _copy, signed) = copies(&mut hq);
    let mut reader = Tablet::new(3, &mut hq);
    reader.submit(ReadPaper { signed }).unwrap();
    reader.sync(&mut hq);
    assert_eq!(state(&mut hq, &one), DeviceState::Active);
    one.sync(&mut hq);
    assert_eq!(state(&mut hq, &one), DeviceState::Suspended);
    assert_eq!(state(&mut hq, &reader), DeviceState::Active);
}

#[test]
fn a_paper_that_says_something_else_than_the_chain_suspends_its_device() {
    let mut hq = Hq::new();
    let (mut one, _copy, signed) = copies(&mut hq);
    let mut reader = Tablet::new(3, &mut hq);
    one.sync(&mut hq);
    reader.submit(ReadPaper { signed }).unwrap();
    reader.sync(&mut hq);
    assert_eq!(state(&mut hq, &one), DeviceState::Suspended);
    assert_eq!(state(&mut hq, &reader), DeviceState::Active);
}

/// The tablet that printed a slip and the one that read it are judged in one batch, in either order.
#[test]
fn a_slip_and_its_tablet_in_one_batch_are_one_redemption() {
    for [lost, reader] in [[2, 3], [3, 2]] {
        let mut hq = Hq::new();
        let (mut lost, mut reader) = (Tablet::new(lost, &mut hq), Tablet::new(reader, &mut hq));
        let card = hq.sell(1, Some(lost.identity.device));
        lost.sync(&mut hq);
        let sold = lost.redeem(&card).unwrap().op;
        reader.submit(ReadPaper { signed: slip(&mut lost, sold) }).unwrap();
        let handed = [hq.handed_in(&mut lost), hq.handed_in(&mut reader)];
        tenon_sync::hq::take_in(&mut hq.conn, &handed).unwrap();
        let ruling = hq.ruling(sold);
        assert!(matches!(ruling, Some(Ruling::Accepted { finality: Finality::Final })), "{ruling:?}");
        assert_eq!(standing(&mut hq, &card), [Finality::Final]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// `steps`: a slip is read in by one of two tablets, the lost one hands in a part, a reader goes online.
    #[test]
    fn each_counts_once_in_every_order(steps in prop::collection::vec((0_usize..5, 0_usize..4), 1..16)) {
        const CARDS: u64 = 4;
        let mut hq = Hq::new();
        let mut lost = Tablet::new(2, &mut hq);
        let mut reader = Tablet::new(3, &mut hq);
        let device = lost.identity.device;
        let cards: Vec<Card> = (0..CARDS).map(|serial| hq.sell(serial, Some(device))).collect();
        lost.sync(&mut hq);
        let ops: Vec<OpId> = cards.iter().map(|card| lost.redeem(card).unwrap().op).collect();
        let slips: Vec<Signed> = ops.iter().map(|op| slip(&mut lost, *op)).collect();
        let mut read = std::collections::BTreeSet::new();
        let before = store::tail(&mut hq.conn, device).unwrap().seq;
        let mut came_back = false;
        for (what, which) in steps {
            match what {
                0..=2 => {
                    let paper = ReadPaper { signed: slips[which].clone() };
                    match reader.submit(paper) {
                        Ok(_) => prop_assert!(read.insert(which)),
                        Err(Stop::Refused(refusal)) => {
                            prop_assert!(read.contains(&which) && refusal.code == "paper_read_before", "{:?}", refusal);
                        }
                        Err(stop) => prop_assert!(false, "{:?}", stop),
                    }
                }
                3 => reader.sync(&mut hq),
                _ if which == 0 => {
                    lost.sync(&mut hq);
                    came_back = true;
                }
                _ => {}
            }
            if !came_back {
                prop_assert_eq!(store::tail(&mut hq.conn, device).unwrap().seq, before, "paper moves no chain");
            }
        }
        reader.sync(&mut hq);
        for (at, card) in cards.iter().enumerate() {
            let counts = came_back || read.contains(&at);
            prop_assert_eq!(standing(&mut hq, card), if counts { vec![Finality::Final] } else { vec![] });
            prop_assert_eq!(hq.get::<PaperRecord>(PaperRecord::id_of(ops[at])).is_some(), read.contains(&at));
        }
        lost.sync(&mut hq);
        for (card, op) in cards.iter().zip(&ops) {
            prop_assert_eq!(standing(&mut hq, card), vec![Finality::Final]);
            prop_assert_eq!(hq.get::<Right>(card.right()).unwrap().left, 0);
            let accepted = matches!(hq.ruling(*op), Some(Ruling::Accepted { finality: Finality::Final }));
            prop_assert!(accepted, "{:?}", hq.ruling(*op));
        }
        prop_assert_eq!((lost.pending(), reader.pending()), (0, 0));
        prop_assert_eq!((state(&mut hq, &lost), state(&mut hq, &reader)), (DeviceState::Active, DeviceState::Active));
    }
}

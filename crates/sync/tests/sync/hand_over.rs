//! A card's right goes from tablet to tablet without a network, and is spent once, whatever headquarters hears first.

use crate::showroom::{Hq, Tablet};
use proptest::prelude::*;
use tenon_domain::entities::{Card, Device, DeviceState, HandOver, Redemption, Right, Ruling, Standing};
use tenon_domain::ops::{HandOverRight, ReadPaper, TakeOverRight};
use tenon_domain::{Finality, Id, OpId, Signed, Stop};
use tenon_store::tablet::entry;
use tenon_store::{Schema, SqlRows};
use tenon_sync::{paper, sign};

/// The giver's operation, by way of its code.
fn code(tablet: &mut Tablet, seq: i64) -> Signed {
    let bytes = entry(&mut tablet.conn, seq).unwrap().unwrap().bytes;
    let text = paper::print(&sign(&tablet.identity.key, bytes)).expect("it fits into a code");
    paper::read(&text).unwrap()
}

fn give(from: &mut Tablet, to: &Tablet, card: &Card) -> Result<Signed, Stop> {
    let op = HandOverRight { number: card.number.clone(), to: to.identity.device };
    let submitted = from.submit(op)?;
    Ok(code(from, submitted.seq))
}

fn take(tablet: &mut Tablet, signed: &Signed) -> Result<(), String> {
    match tablet.submit(TakeOverRight { signed: signed.clone() }) {
        Ok(_) => Ok(()),
        Err(Stop::Refused(refusal)) => Err(refusal.code),
        Err(stop) => panic!("{stop:?}"),
    }
}

/// Redeems, and answers the operation where that was final.
fn redeem(tablet: &mut Tablet, card: &Card) -> Option<OpId> {
    tablet.redeem(card).ok().filter(|one| one.finality == Finality::Final).map(|one| one.op)
}

fn counts(hq: &mut Hq, card: &Card) -> Vec<(OpId, Finality)> {
    let mut rows = SqlRows(&mut hq.conn, Schema::Hq);
    let all = rows.entities_by::<Redemption>(&Redemption::of_card(&card.number)).unwrap();
    all.into_iter().filter(|one| one.standing == Standing::Stands).map(|one| (one.op, one.finality)).collect()
}

fn accepted(hq: &mut Hq, op: OpId) -> bool {
    matches!(hq.ruling(op), Some(Ruling::Accepted { finality: Finality::Final }))
}

fn op_of(signed: &Signed) -> OpId {
    signed.stamp().unwrap().0.id
}

/// Headquarters, three tablets of one store, and a card whose right the first holds.
fn store() -> (Hq, [Tablet; 3], Card) {
    let mut hq = Hq::new();
    let mut tablets = [2, 3, 4].map(|number| Tablet::new(number, &mut hq));
    let card = hq.sell(1, Some(tablets[0].identity.device));
    for tablet in &mut tablets {
        tablet.sync(&mut hq);
    }
    (hq, tablets, card)
}

#[test]
fn what_is_handed_over_is_final_at_the_taker_and_not_at_the_giver() {
    let (mut hq, [mut giver, mut taker, mut third], card) = store();
    let signed = give(&mut giver, &taker, &card).unwrap();
    assert_eq!(redeem(&mut giver, &card), None, "given up before the taker has it");
    assert_eq!(take(&mut third, &signed).unwrap_err(), "hand_over_for_another");
    assert_eq!(redeem(&mut third, &card), None);
    take(&mut taker, &signed).unwrap();
    assert_eq!(take(&mut taker, &signed).unwrap_err(), "hand_over_taken");
    let sold = redeem(&mut taker, &card).expect("final without a network");
    assert_eq!(take(&mut taker, &signed).unwrap_err(), "hand_over_taken");

    // The taker's word first: the giver's comes with it, and once more with the giver.
    taker.sync(&mut hq);
    assert!(accepted(&mut hq, sold));
    assert_eq!(counts(&mut hq, &card)[0], (sold, Finality::Final));
    giver.sync(&mut hq);
    assert!(accepted(&mut hq, op_of(&signed)));
    let handed = giver.get::<HandOver>(HandOver::id_of(op_of(&signed))).unwrap();
    assert!(handed.taken, "the giver reads that it arrived");
    assert_eq!((giver.pending(), taker.pending()), (0, 0));
    assert_eq!(take(&mut taker, &signed).unwrap_err(), "hand_over_taken", "long after, too");
}

#[test]
fn the_taker_has_it_from_headquarters_where_the_giver_was_there_first() {
    let (mut hq, [mut giver, mut taker, _third], card) = store();
    let signed = give(&mut giver, &taker, &card).unwrap();
    giver.sync(&mut hq);
    taker.sync(&mut hq);
    assert_eq!(take(&mut taker, &signed).unwrap_err(), "hand_over_taken");
    let sold = redeem(&mut taker, &card).expect("the right came with the rows");
    taker.sync(&mut hq);
    assert!(accepted(&mut hq, sold));
    assert_eq!(hq.get::<Right>(card.right()).unwrap().left, 0);
}

#[test]
fn only_what_is_held_and_unspent_can_be_given() {
    let (_hq, [mut giver, mut taker, third], card) = store();
    let code = |outcome: Result<Signed, Stop>| match outcome {
        Err(Stop::Refused(refusal)) => refusal.code,
        other => panic!("{other:?}"),
    };
    assert_eq!(code(give(&mut taker, &third, &card)), "right_not_here");
    let elsewhere = HandOverRight { number: card.number.clone(), to: Id::new(tenon_domain::Uuid::from_u128(99)) };
    assert!(matches!(giver.submit(elsewhere), Err(Stop::Refused(refusal)) if refusal.code == "taker_unknown"));
    redeem(&mut giver, &card).unwrap();
    assert_eq!(code(give(&mut giver, &taker, &card)), "right_not_here");
}

#[test]
fn a_redemption_whose_right_headquarters_took_back_from_the_giver_is_a_conflict() {
    let (mut hq, [mut giver, mut taker, _third], card) = store();
    let signed = give(&mut giver, &taker, &card).unwrap();
    take(&mut taker, &signed).unwrap();
    let right = hq.get::<Right>(card.right()).unwrap();
    hq.put(&Right { holder: None, epoch: right.epoch + 1, ..right });
    let sold = redeem(&mut taker, &card).unwrap();
    taker.sync(&mut hq);
    assert!(matches!(hq.ruling(sold), Some(Ruling::Conflict { refusal }) if refusal.code == "right_reclaimed"));
    assert!(accepted(&mut hq, op_of(&signed)), "giving up loses nothing");
    giver.sync(&mut hq);
    assert_eq!((giver.pending(), taker.pending()), (0, 0));
    assert_eq!(redeem(&mut taker, &card), None, "and nothing is left of it");
}

#[test]
fn the_takers_slip_alone_proves_both() {
    let (mut hq, [mut giver, mut taker, mut third], card) = store();
    let signed = give(&mut giver, &taker, &card).unwrap();
    take(&mut taker, &signed).unwrap();
    let sold = taker.redeem(&card).unwrap();
    let slip = code(&mut taker, sold.seq);
    third.submit(ReadPaper { signed: slip }).unwrap();
    third.sync(&mut hq);
    assert!(accepted(&mut hq, sold.op));
    giver.sync(&mut hq);
    taker.sync(&mut hq);
    assert_eq!(counts(&mut hq, &card), [(sold.op, Finality::Final)]);
    assert!(accepted(&mut hq, sold.op) && accepted(&mut hq, op_of(&signed)));
    assert_eq!((giver.pending(), taker.pending(), third.pending()), (0, 0, 0));
}

#[test]
fn what_is_handed_on_is_proved_by_the_last_one_alone() {
    let (mut hq, [mut giver, mut second, mut third], card) = store();
    let first = give(&mut giver, &second, &card).unwrap();
    take(&mut second, &first).unwrap();
    let on = give(&mut second, &third, &card).unwrap();
    take(&mut third, &on).unwrap();
    let again = give(&mut third, &giver, &card);
    assert!(matches!(again, Err(Stop::Refused(refusal)) if refusal.code == "handed_on_too_often"));
    let sold = redeem(&mut third, &card).unwrap();
    third.sync(&mut hq);
    assert!([op_of(&first), op_of(&on), sold].iter().all(|op| accepted(&mut hq, *op)));
    second.sync(&mut hq);
    giver.sync(&mut hq);
    assert_eq!((giver.pending(), second.pending(), third.pending()), (0, 0, 0));
    assert_eq!(counts(&mut hq, &card), [(sold, Finality::Final)]);
}

/// Both in one batch, in either order: what the taker carries is judged once.
#[test]
fn giver_and_taker_are_judged_together() {
    for numbers in [[2, 3], [3, 2]] {
        let mut hq = Hq::new();
        let [mut giver, mut taker] = numbers.map(|number| Tablet::new(number, &mut hq));
        let card = hq.sell(1, Some(giver.identity.device));
        giver.sync(&mut hq);
        taker.sync(&mut hq);
        let signed = give(&mut giver, &taker, &card).unwrap();
        take(&mut taker, &signed).unwrap();
        let sold = redeem(&mut taker, &card).unwrap();
        let handed = [hq.handed_in(&mut giver), hq.handed_in(&mut taker)];
        tenon_sync::hq::take_in(&mut hq.conn, &handed).unwrap();
        assert!([op_of(&signed), sold].iter().all(|op| accepted(&mut hq, *op)));
        assert_eq!(counts(&mut hq, &card), [(sold, Finality::Final)]);
    }
}

#[test]
fn what_the_giver_did_not_sign_is_refused() {
    let (mut hq, [mut giver, mut taker, mut third], card) = store();
    let genuine = give(&mut giver, &taker, &card).unwrap();
    let (to, other) = (taker.identity.device.to_string(), third.identity.device.to_string());
    let forged = Signed { bytes: genuine.bytes.replace(&to, &other), ..genuine.clone() };
    assert_eq!(take(&mut third, &forged).unwrap_err(), "paper_forged");
    let known = hq.get::<Device>(giver.identity.device).unwrap();
    hq.put(&Device { state: DeviceState::Suspended, ..known });
    taker.sync(&mut hq);
    assert_eq!(take(&mut taker, &genuine).unwrap_err(), "giver_unknown");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    /// Each step: what, and two of the three tablets.
    #[test]
    fn one_final_in_every_order(steps in prop::collection::vec((0_usize..12, 0_usize..3, 0_usize..3), 1..28)) {
        let (mut hq, mut tablets, card) = store();
        let mut codes: Vec<Signed> = Vec::new();
        let mut finals: Vec<OpId> = Vec::new();
        for (what, one, other) in steps {
            match what {
                0..=3 => {
                    let to = HandOverRight { number: card.number.clone(), to: tablets[other].identity.device };
                    if let Ok(submitted) = tablets[one].submit(to) {
                        codes.push(code(&mut tablets[one], submitted.seq));
                    }
                }
                4..=7 => {
                    let nth = codes.len().saturating_sub(1 + other);
                    if let Some(signed) = codes.get(nth).cloned() {
                        let _ = take(&mut tablets[one], &signed);
                    }
                }
                8 => finals.extend(redeem(&mut tablets[one], &card)),
                9 if other == 0 => {
                    let right = hq.get::<Right>(card.right()).unwrap();
                    hq.put(&Right { wanted: right.holder.is_some() && right.left > 0, ..right });
                }
                _ => tablets[one].sync(&mut hq),
            }
            prop_assert!(finals.len() <= 1, "{:?}", finals);
        }
        for tablet in tablets.iter_mut().rev() {
            tablet.sync(&mut hq);
        }
        for tablet in &mut tablets {
            tablet.sync(&mut hq);
            prop_assert_eq!(tablet.pending(), 0);
            finals.extend(redeem(tablet, &card));
            tablet.sync(&mut hq);
        }
        prop_assert!(finals.len() <= 1, "{:?}", finals);
        for op in &finals {
            prop_assert!(accepted(&mut hq, *op), "{:?}", hq.ruling(*op));
        }
        let held: Vec<_> = counts(&mut hq, &card).into_iter().filter(|one| one.1 == Finality::Final).collect();
        prop_assert!(held.len() <= 1 && held.iter().all(|(op, _)| finals.contains(op) || finals.is_empty()));
        for signed in &codes {
            prop_assert!(accepted(&mut hq, op_of(signed)), "{:?}", hq.ruling(op_of(signed)));
        }
    }
}

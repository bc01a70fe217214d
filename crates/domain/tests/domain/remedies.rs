//! What is done about a card that does not count: the money adds up, and no budget is overspent.

use crate::desks::{Desks, clerk, manager, seller};
use proptest::prelude::*;
use tenon_domain::card_number::CardNumber;
use tenon_domain::catalog::PriceUnit;
use tenon_domain::entities::{
    Account, Buyer, Case, CaseNature, Due, Goodwill, Instalment, Order, Payment, PaymentMethod, Policy, Quote,
    QuoteVersion, Remedy, Signature, Touch,
};
use tenon_domain::ops::{
    AmendOrder, CancelOrder, CloseCase, CollectDifference, GrantGoodwill, ReturnPayment, SignOrder, Signing,
    TakePayment,
};
use tenon_domain::quoting::{QuoteContent, QuoteLine, QuotedCard};
use tenon_domain::{Id, Localized, Refusal, Stop, Uuid};

const PRICE: i64 = 500_000;
const CARD: i64 = 30_000;

fn id<E>(n: u128) -> Id<E> {
    Id::new(Uuid::from_u128(n))
}

fn card() -> String {
    CardNumber::make(11, 42).as_str().to_owned()
}

fn version(n: u128, card_minor: i64) -> QuoteVersion {
    let line = QuoteLine {
        line: "1".into(),
        product: Uuid::nil(),
        variant: Uuid::nil(),
        title: Localized::new("沙发", "sofa"),
        sku: String::new(),
        options: Localized::default(),
        picture: None,
        merchant: String::new(),
        brand: String::new(),
        category: String::new(),
        unit: PriceUnit::Each,
        room: String::new(),
        count: 1,
        size: None,
        quantity_milli: None,
        measured: false,
        piece_minor: PRICE,
        list_minor: PRICE,
        price_minor: PRICE,
        card_minor,
        discount_minor: 0,
        why: Vec::new(),
        book_version: 1,
        book_zone: None,
    };
    let quoted = QuotedCard { number: card(), campaign: id(7), name: Localized::default() };
    QuoteVersion {
        id: id(n),
        quote: id(1),
        store: Desks::store(1),
        over: Vec::new(),
        content: QuoteContent {
            currency: "CNY".into(),
            priced_ms: 0,
            valid_until_ms: i64::MAX,
            lines: vec![line],
            gifts: Vec::new(),
            card: Some(quoted).filter(|_| card_minor > 0),
            services: Vec::new(),
            note: String::new(),
        },
        by: seller(1).id,
        by_name: String::new(),
        device: id(9),
        at_ms: 0,
        approval: None,
        fixed: false,
    }
}

fn signing(version: u128, total_minor: i64) -> Signing {
    let signature = Signature { name: "Wu".into(), document: "0".repeat(64), strokes: vec![vec![1, 1, 2, 2]] };
    let instalments = vec![Instalment { due: Due::Signing, minor: total_minor }];
    Signing { version: id(version), total_minor, instalments, signature }
}

/// The case about the card that order `n` stands on.
fn case(n: u128) -> Case {
    Case {
        id: id(100 + n),
        op: id(100 + n),
        nature: CaseNature::Refused,
        device: id(9),
        store: Desks::store(1),
        tag: "card.redeem.v1".into(),
        subject: card(),
        refusal: Refusal::card_unknown(""),
        differences: Vec::new(),
        remedies: Remedy::OF_A_CARD.to_vec(),
        cascade: Vec::new(),
        opened_ms: 0,
        closed: None,
        order: None,
    }
}

fn order(n: u128) -> Order {
    Order {
        id: id(200 + n),
        quote: id(1),
        store: Desks::store(1),
        visit: None,
        buyer: Buyer { name: "Wu".into(), ..Buyer::default() },
        currency: "CNY".into(),
        card: Some(card()),
        touch: Touch::default(),
        agreements: Vec::new(),
        cancelled: None,
        card_lost: None,
    }
}

/// HQ with an order that stands on a card that does not count, and a case about it, for each of `orders`; and a budget.
fn hq(orders: u128, budget: i64) -> Desks {
    let mut hq = Desks::hq();
    hq.put(&Policy { goodwill_minor: budget, ..Policy::first(Vec::new()) });
    hq.put(&Quote {
        id: id(1),
        store: Desks::store(1),
        visit: None,
        buyer: Buyer::default(),
        by: seller(1).id,
        by_name: String::new(),
        made_ms: 0,
        changed_ms: 0,
        heads: vec![id(2)],
        order: None,
        touch: Touch::default(),
    });
    hq.put(&version(2, CARD));
    hq.put(&version(3, 0));
    for n in 0..orders {
        let mut order = order(n);
        order.agreements.push(tenon_domain::entities::Agreement {
            version: id(2),
            total_minor: PRICE - CARD,
            instalments: Vec::new(),
            signature: signing(2, 0).signature,
            by: seller(1).id,
            by_name: String::new(),
            at_ms: 0,
        });
        hq.put(&order);
        hq.put(&case(n));
    }
    hq
}

fn collect(n: u128) -> CollectDifference {
    CollectDifference { case: case(n).id, order: order(n).id, minor: CARD, note: String::new() }
}

fn grant(n: u128) -> GrantGoodwill {
    GrantGoodwill { case: case(n).id, order: order(n).id, minor: CARD, note: "老顾客".into() }
}

fn account(desks: &Desks, payments: &[Id<Payment>]) -> Account {
    let payments: Vec<Payment> = payments.iter().filter_map(|id| desks.row(*id)).collect();
    desks.row::<Order>(order(0).id).expect("it is there").account(&payments)
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Stop>) -> Refusal {
    match outcome {
        Err(Stop::Refused(refusal) | Stop::Conflict(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn collecting_makes_the_order_cost_more_and_closes_the_case() {
    let mut tablet = hq(1, 0).of_store(1);
    tablet.does(&seller(1), collect(0)).expect("the customer agrees");

    assert_eq!(account(&tablet, &[]).balance_minor, PRICE);
    let closed = tablet.row::<Case>(case(0).id).and_then(|case| case.closed).expect("closed by whoever did it");
    assert_eq!((closed.remedy, closed.by), (Remedy::CollectDifference, seller(1).name));
    assert_eq!(refused(tablet.does(&seller(1), collect(0))).code, "case_closed");
    // A change that still counts on the card is objected to; one without it has the full price, and nothing is owed twice.
    let change = |version, total| AmendOrder { order: order(0).id, signing: signing(version, total) };
    assert_eq!(refused(tablet.does(&seller(1), change(2, PRICE - CARD))).code, "card_settled");
    tablet.does(&seller(1), change(3, PRICE)).expect("without the card");
    assert_eq!(account(&tablet, &[]).balance_minor, PRICE);
}

#[test]
fn another_amount_another_order_and_words_alone_are_refused() {
    let mut tablet = hq(1, CARD).of_store(1);
    let other = Order { id: id(999), card: None, ..order(0) };
    tablet.put(&other);
    let code = |outcome: Result<_, Stop>| refused(outcome).code;
    assert_eq!(
        code(tablet.does(&seller(1), CollectDifference { minor: CARD + 1, ..collect(0) })),
        "card_worth_changed"
    );
    assert_eq!(code(tablet.does(&seller(1), CollectDifference { order: other.id, ..collect(0) })), "card_not_on_order");
    assert_eq!(code(tablet.does(&seller(1), grant(0))), "not_allowed");
    assert_eq!(code(tablet.does(&manager(2), grant(0))), "not_allowed");
    assert_eq!(code(tablet.does(&clerk(), grant(0))), "only_at_hq");
    for remedy in Remedy::OF_A_CARD {
        let words = CloseCase { case: case(0).id, remedy, note: String::new() };
        assert_eq!(code(tablet.does(&manager(1), words)), "remedy_on_order");
    }
    assert!(tablet.row::<Case>(case(0).id).is_some_and(|case| case.closed.is_none()));
}

#[test]
fn calling_the_order_off_closes_the_case_unless_somebody_was_faster() {
    let mut tablet = hq(1, CARD).of_store(1);
    let cancel = || CancelOrder { order: order(0).id, reason: "不要了".into(), case: Some(case(0).id) };
    let mut other = tablet.clone();
    tablet.does(&manager(1), cancel()).expect("a manager may");
    let closed = tablet.row::<Case>(case(0).id).and_then(|case| case.closed).expect("closed");
    assert_eq!((closed.remedy, account(&tablet, &[]).balance_minor), (Remedy::Cancel, 0));
    other.does(&manager(1), grant(0)).expect("within the budget");
    assert_eq!(refused(other.does(&manager(1), cancel())).code, "case_closed");
    assert_eq!(account(&other, &[]).balance_minor, PRICE - CARD);
}

#[test]
fn a_signature_on_a_card_that_fell_before_adds_no_second_case() {
    let mut hq = hq(0, 0);
    hq.put(&version(2, CARD));
    let sign = SignOrder {
        quote: id(1),
        visit: None,
        buyer: Buyer { name: "Wu".into(), ..Buyer::default() },
        currency: "CNY".into(),
        card: Some(card()),
        signing: signing(2, PRICE - CARD),
    };
    let signed = hq.does_in(1, &seller(1), sign).expect("a fact");
    // Nobody redeemed it, and no case of the redemption is open: this one names the order that the remedies act on.
    let opened: Case = hq.row(Case::id_about(signed)).expect("a case");
    assert_eq!((opened.remedies.as_slice(), opened.order), (Remedy::OF_A_CARD.as_slice(), Some(signed.nth(1))));
    let order: Order = hq.row(signed.nth(1)).expect("an order");
    assert!(opened.is_about(&order));
}

proptest! {
    /// Whatever two tablets do without seeing each other, in whatever order HQ hears of them.
    #[test]
    fn the_money_adds_up_in_every_order(
        first in prop::collection::vec(0_u8..4, 0..6),
        second in prop::collection::vec(0_u8..4, 0..6),
        minors in prop::collection::vec(1_i64..40_000, 12),
    ) {
        let hq = hq(1, 0);
        let mut made = Vec::new();
        let mut tablets = [hq.of_store(1), hq.of_store(2)];
        let mut collected = false;
        let mut changed = false;
        let (mut paid, mut returned) = (0, 0);
        for (at, (store, plan)) in [(1, &first), (2, &second)].into_iter().enumerate() {
            for (step, what) in plan.iter().enumerate() {
                let tablet = &mut tablets[at];
                let minor = minors[at * 6 + step];
                let method = PaymentMethod::Cash;
                let (reference, reason) = (String::new(), "多收了".to_owned());
                let done = match what {
                    0 => tablet.does(&seller(store), collect(0)).inspect(|_| collected = true),
                    1 => tablet
                        .does(&seller(store), TakePayment { order: order(0).id, minor, method, reference })
                        .inspect(|_| paid += minor),
                    2 => tablet
                        .does(&manager(store), ReturnPayment { order: order(0).id, minor, method, reference, reason })
                        .inspect(|_| returned += minor),
                    _ => tablet
                        .does(&seller(store), AmendOrder { order: order(0).id, signing: signing(3, PRICE) })
                        .inspect(|_| changed = true),
                };
                made.extend(done.ok().map(|op| op.nth(1)));
            }
        }
        let owed = if changed { PRICE } else { PRICE - CARD + if collected { CARD } else { 0 } };
        for order_of_arrival in [[0, 1], [1, 0]] {
            let mut hq = hq.clone();
            for at in order_of_arrival {
                hq.hears(&tablets[at]);
            }
            let account = account(&hq, &made);
            prop_assert_eq!((account.paid_minor, account.returned_minor), (paid, returned));
            prop_assert_eq!(account.balance_minor, owed - paid + returned);
        }
    }

    /// However many managers ask, the budget is never overspent, and a refusal names what is left.
    #[test]
    fn a_budget_is_never_overspent(budget in 0_i64..8 * CARD, asked in prop::collection::vec(0_u128..5, 1..20)) {
        let mut hq = hq(5, budget);
        let mut granted = std::collections::BTreeSet::new();
        let mut rows: Vec<Goodwill> = Vec::new();
        for n in asked {
            let left = budget - CARD * i64::try_from(granted.len()).unwrap();
            match hq.does(&clerk(), grant(n)) {
                Ok(op) => {
                    prop_assert!(left >= CARD && granted.insert(n));
                    rows.extend(hq.row(op.nth::<Goodwill>(1)));
                }
                Err(Stop::Refused(refusal)) if granted.contains(&n) => prop_assert_eq!(refusal.code, "case_closed"),
                Err(Stop::Refused(refusal)) => {
                    prop_assert_eq!(refusal, Refusal::goodwill_spent(left, budget));
                    prop_assert!(hq.row::<Case>(case(n).id).is_some_and(|case| case.closed.is_none()));
                }
                other => prop_assert!(false, "{:?}", other),
            }
        }
        prop_assert!(rows.len() == granted.len() && rows.iter().map(|one| one.minor).sum::<i64>() <= budget);
    }
}

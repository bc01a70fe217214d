//! What holds for every basket and every set of promotions.

use proptest::prelude::*;

use super::{floors, line, product, promotion, sale};
use crate::catalog::Product;
use crate::pricing::{
    BasketLine, BundlePart, Goods, GoodsFacts, Offer, Priced, Promotion, Reason, Stacking, Tier, piece_price, price,
    shown,
};
use crate::{Refusal, Uuid};

const CATEGORIES: [&str; 4] = ["living/sofa", "living/stool", "door", "kitchen/sink"];

fn goods() -> impl Strategy<Value = Goods> {
    let categories = prop::collection::vec(prop::sample::select(&["living", "living/sofa", "door"][..]), 0..2);
    let merchants = prop::collection::vec(prop::sample::select(&["oak", "elm"][..]), 0..2);
    (categories, merchants).prop_map(|(categories, merchants)| Goods {
        categories: categories.into_iter().map(str::to_owned).collect(),
        merchants: merchants.into_iter().map(str::to_owned).collect(),
        ..Goods::default()
    })
}

fn piece_offer() -> impl Strategy<Value = Offer> {
    prop_oneof![
        (1_u32..=10_000).prop_map(|basis_points| Offer::Percent { basis_points }),
        (1_i64..20_000).prop_map(|minor| Offer::Amount { minor }),
        (0_i64..20_000).prop_map(|minor| Offer::FixedPrice { minor }),
    ]
}

fn buy_n() -> impl Strategy<Value = Offer> {
    (1_u32..4, 1_u32..3, 1_u32..=10_000).prop_map(|(buy, get, basis_points)| Offer::BuyN { buy, get, basis_points })
}

fn gift() -> impl Strategy<Value = Offer> {
    let (product, variant) = (Uuid::nil(), Uuid::nil());
    (1_i64..60_000).prop_map(move |from_minor| Offer::Gift { from_minor, product, variant, count: 1 })
}

fn any_offer() -> impl Strategy<Value = Offer> {
    let tiers = (1_i64..30_000, 1_i64..30_000, any::<bool>()).prop_map(|(from, off, every)| {
        let off_minor = off.min(from);
        let tiers = vec![Tier { from_minor: from, off_minor }, Tier { from_minor: from * 3, off_minor: off_minor * 2 }];
        Offer::Threshold { tiers, every }
    });
    let bundle = (prop::collection::vec((goods(), 1_u32..3), 1..3), 0_i64..40_000).prop_map(|(parts, minor)| {
        let parts = parts.into_iter().map(|(goods, count)| BundlePart { goods, count }).collect();
        Offer::Bundle { parts, minor }
    });
    let buy_n = (1_u32..4, 1_u32..3, 1_u32..=10_000).prop_map(|(buy, get, basis_points)| Offer::BuyN {
        buy,
        get,
        basis_points,
    });
    prop_oneof![3 => piece_offer(), 1 => buy_n, 1 => tiers, 1 => bundle, 1 => gift()]
}

fn promotions(offer: impl Strategy<Value = Offer>) -> impl Strategy<Value = Vec<Promotion>> {
    let stacking = prop_oneof![
        Just(Stacking::Nothing),
        Just(Stacking::Anything),
        (0_u128..6).prop_map(|number| Stacking::With(vec![Uuid::from_u128(number)])),
    ];
    let one = (offer, goods(), prop::option::of(goods()), stacking, 0_i32..3, prop::option::of(1_u32..4));
    prop::collection::vec(one, 0..6).prop_map(|all| {
        let numbered = all.into_iter().zip(0_u128..);
        numbered
            .map(|((offer, goods, except, stacking, priority, limit), number)| Promotion {
                goods,
                // An exclusion of everything would leave nothing to try.
                except: except.filter(|except| !except.is_all()),
                stacking,
                priority,
                limit,
                ..promotion(number, offer)
            })
            .collect()
    })
}

/// Products with their numbers of pieces.
fn basket() -> impl Strategy<Value = Vec<(Product, u32)>> {
    let one = (0_u128..12, 0_usize..4, 0_i64..20_000, 1_u32..5);
    prop::collection::vec(one, 1..6).prop_map(|all| {
        let product = |(number, category, minor, count): (u128, usize, i64, u32)| {
            // One price and place for each product.
            let minor = minor / 12 * 12 + i64::try_from(number).unwrap();
            (product(number, CATEGORIES[category], minor), count)
        };
        let mut all: Vec<_> = all.into_iter().map(product).collect();
        let mut seen = std::collections::BTreeSet::new();
        all.retain(|(product, _)| seen.insert(product.id));
        all
    })
}

const KEYS: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];

fn lines(basket: &[(Product, u32)]) -> Vec<BasketLine<'_>> {
    basket.iter().zip(KEYS).map(|((product, count), key)| line(key, product, *count)).collect()
}

fn priced(lines: &[BasketLine<'_>], promotions: &[Promotion], floor_bp: u32) -> Result<Priced, Refusal> {
    price(lines, &sale(), promotions, Some(&floors(floor_bp)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn sums_and_reasons_add_up_and_the_floor_holds(
        basket in basket(), promotions in promotions(any_offer()), floor_bp in 0_u32..=10_000,
    ) {
        let said = priced(&lines(&basket), &promotions, floor_bp).unwrap();
        prop_assert_eq!(said.lines.iter().map(|line| line.total_minor).sum::<i64>(), said.total_minor);
        prop_assert_eq!(said.list_minor - said.off_minor, said.total_minor);
        for (line, (product, count)) in said.lines.iter().zip(&basket) {
            let list = product.variants[0].prices[0].minor;
            prop_assert_eq!((line.count, line.list_minor), (*count, list * i64::from(*count)));
            let floor = (list * i64::from(floor_bp) + 9_999) / 10_000 * i64::from(*count);
            prop_assert!((floor..=line.list_minor).contains(&line.total_minor), "{:?}", line);
            let off: i64 = line.why.iter().map(|reason| match reason {
                Reason::Promotion { off_minor, .. } => *off_minor,
                _ => 0,
            }).sum();
            prop_assert_eq!(line.list_minor - off, line.total_minor, "the reasons explain the price");
        }
    }

    #[test]
    fn the_order_of_lines_decides_nothing(
        basket in basket(), promotions in promotions(any_offer()), turn in 0_usize..6, floor_bp in 0_u32..6_000,
    ) {
        let first = lines(&basket);
        let mut other = first.clone();
        other.rotate_left(turn % first.len());
        other.reverse();
        let mut shuffled = promotions.clone();
        shuffled.reverse();
        let by_key = |mut said: Priced| {
            said.lines.sort_by(|one, next| one.line.cmp(&next.line));
            said
        };
        prop_assert_eq!(
            by_key(priced(&first, &promotions, floor_bp).unwrap()),
            by_key(priced(&other, &shuffled, floor_bp).unwrap())
        );
    }

    // What is shared out leaves cents on one line or another, which a second threshold may count or not.
    #[test]
    fn a_line_may_be_split_where_nothing_is_shared_out(
        basket in basket(), promotions in promotions(prop_oneof![2 => piece_offer(), 1 => buy_n()]),
        floor_bp in 0_u32..6_000,
    ) {
        let whole = lines(&basket);
        let mut split = Vec::new();
        for line in &whole {
            if line.count > 1 {
                split.push(BasketLine { count: 1, ..*line });
            }
            split.push(BasketLine { count: (line.count - 1).max(1), ..*line });
        }
        let totals = [whole, split].map(|lines| priced(&lines, &promotions, floor_bp).unwrap().total_minor);
        prop_assert_eq!(totals[0], totals[1]);
    }

    #[test]
    fn one_more_item_never_costs_less_by_itself(
        basket in basket(), promotions in promotions(prop_oneof![4 => piece_offer(), 1 => gift()]),
        floor_bp in 0_u32..6_000,
    ) {
        let all = lines(&basket);
        let promotions: Vec<_> = promotions.into_iter().map(|one| Promotion { limit: None, ..one }).collect();
        prop_assert!(!promotions.iter().any(Promotion::may_lower_total));
        let fewer = priced(&all[1..], &promotions, floor_bp).unwrap().total_minor;
        prop_assert!(fewer <= priced(&all, &promotions, floor_bp).unwrap().total_minor);
    }

    #[test]
    fn one_more_item_costs_less_only_where_a_promotion_says_so(
        basket in basket(), promotions in promotions(any_offer()),
    ) {
        let all = lines(&basket);
        let (fewer, more) = (priced(&all[1..], &promotions, 0).unwrap(), priced(&all, &promotions, 0).unwrap());
        let may: Vec<Uuid> = promotions.iter().filter(|one| one.may_lower_total()).map(|one| one.id).collect();
        let says_so = |reason: &Reason| matches!(reason, Reason::Promotion { id, .. } if may.contains(id));
        prop_assert!(
            fewer.total_minor <= more.total_minor || more.lines.iter().flat_map(|line| &line.why).any(says_so),
            "{} then {}", fewer.total_minor, more.total_minor
        );
    }

    #[test]
    fn a_list_shows_what_one_piece_costs(
        basket in basket(), promotions in promotions(piece_offer()), floor_bp in 0_u32..=10_000,
    ) {
        let (product, authority) = (&basket[0].0, floors(floor_bp));
        let alone = priced(&[line("a", product, 1)], &promotions, floor_bp).unwrap();
        let shown = shown(product, &product.variants[0], &[], &sale(), &promotions, Some(&authority)).unwrap();
        prop_assert_eq!((shown.list_minor, shown.now_minor), (alone.list_minor, alone.total_minor));
        prop_assert_eq!(&shown.why, &alone.lines[0].why);
        let goods = GoodsFacts::from(product);
        let for_it: Vec<&Promotion> = promotions.iter().filter(|one| one.is_for(&goods)).collect();
        let floor = authority.floor_minor(&goods, shown.list_minor);
        prop_assert_eq!(piece_price(goods, shown.list_minor, floor, &for_it), shown.now_minor);
    }
}

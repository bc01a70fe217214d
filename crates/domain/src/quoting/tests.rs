use proptest::prelude::*;

use super::{QuoteContent, QuoteLine, QuotedCard};
use crate::catalog::PriceUnit;
use crate::entities::{Allowance, AuthorityRule, Benefit, Campaign, DiscountAuthority, OfflinePolicy, Role, Worth};
use crate::pricing::Goods;
use crate::{Id, Localized, Money, Uuid};

fn line(at: usize, (price_minor, off_minor, kitchen): (i64, i64, bool)) -> QuoteLine {
    QuoteLine {
        line: at.to_string(),
        product: Uuid::nil(),
        variant: Uuid::nil(),
        title: Localized::default(),
        sku: String::new(),
        options: Localized::default(),
        picture: None,
        merchant: "oak".into(),
        brand: String::new(),
        category: if kitchen { "kitchen/cabinet" } else { "door" }.into(),
        unit: PriceUnit::Each,
        room: String::new(),
        count: 1,
        size: None,
        quantity_milli: None,
        measured: false,
        piece_minor: price_minor + off_minor,
        list_minor: price_minor + off_minor,
        price_minor,
        card_minor: 0,
        discount_minor: 0,
        why: Vec::new(),
        book_version: 1,
        book_zone: None,
    }
}

fn content(lines: &[(i64, i64, bool)]) -> QuoteContent {
    QuoteContent {
        currency: "CNY".into(),
        priced_ms: 0,
        valid_until_ms: 1,
        lines: lines.iter().enumerate().map(|(at, one)| line(at, *one)).collect(),
        gifts: Vec::new(),
        card: None,
        services: Vec::new(),
        note: String::new(),
    }
}

fn campaign(value_minor: i64, worth: Worth) -> Campaign {
    Campaign {
        id: Id::new(Uuid::nil()),
        name: Localized::default(),
        channel: Localized::default(),
        keyword: String::new(),
        price: Money::new(100, "CNY"),
        benefit: Benefit { value: Money::new(value_minor, "CNY"), worth, words: Localized::default() },
        goods: Goods { categories: vec!["kitchen".into()], ..Goods::default() },
        stores: Vec::new(),
        from_ms: 0,
        until_ms: i64::MAX,
        cards: None,
        offline: OfflinePolicy::Refuse,
    }
}

fn card(campaign: &Campaign) -> QuotedCard {
    QuotedCard { number: "8H2057".into(), campaign: campaign.id, name: Localized::default() }
}

fn authority() -> DiscountAuthority {
    let rule = |role, limit_bp, floor_bp| AuthorityRule { role, merchant: None, category: None, limit_bp, floor_bp };
    DiscountAuthority { version: 1, rules: vec![rule(Role::Seller, 500, 9_000), rule(Role::Manager, 900, 8_500)] }
}

fn worths() -> impl Strategy<Value = Worth> {
    prop_oneof![
        Just(Worth::Amount),
        (0_u32..=10_000).prop_map(|basis_points| Worth::Percent { basis_points }),
        (0_i64..2_000_000).prop_map(|from_minor| Worth::Threshold { from_minor }),
        Just(Worth::Gift),
    ]
}

proptest! {
    #[test]
    fn the_sums_are_the_lines_to_the_cent(
        lines in prop::collection::vec((0_i64..1_000_000, 0_i64..100_000, any::<bool>()), 0..20),
        value in 0_i64..500_000,
        worth in worths(),
        part in 0_i64..=1_000,
    ) {
        let campaign = campaign(value, worth);
        let mut quote = content(&lines);
        quote.put_card(Some(card(&campaign)), Some(&campaign));
        let most = quote.most_minor(Some(&authority()), &[Role::Manager]);
        let off = most * part / 1_000;
        quote.put_discount(off, Some(&authority()), Some(Role::Seller));
        let sums = quote.sums();
        prop_assert_eq!(sums.discount_minor, off);
        prop_assert_eq!(sums.list_minor - sums.promotions_minor - sums.card_minor - off, sums.total_minor);
        let kitchen = lines.iter().filter(|one| one.2).map(|one| one.0).sum();
        prop_assert_eq!(sums.card_minor, campaign.benefit.off_minor(kitchen));
        prop_assert!(quote.check(Some(&campaign)).is_ok());
        prop_assert_eq!(quote.allowance(Some(&authority()), Role::Manager), Allowance::Within);
        let own = quote.most_minor(Some(&authority()), &[Role::Seller]);
        let expected = if off <= own { Allowance::Within } else { Allowance::NeedsApproval { by: vec![Role::Manager] } };
        prop_assert_eq!(quote.allowance(Some(&authority()), Role::Seller), expected);
    }

    #[test]
    fn nobody_goes_below_the_floor(
        lines in prop::collection::vec((1_i64..1_000_000, 0_i64..100_000, any::<bool>()), 1..10),
        over in 1_i64..10_000,
    ) {
        let mut quote = content(&lines);
        let most = quote.most_minor(Some(&authority()), Role::ALL);
        let total = quote.sums().total_minor;
        quote.put_discount((most + over).min(total), Some(&authority()), Some(Role::Seller));
        prop_assume!(most < total);
        prop_assert_eq!(quote.allowance(Some(&authority()), Role::Manager),
            Allowance::Never { floor_minor: total - most });
    }
}

#[test]
fn each_line_is_judged_by_the_rule_for_its_goods() {
    let rule = |merchant: Option<&str>, category: Option<&str>, limit_bp| AuthorityRule {
        role: Role::Seller,
        merchant: merchant.map(str::to_owned),
        category: category.map(str::to_owned),
        limit_bp,
        floor_bp: 5_000,
    };
    let rules = vec![rule(None, None, 300), rule(None, Some("kitchen"), 500), rule(Some("oak"), Some("kitchen"), 100)];
    let authority = DiscountAuthority { version: 1, rules };
    let mut quote = content(&[(100_000, 0, true), (100_000, 0, true), (100_000, 0, false)]);
    quote.lines[1].merchant = "elm".into();
    let most = quote.most_minor(Some(&authority), &[Role::Seller]);
    assert_eq!(most, 1_000 + 5_000 + 3_000);
    quote.put_discount(most, Some(&authority), Some(Role::Seller));
    assert_eq!(quote.allowance(Some(&authority), Role::Seller), Allowance::Within);
    // The same sum, but more than may be of the oak kitchen.
    quote.lines[0].discount_minor += 1;
    quote.lines[1].discount_minor -= 1;
    assert_ne!(quote.allowance(Some(&authority), Role::Seller), Allowance::Within);
}

#[test]
fn what_a_tablet_would_not_write_is_refused() {
    let code = |quote: &QuoteContent, campaign: Option<&Campaign>| quote.check(campaign).unwrap_err().code;
    let base = content(&[(1_000, 0, true), (1_000, 0, false)]);
    let change = |change: fn(&mut QuoteContent)| {
        let mut quote = base.clone();
        change(&mut quote);
        quote
    };
    assert!(base.check(None).is_ok());
    assert_eq!(code(&change(|quote| quote.lines[0].discount_minor = 1_001), None), "quote_does_not_add_up");
    assert_eq!(code(&change(|quote| quote.lines[0].list_minor = 999), None), "quote_does_not_add_up");
    assert_eq!(code(&change(|quote| quote.lines[0].card_minor = 1), None), "quote_does_not_add_up");
    assert_eq!(code(&change(|quote| quote.lines[1].line = "0".into()), None), "quote_does_not_add_up");
    assert_eq!(code(&change(|quote| quote.lines[0].count = 0), None), "count_out_of_range");
    assert_eq!(code(&change(|quote| quote.note = "x".repeat(501)), None), "too_long");
    let campaign = campaign(100, Worth::Amount);
    let mut carded = base.clone();
    carded.put_card(Some(card(&campaign)), Some(&campaign));
    assert!(carded.check(Some(&campaign)).is_ok());
    carded.lines[1].card_minor = 1;
    assert_eq!(code(&carded, Some(&campaign)), "quote_card_wrong");
}

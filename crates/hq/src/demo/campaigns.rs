//! Campaigns and the cards that they sold.

use tenon_domain::card_number::CardNumber;
use tenon_domain::entities::{Benefit, Campaign, Card, CardState, OfflinePolicy, Store, Worth};
use tenon_domain::pricing::Goods;
use tenon_domain::{Id, Localized, Money, Uuid, mask_phone};

use super::day::Day;
use super::dice::Dice;
use super::people;

/// How many cards were sold.
pub const CARDS: usize = 240;

/// The first of the series that card numbers begin with; each campaign has its own.
const FIRST_SERIES: u8 = 81;

struct Plan {
    key: &'static str,
    name: (&'static str, &'static str),
    channel: (&'static str, &'static str),
    price_yuan: i64,
    worth_yuan: i64,
    /// The order from which it comes off.
    from_yuan: i64,
    keyword: &'static str,
    words: (&'static str, &'static str),
    /// Days from today.
    from: i64,
    until: i64,
    offline: OfflinePolicy,
    /// Share of the cards, in percent.
    share: usize,
}

const PLANS: &[Plan] = &[
    Plan {
        key: "live",
        name: ("岁末焕新直播专场", "Year-end live show"),
        channel: ("直播", "Live stream"),
        price_yuan: 99,
        worth_yuan: 2_000,
        from_yuan: 20_000,
        keyword: "",
        words: ("满 ¥20,000 抵 ¥2,000，另赠厨房龙头一只", "¥2,000 off orders from ¥20,000, with a kitchen tap"),
        from: -20,
        until: 25,
        offline: OfflinePolicy::Provisional { cap_per_day: 3 },
        share: 30,
    },
    Plan {
        key: "video",
        name: ("老房改造短视频专享", "Old-home makeover clips"),
        channel: ("短视频", "Short video"),
        price_yuan: 49,
        worth_yuan: 800,
        from_yuan: 10_000,
        keyword: "",
        words: ("满 ¥10,000 抵 ¥800，免费量尺一次", "¥800 off orders from ¥10,000, with a free measure"),
        from: -30,
        until: 30,
        offline: OfflinePolicy::Provisional { cap_per_day: 5 },
        share: 22,
    },
    Plan {
        key: "search",
        name: ("新房装修搜索特权", "New-home search offer"),
        channel: ("搜索广告", "Search ads"),
        price_yuan: 19,
        worth_yuan: 500,
        from_yuan: 6_000,
        keyword: "新房装修",
        words: ("满 ¥6,000 抵 ¥500", "¥500 off orders from ¥6,000"),
        from: -40,
        until: 40,
        offline: OfflinePolicy::Refuse,
        share: 16,
    },
    Plan {
        key: "mini",
        name: ("小程序一元到店礼", "Mini program one-yuan welcome"),
        channel: ("小程序", "Mini program"),
        price_yuan: 1,
        worth_yuan: 200,
        from_yuan: 2_000,
        keyword: "",
        words: ("满 ¥2,000 抵 ¥200", "¥200 off orders from ¥2,000"),
        from: -60,
        until: 60,
        offline: OfflinePolicy::Provisional { cap_per_day: 10 },
        share: 18,
    },
    Plan {
        key: "community",
        name: ("社群金秋团购", "Autumn group purchase"),
        channel: ("社群", "Community"),
        price_yuan: 29,
        worth_yuan: 600,
        from_yuan: 8_000,
        keyword: "",
        words: ("满 ¥8,000 抵 ¥600", "¥600 off orders from ¥8,000"),
        from: -75,
        until: -5,
        offline: OfflinePolicy::Refuse,
        share: 8,
    },
    Plan {
        key: "referral",
        name: ("老客转介 新年礼", "New-year referral gift"),
        channel: ("老客转介", "Referral"),
        price_yuan: 9,
        worth_yuan: 1_000,
        from_yuan: 12_000,
        keyword: "",
        words: ("满 ¥12,000 抵 ¥1,000，介绍人同享", "¥1,000 off orders from ¥12,000, and the same for the friend"),
        from: 10,
        until: 55,
        offline: OfflinePolicy::Provisional { cap_per_day: 2 },
        share: 6,
    },
];

/// The campaigns' rows.
pub(super) fn campaigns(root: Uuid, today: Day) -> Vec<Campaign> {
    PLANS
        .iter()
        .map(|plan| Campaign {
            id: Id::new(Uuid::new_v5(&root, format!("campaign:{}", plan.key).as_bytes())),
            name: Localized::new(plan.name.0, plan.name.1),
            channel: Localized::new(plan.channel.0, plan.channel.1),
            price: Money::new(plan.price_yuan * 100, "CNY"),
            benefit: Benefit {
                value: Money::new(plan.worth_yuan * 100, "CNY"),
                worth: Worth::Threshold { from_minor: plan.from_yuan * 100 },
                words: Localized::new(plan.words.0, plan.words.1),
            },
            keyword: plan.keyword.to_owned(),
            goods: Goods::default(),
            stores: Vec::new(),
            cards: None,
            from_ms: today.plus(plan.from).at(0, 0),
            until_ms: today.plus(plan.until).at(0, 0),
            offline: plan.offline,
        })
        .collect()
}

/// The cards that the campaigns sold, spread over the stores.
pub(super) fn cards(seed: u64, root: Uuid, today: Day, campaigns: &[Campaign], stores: &[Store]) -> Vec<Card> {
    let mut dice = Dice::new(seed, "cards");
    // The step shares no factor with ten, so that no two of the serials are one.
    let start = dice.between(0, 9_999_999_999).unsigned_abs();
    let serial = |at: usize| (start + at as u64 * 3_141_592_651) % 10_000_000_000;
    let campaign_of: Vec<usize> =
        PLANS.iter().enumerate().flat_map(|(at, plan)| std::iter::repeat_n(at, plan.share)).collect();
    (0..CARDS)
        .map(|at| {
            // 37 and 100 have no common factor: a hundred cards meet every place of the list once.
            let which = campaign_of[at * 37 % campaign_of.len()];
            let (plan, campaign) = (&PLANS[which], &campaigns[which]);
            let series = FIRST_SERIES + u8::try_from(which).unwrap_or(0);
            let number = CardNumber::make(series, serial(at));
            let (first, last) = (plan.from.clamp(-28, -3), (plan.until - 1).clamp(plan.from.min(-3), -1));
            let sold = today.plus(dice.between(first.min(last), last));
            Card {
                id: Id::new(Uuid::new_v5(&root, format!("card:{}", number.as_str()).as_bytes())),
                number: number.as_str().to_owned(),
                campaign: campaign.id,
                home: Some(stores[at % stores.len()].id),
                sold_ms: Some(sold.at(dice.between(9, 22), dice.between(0, 59))),
                phone_masked: mask_phone(&people::phone(&mut dice)),
                state: if at % 60 == 17 { CardState::Void } else { CardState::Sold },
                until_ms: None,
                batch: None,
                recall: None,
            }
        })
        .collect()
}

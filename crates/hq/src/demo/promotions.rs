//! Promotions: one of each kind, most of which hold, one that is over, one to come.

use tenon_domain::pricing::{BundlePart, Channel, Goods, Offer, Promotion, Stacking, Tier};
use tenon_domain::{Localized, Uuid};

use super::day::Day;
use super::{products, root};

/// The promotions as they stand on the day of `today_ms`. The gift is one of the `count` products.
pub fn promotions(seed: u64, today_ms: i64, count: usize) -> Vec<Promotion> {
    let today = Day::of(today_ms);
    let mut all = on_pieces(today);
    all.extend(on_baskets(today));
    let gift = products(seed, today_ms, count).find(|product| product.category.path == "tap/kitchen");
    if let Some((product, variant)) = gift.and_then(|gift| Some((gift.id, gift.variants.first()?.id))) {
        let offer = Offer::Gift { from_minor: 1_500_000, product, variant, count: 1 };
        let name = ("定制橱柜送龙头", "A tap with your kitchen");
        all.push(Promotion {
            stacking: Stacking::Anything,
            ..promotion("kitchen-gift", name, of(&["kitchen/cabinet"]), offer, today.plus(-3), today.plus(30))
        });
    }
    all
}

/// Those that act on a piece by itself: three that hold, one that is over, one to come.
fn on_pieces(today: Day) -> Vec<Promotion> {
    let days = |from, until| [today.plus(from), today.plus(until)];
    let one = |key, name, goods, offer, [from, until]: [Day; 2]| promotion(key, name, goods, offer, from, until);
    let percent = |basis_points| Offer::Percent { basis_points };
    let (past, next) = (("金秋装修季", "Autumn refit"), ("新年焕家", "New year at home"));
    let (sofas, lamps) = (("沙发立减 ¥300", "¥300 off every sofa"), ("到店吸顶灯 ¥499", "Ceiling lamps ¥499 in store"));
    let now = ("岁末焕新节", "Year-end renewal");
    vec![
        Promotion {
            stacking: Stacking::Anything,
            ..one("kitchens-now", now, of(&["kitchen"]), percent(800), days(-6, 9))
        },
        one("doors-and-tiles-past", past, of(&["door", "tile"]), percent(1_000), days(-45, -12)),
        one("everything-next", next, Goods::default(), percent(500), days(12, 30)),
        Promotion {
            stacking: Stacking::Anything,
            ..one("sofas-amount", sofas, of(&["furniture/sofa"]), Offer::Amount { minor: 30_000 }, days(-3, 14))
        },
        Promotion {
            limit: Some(2),
            channels: vec![Channel::Showroom],
            ..one("lamps-fixed", lamps, of(&["light/ceiling"]), Offer::FixedPrice { minor: 49_900 }, days(-3, 14))
        },
    ]
}

/// Those that act on several pieces together.
fn on_baskets(today: Day) -> Vec<Promotion> {
    let [from, until] = [today.plus(-3), today.plus(20)];
    let part = |path: &str, count| BundlePart { goods: of(&[path]), count };
    let parts = vec![part("bath/vanity", 1), part("tap/basin", 1)];
    let bundle = Offer::Bundle { parts, minor: 299_900 };
    let chairs = Offer::BuyN { buy: 3, get: 1, basis_points: 10_000 };
    let tiers = [(20_000, 800), (50_000, 2_500), (100_000, 6_000)];
    let tiers = tiers.map(|(from, off)| Tier { from_minor: from * 100, off_minor: off * 100 }).to_vec();
    let spend = Offer::Threshold { tiers, every: false };
    let bathroom = ("浴室柜加面盆龙头套餐", "Vanity unit with basin tap");
    vec![
        promotion("chairs", ("餐椅买三送一", "Four chairs for three"), of(&["furniture/chair"]), chairs, from, until),
        promotion("bathroom", bathroom, Goods::default(), bundle, from, until),
        Promotion {
            except: Some(of(&["tile"])),
            stacking: Stacking::Anything,
            ..promotion("whole-home", ("全屋满减", "Whole-home spend and save"), Goods::default(), spend, from, until)
        },
    ]
}

fn promotion(key: &str, (zh, en): (&str, &str), goods: Goods, offer: Offer, from: Day, until: Day) -> Promotion {
    Promotion {
        id: Uuid::new_v5(&root(0), format!("promotion:{key}").as_bytes()),
        name: Localized::new(zh, en),
        offer,
        goods,
        except: None,
        stores: Vec::new(),
        channels: Vec::new(),
        from_ms: from.at(0, 0),
        until_ms: until.at(0, 0),
        limit: None,
        priority: 0,
        stacking: Stacking::Nothing,
    }
}

fn of(paths: &[&str]) -> Goods {
    Goods { categories: paths.iter().map(|&path| path.to_owned()).collect(), ..Goods::default() }
}

//! Puts a product together from its kind.

use tenon_domain::Localized;
use tenon_domain::catalog::{Attribute, OptionAxis, Product, Variant};

use super::kind::{Kind, Size, Words};
use super::pricing::{Course, tidy};
use crate::demo::day::Day;
use crate::demo::dice::{Dice, Shuffled};
use crate::demo::finish::Finish;
use crate::demo::merchants::Seller;
use crate::demo::{categories, gtin};

/// Most variants of one product.
const VARIANTS: usize = 8;

/// What the place in the kind's combinations decides.
struct Design {
    seller: &'static Seller,
    series: Words,
    shape: usize,
    make: usize,
    /// Percent of the kind's plainest price.
    tier: i64,
    /// `SJ-1004`.
    model: String,
    /// All combinations have been used: the model number tells this one from its namesake.
    again: bool,
}

/// The product `index`: the one of `kind` that `rank` others came before.
pub(super) fn product(seed: u64, today: Day, index: usize, kind: &Kind, rank: usize, order: Shuffled) -> Product {
    let mut dice = Dice::new(seed.wrapping_add((index as u64).wrapping_mul(0x2545_f491_4f6c_dd1d)), "product");
    let design = design(kind, rank, order);
    let (finishes, sizes) = choices(kind, &mut dice);
    let source_id = design.model.to_lowercase();
    let id = Product::id_of(design.seller.code, &source_id);
    let variants = variants(kind, &design, index, today, &finishes, &sizes, &mut dice)
        .map(|mut variant| {
            variant.id = Product::variant_id(id, &variant.sku);
            variant
        })
        .collect();
    Product {
        id,
        merchant: design.seller.code.to_owned(),
        title: title(kind, &design, &finishes),
        description: description(kind, &design, &mut dice),
        brand: design.seller.brand.to_owned(),
        category: categories::at(kind.category),
        tags: tags(kind, &finishes),
        link: Some(format!("https://www.example.com/p/{source_id}")),
        source_id,
        route: kind.route,
        unit: kind.unit,
        options: options(kind, &finishes, &sizes),
        variants,
        pictures: finishes.iter().map(|at| kind.motif.hash(design.shape, *at)).collect(),
        attributes: attributes(kind, &design, &mut dice),
    }
}

fn design(kind: &Kind, rank: usize, order: Shuffled) -> Design {
    let place = order.at(rank);
    let (shape, rest) = (place % kind.shapes.len(), place / kind.shapes.len());
    let (make, rest) = (rest % kind.makes.len(), rest / kind.makes.len());
    let (seller, series) = kind.series_at(rest);
    // A series is a price class of its own: its products stand together in every kind.
    let class = [0, 30, 14, 55, 22, 40][rest % 6];
    Design {
        seller,
        series,
        shape,
        make,
        tier: class,
        model: format!("{}-{}{rank:02}", seller.prefix, kind.number),
        again: rank >= kind.combinations(),
    }
}

/// The finishes (indices into the motif's) and sizes on offer.
fn choices(kind: &Kind, dice: &mut Dice) -> (Vec<usize>, Vec<Size>) {
    let all = kind.motif.finishes.len();
    let count = 1 + dice.below(all.min(5));
    let first = dice.below(all);
    let mut finishes: Vec<usize> = (0..count).map(|at| (first + at) % all).collect();
    finishes.sort_unstable();
    let room = (VARIANTS / count).min(kind.sizes.len());
    let sizes = if room == 0 {
        Vec::new()
    } else {
        let count = 1 + dice.below(room);
        let first = dice.below(kind.sizes.len() - count + 1);
        kind.sizes[first..first + count].to_vec()
    };
    (finishes, sizes)
}

fn variants<'a>(
    kind: &'a Kind,
    design: &'a Design,
    index: usize,
    today: Day,
    finishes: &'a [usize],
    sizes: &'a [Size],
    dice: &'a mut Dice,
) -> impl Iterator<Item = Variant> + 'a {
    let course = Course::draw(dice);
    let (low, high) = kind.yuan;
    let whim = dice.between(97, 104);
    let (shape, make) = (kind.shapes[design.shape].2, kind.makes[design.make].2);
    let plain = (low + (high - low) * design.tier / 60) * whim / 100 * (100 + shape) / 100 * (100 + make) / 100;
    let struck = dice.chance(18).then(|| dice.between(112, 128));
    let coded = dice.chance(70);
    let one = [("", "", "", 100)];
    let sizes: Vec<Size> = if sizes.is_empty() { one.to_vec() } else { sizes.to_vec() };
    let places: Vec<(usize, usize)> =
        (0..finishes.len()).flat_map(|finish| (0..sizes.len()).map(move |size| (finish, size))).collect();
    places.into_iter().enumerate().map(move |(at, (finish_at, size_at))| {
        let finish = &kind.motif.finishes[finishes[finish_at]];
        let (_, _, size_code, percent) = sizes[size_at];
        let yuan = tidy(plain * (100 + finish.more) / 100 * percent / 100);
        let mut choice = Vec::new();
        if finishes.len() > 1 {
            choice.push(small(finish_at));
        }
        if sizes.len() > 1 {
            choice.push(small(size_at));
        }
        let mut sku = format!("{}-{}", design.model, finish.code);
        if !size_code.is_empty() {
            sku = format!("{sku}-{size_code}");
        }
        Variant {
            id: tenon_domain::Uuid::nil(),
            sku,
            gtin: coded.then(|| gtin::make((index * VARIANTS + at) as u64)),
            choice,
            currency: "CNY".to_owned(),
            prices: course.prices(yuan, today),
            compare_at_minor: struck.map(|percent| tidy(yuan * percent / 100) * 100),
            in_stock: dice.chance(94),
            picture: Some(kind.motif.hash(design.shape, finishes[finish_at])),
        }
    })
}

fn small(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

fn finish_name(finish: &Finish) -> Localized {
    Localized::new(finish.zh, finish.en)
}

fn options(kind: &Kind, finishes: &[usize], sizes: &[Size]) -> Vec<OptionAxis> {
    let mut options = Vec::new();
    if finishes.len() > 1 {
        let values = finishes.iter().map(|at| finish_name(&kind.motif.finishes[*at])).collect();
        options.push(OptionAxis { name: Localized::new(kind.finish.0, kind.finish.1), values });
    }
    if sizes.len() > 1 {
        let values = sizes.iter().map(|(zh, en, _, _)| Localized::new(*zh, *en)).collect();
        options.push(OptionAxis { name: Localized::new(kind.size.0, kind.size.1), values });
    }
    options
}

fn title(kind: &Kind, design: &Design, finishes: &[usize]) -> Localized {
    let (shape, make) = (kind.shapes[design.shape], kind.makes[design.make]);
    let mut zh = format!("{} {}{} {}", design.series.0, shape.0.trim(), kind.noun.0, make.0);
    let mut en = format!("{} {} {}, {}", design.series.1, shape.1, kind.noun.1, make.1).replace(" ,", ",");
    if let [only] = finishes {
        let finish = &kind.motif.finishes[*only];
        zh = format!("{zh} {}", finish.zh);
        en = format!("{en}, {}", finish.en);
    }
    if design.again {
        zh = format!("{zh} {}", design.model);
        en = format!("{en}, {}", design.model);
    }
    Localized::new(zh.trim(), en.trim())
}

fn description(kind: &Kind, design: &Design, dice: &mut Dice) -> Localized {
    let (shape, make) = (kind.shapes[design.shape], kind.makes[design.make]);
    let promise = dice.pick(kind.promises);
    let (zh_mood, en_mood) = dice.pick(kind.moods);
    Localized::new(
        format!("{}系列{}{}，{}，{zh_mood}。{}", design.series.0, shape.0, kind.noun.0, make.0, promise.0),
        format!(
            "The {} {} from the {} series, {}, {en_mood}. {}",
            shape.1, kind.noun.1, design.series.1, make.1, promise.1
        )
        .replace(" ,", ","),
    )
}

fn tags(kind: &Kind, finishes: &[usize]) -> Vec<String> {
    let named = finishes.iter().map(|at| kind.motif.finishes[*at].zh.to_owned());
    kind.tags.iter().map(|&tag| tag.to_owned()).chain(named).collect()
}

fn attributes(kind: &Kind, design: &Design, dice: &mut Dice) -> Vec<Attribute> {
    let attribute = |name: Words, value: Words| Attribute {
        name: Localized::new(name.0, name.1),
        value: Localized::new(value.0, value.1),
    };
    let mut attributes = vec![attribute(("系列", "Series"), design.series)];
    attributes.extend(kind.facts.iter().map(|(name, values)| attribute(*name, *dice.pick(values))));
    let model = Localized::new(design.model.clone(), design.model.clone());
    attributes.push(Attribute { name: Localized::new("型号", "Model"), value: model });
    attributes
}

//! People: staff and customers, their names, phones and addresses. All are invented.

use super::dice::Dice;

/// The price zone of the stores in Chengdu.
pub const CHENGDU: &str = "chengdu";
/// The price zone of the stores in Shenzhen.
pub(super) const SHENZHEN: &str = "shenzhen";

/// Family names with their spelling.
const SURNAMES: &[(&str, &str)] = &[
    ("王", "Wang"),
    ("李", "Li"),
    ("张", "Zhang"),
    ("刘", "Liu"),
    ("陈", "Chen"),
    ("杨", "Yang"),
    ("黄", "Huang"),
    ("赵", "Zhao"),
    ("吴", "Wu"),
    ("周", "Zhou"),
    ("徐", "Xu"),
    ("孙", "Sun"),
    ("马", "Ma"),
    ("朱", "Zhu"),
    ("胡", "Hu"),
    ("郭", "Guo"),
    ("何", "He"),
    ("林", "Lin"),
    ("高", "Gao"),
    ("罗", "Luo"),
    ("郑", "Zheng"),
    ("梁", "Liang"),
    ("谢", "Xie"),
    ("宋", "Song"),
    ("唐", "Tang"),
    ("许", "Xu"),
    ("邓", "Deng"),
    ("冯", "Feng"),
    ("韩", "Han"),
    ("曹", "Cao"),
    ("曾", "Zeng"),
    ("彭", "Peng"),
    ("萧", "Xiao"),
    ("蔡", "Cai"),
    ("潘", "Pan"),
    ("田", "Tian"),
    ("董", "Dong"),
    ("袁", "Yuan"),
    ("于", "Yu"),
    ("余", "Yu"),
    ("叶", "Ye"),
    ("蒋", "Jiang"),
    ("杜", "Du"),
    ("苏", "Su"),
    ("魏", "Wei"),
    ("程", "Cheng"),
    ("吕", "Lü"),
    ("丁", "Ding"),
    ("沈", "Shen"),
    ("任", "Ren"),
    ("姚", "Yao"),
    ("卢", "Lu"),
    ("傅", "Fu"),
    ("钟", "Zhong"),
    ("姜", "Jiang"),
    ("崔", "Cui"),
];

const GIVEN: &[&str] = &[
    "晓梅", "佳怡", "雨桐", "思远", "文博", "静", "海燕", "明轩", "丽娟", "志强", "晨", "雅琴", "浩然", "婷", "建国",
    "欣", "子涵", "敏", "宇航", "慧", "一帆", "春燕", "嘉豪", "洁", "俊杰", "倩", "立新", "云", "天佑", "莉",
];

/// A full name for someone on the staff.
pub(super) fn staff_name(dice: &mut Dice) -> String {
    format!("{}{}", dice.pick(SURNAMES).0, dice.pick(GIVEN))
}

/// The family name of a crew's head and their full name.
pub(super) fn master(dice: &mut Dice) -> (&'static str, String) {
    let surname = dice.pick(SURNAMES).0;
    (surname, format!("{surname}{}", dice.pick(&["志刚", "大勇", "国庆", "永强", "卫东", "铁柱", "海生"])))
}

/// A family name as it is spelt in English texts.
pub(super) fn romanized(surname: &str) -> &'static str {
    SURNAMES.iter().find(|(zh, _)| *zh == surname).map_or("", |(_, en)| en)
}

/// A customer as they give their name at the desk: 陈女士.
pub(super) fn customer(dice: &mut Dice) -> String {
    format!("{}{}", dice.pick(SURNAMES).0, dice.pick(&["女士", "先生", "女士", "先生", "小姐", "阿姨"]))
}

/// A phone that rings nowhere: all of them are 138 0000 and four digits.
pub(super) fn phone(dice: &mut Dice) -> String {
    format!("1380000{:04}", dice.below(10_000))
}

/// An address in the city.
pub(super) fn address(city: &City, dice: &mut Dice) -> String {
    let (district, estate) = dice.pick(city.estates);
    format!(
        "{}{district}{estate} {} 幢 {} 单元 {}0{}",
        city.zh_full,
        dice.between(1, 18),
        dice.between(1, 3),
        dice.between(2, 26),
        dice.between(1, 4)
    )
}

/// A city with two stores of the chain.
pub(super) struct City {
    /// The price zone of its stores.
    pub(super) zone: Option<&'static str>,
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
    pub(super) zh_full: &'static str,
    /// Names of the stores, as on the door.
    pub(super) stores: [(&'static str, &'static str); 2],
    /// Districts with housing estates of invented names.
    estates: &'static [(&'static str, &'static str)],
}

/// The chain's cities.
pub(super) static CITIES: [City; 3] = [
    City {
        zone: None,
        zh: "杭州",
        en: "Hangzhou",
        zh_full: "杭州市",
        stores: [("杭州滨江旗舰店", "Hangzhou Binjiang flagship"), ("杭州城西店", "Hangzhou West")],
        estates: &[
            ("西湖区", "翠苑云庭"),
            ("滨江区", "江晖雅苑"),
            ("余杭区", "良渚春晓"),
            ("拱墅区", "运河锦里"),
            ("萧山区", "湘湖名邸"),
            ("上城区", "钱塘映月"),
        ],
    },
    City {
        zone: Some(CHENGDU),
        zh: "成都",
        en: "Chengdu",
        zh_full: "成都市",
        stores: [("成都高新店", "Chengdu High-tech"), ("成都金牛店", "Chengdu Jinniu")],
        estates: &[
            ("高新区", "锦城蓉园"),
            ("武侯区", "浣花里"),
            ("锦江区", "东湖晴川"),
            ("青羊区", "光华雅筑"),
            ("金牛区", "沙湾岸"),
            ("成华区", "杉板桥铭座"),
        ],
    },
    City {
        zone: Some(SHENZHEN),
        zh: "深圳",
        en: "Shenzhen",
        zh_full: "深圳市",
        stores: [("深圳南山店", "Shenzhen Nanshan"), ("深圳龙岗店", "Shenzhen Longgang")],
        estates: &[
            ("南山区", "后海澜庭"),
            ("福田区", "莲塘尚居"),
            ("宝安区", "前海云邸"),
            ("龙岗区", "大运青城"),
            ("龙华区", "梅林山语"),
            ("罗湖区", "翠竹轩"),
        ],
    },
];

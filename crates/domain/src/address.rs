//! Chinese addresses as people type them, read into divisions: province, prefecture, district, and the rest.
//!
//! Read where they are typed, never in `decide`. Divisions are told by the words that their names end with; no table of
//! names is needed but that of the provinces, of which each has two digits (GB/T 2260). What cannot be told stays in the
//! street, so that nothing that was typed is lost.

use crate::entities::Address;

/// Provinces with their two digits, without the word that their names end with.
const PROVINCES: [(&str, &str, &str); 34] = [
    ("11", "北京", "市"),
    ("12", "天津", "市"),
    ("13", "河北", "省"),
    ("14", "山西", "省"),
    ("15", "内蒙古", "自治区"),
    ("21", "辽宁", "省"),
    ("22", "吉林", "省"),
    ("23", "黑龙江", "省"),
    ("31", "上海", "市"),
    ("32", "江苏", "省"),
    ("33", "浙江", "省"),
    ("34", "安徽", "省"),
    ("35", "福建", "省"),
    ("36", "江西", "省"),
    ("37", "山东", "省"),
    ("41", "河南", "省"),
    ("42", "湖北", "省"),
    ("43", "湖南", "省"),
    ("44", "广东", "省"),
    ("45", "广西", "壮族自治区"),
    ("46", "海南", "省"),
    ("50", "重庆", "市"),
    ("51", "四川", "省"),
    ("52", "贵州", "省"),
    ("53", "云南", "省"),
    ("54", "西藏", "自治区"),
    ("61", "陕西", "省"),
    ("62", "甘肃", "省"),
    ("63", "青海", "省"),
    ("64", "宁夏", "回族自治区"),
    ("65", "新疆", "维吾尔自治区"),
    ("71", "台湾", "省"),
    ("81", "香港", "特别行政区"),
    ("82", "澳门", "特别行政区"),
];
/// Words that names of prefectures end with, longer ones first.
const PREFECTURES: [&str; 4] = ["自治州", "地区", "盟", "市"];
/// Words that names of districts and counties end with.
const DISTRICTS: [char; 4] = ['区', '县', '市', '旗'];
/// Longest name of a division, in letters.
const NAME_LIMIT: usize = 15;
/// What stands in streets and estates and in no division's name.
const STREET_MARKS: [char; 14] = ['路', '街', '道', '号', '村', '巷', '弄', '栋', '幢', '楼', '室', '园', '镇', '乡'];
/// Words that end like districts and are parts of towns.
const ESTATES: [&str; 7] = ["小区", "社区", "校区", "厂区", "工业园区", "科技园区", "产业园区"];

impl Address {
    /// Reads `text`. What is empty stays empty.
    pub fn read(text: &str) -> Self {
        let tidy: String = text.trim().chars().filter(|symbol| !matches!(symbol, '\u{3000}')).collect();
        let plain = tidy.trim_start_matches("中国").trim_start();
        let (province, code, rest) = province(plain);
        let municipality = matches!(code, "11" | "12" | "31" | "50");
        let (city, rest) = if municipality { (String::new(), skip_own(&province, rest)) } else { prefecture(rest) };
        let (district, rest) = if municipality || !city.is_empty() || !province.is_empty() {
            district(rest)
        } else {
            (String::new(), rest)
        };
        Self {
            division: if code.is_empty() { String::new() } else { format!("{code}0000") },
            province,
            city,
            district,
            street: rest.trim_start_matches([' ', ',', '，', '、']).trim().to_owned(),
        }
    }

    /// In one line, as it is written on a letter.
    pub fn line(&self) -> String {
        let Self { province, city, district, street, .. } = self;
        let divisions = format!("{province}{city}{district}");
        if divisions.is_empty() { street.clone() } else { format!("{divisions}{street}") }
    }
}

/// The province at the head of `text`, with its digits, and what stands behind it.
fn province(text: &str) -> (String, &'static str, &str) {
    for (code, short, end) in PROVINCES {
        let Some(rest) = text.strip_prefix(short) else { continue };
        // “吉林市” is a city of the province that it is called after; so is none of the others'.
        if end == "省" && rest.starts_with('市') {
            return (String::new(), "", text);
        }
        let rest = rest.strip_prefix(end).or(rest.strip_prefix("自治区")).unwrap_or(rest);
        return (format!("{short}{end}"), code, rest.trim_start());
    }
    (String::new(), "", text)
}

/// A municipality is written twice in many forms: 北京市北京市海淀区, 北京市市辖区海淀区.
fn skip_own<'t>(province: &str, text: &'t str) -> &'t str {
    [province, "市辖区", "县"].iter().find_map(|own| text.strip_prefix(own)).unwrap_or(text).trim_start()
}

fn prefecture(text: &str) -> (String, &str) {
    let mut found: Option<usize> = None;
    for end in PREFECTURES {
        let at = text.match_indices(end).map(|(at, _)| at + end.len()).find(|at| named(text, *at, end.chars().count()));
        found = match (found, at) {
            (Some(before), Some(at)) => Some(before.min(at)),
            (before, at) => before.or(at),
        };
    }
    match found.and_then(|at| text.split_at_checked(at)) {
        Some((city, rest))
            if !crosses_street(city, city.chars().count().saturating_sub(2)) && city.chars().count() <= NAME_LIMIT =>
        {
            (city.to_owned(), rest.trim_start())
        }
        Some(_) | None => (String::new(), text),
    }
}

fn district(text: &str) -> (String, &str) {
    let letters: Vec<(usize, char)> = text.char_indices().take(NAME_LIMIT + 1).collect();
    for (nth, (at, symbol)) in letters.iter().enumerate().skip(1) {
        if !DISTRICTS.contains(symbol) {
            continue;
        }
        // 津市市, 沙市区: a name that ends as divisions do, and then says what it is.
        let more = letters.get(nth + 1).filter(|(_, next)| DISTRICTS.contains(next));
        let (end, last) = more.map_or((*at, *symbol), |(at, next)| (*at, *next));
        let Some((name, rest)) = text.split_at_checked(end + last.len_utf8()) else { break };
        let (letters, ends) = (name.chars().count(), usize::from(more.is_some()) + 1);
        if crosses_street(name, letters.saturating_sub(ends + 1)) || ESTATES.iter().any(|one| name.ends_with(one)) {
            break;
        }
        return (name.to_owned(), rest.trim_start());
    }
    (String::new(), text)
}

/// Whether what ends at `at` has a name of two letters before the `end` letters that say what it is.
fn named(text: &str, at: usize, end: usize) -> bool {
    text.get(..at).is_some_and(|name| name.chars().count() >= end + 2)
}

/// Whether a street or an estate stands in `name`: 文三路小区. A division's own name may begin or end with such a word:
/// 路南区, 丰镇市; from letter `end` on it is not looked at.
fn crosses_street(name: &str, end: usize) -> bool {
    let marked = name.chars().take(end).skip(2).any(|symbol| STREET_MARKS.contains(&symbol));
    marked || name.contains(|symbol: char| symbol.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Address;

    fn read(text: &str) -> [String; 4] {
        let Address { province, city, district, street, .. } = Address::read(text);
        [province, city, district, street]
    }

    #[test]
    fn divisions_are_told_by_how_their_names_end() {
        assert_eq!(read("浙江省杭州市西湖区文三路 100 号"), ["浙江省", "杭州市", "西湖区", "文三路 100 号"]);
        assert_eq!(read("浙江 杭州市 西湖区 文三路"), ["浙江省", "杭州市", "西湖区", "文三路"]);
        assert_eq!(read("北京市海淀区中关村大街 1 号"), ["北京市", "", "海淀区", "中关村大街 1 号"]);
        assert_eq!(read("北京市市辖区海淀区中关村"), ["北京市", "", "海淀区", "中关村"]);
        assert_eq!(read("杭州市西湖区文三路"), ["", "杭州市", "西湖区", "文三路"]);
        assert_eq!(read("湖南省常德市津市市人民路"), ["湖南省", "常德市", "津市市", "人民路"]);
        assert_eq!(read("湖北省荆州市沙市区北京路"), ["湖北省", "荆州市", "沙市区", "北京路"]);
        assert_eq!(read("山东省济南市市中区经四路"), ["山东省", "济南市", "市中区", "经四路"]);
        assert_eq!(read("新疆乌鲁木齐市天山区"), ["新疆维吾尔自治区", "乌鲁木齐市", "天山区", ""]);
        assert_eq!(read("吉林省延边朝鲜族自治州延吉市公园路"), ["吉林省", "延边朝鲜族自治州", "延吉市", "公园路"]);
    }

    #[test]
    fn what_is_no_division_stays_in_the_street() {
        assert_eq!(read("文三路阳光小区 3 幢"), ["", "", "", "文三路阳光小区 3 幢"]);
        assert_eq!(read("杭州市文三路阳光小区"), ["", "杭州市", "", "文三路阳光小区"]);
        assert_eq!(read("12 Baker Street"), ["", "", "", "12 Baker Street"]);
        assert_eq!(read(""), ["", "", "", ""]);
        assert_eq!(Address::read("浙江省杭州市").division, "330000");
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic_and_no_letter_is_lost(text in "\\PC{0,60}") {
            let line = Address::read(&text).line();
            let kept = text.replace("中国", "").chars().filter(|symbol| symbol.is_alphanumeric()).count();
            prop_assert!(line.chars().filter(|symbol| symbol.is_alphanumeric()).count() >= kept.saturating_sub(3));
        }

        #[test]
        fn what_was_read_reads_back_as_itself(text in "(浙江省|北京市|广西壮族自治区)?(杭州市|延边朝鲜族自治州)?(西湖区|临安市)?[文三路0-9]{0,9}") {
            let read = Address::read(&text);
            prop_assert_eq!(Address::read(&read.line()), read);
        }
    }
}

use proptest::prelude::*;

use super::{TypedFault, Warning, differences, evaluate, read_typed};
use crate::Localized;
use crate::entities::{
    FieldUnit, FormCheck, FormChoice, FormContent, FormField, FormQuantity, QuantityPart, QuantityUnit, Reading,
    Readings, Waste,
};

fn field(key: &str, unit: FieldUnit, required: bool) -> FormField {
    let choices = ["straight", "herringbone"].map(|key| FormChoice { key: key.into(), name: Localized::new(key, key) });
    FormField {
        key: key.into(),
        name: Localized::new(key, key),
        hint: Localized::default(),
        unit,
        choices: if unit == FieldUnit::Choice { choices.to_vec() } else { Vec::new() },
        least: None,
        most: None,
        required,
    }
}

fn keys(of: &[&str]) -> Vec<String> {
    of.iter().map(|&key| key.to_owned()).collect()
}

/// A tiled floor: two sides, two diagonals, a pillar that may be there, and how it is laid.
fn floor() -> FormContent {
    let mm = |key, required| field(key, FieldUnit::Mm, required);
    let part = |less, factors: &[&[&str]]| QuantityPart { less, factors: factors.iter().map(|of| keys(of)).collect() };
    FormContent {
        category: "tiles".into(),
        name: Localized::new("瓷砖", "Tiles"),
        fields: vec![
            FormField { least: Some(500), most: Some(20_000), ..mm("length", true) },
            mm("width", true),
            mm("diagonal_1", true),
            mm("diagonal_2", false),
            mm("pillar_length", false),
            mm("pillar_width", false),
            field("laid", FieldUnit::Choice, true),
        ],
        checks: vec![FormCheck::Diagonals {
            width: "width".into(),
            height: "length".into(),
            diagonals: keys(&["diagonal_1", "diagonal_2"]),
            tolerance: 10,
        }],
        quantities: vec![FormQuantity {
            key: "area".into(),
            name: Localized::new("面积", "Area"),
            unit: QuantityUnit::SquareMetre,
            parts: vec![part(false, &[&["length"], &["width"]]), part(true, &[&["pillar_length"], &["pillar_width"]])],
            waste: vec![
                Waste { percent: 15, when: Some(("laid".into(), "herringbone".into())) },
                Waste { percent: 5, when: None },
            ],
        }],
    }
}

fn readings(of: &[(&str, i64)]) -> Readings {
    of.iter().map(|(key, number)| ((*key).to_owned(), Reading::Number(*number))).collect()
}

#[test]
fn a_square_room_says_nothing_and_gives_its_area_with_waste() {
    let mut read = readings(&[("length", 4000), ("width", 3000), ("diagonal_1", 5000), ("diagonal_2", 5004)]);
    read.insert("laid".into(), Reading::Text("herringbone".into()));
    let said = evaluate(&floor(), &read);
    assert_eq!((said.missing.len(), said.warnings.len()), (0, 0));
    let area = &said.quantities[0];
    assert_eq!((area.net_milli, area.waste_percent, area.gross_milli), (Some(12_000), 15, Some(13_800)));

    read.extend(readings(&[("pillar_length", 500), ("pillar_width", 400)]));
    read.insert("laid".into(), Reading::Text("straight".into()));
    let area = &evaluate(&floor(), &read).quantities[0];
    assert_eq!((area.net_milli, area.gross_milli), (Some(11_800), Some(12_390)), "the pillar is taken off");
}

#[test]
fn what_is_missing_odd_or_skewed_is_said() {
    let said = evaluate(&floor(), &readings(&[("length", 400), ("diagonal_2", 5000), ("width", 3000)]));
    assert_eq!(said.missing, ["diagonal_1", "laid"]);
    assert!(said.warnings.contains(&Warning::Below { field: "length".into(), least: 500 }));
    assert_eq!(said.quantities[0].net_milli, Some(1_200), "an optional part that is missing counts nothing");
    assert_eq!(evaluate(&floor(), &readings(&[("width", 3000)])).quantities[0].net_milli, None);

    let skewed = readings(&[("length", 4000), ("width", 3000), ("diagonal_1", 4980), ("diagonal_2", 5020)]);
    let codes = evaluate(&floor(), &skewed).warnings;
    assert!(codes.contains(&Warning::Diagonal { field: "diagonal_1".into(), expected: 5000, off: -20, tolerance: 10 }));
    assert!(codes.contains(&Warning::Skew { field: "diagonal_2".into(), off: 40, tolerance: 10 }));
}

#[test]
fn sums_and_spreads_are_checked() {
    let mm = |key| field(key, FieldUnit::Mm, true);
    let form = FormContent {
        fields: vec![mm("a"), mm("b"), field("c", FieldUnit::Mm, false), mm("all")],
        checks: vec![
            FormCheck::Sum { parts: keys(&["a", "b", "c"]), total: "all".into(), tolerance: 5 },
            FormCheck::Spread { of: keys(&["a", "b"]), tolerance: 10 },
            FormCheck::AtMost { less: "a".into(), than: "all".into() },
        ],
        quantities: Vec::new(),
        ..floor()
    };
    assert_eq!(evaluate(&form, &readings(&[("a", 1000), ("b", 1004), ("all", 2000)])).warnings, []);
    let odd = evaluate(&form, &readings(&[("a", 1000), ("b", 1020), ("c", 10), ("all", 900)])).warnings;
    assert_eq!(odd[0], Warning::Sum { field: "all".into(), sum: 2030, total: 900, tolerance: 5 });
    assert_eq!(odd[1], Warning::Spread { field: "b".into(), apart: 20, tolerance: 10 });
    assert!(matches!(&odd[2], Warning::MoreThan { field, most: 900, .. } if field == "a"));
    assert_eq!(evaluate(&form, &readings(&[("a", 1000), ("all", 900)])).warnings.len(), 1, "b may still come");
}

#[test]
fn meters_type_lengths_and_what_could_be_two_lengths_is_not_taken() {
    let length = field("length", FieldUnit::Mm, true);
    let read = |typed: &str| match read_typed(&length, typed) {
        Ok(Some(Reading::Number(mm))) => Ok(mm),
        Ok(other) => panic!("{typed}: {other:?}"),
        Err(fault) => Err(fault),
    };
    for (typed, mm) in [
        ("1234", 1234),
        ("1234mm", 1234),
        (" 1234 毫米", 1234),
        ("1.234 m", 1234),
        ("1.2345m", 1235),
        ("0.5 m", 500),
        ("123.4 cm", 1234),
        ("12 公分", 120),
        ("2 米", 2000),
        ("1,234.5", 1235),
        ("1,234.4 mm", 1234),
        ("1,234", 1234),
        ("12,345 mm", 12_345),
        ("1,23 m", 1230),
        ("1,2345 m", 1235),
        ("１２３４", 1234),
        ("1，234", 1234),
    ] {
        assert_eq!(read(typed), Ok(mm), "{typed}");
    }
    for typed in ["1.234", "2.5", "123.4", "1,23", "1,234 m", "0,123"] {
        assert_eq!(read(typed), Err(TypedFault::Ambiguous), "{typed}");
    }
    for typed in ["1234.", "1.2.3", "12,34,5", "-5", "3m20", "1 234", "abc", ".5", "1e3", "1,,234"] {
        assert_eq!(read(typed), Err(TypedFault::Unreadable), "{typed}");
    }
    for typed in ["5 ft", "5'", "3 in", "4 km", "90°"] {
        assert_eq!(read(typed), Err(TypedFault::OtherUnit), "{typed}");
    }
    for typed in ["1000001", "1,234,567", "99999999999999999999", "2000 m"] {
        assert_eq!(read(typed), Err(TypedFault::TooLarge), "{typed}");
    }
    assert_eq!(read_typed(&length, "  "), Ok(None));
}

#[test]
fn angles_counts_choices_and_words_are_read() {
    let read = |unit, typed: &str| read_typed(&field("one", unit, true), typed);
    assert_eq!(read(FieldUnit::Degrees, "90.5°"), Ok(Some(Reading::Number(905))));
    assert_eq!(read(FieldUnit::Degrees, "89,9"), Ok(Some(Reading::Number(899))));
    assert_eq!(read(FieldUnit::Degrees, "90 mm"), Err(TypedFault::OtherUnit));
    assert_eq!(read(FieldUnit::Count, "3"), Ok(Some(Reading::Number(3))));
    assert_eq!(read(FieldUnit::Count, "3.5"), Err(TypedFault::Unreadable));
    assert_eq!(read(FieldUnit::YesNo, "true"), Ok(Some(Reading::Flag(true))));
    assert_eq!(read(FieldUnit::Choice, "herringbone"), Ok(Some(Reading::Text("herringbone".into()))));
    assert_eq!(read(FieldUnit::Choice, "chevron"), Err(TypedFault::Unreadable));
    assert_eq!(read(FieldUnit::Text, " 靠窗 "), Ok(Some(Reading::Text("靠窗".into()))));
    assert_eq!(read(FieldUnit::Text, &"长".repeat(501)), Err(TypedFault::TooLarge));
}

#[test]
fn a_form_that_makes_no_sense_is_told_where() {
    assert_eq!(floor().faults(), []);
    let mut form = floor();
    form.fields[1].key = "length".into();
    form.fields[0].least = Some(30_000);
    form.quantities[0].parts[1].factors.pop();
    form.quantities[0].waste[0].when = Some(("laid".into(), "chevron".into()));
    let fields: Vec<String> = form.faults().into_iter().map(|fault| fault.field).collect();
    assert_eq!(fields, ["fields.0.most", "fields.1.key", "checks.0", "quantities.0", "quantities.0.waste"]);
}

fn key() -> impl Strategy<Value = String> {
    (0_u8..6).prop_map(|at| format!("k{at}"))
}

fn any_field() -> impl Strategy<Value = FormField> {
    use FieldUnit::{Choice, Count, Degrees, Mm, Text, YesNo};
    let unit = prop::sample::select(vec![Mm, Mm, Mm, Degrees, YesNo, Choice, Count, Text]);
    let bound = || prop::option::of(any::<i64>());
    (key(), unit, any::<bool>(), bound(), bound()).prop_map(|(key, unit, required, least, most)| FormField {
        least,
        most,
        ..field(&key, unit, required)
    })
}

fn any_check() -> impl Strategy<Value = FormCheck> {
    let some = || prop::collection::vec(key(), 0..4);
    prop_oneof![
        (some(), key(), any::<i64>()).prop_map(|(parts, total, tolerance)| FormCheck::Sum { parts, total, tolerance }),
        (key(), key(), some(), any::<i64>()).prop_map(|(width, height, diagonals, tolerance)| FormCheck::Diagonals {
            width,
            height,
            diagonals,
            tolerance
        }),
        (some(), any::<i64>()).prop_map(|(of, tolerance)| FormCheck::Spread { of, tolerance }),
        (key(), key()).prop_map(|(less, than)| FormCheck::AtMost { less, than }),
    ]
}

fn any_quantity() -> impl Strategy<Value = FormQuantity> {
    let unit = prop::sample::select(vec![QuantityUnit::SquareMetre, QuantityUnit::Metre, QuantityUnit::Piece]);
    let factors = prop::collection::vec(prop::collection::vec(key(), 0..3), 0..9);
    let parts = prop::collection::vec((any::<bool>(), factors), 0..4);
    let waste = prop::collection::vec((any::<u32>(), prop::option::of((key(), key()))), 0..3);
    (unit, parts, waste).prop_map(|(unit, parts, waste)| FormQuantity {
        key: "q".into(),
        name: Localized::default(),
        unit,
        parts: parts.into_iter().map(|(less, factors)| QuantityPart { less, factors }).collect(),
        waste: waste.into_iter().map(|(percent, when)| Waste { percent, when }).collect(),
    })
}

fn any_form() -> impl Strategy<Value = FormContent> {
    let fields = prop::collection::vec(any_field(), 0..8);
    (fields, prop::collection::vec(any_check(), 0..6), prop::collection::vec(any_quantity(), 0..4))
        .prop_map(|(fields, checks, quantities)| FormContent { fields, checks, quantities, ..floor() })
}

fn any_readings() -> impl Strategy<Value = Readings> {
    let reading = prop_oneof![
        any::<i64>().prop_map(Reading::Number),
        (0_i64..30_000).prop_map(Reading::Number),
        any::<bool>().prop_map(Reading::Flag),
        ".{0,12}".prop_map(Reading::Text),
    ];
    prop::collection::btree_map(key(), reading, 0..8)
}

proptest! {
    #[test]
    fn any_form_and_any_readings_are_evaluated(form in any_form(), readings in any_readings()) {
        let said = evaluate(&form, &readings);
        prop_assert_eq!(said.quantities.len(), form.quantities.len());
        for quantity in said.quantities {
            prop_assert!(quantity.gross_milli.is_none() || quantity.net_milli <= quantity.gross_milli);
        }
        form.faults();
    }

    #[test]
    fn versions_differ_in_nothing_exactly_where_they_are_equal(
        earlier in any_form(), later in any_form(), before in any_readings(), after in any_readings(),
    ) {
        let changed = differences(&earlier, &before, &later, &after);
        prop_assert_eq!(changed.is_empty(), before == after);
        prop_assert!(differences(&earlier, &before, &later, &before).is_empty());
        // Laying what changed over the earlier version gives the later one.
        let mut laid = before.clone();
        for one in changed {
            match one.after {
                Some(reading) => laid.insert(one.field, reading),
                None => laid.remove(&one.field),
            };
        }
        prop_assert_eq!(laid, after);
    }

    #[test]
    fn whatever_is_typed_is_a_reading_that_fits_or_a_fault(unit in any_field(), typed in ".{0,24}") {
        if let Ok(Some(reading)) = read_typed(&unit, &typed) {
            prop_assert!(unit.fits(&reading));
        }
    }

    #[test]
    fn a_length_is_read_as_it_is_shown(mm in 0_i64..=999_999) {
        let length = field("length", FieldUnit::Mm, true);
        let read = |typed: String| read_typed(&length, &typed);
        let number = Ok(Some(Reading::Number(mm)));
        prop_assert_eq!(read(mm.to_string()), number.clone());
        prop_assert_eq!(read(format!("{mm} mm")), number.clone());
        prop_assert_eq!(read(format!("{}.{:03} m", mm / 1000, mm % 1000)), number.clone());
        if mm >= 1000 {
            prop_assert_eq!(read(format!("{},{:03}", mm / 1000, mm % 1000)), number);
        }
    }
}

//! What readings say by their form: what is missing, what is odd, and the quantities that follow.

use serde::Serialize;
use ts_rs::TS;

use crate::Localized;
use crate::entities::{
    FieldUnit, FormCheck, FormContent, FormField, FormQuantity, QuantityPart, QuantityUnit, Reading, Readings, Waste,
};

/// Something about readings that a person should look at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Warning {
    /// Less than is plausible.
    Below {
        /// The field.
        field: String,
        /// The least that is plausible, in the field's unit.
        least: i64,
    },
    /// More than is plausible.
    Above {
        /// The field.
        field: String,
        /// The most that is plausible, in the field's unit.
        most: i64,
    },
    /// The parts do not add up to the total.
    Sum {
        /// The total's field.
        field: String,
        /// What they add up to, mm.
        sum: i64,
        /// What the total says, mm.
        total: i64,
        /// mm.
        tolerance: i64,
    },
    /// A diagonal does not fit the sides: the corner is not square, or something was misread.
    Diagonal {
        /// The diagonal's field.
        field: String,
        /// What it would be in a rectangle, mm.
        expected: i64,
        /// How much longer it is than that; below 0 shorter, mm.
        off: i64,
        /// mm.
        tolerance: i64,
    },
    /// The two diagonals differ.
    Skew {
        /// The second one's field.
        field: String,
        /// By how much, mm.
        off: i64,
        /// mm.
        tolerance: i64,
    },
    /// Readings of one thing lie far apart.
    Spread {
        /// The last of their fields.
        field: String,
        /// From the least to the greatest, in the field's unit.
        apart: i64,
        /// In the field's unit.
        tolerance: i64,
    },
    /// One is more than what it is a part of.
    MoreThan {
        /// The one that is too much.
        field: String,
        /// What it should not be more than.
        than: Localized,
        /// What that one says, in its unit.
        most: i64,
    },
}

/// A quantity that follows from readings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Quantified {
    /// What the form calls it.
    pub key: String,
    /// What people read.
    pub name: Localized,
    /// What it is counted in.
    pub unit: QuantityUnit,
    /// As measured, thousandths of the unit; none while something is missing, or where it is less than nothing.
    pub net_milli: Option<i64>,
    /// What is added, percent.
    pub waste_percent: u32,
    /// With what is added, thousandths of the unit, rounded up.
    pub gross_milli: Option<i64>,
}

/// What readings say by their form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct Evaluation {
    /// Required fields without a reading, in the form's order.
    pub missing: Vec<String>,
    /// What is odd.
    pub warnings: Vec<Warning>,
    /// What follows.
    pub quantities: Vec<Quantified>,
}

/// What `readings` say by `form`. Readings that the form does not know, or that do not fit their field, say nothing.
pub fn evaluate(form: &FormContent, readings: &Readings) -> Evaluation {
    let sheet = Sheet { form, readings };
    let missing = form.fields.iter().filter(|field| field.required && sheet.reading(field).is_none());
    let mut warnings: Vec<Warning> = form.fields.iter().filter_map(|field| sheet.implausible(field)).collect();
    for check in &form.checks {
        sheet.check(check, &mut warnings);
    }
    Evaluation {
        missing: missing.map(|field| field.key.clone()).collect(),
        warnings,
        quantities: form.quantities.iter().map(|quantity| sheet.quantify(quantity)).collect(),
    }
}

struct Sheet<'a> {
    form: &'a FormContent,
    readings: &'a Readings,
}

impl Sheet<'_> {
    fn reading(&self, field: &FormField) -> Option<&Reading> {
        self.readings.get(&field.key).filter(|reading| field.fits(reading))
    }

    fn number(&self, key: &str) -> Option<i64> {
        match self.reading(self.form.field(key)?)? {
            Reading::Number(number) => Some(*number),
            Reading::Flag(_) | Reading::Text(_) => None,
        }
    }

    /// The number of a field, 0 where it is missing and the form does not require it.
    fn number_or_none(&self, key: &str) -> Option<i64> {
        self.number(key).or_else(|| self.form.field(key).filter(|field| !field.required).map(|_| 0))
    }

    fn implausible(&self, field: &FormField) -> Option<Warning> {
        let number = self.number(&field.key)?;
        if let Some(least) = field.least.filter(|least| number < *least) {
            return Some(Warning::Below { field: field.key.clone(), least });
        }
        let most = field.most.filter(|most| number > *most)?;
        Some(Warning::Above { field: field.key.clone(), most })
    }

    fn check(&self, check: &FormCheck, warnings: &mut Vec<Warning>) {
        match check {
            FormCheck::Sum { parts, total, tolerance } => {
                let sum =
                    parts.iter().try_fold(0_i64, |sum, part| Some(sum.saturating_add(self.number_or_none(part)?)));
                let any = parts.iter().any(|part| self.number(part).is_some());
                if let (Some(sum), Some(said), true) = (sum, self.number(total), any)
                    && sum.abs_diff(said) > tolerance.unsigned_abs()
                {
                    let (field, tolerance) = (total.clone(), *tolerance);
                    warnings.push(Warning::Sum { field, sum, total: said, tolerance });
                }
            }
            FormCheck::Diagonals { width, height, diagonals, tolerance } => {
                self.check_diagonals([width, height], diagonals, *tolerance, warnings);
            }
            FormCheck::Spread { of, tolerance } => {
                let read: Vec<(i64, &String)> = of.iter().filter_map(|key| Some((self.number(key)?, key))).collect();
                let ends = (read.iter().map(|one| one.0).min(), read.iter().map(|one| one.0).max());
                if let (Some(least), Some(most), Some(last)) = (ends.0, ends.1, read.last()) {
                    let apart = most.saturating_sub(least);
                    if apart > *tolerance {
                        warnings.push(Warning::Spread { field: last.1.clone(), apart, tolerance: *tolerance });
                    }
                }
            }
            FormCheck::AtMost { less, than } => {
                if let (Some(number), Some(most), Some(whole)) =
                    (self.number(less), self.number(than), self.form.field(than))
                    && number > most
                {
                    warnings.push(Warning::MoreThan { field: less.clone(), than: whole.name.clone(), most });
                }
            }
        }
    }

    fn check_diagonals(&self, sides: [&String; 2], keys: &[String], tolerance: i64, warnings: &mut Vec<Warning>) {
        let read: Vec<(i64, &String)> = keys.iter().filter_map(|key| Some((self.number(key)?, key))).collect();
        if let (Some(width), Some(height)) = (self.number(sides[0]), self.number(sides[1])) {
            let expected = hypotenuse(width, height);
            for (diagonal, key) in &read {
                let off = diagonal.saturating_sub(expected);
                if off.unsigned_abs() > tolerance.unsigned_abs() {
                    warnings.push(Warning::Diagonal { field: (*key).clone(), expected, off, tolerance });
                }
            }
        }
        if let [(first, _), (second, key)] = read.as_slice() {
            let off = second.saturating_sub(*first);
            if off.unsigned_abs() > tolerance.unsigned_abs() {
                warnings.push(Warning::Skew { field: (*key).clone(), off: off.saturating_abs(), tolerance });
            }
        }
    }

    fn quantify(&self, quantity: &FormQuantity) -> Quantified {
        let (times, by) = quantity.unit.thousandth();
        let raw = quantity.parts.iter().try_fold(0_i128, |sum, part| {
            let worth = self.part(part)?;
            if part.less { sum.checked_sub(worth) } else { sum.checked_add(worth) }
        });
        let milli = |percent: u32| {
            let whole = raw.filter(|raw| *raw >= 0)?.checked_mul(times)?.checked_mul(100 + i128::from(percent))?;
            i64::try_from(whole.checked_add(100 * by - 1)? / (100 * by)).ok()
        };
        let waste_percent = quantity.waste.iter().find(|waste| self.holds(waste)).map_or(0, |waste| waste.percent);
        Quantified {
            key: quantity.key.clone(),
            name: quantity.name.clone(),
            unit: quantity.unit,
            net_milli: milli(0),
            waste_percent,
            gross_milli: milli(waste_percent),
        }
    }

    /// What a part comes to: see [`QuantityPart`].
    fn part(&self, part: &QuantityPart) -> Option<i128> {
        let mut product = 1_i128;
        for factor in &part.factors {
            let read: Vec<i64> = factor.iter().filter_map(|key| self.number(key)).collect();
            let all = read.len() == factor.len();
            let required = |key: &String| self.form.field(key).is_none_or(|field| field.required);
            match read.into_iter().min().filter(|_| all) {
                Some(least) => product = product.checked_mul(i128::from(least))?,
                None if factor.iter().any(|key| required(key) && self.number(key).is_none()) => return None,
                None => product = 0,
            }
        }
        Some(product)
    }

    fn holds(&self, waste: &Waste) -> bool {
        let Some((key, choice)) = &waste.when else { return true };
        let chosen = self.form.field(key).filter(|field| field.unit == FieldUnit::Choice);
        chosen.and_then(|field| self.reading(field)) == Some(&Reading::Text(choice.clone()))
    }
}

/// √(a² + b²), rounded to the nearest whole number.
fn hypotenuse(a: i64, b: i64) -> i64 {
    let square = |side: i64| u128::from(side.unsigned_abs()) * u128::from(side.unsigned_abs());
    // Four times the square gives twice the root: its last bit says which way to round.
    let doubled = (square(a) + square(b)).saturating_mul(4).isqrt();
    i64::try_from(doubled.div_ceil(2)).unwrap_or(i64::MAX)
}

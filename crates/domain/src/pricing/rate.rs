//! What a unit costs, and what a piece of some size costs by it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Reason;
use crate::Refusal;
use crate::catalog::PriceUnit;

/// Longest side that is priced: 100 m.
pub const SIZE_LIMIT_MM: u32 = 100_000;
/// Largest price of a piece in minor units; keeps every sum far inside 64 bits.
const PIECE_LIMIT: i128 = 1_000_000_000_000;

/// The size of one piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct Size {
    /// Width, or the length of what is sold by the running metre, in millimetres.
    pub width_mm: u32,
    /// Height in millimetres; 0 where only the length matters.
    pub height_mm: u32,
}

/// Prices of one piece by its size. A size between two bands costs what the next larger band costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SizeTable {
    /// Upper ends of the bands of width, ascending, in millimetres.
    pub widths_mm: Vec<u32>,
    /// Upper ends of the bands of height, ascending, in millimetres.
    pub heights_mm: Vec<u32>,
    /// Minor units, one row of all widths for each height.
    pub minor: Vec<i64>,
}

impl SizeTable {
    /// What is wrong with the table, if anything.
    pub fn fault(&self) -> Option<&'static str> {
        let ascending = |bands: &[u32]| bands.is_sorted_by(|one, next| one < next);
        if self.widths_mm.is_empty() || self.heights_mm.is_empty() {
            Some("the table has no bands")
        } else if !ascending(&self.widths_mm) || !ascending(&self.heights_mm) {
            Some("the bands do not ascend")
        } else if self.minor.len() != self.widths_mm.len() * self.heights_mm.len() {
            Some("the table has not one price for each width and height")
        } else if self.minor.iter().any(|minor| *minor < 0) {
            Some("a price is negative")
        } else {
            None
        }
    }

    /// The band that `size` falls into, with its price.
    fn cell(&self, size: Size) -> Result<(Size, i64), Refusal> {
        let band = |bands: &[u32], mm: u32| bands.iter().position(|end| mm <= *end);
        let found = band(&self.widths_mm, size.width_mm).zip(band(&self.heights_mm, size.height_mm));
        let cell = found.and_then(|(column, row)| {
            let minor = self.minor.get(row * self.widths_mm.len() + column)?;
            Some((Size { width_mm: *self.widths_mm.get(column)?, height_mm: *self.heights_mm.get(row)? }, *minor))
        });
        let last = |bands: &[u32]| bands.last().copied().unwrap_or(0);
        cell.ok_or_else(|| Refusal::size_beyond_table(last(&self.widths_mm), last(&self.heights_mm)))
    }
}

/// What something costs. On the wire a plain number is minor units per unit without a minimum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "RateText", into = "RateText")]
pub enum Rate {
    /// So much for each unit of the product.
    Unit {
        /// Minor units.
        minor: i64,
        /// What is charged at least, in thousandths of the unit: for each piece where it is measured (1,500 is 1.5 m²),
        /// for the line where it is counted (2,000 is two doors). 0 for none.
        minimum_milli: u32,
    },
    /// By width and height, for one piece.
    Table(SizeTable),
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum RateText {
    Plain(i64),
    Unit { minor: i64, minimum_milli: u32 },
    Table(SizeTable),
}

impl From<RateText> for Rate {
    fn from(text: RateText) -> Self {
        match text {
            RateText::Plain(minor) => Self::plain(minor),
            RateText::Unit { minor, minimum_milli } => Self::Unit { minor, minimum_milli },
            RateText::Table(table) => Self::Table(table),
        }
    }
}

impl From<Rate> for RateText {
    fn from(rate: Rate) -> Self {
        match rate {
            Rate::Unit { minor, minimum_milli: 0 } => Self::Plain(minor),
            Rate::Unit { minor, minimum_milli } => Self::Unit { minor, minimum_milli },
            Rate::Table(table) => Self::Table(table),
        }
    }
}

impl Rate {
    /// `minor` for each unit, without a minimum.
    pub fn plain(minor: i64) -> Self {
        Self::Unit { minor, minimum_milli: 0 }
    }

    /// The price that stands on a list: of one unit, or of the cheapest size.
    pub fn leading(&self) -> i64 {
        match self {
            Self::Unit { minor, .. } => *minor,
            Self::Table(table) => table.minor.iter().copied().min().unwrap_or(0),
        }
    }

    /// What is wrong with the rate, if anything.
    pub fn fault(&self) -> Option<&'static str> {
        match self {
            Self::Unit { minor, .. } if *minor < 0 => Some("the price is negative"),
            Self::Unit { minor, .. } if i128::from(*minor) > PIECE_LIMIT => Some("the price is too large"),
            Self::Unit { .. } => None,
            Self::Table(table) => table.fault(),
        }
    }
}

/// What a line's pieces come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// Minor units for one piece.
    pub piece_minor: i64,
    /// Pieces that are charged: more than asked for where a minimum says so.
    pub count: u32,
    /// The band, the quantity or the minimum that decided.
    pub why: Vec<Reason>,
}

/// Works out one piece of `count` at `rate`. `size` is that of a piece; `quantity_milli` says instead how much of the
/// unit a piece is, in thousandths, for what is sold by measure without being made to measure (12.5 m² of tiles). A
/// measured unit without either is one whole unit.
pub fn measure(
    rate: &Rate,
    unit: PriceUnit,
    size: Option<Size>,
    quantity_milli: Option<u32>,
    count: u32,
) -> Result<Measured, Refusal> {
    if let Some(size) = size
        && (size.width_mm == 0 || size.width_mm > SIZE_LIMIT_MM || size.height_mm > SIZE_LIMIT_MM)
    {
        return Err(Refusal::size_out_of_range());
    }
    let (minor, minimum_milli) = match rate {
        Rate::Table(table) => {
            let (band, minor) =
                table.cell(size.filter(|size| size.height_mm > 0).ok_or_else(Refusal::size_missing)?)?;
            let why = vec![Reason::Band { width_mm: band.width_mm, height_mm: band.height_mm, minor }];
            return Ok(Measured { piece_minor: minor, count, why });
        }
        Rate::Unit { minor, minimum_milli } => (*minor, *minimum_milli),
    };
    // Thousandths of a metre are millimetres; an area is kept in square millimetres, a million to the square metre.
    let (quantity, per_unit, least) = match unit {
        PriceUnit::SquareMetre => {
            let area = match size {
                Some(size) if size.height_mm == 0 => return Err(Refusal::size_missing()),
                Some(size) => u64::from(size.width_mm) * u64::from(size.height_mm),
                None => u64::from(quantity_milli.unwrap_or(1_000)) * 1_000,
            };
            (area, 1_000_000_u64, u64::from(minimum_milli) * 1_000)
        }
        PriceUnit::Metre => {
            let length = size.map(|size| size.width_mm).or(quantity_milli).unwrap_or(1_000);
            (u64::from(length), 1_000, u64::from(minimum_milli))
        }
        PriceUnit::Each | PriceUnit::Set | PriceUnit::Box | PriceUnit::Opening => {
            let least = minimum_milli.div_ceil(1_000);
            let why = if least > count { vec![Reason::MinimumCount { count: least }] } else { Vec::new() };
            return Ok(Measured { piece_minor: minor, count: count.max(least), why });
        }
    };
    if quantity == 0 {
        return Err(Refusal::size_out_of_range());
    }
    let charged = quantity.max(least);
    let (charged_wide, per_wide) = (i128::from(charged), i128::from(per_unit));
    let piece = (i128::from(minor) * charged_wide * 2 + per_wide).div_euclid(2 * per_wide);
    if piece > PIECE_LIMIT {
        return Err(Refusal::amount_out_of_range());
    }
    let milli = i64::try_from((charged * 1_000).div_ceil(per_unit)).unwrap_or(i64::MAX);
    let why = vec![Reason::Quantity { milli, minimum: least > quantity }];
    Ok(Measured { piece_minor: i64::try_from(piece).unwrap_or(i64::MAX), count, why })
}

#[cfg(test)]
mod tests {
    use super::{Measured, Rate, Size, SizeTable, measure};
    use crate::catalog::PriceUnit;
    use crate::pricing::Reason;

    fn table() -> Rate {
        Rate::Table(SizeTable {
            widths_mm: vec![800, 900, 1000],
            heights_mm: vec![2000, 2200],
            minor: vec![10, 20, 30, 11, 21, 31],
        })
    }

    fn of(rate: &Rate, unit: PriceUnit, width_mm: u32, height_mm: u32) -> Result<Measured, String> {
        measure(rate, unit, Some(Size { width_mm, height_mm }), None, 1).map_err(|refusal| refusal.code)
    }

    #[test]
    fn a_size_between_bands_costs_the_next_larger() {
        let price = |width, height| of(&table(), PriceUnit::Opening, width, height).map(|one| one.piece_minor);
        assert_eq!(price(800, 2000), Ok(10));
        assert_eq!(price(801, 2000), Ok(20));
        assert_eq!(price(1, 2001), Ok(11));
        assert_eq!(price(1000, 2200), Ok(31));
        assert_eq!(price(1001, 2000), Err("size_beyond_table".to_owned()));
        assert_eq!(price(900, 0), Err("size_missing".to_owned()));
        let why = of(&table(), PriceUnit::Opening, 850, 2100).unwrap().why;
        assert_eq!(why, [Reason::Band { width_mm: 900, height_mm: 2200, minor: 21 }]);
    }

    #[test]
    fn an_area_is_rounded_half_up_once_and_has_its_minimum() {
        let rate = Rate::Unit { minor: 33_333, minimum_milli: 1_500 };
        let square = |width, height| of(&rate, PriceUnit::SquareMetre, width, height).unwrap();
        // 1.8 m² are 59,999.4; 0.96 m² are charged as 1.5 m² and cost 49,999.5.
        assert_eq!(square(1500, 1200).piece_minor, 59_999);
        assert_eq!(square(1200, 800).piece_minor, 50_000);
        assert_eq!(square(1200, 800).why, [Reason::Quantity { milli: 1_500, minimum: true }]);
    }

    #[test]
    fn a_running_metre_needs_no_height_and_a_count_has_its_minimum() {
        let rate = Rate::Unit { minor: 20_000, minimum_milli: 2_000 };
        assert_eq!(of(&rate, PriceUnit::Metre, 3_250, 0).unwrap().piece_minor, 65_000);
        assert_eq!(of(&rate, PriceUnit::Metre, 1_250, 0).unwrap().piece_minor, 40_000);
        let doors = measure(&rate, PriceUnit::Opening, None, None, 1).unwrap();
        assert_eq!((doors.count, doors.why), (2, vec![Reason::MinimumCount { count: 2 }]));
        let tiles = measure(&Rate::plain(9_900), PriceUnit::SquareMetre, None, Some(12_500), 1).unwrap();
        assert_eq!(tiles.piece_minor, 123_750);
    }

    #[test]
    fn a_rate_without_conditions_is_a_number_on_the_wire() {
        for rate in [Rate::plain(7), Rate::Unit { minor: 7, minimum_milli: 1 }, table()] {
            let text = serde_json::to_string(&rate).unwrap();
            assert_eq!(serde_json::from_str::<Rate>(&text).unwrap(), rate);
        }
        assert_eq!(serde_json::to_string(&Rate::plain(7)).unwrap(), "7");
    }
}

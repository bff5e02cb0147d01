//! Sheets of paper: their sizes by name, and the smallest that holds something.
//!
//! In: a name (`A4`, `SRA3`) or measures (`480x330mm`). Out: a [`SheetSize`]. The A series follows ISO 216, the RA and
//! SRA series, which leave room for bleed and marks round an A size, ISO 217.

use crate::geometry::{Length, Size};
use std::fmt;
use std::str::FromStr;

/// Name, short and long side in millimetres, from the smallest area to the largest.
const NAMED: &[(&str, f64, f64)] = &[
    ("A6", 105.0, 148.0),
    ("A5", 148.0, 210.0),
    ("A4", 210.0, 297.0),
    ("RA4", 215.0, 305.0),
    ("SRA4", 225.0, 320.0),
    ("A3", 297.0, 420.0),
    ("RA3", 305.0, 430.0),
    ("SRA3", 320.0, 450.0),
    ("A2", 420.0, 594.0),
    ("RA2", 430.0, 610.0),
    ("SRA2", 450.0, 640.0),
    ("A1", 594.0, 841.0),
    ("RA1", 610.0, 860.0),
    ("SRA1", 640.0, 900.0),
    ("A0", 841.0, 1189.0),
    ("RA0", 860.0, 1220.0),
    ("SRA0", 900.0, 1280.0),
];

/// The sides that a sheet may have, in millimetres: from a postcard's to the widest presses'.
const SIDES: std::ops::RangeInclusive<f64> = 50.0..=3000.0;

/// A sheet's size; which of its sides lies across is decided when pages are laid on it.
#[derive(Clone, PartialEq, Debug)]
pub struct SheetSize {
    /// `None` for one that was given by its measures.
    name: Option<&'static str>,
    short: Length,
    long: Length,
}

impl SheetSize {
    fn new(name: Option<&'static str>, short: f64, long: f64) -> SheetSize {
        SheetSize { name, short: Length::mm(short), long: Length::mm(long) }
    }

    pub fn a4() -> SheetSize {
        SheetSize::new(Some("A4"), 210.0, 297.0)
    }

    /// The two ways to lay it, the upright one first.
    pub fn ways(&self) -> [Size; 2] {
        [Size::new(self.short, self.long), Size::new(self.long, self.short)]
    }

    /// How it lies when it holds something of this size; upright where both ways do.
    pub fn holding(&self, size: Size) -> Option<Size> {
        self.ways().into_iter().find(|sheet| size.width <= sheet.width && size.height <= sheet.height)
    }

    /// The sheets among which one is chosen where none is given: those of the A and the SRA series that any printer has.
    pub fn usual() -> impl Iterator<Item = SheetSize> {
        let usual = NAMED.iter().filter(|(name, ..)| !name.starts_with("RA"));
        usual.map(|(name, short, long)| SheetSize::new(Some(name), *short, *long))
    }

    /// The smallest usual sheet that holds something of this size.
    pub fn smallest(size: Size) -> Option<SheetSize> {
        SheetSize::usual().find(|sheet| sheet.holding(size).is_some())
    }
}

impl fmt::Display for SheetSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name {
            Some(name) => f.write_str(name),
            None => write!(f, "{}x{}mm", millimetres(self.short), millimetres(self.long)),
        }
    }
}

/// Rounded to tenths, without needless zeros.
pub(super) fn millimetres(length: Length) -> String {
    let text = format!("{:.1}", length.to_mm());
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// The thickness of paper in millimetres, rounded to hundredths, without needless zeros.
pub(super) fn hundredths(length: Length) -> String {
    let text = format!("{:.2}", length.to_mm());
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `210 × 297 mm`.
pub(super) fn measures(size: Size) -> String {
    format!("{} × {} mm", millimetres(size.width), millimetres(size.height))
}

impl FromStr for SheetSize {
    type Err = String;

    fn from_str(text: &str) -> Result<SheetSize, String> {
        if let Some((name, short, long)) = NAMED.iter().find(|(name, ..)| name.eq_ignore_ascii_case(text)) {
            return Ok(SheetSize::new(Some(name), *short, *long));
        }
        const HELP: &str = "give a size such as A4, A3, SRA3, or measures such as 480x330mm";
        let measures = text.strip_suffix("mm").and_then(|text| text.trim_end().split_once(['x', '×']));
        let side = |text: &str| text.trim().trim_end_matches("mm").trim().parse::<f64>().ok();
        let sides = measures.and_then(|(a, b)| Some((side(a)?, side(b)?)));
        let (a, b) = sides.ok_or_else(|| format!("this is no sheet size; {HELP}"))?;
        if !SIDES.contains(&a) || !SIDES.contains(&b) {
            return Err(format!("the sides of a sheet are {} to {} mm long; {HELP}", SIDES.start(), SIDES.end()));
        }
        Ok(SheetSize::new(None, a.min(b), a.max(b)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_by_name_and_by_measures() {
        for (text, shown) in
            [("A4", "A4"), ("sra3", "SRA3"), ("480x330mm", "330x480mm"), ("100.5 × 70 mm", "70x100.5mm")]
        {
            assert_eq!(text.parse::<SheetSize>().expect(text).to_string(), shown);
        }
        for text in ["", "A44", "x", "10x10mm", "210x297", "NaNx5mm", "infx5mm", "-300x300mm"] {
            assert!(text.parse::<SheetSize>().is_err(), "{text}");
        }
    }

    #[test]
    fn named_sheets_grow() {
        for pair in NAMED.windows(2) {
            assert!(pair[0].1 * pair[0].2 < pair[1].1 * pair[1].2, "{} and {}", pair[0].0, pair[1].0);
        }
        let spread = |bleed: f64| Size::new(Length::mm(420.0 + 2.0 * bleed), Length::mm(297.0 + 2.0 * bleed));
        assert_eq!(SheetSize::smallest(spread(0.0)).map(|sheet| sheet.to_string()), Some("A3".into()));
        assert_eq!(SheetSize::smallest(spread(3.0)).map(|sheet| sheet.to_string()), Some("SRA3".into()));
        assert_eq!(SheetSize::smallest(spread(900.0)), None);
    }
}

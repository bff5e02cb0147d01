//! Colour by edition: the one place where a swatch becomes sRGB, greys or inks, and where overprinting is decided.

use super::Edition;
use super::collect::Used;
use crate::color::{Paint, Swatch, gray, srgb_to_cmyk};
use crate::paint::display_list::DisplayList;
use std::collections::BTreeMap;

/// A colour as an operator wants it, in thousandths.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shade {
    Rgb([i64; 3]),
    /// 0 for black.
    Gray(i64),
    Cmyk([i64; 4]),
    /// All plates in full: the colorant All (ISO 32000-1, 8.6.6.4).
    Registration,
    /// An index into [`Used::spots`], and how much of that ink.
    Spot(usize, i64),
}

/// All colours of a document in one edition.
pub(super) struct Inks {
    swatches: Vec<Shade>,
    /// Colours that came with drawings, for print.
    converted: BTreeMap<[u8; 3], Shade>,
    edition: Edition,
}

impl Shade {
    fn rgb(color: [u8; 3]) -> Shade {
        Shade::Rgb(color.map(|level| (i64::from(level) * 1000 + 127) / 255))
    }

    fn gray(level: f64) -> Shade {
        Shade::Gray((level * 1000.0).round() as i64)
    }

    fn cmyk(percent: [f32; 4]) -> Shade {
        Shade::Cmyk(percent.map(|ink| (f64::from(ink).clamp(0.0, 100.0) * 10.0).round() as i64))
    }

    /// Black ink alone and all of it: only then does overprinting hide what lies beneath. White never does.
    pub fn overprints(self) -> bool {
        self == Shade::Cmyk([0, 0, 0, 1000])
    }
}

impl Inks {
    pub fn new(list: &DisplayList, used: &Used, edition: Edition) -> Inks {
        let shade = |swatch: &Swatch| match (edition, &swatch.spot) {
            (Edition::Print, Some(spot)) => plate(used, &spot.name, spot.tint).unwrap_or(Shade::cmyk(swatch.cmyk)),
            (Edition::Print, None) => Shade::cmyk(swatch.cmyk),
            (Edition::Office, _) => Shade::gray(swatch.gray()),
            (Edition::Screen, _) => Shade::rgb(swatch.srgb),
        };
        let mut converted = BTreeMap::new();
        if edition == Edition::Print && !used.srgb.is_empty() {
            let colors: Vec<[u8; 3]> = used.srgb.iter().copied().collect();
            let inks = srgb_to_cmyk(&colors, &list.press.condition, list.press.ink_limit).into_iter().map(Shade::cmyk);
            converted = colors.into_iter().zip(inks).collect();
        }
        Inks { swatches: list.swatches.iter().map(shade).collect(), converted, edition }
    }

    pub fn shade(&self, paint: Paint) -> Shade {
        match (paint, self.edition) {
            (Paint::Swatch(id), _) => self.swatches.get(id.0 as usize).copied().unwrap_or(Shade::rgb([0; 3])),
            (Paint::Srgb(color), Edition::Screen) => Shade::rgb(color),
            (Paint::Srgb(color), Edition::Office) => Shade::gray(gray::level(color)),
            (Paint::Registration, Edition::Office) => Shade::Gray(0),
            (Paint::Registration, Edition::Screen) => Shade::rgb([0; 3]),
            (Paint::Registration, Edition::Print) => Shade::Registration,
            (Paint::Srgb(color), Edition::Print) => {
                self.converted.get(&color).copied().unwrap_or(Shade::Cmyk([0, 0, 0, 1000]))
            }
        }
    }
}

/// An ink of its own, where the pages use it.
fn plate(used: &Used, name: &str, tint: f32) -> Option<Shade> {
    let index = used.spots.keys().position(|known| known == name)?;
    Some(Shade::Spot(index, (f64::from(tint).clamp(0.0, 1.0) * 1000.0).round() as i64))
}

//! Paint as inks: the percentages of each swatch, and whether it overprints, by the rules of the PDF writer.
//!
//! All spot inks share one channel: they knock one another out, so that they never add up.

use super::luminance;
use crate::color::{Paint, Swatch, SwatchId, srgb_to_cmyk};
use crate::paint::display_list::{DisplayList, ItemKind};
use std::collections::{BTreeMap, BTreeSet};

/// All paints of a display list in inks.
pub struct Inks {
    swatches: Vec<Tone>,
    /// Colours that came with drawings.
    converted: BTreeMap<[u8; 3], Tone>,
}

/// How many kinds of ink are told apart: cyan, magenta, yellow, black, any spot ink.
pub const CHANNELS: usize = 5;

/// A pixel's inks, 255 for all of one.
pub type Levels = [u8; CHANNELS];

/// Percentages of each ink.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Tone(pub [f32; CHANNELS]);

/// What goes onto the plates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ink {
    pub levels: Levels,
    pub overprints: bool,
}

impl Tone {
    pub const BLACK: Tone = Tone([0.0, 0.0, 0.0, 100.0, 0.0]);
    /// Every plate in full.
    pub const ALL: Tone = Tone([100.0; CHANNELS]);

    pub fn process([c, m, y, k]: [f32; 4]) -> Tone {
        Tone([c, m, y, k, 0.0])
    }

    pub fn total(self) -> f32 {
        self.0.iter().sum()
    }

    /// How many inks it takes.
    pub fn count(self) -> usize {
        self.0.iter().filter(|ink| **ink > 0.0).count()
    }

    /// Nothing is printed: paper.
    pub fn is_white(self) -> bool {
        self.count() == 0
    }

    /// Solid black ink alone: only then does overprinting hide what lies beneath.
    fn is_black(self) -> bool {
        self == Tone::BLACK
    }

    pub fn levels(self) -> Levels {
        self.0.map(|percent| (percent * 2.55).round().clamp(0.0, 255.0) as u8)
    }

    fn ink(self, overprints: bool) -> Ink {
        Ink { levels: self.levels(), overprints: overprints && self.is_black() }
    }
}

impl std::fmt::Display for Tone {
    /// "C 80 M 60 Y 0 K 10"
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let [c, m, y, k, spot] = self.0.map(f32::round);
        match spot {
            0.0 => write!(f, "C {c} M {m} Y {y} K {k}"),
            spot => write!(f, "spot {spot}"),
        }
    }
}

impl Inks {
    pub fn new(list: &DisplayList) -> Inks {
        let mut colors = BTreeSet::new();
        for item in list.pages.iter().flat_map(|page| &page.items) {
            if let ItemKind::Fill { paint: Paint::Srgb(color), .. }
            | ItemKind::Stroke { paint: Paint::Srgb(color), .. } = &item.kind
            {
                colors.insert(*color);
            }
        }
        let colors: Vec<[u8; 3]> = colors.into_iter().collect();
        let tones = srgb_to_cmyk(&colors, &list.press.condition, list.press.ink_limit).into_iter().map(Tone::process);
        let swatch = |swatch: &Swatch| match &swatch.spot {
            Some(spot) => Tone([0.0, 0.0, 0.0, 0.0, spot.tint * 100.0]),
            None => Tone::process(swatch.cmyk),
        };
        Inks {
            swatches: list.swatches.iter().map(swatch).collect(),
            converted: colors.iter().copied().zip(tones).collect(),
        }
    }

    /// The colours of a screen: in place of cyan, magenta and yellow what a pixel lacks of full red, green and blue. They
    /// cover one another as on a screen, where nothing overprints.
    pub fn on_screen(list: &DisplayList) -> Inks {
        let tone = |color: [u8; 3]| {
            let [red, green, blue] = color.map(|level| f32::from(255 - level) / 2.55);
            Tone([red, green, blue, 0.0, 0.0])
        };
        let paths = list.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.kind {
            ItemKind::Fill { paint: Paint::Srgb(color), .. } | ItemKind::Stroke { paint: Paint::Srgb(color), .. } => {
                Some((*color, tone(*color)))
            }
            _ => None,
        });
        Inks { swatches: list.swatches.iter().map(|swatch| tone(swatch.srgb)).collect(), converted: paths.collect() }
    }

    pub fn swatch(&self, id: SwatchId) -> Tone {
        self.swatches.get(usize::from(id.0)).copied().unwrap_or_default()
    }

    pub fn of(&self, paint: Paint) -> Tone {
        match paint {
            Paint::Swatch(id) => self.swatch(id),
            Paint::Srgb(color) => self.converted.get(&color).copied().unwrap_or(Tone::BLACK),
            Paint::Registration => Tone::ALL,
        }
    }

    /// How light a spot ink in full is; of several the first.
    pub fn spot_luminance(list: &DisplayList) -> f64 {
        let alternate = list.swatches.iter().find_map(|swatch| swatch.spot.as_ref()).map(|spot| spot.alternate);
        let solid = Tone::process(alternate.unwrap_or_default()).levels();
        luminance::of(solid, 1.0)
    }

    pub fn of_text(&self, color: SwatchId) -> Ink {
        self.swatch(color).ink(true)
    }

    pub fn of_path(&self, paint: Paint, thin: bool) -> Ink {
        self.of(paint).ink(thin)
    }
}

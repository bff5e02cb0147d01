//! Swatches: named colours, each with its value for print and its value for the screen.
//!
//! Which of the two is used is decided by the PDF stage alone, from the edition.

pub mod condition;
mod convert;
pub mod engine;
pub mod gray;
pub mod icc;
pub mod profiles;

pub use convert::srgb_to_cmyk;

use crate::diagnostic::Span;

/// An index into the document's swatches.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct SwatchId(pub u16);

/// A named colour.
#[derive(Clone, PartialEq, Debug)]
pub struct Swatch {
    pub name: String,
    /// Ink in percent: cyan, magenta, yellow, black.
    pub cmyk: [f32; 4],
    /// sRGB, 0 to 255.
    pub srgb: [u8; 3],
    /// It is printed with an ink of its own; `cmyk` then shows it where that ink is not at hand.
    pub spot: Option<Spot>,
    /// Where its value for print is written, or what it is made from.
    pub source: Option<Span>,
}

/// An ink beside cyan, magenta, yellow and black, on a plate of its own.
#[derive(Clone, PartialEq, Debug)]
pub struct Spot {
    pub name: String,
    /// The ink in full, in percent of cyan, magenta, yellow, black.
    pub alternate: [f32; 4],
    /// How much of it, 0 to 1.
    pub tint: f32,
}

impl Swatch {
    /// Black ink alone, or none.
    pub fn is_black_only(&self) -> bool {
        self.spot.is_none() && self.cmyk[..3].iter().all(|ink| *ink == 0.0)
    }
}

/// What an area or a run of glyphs is painted with.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Paint {
    Swatch(SwatchId),
    /// A colour that came with a vector picture, in sRGB.
    Srgb([u8; 3]),
    /// Every plate there is, for printer's marks.
    Registration,
}

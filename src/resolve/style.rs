//! Styles as meant: no names, percentages, inheritance or options left; lengths in [`Length`].

use crate::color::SwatchId;
use crate::geometry::Length;
pub use crate::glyph::CharStyleId;
use crate::glyph::{FontId, StyleSource};
use std::sync::Arc;

/// How a run of characters looks.
#[derive(Clone, PartialEq, Debug)]
pub struct CharStyle {
    /// The face, then the faces tried in turn for characters that it lacks.
    pub fonts: Vec<FontId>,
    pub size: Length,
    /// Space added after each glyph (letterspacing); none in joined scripts.
    pub tracking: Length,
    pub case: Case,
    /// OpenType features beyond the default ones: tag and value.
    pub features: Vec<([u8; 4], u32)>,
    pub color: SwatchId,
    /// Above the baseline.
    pub rise: Length,
    pub source: Arc<StyleSource>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Case {
    #[default]
    AsWritten,
    /// Capitals by the language's rules (i becomes İ in Turkish).
    Upper,
    /// Real small capitals for small letters; figures and capitals are set in their small forms where `all` is true.
    SmallCaps { all: bool },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    /// The side where reading starts.
    Start,
    End,
    Center,
    /// Both edges straight, the last line at the start.
    Justify,
}

/// How a paragraph is set.
#[derive(Clone, PartialEq, Debug)]
pub struct ParagraphStyle {
    pub leading: Length,
    pub align: Align,
    pub hyphenate: bool,
    /// Of the first line.
    pub indent: Length,
    pub justification: Justification,
    /// Punctuation hangs into both margins by the protrusion table.
    pub protrude: bool,
    /// Opening quotation marks stand wholly left of the text's edge (pull quotes).
    pub hang_quotes: bool,
    /// Lines of about the same length, broken by sense (titles, quotes).
    pub balance: bool,
    /// The whole paragraph moves by this much to the left, so that large letters look flush.
    pub optical_offset: Length,
    /// Justified lines in a narrower measure are set ragged.
    pub ragged_below: Option<Length>,
}

/// Limits for justified lines, as fractions.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Justification {
    /// The word space aimed at, times the font's (1).
    pub space: f64,
    /// How much of it may be taken away (0.33) and added (0.35) before a line counts as too tight or too loose.
    pub shrink: f64,
    pub stretch: f64,
    /// Horizontal scaling of glyphs: at most this much narrower and wider (0.02).
    pub glyph_shrink: f64,
    pub glyph_stretch: f64,
}

/// All styles of a document.
#[derive(Clone, Debug, Default)]
pub struct Styles {
    pub chars: Vec<CharStyle>,
}

impl Styles {
    pub fn char(&self, id: CharStyleId) -> &CharStyle {
        &self.chars[id.0 as usize]
    }
}

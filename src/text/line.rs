//! A line that has been set: glyph runs in their places.

use crate::geometry::Length;
use crate::glyph::GlyphRun;
use std::ops::Range;

/// One line of a paragraph. Positions count from the slot's left end; the slot gives the baseline.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Line {
    /// In the order of reading, which is not that of their places where scripts of both directions meet; with
    /// alignment, indent and protrusion applied. Spaces are glyphs with their final advance; the space at which the line was broken is there with no advance, so that the words of
    /// neighbouring lines stay apart in extracted text.
    pub runs: Vec<GlyphRun>,
    /// Visible width: from the first glyph's origin to the last glyph's end.
    pub width: Length,
    /// By how much it is wider than its measure, what hangs in the margins left out: a word is longer than the line.
    pub over: Length,
    /// A hyphen was added at the end (U+00AD in the last run's text).
    pub hyphenated: bool,
    /// The word space set, times the font's; 1 where there is none.
    pub stretch: f32,
    /// Horizontal scaling of the glyphs in thousandths; 1000 is none.
    pub scale: u16,
    pub first_of_paragraph: bool,
    pub last_of_paragraph: bool,
    /// The bytes of the paragraph's text that stand in this line.
    pub words: Range<usize>,
}

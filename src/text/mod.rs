//! From words to lines: itemisation, shaping, hyphenation, line breaking.
//!
//! In: paragraphs of styled runs (`resolve::story`). Out: a [`ShapedParagraph`] (boxes, glue, penalties), and with
//! slots the lines of glyph runs. Follows UAX #9, #14 and Knuth and Plass, "Breaking Paragraphs into Lines" (1981).

mod breaking;
mod line;
mod paragraph;
pub mod slot;

pub use breaking::{
    BlockPiece, Broken, BrokenLine, Goals, Piece, PlacedBlock, Stats, Strictness, TextPiece, break_story,
    min_slots_estimate,
};
pub use line::Line;
pub use paragraph::{ShapedParagraph, Shaper, shape};

use crate::geometry::Length;

/// The lines of a paragraph that stands alone (a title, a caption, a quote) in one measure. A word wider than the
/// measure sticks out: compare [`Line::width`].
pub fn set_lines(_paragraph: &ShapedParagraph, _measure: Length) -> Vec<Line> {
    Vec::new()
}

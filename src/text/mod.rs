//! From words to lines: itemisation, shaping, hyphenation, line breaking.
//!
//! In: paragraphs of styled runs (`resolve::story`). Out: a [`ShapedParagraph`] (boxes, glue, penalties), and with
//! slots the lines of glyph runs. Follows UAX #9, #14 and Knuth and Plass, "Breaking Paragraphs into Lines" (1981).
//!
//! `itemise` → `shape` → `paragraph`, `points` (with `opportunities`, `hyphenation`, `syllables`, `protrusion`) → `breaking` → `setting`.

mod breaking;
mod case;
mod drop_letter;
mod hyphenation;
mod isolates;
mod itemise;
mod line;
mod opportunities;
mod paragraph;
mod points;
mod protrusion;
mod sense;
mod setting;
mod shape;
pub mod slot;
mod stand_alone;
mod syllables;
#[cfg(test)]
mod tests;

pub use breaking::{
    BlockPiece, Broken, BrokenLine, Goals, Piece, PlacedBlock, Stats, StoryFit, TextPiece, WayTable, Work, WorkCount,
    break_story, fit_story, min_slots_estimate,
};
pub use drop_letter::DropLetter;
pub use hyphenation::hyphenates;
pub use line::Line;
pub use paragraph::{Adjustment, ShapedParagraph, Shaper, shape};
pub use stand_alone::set_lines;

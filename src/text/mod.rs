//! From words to lines: itemisation, shaping, hyphenation, line breaking.
//!
//! In: paragraphs of styled runs (`resolve::story`). Out: a [`ShapedParagraph`] (boxes, glue, penalties), and with
//! slots the lines of glyph runs. Follows UAX #9, #14 and Knuth and Plass, "Breaking Paragraphs into Lines" (1981).
pub mod slot;

//! Runs of glyphs in their final places: what the text stage gives, composition carries and the PDF stage writes.

use crate::color::SwatchId;
use crate::diagnostic::Span;
use crate::geometry::Length;
use crate::structure::StructId;
use std::ops::Range;
use std::sync::Arc;

/// An index into the font book's faces.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct FontId(pub u16);

/// An index into the document's links.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct LinkId(pub u32);

/// An index into the document's character styles.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct CharStyleId(pub u32);

/// Where a layout says how characters look: for messages.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct StyleSource {
    /// The name of the style.
    pub name: Arc<str>,
    /// The style, its size and its colour; the last two may stand in a style that it is based on.
    pub style: Option<Span>,
    pub size: Option<Span>,
    pub color: Option<Span>,
}

/// Glyphs of one face, size and colour, in visual order from left to right.
#[derive(Clone, PartialEq, Debug)]
pub struct GlyphRun {
    pub font: FontId,
    pub size: Length,
    pub color: SwatchId,
    /// Horizontal scaling of the glyphs, in thousandths (1000 is none). Advances already contain it.
    pub scale: u16,
    /// Distance from the line's start to the first glyph's origin.
    pub x: Length,
    /// Distance of the origin above the line's baseline.
    pub rise: Length,
    /// The words as written in the event, in logical order; clusters point into it. Capitals set by style keep their
    /// small letters here; a hyphen that breaking added is U+00AD.
    pub text: Arc<str>,
    pub glyphs: Vec<Glyph>,
    pub right_to_left: bool,
    /// The element of the semantic tree that these words belong to; `None` for an artifact.
    pub tag: Option<StructId>,
    pub link: Option<LinkId>,
    pub style: CharStyleId,
    /// Where its words stand.
    pub source: Option<Span>,
}

/// One glyph.
#[derive(Clone, PartialEq, Debug)]
pub struct Glyph {
    pub id: u16,
    /// To the next glyph's origin: with kerning, tracking, justification and horizontal scaling.
    pub advance: Length,
    pub x_offset: Length,
    /// Upwards.
    pub y_offset: Length,
    /// The bytes of the run's text that this glyph stands for. Several glyphs may share one range.
    pub cluster: Range<u32>,
}

impl GlyphRun {
    pub fn width(&self) -> Length {
        self.glyphs.iter().map(|g| g.advance).sum()
    }
}

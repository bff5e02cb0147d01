//! Which glyphs of a run stand for which words: the groups of glyphs that share a stretch of the text.

use crate::geometry::Length;
use crate::glyph::{Glyph, GlyphRun};

/// Spaces that hold words together on a line. Who searches or copies wants a space that is like any other.
const NO_BREAK_SPACE: &str = "\u{a0}";
const NARROW_NO_BREAK_SPACE: &str = "\u{202f}";

/// Neighbouring glyphs that stand for one stretch of the run's text.
pub(super) struct Cluster<'a> {
    pub glyphs: &'a [Glyph],
    pub text: &'a str,
}

/// The clusters of a run, in the order of its glyphs (from left to right).
pub(super) fn clusters(run: &GlyphRun) -> impl Iterator<Item = Cluster<'_>> {
    run.glyphs.chunk_by(|a, b| a.cluster == b.cluster).map(|glyphs| {
        let range = &glyphs[0].cluster;
        let text = match run.text.get(range.start as usize..range.end as usize).unwrap_or_default() {
            NO_BREAK_SPACE | NARROW_NO_BREAK_SPACE => " ",
            text => text,
        };
        Cluster { glyphs, text }
    })
}

impl Cluster<'_> {
    /// Which glyph bears the others: the only one that advances.
    pub fn base(&self) -> Option<usize> {
        let mut advancing = self.glyphs.iter().enumerate().filter(|(_, glyph)| glyph.advance != Length::ZERO);
        let first = advancing.next()?;
        advancing.next().is_none().then_some(first.0)
    }
}

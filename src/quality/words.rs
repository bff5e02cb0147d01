//! The story's paragraphs as the document has them: style and language of a line, and the place of its words in the
//! event file; and which words quotes and pictures belong to.
//!
//! Lines find their paragraph by the element of the semantic tree that their runs carry.

use super::lines::BodyLine;
use crate::diagnostic::{SourceMap, Span};
use crate::geometry::Length;
use crate::resolve::document::{
    Anchored, Band, BandKind, Block, Document, Float, InlineQuote, Part, Segment, TextBlock,
};
use crate::resolve::story::{Paragraph, Run};
use crate::structure::StructId;
use std::collections::BTreeMap;
use std::ops::Range;

/// A paragraph of running text.
pub struct Known<'a> {
    pub paragraph: &'a Paragraph,
    /// Taken from the measure at both sides.
    pub left: Length,
    pub right: Length,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Quote,
    Picture,
}

/// A quote or picture and the words that it belongs to.
#[derive(Clone, Debug)]
pub struct Anchor {
    pub kind: Kind,
    /// Fragments that show it carry this place.
    pub source: Span,
    /// Index of the paragraph, and a byte of its text.
    pub paragraph: usize,
    pub byte: usize,
    /// Bytes of the words that it repeats; `None` for what is content of its own.
    pub repeats: Option<Range<usize>>,
}

#[derive(Default)]
pub struct Words<'a> {
    paragraphs: Vec<Known<'a>>,
    by_tag: BTreeMap<StructId, usize>,
    pub anchors: Vec<Anchor>,
}

impl<'a> Words<'a> {
    pub fn of(document: &'a Document) -> Words<'a> {
        let mut words = Words::default();
        let stories = document.parts.iter().filter_map(|part| match part {
            Part::Story(story) => Some(story),
            Part::Page(_) | Part::Fill(_) => None,
        });
        stories.flat_map(|story| &story.bands).for_each(|band| words.band(band));
        words
    }

    fn band(&mut self, band: &'a Band) {
        if let BandKind::Cards(cards) = &band.kind {
            cards.cards.iter().flat_map(|card| &card.texts).for_each(|text| self.text(text));
        }
        let BandKind::Columns(columns) = &band.kind else { return };
        for segment in &columns.segments {
            if let Segment::Columns(blocks) = segment {
                blocks.iter().for_each(|block| self.block(block));
            }
        }
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Text(text) => self.text(text),
            // What stands between paragraphs belongs to the one before it.
            Block::Float(float) => self.float(float, self.paragraphs.len().checked_sub(1), usize::MAX),
            Block::Inline(quote) => self.inline(quote, self.paragraphs.len().checked_sub(1)),
        }
    }

    fn text(&mut self, text: &'a TextBlock) {
        let index = self.paragraphs.len();
        self.by_tag.extend(text.paragraph.runs.iter().filter_map(|run| Some((run.tag?, index))));
        let sides = (text.start, text.end);
        let (left, right) = if text.paragraph.right_to_left { (sides.1, sides.0) } else { sides };
        self.paragraphs.push(Known { paragraph: &text.paragraph, left, right });
        for (byte, anchored) in &text.anchored {
            match anchored {
                Anchored::Float(float) => self.float(float, Some(index), *byte),
                Anchored::Inline(quote) => self.inline(quote, Some(index)),
            }
        }
    }

    fn inline(&mut self, quote: &InlineQuote, paragraph: Option<usize>) {
        if let Some(repeats) = &quote.repeats {
            self.anchor(Kind::Quote, quote.source, paragraph, repeats.start, Some(repeats));
        }
    }

    fn float(&mut self, float: &Float, paragraph: Option<usize>, byte: usize) {
        match float {
            Float::Box(quote) => self.anchor(Kind::Quote, quote.source, paragraph, byte, quote.repeats.as_ref()),
            Float::Picture(picture) => self.anchor(Kind::Picture, picture.picture.source, paragraph, byte, None),
        }
    }

    fn anchor(
        &mut self,
        kind: Kind,
        source: Option<Span>,
        paragraph: Option<usize>,
        byte: usize,
        repeats: Option<&Range<usize>>,
    ) {
        let anchor = |(source, paragraph)| Anchor { kind, source, paragraph, byte, repeats: repeats.cloned() };
        let anchor = source.zip(paragraph).map(anchor);
        self.anchors.extend(anchor);
    }

    /// The paragraph whose words carry this element.
    pub fn find(&self, tag: StructId) -> Option<usize> {
        self.by_tag.get(&tag).copied()
    }

    pub fn get(&self, index: usize) -> Option<&Known<'a>> {
        self.paragraphs.get(index)
    }

    /// Where a line's first word stands in the event file.
    pub fn locate(&self, line: &BodyLine, sources: &SourceMap) -> Option<Span> {
        let known = self.get(line.paragraph?)?;
        let (run, offset) = run_at(&known.paragraph.runs, line.words.start)?;
        let span = run.span?;
        let rest = run.text.get(offset..).unwrap_or_default();
        Some(nearest(rest, offset, span, sources).unwrap_or(span))
    }
}

/// The run that holds a byte of the paragraph's text, and the byte within it.
fn run_at(runs: &[Run], byte: usize) -> Option<(&Run, usize)> {
    let mut from = 0;
    for run in runs {
        if byte < from + run.text.len() {
            return Some((run, byte - from));
        }
        from += run.text.len();
    }
    None
}

/// Quotation marks, dashes and line ends differ between the file and the words set, so that bytes do not correspond: of all
/// places where the file has the line's first long word, the one nearest to the byte is meant.
fn nearest(rest: &str, offset: usize, span: Span, sources: &SourceMap) -> Option<Span> {
    let word = rest.split(|c: char| !c.is_alphanumeric()).find(|word| word.chars().count() > 2)?;
    let written = sources.get(span.file).text.get(span.start..span.end)?;
    let (at, _) = written.match_indices(word).min_by_key(|(at, _)| at.abs_diff(offset))?;
    Some(Span::new(span.file, span.start + at, span.start + at + word.len()))
}

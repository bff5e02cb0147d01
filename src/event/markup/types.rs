//! What the Markdown of a long text says: blocks of paragraphs, quotes and pictures, each with its place.

use super::pin::Pin;
use crate::diagnostic::Span;
use crate::yaml::SourceText;
use std::ops::Range;
use std::sync::Arc;

/// A block and its place.
#[derive(Clone, PartialEq, Debug)]
pub struct Block {
    pub span: Span,
    pub kind: BlockKind,
}

#[derive(Clone, PartialEq, Debug)]
pub enum BlockKind {
    Paragraph(Paragraph),
    Heading {
        /// 1 to 6, by the number of `#`.
        level: u8,
        inlines: Vec<Inline>,
    },
    List {
        ordered: bool,
        /// The first item's number.
        start: u64,
        items: Vec<Vec<Block>>,
    },
    Quote(Quote),
    PullQuote(PullQuote),
    Picture(MarkupPicture),
}

/// Words, and what refers to places among them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Paragraph {
    pub inlines: Vec<Inline>,
    /// Words that are repeated as pull quotes.
    pub repeats: Vec<Repeat>,
    /// Blocks that stand in the middle of a sentence, in the order of their offsets.
    pub anchored: Vec<Anchored>,
}

impl Paragraph {
    /// The words of all inlines, one after another; the offsets of a paragraph count in this text.
    pub fn text(&self) -> String {
        plain_text(&self.inlines)
    }
}

/// A block in the middle of a paragraph's sentence.
#[derive(Clone, PartialEq, Debug)]
pub struct Anchored {
    /// Where the paragraph goes on after it: the byte offset of the second half's first letter.
    pub offset: usize,
    pub block: Block,
}

/// Words of a paragraph that are shown a second time.
#[derive(Clone, PartialEq, Debug)]
pub struct Repeat {
    /// `None`: the layout chooses.
    pub kind: Option<QuoteKind>,
    /// Where the words stand, in bytes of the paragraph's text.
    pub range: Range<usize>,
    pub inlines: Vec<Inline>,
    pub span: Span,
}

/// How a pull quote is set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum QuoteKind {
    /// With the place that its author wants for it.
    Box(Pin),
    Inline,
    Banner,
}

/// A block quotation.
#[derive(Clone, PartialEq, Debug)]
pub struct Quote {
    pub label: Option<Vec<Inline>>,
    pub blocks: Vec<Block>,
    /// The source, without its dash.
    pub attribution: Option<Vec<Inline>>,
}

/// A pull quote that is content of its own.
#[derive(Clone, PartialEq, Debug)]
pub struct PullQuote {
    pub kind: QuoteKind,
    pub blocks: Vec<Block>,
    /// The source, without its dash.
    pub attribution: Option<Vec<Inline>>,
    /// The sentence before it goes on after it.
    pub mid_sentence: bool,
}

/// A picture in a text.
#[derive(Clone, PartialEq, Debug)]
pub struct MarkupPicture {
    /// The path, relative to the event file.
    pub file: SourceText,
    /// Empty where none was written.
    pub alt: String,
    /// Nothing is lost without it: it has no alternative text.
    pub decorative: bool,
    pub caption: Vec<Inline>,
    pub credit: Vec<Inline>,
    /// The point that a crop keeps, in percent from the left and the top.
    pub focus: Option<[f64; 2]>,
    /// The place that its author wants for it.
    pub pin: Pin,
    /// The sentence before it goes on after it.
    pub mid_sentence: bool,
}

/// Words of one kind.
#[derive(Clone, PartialEq, Debug)]
pub struct Inline {
    /// `\n` is a forced line break.
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    pub superscript: bool,
    pub subscript: bool,
    pub link: Option<Arc<str>>,
    pub span: Span,
}

/// The words alone.
pub fn plain_text(inlines: &[Inline]) -> String {
    inlines.iter().map(|inline| inline.text.as_str()).collect()
}

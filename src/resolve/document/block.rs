//! What stands in a band: text, quotes, pictures, and what goes over all columns.

use super::super::story::Paragraph;
use super::{Lead, PlacedPicture, Stroke};
use crate::color::SwatchId;
use crate::diagnostic::Span;
use crate::geometry::Length;
use std::ops::Range;

/// A part of a band's blocks: a stretch of text in columns, or something over the whole measure.
#[derive(Clone, Debug)]
pub enum Segment {
    Columns(Vec<Block>),
    Message(Message),
    Banner(Banner),
}

/// What stands in a column, in reading order.
#[derive(Clone, Debug)]
pub enum Block {
    Text(TextBlock),
    /// A display quote in the column.
    Inline(InlineQuote),
    /// Something that the text runs round; it stands near this place.
    Float(Float),
}

#[derive(Clone, Debug)]
pub struct TextBlock {
    pub paragraph: Paragraph,
    /// Narrower than the column by this much where lines start and where they end.
    pub start: Length,
    pub end: Length,
    pub first_indent: Length,
    /// Empty rows before it, none at a column's top.
    pub before: u16,
    pub after: u16,
    pub keep_with_next: bool,
    /// Its lines stand in one column with nothing between them.
    pub keep_together: bool,
    /// A list's bullet or number, set before the text.
    pub marker: Option<Paragraph>,
    /// How far from the column's edge it stands.
    pub marker_at: Length,
    /// A line down its side.
    pub bar: Option<QuoteBar>,
    /// What stands beside or after the words at a byte position of the paragraph's text.
    pub anchored: Vec<(usize, Anchored)>,
    /// Bytes that stand before its own words, in the band's head: positions among its words count them.
    pub lost: usize,
    /// The same paragraph with its first letter over several lines, where there is room for it.
    pub drop_capital: Option<Box<DropCapital>>,
    /// Ways in which its first sentences may stand in the band's head, the fewest sentences first.
    pub leads: Vec<Lead>,
}

/// A line at the edge of the column, down the side of a quotation that may be divided.
#[derive(Clone, Copy, Debug)]
pub struct QuoteBar {
    pub stroke: Stroke,
    /// How far it reaches above the capitals of its first line and below the baseline of its last.
    pub reach: Length,
    /// It stands at the right.
    pub right_to_left: bool,
    /// It goes on from the paragraph before, and into the next.
    pub joins_before: bool,
    pub joins_after: bool,
}

/// A paragraph whose first letter stands over several lines.
#[derive(Clone, Debug)]
pub struct DropCapital {
    /// The letter; its size follows from the lines.
    pub letter: Paragraph,
    /// Opening quotation marks before it.
    pub mark: Option<Paragraph>,
    /// The words that both stand for, with the space after a letter that is a word.
    pub words: String,
    /// The paragraph without them.
    pub rest: Paragraph,
    pub lines: i32,
    pub clearance: Length,
}

#[derive(Clone, Debug)]
pub enum Anchored {
    Inline(InlineQuote),
    Float(Float),
}

#[derive(Clone, Debug)]
pub struct InlineQuote {
    pub paragraphs: Vec<Paragraph>,
    pub attribution: Option<Paragraph>,
    pub bar: Option<Stroke>,
    /// How far the bar reaches above the capitals and below the last baseline.
    pub bar_reach: Length,
    pub indent: Length,
    pub before: u16,
    pub after: u16,
    /// Bytes of the words that it repeats, in the text of the paragraph before it. A screen reader does not read them
    /// twice.
    pub repeats: Option<Range<usize>>,
    pub source: Option<Span>,
}

#[derive(Clone, Debug)]
pub enum Float {
    Box(BoxedQuote),
    Picture(Box<TextPicture>),
}

/// A quote in a box; its words in each style that the layout has for it.
#[derive(Clone, Debug)]
pub struct BoxedQuote {
    pub color: Option<SwatchId>,
    pub rule: Option<Stroke>,
    pub clearance: Length,
    /// Part of the band's height that it takes at most, where another form is lower.
    pub of_band: Option<f64>,
    /// In the layout's order of preference for this many words.
    pub forms: Vec<BoxForm>,
    pub pin: Pin,
    /// Bytes of the words that it repeats, in the text of its paragraph.
    pub repeats: Option<Range<usize>>,
    pub source: Option<Span>,
}

/// Where the author wants a box or picture; `None`: anywhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Pin {
    pub across: Option<PinAcross>,
    pub down: Option<PinDown>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PinAcross {
    /// The first column, the last one.
    First,
    Last,
    /// Across the gutter, text at both sides.
    Gutter,
    /// Over all columns.
    Wide,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PinDown {
    Top,
    Foot,
    /// In the run of the text.
    Here,
}

#[derive(Clone, Debug)]
pub struct BoxForm {
    pub place: BoxPlace,
    pub paragraphs: Vec<Paragraph>,
    pub attribution: Option<Paragraph>,
    pub width: Length,
    pub padding: Length,
    pub padding_above: Length,
    /// Rows that it takes at most, where another form is lower.
    pub most_rows: Option<i32>,
    pub rows_above: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxPlace {
    /// At a column's outer edge, the text running beside it.
    Column,
    /// Across the gutter of two columns.
    Gutter,
    /// Over a column's whole width, in the run of the text.
    Full,
    /// Over the whole measure.
    Wide,
}

#[derive(Clone, Debug)]
pub struct TextPicture {
    pub picture: PlacedPicture,
    pub caption: Option<Paragraph>,
    pub caption_below: Length,
    pub before: u16,
    pub after: u16,
    /// Height by width, after cropping.
    pub height: f64,
    pub pin: Pin,
    /// Another way to set it, which the layout prefers where enough of the column is left.
    pub beside: Option<BesidePicture>,
}

/// A picture at a column's edge with the text beside it.
#[derive(Clone, Debug)]
pub struct BesidePicture {
    pub picture: PlacedPicture,
    pub width: Length,
    pub clearance: Length,
    /// Height by width of its frame.
    pub height: f64,
}

/// A long quotation: a panel over the whole measure.
#[derive(Clone, Debug)]
pub struct Message {
    pub paragraphs: Vec<Paragraph>,
    /// A poem, its stanzas parted by empty lines.
    pub is_verse: bool,
    pub label: Option<Paragraph>,
    pub attribution: Option<Paragraph>,
    pub field: Option<SwatchId>,
    pub bar: Option<Stroke>,
    /// Rows from the label to the words under it; beside them otherwise.
    pub label_above: Option<i32>,
    pub label_at: Length,
    pub text_at: Length,
    pub right: Length,
    pub before: i32,
    pub after: i32,
    pub above: i32,
    pub below: i32,
    pub source: Option<Span>,
}

/// A quote on a field from trim to trim.
#[derive(Clone, Debug)]
pub struct Banner {
    pub choices: Vec<Paragraph>,
    pub most_lines: usize,
    pub attribution: Option<Paragraph>,
    /// Whose words they are: said where it stands on another page than their head, and the author says nobody.
    pub speaker: Option<Paragraph>,
    pub attribution_below: Length,
    pub field: Option<SwatchId>,
    pub rows: i32,
    pub padding_above: Length,
    pub before: i32,
    pub after: i32,
    pub source: Option<Span>,
}

#[derive(Clone, Debug)]
pub struct StripBand {
    pub pictures: Vec<PlacedPicture>,
    pub captions: Vec<Option<Paragraph>>,
    pub gap: Length,
    pub rows: i32,
    /// Rows that the pictures may grow to where a page has room.
    pub most_rows: i32,
    /// Rows that the pictures may shrink to where a page has room for no more.
    pub least_rows: i32,
    /// It stands where it is among the bands, instead of where a page has room.
    pub in_order: bool,
}

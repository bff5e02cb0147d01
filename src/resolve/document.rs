//! The document as meant: what `resolve` gives and `compose` takes. All lengths are absolute or in rows of the grid;
//! all words are typographic; no names, percentages or options are left.

use super::story::Paragraph;
use super::style::Styles;
use crate::assets::PictureId;
use crate::color::{Swatch, SwatchId};
use crate::diagnostic::Span;
use crate::geometry::convex::Contour;
use crate::geometry::{Length, Size};
use crate::structure::{StructId, StructTree};

/// The whole document.
#[derive(Clone, Debug)]
pub struct Document {
    pub metadata: Metadata,
    pub swatches: Vec<Swatch>,
    pub styles: Styles,
    pub structure: StructTree,
    pub links: Vec<Link>,
    pub page: PageGeometry,
    pub parts: Vec<Part>,
    /// The number of pages that is asked for.
    pub pages: Option<PageCount>,
    pub copy_fitting: CopyFitting,
}

/// A number of pages, covers included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageCount {
    pub number: PageNumber,
    /// Blank pages that may stand after the story.
    pub blanks: usize,
    pub source: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageNumber {
    Exactly(usize),
    MultipleOf(usize),
}

/// What may be changed to reach it, in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CopyFitting {
    /// Of the em.
    pub tracking: i16,
    /// Of the height.
    pub pictures: i16,
    /// Of the size.
    pub size: i16,
}

/// What the file says about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metadata {
    pub title: String,
    pub author: String,
    pub subject: String,
    pub keywords: Vec<String>,
    /// BCP 47.
    pub language: String,
    pub right_to_left: bool,
    /// Seconds since 1970-01-01 UTC; from the event's date or the caller, never from the clock.
    pub date: i64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// `https:`, `http:`, `mailto:` or `tel:`.
    pub uri: String,
    /// Said to a screen reader.
    pub description: String,
}

/// Trim, margins, columns and baseline grid, the same on every page.
#[derive(Clone, Debug)]
pub struct PageGeometry {
    pub trim: Size,
    pub bleed: Length,
    pub facing: bool,
    pub inner: Length,
    pub outer: Length,
    pub columns: u16,
    pub gutter: Length,
    pub leading: Length,
    /// Baseline of row 1, from the trim's top.
    pub first_baseline: Length,
    pub rows: i32,
    pub cap_height: Length,
}

impl PageGeometry {
    pub fn text_width(&self) -> Length {
        self.trim.width - self.inner - self.outer
    }

    pub fn column_width(&self) -> Length {
        (self.text_width() - self.gutter * (i64::from(self.columns) - 1)) / i64::from(self.columns)
    }

    /// Baseline of a row, from the trim's top.
    pub fn base(&self, row: i32) -> Length {
        self.first_baseline + self.leading * i64::from(row - 1)
    }

    /// Top of the capitals in a row.
    pub fn cap_top(&self, row: i32) -> Length {
        self.base(row) - self.cap_height
    }
}

/// One page of its own, or the running story.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a document has four or five")]
pub enum Part {
    Page(Master),
    Story(Story),
    /// Pages of this master, until the whole document is a multiple of a number of pages long.
    Fill {
        multiple: usize,
        master: Master,
    },
}

/// A page template with its texts.
#[derive(Clone, Debug, Default)]
pub struct Master {
    pub field: Option<SwatchId>,
    pub items: Vec<MasterItem>,
    pub running_matter: Option<RunningMatter>,
    pub frame: Option<FramePlace>,
}

#[derive(Clone, Debug)]
pub struct RunningMatter {
    pub at: Down,
    /// Paragraphs set at the outer text edge; [`PAGE_NUMBER`] stands for the folio.
    pub folio: Paragraph,
    pub title: Paragraph,
    pub title_at: Length,
}

/// Stands in a paragraph's text where the page's number goes.
pub const PAGE_NUMBER: char = '\u{E000}';

/// First row of the story's frame.
#[derive(Clone, Debug)]
pub struct FramePlace {
    pub from: Down,
    pub at_least: i32,
}

/// An index into a master's named places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemName(pub usize);

/// A place across the page, as a distance from an edge that depends on the page's side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Across {
    pub edge: AcrossEdge,
    pub offset: Length,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcrossEdge {
    BleedLeft,
    BleedRight,
    TrimLeft,
    TrimRight,
    TextLeft,
}

/// A place down the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Down {
    /// From the trim's top.
    At(Length),
    /// From the first or last baseline of a named item.
    First(ItemName, Length),
    Last(ItemName, Length),
}

#[derive(Clone, Debug)]
pub enum MasterItem {
    Rule { left: Across, right: Across, at: Down, width: Length, color: SwatchId },
    Field { left: Across, right: Across, top: Down, bottom: Down, color: SwatchId },
    NoteLines(NoteLines),
    Stack(Stack),
    Cells(Cells),
    Picture(FixedPicture),
    Code(Code),
    Contents(Contents),
}

/// Lines to write on.
#[derive(Clone, Copy, Debug)]
pub struct NoteLines {
    pub left: Across,
    pub right: Across,
    pub first: Down,
    pub last: Down,
    pub step: Length,
    pub stroke: Stroke,
}

/// Paragraphs one under another.
#[derive(Clone, Debug)]
pub struct Stack {
    pub name: Option<ItemName>,
    pub left: Across,
    pub right: Across,
    pub anchor: StackAnchor,
    /// A stack that would end below this place begins higher.
    pub not_below: Option<Down>,
    pub label_width: Length,
    pub lines: Vec<StackLine>,
}

#[derive(Clone, Copy, Debug)]
pub enum StackAnchor {
    First(Down),
    Last(Down),
}

#[derive(Clone, Debug)]
pub struct StackLine {
    /// The same words in several styles: the first that takes no more than `most_lines` is set.
    pub choices: Vec<Paragraph>,
    pub most_lines: Option<usize>,
    /// From the baseline before it to its first.
    pub before: Length,
    pub label: Option<Paragraph>,
    pub source: Option<Span>,
}

#[derive(Clone, Debug)]
pub struct Cells {
    pub name: Option<ItemName>,
    pub columns: Vec<Across>,
    pub width: Length,
    pub last: Down,
    pub before: Length,
    pub cells: Vec<(Paragraph, Paragraph)>,
    pub source: Option<Span>,
}

#[derive(Clone, Debug)]
pub struct FixedPicture {
    pub picture: PlacedPicture,
    pub left: Across,
    pub right: Across,
    pub top: Down,
    pub bottom: Down,
    pub bottom_at_least: Option<Down>,
    pub fill: bool,
    /// Where it does not fill its frame: in the middle instead of at the left.
    pub middle: bool,
    pub background: bool,
}

/// A picture with what placing it needs.
#[derive(Clone, Debug)]
pub struct PlacedPicture {
    pub id: PictureId,
    /// Width by height in its own units (pixels).
    pub proportions: (f64, f64),
    /// The point that a crop keeps, as fractions from the left and the top.
    pub focus: [f64; 2],
    /// Where that point stands in the crop.
    pub focus_at: [f64; 2],
    /// Vector pictures: painted in this colour alone.
    pub tint: Option<SwatchId>,
    pub shape: PictureShape,
    pub tag: Option<StructId>,
    pub source: Option<Span>,
}

/// What is seen of a picture, and what text runs round.
#[derive(Clone, Debug, PartialEq)]
pub enum PictureShape {
    Rectangle,
    /// Cut to a circle.
    Circle,
    /// The convex hull of what is opaque; the picture is not cut.
    Contour(Contour),
}

#[derive(Clone, Debug)]
pub struct Code {
    /// Dark modules, row by row.
    pub modules: Vec<Vec<bool>>,
    pub left: Across,
    pub right: Across,
    pub bottom: Down,
    pub color: SwatchId,
    pub field: SwatchId,
    pub tag: Option<StructId>,
}

#[derive(Clone, Debug)]
pub struct Contents {
    pub name: Option<ItemName>,
    pub left: Across,
    pub right: Across,
    pub first: Down,
    pub last: Down,
    pub steps: Vec<Length>,
    /// A heading, and how far above the first entry it stands.
    pub heading: Option<(Paragraph, Length)>,
    pub entries: Vec<ContentsEntry>,
    pub rule: Option<Stroke>,
    pub rule_below: Length,
}

#[derive(Clone, Debug)]
pub struct ContentsEntry {
    pub name: Paragraph,
    /// Stands under the name where there is room for all.
    pub role: Option<Paragraph>,
    /// Holds [`PAGE_NUMBER`].
    pub page: Paragraph,
    pub destination: Destination,
}

/// Something whose page is known only after composition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Destination(pub u32);

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    pub width: Length,
    pub color: SwatchId,
}

/// The running story: bands over as many pages as they take.
#[derive(Clone, Debug)]
pub struct Story {
    /// Master of the first page, if it differs.
    pub first: Option<Master>,
    pub rest: Master,
    /// The text runs on over pages; otherwise a band stands on one where that is possible.
    pub continuous: bool,
    pub bands: Vec<Band>,
}

/// A stretch across the columns.
#[derive(Clone, Debug)]
pub struct Band {
    pub destination: Destination,
    /// For the outline: title and level.
    pub bookmark: Option<(String, u8)>,
    pub new_page: bool,
    /// Rows between the text above and this band's first row, as the layout wants it and at least and at most.
    pub gap: Gap,
    pub kind: BandKind,
    pub source: Option<Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    pub rows: i32,
    pub least: i32,
    pub most: i32,
}

#[derive(Clone, Debug)]
pub enum BandKind {
    /// A large title over the whole measure.
    Title(TitleBand),
    /// A head and blocks in balanced columns.
    Columns(ColumnsBand),
    /// Photographs side by side.
    Strip(StripBand),
    /// A paragraph over the whole measure; `before` is in the gap.
    Note(Paragraph),
    /// What a page template holds, row 1 at the band's first row.
    Items(Master),
}

#[derive(Clone, Debug)]
pub struct TitleBand {
    pub choices: Vec<Paragraph>,
    pub most_lines: Option<usize>,
    /// Row of its first baseline at the top of a page.
    pub sink: i32,
    pub sink_most: i32,
    pub after: i32,
    pub lead: Option<(Paragraph, i32)>,
}

#[derive(Clone, Debug)]
pub struct ColumnsBand {
    pub rule: Option<Stroke>,
    pub rule_by_column: bool,
    pub title: Option<Head>,
    pub note: Option<Head>,
    pub text_from: i32,
    /// Rows from a message or banner to the text that goes on after it.
    pub resume: Gap,
    /// A shorter text stands in the first column alone.
    pub least_rows: i32,
    pub portrait: Option<Portrait>,
    pub segments: Vec<Segment>,
}

/// A name, role or heading.
#[derive(Clone, Debug)]
pub struct Head {
    pub choices: Vec<Paragraph>,
    pub most_lines: usize,
    /// From 0.
    pub column: u16,
    pub wide: bool,
    pub base: i32,
    /// Lower than its row by this much.
    pub lower: Length,
}

#[derive(Clone, Debug)]
pub struct Portrait {
    pub picture: PlacedPicture,
    pub width: Length,
    pub rows: i32,
    pub clearance: Length,
    /// At the right edge of the last column instead of the left edge of the first.
    pub right: bool,
    /// It stands in the head, its foot this many rows below the rule; otherwise in the text.
    pub in_head: Option<i32>,
    /// It may stand at the other side where the text needs that.
    pub may_change_side: bool,
}

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
    /// What stands beside or after the words at a byte position of the paragraph's text.
    pub anchored: Vec<(usize, Anchored)>,
    /// The same paragraph with its first letter over several lines, where there is room for it.
    pub drop_capital: Option<Box<DropCapital>>,
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
    pub source: Option<Span>,
}

impl InlineQuote {
    /// It repeats words of the text; a screen reader does not read it twice.
    pub fn is_repeated(&self) -> bool {
        self.paragraphs.iter().flat_map(|paragraph| &paragraph.runs).all(|run| run.tag.is_none())
    }
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
    /// In the layout's order of preference for this many words.
    pub forms: Vec<BoxForm>,
    pub pin: Pin,
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
    pub rows_above: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxPlace {
    /// At a column's outer edge, the text running beside it.
    Column,
    /// Across the gutter of two columns.
    Gutter,
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
    /// It stands where it is among the bands, instead of where a page has room.
    pub in_order: bool,
}

//! Page templates with their texts and pictures.

use super::super::story::Paragraph;
use crate::assets::PictureId;
use crate::color::SwatchId;
use crate::diagnostic::Span;
use crate::geometry::Length;
use crate::geometry::convex::Contour;
use crate::structure::StructId;
use std::sync::Arc;

/// A page template with its texts.
#[derive(Clone, Debug, Default)]
pub struct Master {
    /// A swatch for the whole page, and where the layout names it.
    pub field: Option<(SwatchId, Span)>,
    pub items: Vec<MasterItem>,
    pub running_matter: Option<RunningMatter>,
    pub frame: Option<FramePlace>,
    /// Where the layout calls for it: the place of mistakes that have no better one.
    pub source: Option<Span>,
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
    pub below: Option<Down>,
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
    /// From the top of its first line's capitals.
    Cap(ItemName, Length),
}

#[derive(Clone, Debug)]
pub enum MasterItem {
    Rule { left: Across, right: Across, at: Down, stroke: Stroke },
    Field { left: Across, right: Across, top: Down, bottom: Down, color: SwatchId, source: Span },
    NoteLines(NoteLines),
    Stack(Stack),
    Cells(Cells),
    Picture(FixedPicture),
    Code(Code),
    Contents(Contents),
    Personal(PersonalFrame),
}

/// A frame that is kept for each attendee's own words.
#[derive(Clone, Debug)]
pub struct PersonalFrame {
    pub left: Across,
    pub right: Across,
    pub anchor: StackAnchor,
    pub words: Arc<PersonalWords>,
}

/// Words in which each attendee's own are still to be put.
#[derive(Clone, Debug)]
pub struct PersonalWords {
    /// By what name the event gives them.
    pub name: String,
    /// The same words in each of several styles, their fields as written (`{{ attendee.name }}`): the first choice that
    /// takes no more than `lines` lines is set.
    pub choices: Vec<Paragraph>,
    pub lines: usize,
    pub tag: StructId,
    /// Where the event gives them.
    pub source: Span,
}

/// Lines to write on, at equal distances upwards from the last.
#[derive(Clone, Debug)]
pub struct NoteLines {
    pub left: Across,
    pub right: Across,
    pub first: Down,
    pub last: Down,
    pub step: Length,
    /// Where fewer fit there are none.
    pub least: usize,
    /// Over the first line, and its distance.
    pub heading: Option<(Paragraph, Length)>,
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
    /// Lines that stand apart share what is left above a place, each gap growing by no more than this.
    pub spread: Option<(Down, Length)>,
    /// Its capitals stay below this place: with one of its styles, or it is left out.
    pub below: Option<Down>,
    pub label_width: Length,
    /// Something stands beside the last lines.
    pub beside: Option<Beside>,
    pub lines: Vec<StackLine>,
}

/// What narrows the last lines of a stack.
#[derive(Clone, Copy, Debug)]
pub struct Beside {
    /// Up from the last baseline; lines in it are narrower.
    pub height: Length,
    /// Taken from their measure, at the right.
    pub width: Length,
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
    /// Left and right edge of each column.
    pub columns: Vec<(Across, Across)>,
    pub last: Down,
    pub before: Length,
    /// Something stands at the right of the last column: the cells begin at least as high as it is.
    pub beside: Option<Beside>,
    pub cells: Vec<Cell>,
}

#[derive(Clone, Debug)]
pub struct Cell {
    pub label: Paragraph,
    /// The same words in several styles: the first that fits the column is set.
    pub choices: Vec<Paragraph>,
    /// Where the event says them.
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
    /// Where the layout asks for it.
    pub source: Option<Span>,
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
    pub source: Option<Span>,
    /// Where the layout asks for it.
    pub layout: Span,
}

#[derive(Clone, Debug)]
pub struct Contents {
    pub name: Option<ItemName>,
    pub left: Across,
    pub right: Across,
    pub first: Down,
    pub last: Down,
    /// Entries stand in so many columns of equal width, with the grid's gutter between them.
    pub columns: usize,
    pub steps: Vec<Length>,
    /// Those with which roles are tried, before the others.
    pub role_steps: Vec<Length>,
    /// A heading, and how far above the first entry it stands.
    pub heading: Option<(Paragraph, Length)>,
    pub entries: Vec<ContentsEntry>,
    pub rule: Option<Stroke>,
    pub rule_below: Length,
}

#[derive(Clone, Debug)]
pub struct ContentsEntry {
    /// The same name in several styles; all entries take the same one. Each holds [`PAGE_NUMBER`] where there is no
    /// `page`.
    pub names: Vec<Paragraph>,
    /// Stands under the name where there is room for all.
    pub role: Option<Paragraph>,
    /// Stands at the right edge; holds [`PAGE_NUMBER`].
    pub page: Option<Paragraph>,
    pub destination: Destination,
    /// Where the event says the name.
    pub source: Option<Span>,
}

/// Something whose page is known only after composition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Destination(pub u32);

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    pub width: Length,
    pub color: SwatchId,
    /// Where the layout gives its width.
    pub source: Option<Span>,
}

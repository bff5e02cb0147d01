//! Breaking a story into lines: one optimum over all its paragraphs, blocks and slots.
//!
//! In: [`Piece`]s (shaped paragraphs and blocks of whole rows) and the [`Slot`]s of a chain of frames. Out: which
//! words stand in which slot ([`Broken`]). Total fit after Knuth and Plass, "Breaking Paragraphs into Lines" (1981),
//! with two differences: a node is (piece, break, slot), since the slot decides the measure; and rules about column
//! ends (widows, orphans, hyphens, heads) are part of the search and not repaired afterwards.

use super::line::Line;
use super::paragraph::ShapedParagraph;
use super::slot::Slot;
use crate::geometry::Length;

/// One thing of a story, in reading order.
#[derive(Clone, Debug)]
pub enum Piece<'a> {
    Text(TextPiece<'a>),
    Block(BlockPiece),
}

/// A paragraph.
#[derive(Clone, Debug)]
pub struct TextPiece<'a> {
    pub paragraph: &'a ShapedParagraph,
    /// Taken from the measure at both sides (lists, quotations).
    pub left: Length,
    pub right: Length,
    /// Stands at the slot's left end in the first line, within `left` (a list's number).
    pub label: Option<&'a ShapedParagraph>,
    /// In place of the style's indent.
    pub first_indent: Length,
    /// Empty rows above; none at a column's top.
    pub before: u16,
    /// A head: at least two lines of what follows stand in the same column.
    pub keep_with_next: bool,
    /// Blocks that stand right after the line that holds a byte of the paragraph's text. Ascending.
    pub anchored: Vec<(usize, BlockPiece)>,
    /// Only slots that nothing narrows.
    pub full_only: bool,
}

impl<'a> TextPiece<'a> {
    /// A paragraph with its style's indent and nothing else.
    pub fn new(paragraph: &'a ShapedParagraph) -> TextPiece<'a> {
        TextPiece {
            paragraph,
            left: Length::ZERO,
            right: Length::ZERO,
            label: None,
            first_indent: paragraph.style().indent,
            before: 0,
            keep_with_next: false,
            anchored: Vec::new(),
            full_only: false,
        }
    }
}

/// Whole rows of one column that hold something other than lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BlockPiece {
    pub id: u32,
    pub rows: u16,
    /// Empty rows above; none at a column's top.
    pub before: u16,
    /// Empty rows below; none at a column's foot.
    pub after: u16,
    /// What follows begins in the same column.
    pub keep_with_next: bool,
    /// Stands in the column of what precedes.
    pub keep_with_previous: bool,
}

/// How far the rules may be bent when there is no other way.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Strictness {
    /// Every rule holds and no word space is wider than the tolerance.
    Strict,
    /// Every rule holds; lines may be as loose as they must.
    Loose,
    /// Rules may be broken at a high price; lines are never overfull.
    Relaxed,
    /// Words wider than the measure stick out.
    Overfull,
}

/// What counts as done.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Goals {
    /// Slots at the end that may stay empty. 1: the last column is at most one line short.
    pub tail_slack: u16,
    /// The story may end anywhere.
    pub may_end_early: bool,
    /// The last resort that is tried.
    pub strictness: Strictness,
}

impl Default for Goals {
    fn default() -> Self {
        Goals { tail_slack: 1, may_end_early: false, strictness: Strictness::Relaxed }
    }
}

/// A story in its slots.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Broken {
    pub lines: Vec<BrokenLine>,
    pub blocks: Vec<PlacedBlock>,
    /// Slots used, with those left empty on the way.
    pub end: usize,
    pub demerits: f64,
    pub stats: Stats,
}

#[derive(Clone, PartialEq, Debug)]
pub struct BrokenLine {
    /// Index of the piece.
    pub piece: usize,
    /// Index of the slot.
    pub slot: usize,
    pub line: Line,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PlacedBlock {
    pub id: u32,
    /// Index of the slot in whose row the block begins.
    pub first_slot: usize,
}

/// What the composer and the preflight want to know of a broken story.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Stats {
    pub lines: u32,
    pub hyphenated: u32,
    /// The widest word space of a justified line, times the font's.
    pub max_stretch: f32,
    pub widows: u32,
    pub orphans: u32,
    pub runts: u32,
    /// Hyphens at a column's end or in two lines in succession.
    pub bad_hyphens: u32,
    /// Heads and blocks apart from what they belong to.
    pub split: u32,
    /// Slots left empty before the story's end, blank rows above heads and around blocks not counted.
    pub skipped: u32,
}

/// The best way to set the pieces in the slots, or `None`: they do not fit, or there is no way within the goals.
pub fn break_story(_pieces: &[Piece], _slots: &[Slot], _goals: &Goals) -> Option<Broken> {
    None
}

/// About how many slots of one measure the pieces fill: natural widths over the measure, blocks by their rows.
pub fn min_slots_estimate(_pieces: &[Piece], _measure: Length) -> usize {
    0
}

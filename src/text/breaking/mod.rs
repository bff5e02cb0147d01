//! Breaking a story into lines: one optimum over all its paragraphs, blocks and slots.
//!
//! In: [`Piece`]s (shaped paragraphs and blocks of whole rows) and the [`Slot`]s of a chain of frames. Out: which
//! words stand in which slot ([`Broken`]). Total fit after Knuth and Plass, "Breaking Paragraphs into Lines" (1981), in two
//! steps: `ways` finds for one paragraph and one run of measures the cheapest lines for each number of lines, once
//! (`table`); `search` chooses among them and among slots for the whole story, with the rules about column ends (widows,
//! orphans, hyphens, heads) as prices of the [`ledger`](crate::ledger).

mod cost;
mod course;
mod items;
mod nodes;
mod open;
mod profile;
mod search;
mod seat;
mod stats;
mod table;
#[cfg(test)]
mod tests;
mod ways;

pub(super) use cost::{Judge, Looseness, is_ragged, letterspace, letterspace_from};
#[cfg(test)]
pub(super) use cost::{UNEVEN, price as in_rows};
pub(super) use items::{BreakKind, BreakList, BreakPoint, HyphenPrice, Sums};
pub(super) use profile::Profile;
pub use table::{WayTable, WorkCount};
pub use ways::Work;
pub(super) use ways::{Text, ways};

use super::line::Line;
use super::paragraph::ShapedParagraph;
use super::setting;
use super::slot::Slot;
use crate::geometry::Length;
use crate::ledger::Price;
use crate::resolve::style::Align;

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
    /// Taken from the measure where lines start and where they end (lists, quotations).
    pub start: Length,
    pub end: Length,
    /// Stands before the first line, within `start` (a list's number), and how far from the slot's edge.
    pub label: Option<&'a ShapedParagraph>,
    pub label_at: Length,
    /// In place of the style's indent.
    pub first_indent: Length,
    /// Empty rows above; none at a column's top.
    pub before: u16,
    /// A head: at least two lines of what follows stand in the same column, right below it.
    pub keep_with_next: bool,
    /// Its lines stand in one column with nothing between them.
    pub keep_together: bool,
    /// Blocks that stand right after the line that holds a byte of the paragraph's text. Ascending.
    pub anchored: Vec<(usize, BlockPiece)>,
    /// Narrower slots are passed over.
    pub least_slot: Length,
}

impl<'a> TextPiece<'a> {
    /// A paragraph with its style's indent and nothing else.
    pub fn new(paragraph: &'a ShapedParagraph) -> TextPiece<'a> {
        TextPiece {
            paragraph,
            start: Length::ZERO,
            end: Length::ZERO,
            label: None,
            label_at: Length::ZERO,
            first_indent: paragraph.style().indent,
            before: 0,
            keep_with_next: false,
            keep_together: false,
            anchored: Vec::new(),
            least_slot: Length::ZERO,
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

/// What counts as done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Goals {
    /// Slots at the end that may stay empty for nothing. 1: the last column is one line short.
    pub tail_slack: u16,
    /// The story may end anywhere.
    pub may_end_early: bool,
}

impl Default for Goals {
    fn default() -> Self {
        Goals { tail_slack: 1, may_end_early: false }
    }
}

/// A story in its slots.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Broken {
    pub lines: Vec<BrokenLine>,
    pub blocks: Vec<PlacedBlock>,
    /// Slots used, with those left empty on the way.
    pub end: usize,
    /// In hundredths of a row.
    pub cost: Price,
    pub stats: Stats,
}

impl Broken {
    /// The lines alone, where there is one column.
    pub fn into_lines(self) -> Vec<Line> {
        self.lines.into_iter().map(|broken| broken.line).collect()
    }
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
    pub divided_at_end: u32,
    /// Sides of blocks in mid-paragraph on which fewer than two of its lines stand in the block's column.
    pub lone: u32,
    /// Hyphens at a column's end or in two lines in succession.
    pub bad_hyphens: u32,
    /// Heads and blocks apart from what they belong to.
    pub split: u32,
    /// Slots left empty before the story's end, blank rows above heads and around blocks not counted.
    pub skipped: u32,
    /// Narrow slots left empty because what follows needs wider ones.
    pub passed: u32,
    /// Lines that stick out.
    pub overfull: bool,
}

/// The best way to set the pieces in the slots, or `None`: they do not fit.
///
/// Rows asked for above and below neighbours are not added up: the larger counts.
pub fn break_story(pieces: &[Piece], slots: &[Slot], goals: &Goals, table: &WayTable) -> Option<Broken> {
    Some(fit_story(pieces, slots, goals, table)?.set(pieces, slots))
}

/// A way that was found, without its glyphs: enough to compare plans.
#[derive(Clone, PartialEq, Debug)]
pub struct StoryFit {
    pub blocks: Vec<PlacedBlock>,
    /// Slots used, with those left empty on the way.
    pub end: usize,
    /// In hundredths of a row.
    pub cost: Price,
    /// `max_stretch` may be off by what rounding to steps of glyph scaling changes.
    pub stats: Stats,
    lines: Vec<search::Choice>,
}

/// As [`break_story`], but sets no glyphs; [`StoryFit::set`] does, for the same pieces and slots. The table is that of the
/// pieces' paragraphs.
pub fn fit_story(pieces: &[Piece], slots: &[Slot], goals: &Goals, table: &WayTable) -> Option<StoryFit> {
    let problem = problem(pieces, slots, goals, table);
    let found = search::search(&problem, table)?;
    let blocks = found.blocks.iter().map(|(id, slot)| PlacedBlock { id: *id, first_slot: *slot }).collect();
    let stats = stats::count(&problem, &found);
    Some(StoryFit { blocks, end: found.end, cost: found.cost, stats, lines: found.lines })
}

impl StoryFit {
    /// The slots with a line, in order, with the piece that stands there.
    pub fn lines(&self, pieces: &[Piece]) -> Vec<(usize, usize)> {
        let texts = texts(pieces);
        self.lines.iter().map(|line| (line.slot, texts[line.para].0)).collect()
    }

    /// The slots with a line, in order.
    pub fn slots(&self) -> impl Iterator<Item = usize> {
        self.lines.iter().map(|line| line.slot)
    }

    /// The slot of the line that holds a byte of a paragraph's text, or of its last line; paragraphs are counted without
    /// blocks.
    pub fn slot_of(&self, index: usize, paragraph: &ShapedParagraph, byte: usize) -> Option<usize> {
        let points = &paragraph.list.points;
        let from = self.lines.partition_point(|line| line.para < index);
        let own = &self.lines[from..self.lines.partition_point(|line| line.para <= index)];
        let holding = own.iter().find(|line| points.get(line.b).is_some_and(|end| end.at as usize > byte));
        holding.or(own.last()).map(|line| line.slot)
    }

    /// The byte of a piece's text at which each of its lines ends.
    pub fn line_ends(&self, pieces: &[Piece], piece: usize) -> Vec<usize> {
        let texts = texts(pieces);
        let Some(para) = texts.iter().position(|(index, _)| *index == piece) else { return Vec::new() };
        let points = &texts[para].1.paragraph.list.points;
        let own = self.lines.iter().filter(|line| line.para == para);
        own.filter_map(|line| Some(points.get(line.b)?.at as usize)).collect()
    }

    /// Makes the glyphs; the pieces and slots are those that were fitted.
    pub fn set(&self, pieces: &[Piece], slots: &[Slot]) -> Broken {
        let texts = texts(pieces);
        let mut stats = Stats { max_stretch: 0.0, ..self.stats };
        let mut lines = Vec::with_capacity(self.lines.len());
        for choice in &self.lines {
            let (piece, text) = texts[choice.para];
            let line = story_line(text, choice, &slots[choice.slot]);
            if text.paragraph.style.align == Align::Justify && !line.last_of_paragraph {
                stats.max_stretch = stats.max_stretch.max(line.stretch);
            }
            lines.push(BrokenLine { piece, slot: choice.slot, line });
        }
        Broken { lines, blocks: self.blocks.clone(), end: self.end, cost: self.cost, stats }
    }
}

/// About how many slots of one measure the pieces fill: natural widths over the measure, blocks by their rows. A few
/// tens of nanoseconds a piece, for plans that are not worth breaking.
pub fn min_slots_estimate(pieces: &[Piece], measure: Length) -> usize {
    let slots = |piece: &Piece| match piece {
        Piece::Block(block) => usize::from(block.rows + block.before.max(block.after)),
        Piece::Text(text) => {
            let measure = (measure - text.start - text.end).units().max(1);
            let width = (text.paragraph.natural_width() + text.first_indent).units().max(1);
            let anchored = text.anchored.iter().map(|(_, b)| usize::from(b.rows + b.before + b.after)).sum::<usize>();
            let forced = text.paragraph.list.points.iter().filter(|p| p.kind == BreakKind::Forced).count();
            // However narrow the measure, a line holds a piece.
            let lines = ((width + measure - 1).div_euclid(measure) as usize).min(text.paragraph.list.points.len());
            usize::from(text.before) + anchored + forced + lines
        }
    };
    pieces.iter().map(slots).sum()
}

/// Demerits of an added hyphen.
pub(super) fn hyphen_penalty(unwelcome: bool) -> f64 {
    if unwelcome { cost::HYPHEN_IN_NAME } else { cost::HYPHEN }
}

/// The paragraphs among the pieces, with their indices.
fn texts<'p, 'a>(pieces: &'p [Piece<'a>]) -> Vec<(usize, &'p TextPiece<'a>)> {
    let text = |(index, piece): (usize, &'p Piece<'a>)| match piece {
        Piece::Text(text) => Some((index, text)),
        Piece::Block(_) => None,
    };
    pieces.iter().enumerate().filter_map(text).collect()
}

fn problem<'p>(pieces: &'p [Piece], slots: &'p [Slot], goals: &Goals, table: &WayTable) -> search::Problem<'p> {
    let course = course::Course::new(slots);
    let mut problem = search::Problem { blocks: Vec::new(), paras: Vec::new(), course, goals: *goals };
    for piece in pieces {
        match piece {
            Piece::Text(text) => problem.paras.push(para(text, table)),
            Piece::Block(block) => match problem.paras.last_mut() {
                Some(para) => para.blocks.push(*block),
                None => problem.blocks.push(*block),
            },
        }
    }
    problem
}

fn para<'p>(piece: &'p TextPiece, table: &WayTable) -> search::Para<'p> {
    let style = piece.paragraph.style();
    let text = Text {
        list: &piece.paragraph.list,
        justification: (style.align == Align::Justify).then_some(style.justification),
        indent: piece.first_indent.units(),
    };
    search::Para {
        text,
        // Paragraphs stay where they are as long as their table is used.
        facts: table.facts(std::ptr::from_ref(piece.paragraph) as usize, &text),
        narrow: (piece.start + piece.end).units(),
        before: piece.before,
        keep_with_next: piece.keep_with_next,
        keep_together: piece.keep_together,
        least: piece.least_slot,
        anchored: &piece.anchored,
        blocks: Vec::new(),
    }
}

fn story_line(piece: &TextPiece, choice: &search::Choice, slot: &Slot) -> Line {
    let indent = if choice.a == 0 { piece.first_indent } else { Length::ZERO };
    let measure = slot.measure - piece.start - piece.end - indent;
    let left = if piece.paragraph.right_to_left { piece.end } else { piece.start + indent };
    let frame = setting::Frame { left, measure };
    let mut line = setting::set_line(piece.paragraph, choice.a, choice.b, frame);
    if let Some(label) = piece.label.filter(|_| choice.a == 0) {
        let width = label.natural_width();
        let left = if label.right_to_left { slot.measure - width - piece.label_at } else { piece.label_at };
        let frame = setting::Frame { left, measure: width };
        let mut runs = setting::set_line(label, 0, label.list.last(), frame).runs;
        runs.append(&mut line.runs);
        line.runs = runs;
    }
    line
}

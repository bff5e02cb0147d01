//! The running story: bands with their heads.

use super::super::story::Paragraph;
use super::{Destination, Master, PlacedPicture, Segment, StripBand, Stroke, TextBlock};
use crate::diagnostic::Span;
use crate::geometry::Length;
use std::borrow::Cow;

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
    /// Short speeches side by side, one in each column.
    Cards(CardsBand),
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
    /// Its head holds first sentences of the text, as many as there is room for.
    pub lead: Option<LeadPlace>,
    pub segments: Vec<Segment>,
}

/// Speeches side by side, from the left.
#[derive(Clone, Debug)]
pub struct CardsBand {
    /// Over each card.
    pub rule: Option<Stroke>,
    /// Rows from the rule to the text's first row; heads that need more get more.
    pub text_from: i32,
    pub cards: Vec<Card>,
}

/// A speech of a few words in one column.
#[derive(Clone, Debug)]
pub struct Card {
    pub destination: Destination,
    /// For the outline: title and level.
    pub bookmark: (String, u8),
    pub title: Option<Head>,
    pub note: Option<Head>,
    pub portrait: Option<Portrait>,
    pub texts: Vec<TextBlock>,
    pub source: Option<Span>,
}

/// First sentences of a paragraph, as they stand in the band's head.
#[derive(Clone, Debug)]
pub struct Lead {
    pub paragraph: Paragraph,
    /// The rest of the paragraph; none if they are all of it.
    pub rest: Option<Box<TextBlock>>,
}

/// How a band's head holds the first sentences of the text.
#[derive(Clone, Copy, Debug)]
pub struct LeadPlace {
    /// The most lines, where no portrait stands beside them.
    pub lines: usize,
    pub before: i32,
    pub after: i32,
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

/// A portrait is changed by no more than one row in so many.
const ROWS_A_ROW: i32 = 4;

impl Portrait {
    /// So many rows higher, or lower, in proportion; a small one by fewer.
    pub fn resized(&self, more: i32) -> Cow<'_, Portrait> {
        let most = self.rows / ROWS_A_ROW;
        let more = more.clamp(-most, most);
        if more == 0 {
            return Cow::Borrowed(self);
        }
        let rows = self.rows + more;
        let width = self.width * i64::from(rows) / i64::from(self.rows);
        Cow::Owned(Portrait { width, rows, in_head: self.in_head.map(|foot| foot + more), ..self.clone() })
    }
}

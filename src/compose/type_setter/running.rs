//! Paragraphs one after another in a measure of one width.

use super::{SetParagraph, Typesetter};
use crate::geometry::Length;
use crate::resolve::story::Paragraph;
use crate::text::slot::Slot;
use crate::text::{
    Broken, Goals, Piece, ShapedParagraph, TextPiece, WayTable, WorkCount, break_story, min_slots_estimate,
};
use std::sync::Arc;

/// Paragraphs in one measure, line by line; the first without an indent.
pub fn set_story(
    shaped: &[ShapedParagraph],
    measure: Length,
    leading: Length,
    work: &Arc<WorkCount>,
) -> Option<Broken> {
    let piece = |(index, paragraph)| {
        let mut piece = TextPiece::new(paragraph);
        piece.first_indent = if index == 0 { Length::ZERO } else { piece.first_indent };
        Piece::Text(piece)
    };
    let pieces: Vec<Piece> = shaped.iter().enumerate().map(piece).collect();
    let count = min_slots_estimate(&pieces, measure) * 3 / 2 + shaped.len() + 8;
    let slot = |row: usize| Slot {
        column: 0,
        row: row as i32,
        x: Length::ZERO,
        baseline: leading * row as i64,
        measure,
        full: true,
    };
    let slots: Vec<Slot> = (0..count).map(slot).collect();
    let goals = Goals { may_end_early: true, ..Goals::default() };
    break_story(&pieces, &slots, &goals, &WayTable::counted(work))
}

impl Typesetter<'_> {
    /// Paragraphs of one style as one; `None` if they cannot be set.
    pub fn set_running_on(&mut self, paragraphs: &[&Paragraph], measure: Length) -> Option<SetParagraph> {
        let first = paragraphs.first()?;
        let shaped: Vec<ShapedParagraph> = paragraphs.iter().map(|paragraph| self.shape(paragraph)).collect();
        let leading = first.style.leading;
        let lines = set_story(&shaped, measure, leading, &self.work)?.into_lines();
        let width = lines.iter().map(|line| line.width).max().unwrap_or_default();
        Some(SetParagraph {
            lines,
            leading,
            cap_height: self.cap_height(first),
            width,
            right_to_left: first.right_to_left,
        })
    }
}

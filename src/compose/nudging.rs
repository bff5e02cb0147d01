//! Blocks in mid-paragraph with two lines at least on either side.
//!
//! A quote that its author wrote in the middle of a sentence stands after the line that holds the place. Where that
//! would leave one line alone between it and a column's end, or one of the paragraph's lines alone above or below it, it
//! stands a line or two earlier or later: a reader does not miss the place, but sees the lone line.
//!
//! In: a text that was set with such lines. Out: one set in the same slots without them, where there is one.

use super::pieces::Pieces;
use crate::text::slot::Slot;
use crate::text::{Goals, Piece, StoryFit, fit_story};

/// Lines by which a block may move, the least first.
const STEPS: [isize; 4] = [1, -1, 2, -2];

/// A block after the line that holds another byte than the one it was written at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Nudge {
    block: u32,
    byte: usize,
}

impl Pieces<'_> {
    pub fn nudge(&mut self, nudge: Option<Nudge>) {
        if let Some(nudge) = nudge {
            apply(&mut self.list, nudge);
        }
    }
}

fn apply(pieces: &mut [Piece], nudge: Nudge) {
    for piece in pieces {
        let Piece::Text(text) = piece else { continue };
        for (byte, _) in text.anchored.iter_mut().filter(|(_, block)| block.id == nudge.block) {
            *byte = nudge.byte;
        }
        text.anchored.sort_by_key(|(byte, _)| *byte);
    }
}

/// The text with one block moved so that fewer lines stand alone at blocks; `None` if there is no such way.
pub fn nudged(pieces: &[Piece], slots: &[Slot], fit: &StoryFit, goals: &Goals) -> Option<(StoryFit, Nudge)> {
    if fit.stats.lone == 0 {
        return None;
    }
    let better = |nudge: Nudge| {
        let mut moved = pieces.to_vec();
        apply(&mut moved, nudge);
        let found = fit_story(&moved, slots, goals)?;
        let (old, new) = (&fit.stats, &found.stats);
        (new.lone < old.lone && new.reached <= old.reached && new.split <= old.split).then_some((found, nudge))
    };
    nudges(pieces, fit).into_iter().find_map(better)
}

/// Every way to move a block by a line or two within its paragraph.
fn nudges(pieces: &[Piece], fit: &StoryFit) -> Vec<Nudge> {
    let mut list = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let Piece::Text(text) = piece else { continue };
        if text.anchored.is_empty() {
            continue;
        }
        let ends = fit.line_ends(pieces, index);
        for (byte, block) in &text.anchored {
            let Some(own) = ends.iter().position(|end| end > byte) else { continue };
            // Two lines stand above it, and two below.
            let lines = STEPS.iter().filter_map(|step| own.checked_add_signed(*step));
            let lines = lines.filter(|line| *line >= 1 && line + 3 <= ends.len());
            list.extend(lines.map(|line| Nudge { block: block.id, byte: ends[line] - 1 }));
        }
    }
    list
}

//! The way through the slots: where a line or a block may stand after what precedes it.
//!
//! In: the slots in the order in which they are filled, blocks of whole rows, blank rows. Out: for each way to go on,
//! the next line's slot, what it costs and where the blocks stand.

use super::BlockPiece;
use crate::geometry::Length;
use crate::ledger::{Fault, Price};
use crate::text::slot::Slot;

/// Slots that may be left empty at a column's foot so that a line moves to the next column: one, which also cures
/// widows and orphans.
const SKIP_LINE: usize = 1;
/// Before a head, which takes two lines of text with it, the head's two lines, a blank row, and one more; and before
/// lines that stay together.
const SKIP_WHOLE: usize = 5;
/// Ways that are kept while several blocks are placed one after another; each block at most doubles them.
const MAX_WAYS: usize = 64;

/// Slots with what is asked of them again and again.
pub struct Course<'a> {
    pub slots: &'a [Slot],
    /// For each slot, the first slot of the next column; the number of slots if there is none.
    next_column: Vec<u32>,
    /// For each slot, the first one after it that has another measure or column.
    next_run: Vec<u32>,
}

/// The last thing that stands.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The first slot that is free.
    pub next: usize,
    pub column: u16,
    /// Its last row.
    row: i32,
    /// Rows to leave empty below it, if anything follows in the column.
    after: u16,
}

/// What comes after the blocks.
#[derive(Clone, Copy, Debug)]
pub enum Then {
    /// A line.
    Text {
        before: u16,
        /// Narrower slots are passed over.
        least: Length,
        /// It takes what follows with it: more slots may be left empty before it.
        whole: bool,
    },
    Nothing,
}

/// One way to go on.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    /// Slot of the next line, or the number of used slots if nothing follows.
    pub slot: usize,
    /// In hundredths of a row.
    pub cost: Price,
    /// Last of the blocks placed on the way, in [`Ways::placed`].
    pub placed: u32,
}

/// A placed block, linked to the one placed before it.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    pub id: u32,
    pub slot: u32,
    pub previous: u32,
}

/// Results and scratch memory.
#[derive(Default)]
pub struct Ways {
    pub list: Vec<Way>,
    pub placed: Vec<Link>,
    open: Vec<(Place, Way)>,
    next: Vec<(Place, Way)>,
}

impl<'a> Course<'a> {
    pub fn new(slots: &'a [Slot]) -> Course<'a> {
        let count = slots.len();
        let mut next_column = vec![count as u32; count];
        let mut next_run = next_column.clone();
        for i in (0..count.saturating_sub(1)).rev() {
            let same = slots[i].column == slots[i + 1].column;
            next_column[i] = if same { next_column[i + 1] } else { i as u32 + 1 };
            let alike = same && slots[i].measure == slots[i + 1].measure;
            next_run[i] = if alike { next_run[i + 1] } else { i as u32 + 1 };
        }
        Course { slots, next_column, next_run }
    }

    /// The first slot after this one that has another measure or column.
    pub fn next_run(&self, slot: usize) -> usize {
        self.next_run.get(slot).map_or(self.slots.len(), |next| *next as usize)
    }

    /// Whether a line in this slot has none above it in the column: no earlier slot is wide enough.
    pub fn is_top(&self, slot: usize, least: Length) -> bool {
        let Some(own) = self.slots.get(slot) else { return false };
        let above = self.slots[..slot].iter().rev().take_while(|above| above.column == own.column);
        above.into_iter().all(|above| above.measure < least)
    }

    /// The first slot from `from` on that is wide enough; the number of slots if there is none.
    pub fn first_wide(&self, from: usize, least: Length) -> usize {
        (from..self.slots.len()).find(|slot| self.slots[*slot].measure >= least).unwrap_or(self.slots.len())
    }

    /// Whether two slots are one below the other with nothing between them.
    pub fn touch(&self, above: usize, below: usize) -> bool {
        match (self.slots.get(above), self.slots.get(below)) {
            (Some(above), Some(below)) => above.column == below.column && above.row + 1 == below.row,
            _ => false,
        }
    }

    pub fn next_column(&self, slot: usize) -> usize {
        self.next_column.get(slot).map_or(self.slots.len(), |next| *next as usize)
    }

    /// Before anything stands.
    pub fn beginning(&self) -> Place {
        let column = self.slots.first().map_or(0, |slot| slot.column);
        // So far above that blank rows end before the first slot.
        Place { next: 0, column, row: i32::MIN / 2, after: 0 }
    }

    /// After a line in this slot.
    pub fn after_line(&self, slot: usize) -> Place {
        let Slot { column, row, .. } = self.slots[slot];
        Place { next: slot + 1, column, row, after: 0 }
    }

    /// After a block whose first slot this is.
    pub fn after_block(&self, slot: usize, block: &BlockPiece) -> Place {
        let Slot { column, row, .. } = self.slots[slot];
        let rows = usize::from(block.rows);
        Place { next: slot + rows, column, row: row + i32::from(block.rows) - 1, after: block.after }
    }

    /// All ways to place `blocks` after `place` and then go on; `keep` ties what follows to what stands.
    pub fn ways(
        &self,
        place: Place,
        blocks: impl Iterator<Item = BlockPiece>,
        then: Then,
        keep: bool,
        placed: u32,
        out: &mut Ways,
    ) {
        let start = Way { slot: place.next, cost: 0, placed };
        out.list.clear();
        let mut blocks = blocks.peekable();
        if blocks.peek().is_none() && matches!(then, Then::Text { .. }) {
            return self.place_text(place, start, then, keep, &mut out.list);
        }
        out.open.clear();
        out.open.push((place, start));
        let mut keep = keep;
        for block in blocks {
            out.next.clear();
            for i in 0..out.open.len() {
                let (place, way) = out.open[i];
                let glued = keep || block.keep_with_previous;
                self.place_block(place, way, &block, glued, &mut out.next, &mut out.placed);
            }
            std::mem::swap(&mut out.open, &mut out.next);
            out.open.truncate(MAX_WAYS);
            keep = block.keep_with_next;
        }
        for i in 0..out.open.len() {
            let (place, way) = out.open[i];
            match then {
                Then::Nothing => out.list.push(Way { slot: place.next, ..way }),
                Then::Text { .. } => self.place_text(place, way, then, keep, &mut out.list),
            }
        }
    }

    fn place_text(&self, place: Place, way: Way, then: Then, keep: bool, out: &mut Vec<Way>) {
        let Then::Text { before, least, whole } = then else { return };
        let next_row = place.row.saturating_add(1 + i32::from(before.max(place.after)));
        let mut add = |slot: usize, fault: Fault, moved: bool| {
            if slot >= self.slots.len() {
                return;
            }
            let apart = moved || self.slots[slot].row > next_row;
            let cost = way.cost + fault.price() + if apart && keep { Fault::Apart.price() } else { 0 };
            out.push(Way { slot, cost, ..way });
        };
        let (here, skipped) = self.first_free(place, before, least);
        let stays = self.slots.get(here).is_some_and(|slot| slot.column == place.column);
        if stays {
            // One row between two things is white as any.
            let passed = if place.next > 0 { skipped.saturating_sub(1) } else { skipped };
            add(here, Fault::Passed(passed as u32), false);
        }
        let column = self.column_after(place);
        let empty = column - place.next;
        let allowed = if whole { SKIP_WHOLE } else { SKIP_LINE };
        if !stays || empty <= allowed {
            add(self.first_wide(column, least), Fault::Gap(empty as u32), true);
        }
    }

    fn place_block(
        &self,
        place: Place,
        way: Way,
        block: &BlockPiece,
        glued: bool,
        out: &mut Vec<(Place, Way)>,
        placed: &mut Vec<Link>,
    ) {
        let mut add = |slot: usize, empty: usize, moved: bool| {
            placed.push(Link { id: block.id, slot: slot as u32, previous: way.placed });
            let apart = if moved && glued { Fault::Apart.price() } else { 0 };
            let cost = way.cost + Fault::Gap(empty as u32).price() + apart;
            out.push((self.after_block(slot, block), Way { slot, cost, placed: placed.len() as u32 - 1 }));
        };
        let (here, _) = self.first_free(place, block.before, Length::ZERO);
        let end = self.column_after(place);
        if let Some(slot) = (here..end).find(|slot| self.holds(*slot, block)) {
            add(slot, slot - here, false);
        }
        let mut column = end;
        while column < self.slots.len() {
            let end = self.next_column(column);
            if let Some(slot) = (column..end).find(|slot| self.holds(*slot, block)) {
                add(slot, slot - place.next, true);
                break;
            }
            column = end;
        }
    }

    /// Whether the block's rows are all there, whole, from this slot on.
    fn holds(&self, slot: usize, block: &BlockPiece) -> bool {
        let first = &self.slots[slot];
        self.slots.get(slot..slot + usize::from(block.rows.max(1))).is_some_and(|rows| {
            rows.iter().zip(first.row..).all(|(s, row)| s.full && s.column == first.column && s.row == row)
        })
    }

    /// The first slot of the column after the blank rows (the larger of what is owed below and asked above), with the
    /// number of narrow slots passed over; a slot of another column if there is none.
    fn first_free(&self, place: Place, before: u16, least: Length) -> (usize, usize) {
        let row = place.row + 1 + i32::from(before.max(place.after));
        let mut skipped = 0;
        for slot in place.next..self.slots.len() {
            let s = &self.slots[slot];
            if s.column != place.column {
                return (slot, skipped);
            }
            if s.row >= row {
                if s.measure >= least {
                    return (slot, skipped);
                }
                skipped += 1;
            }
        }
        (self.slots.len(), skipped)
    }

    /// The first slot of the column after that in which `place` is.
    fn column_after(&self, place: Place) -> usize {
        match self.slots.get(place.next) {
            Some(slot) if slot.column == place.column => self.next_column(place.next),
            _ => place.next,
        }
    }
}

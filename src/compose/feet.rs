//! Columns that end alike: where a column is short because a quote or box could not be divided, the empty rows go above
//! and below a quote in it instead of to its foot.
//!
//! In: a [`Solution`] whose columns end in different rows. Out: one whose columns do not, where such a place is found.

use super::material::Material;
use super::pieces::Pieces;
use super::solver::{Solution, Solver};
use super::unit::MeasuredColumns;
use crate::resolve::document::PageGeometry;
use crate::text::{Goals, Piece, Strictness, fit_story};

/// More empty rows than these round one quote would look like a hole.
const MOST_ROWS: i32 = 4;

/// Empty rows round a block beyond what the layout asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Widened {
    pub block: u32,
    pub before: u16,
    pub after: u16,
}

impl Pieces<'_> {
    pub fn widen(&mut self, widened: Option<Widened>) {
        let Some(Widened { block, before, after }) = widened else { return };
        let widen = |piece: &mut crate::text::BlockPiece| {
            if piece.id == block {
                piece.before += before;
                piece.after += after;
            }
        };
        for piece in &mut self.list {
            match piece {
                Piece::Block(piece) => widen(piece),
                Piece::Text(text) => text.anchored.iter_mut().for_each(|(_, piece)| widen(piece)),
            }
        }
    }
}

impl Solver<'_> {
    /// The solution with its feet evened, if they were uneven and that makes them better.
    pub fn evened(&self, solution: Solution) -> Solution {
        let feet = self.feet(&solution);
        let lowest = feet.iter().copied().max().unwrap_or(0);
        let uneven = |feet: &[i32]| feet.iter().map(|foot| lowest - foot).max().unwrap_or(0);
        let before = uneven(&feet);
        let rows = solution.regions.last().copied().unwrap_or(0);
        if before < 2 || rows <= self.least_rows || self.portrait.is_some_and(|portrait| rows <= portrait.rows) {
            return solution;
        }
        let short = feet.iter().position(|foot| lowest - foot == before).unwrap_or(0);
        let found = self.widenings(&solution, short, before).into_iter().find_map(|widened| {
            let evened = self.with(&solution, widened)?;
            (uneven(&self.feet(&evened)) < before.min(2)).then_some(evened)
        });
        found.unwrap_or(solution)
    }

    /// Whether its feet are uneven and no block in the short column can take the rows.
    pub fn stays_uneven(&self, solution: &Solution) -> bool {
        let feet = self.feet(solution);
        let lowest = feet.iter().copied().max().unwrap_or(0);
        let rows = solution.regions.last().copied().unwrap_or(0);
        let short = feet.iter().enumerate().min_by_key(|(_, foot)| **foot);
        rows > self.least_rows
            && short.is_some_and(|(column, foot)| {
                lowest - foot > 1 && self.widenings(solution, column, lowest - foot).is_empty()
            })
    }

    /// The last row of each column of the last region.
    fn feet(&self, solution: &Solution) -> Vec<i32> {
        solution.feet(self.material, usize::from(self.page.columns), self.prefix.len())
    }

    /// Ways to put so many rows round a block of the column: above and below it, then all above, then all below.
    fn widenings(&self, solution: &Solution, column: usize, rows: i32) -> Vec<Widened> {
        if rows > MOST_ROWS {
            return Vec::new();
        }
        let column = self.prefix.len() * usize::from(self.page.columns) + column;
        let rows = rows as u16;
        let here = solution.fit.blocks.iter().filter(|block| {
            let slot = solution.slots.get(block.first_slot);
            slot.is_some_and(|slot| usize::from(slot.column) == column)
        });
        let ways = [(rows.div_ceil(2), rows / 2), (rows, 0), (0, rows)];
        here.flat_map(|block| ways.map(|(before, after)| Widened { block: block.id, before, after })).collect()
    }

    /// The same places and rows with empty rows round a block.
    fn with(&self, solution: &Solution, widened: Widened) -> Option<Solution> {
        let mut pieces = Pieces::new(self.material, &solution.placements);
        pieces.widen(Some(widened));
        pieces.nudge(solution.nudged);
        let goals = Goals { first: Strictness::Strict, strictness: Strictness::Loose, ..Goals::default() };
        let fit = fit_story(&pieces.list, &solution.slots, &goals)?;
        let worse = fit.stats.skipped > solution.fit.stats.skipped + 1;
        (!worse).then(|| Solution { fit, widened: Some(widened), ..solution.clone() })
    }
}

impl Solution {
    /// The last row of each column of a region, 0 if the column is empty.
    fn feet(&self, material: &Material, columns: usize, region: usize) -> Vec<i32> {
        let first = region * columns;
        let mut feet = vec![0; columns];
        let mut reach = |column: usize, row: i32| {
            if let Some(foot) = column.checked_sub(first).and_then(|column| feet.get_mut(column)) {
                *foot = (*foot).max(row);
            }
        };
        for slot in self.fit.slots().filter_map(|slot| self.slots.get(slot)) {
            reach(usize::from(slot.column), slot.row);
        }
        for block in &self.fit.blocks {
            if let Some(slot) = self.slots.get(block.first_slot) {
                let rows = self.block_rows(material, block.id as usize);
                reach(usize::from(slot.column), slot.row + rows - 1);
            }
        }
        let placed = self.placements.iter().flatten();
        for float in placed.filter(|float| float.region == region && !float.is_in_text()) {
            for column in (0..columns).filter(|column| float.covers(*column)) {
                reach(first + column, float.row + float.rows - 1);
            }
        }
        feet
    }

    /// Rows of each region down to the last one used: what stands in the run of the text and cannot be divided may
    /// leave a page's foot empty.
    pub fn used_rows(&self, columns: &MeasuredColumns, page: &PageGeometry) -> Vec<i32> {
        let portrait = columns.portrait.as_ref().map_or(0, |portrait| portrait.rows);
        let used = |(region, rows): (usize, &i32)| {
            let feet = self.feet(&columns.material, usize::from(page.columns), region);
            let foot = feet.into_iter().max().map_or(0, |foot| foot + 1);
            foot.max(if region == 0 { portrait } else { 0 }).clamp(1, *rows)
        };
        self.regions.iter().enumerate().map(used).collect()
    }

    pub fn block_rows(&self, material: &Material, id: usize) -> i32 {
        match material.inlines.get(id) {
            Some(inline) => i32::from(inline.rows),
            None => self.placements.get(id - material.inlines.len()).copied().flatten().map_or(0, |p| p.rows),
        }
    }
}

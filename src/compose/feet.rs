//! Columns that end alike: where a column is short because a quote or box could not be divided, the empty rows go above
//! and below a quote in it instead of to its foot.
//!
//! In: a [`Solution`] whose columns end in different rows. Out: one whose columns do not, where such a place is found;
//! [`Short`] tells pagination of what is uneven for good.

use super::columns::Columns;
use super::material::Material;
use super::pieces::Pieces;
use super::solver::{Solution, Solver};
use super::unit::MeasuredColumns;
use crate::ledger::{Fault, Price};
use crate::resolve::document::{PageGeometry, Portrait};
use crate::text::{Goals, Piece, fit_story};

/// More empty rows than these round one quote would look like a hole.
const MOST_ROWS: i32 = 4;

/// What evening the feet may cost in the lines.
const MOST_WORSE: Price = Fault::LoneLine.price();

/// Empty rows round a block beyond what the layout asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Widened {
    pub block: u32,
    pub before: u16,
    pub after: u16,
}

/// How far above its last row the columns of a part end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Short {
    /// Rows that are missing in all columns together, without those that hold nothing.
    pub rows: i32,
    /// Columns that hold nothing.
    pub empty: i32,
}

impl Short {
    /// Rows that are missing in all columns together, in a part that ends in a row of the page and has another above
    /// it as the last one of what stands there.
    pub fn lack(self, above: i32, end: i32) -> i32 {
        self.rows + self.empty * (end - above).max(0)
    }
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
        let fit = fit_story(&pieces.list, &solution.slots, &Goals::default(), &self.material.ways)?;
        let worse = fit.cost - solution.fit.cost;
        (worse <= MOST_WORSE).then(|| Solution {
            cost: solution.cost + worse,
            fit,
            widened: Some(widened),
            ..solution.clone()
        })
    }
}

impl Solution {
    /// The last row of each column of a region, 0 if the column is empty.
    fn feet(&self, material: &Material, columns: usize, region: usize) -> Vec<i32> {
        self.last_rows(material, columns, region).into_iter().map(|row| row.unwrap_or(0)).collect()
    }

    /// The last row of each column of a region that holds something.
    fn last_rows(&self, material: &Material, columns: usize, region: usize) -> Vec<Option<i32>> {
        let first = region * columns;
        let mut feet = vec![None; columns];
        let mut reach = |column: usize, row: i32| {
            if let Some(foot) = column.checked_sub(first).and_then(|column| feet.get_mut(column)) {
                *foot = (*foot).max(Some(row));
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

    /// How far above the last one of so many rows of a region its columns end.
    pub fn short(
        &self,
        (material, portrait): (&Material, Option<&Portrait>),
        page: &PageGeometry,
        region: usize,
        rows: i32,
    ) -> Short {
        let mut feet = self.last_rows(material, usize::from(page.columns), region);
        if let Some(portrait) = portrait.filter(|_| region == 0) {
            let columns = Columns { page, regions: &self.regions, portrait: Some(portrait) };
            let foot = columns.portrait_column().and_then(|column| feet.get_mut(column));
            if let Some(foot) = foot {
                *foot = (*foot).max(Some(portrait.rows - 1));
            }
        }
        let missing = feet.iter().flatten().map(|foot| (rows - 1 - foot).max(0)).sum();
        Short { rows: missing, empty: feet.iter().filter(|foot| foot.is_none()).count() as i32 }
    }

    pub fn block_rows(&self, material: &Material, id: usize) -> i32 {
        match material.inlines.get(id) {
            Some(inline) => i32::from(inline.rows),
            None => self.placements.get(id - material.inlines.len()).copied().flatten().map_or(0, |p| p.rows),
        }
    }
}

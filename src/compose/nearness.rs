//! What it costs that a quote stands where it does among the lines: too near the words that it repeats or too far from
//! them, at a column's very top or foot, with an edge below the text beside it.
//!
//! In: a [`Solution`] with its lines. Out: prices. A reader who meets the same words twice within a few lines takes the
//! second for a slip; so a quote that repeats words stands at least [`LEAST_ROWS`] rows from them, or in another column,
//! where the eye comes to it first. `docs/quality.md` has the same limit. In a short speech there may be no such place:
//! nothing here is forbidden, only dear.

use super::columns::{Columns, Placement};
use super::material::{FloatContent, FloatPlace, empty_rows};
use super::placing::FLOAT_DISTANCE;
use super::solver::{Solution, Solver};
use crate::ledger::{Fault, Price, priced};
use crate::text::slot::Slot;
use crate::text::{PlacedBlock, StoryFit};

/// Rows between a quote and the words that it repeats, where both are in one column.
pub const LEAST_ROWS: i32 = 5;

/// Where a float stands.
#[derive(Clone, Copy, Debug)]
struct Stand {
    region: usize,
    /// Its first column and its last.
    columns: (usize, usize),
    /// Its first row and its last, without empty ones.
    rows: (i32, i32),
}

impl Stand {
    /// Rows between it and a line; less than 0 where it stands beside it.
    fn rows_to(&self, row: i32) -> i32 {
        (self.rows.0 - row - 1).max(row - self.rows.1 - 1)
    }

    fn covers(&self, column: usize) -> bool {
        (self.columns.0..=self.columns.1).contains(&column)
    }
}

/// Region, column and row of a line.
type Line = (usize, usize, i32);

impl Solver<'_> {
    /// What it costs how far a quote is from the words that it repeats.
    pub fn repeat_cost(&self, float: usize, placement: &Placement, solution: &Solution) -> Price {
        let Some(stand) = self.stand(float, placement, solution) else { return 0 };
        let words = self.lines_repeated(float, solution);
        let here = || words.iter().filter(|(region, ..)| *region == stand.region);
        let Some(apart) = here().map(|(_, _, row)| stand.rows_to(*row)).min() else {
            return if words.is_empty() { 0 } else { Fault::OtherPage.price() };
        };
        let same = here().filter(|(_, column, _)| stand.covers(*column));
        let near = same.map(|(_, _, row)| stand.rows_to(*row).max(-1)).min();
        let missing = near.map_or(0, |rows| (LEAST_ROWS - rows).max(0));
        let follows = here().all(|(_, column, row)| (*column, *row) < (stand.columns.0, stand.rows.0));
        Fault::Stutter(missing as u32).price()
            + Fault::Distance((apart - LEAST_ROWS).max(0) as u32).price()
            + if follows { Fault::AfterItsWords.price() } else { 0 }
    }

    /// The lines that hold the words that a float repeats.
    fn lines_repeated(&self, float: usize, solution: &Solution) -> Vec<Line> {
        let Some(bytes) = &self.material.floats[float].repeats else { return Vec::new() };
        let last = bytes.end.saturating_sub(1).max(bytes.start);
        let ends = [bytes.start, last].map(|byte| self.slot_of_words(float, byte, solution));
        let [Some(first), Some(last)] = ends else { return Vec::new() };
        let columns = usize::from(self.page.columns);
        let slots = solution.fit.slots().filter(|slot| (first..=last).contains(slot));
        let line = |slot: usize| {
            let slot = solution.slots.get(slot)?;
            let column = usize::from(slot.column);
            Some((column / columns, column % columns, slot.row))
        };
        slots.filter_map(line).collect()
    }

    fn stand(&self, float: usize, placement: &Placement, solution: &Solution) -> Option<Stand> {
        let columns = usize::from(self.page.columns);
        if placement.is_in_text() {
            let slot = self.slot_in_text(float, solution)?;
            let column = usize::from(slot.column);
            let rows = (slot.row, slot.row + placement.rows - 1);
            return Some(Stand { region: column / columns, columns: (column % columns, column % columns), rows });
        }
        let form = self.material.floats[float].forms.get(placement.form)?;
        let above = if placement.at_foot || placement.place == FloatPlace::Wide { empty_rows(form).0 } else { 0 };
        let first = placement.row + above;
        let wide = matches!(placement.place, FloatPlace::Gutter | FloatPlace::Wide);
        let columns = if wide { (0, columns - 1) } else { (placement.column, placement.column) };
        Some(Stand { region: placement.region, columns, rows: (first, first + form.rows - 1) })
    }

    /// What it costs that a float in the text is the first or the last thing of a column, or too near another quote.
    pub fn edge_cost(&self, float: usize, placement: &Placement, solution: &Solution) -> Price {
        let Some(stand) = self.stand(float, placement, solution) else { return 0 };
        let own = stand.region * usize::from(self.page.columns) + stand.columns.0;
        let (mut above, mut below) = (false, false);
        for slot in solution.fit.slots().filter_map(|slot| solution.slots.get(slot)) {
            above |= usize::from(slot.column) == own && slot.row < stand.rows.0;
            below |= usize::from(slot.column) == own && slot.row > stand.rows.1;
        }
        let id = self.material.inlines.len() + float;
        let touches = solution.fit.blocks.iter().filter(|block| block.id as usize != id).any(|block| {
            let Some(slot) = solution.slots.get(block.first_slot) else { return false };
            let last = slot.row + solution.block_rows(self.material, block.id as usize) - 1;
            usize::from(slot.column) == own
                && slot.row <= stand.rows.1 + FLOAT_DISTANCE
                && stand.rows.0 <= last + FLOAT_DISTANCE
        });
        let columns = Columns { page: self.page, regions: self.prefix, portrait: self.portrait };
        let portrait =
            self.portrait.filter(|_| stand.region == 0 && columns.portrait_column() == Some(stand.columns.0));
        let under_portrait = portrait.is_some_and(|portrait| stand.rows.0 <= portrait.rows);
        priced(!above, Fault::QuoteAtTop)
            + priced(!below, Fault::QuoteAtFoot)
            + priced(touches, Fault::Touch)
            + priced(under_portrait, Fault::UnderPortrait)
            + priced(self.stays_uneven(solution), Fault::UnevenForGood)
    }

    /// What it costs that a quote that stands where its author wrote it is the last thing of a column while the text
    /// goes on in another, or the first thing of one to which the text goes on.
    pub fn written_quotes_cost(&self, fit: &StoryFit, slots: &[Slot]) -> Price {
        let cost = |block: &PlacedBlock| {
            let Some(inline) = self.material.inlines.get(block.id as usize) else { return 0 };
            let Some(first) = slots.get(block.first_slot) else { return 0 };
            let last = first.row + i32::from(inline.rows) - 1;
            let any = |of: &dyn Fn(&Slot) -> bool| fit.slots().filter_map(|slot| slots.get(slot)).any(of);
            let foot =
                any(&|line| line.column > first.column) && !any(&|line| line.column == first.column && line.row > last);
            let top = any(&|line| line.column < first.column)
                && !any(&|line| line.column == first.column && line.row < first.row);
            priced(foot, Fault::QuoteAtFoot) + priced(top, Fault::QuoteAtTop)
        };
        fit.blocks.iter().map(cost).sum()
    }

    /// What it costs that a box reaches below the last line beside it, or that its rule is the band's last thing, with
    /// the next band's rule under it.
    pub fn foot_cost(&self, float: usize, placement: &Placement, solution: &Solution) -> Price {
        let Some(form) = self.material.floats[float].forms.get(placement.form) else { return 0 };
        let FloatContent::Box(boxed) = &form.content else { return 0 };
        if placement.region + 1 != solution.regions.len() {
            return 0;
        }
        let Some(stand) = self.stand(float, placement, solution) else { return 0 };
        let feet = self.last_lines(&stand, solution);
        let lowest = feet.iter().copied().max().unwrap_or(0);
        let highest = feet.iter().copied().min().unwrap_or(0);
        let beside = matches!(placement.place, FloatPlace::Edge | FloatPlace::Gutter);
        let over = if beside { (stand.rows.1 - highest).max(0) } else { 0 };
        let last = stand.rows.1 >= lowest;
        let rule = priced(last && boxed.rule.is_some(), Fault::RuleAtFoot);
        // Under all columns, repeated words are the band's last ones.
        let repeats = self.material.floats[float].repeats.is_some() && placement.place == FloatPlace::Wide;
        let last_word = priced(last && repeats, Fault::QuoteAtFoot);
        Fault::Overhang(over as u32).price() + rule + last_word
    }

    /// What it costs that a picture is all that the first column holds: nothing tells where the text goes on.
    pub fn alone_cost(&self, placement: &Placement, solution: &Solution) -> Price {
        if placement.place != FloatPlace::Column || placement.column > 0 || self.page.columns < 2 {
            return 0;
        }
        let column = placement.region * usize::from(self.page.columns);
        let slots = solution.fit.slots().filter_map(|slot| solution.slots.get(slot));
        let lines = slots.filter(|slot| usize::from(slot.column) == column).count();
        priced(lines < 2, Fault::PictureAlone)
    }

    /// The last row with a line in each column that a float covers.
    fn last_lines(&self, stand: &Stand, solution: &Solution) -> Vec<i32> {
        let first = stand.region * usize::from(self.page.columns);
        let rows_of = |column: usize| {
            let slots = solution.fit.slots().filter_map(|slot| solution.slots.get(slot));
            slots.filter(|slot| usize::from(slot.column) == first + column).map(|slot| slot.row).max()
        };
        (stand.columns.0..=stand.columns.1).filter_map(rows_of).collect()
    }
}

//! Finds where the floats of a band stand and how its text is broken round them.
//!
//! In: [`Material`], the portrait, the rows of all pages but the last that the band stands on. Out: a [`Solution`]:
//! the least rows on the last page with balanced columns, a place for each float, the lines. Placement is a decision
//! made before the text is broken: a short list of places near a float's words is tried, each with total-fit lines,
//! and the cheapest is kept.

use super::columns::{Columns, Placement};
use super::material::{FloatContent, FloatForm, FloatPlace, Material};
use super::pieces::Pieces;
use super::price;
use crate::resolve::document::{PageGeometry, Portrait};
use crate::text::slot::Slot;
use crate::text::{Broken, Goals, Piece, StoryFit, Strictness, fit_story, min_slots_estimate};

/// Rows tried beyond the estimate for lines that break no rule, and for any lines at all.
const EXTRA_ROWS: i32 = 3;
const MOST_EXTRA_ROWS: i32 = 8;
/// Empty slots before the end that text set well may have.
const MOST_HOLES: u32 = 2;
/// The last column may end this many rows early where nothing better is found.
const MOST_SLACK: u16 = 4;

/// A band's columns with everything in place.
#[derive(Clone, Debug)]
pub struct Solution {
    /// Rows of each region.
    pub regions: Vec<i32>,
    pub placements: Vec<Option<Placement>>,
    pub slots: Vec<Slot>,
    pub fit: StoryFit,
    pub cost: f64,
}

impl Solution {
    /// The lines with their glyphs.
    pub fn set(&self, material: &Material) -> Broken {
        let pieces = Pieces::new(material, &self.placements);
        self.fit.set(&pieces.list, &self.slots)
    }
}

pub struct Solver<'a> {
    pub material: &'a Material,
    pub page: &'a PageGeometry,
    pub portrait: Option<&'a Portrait>,
    /// Rows of the regions before the last.
    pub prefix: &'a [i32],
    /// The last region is never shorter; if the text does not fill it, it may end early.
    pub least_rows: i32,
}

impl Solver<'_> {
    /// `None` only if the text cannot be set at all, such as a word wider than the column.
    pub fn solve(&self) -> Option<Solution> {
        let floats = 0..self.material.floats.len();
        let mut best = self.attempt(&vec![None; floats.len()])?;
        for float in floats.clone() {
            best = self.place(float, &best, None)?;
        }
        // What was placed first did not know of the others: each may move once more.
        for float in floats.filter(|_| self.material.floats.len() > 1) {
            let bound = Some(best.cost);
            best = self.place(float, &best, bound).unwrap_or(best);
        }
        Some(best)
    }

    /// The best solution with one float placed or moved; only one that costs less than the bound.
    fn place(&self, float: usize, base: &Solution, bound: Option<f64>) -> Option<Solution> {
        let mut best: Option<Solution> = None;
        let mut others = base.placements.clone();
        let before = others[float].take();
        for candidate in self.candidates(float, base, &others) {
            if Some(candidate) == before {
                continue;
            }
            let mut placements = others.clone();
            placements[float] = Some(candidate);
            let Some(mut solution) = self.attempt(&placements) else { continue };
            solution.cost += self.float_cost(&solution);
            let least = best.as_ref().map(|best| best.cost).or(bound);
            if least.is_none_or(|least| solution.cost < least) {
                best = Some(solution);
            }
        }
        best
    }

    /// The fewest rows in which the text can be set well with the floats where they are, or else the least evil.
    fn attempt(&self, placements: &[Option<Placement>]) -> Option<Solution> {
        let pieces = Pieces::new(self.material, placements).list;
        let estimate = self.estimate(&pieces, placements);
        let first = (estimate - 1).max(self.least_rows).max(self.rows_of_floats(placements)).max(1);
        let goals = |strictness, tail_slack| Goals { tail_slack, may_end_early: false, first: strictness, strictness };
        let mut rows = first..=first + EXTRA_ROWS;
        let well = |last| {
            let solution = self.set(&pieces, placements, last, goals(Strictness::Strict, 1))?;
            (solution.fit.stats.skipped <= MOST_HOLES).then_some(solution)
        };
        if let Some(solution) = rows.find_map(well) {
            return Some(solution);
        }
        for (strictness, extra) in [
            (Strictness::Loose, EXTRA_ROWS),
            (Strictness::Relaxed, MOST_EXTRA_ROWS),
            (Strictness::Overfull, MOST_EXTRA_ROWS),
        ] {
            let mut best: Option<Solution> = None;
            for last in first..=first + extra {
                // Each row more has its price; beyond that nothing can be won.
                if best.as_ref().is_some_and(|best| best.cost <= price::ROW * f64::from(last)) {
                    break;
                }
                let full = self.set(&pieces, placements, last, goals(strictness, 1));
                let found = full.or_else(|| self.set(&pieces, placements, last, goals(strictness, MOST_SLACK)));
                best = match (best, found) {
                    (Some(best), Some(found)) if found.cost < best.cost => Some(found),
                    (None, found) => found,
                    (best, _) => best,
                };
            }
            if best.is_some() {
                return best;
            }
        }
        None
    }

    fn set(&self, pieces: &[Piece], placements: &[Option<Placement>], last: i32, goals: Goals) -> Option<Solution> {
        let regions: Vec<i32> = self.prefix.iter().copied().chain([last]).collect();
        let placements = self.grounded(placements, &regions)?;
        let columns = Columns { page: self.page, regions: &regions, portrait: self.portrait };
        let slots = columns.slots(self.material, &placements);
        let goals = Goals { may_end_early: last <= self.least_rows, ..goals };
        let fit = fit_story(pieces, &slots, &goals)?;
        let short = slots.len().saturating_sub(fit.end).saturating_sub(1) as f64;
        let uneven = if goals.may_end_early { 0.0 } else { price::UNEVEN * short * short };
        let cost = price::ROW * f64::from(last) + price::of_text(&fit.stats) + uneven;
        Some(Solution { regions, placements, slots, fit, cost })
    }

    /// Floats at a foot move with it; `None` if one does not fit.
    fn grounded(&self, placements: &[Option<Placement>], regions: &[i32]) -> Option<Vec<Option<Placement>>> {
        let ground = |placement: &Option<Placement>| {
            let Some(mut placement) = *placement else { return Some(None) };
            if placement.is_in_text() {
                return Some(Some(placement));
            }
            let rows = regions.get(placement.region)?;
            if placement.at_foot {
                placement.row = rows - placement.rows;
            }
            let fits = placement.row >= 0 && placement.row + placement.rows <= *rows;
            (fits && self.is_free_of_portrait(&placement)).then_some(Some(placement))
        };
        placements.iter().map(ground).collect()
    }

    /// Rows that the last region must have for the floats that stand in it.
    fn rows_of_floats(&self, placements: &[Option<Placement>]) -> i32 {
        let last = placements.iter().flatten().filter(|p| p.region == self.prefix.len() && !p.is_in_text());
        last.map(|p| if p.at_foot { p.rows + self.rows_of_portrait(p) } else { p.row + p.rows }).max().unwrap_or(0)
    }

    /// Rows of the last region that the text is likely to take.
    fn estimate(&self, pieces: &[Piece], placements: &[Option<Placement>]) -> i32 {
        let width = self.page.column_width();
        let mut slots = min_slots_estimate(pieces, width) as f64;
        if let Some(portrait) = self.portrait {
            slots += f64::from(portrait.rows) * (portrait.width + portrait.clearance).ratio(width);
        }
        for (float, placement) in self.material.floats.iter().zip(placements) {
            if let Some(form) = placement.and_then(|p| float.forms.get(p.form)) {
                slots += self.lost_slots(form);
            }
        }
        let columns = f64::from(self.page.columns);
        let before: i32 = self.prefix.iter().sum();
        (slots / columns).ceil() as i32 - before
    }

    /// Full lines that a float takes from the text.
    pub fn lost_slots(&self, form: &FloatForm) -> f64 {
        let rows = f64::from(form.rows);
        let width = self.page.column_width();
        let share = match (&form.content, form.place) {
            (_, FloatPlace::InText | FloatPlace::Between) => 0.0,
            (_, FloatPlace::Wide) => f64::from(self.page.columns),
            (FloatContent::Box(boxed), place) => {
                let sides = if place == FloatPlace::Gutter { 2 } else { 1 };
                (boxed.width - self.page.gutter * (sides - 1) + boxed.clearance * sides).ratio(width)
            }
            (_, _) => 1.0,
        };
        rows * share
    }
}

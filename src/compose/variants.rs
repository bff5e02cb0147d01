//! Other heights for a band: the same places for its floats, its lines a little tighter or looser.
//!
//! In: the [`Solution`] that is best for the band alone. Out: [`Variant`]s with a row less or some rows more, each with
//! what it makes worse. Pagination takes one where that fills a page.

use super::feet::Short;
use super::solver::{Solution, Solver};
use crate::ledger::{Price, ROW};
use crate::text::Goals;
use std::sync::Arc;

/// Rows that a band may be shorter or longer than is best for it.
const CHANGES: [i32; 4] = [-1, 1, 2, 3];

/// What other rows cost: never nothing, and never any price.
const LEAST_WORSE: Price = ROW / 2;
const MOST_WORSE: Price = 16 * ROW;

/// A band as one piece in a certain number of rows.
#[derive(Clone, Debug)]
pub struct Variant {
    pub solution: Arc<Solution>,
    /// What it is worse than the best; 0 for the best itself.
    pub cost: Price,
    pub short: Short,
}

impl Variant {
    pub fn rows(&self) -> i32 {
        self.solution.regions.iter().sum()
    }
}

impl Solver<'_> {
    /// The best solution first, then those in other rows that are set well.
    pub fn variants(&self, best: Solution) -> Vec<Variant> {
        let rows: i32 = best.regions.iter().sum();
        let others: Vec<Variant> = CHANGES
            .into_iter()
            .filter(|change| rows + change > self.least_rows)
            .filter_map(|change| self.variant(&best, rows + change))
            .collect();
        std::iter::once(self.of_cost(best, 0)).chain(others).collect()
    }

    fn variant(&self, best: &Solution, rows: i32) -> Option<Variant> {
        let mut solution = self.attempt_rows(&best.placements, rows, Goals::default())?;
        solution.cost += self.float_cost(&solution);
        let worse = solution.faults() - best.faults();
        (worse <= MOST_WORSE).then(|| self.of_cost(solution, worse.max(LEAST_WORSE)))
    }

    fn of_cost(&self, solution: Solution, cost: Price) -> Variant {
        let rows = solution.regions.iter().sum();
        let short = solution.short((self.material, self.portrait), self.page, 0, rows);
        Variant { solution: Arc::new(solution), cost, short }
    }
}

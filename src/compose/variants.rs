//! Other heights for a band: its lines a little tighter or looser, or its floats in other places.
//!
//! In: the [`Solution`] that is best for the band alone. Out: [`Variant`]s with a row less or some rows more, each with
//! what it makes worse. Pagination takes one where that fills a page.

use super::feet::Short;
use super::solver::{Solution, Solver};
use crate::ledger::{Price, ROW};
use crate::text::Goals;
use std::sync::Arc;

/// Rows that a band may be shorter or longer than is best for it.
const CHANGES: std::ops::RangeInclusive<i32> = -3..=5;
/// Those by which its text alone may make it shorter or longer.
const CHANGES_OF_TEXT: std::ops::RangeInclusive<i32> = -1..=3;

/// What other rows cost: never nothing, and never any price.
const LEAST_WORSE: Price = ROW / 2;
const MOST_WORSE: Price = 30 * ROW;

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
    /// The best solution first, then the cheapest in each other number of rows: with its floats in the same places and its
    /// lines tighter or looser, or with floats in other places.
    pub fn variants(&self, best: Solution, others: &[Solution]) -> Vec<Variant> {
        let rows: i32 = best.regions.iter().sum();
        let own = best.short((self.material, self.portrait), self.page, 0, rows);
        let variant = |change: i32| {
            let wanted = rows + change;
            let of_text = || self.attempt_rows(&best.placements, wanted, Goals::default());
            let mut text = if CHANGES_OF_TEXT.contains(&change) { of_text() } else { None };
            if let Some(text) = &mut text {
                text.cost += self.float_cost(text);
            }
            let moved = others.iter().filter(|other| other.regions.iter().sum::<i32>() == wanted);
            let cheapest = text.iter().chain(moved).min_by_key(|solution| solution.cost)?;
            let worse = cheapest.faults() - best.faults();
            let variant = || self.of_cost(cheapest.clone(), worse.max(LEAST_WORSE));
            // Other rows are no reason for columns that end apart.
            (worse <= MOST_WORSE).then(variant).filter(|variant| variant.short.rows <= own.rows.max(1))
        };
        let changes = CHANGES.filter(|change| *change != 0 && rows + change > self.least_rows);
        let found: Vec<Variant> = changes.filter_map(variant).collect();
        std::iter::once(self.of_cost(best, 0)).chain(found).collect()
    }

    fn of_cost(&self, solution: Solution, cost: Price) -> Variant {
        let rows = solution.regions.iter().sum();
        let short = solution.short((self.material, self.portrait), self.page, 0, rows);
        Variant { solution: Arc::new(solution), cost, short }
    }
}

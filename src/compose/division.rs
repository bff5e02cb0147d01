//! Bands over more than one page, set exactly.
//!
//! In: a measured band and the rows that its first page has room for. Out: a [`Division`]: its regions with lines and
//! floats, and what the division makes worse. What was set once is remembered; what is not yet known is guessed from
//! other divisions of the same band, so that the search does not ask for each in turn.

use super::pagination::cost;
use super::solver::{Solution, Solver};
use super::unit::MeasuredColumns;
use crate::resolve::document::PageGeometry;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Divisions that leave this many rows of a page empty are tried too.
const FEWER_ROWS: i32 = 4;
/// A division that makes a band no worse than this, in rows, is taken at once.
const GOOD_ENOUGH: f64 = 3.0;

/// A band over pages.
#[derive(Clone)]
pub struct Division {
    /// `None` if it cannot be set so.
    pub solution: Option<Rc<Solution>>,
    /// What it makes worse than the band in one piece, in rows, empty ones at the page's foot included.
    pub cost: f64,
}

/// What is known of the divisions of all bands: by unit, and rows of the first page.
#[derive(Default)]
pub struct Divisions {
    known: BTreeMap<(usize, i32), Division>,
    /// The least that a division of the unit was found to cost.
    guesses: BTreeMap<usize, f64>,
}

/// A band to be divided.
pub struct Divisible<'u, 'a> {
    pub unit: usize,
    pub columns: &'u MeasuredColumns<'a>,
    pub page: &'u PageGeometry,
    /// Rows that its first page has room for, and the fewest that it must have there.
    pub here: i32,
    pub least_here: i32,
    /// Rows that its last page has at least.
    pub least_part: i32,
}

impl Divisions {
    /// What a division costs, as far as that is known.
    pub fn cost(&self, unit: usize, here: i32) -> f64 {
        let known = self.known.get(&(unit, here)).map(|division| division.cost);
        known.or_else(|| self.guesses.get(&unit).map(|guess| guess / 2.0)).unwrap_or(0.0)
    }

    /// The division, set now if it was not yet.
    pub fn exact(&mut self, band: &Divisible) -> Division {
        let key = (band.unit, band.here);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let division = band.divide();
        let guess = self.guesses.entry(band.unit).or_insert(f64::INFINITY);
        *guess = guess.min(division.cost.min(cost::IMPOSSIBLE));
        self.known.insert(key, division.clone());
        division
    }
}

impl Divisible<'_, '_> {
    /// Divided after the rows that there are or a few fewer, where that makes it better than the rows are worth.
    fn divide(&self) -> Division {
        let whole = self.columns.whole().map_or(0.0, Solution::faults);
        let mut best = Division { solution: None, cost: cost::IMPOSSIBLE };
        for rows in ((self.here - FEWER_ROWS).max(self.least_here)..=self.here).rev() {
            let Some(solution) = self.set(rows) else { continue };
            let empty = f64::from(self.here - solution.regions.first().copied().unwrap_or(0));
            let cost = (solution.faults() - whole).max(0.0) + cost::EMPTY_DIVIDED * empty * empty;
            if cost < best.cost {
                best = Division { solution: Some(Rc::new(solution)), cost };
            }
            if best.cost <= GOOD_ENOUGH {
                break;
            }
        }
        best
    }

    /// With this many rows on its first page. Where that leaves a scrap for the last page, the page before it gives up
    /// the rows that are missing.
    fn set(&self, here: i32) -> Option<Solution> {
        let mut prefix = vec![here];
        let mut first = None;
        loop {
            let (material, portrait) = (&self.columns.material, self.columns.portrait);
            let solver = Solver { material, page: self.page, portrait, prefix: &prefix, least_rows: 1 };
            let Some(solution) = solver.solve() else { return first };
            let last = solution.regions.last().copied().unwrap_or(0);
            let least = self.least_part;
            let before = prefix.last_mut().filter(|rows| last < least && **rows > 2 * least);
            if last > self.page.rows {
                prefix.push(self.page.rows);
            } else if let (Some(rows), None) = (before, &first) {
                *rows -= least - last;
                first = Some(solution);
            } else {
                return Some(solution);
            }
        }
    }
}

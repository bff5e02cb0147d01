//! Bands over more than one page, set exactly.
//!
//! In: a measured band and the rows that its first page has room for. Out: a [`Division`]: its regions with lines and
//! floats, and what the division makes worse. What was set once is remembered with the band; what is not yet known is
//! guessed from its other divisions, so that the search does not ask for each in turn.

use crate::compose::columns::Placement;
use crate::compose::feet::Short;
use crate::compose::material::Material;
use crate::compose::solver::{Solution, Solver};
use crate::compose::unit::MeasuredColumns;
use crate::ledger::{Fault, NEVER, Price, ROW, priced};
use crate::resolve::document::PageGeometry;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Divisions that leave this many rows of a page empty are tried too.
const FEWER_ROWS: i32 = 4;
/// Divisions that differ by no more rows are much alike.
const NEAR: u32 = 2;
/// Of the rows that follow a division, one in so many may be less than is thought.
const SLACK: i32 = 10;
/// A division that makes a band no worse than this is taken at once.
const GOOD_ENOUGH: Price = 4 * ROW;

/// Pages beyond those that its rows fill over which a band may be divided.
const MORE_PAGES: i32 = 6;

/// A band over pages.
#[derive(Clone, Debug)]
pub struct Division {
    /// `None` if it cannot be set so.
    pub solution: Option<Arc<Solution>>,
    /// What it makes worse than the band in one piece, without the white at the pages' feet.
    pub cost: Price,
    /// Rows of each page that it fills, down to the last one used.
    pub used: Vec<i32>,
    /// How far above that row the columns of each page end.
    pub short: Vec<Short>,
}

/// What is known of a band's divisions, by rows of the first page.
#[derive(Default)]
pub struct Divisions {
    known: Mutex<BTreeMap<i32, Division>>,
    /// Solutions by rows that they may take of the first page, for all divisions that come to them.
    solved: Mutex<BTreeMap<i32, Option<Arc<Solution>>>>,
    /// Those of the same text with another portrait or with pictures of other heights: floats stand much as there.
    like: Option<(Arc<Divisions>, Arc<Material>)>,
}

/// Where a band is to be divided.
pub struct Divide<'p> {
    pub page: &'p PageGeometry,
    /// Rows that its first page has room for, and the fewest that it must have there.
    pub here: i32,
    pub least_here: i32,
    /// Rows that its last page has at least.
    pub least_part: i32,
    /// However bad it is.
    pub anyhow: bool,
}

fn locked<T>(known: &Mutex<T>) -> MutexGuard<'_, T> {
    known.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Divisions {
    /// Of columns that are like others, whose divisions are known.
    pub fn like(columns: &MeasuredColumns) -> Divisions {
        Divisions { like: Some((columns.divisions.clone(), columns.material.clone())), ..Divisions::default() }
    }

    /// Where floats would stand with so many rows on the first page, by what is known of columns like these.
    fn alike(&self, here: i32, material: &Material) -> Option<Vec<Option<Placement>>> {
        let (like, before) = self.like.as_ref()?;
        let solution = locked(&like.solved).get(&here)?.clone()?;
        Some(material.with_rows(&solution.placements, before))
    }

    /// What a division costs, as far as that is known: of one that was not set yet what the nearest that was set costs, of
    /// one that is far from all of them half of the cheapest; what is `usual` where none was set.
    pub fn cost(&self, here: i32, usual: Price) -> Price {
        let known = locked(&self.known);
        if let Some(division) = known.get(&here) {
            return division.cost;
        }
        let below = known.range(..here).next_back();
        let above = known.range(here..).next();
        let nearest = below.into_iter().chain(above).min_by_key(|(rows, _)| rows.abs_diff(here));
        match nearest {
            Some((rows, division)) if rows.abs_diff(here) <= NEAR => division.cost,
            Some(_) => known.values().map(|division| division.cost).min().unwrap_or(0) / 2,
            None => usual,
        }
    }

    /// It was set already.
    pub fn is_known(&self, here: i32) -> bool {
        locked(&self.known).contains_key(&here)
    }

    /// A division that was set already.
    pub fn with_known<T>(&self, here: i32, of: impl FnOnce(Option<&Division>) -> T) -> T {
        of(locked(&self.known).get(&here))
    }
}

impl MeasuredColumns<'_> {
    /// The band divided, set now if it was not yet.
    pub fn divided(&self, divide: &Divide) -> Division {
        if let Some(known) = locked(&self.divisions.known).get(&divide.here) {
            return known.clone();
        }
        let division = divide.best(self);
        locked(&self.divisions.known).insert(divide.here, division.clone());
        division
    }
}

impl Divide<'_> {
    /// Divided after the rows that there are or a few fewer, where that makes it better than the rows are worth.
    pub fn best(&self, columns: &MeasuredColumns) -> Division {
        let whole = columns.whole().map_or(0, Solution::faults);
        let mut best = Division { solution: None, cost: NEVER, used: Vec::new(), short: Vec::new() };
        // What must not be is still better than a band that leaves its page.
        let mut least_cost = Price::MAX;
        let lowest = (self.here - FEWER_ROWS).max(self.least_here);
        let mut fewer = (lowest..self.here).rev();
        let mut next = Some(self.here);
        let mut tried = Vec::new();
        while let Some(rows) = next.take().or_else(|| fewer.find(|rows| !tried.contains(rows))) {
            tried.push(rows);
            let near = best.solution.as_deref().map(|solution| &solution.placements[..]);
            let Some(solution) = self.solved(columns, rows, near) else { continue };
            let used = solution.used_rows(columns, self.page);
            // What stays empty anyway is no fault of the lines: they are set in the rows that they take.
            let taken = used.first().copied().filter(|taken| *taken < rows && *taken >= self.least_here);
            next = taken.filter(|taken| !tried.contains(taken));
            let stray = priced(solution.has_stray_quote(&columns.material, self.page), Fault::StrayBanner);
            let cost = (solution.faults() - whole).max(0) + stray;
            let with_empty = cost + self.empty_cost(&used);
            if with_empty < least_cost {
                least_cost = with_empty;
                let parts = (&*columns.material, columns.portrait.as_deref());
                let short = |(region, rows): (usize, &i32)| solution.short(parts, self.page, region, *rows);
                let short = used.iter().enumerate().map(short).collect();
                best = Division { solution: Some(solution), cost, used, short };
            }
            let least = self.white_cost(self.here - rows + 1);
            if next.is_none() && least_cost <= GOOD_ENOUGH.max(least) {
                break;
            }
        }
        best
    }

    /// As [`Divide::set`], once for all divisions that come to these rows.
    fn solved(
        &self,
        columns: &MeasuredColumns,
        here: i32,
        near: Option<&[Option<Placement>]>,
    ) -> Option<Arc<Solution>> {
        let solved = &columns.divisions.solved;
        if let Some(known) = locked(solved).get(&here).filter(|_| !self.anyhow) {
            return known.clone();
        }
        let alike = if near.is_none() { columns.divisions.alike(here, &columns.material) } else { None };
        let found = self.set(columns, here, near.or(alike.as_deref())).map(Arc::new);
        locked(solved).insert(here, found.clone());
        found
    }

    /// Of so many rows that are white at a page's foot while the band goes on.
    fn white_cost(&self, rows: i32) -> Price {
        2 * Fault::Foot { white: rows.max(0) as u32 * ROW as u32, rows: self.page.rows.max(0) as u32 }.price()
    }

    /// Of empty rows at the feet of all pages but the last.
    fn empty_cost(&self, used: &[i32]) -> Price {
        let room = std::iter::once(self.here).chain(std::iter::repeat(self.page.rows));
        let before_last = used.split_last().map_or(&[][..], |(_, before)| before);
        room.zip(before_last).map(|(room, used)| self.white_cost(room - used)).sum()
    }

    /// With this many rows on its first page. Where that leaves a scrap for the last page, the page before it gives up
    /// the rows that are missing.
    fn set(&self, columns: &MeasuredColumns, here: i32, near: Option<&[Option<Placement>]>) -> Option<Solution> {
        let mut prefix = vec![here];
        // What is far more than a page fills pages for certain.
        let rest = columns.whole().map_or(0, |whole| whole.regions[0]) - here;
        let full = (rest - rest / SLACK - self.page.rows / 2) / self.page.rows.max(1);
        prefix.extend(std::iter::repeat_n(self.page.rows, full.max(0) as usize));
        let mut first = None;
        let mut near = near;
        loop {
            let (material, portrait) = (&*columns.material, columns.portrait.as_deref());
            let solver = Solver { material, page: self.page, portrait, prefix: &prefix, least_rows: 1 };
            let solved = match near.take() {
                Some(placements) => solver.solve_near(placements),
                None => solver.solve(),
            };
            let Some(solution) = solved else { return first };
            let last = solution.regions.last().copied().unwrap_or(0);
            let least = self.least_part;
            let most = columns.whole().map_or(0, |whole| whole.regions[0] / self.page.rows) + MORE_PAGES;
            // Something in it is higher than a page: it is told where the page is filled.
            if last > self.page.rows && prefix.len() as i32 > most {
                return Some(solution);
            }
            let before = prefix.last_mut().filter(|rows| last < least && **rows > 2 * least);
            if last > self.page.rows {
                // As many pages as the rest will fill for certain: columns that end with a page hold no more than balanced ones.
                let full = ((last - self.page.rows) / self.page.rows).max(1) as usize;
                prefix.extend(std::iter::repeat_n(self.page.rows, full));
            } else if let (Some(rows), None) = (before, &first) {
                *rows -= least - last;
                first = Some(solution);
            } else {
                return Some(solution);
            }
        }
    }
}

//! What dividing a band is likely to give.
//!
//! In: a measured band, what is known of its divisions. Out: a [`Prospect`] for each number of rows that its first page
//! may have; of a division that was not set yet, as if the band could be cut anywhere.

use super::division::Division;
use super::problem::Paginator;
use crate::compose::feet::Short;
use crate::compose::unit::{Body, MeasuredColumns, Unit};
use crate::ledger::{Fault, Price, ROW, priced};

/// Rows under a head at a page's foot, where they cost nothing more.
const ROWS_UNDER_HEAD: i32 = 3;
/// Parts of fewer rows are scraps.
const SCRAP_ROWS: i32 = 8;
/// What a division usually makes worse for each float of a band.
const FLOAT_APART: Price = 5 * ROW;
/// Bands of fewer rows are short.
const SHORT_BAND: i32 = 22;

/// A division as it will probably be.
pub struct Prospect {
    /// Rows that it takes of the last page.
    pub rest: i32,
    /// Pages that it begins.
    pub pages: usize,
    /// Rows that the columns of the last page together end above the last row.
    pub lack: i32,
    /// Without the white at the feet of its pages.
    pub cost: Price,
    /// Rows of text on each page but the last, and how far above the last of them the columns end.
    feet: Vec<(i32, Short)>,
}

impl Paginator<'_, '_> {
    /// For each number of rows on its first page; nothing where the unit cannot be divided.
    pub fn prospects(&self, unit: usize) -> Vec<Option<Prospect>> {
        let Some(Body::Columns(columns)) = self.units.get(unit).map(|unit| &unit.body) else { return Vec::new() };
        let Some(whole) = columns.whole() else { return Vec::new() };
        let rows = whole.regions[0];
        let most = self.page.rows.min(rows - self.least_part());
        let least = self.least_rows_here(columns);
        (0..=most.max(0)).map(|here| (here >= least).then(|| self.prospect(columns, rows, here))).collect()
    }

    fn prospect(&self, columns: &MeasuredColumns, rows: i32, here: i32) -> Prospect {
        let found = columns.divisions.with_known(here, |division| division.and_then(known));
        let mut prospect = found.unwrap_or_else(|| guess(rows, here, self.page.rows));
        let under_head = prospect.feet.first().map_or(here, |(rows, _)| *rows);
        let usual = FLOAT_APART * columns.material.floats.len() as Price;
        let mut cost = columns.divisions.cost(here, usual);
        cost += priced(columns.head.band.is_some() && under_head < ROWS_UNDER_HEAD, Fault::FewUnderHead);
        if !self.continuous {
            cost += Fault::Divided.price();
            cost += priced(here < SCRAP_ROWS || prospect.rest < SCRAP_ROWS, Fault::Scrap);
            cost += priced(rows < SHORT_BAND, Fault::Scrap);
        }
        prospect.cost = cost;
        prospect.rest = prospect.rest.max(1);
        prospect
    }

    /// What the feet of its pages but the last cost where it begins in a row, under what ends in the row `above`; how much
    /// of the first of them is white.
    pub fn feet_cost(&self, prospect: &Prospect, unit: &Unit, (start, above): (i32, i32)) -> (Price, u32) {
        let Body::Columns(columns) = &unit.body else { return (0, 0) };
        let first = start + columns.head.rows - 1;
        let (mut cost, mut white) = (0, 0);
        for (page, (rows, short)) in prospect.feet.iter().enumerate() {
            let (above, last) = if page == 0 { (above, first + rows) } else { (0, *rows) };
            let lack = short.lack(above, last);
            cost += self.divided_cost(last, lack);
            if page == 0 {
                white = self.white(last, lack);
            }
        }
        (cost, white)
    }
}

/// As it was set.
fn known(division: &Division) -> Option<Prospect> {
    let (rest, before) = division.used.split_last()?;
    let feet: Vec<(i32, Short)> = before.iter().copied().zip(division.short.iter().copied()).collect();
    let lack = division.short.last().map_or(0, |short| short.lack(0, *rest));
    Some(Prospect { rest: *rest, pages: before.len(), lack, cost: 0, feet })
}

/// As if all rows could be had.
fn guess(rows: i32, here: i32, page: i32) -> Prospect {
    let rest = rows - here;
    let more = (rest - 1).max(0) / page;
    let feet = vec![(here, Short::default())];
    Prospect { rest: rest - more * page, pages: 1 + more as usize, lack: 0, cost: 0, feet }
}

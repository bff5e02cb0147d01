//! What pages and divisions cost, by the prices of [`cost`].
//!
//! In: where a page or a divided band ends. Out: costs; how many rows of a page are filled, as `check --quality`
//! counts them: the mean over the columns of the last row in each.

use super::division::Division;
use super::pagination::{Paginator, State, cost};
use super::unit::{Body, Unit};

/// Rows under a head at a page's foot, where they cost nothing more.
const ROWS_UNDER_HEAD: i32 = 3;
/// Rows over a head at a page's top, likewise.
const ROWS_OVER_HEAD: i32 = 3;
/// Parts of fewer rows are scraps.
const SCRAP_ROWS: i32 = 8;
/// Bands of fewer rows are short.
const SHORT_BAND: i32 = 22;

/// A division as it will probably be.
pub struct Likely {
    /// Rows that it takes of the last page.
    pub rest: i32,
    /// Pages that it begins.
    pub pages: usize,
    /// Rows that the columns of the last page together end above the last row.
    pub lack: i32,
    pub cost: f64,
}

impl Paginator<'_, '_> {
    /// Where a divided band is likely to end, and what dividing it costs; it begins under what ends in the row `above`.
    pub fn likely(&self, unit: &Unit, (start, above): (i32, i32), here: i32) -> Option<Likely> {
        let Body::Columns(columns) = &unit.body else { return None };
        let rows = columns.whole()?.regions[0];
        let first = start + columns.head.rows - 1;
        let known = |division: &Division| {
            let (rest, before) = division.used.split_last()?;
            let below = before.iter().zip(&division.short).enumerate().map(|(page, (rows, short))| {
                let (above, last) = if page == 0 { (above, first + rows) } else { (0, *rows) };
                self.divided_cost(last, short.lack(above, last))
            });
            let lack = division.short.last().map_or(0, |short| short.lack(0, *rest));
            Some((before.first().copied().unwrap_or(here), *rest, lack, before.len(), below.sum::<f64>()))
        };
        let guess = || {
            let rest = rows - here;
            let more = (rest - 1).max(0) / self.page.rows;
            (here, rest - more * self.page.rows, 0, 1 + more as usize, self.divided_cost(first + here, 0))
        };
        let found = columns.divisions.with_known(here, |division| division.and_then(known));
        let (under_head, rest, lack, pages, below) = found.unwrap_or_else(guess);
        let mut cost = below + columns.divisions.cost(here, self.doubt);
        if columns.head.band.is_some() && under_head < ROWS_UNDER_HEAD {
            cost += cost::FEW_UNDER_HEAD;
        }
        if !self.continuous {
            cost += cost::DIVIDED;
            if here < SCRAP_ROWS || rest < SCRAP_ROWS {
                cost += cost::SCRAP;
            }
            if rows < SHORT_BAND {
                cost += cost::SCRAP;
            }
        }
        Some(Likely { rest: rest.max(1), pages, lack, cost })
    }

    /// Of the rows that the last part of a divided unit has at the top of its page.
    pub fn rest_cost(&self, unit: usize, rest: i32) -> f64 {
        if self.continuous && rest < ROWS_OVER_HEAD && self.ends_band(unit) { cost::FEW_OVER_HEAD } else { 0.0 }
    }

    /// No other unit of its band follows.
    fn ends_band(&self, unit: usize) -> bool {
        self.units.get(unit + 1).is_none_or(|next| next.first_of_band)
    }

    /// Of a page whose last row used is this one, in a band that goes on.
    fn divided_cost(&self, last: i32, lack: i32) -> f64 {
        let empty = f64::from(self.page.rows - last);
        (cost::EMPTY_DIVIDED * empty * empty).max(self.page_cost(self.filled(last, lack)))
    }

    /// Rows of a page that are filled: the mean of where its columns end.
    pub fn filled(&self, last: i32, lack: i32) -> f64 {
        f64::from(last) - f64::from(lack) / f64::from(self.page.columns.max(1))
    }

    /// Of a page on which so many rows are filled.
    pub fn page_cost(&self, filled: f64) -> f64 {
        let empty = f64::from(self.page.rows) - filled;
        let seen = (empty - f64::from(cost::FREE_ROWS)).max(0.0);
        let beyond = self.rows_too_few(filled);
        let thin = if beyond > 0.0 { cost::THIN } else { 0.0 };
        cost::EMPTY * seen * seen + cost::MOSTLY_EMPTY * beyond * beyond + thin
    }

    /// Rows that a page is short of two thirds and one more: what stands in whole rows may end within its last one.
    pub fn rows_too_few(&self, filled: f64) -> f64 {
        (f64::from(self.page.rows - self.page.rows / 3 + 1) - filled).max(0.0)
    }

    /// What a page break before this unit costs because it belongs to what stands before it.
    pub fn parted_cost(&self, State { unit, strips, .. }: State) -> f64 {
        match self.units.get(unit) {
            Some(next) if self.continues_strips(unit, next) => cost::TORN,
            Some(next) if matches!(next.body, Body::Note(_)) && strips == self.strips.len() => cost::LONE_NOTE,
            Some(next) if next.first_of_band => 0.0,
            // Right above the next head its words would pass for those of who speaks there.
            Some(next) if matches!(next.body, Body::Banner(_)) && self.ends_band(unit) => cost::LOST_BANNER,
            Some(_) if self.continuous => cost::PARTED_RUNNING_ON,
            Some(next) if matches!(next.body, Body::Banner(_)) => cost::LOST_BANNER,
            Some(next) if matches!(next.body, Body::Message(_)) => cost::LOST_QUOTATION,
            Some(_) => cost::PARTED,
            None => 0.0,
        }
    }

    /// A strip of pictures after another.
    fn continues_strips(&self, unit: usize, next: &Unit) -> bool {
        let last = unit.checked_sub(1).and_then(|last| self.units.get(last));
        let is_strip = |unit: &Unit| matches!(unit.body, Body::Strip(_));
        is_strip(next) && last.is_some_and(|last| is_strip(last))
    }

    pub fn end_cost(&self, state: State) -> f64 {
        let filled = self.filled(state.row.unwrap_or(self.page.rows), state.lack);
        let short = (f64::from(self.page.rows / 4) - filled).max(0.0);
        cost::SHORT_END * short * short
    }
}

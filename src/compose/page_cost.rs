//! What pages and divisions cost, by the prices of the [`ledger`](crate::ledger).
//!
//! In: where a page or a divided band ends. Out: costs; how many rows of a page are filled, as `check --quality`
//! counts them: the mean over the columns of the last row in each.

use super::division::Division;
use super::pagination::{Paginator, State};
use super::unit::{Body, Unit};
use crate::ledger::{Fault, Price, ROW, priced};

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
    pub cost: Price,
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
            Some((before.first().copied().unwrap_or(here), *rest, lack, before.len(), below.sum::<Price>()))
        };
        let guess = || {
            let rest = rows - here;
            let more = (rest - 1).max(0) / self.page.rows;
            (here, rest - more * self.page.rows, 0, 1 + more as usize, self.divided_cost(first + here, 0))
        };
        let found = columns.divisions.with_known(here, |division| division.and_then(known));
        let (under_head, rest, lack, pages, below) = found.unwrap_or_else(guess);
        let mut cost = below + columns.divisions.cost(here, self.doubt);
        cost += priced(columns.head.band.is_some() && under_head < ROWS_UNDER_HEAD, Fault::FewUnderHead);
        if !self.continuous {
            cost += Fault::Divided.price();
            cost += priced(here < SCRAP_ROWS || rest < SCRAP_ROWS, Fault::Scrap);
            cost += priced(rows < SHORT_BAND, Fault::Scrap);
        }
        Some(Likely { rest: rest.max(1), pages, lack, cost })
    }

    /// Of the rows that the last part of a divided unit has at the top of its page.
    pub fn rest_cost(&self, unit: usize, rest: i32) -> Price {
        priced(self.continuous && rest < ROWS_OVER_HEAD && self.ends_band(unit), Fault::FewOverHead)
    }

    /// No other unit of its band follows.
    fn ends_band(&self, unit: usize) -> bool {
        self.units.get(unit + 1).is_none_or(|next| next.first_of_band)
    }

    /// Of a page whose last row used is this one, in a band that goes on: nothing is in its way.
    pub fn divided_cost(&self, last: i32, lack: i32) -> Price {
        2 * self.page_cost(last, lack)
    }

    /// Hundredths of a row that are white at a page's foot: the mean over its columns.
    fn white(&self, last: i32, lack: i32) -> u32 {
        let lack = Price::from(lack) * ROW / Price::from(self.page.columns.max(1));
        let white = Price::from(self.page.rows - last) * ROW + lack;
        white.clamp(0, Price::from(self.page.rows) * ROW) as u32
    }

    /// Of a page whose last row used is this one, its columns together ending so many rows above it.
    pub fn page_cost(&self, last: i32, lack: i32) -> Price {
        Fault::Foot { white: self.white(last, lack), rows: self.page.rows.max(0) as u32 }.price()
    }

    /// A page of which a quarter is white at its foot.
    pub fn is_thin(&self, last: i32, lack: i32) -> bool {
        Price::from(self.white(last, lack)) * 4 > Price::from(self.page.rows) * ROW
    }

    /// What a page break before this unit costs because it belongs to what stands before it.
    pub fn parted_cost(&self, State { unit, strips, .. }: State) -> Price {
        match self.units.get(unit) {
            Some(next) if self.continues_strips(unit, next) => Fault::Torn.price(),
            Some(next) if matches!(next.body, Body::Note(_)) && strips == self.strips.len() => Fault::LoneNote.price(),
            Some(next) if next.first_of_band => 0,
            // Right above the next head its words would pass for those of who speaks there.
            Some(next) if matches!(next.body, Body::Banner(_)) && self.ends_band(unit) => Fault::StrayBanner.price(),
            Some(_) if self.continuous => Fault::PartedRunningOn.price(),
            Some(next) if matches!(next.body, Body::Banner(_)) => Fault::LostBanner.price(),
            Some(next) if matches!(next.body, Body::Message(_)) => Fault::LostQuotation.price(),
            Some(_) => Fault::Parted.price(),
            None => 0,
        }
    }

    /// A strip of pictures after another.
    fn continues_strips(&self, unit: usize, next: &Unit) -> bool {
        let last = unit.checked_sub(1).and_then(|last| self.units.get(last));
        let is_strip = |unit: &Unit| matches!(unit.body, Body::Strip(_));
        is_strip(next) && last.is_some_and(|last| is_strip(last))
    }

    pub fn end_cost(&self, state: State) -> Price {
        let white = self.white(state.row.unwrap_or(self.page.rows), state.lack);
        Fault::LastFoot { white, rows: self.page.rows.max(0) as u32 }.price()
    }
}

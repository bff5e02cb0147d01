//! What pages and divisions cost, by the prices of the [`ledger`](crate::ledger).
//!
//! In: where a page or a divided band ends. Out: costs; how many rows of a page are filled, as `check --quality`
//! counts them: the mean over the columns of the last row in each.

use super::problem::{Paginator, State};
use crate::compose::unit::{Body, Unit};
use crate::ledger::{Fault, Price, ROW, priced};
use crate::resolve::document::PageGeometry;

/// Rows over a head at a page's top, where they cost nothing more.
const ROWS_OVER_HEAD: i32 = 3;

impl Paginator<'_, '_> {
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
    pub fn white(&self, last: i32, lack: i32) -> u32 {
        white(self.page, last, lack)
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

    /// What the last page's foot costs alone, and how many hundredths of a row of it are white.
    pub fn end_cost(&self, state: State) -> (Price, u32) {
        let white = self.white(state.row.unwrap_or(self.page.rows), state.lack);
        let cost = Fault::LastFoot { white, rows: self.page.rows.max(0) as u32 }.price();
        (cost, white)
    }
}

/// What a gap costs that is so many rows larger than the layout wants.
pub fn gap_price(more: i32) -> Price {
    Fault::Tight((-more).max(0) as u32).price() + Fault::Wide(more.max(0) as u32).price()
}

/// Hundredths of a row that are white under so many rows of a page, of which its columns together lack some.
pub fn white(page: &PageGeometry, last: i32, lack: i32) -> u32 {
    let lack = Price::from(lack) * ROW / Price::from(page.columns.max(1));
    let white = Price::from(page.rows - last) * ROW + lack;
    white.clamp(0, Price::from(page.rows) * ROW) as u32
}

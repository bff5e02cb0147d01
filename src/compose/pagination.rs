//! Pagination: which units stand on which page, and in which row.
//!
//! In: measured [`Unit`]s. Out: [`PagePlan`]s. A shortest path over (unit, photographs placed, row) chooses page
//! breaks by the costs below, taking a band that is divided for as long as it is in one piece; bands on the path that
//! are divided are then set exactly, and the search goes on from there.

use super::filling::{Divided, Filling};
use super::solver::Solution;
use super::unit::{Body, Unit};
use crate::resolve::document::PageGeometry;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Costs are squares of empty rows: one page with ten empty rows is worse than two with five.
pub mod cost {
    /// Empty rows at a page's foot that the gaps between bands take up unseen.
    pub const FREE_ROWS: i32 = 4;
    /// Of each empty row beyond, squared.
    pub const EMPTY: f64 = 0.7;
    /// Of each row beyond a third of the page, squared, in addition.
    pub const MOSTLY_EMPTY: f64 = 2.0;
    /// A band that is divided: about nine empty rows, of which four are free.
    pub const DIVIDED: f64 = 20.0;
    /// A division with few rows on one side, or of a short band: it looks like an accident.
    pub const SCRAP: f64 = 40.0;
    /// A band's quotation or second part on the page after it.
    pub const PARTED: f64 = 60.0;
    /// A quotation away from the words that introduce it.
    pub const LOST_QUOTATION: f64 = 150.0;
    /// A banner away from its words.
    pub const LOST_BANNER: f64 = 600.0;
    /// Photographs after the closing note, which has the last word.
    pub const AFTER_NOTE: f64 = 10.0;
    /// Each row by which a gap is smaller than the layout wants.
    pub const TIGHT: f64 = 4.0;
    /// A last page with less than a quarter of its rows, each row squared.
    pub const SHORT_END: f64 = 0.5;
}

/// Rows that both parts of a divided band have at least; text that runs on has two.
const LEAST_PART: i32 = 4;
const LEAST_PART_RUNNING_ON: i32 = 2;
/// Parts of fewer rows are scraps.
const SCRAP_ROWS: i32 = 8;
/// Bands of fewer rows are short.
const SHORT_BAND: i32 = 22;

/// One page's units.
#[derive(Default)]
pub struct PagePlan {
    pub units: Vec<PlacedUnit>,
    /// It has its own master.
    pub first: bool,
    /// The page is as long as its text: nothing is spread over it.
    pub open: bool,
}

pub struct PlacedUnit {
    /// Index into the units, or into the strips.
    pub unit: usize,
    pub strip: bool,
    /// Its first row.
    pub start: i32,
    /// Its last row.
    pub end: i32,
    /// Rows between the unit above and it, and how many more there may be.
    pub stretch: i32,
    /// For columns: the solution, and which of its regions stands here.
    pub part: Option<(Rc<Solution>, usize)>,
}

/// What has been placed so far.
#[derive(Clone, Copy)]
pub struct State {
    /// Units and strips that are placed.
    pub unit: usize,
    pub strips: usize,
    pub row: Row,
    /// First row at the top of the page, where it is not the unit's own.
    pub top: i32,
}

/// Units that are not to be divided.
type Whole = BTreeSet<usize>;

/// A way to go on from a state.
#[derive(Clone, Copy)]
pub enum Step {
    Place { start: i32, tight: bool },
    Divide { start: i32, tight: bool },
    Strip { start: i32 },
    NewPage,
}

/// The last row used; `None` at the top of a page.
pub type Row = Option<i32>;

pub struct Paginator<'u, 'a> {
    pub units: &'u [Unit<'a>],
    pub strips: &'u [Unit<'a>],
    pub page: &'u PageGeometry,
    /// First row of the first page's frame.
    pub first_row: i32,
    /// The first page has a master of its own.
    pub first_master: bool,
    /// Dividing a band costs nothing.
    pub continuous: bool,
}

/// Costs to the end from each state.
struct Table {
    strips: usize,
    rows: usize,
    cost: Vec<f64>,
}

impl Table {
    fn index(&self, unit: usize, strips: usize, row: Row) -> usize {
        let row = row.map_or(0, |row| row.max(0) as usize + 1);
        (unit * (self.strips + 1) + strips) * self.rows + row
    }

    fn get(&self, unit: usize, strips: usize, row: Row) -> f64 {
        self.cost.get(self.index(unit, strips, row)).copied().unwrap_or(f64::INFINITY)
    }
}

impl<'u> Paginator<'u, '_> {
    /// Pages for all units. A band that cannot be divided well where the search wanted it is kept whole, and the search
    /// begins anew.
    pub fn paginate(&self) -> Vec<PagePlan> {
        let mut whole = BTreeSet::new();
        let mut divided = Divided::new();
        loop {
            let table = self.table(&whole);
            let mut filling = Filling::new(self, &mut divided);
            let spoilt = loop {
                if filling.is_done() {
                    break None;
                }
                let step = self.best(&table, &whole, filling.state()).1;
                if let Err(unit) = filling.take(step) {
                    break Some(unit);
                }
            };
            match spoilt {
                Some(unit) if whole.insert(unit) => {}
                _ => return filling.finish(),
            }
        }
    }

    fn table(&self, whole: &Whole) -> Table {
        let rows = self.page.rows as usize + 2;
        let strips = self.strips.len();
        let mut table = Table { strips, rows, cost: vec![f64::INFINITY; (self.units.len() + 1) * (strips + 1) * rows] };
        for unit in (0..=self.units.len()).rev() {
            for placed in (0..=strips).rev() {
                let states = [None].into_iter().chain((0..=self.page.rows).map(Some));
                for row in states {
                    let (cost, _) = self.best(&table, whole, State { unit, strips: placed, row, top: 0 });
                    let index = table.index(unit, placed, row);
                    table.cost[index] = cost;
                }
            }
        }
        table
    }

    /// The cheapest way on.
    fn best(&self, table: &Table, whole: &Whole, state: State) -> (f64, Step) {
        let State { unit, strips, row, top } = state;
        if unit == self.units.len() && strips == self.strips.len() {
            return (self.end_cost(row), Step::NewPage);
        }
        let mut best = (f64::INFINITY, Step::NewPage);
        let mut offer = |cost: f64, step: Step| {
            if cost < best.0 {
                best = (cost, step);
            }
        };
        let forced = self.units.get(unit).is_some_and(|u| u.new_page) && (row.is_some() || top > 0);
        if unit < self.units.len() && !forced {
            for tight in [false, true] {
                self.offer_unit(table, whole, state, tight, &mut offer);
            }
        }
        if strips < self.strips.len() && self.may_strip(unit) && (row.is_some() || unit == self.units.len()) {
            for tight in [false, true] {
                let strip = &self.strips[strips];
                let start = self.start(strip, unit.checked_sub(1), row, top, tight);
                let end = start + strip.extent;
                if end <= self.page.rows {
                    // What follows goes to the next page: a strip stands at the foot.
                    let goes_on = self.units.get(unit).is_some_and(|next| !matches!(next.body, Body::Note(_)));
                    let row = if goes_on { self.page.rows } else { end };
                    let empty = if goes_on { self.page_cost(Some(end)) } else { 0.0 };
                    let after_note =
                        unit.checked_sub(1).is_some_and(|last| matches!(self.units[last].body, Body::Note(_)));
                    let late = if after_note { cost::AFTER_NOTE } else { 0.0 };
                    let cost = empty + late + if tight { cost::TIGHT } else { 0.0 };
                    offer(cost + table.get(unit, strips + 1, Some(row)), Step::Strip { start });
                }
            }
        }
        if row.is_some() || top > 0 {
            let last = unit.checked_sub(1).and_then(|last| self.units.get(last));
            let stranded = last.is_some_and(|last| matches!(last.body, Body::Title(_)));
            if !stranded || top > 0 {
                let cost = if forced { 0.0 } else { self.page_cost(row) + self.parted_cost(unit) };
                offer(cost + table.get(unit, strips, None), Step::NewPage);
            }
        }
        best
    }

    fn offer_unit(&self, table: &Table, whole: &Whole, state: State, tight: bool, offer: &mut impl FnMut(f64, Step)) {
        let State { unit, strips, row, top } = state;
        let this = &self.units[unit];
        let start = self.start(this, unit.checked_sub(1), row, top, tight);
        let saved = self.start(this, unit.checked_sub(1), row, top, false) - start;
        if tight && saved == 0 {
            return;
        }
        let tight_cost = cost::TIGHT * f64::from(saved);
        let end = start + this.extent;
        if end <= self.page.rows {
            offer(tight_cost + table.get(unit + 1, strips, Some(end)), Step::Place { start, tight });
        }
        let division = self.division(this, start).filter(|_| !whole.contains(&unit));
        if let Some((rest, cost)) = division {
            offer(tight_cost + cost + table.get(unit + 1, strips, Some(rest)), Step::Divide { start, tight });
        } else if row.is_none() && top == 0 && end > self.page.rows && !matches!(this.body, Body::Columns(_)) {
            // Nothing else can be done with what is higher than a page.
            offer(1e6 + table.get(unit + 1, strips, Some(self.page.rows)), Step::Place { start, tight });
        }
    }

    /// Photographs stand after a whole band.
    fn may_strip(&self, unit: usize) -> bool {
        let begins = self.units.get(unit).is_none_or(|next| next.first_of_band);
        let after_text = unit.checked_sub(1).is_some_and(|last| !matches!(self.units[last].body, Body::Title(_)));
        begins && after_text && !self.units.get(unit).is_some_and(|next| matches!(next.body, Body::Title(_)))
    }

    /// First row of a unit that follows another.
    fn start(&self, unit: &Unit, previous: Option<usize>, row: Row, top: i32, tight: bool) -> i32 {
        let Some(row) = row else { return if top > 0 { top } else { unit.top } };
        let after = previous.and_then(|previous| self.units[previous].after);
        let gap = if tight { unit.gap.least } else { unit.gap.rows };
        row + after.unwrap_or(gap)
    }

    pub fn least_part(&self) -> i32 {
        if self.continuous { LEAST_PART_RUNNING_ON } else { LEAST_PART }
    }

    /// Rows of text that a divided band has on its first page.
    pub fn rows_here(&self, unit: &Unit, start: i32) -> Option<i32> {
        let Body::Columns(columns) = &unit.body else { return None };
        let rows = columns.whole.as_ref()?.regions[0];
        let room = self.page.rows - (start + columns.head.rows) + 1;
        let here = room.min(rows - self.least_part());
        let least = self.least_part().max(columns.portrait.map_or(0, |portrait| portrait.rows));
        (here >= least).then_some(here)
    }

    /// The rows of the last page that a divided band is likely to take, and what dividing it costs.
    fn division(&self, unit: &Unit, start: i32) -> Option<(i32, f64)> {
        let Body::Columns(columns) = &unit.body else { return None };
        let rows = columns.whole.as_ref()?.regions[0];
        let here = self.rows_here(unit, start)?;
        let mut rest = rows - here;
        while rest > self.page.rows {
            rest -= self.page.rows;
        }
        let empty_from = start + columns.head.rows + here - 1;
        let mut cost = self.page_cost(Some(empty_from));
        if self.continuous {
            return Some((rest.max(1), cost));
        }
        cost += cost::DIVIDED;
        if here < SCRAP_ROWS || rest < SCRAP_ROWS {
            cost += cost::SCRAP;
        }
        if rows < SHORT_BAND {
            cost += cost::SCRAP;
        }
        Some((rest.max(1), cost))
    }

    pub fn page_cost(&self, row: Row) -> f64 {
        let empty = self.page.rows - row.unwrap_or(0);
        let seen = f64::from((empty - cost::FREE_ROWS).max(0));
        let beyond = f64::from((empty - self.page.rows / 3).max(0));
        cost::EMPTY * seen * seen + cost::MOSTLY_EMPTY * beyond * beyond
    }

    /// What a page break before this unit costs because it belongs to what stands before it.
    fn parted_cost(&self, unit: usize) -> f64 {
        match self.units.get(unit) {
            Some(unit) if unit.first_of_band => 0.0,
            Some(unit) if matches!(unit.body, Body::Banner(_)) => cost::LOST_BANNER,
            Some(unit) if matches!(unit.body, Body::Message(_)) => cost::LOST_QUOTATION,
            Some(_) => cost::PARTED,
            None => 0.0,
        }
    }

    fn end_cost(&self, row: Row) -> f64 {
        let short = f64::from((self.page.rows / 4 - row.unwrap_or(self.page.rows)).max(0));
        cost::SHORT_END * short * short
    }
}

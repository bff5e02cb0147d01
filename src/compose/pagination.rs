//! Pagination: which units stand on which page, and in which row.
//!
//! In: measured [`Unit`]s. Out: [`PagePlan`]s. A shortest path over (unit, photographs placed, row) chooses page
//! breaks by the costs below, taking a band that is divided for as long as it is in one piece; bands on the path that
//! are divided are then set exactly, and the way from there is chosen anew.

use super::division::Divide;
use super::filling::Filling;
use super::panel::Divided;
use super::solver::Solution;
use super::table::{Onward, PageGoal, Table};
use super::unit::{Body, MeasuredColumns, Unit};
use crate::ledger::{Fault, NEVER, Price, ROW, priced};
use crate::resolve::document::{Gap, PageGeometry};
use std::sync::Arc;

/// A way to the end that is dearer than was thought by more than this makes the search begin anew.
const SURPRISE: Price = 6 * ROW;
/// More than any way costs.
pub const UNKNOWN: Price = Price::MAX / 8;

/// Rows that both parts of a divided band have at least; text that runs on has two.
const LEAST_PART: i32 = 4;
const LEAST_PART_RUNNING_ON: i32 = 2;
/// Searches of one document.
const MOST_PASSES: u8 = 10;
/// Rows by which a divided band may have fewer on its first page than there is room for.
const FEWER_ROWS: i32 = 4;

/// A story in pages.
#[derive(Default)]
pub struct Pages {
    pub plans: Vec<PagePlan>,
    /// Pages but the last that are less than two thirds full.
    pub thin: usize,
    /// Bands that are not in the height that is best for them alone.
    pub variants: usize,
    pub cost: Price,
}

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
    /// Rows that the columns together end above that row.
    pub lack: i32,
    /// By how many rows the gap above it is wider than the layout wants, and how many there may be in all.
    pub wide: i32,
    pub stretch: i32,
    /// For columns: the solution, and which of its regions stands here.
    pub part: Option<(Arc<Solution>, usize)>,
    /// For a panel that is divided: where, and whether its second part stands here.
    pub split: Option<(Divided, bool)>,
}

/// What has been placed so far.
#[derive(Clone, Copy)]
pub struct State {
    /// Units and strips that are placed.
    pub unit: usize,
    pub strips: usize,
    pub row: Row,
    /// Rows that the columns together end above that row.
    pub lack: i32,
    /// First row at the top of the page, where it is not the unit's own.
    pub top: i32,
    /// Pages still to begin, as far as the goal counts them.
    pub left: usize,
}

/// A way to go on from a state.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// `variant`: which of the band's heights.
    Place {
        start: i32,
        variant: usize,
    },
    /// `here`: rows of text on this page.
    Divide {
        start: i32,
        here: i32,
    },
    /// A panel, so many of its places on.
    Split {
        start: i32,
        place: usize,
    },
    Strip {
        start: i32,
        variant: usize,
    },
    NewPage,
}

impl Step {
    /// What a page takes first if nobody looks ahead; other heights of a band never.
    fn rank(self) -> Price {
        match self {
            Step::Place { variant, .. } if variant > 0 => UNKNOWN,
            Step::Place { .. } => 0,
            Step::Divide { .. } | Step::Split { .. } => 2,
            Step::Strip { variant, .. } if variant > 0 => UNKNOWN,
            Step::Strip { .. } => 3,
            Step::NewPage => 4,
        }
    }
}

/// The last row used; `None` at the top of a page.
pub type Row = Option<i32>;

pub struct Paginator<'u, 'a> {
    pub units: &'u [&'u Unit<'a>],
    pub strips: &'u [Unit<'a>],
    pub page: &'u PageGeometry,
    /// First row of the first page's frame.
    pub first_row: i32,
    /// The first page has a master of its own.
    pub first_master: bool,
    /// Dividing a band costs nothing.
    pub continuous: bool,
    pub goal: PageGoal,
    /// What a division costs at least that was not set yet.
    pub doubt: Price,
    pub breaks: PageBreaks,
}

/// How page breaks are found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PageBreaks {
    /// The cheapest path through the whole story.
    #[default]
    Optimal,
    /// Each page takes what fits, as programs do that do not look ahead. For comparison.
    FirstFit,
}

/// A way on from a state.
#[derive(Clone, Copy)]
struct Way {
    /// What it costs to the end, and the step alone.
    total: Price,
    cost: Price,
    step: Step,
    /// To the end by the cheapest way that stays on the page.
    staying: Price,
}

impl<'u> Paginator<'u, '_> {
    /// Pages for all units. Where the path turns out dearer than was thought, the search begins anew with what is known
    /// now; the cheapest of a few paths is kept.
    pub fn paginate(&self) -> Pages {
        let mut best: Option<(Price, Pages)> = None;
        for pass in 0..MOST_PASSES {
            // From the third pass on what was set already is trusted more and more: hopes must not lead it astray for ever.
            let trust = Price::from(pass.saturating_sub(1));
            let doubt = if self.continuous { 0 } else { Fault::Divided.price() * trust };
            let (cost, surprised, pages) = Paginator { doubt, ..*self }.pass();
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, pages));
            }
            if !surprised || self.breaks == PageBreaks::FirstFit {
                break;
            }
        }
        // What the search did not foresee may have led it astray; taking what fits is one more path.
        if best.as_ref().is_some_and(|(_, pages)| pages.thin > 0) {
            let (cost, _, pages) = Paginator { breaks: PageBreaks::FirstFit, ..*self }.pass();
            if best.as_ref().is_none_or(|(least, _)| cost < *least) && self.goal == PageGoal::ANY {
                best = Some((cost, pages));
            }
        }
        best.map(|(_, pages)| pages).unwrap_or_default()
    }

    /// What the cheapest path costs by what is known, without setting anything.
    pub fn estimate(&self) -> Price {
        self.best(&self.table(), Filling::new(self).state()).total
    }

    /// One walk along the path that is cheapest by what is known; its cost, whether it was dearer than thought.
    fn pass(&self) -> (Price, bool, Pages) {
        let table = self.table();
        let mut filling = Filling::new(self);
        let mut surprised = false;
        while !filling.is_done() {
            let state = filling.state();
            let thought = self.best(&table, state);
            let found = self.settled(&table, state, thought);
            surprised |= found.total > thought.total + SURPRISE;
            filling.take(found.step, found.cost);
        }
        (filling.cost, surprised, filling.finish())
    }

    /// The cheapest way on, with divisions set exactly until it is none that is only thought to be the cheapest: what
    /// comes after a division that will not be taken need not be set.
    fn settled(&self, table: &Table, state: State, thought: Way) -> Way {
        let mut way = thought;
        while let Step::Divide { here, .. } = way.step
            && let Some(unit) = self.units.get(state.unit)
            && let Body::Columns(columns) = &unit.body
            && !columns.divisions.is_known(here)
        {
            columns.divided(&self.divide(columns, here));
            way = self.best(table, state);
        }
        way
    }

    /// A band that is to be divided after so many rows.
    pub fn divide(&self, columns: &MeasuredColumns, here: i32) -> Divide<'u> {
        let (least_here, least_part) = (self.least_rows_here(columns), self.least_part());
        Divide { page: self.page, here, least_here, least_part, anyhow: false }
    }

    fn table(&self) -> Table {
        if self.breaks == PageBreaks::FirstFit {
            return Table::default();
        }
        let best = |table: &Table, state: State| {
            let Way { total, staying, .. } = self.best(table, state);
            Onward { total, staying }
        };
        Table::fill(self.units.len(), self.strips.len(), self.page.rows, self.goal, best)
    }

    /// The cheapest way on.
    fn best(&self, table: &Table, state: State) -> Way {
        let State { unit, strips, row, .. } = state;
        if let Some(total) = self.at_end(state) {
            return Way { total, cost: total, step: Step::NewPage, staying: UNKNOWN };
        }
        let mut best = Way { total: UNKNOWN, cost: NEVER, step: Step::NewPage, staying: UNKNOWN };
        let mut offer = |cost: Price, next: State, step: Step| {
            let total = match self.breaks {
                PageBreaks::Optimal => cost + self.onward(table, next),
                PageBreaks::FirstFit => step.rank(),
            };
            let staying = best.staying.min(if matches!(step, Step::NewPage) { UNKNOWN } else { total });
            best.staying = staying;
            if total < best.total {
                best = Way { total, cost, step, staying };
            }
        };
        let forced = self.is_forced(state);
        if unit < self.units.len() && !forced {
            self.offer_unit(state, &mut offer);
        }
        if strips < self.strips.len() && self.may_strip(unit) && (row.is_some() || unit == self.units.len()) {
            self.offer_strip(state, &mut offer);
        }
        if let Some((cost, next)) = self.turned(state) {
            offer(cost, next, Step::NewPage);
        }
        best
    }

    /// What it costs to come to the end from a state, by the states after it that the table knows.
    fn onward(&self, table: &Table, state: State) -> Price {
        let known = table.get(state);
        if state.lack == 0 {
            return known.total;
        }
        // What the columns lack matters where nothing more stands under them.
        self.at_end(state).unwrap_or_else(|| {
            let turned = self.turned(state).map_or(UNKNOWN, |(cost, next)| cost + table.get(next).total);
            known.staying.min(turned)
        })
    }

    /// What the last page costs, where everything is placed.
    fn at_end(&self, state: State) -> Option<Price> {
        let all = state.unit == self.units.len() && state.strips == self.strips.len();
        let cost = || if state.left == 0 { self.end_cost(state) } else { UNKNOWN };
        all.then(cost)
    }

    /// The next unit must begin a page, and does not. A title begins the page of what stands under it.
    fn is_forced(&self, State { unit, row, top, .. }: State) -> bool {
        let begins = |index: usize| self.units.get(index).is_some_and(|unit| unit.new_page);
        let is_title = |index: usize| self.units.get(index).is_some_and(|unit| matches!(unit.body, Body::Title(_)));
        let follows_title = unit.checked_sub(1).is_some_and(is_title);
        let forced = begins(unit) && !follows_title || is_title(unit) && begins(unit + 1);
        forced && (row.is_some() || top > 0)
    }

    /// A new page, if there may be one here, and its cost.
    fn turned(&self, state: State) -> Option<(Price, State)> {
        let State { unit, row, top, .. } = state;
        if row.is_none() && top == 0 {
            return None;
        }
        let last = unit.checked_sub(1).and_then(|last| self.units.get(last));
        if top == 0 && last.is_some_and(|last| matches!(last.body, Body::Title(_))) {
            return None;
        }
        let page = self.page_cost(row.unwrap_or(0), state.lack);
        let cost = if self.is_forced(state) { 0 } else { page + self.parted_cost(state) };
        Some((cost, State { row: None, lack: 0, top: 0, left: self.goal.after(state.left, 1), ..state }))
    }

    fn offer_strip(&self, state: State, offer: &mut impl FnMut(Price, State, Step)) {
        let strip = &self.strips[state.strips];
        for (start, more) in self.starts(strip, state) {
            for variant in 0..strip.variants() {
                self.offer_strip_in(state, (start, gap_price(more)), variant, offer);
            }
        }
    }

    /// One of its heights, under a gap that costs something.
    fn offer_strip_in(
        &self,
        state: State,
        (start, gap): (i32, Price),
        variant: usize,
        offer: &mut impl FnMut(Price, State, Step),
    ) {
        let State { unit, strips, .. } = state;
        let strip = &self.strips[strips];
        let (extent, lower) = strip.extent_of(variant);
        let end = start + extent;
        if end > self.page.rows {
            return;
        }
        // What follows goes to the next page: a strip stands at the foot.
        let goes_on = self.units.get(unit).is_some_and(|next| !matches!(next.body, Body::Note(_)));
        let row = if goes_on { self.page.rows } else { end };
        // The pictures grow into rows that would stay empty.
        let growth = match &strip.body {
            Body::Strip(strip) => strip.growth + variant as i32,
            _ => 0,
        };
        let empty = if goes_on { self.page_cost((end + growth).min(self.page.rows), 0) } else { 0 };
        let after_note = unit.checked_sub(1).is_some_and(|last| matches!(self.units[last].body, Body::Note(_)));
        let cost = empty + priced(after_note, Fault::AfterNote) + lower + gap;
        let next = State { strips: strips + 1, row: Some(row), lack: 0, top: 0, ..state };
        offer(cost, next, Step::Strip { start, variant });
    }

    fn offer_unit(&self, state: State, offer: &mut impl FnMut(Price, State, Step)) {
        let State { unit, row, top, .. } = state;
        let this = &self.units[unit];
        let mut fits = false;
        for (start, more) in self.starts(this, state) {
            fits |= self.offer_at(state, (start, more), offer);
        }
        if row.is_none() && top == 0 && !fits {
            // Nothing else can be done with what is higher than a page.
            let next = State { unit: unit + 1, row: Some(self.page.rows), lack: 0, top: 0, ..state };
            offer(NEVER, next, Step::Place { start: this.top, variant: 0 });
        }
    }

    /// A unit under a gap of so many more rows than the layout wants, whole in each of its heights and divided; whether
    /// there is a way.
    fn offer_at(&self, state: State, (start, more): (i32, i32), offer: &mut impl FnMut(Price, State, Step)) -> bool {
        let State { unit, row, .. } = state;
        let gap = gap_price(more);
        let this = &self.units[unit];
        let next =
            |row: i32, lack: i32, left: usize| State { unit: unit + 1, row: Some(row), lack, top: 0, left, ..state };
        let above = this.above(start, row);
        let mut fits = false;
        for variant in 0..this.variants() {
            let (extent, worse) = this.extent_of(variant);
            let end = start + extent;
            if end <= self.page.rows {
                fits = true;
                let lack = this.short_of(variant).lack(above, end);
                offer(gap + worse, next(end, lack, state.left), Step::Place { start, variant });
            }
        }
        // A gap that is wider than the layout wants leaves only fewer rows for what is divided.
        if more > 0 {
            return fits;
        }
        for here in self.rows_here(this, start) {
            let Some(likely) = self.likely(this, (start, above), here) else { continue };
            fits = true;
            let left = self.goal.after(state.left, likely.pages);
            let cost = gap + likely.cost + self.rest_cost(unit, likely.rest);
            offer(cost, next(likely.rest, likely.lack, left), Step::Divide { start, here });
        }
        for (place, divided) in this.divisions().iter().enumerate() {
            let (end, rest) = (start + divided.extents.0, 1 + divided.extents.1);
            if end <= self.page.rows && rest <= self.page.rows {
                fits = true;
                let cost = gap + Fault::Divided.price() + self.divided_cost(end, 0);
                offer(cost, next(rest, 0, self.goal.after(state.left, 1)), Step::Split { start, place });
            }
        }
        fits
    }

    /// Photographs stand after a whole band.
    fn may_strip(&self, unit: usize) -> bool {
        let begins = self.units.get(unit).is_none_or(|next| next.first_of_band);
        let after_text = unit.checked_sub(1).is_some_and(|last| !matches!(self.units[last].body, Body::Title(_)));
        begins && after_text && !self.units.get(unit).is_some_and(|next| matches!(next.body, Body::Title(_)))
    }

    /// First rows that a unit may have after what stands there, and by how many rows the gap above it is larger than the
    /// layout wants.
    fn starts(&self, unit: &Unit, state: State) -> impl Iterator<Item = (i32, i32)> + use<> {
        let Gap { rows, least, most } = unit.gap;
        let after = state.unit.checked_sub(1).and_then(|previous| self.units[previous].after);
        let (from, gaps) = match (state.row, after) {
            (None, _) => (if state.top > 0 { state.top } else { unit.top }, 0..=0),
            (Some(row), Some(after)) => (row + after, 0..=0),
            (Some(row), None) => (row + rows, least.min(rows) - rows..=most.max(rows) - rows),
        };
        gaps.map(move |more| (from + more, more))
    }

    pub fn least_part(&self) -> i32 {
        if self.continuous { LEAST_PART_RUNNING_ON } else { LEAST_PART }
    }

    /// Rows of text that a divided band may have on its first page, the most first: all that there are, or a few fewer,
    /// which go to a page that would be thin.
    fn rows_here(&self, unit: &Unit, start: i32) -> impl Iterator<Item = i32> + use<> {
        let most = || {
            let Body::Columns(columns) = &unit.body else { return None };
            let rows = columns.whole()?.regions[0];
            let room = self.page.rows - (start + columns.head.rows) + 1;
            let most = room.min(rows - self.least_part());
            Some((most, self.least_rows_here(columns).max(most - FEWER_ROWS)))
        };
        // Without a band there is nothing to divide.
        let (most, least) = most().unwrap_or((0, 1));
        (least..=most).rev()
    }

    /// The fewest rows of text that a divided band has on its first page.
    pub fn least_rows_here(&self, columns: &MeasuredColumns) -> i32 {
        self.least_part().max(columns.portrait.as_ref().map_or(0, |portrait| portrait.rows))
    }
}

/// What a gap costs that is so many rows larger than the layout wants.
fn gap_price(more: i32) -> Price {
    Fault::Tight((-more).max(0) as u32).price() + Fault::Wide(more.max(0) as u32).price()
}

//! Ways to go on from a state: a unit whole in each of its heights, divided, a strip, a new page.
//!
//! In: a state. Out: [`Offer`]s with their costs. They are the same for every side of the page and every number of pages
//! that are left: what these add is added where an offer is taken ([`Paginator::turn`]).

use super::cost::gap_price;
use super::problem::{Paginator, State, Step, above};
use super::prospect::Prospect;
use super::side::Side;
use crate::compose::unit::{Body, Unit};
use crate::ledger::{Fault, NEVER, Price, priced};
use crate::resolve::document::Gap;

/// Rows by which a divided band may have fewer on its first page than there is room for.
const FEWER_ROWS: i32 = 4;

/// A way to go on.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    pub cost: Price,
    /// Its side and the pages left are those before.
    pub next: State,
    pub turn: Turn,
    pub step: Step,
}

/// Whether pages are begun.
#[derive(Clone, Copy, Debug)]
pub enum Turn {
    None,
    /// So many; the page before the first has so many hundredths of a row white at its foot, those between none.
    Pages {
        white: u32,
        count: usize,
    },
    /// A part ends.
    Part,
}

impl Paginator<'_, '_> {
    /// The side of the page and the pages left to begin after a turn, and what it costs that facing pages end apart.
    pub fn turn(&self, turn: Turn, side: Side, left: usize) -> (Price, Side, usize) {
        match turn {
            Turn::None => (0, side, left),
            Turn::Part => (0, side.after_part(), self.goal.after(left, 1)),
            Turn::Pages { white, count } => {
                let (mut side, mut cost) = side.turned(white);
                for _ in 1..count {
                    let (next, facing) = side.turned(0);
                    side = next;
                    cost += facing;
                }
                // Pages that do not face each other are not compared.
                (if self.page.facing { cost } else { 0 }, side, self.goal.after(left, count))
            }
        }
    }

    /// All ways to go on, where not everything is placed; `prospects` are those of the next unit.
    pub fn offers(&self, state: State, prospects: &[Option<Prospect>], offer: &mut impl FnMut(Offer)) {
        let State { unit, strips, row, .. } = state;
        if unit < self.units.len() && !self.is_forced(state) {
            self.offer_unit(state, prospects, offer);
        }
        if strips < self.strips.len() && self.may_strip(unit) && (row.is_some() || unit == self.units.len()) {
            self.offer_strip(state, offer);
        }
        if let Some(turned) = self.turned(state) {
            offer(turned);
        }
    }

    /// The next unit must begin a page, and does not. A title begins the page of what stands under it.
    fn is_forced(&self, State { unit, row, top, .. }: State) -> bool {
        let begins = |index: usize| self.units.get(index).is_some_and(|unit| unit.new_page);
        let is_title = |index: usize| self.units.get(index).is_some_and(|unit| matches!(unit.body, Body::Title(_)));
        let follows_title = unit.checked_sub(1).is_some_and(is_title);
        let forced = begins(unit) && !follows_title || is_title(unit) && begins(unit + 1);
        forced && (row.is_some() || top > 0)
    }

    /// A new page, if there may be one here.
    pub fn turned(&self, state: State) -> Option<Offer> {
        let State { unit, row, top, .. } = state;
        if row.is_none() && top == 0 {
            return None;
        }
        let last = unit.checked_sub(1).and_then(|last| self.units.get(last));
        if top == 0 && last.is_some_and(|last| matches!(last.body, Body::Title(_))) {
            return None;
        }
        let next = State { row: None, lack: 0, top: 0, ..state };
        if self.is_forced(state) {
            return Some(Offer { cost: 0, next, turn: Turn::Part, step: Step::NewPage });
        }
        let (last, lack) = (row.unwrap_or(above(top)), state.lack);
        let turn = Turn::Pages { white: self.white(last, lack), count: 1 };
        let cost = self.page_cost(last, lack) + self.parted_cost(state);
        Some(Offer { cost, next, turn, step: Step::NewPage })
    }

    fn offer_strip(&self, state: State, offer: &mut impl FnMut(Offer)) {
        let strip = &self.strips[state.strips];
        for (start, more) in self.starts(strip, state) {
            for variant in 0..strip.variants() {
                self.offer_strip_in(state, (start, gap_price(more)), variant, offer);
            }
        }
    }

    /// One of its heights, under a gap that costs something.
    fn offer_strip_in(&self, state: State, (start, gap): (i32, Price), variant: usize, offer: &mut impl FnMut(Offer)) {
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
        offer(Offer { cost, next, turn: Turn::None, step: Step::Strip { start, variant } });
    }

    fn offer_unit(&self, state: State, prospects: &[Option<Prospect>], offer: &mut impl FnMut(Offer)) {
        let State { unit, row, top, .. } = state;
        let this = &self.units[unit];
        let mut fits = false;
        for (start, more) in self.starts(this, state) {
            fits |= self.offer_at(state, (start, more), prospects, offer);
        }
        if row.is_none() && top == 0 && !fits {
            // Nothing else can be done with what is higher than a page.
            let next = State { unit: unit + 1, row: Some(self.page.rows), lack: 0, top: 0, ..state };
            let step = Step::Place { start: this.top, variant: 0 };
            offer(Offer { cost: NEVER, next, turn: Turn::None, step });
        }
    }

    /// A unit under a gap of so many more rows than the layout wants, whole in each of its heights and divided; whether
    /// there is a way.
    fn offer_at(
        &self,
        state: State,
        (start, more): (i32, i32),
        prospects: &[Option<Prospect>],
        offer: &mut impl FnMut(Offer),
    ) -> bool {
        let State { unit, row, .. } = state;
        let gap = gap_price(more);
        let this = &self.units[unit];
        let next = |row: i32, lack: i32| State { unit: unit + 1, row: Some(row), lack, top: 0, ..state };
        let above = this.above(start, row);
        let mut fits = false;
        for variant in 0..this.variants() {
            let (extent, worse) = this.extent_of(variant);
            let end = start + extent;
            if end <= self.page.rows {
                fits = true;
                let lack = this.short_of(variant).lack(above, end);
                let step = Step::Place { start, variant };
                offer(Offer { cost: gap + worse, next: next(end, lack), turn: Turn::None, step });
            }
        }
        // A gap that is wider than the layout wants leaves only fewer rows for what is divided.
        if more > 0 {
            return fits;
        }
        for here in self.rows_here(this, start) {
            let Some(prospect) = prospects.get(here.max(0) as usize).and_then(Option::as_ref) else { continue };
            fits = true;
            let (below, white) = self.feet_cost(prospect, this, (start, above));
            let cost = gap + prospect.cost + below + self.rest_cost(unit, prospect.rest);
            let turn = Turn::Pages { white, count: prospect.pages };
            offer(Offer { cost, next: next(prospect.rest, prospect.lack), turn, step: Step::Divide { start, here } });
        }
        for (place, divided) in this.divisions().iter().enumerate() {
            let (end, rest) = (start + divided.extents.0, 1 + divided.extents.1);
            if end <= self.page.rows && rest <= self.page.rows {
                fits = true;
                let cost = gap + Fault::Divided.price() + self.divided_cost(end, 0);
                let turn = Turn::Pages { white: self.white(end, 0), count: 1 };
                offer(Offer { cost, next: next(rest, 0), turn, step: Step::Split { start, place } });
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

    /// Rows of text that a divided band may have on its first page, the most first: all that there are, or a few fewer,
    /// which go to a page that would be thin; or those of all its text, where its floats go to the next page.
    fn rows_here(&self, unit: &Unit, start: i32) -> impl Iterator<Item = i32> + use<> {
        let most = || {
            let Body::Columns(columns) = &unit.body else { return None };
            let rows = columns.whole()?.regions[0];
            let room = self.page.rows - (start + columns.head.rows) + 1;
            let most = room.min(rows - self.least_part());
            let least = self.least_rows_here(columns);
            let text = Some(columns.text_rows).filter(|text| *text >= least && *text < most - FEWER_ROWS);
            Some((most, least.max(most - FEWER_ROWS), text))
        };
        // Without a band there is nothing to divide.
        let (most, least, text) = most().unwrap_or((0, 1, None));
        (least..=most).rev().chain(text)
    }
}

//! Pagination: which units stand on which page, and in which row.
//!
//! In: measured units. Out: page plans. A shortest path over (unit, photographs placed, row, side of the page) chooses page
//! breaks by the prices of the ledger, taking a band that is divided for what its [`Prospect`] says; bands on the path that
//! are divided are then set exactly, and where that is dearer than was thought the way of the last pages is chosen anew.

use super::filling::Filling;
use super::offers::Offer;
use super::problem::{PageBreaks, Pages, Paginator, State, Step, UNKNOWN};
use super::prospect::Prospect;
use super::side::Side;
use super::table::{Key, NO_WAY, Onward, PageGoal, Table};
use crate::compose::unit::Body;
use crate::ledger::{NEVER, Price, ROW};
use std::ops::RangeInclusive;

/// A way to the end that is dearer than was thought by more than this makes the search go back.
const SURPRISE: Price = 2 * ROW;
/// Pages that it goes back, beside the one at hand.
const PAGES_BACK: usize = 2;
/// Walks through the whole story, and what another one must be thought to save.
const MOST_WALKS: usize = 2;
const WORTH_A_WALK: Price = 5 * ROW;
/// How often it may go back for each unit.
const MOST_RETURNS: usize = 3;

/// A way on from a state.
#[derive(Clone, Copy)]
struct Way {
    /// What it costs to the end, and the step alone.
    total: Price,
    cost: Price,
    step: Step,
}

/// What comes after an offer, whatever the side of its page.
struct Ahead {
    /// What the last page costs, where everything is placed, and its white.
    end: Option<(Price, u32)>,
    /// Its place in the table.
    place: usize,
    /// Its columns end apart: that matters where nothing more stands under them.
    lacks: bool,
    /// The new page that may begin then, and its place.
    turned: Option<(Offer, usize)>,
}

impl Paginator<'_, '_> {
    /// Pages for all units, if they are thought to cost no more than this.
    pub fn paginate(&self, most: Price) -> Option<Pages> {
        let mut table = self.table();
        if most < UNKNOWN && self.best(&table, self.beginning()).total > most {
            return None;
        }
        let (mut cost, mut pages) = self.walk(&mut table);
        // With what is known now another way may be cheaper from the beginning; who wants pages up to a price compares
        // many, and one walk tells enough.
        let again = most >= UNKNOWN && self.goal == PageGoal::ANY && self.breaks == PageBreaks::Optimal;
        for _ in 1..if again { MOST_WALKS } else { 1 } {
            self.fill(&mut table, 0..=self.units.len());
            if self.best(&table, self.beginning()).total + WORTH_A_WALK >= cost {
                break;
            }
            let (other_cost, other) = self.walk(&mut table);
            if other_cost < cost {
                (cost, pages) = (other_cost, other);
            }
        }
        // What the search did not foresee may have led it astray; taking what fits is one more path.
        if pages.thin > 0 && self.goal == PageGoal::ANY && self.breaks == PageBreaks::Optimal {
            let first_fit = Paginator { breaks: PageBreaks::FirstFit, ..*self };
            let (least, other) = first_fit.walk(&mut Table::default());
            if least < cost {
                return Some(other);
            }
        }
        Some(pages)
    }

    /// The walk along the path that is cheapest by what is known, with its cost. Where a division turns out dearer than
    /// was thought, the walk goes back a few pages and chooses its way from there anew.
    fn walk(&self, table: &mut Table) -> (Price, Pages) {
        let mut filling = Filling::new(self);
        let mut returns = MOST_RETURNS * self.units.len();
        while !filling.is_done() {
            let state = filling.state();
            let thought = self.best(table, state);
            let found = self.settled(table, state, thought);
            if found.total > thought.total + SURPRISE && returns > 0 && self.breaks == PageBreaks::Optimal {
                returns -= 1;
                filling.back(PAGES_BACK);
                self.fill(table, filling.state().unit..=state.unit);
                continue;
            }
            filling.take(found.step, found.cost);
        }
        (filling.cost, filling.finish())
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

    /// What it costs to come to the end from each state.
    fn table(&self) -> Table {
        if self.breaks == PageBreaks::FirstFit {
            return Table::default();
        }
        let units = self.units.len();
        let mut table = Table::new(units, self.strips.len(), self.page.rows, self.goal);
        self.fill(&mut table, 0..=units);
        table
    }

    /// The costs from the states before these units, from the last back; those of the states behind them are known.
    fn fill(&self, table: &mut Table, units: RangeInclusive<usize>) {
        let begun = self.pages_begun();
        let mut offers = Vec::new();
        for unit in units.rev() {
            let prospects = self.prospects(unit);
            let keys = self.keys(begun[unit].clone());
            for strips in (0..=self.strips.len()).rev() {
                // A full page comes first: every other row may lead to a new one.
                for row in std::iter::once(None).chain((0..=self.page.rows).map(Some)) {
                    let state = State { unit, strips, row, ..self.beginning_of_page() };
                    self.offers_of(state, &prospects, &mut offers);
                    self.fill_place(table, state, &offers, &keys);
                }
            }
        }
    }

    /// The costs from one place, for all keys.
    fn fill_place(&self, table: &mut Table, state: State, offers: &[Offer], keys: &[Key]) {
        let place = table.place(state);
        let end = self.is_end(state).then(|| self.end_cost(state));
        let end_of = |key: &Key| end.map(|(cost, white)| cost + self.ended(key.0, white));
        let ahead: Vec<Ahead> = offers.iter().map(|offer| self.ahead(table, offer.next)).collect();
        for key in keys {
            let mut best = match end_of(key) {
                Some(total) if key.1 == 0 => Onward { total, ..NO_WAY },
                _ => NO_WAY,
            };
            for (offer, ahead) in offers.iter().zip(&ahead) {
                let total = self.total(table, offer, ahead, *key).1;
                best.total = best.total.min(total);
                if !matches!(offer.step, Step::NewPage) {
                    best.staying = best.staying.min(total);
                }
            }
            table.set(place, *key, best);
        }
    }

    fn ahead(&self, table: &Table, next: State) -> Ahead {
        let end = self.is_end(next).then(|| self.end_cost(next));
        let lacks = next.lack != 0;
        let turned = if lacks && end.is_none() { self.turned(next) } else { None };
        Ahead { end, place: table.place(next), lacks, turned: turned.map(|turned| (turned, table.place(turned.next))) }
    }

    /// What an offer costs on a page of this key, alone and to the end.
    fn total(&self, table: &Table, offer: &Offer, ahead: &Ahead, (side, left): Key) -> (Price, Price) {
        let (facing, side, left) = self.turn(offer.turn, side, left);
        let cost = offer.cost + facing;
        (cost, cost + self.onward(table, ahead, (side, left)))
    }

    /// What it costs to come to the end from there, by what the table knows.
    fn onward(&self, table: &Table, ahead: &Ahead, key: Key) -> Price {
        if let Some((end, white)) = ahead.end {
            return if key.1 == 0 { end + self.ended(key.0, white) } else { UNKNOWN };
        }
        let known = table.get(ahead.place, key);
        if !ahead.lacks {
            return known.total;
        }
        let turned = ahead.turned.as_ref().map_or(UNKNOWN, |(offer, place)| {
            let (facing, side, left) = self.turn(offer.turn, key.0, key.1);
            offer.cost + facing + table.get(*place, (side, left)).total
        });
        known.staying.min(turned)
    }

    /// What the last page's foot costs beside the foot that it faces.
    fn ended(&self, side: Side, white: u32) -> Price {
        if self.page.facing { side.ended(white) } else { 0 }
    }

    fn beginning_of_page(&self) -> State {
        State { row: None, top: 0, ..self.beginning() }
    }

    /// How many pages may be begun before each unit, and after the last: those that all rows fill where they are as few as
    /// can be, up to those where a third of each page is white.
    fn pages_begun(&self) -> Vec<RangeInclusive<usize>> {
        let strips: i32 = self.strips.iter().map(|strip| strip.extent + strip.gap.most).sum();
        let page = self.page.rows.max(1);
        let (mut least, mut most) = (0, self.first_row + strips);
        let mut begun = vec![0..=(most / page) as usize + 1];
        for unit in self.units {
            let extents = (0..unit.variants()).map(|variant| unit.extent_of(variant).0);
            least += extents.min().unwrap_or(0);
            most += unit.extent + unit.gap.rows + unit.after.unwrap_or(0) + if unit.new_page { page } else { 0 };
            begun.push((least / page) as usize..=(most + most / 2) as usize / page as usize + 2);
        }
        begun
    }

    /// Sides of a page with pages left to begin, where so many may be begun; both go by the page's number.
    fn keys(&self, begun: RangeInclusive<usize>) -> Vec<Key> {
        let goal = self.goal;
        let counts = begun.take(goal.of);
        let pages = counts.map(|begun| (goal.after(goal.at_start(), begun), self.first_number + begun));
        let of_page = |(left, number): (usize, usize)| {
            // Where the count tells nothing of the number, both sides may be.
            let fits = move |side: &Side| !goal.of.is_multiple_of(2) || side.is_left() == number.is_multiple_of(2);
            Side::all().filter(fits).map(move |side| (side, left))
        };
        pages.flat_map(of_page).collect()
    }

    fn offers_of(&self, state: State, prospects: &[Option<Prospect>], offers: &mut Vec<Offer>) {
        offers.clear();
        if !self.is_end(state) {
            self.offers(state, prospects, &mut |offer| offers.push(offer));
        }
    }

    /// The cheapest way on.
    fn best(&self, table: &Table, state: State) -> Way {
        let mut offers = Vec::new();
        self.offers_of(state, &self.prospects(state.unit), &mut offers);
        let way = |offer: &Offer| {
            let (cost, total) = self.total(table, offer, &self.ahead(table, offer.next), (state.side, state.left));
            let total = if self.breaks == PageBreaks::FirstFit { offer.step.rank() } else { total };
            Way { total, cost, step: offer.step }
        };
        let none = Way { total: UNKNOWN, cost: NEVER, step: Step::NewPage };
        offers.iter().map(way).fold(none, |best, way| if way.total < best.total { way } else { best })
    }

    /// Everything is placed.
    fn is_end(&self, state: State) -> bool {
        state.unit == self.units.len() && state.strips == self.strips.len()
    }
}

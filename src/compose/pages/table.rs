//! The table of pagination's search: what it costs to come to the end from each state.
//!
//! A state is (units placed, strips placed, last row used) with a key: the page's side and the pages still to begin. The
//! latter counts only where the number of pages matters ([`PageGoal`]).

use super::problem::{State, UNKNOWN};
use super::side::Side;
use crate::ledger::Price;

/// How many pages the story may have: `pages`, or so many more or fewer times `of`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PageGoal {
    pub of: usize,
    pub pages: usize,
}

impl PageGoal {
    /// As many as it takes.
    pub const ANY: PageGoal = PageGoal { of: 1, pages: 0 };

    /// Pages to begin after the first.
    pub fn at_start(self) -> usize {
        (self.pages + self.of - 1) % self.of
    }

    /// Pages to begin when this many were begun.
    pub fn after(self, left: usize, begun: usize) -> usize {
        (left + self.of - begun % self.of) % self.of
    }
}

/// The side of a page and the pages left to begin.
pub type Key = (Side, usize);

pub const NO_WAY: Onward = Onward { total: UNKNOWN, staying: UNKNOWN };

/// What it costs to come to the end.
#[derive(Clone, Copy)]
pub struct Onward {
    pub total: Price,
    /// Where the next step is not a new page.
    pub staying: Price,
}

/// Costs to the end from each state whose columns end alike.
#[derive(Default)]
pub struct Table {
    strips: usize,
    rows: usize,
    keys: usize,
    cost: Vec<Onward>,
}

impl Table {
    pub fn new(units: usize, strips: usize, rows: i32, goal: PageGoal) -> Table {
        let (rows, keys) = (rows as usize + 2, goal.of * Side::COUNT);
        let cost = vec![NO_WAY; (units + 1) * (strips + 1) * rows * keys];
        Table { strips, rows, keys, cost }
    }

    /// Where the costs from a state begin, those of all sides and numbers of pages left.
    pub fn place(&self, state: State) -> usize {
        let row = state.row.map_or(0, |row: i32| row.max(0) as usize + 1);
        ((state.unit * (self.strips + 1) + state.strips) * self.rows + row) * self.keys
    }

    pub fn get(&self, place: usize, (side, left): Key) -> Onward {
        self.cost.get(place + left * Side::COUNT + side.index()).copied().unwrap_or(NO_WAY)
    }

    pub fn set(&mut self, place: usize, (side, left): Key, cost: Onward) {
        if let Some(known) = self.cost.get_mut(place + left * Side::COUNT + side.index()) {
            *known = cost;
        }
    }
}

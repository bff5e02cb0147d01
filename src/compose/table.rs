//! The table of pagination's search: what it costs to come to the end from each state.
//!
//! A state is (units placed, strips placed, last row used, pages still to begin). The last counts only where the
//! number of pages matters ([`PageGoal`]).

use super::pagination::{State, UNKNOWN};
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

const NO_WAY: Onward = Onward { total: UNKNOWN, staying: UNKNOWN };

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
    units: usize,
    strips: usize,
    rows: usize,
    cost: Vec<Onward>,
}

impl Table {
    /// Filled from the end: `best` gives a state's cost from those of the states after it.
    pub fn fill(
        units: usize,
        strips: usize,
        rows: i32,
        goal: PageGoal,
        best: impl Fn(&Table, State) -> Onward,
    ) -> Table {
        let width = rows as usize + 2;
        let cost = vec![NO_WAY; goal.of * (units + 1) * (strips + 1) * width];
        let mut table = Table { units, strips, rows: width, cost };
        for unit in (0..=units).rev() {
            for placed in (0..=strips).rev() {
                // A full page comes first: every other row may lead to a new one.
                for left in 0..goal.of {
                    table.fill_row(State { unit, strips: placed, row: None, lack: 0, top: 0, left }, &best);
                }
                for left in 0..goal.of {
                    for row in 0..=rows {
                        table.fill_row(State { unit, strips: placed, row: Some(row), lack: 0, top: 0, left }, &best);
                    }
                }
            }
        }
        table
    }

    fn fill_row(&mut self, state: State, best: impl Fn(&Table, State) -> Onward) {
        let cost = best(self, state);
        let index = self.index(state);
        self.cost[index] = cost;
    }

    fn index(&self, state: State) -> usize {
        let row = state.row.map_or(0, |row: i32| row.max(0) as usize + 1);
        ((state.left * (self.units + 1) + state.unit) * (self.strips + 1) + state.strips) * self.rows + row
    }

    pub fn get(&self, state: State) -> Onward {
        self.cost.get(self.index(state)).copied().unwrap_or(NO_WAY)
    }
}

//! The problem that pagination solves: units and strips in order, pages of so many rows; a state on the way, a step from
//! it, and the pages that come of them.

use super::division::Divide;
use super::side::Side;
use super::table::PageGoal;
use crate::compose::panel::Divided;
use crate::compose::solver::Solution;
use crate::compose::unit::{MeasuredColumns, Unit};
use crate::ledger::Price;
use crate::resolve::document::PageGeometry;
use std::sync::Arc;

/// More than any way costs.
pub const UNKNOWN: Price = Price::MAX / 8;

/// Rows that both parts of a divided band have at least; text that runs on has two.
const LEAST_PART: i32 = 4;
const LEAST_PART_RUNNING_ON: i32 = 2;

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
#[derive(Clone, Copy, Debug)]
pub struct State {
    /// Units and strips that are placed.
    pub unit: usize,
    pub strips: usize,
    pub row: Row,
    /// Rows that the columns together end above that row.
    pub lack: i32,
    /// First row at the top of the page, where it is not the unit's own.
    pub top: i32,
    /// The page's side, and how the page beside it ends.
    pub side: Side,
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
    pub fn rank(self) -> Price {
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

/// The last row above the first one of the story's frame, where the page's master has texts of its own.
pub fn above(first_row: i32) -> i32 {
    (first_row - 1).max(0)
}

pub struct Paginator<'u, 'a> {
    pub units: &'u [&'u Unit<'a>],
    pub strips: &'u [Unit<'a>],
    pub page: &'u PageGeometry,
    /// Number of the first page.
    pub first_number: usize,
    /// First row of the first page's frame.
    pub first_row: i32,
    /// The first page has a master of its own.
    pub first_master: bool,
    /// Dividing a band costs nothing.
    pub continuous: bool,
    pub goal: PageGoal,
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

impl<'u> Paginator<'u, '_> {
    /// Before anything stands.
    pub fn beginning(&self) -> State {
        let (top, side) = (self.first_row, Side::of_first(self.first_number));
        State { unit: 0, strips: 0, row: None, lack: 0, top, side, left: self.goal.at_start() }
    }

    pub fn least_part(&self) -> i32 {
        if self.continuous { LEAST_PART_RUNNING_ON } else { LEAST_PART }
    }

    /// The fewest rows of text that a divided band has on its first page.
    pub fn least_rows_here(&self, columns: &MeasuredColumns) -> i32 {
        self.least_part().max(columns.portrait.as_ref().map_or(0, |portrait| portrait.rows))
    }

    /// A band that is to be divided after so many rows.
    pub fn divide(&self, columns: &MeasuredColumns, here: i32) -> Divide<'u> {
        let (least_here, least_part) = (self.least_rows_here(columns), self.least_part());
        Divide { page: self.page, here, least_here, least_part, anyhow: false }
    }
}

//! Pagination: which units stand on which page, and in which row.
//!
//! In: measured [`Unit`]s. Out: [`PagePlan`]s. A shortest path over (unit, photographs placed, row) chooses page
//! breaks by the costs below, taking a band that is divided for as long as it is in one piece; bands on the path that
//! are divided are then set exactly, and the search goes on from there.

use super::solver::{Solution, Solver};
use super::unit::{Body, MeasuredColumns, Unit};
use crate::resolve::document::PageGeometry;
use std::rc::Rc;

/// Costs are squares of empty rows: one page with ten empty rows is worse than two with five.
mod cost {
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
    /// Each row by which a gap is smaller than the layout wants.
    pub const TIGHT: f64 = 4.0;
    /// A last page with less than a quarter of its rows, each row squared.
    pub const SHORT_END: f64 = 0.5;
}

/// Rows that both parts of a divided band have at least.
const LEAST_PART: i32 = 4;
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

/// A way to go on from a state.
#[derive(Clone, Copy)]
enum Step {
    Place { start: i32, tight: bool },
    Divide { start: i32, tight: bool },
    Strip { start: i32 },
    NewPage,
}

/// The last row used; `None` at the top of a page.
type Row = Option<i32>;

pub struct Paginator<'u, 'a> {
    pub units: &'u [Unit<'a>],
    pub strips: &'u [Unit<'a>],
    pub page: &'u PageGeometry,
    /// First row of the first page's frame.
    pub first_row: i32,
    /// The first page has a master of its own.
    pub first_master: bool,
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
    pub fn paginate(&self) -> Vec<PagePlan> {
        let table = self.table();
        let mut walk = Walk {
            paginator: self,
            pages: vec![PagePlan { first: self.first_master, ..PagePlan::default() }],
            unit: 0,
            strips: 0,
            row: None,
            top: self.first_row,
        };
        while walk.unit < self.units.len() || walk.strips < self.strips.len() {
            let step = self.best(&table, walk.unit, walk.strips, walk.row, walk.top).1;
            match step {
                // Nothing fits an empty page: take it as it is rather than turn pages for ever.
                Step::NewPage if walk.row.is_none() && walk.top == 0 => walk.take_anything(),
                step => walk.take(step),
            }
        }
        if let Some(last) = walk.pages.last_mut() {
            last.open = true;
        }
        walk.pages.retain(|page| !page.units.is_empty() || page.first);
        for page in &mut walk.pages {
            spread(page, self);
        }
        walk.pages
    }

    fn table(&self) -> Table {
        let rows = self.page.rows as usize + 2;
        let strips = self.strips.len();
        let mut table = Table { strips, rows, cost: vec![f64::INFINITY; (self.units.len() + 1) * (strips + 1) * rows] };
        for unit in (0..=self.units.len()).rev() {
            for placed in (0..=strips).rev() {
                let states = [None].into_iter().chain((0..=self.page.rows).map(Some));
                for row in states {
                    let (cost, _) = self.best(&table, unit, placed, row, 0);
                    let index = table.index(unit, placed, row);
                    table.cost[index] = cost;
                }
            }
        }
        table
    }

    /// The cheapest way on. `top` is the first row at the top of the page.
    fn best(&self, table: &Table, unit: usize, strips: usize, row: Row, top: i32) -> (f64, Step) {
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
                self.offer_unit(table, unit, strips, row, top, tight, &mut offer);
            }
        }
        if strips < self.strips.len() && self.may_strip(unit) && (row.is_some() || unit == self.units.len()) {
            for tight in [false, true] {
                let strip = &self.strips[strips];
                let start = self.start(strip, unit.checked_sub(1), row, top, tight);
                let end = start + strip.extent;
                if end <= self.page.rows {
                    // What follows goes to the next page: a strip stands at the foot.
                    let goes_on = unit < self.units.len();
                    let row = if goes_on { self.page.rows } else { end };
                    let empty = if goes_on { self.page_cost(Some(end)) } else { 0.0 };
                    let cost = empty + if tight { cost::TIGHT } else { 0.0 };
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

    #[expect(clippy::too_many_arguments, reason = "a state and what is done with it")]
    fn offer_unit(
        &self,
        table: &Table,
        unit: usize,
        strips: usize,
        row: Row,
        top: i32,
        tight: bool,
        offer: &mut impl FnMut(f64, Step),
    ) {
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
        if let Some((rest, cost)) = self.division(this, start) {
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

    /// Rows of text that a divided band has on its first page.
    fn rows_here(&self, unit: &Unit, start: i32) -> Option<i32> {
        let Body::Columns(columns) = &unit.body else { return None };
        let rows = columns.whole.as_ref()?.regions[0];
        let room = self.page.rows - (start + columns.head.rows) + 1;
        let here = room.min(rows - LEAST_PART);
        let least = LEAST_PART.max(columns.portrait.map_or(0, |portrait| portrait.rows));
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
        let mut cost = cost::DIVIDED + self.page_cost(Some(empty_from));
        if here < SCRAP_ROWS || rest < SCRAP_ROWS {
            cost += cost::SCRAP;
        }
        if rows < SHORT_BAND {
            cost += cost::SCRAP;
        }
        Some((rest.max(1), cost))
    }

    fn page_cost(&self, row: Row) -> f64 {
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

/// Pages in the making.
struct Walk<'p, 'u, 'a> {
    paginator: &'p Paginator<'u, 'a>,
    pages: Vec<PagePlan>,
    unit: usize,
    strips: usize,
    row: Row,
    top: i32,
}

impl Walk<'_, '_, '_> {
    fn take(&mut self, step: Step) {
        match step {
            Step::NewPage => {
                let forced = self.paginator.units.get(self.unit).is_some_and(|unit| unit.new_page);
                if let Some(page) = self.pages.last_mut() {
                    page.open = forced;
                }
                self.new_page();
            }
            Step::Strip { start } => {
                let strip = &self.paginator.strips[self.strips];
                let index = self.strips;
                self.strips += 1;
                let used = self.row.map_or(0, |row| start - row);
                self.push(index, true, start, start + strip.extent, strip.gap.most - used, None);
                if self.unit < self.paginator.units.len() {
                    self.row = Some(self.paginator.page.rows);
                }
            }
            Step::Place { start, tight } => self.place(start, tight),
            Step::Divide { start, tight } => self.divide(start, tight),
        }
    }

    fn take_anything(&mut self) {
        if self.unit < self.paginator.units.len() {
            self.place(self.paginator.units[self.unit].top, false);
        } else {
            self.take(Step::Strip { start: 1 });
        }
    }

    fn new_page(&mut self) {
        self.pages.push(PagePlan::default());
        self.row = None;
        self.top = 0;
    }

    fn push(
        &mut self,
        unit: usize,
        strip: bool,
        start: i32,
        end: i32,
        stretch: i32,
        part: Option<(Rc<Solution>, usize)>,
    ) {
        if let Some(page) = self.pages.last_mut() {
            let stretch = if page.units.is_empty() { 0 } else { stretch };
            page.units.push(PlacedUnit { unit, strip, start, end, stretch, part });
        }
        self.row = Some(end);
        self.top = 0;
    }

    /// How much wider the gap before the next unit may become.
    fn stretch(&self, tight: bool) -> i32 {
        let unit = &self.paginator.units[self.unit];
        let fixed = self.unit.checked_sub(1).is_some_and(|last| self.paginator.units[last].after.is_some());
        match (fixed, tight) {
            (true, _) => 0,
            (false, true) => unit.gap.most - unit.gap.least,
            (false, false) => unit.gap.most - unit.gap.rows,
        }
    }

    fn place(&mut self, start: i32, tight: bool) {
        let unit = &self.paginator.units[self.unit];
        let part = match &unit.body {
            Body::Columns(columns) => columns.whole.as_ref().map(|whole| (Rc::new(whole.clone()), 0)),
            _ => None,
        };
        let stretch = self.stretch(tight);
        self.push(self.unit, false, start, start + unit.extent, stretch, part);
        self.unit += 1;
    }

    /// A band with this many rows on its first page. Where that leaves a scrap for the last page, the page before it
    /// gives up the rows that are missing.
    fn set_over_pages(&self, columns: &MeasuredColumns, here: i32) -> Option<Solution> {
        let page = self.paginator.page;
        let mut prefix = vec![here];
        let mut first = None;
        loop {
            let (material, portrait) = (&columns.material, columns.portrait);
            let solver = Solver { material, page, portrait, prefix: &prefix, least_rows: 1 };
            let Some(solution) = solver.solve() else { return first };
            let last = solution.regions.last().copied().unwrap_or(0);
            let before = prefix.last_mut().filter(|rows| last < LEAST_PART && **rows > 2 * LEAST_PART);
            if last > page.rows {
                prefix.push(page.rows);
            } else if let (Some(rows), None) = (before, &first) {
                *rows -= LEAST_PART - last;
                first = Some(solution);
            } else {
                return Some(solution);
            }
        }
    }

    /// Sets a band over this page and the next ones.
    fn divide(&mut self, start: i32, tight: bool) {
        let unit = &self.paginator.units[self.unit];
        let Body::Columns(columns) = &unit.body else { return };
        let here = self.paginator.rows_here(unit, start).unwrap_or(LEAST_PART);
        let solution = self.set_over_pages(columns, here);
        let Some(solution) = solution.or_else(|| columns.whole.clone()) else {
            self.unit += 1;
            return;
        };
        let solution = Rc::new(solution);
        let stretch = self.stretch(tight);
        let index = self.unit;
        for (region, rows) in solution.regions.iter().enumerate() {
            let part = Some((solution.clone(), region));
            if region == 0 {
                self.push(index, false, start, start + columns.head.rows + rows - 1, stretch, part);
            } else {
                self.new_page();
                self.push(index, false, 1, *rows, 0, part);
            }
        }
        self.unit += 1;
    }
}

/// Spreads a page's empty rows over its gaps, then sinks its title, then moves what belongs at the foot there.
fn spread(page: &mut PagePlan, paginator: &Paginator) {
    let Some(last) = page.units.last() else { return };
    let mut empty = paginator.page.rows - last.end;
    let at_foot = last.strip || matches!(paginator.units[last.unit].body, Body::Banner(_));
    if page.open && !at_foot {
        return;
    }
    let mut more = vec![0; page.units.len()];
    // The gap that is farthest from its most gets the next row, so that gaps end alike.
    while empty > 0 {
        let room = |index: &usize| page.units[*index].stretch - more[*index];
        let Some(widest) = (0..page.units.len()).rev().max_by_key(room).filter(|index| room(index) > 0) else { break };
        more[widest] += 1;
        empty -= 1;
    }
    if let Some(first) = page.units.first().filter(|first| !first.strip)
        && let Body::Title(title) = &paginator.units[first.unit].body
    {
        let sink = empty.min(title.sink_more);
        more[0] += sink;
        empty -= sink;
    }
    if at_foot && let Some(last) = more.last_mut() {
        *last += empty;
    }
    let mut down = 0;
    for (unit, more) in page.units.iter_mut().zip(more) {
        down += more;
        unit.start += down;
        unit.end += down;
    }
}

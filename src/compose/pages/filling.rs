//! Filling pages along the path that pagination chose, with divided bands set exactly.
//!
//! In: steps. Out: [`PagePlan`]s, their empty rows spread over gaps, title and foot.

use super::division::{Divide, Division};
use super::facing;
use super::problem::{PagePlan, Pages, Paginator, PlacedUnit, Row, State, Step, above};
use super::side::Side;
use crate::compose::unit::Body;
use crate::ledger::Price;
use crate::resolve::document::Gap;

/// Empty rows at the end of a part over which a strip or a banner moves to the foot.
const FREE_ROWS: i32 = 4;

/// A last page with no more white than so many hundredths is spread like any other: less than that looks like a slip.
const MOST_SPREAD_AT_END: i32 = 18;

/// Pages in the making.
pub struct Filling<'p, 'u, 'a> {
    paginator: &'p Paginator<'u, 'a>,
    /// What the steps cost, with divisions as they were set.
    pub cost: Price,
    variants: usize,
    pages: Vec<PagePlan>,
    unit: usize,
    strips: usize,
    row: Row,
    lack: i32,
    top: i32,
    side: Side,
    /// Pages still to begin, as far as the goal counts them.
    left: usize,
    /// Before each step.
    marks: Vec<Mark>,
}

/// A place on the way to which filling may go back.
#[derive(Clone, Copy)]
struct Mark {
    state: State,
    cost: Price,
    variants: usize,
    /// Pages, and units on the last of them.
    pages: usize,
    units: usize,
}

impl<'p, 'u, 'a> Filling<'p, 'u, 'a> {
    pub fn new(paginator: &'p Paginator<'u, 'a>) -> Self {
        let pages = vec![PagePlan { first: paginator.first_master, ..PagePlan::default() }];
        let State { side, left, top, .. } = paginator.beginning();
        Filling {
            paginator,
            cost: 0,
            variants: 0,
            pages,
            unit: 0,
            strips: 0,
            row: None,
            lack: 0,
            top,
            side,
            left,
            marks: Vec::new(),
        }
    }

    pub fn is_done(&self) -> bool {
        self.unit >= self.paginator.units.len() && self.strips >= self.paginator.strips.len()
    }

    pub fn state(&self) -> State {
        let Filling { unit, strips, row, lack, top, side, left, .. } = *self;
        State { unit, strips, row, lack, top, side, left }
    }

    /// The pages, with their empty rows spread.
    pub fn finish(mut self) -> Pages {
        let rows = self.paginator.page.rows;
        if let Some(last) = self.pages.last_mut() {
            let end = last.units.last().map_or(0, |last| last.end);
            last.open = (rows - end) * 100 > rows * MOST_SPREAD_AT_END;
        }
        self.pages.retain(|page| !page.units.is_empty() || page.first);
        let leaves = facing::leaves(&self.pages, self.paginator);
        for (page, leave) in self.pages.iter_mut().zip(leaves) {
            spread(page, self.paginator, leave);
        }
        let is_thin =
            |page: &&PagePlan| page.units.last().is_none_or(|last| self.paginator.is_thin(last.end, last.lack));
        let before_last = self.pages.split_last().map_or(&[][..], |(_, before)| before);
        Pages {
            thin: before_last.iter().filter(is_thin).count(),
            variants: self.variants,
            cost: self.cost,
            plans: self.pages,
        }
    }

    /// Goes back to the first step on the page that stands so many before the last one.
    pub fn back(&mut self, pages: usize) {
        let first = self.pages.len().saturating_sub(pages);
        let at = self.marks.partition_point(|mark| mark.pages < first);
        let Some(mark) = self.marks.get(at).copied() else { return };
        self.marks.truncate(at);
        self.pages.truncate(mark.pages);
        if let Some(last) = self.pages.last_mut() {
            last.units.truncate(mark.units);
            last.open = false;
        }
        (self.cost, self.variants) = (mark.cost, mark.variants);
        let State { unit, strips, row, lack, top, side, left } = mark.state;
        (self.unit, self.strips, self.row, self.lack) = (unit, strips, row, lack);
        (self.top, self.side, self.left) = (top, side, left);
    }

    /// Takes a step that costs so much.
    pub fn take(&mut self, step: Step, cost: Price) {
        let units = self.pages.last().map_or(0, |page| page.units.len());
        let (pages, variants) = (self.pages.len(), self.variants);
        self.marks.push(Mark { state: self.state(), cost: self.cost, variants, pages, units });
        self.cost += cost;
        match step {
            // Nothing fits an empty page: take it as it is rather than turn pages for ever.
            Step::NewPage if self.row.is_none() && self.top == 0 => self.take_anything(),
            Step::NewPage => {
                let forced = self.paginator.units.get(self.unit).is_some_and(|unit| unit.new_page);
                if let Some(page) = self.pages.last_mut() {
                    page.open = forced;
                }
                self.new_page();
            }
            Step::Strip { start, variant } => self.strip(start, variant),
            Step::Place { start, variant } => self.place(start, variant),
            Step::Divide { start, here } => self.divide(start, here),
            Step::Split { start, place } => self.split(start, place),
        }
    }

    fn strip(&mut self, start: i32, variant: usize) {
        let strip = &self.paginator.strips[self.strips];
        let index = self.strips;
        self.strips += 1;
        let (wide, stretch) = self.row.map_or((0, 0), |row| of_gap(strip.gap, start - row));
        let end = start + strip.extent_of(variant).0;
        self.push(PlacedUnit { unit: index, strip: true, start, end, lack: 0, wide, stretch, part: None, split: None });
        let next = self.paginator.units.get(self.unit);
        if next.is_some_and(|next| !matches!(next.body, Body::Note(_))) {
            self.row = Some(self.paginator.page.rows);
        }
    }

    fn take_anything(&mut self) {
        if self.unit < self.paginator.units.len() {
            self.place(self.paginator.units[self.unit].top, 0);
        } else {
            self.strip(1, 0);
        }
    }

    fn new_page(&mut self) {
        let white = self.paginator.white(self.row.unwrap_or(above(self.top)), self.lack);
        let ends_part = self.pages.last().is_some_and(|page| page.open);
        self.side = if ends_part { self.side.after_part() } else { self.side.turned(white).0 };
        self.pages.push(PagePlan::default());
        self.left = self.paginator.goal.after(self.left, 1);
        self.row = None;
        self.lack = 0;
        self.top = 0;
    }

    fn push(&mut self, placed: PlacedUnit) {
        self.row = Some(placed.end);
        self.lack = placed.lack;
        self.top = 0;
        if let Some(page) = self.pages.last_mut() {
            let (wide, stretch) = if page.units.is_empty() { (0, 0) } else { (placed.wide, placed.stretch) };
            page.units.push(PlacedUnit { wide, stretch, ..placed });
        }
    }

    /// By how much the gap above what starts here is wider than the layout wants, and how much wider than that it may be.
    fn gap(&self, start: i32) -> (i32, i32) {
        let unit = self.paginator.units[self.unit];
        let fixed = self.unit.checked_sub(1).is_some_and(|last| self.paginator.units[last].after.is_some());
        match self.row.filter(|_| !fixed) {
            Some(row) => of_gap(unit.gap, start - row),
            None => (0, 0),
        }
    }

    fn place(&mut self, start: i32, variant: usize) {
        let unit = self.paginator.units[self.unit];
        let part = match &unit.body {
            Body::Columns(columns) => columns.variants.get(variant).map(|variant| (variant.solution.clone(), 0)),
            _ => None,
        };
        let (wide, stretch) = self.gap(start);
        self.variants += usize::from(variant > 0);
        let end = start + unit.extent_of(variant).0;
        let lack = unit.short_of(variant).lack(unit.above(start, self.row), end);
        self.push(PlacedUnit { unit: self.unit, strip: false, start, end, lack, wide, stretch, part, split: None });
        self.unit += 1;
    }

    /// A panel over this page and the next one.
    fn split(&mut self, start: i32, place: usize) {
        let unit = self.paginator.units[self.unit];
        let Some(divided) = unit.divisions().get(place).copied() else { return self.undivided(start) };
        let (wide, stretch) = self.gap(start);
        for (start, extent, second) in [(start, divided.extents.0, false), (1, divided.extents.1, true)] {
            if second {
                self.new_page();
            }
            let (end, split) = (start + extent, Some((divided, second)));
            self.push(PlacedUnit {
                unit: self.unit,
                strip: false,
                start,
                end,
                lack: 0,
                wide,
                stretch,
                part: None,
                split,
            });
        }
        self.unit += 1;
    }

    fn undivided(&mut self, start: i32) {
        if self.row.is_some() {
            self.new_page();
            self.place(self.paginator.units[self.unit].top, 0);
        } else {
            self.place(start, 0);
        }
    }

    /// Sets a band over this page and the next ones.
    fn divide(&mut self, start: i32, here: i32) {
        let unit = self.paginator.units[self.unit];
        let index = self.unit;
        let Body::Columns(columns) = &unit.body else { return };
        let above = unit.above(start, self.row);
        let divide = self.paginator.divide(columns, here);
        let division = columns.divided(&divide);
        let Division { solution, used, short, .. } = match division.solution {
            Some(_) => division,
            // The search had no better way.
            None => Divide { anyhow: true, ..divide }.best(columns),
        };
        let Some(solution) = solution else { return self.undivided(start) };
        let (wide, stretch) = self.gap(start);
        for (region, (rows, short)) in used.iter().zip(short).enumerate() {
            let part = Some((solution.clone(), region));
            let (start, above, end) = match region {
                0 => (start, above, start + columns.head.rows + rows - 1),
                _ => (1, 0, *rows),
            };
            if region > 0 {
                self.new_page();
            }
            let lack = short.lack(above, end);
            self.push(PlacedUnit { unit: index, strip: false, start, end, lack, wide, stretch, part, split: None });
        }
        self.unit += 1;
    }
}

/// By how much a gap is wider than wanted, and how much wider than that it may be.
fn of_gap(gap: Gap, rows: i32) -> (i32, i32) {
    let wide = (rows - gap.rows).max(0);
    (wide, (gap.most - (rows - wide)).max(0))
}

/// Whether what stands last on a page belongs at its foot.
pub fn is_of_foot(page: &PagePlan, paginator: &Paginator) -> bool {
    let banner = |last: &PlacedUnit| matches!(paginator.units[last.unit].body, Body::Banner(_));
    page.units.last().is_some_and(|last| last.strip || banner(last))
}

/// Rows by which a page's title may sink.
pub fn sink(page: &PagePlan, paginator: &Paginator) -> i32 {
    match page.units.first().filter(|first| !first.strip).map(|first| &paginator.units[first.unit].body) {
        Some(Body::Title(title)) => title.sink_more,
        _ => 0,
    }
}

/// Takes the rows back by which gaps are wider than the layout wants, so that all gaps share in them; gives their number.
fn narrowed(page: &mut PagePlan) -> i32 {
    let mut up = 0;
    for placed in &mut page.units {
        up += std::mem::take(&mut placed.wide);
        placed.start -= up;
        placed.end -= up;
    }
    up
}

/// Spreads a page's empty rows but those that it is to leave at its foot over its gaps, then sinks its title, then moves
/// what belongs at the foot there.
fn spread(page: &mut PagePlan, paginator: &Paginator, leave: i32) {
    let Some((strip, last, end)) = page.units.last().map(|last| (last.strip, last.unit, last.end)) else { return };
    let mut empty = paginator.page.rows - end - leave;
    let at_foot = is_of_foot(page, paginator);
    if page.open && (!at_foot || empty > FREE_ROWS) {
        return;
    }
    // Nothing stands at a foot over a hole.
    let at_foot = at_foot && empty <= FREE_ROWS;
    empty += narrowed(page);
    let mut more = vec![0; page.units.len()];
    // The gap that is farthest from its most gets the next row, so that gaps end alike.
    while empty > 0 {
        let room = |index: &usize| page.units[*index].stretch - more[*index];
        let Some(widest) = (0..page.units.len()).rev().max_by_key(room).filter(|index| room(index) > 0) else { break };
        more[widest] += 1;
        empty -= 1;
    }
    let sink = empty.clamp(0, sink(page, paginator));
    more[0] += sink;
    empty -= sink;
    let mut grown = 0;
    if strip && let Body::Strip(strip) = &paginator.strips[last].body {
        grown = empty.min(strip.growth);
        empty -= grown;
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
    if let Some(last) = page.units.last_mut() {
        last.end += grown;
    }
}

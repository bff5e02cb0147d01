//! Filling pages along the path that pagination chose, with divided bands set exactly.
//!
//! In: steps. Out: [`PagePlan`]s, their empty rows spread over gaps, title and foot.

use super::pagination::{PagePlan, Paginator, PlacedUnit, Row, State, Step, cost};
use super::solver::{Solution, Solver};
use super::unit::{Body, MeasuredColumns};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Divided bands that were set already: the unit and its rows on the first page.
pub type Divided = BTreeMap<(usize, i32), Option<Rc<Solution>>>;

/// What a division may make worse, in rows; beyond that the band is kept whole.
const MOST_SPOILT: f64 = 40.0;

/// Pages in the making.
pub struct Filling<'p, 'u, 'a> {
    paginator: &'p Paginator<'u, 'a>,
    divided: &'p mut Divided,
    pages: Vec<PagePlan>,
    unit: usize,
    strips: usize,
    row: Row,
    top: i32,
}

impl<'p, 'u, 'a> Filling<'p, 'u, 'a> {
    pub fn new(paginator: &'p Paginator<'u, 'a>, divided: &'p mut Divided) -> Self {
        let pages = vec![PagePlan { first: paginator.first_master, ..PagePlan::default() }];
        Filling { paginator, divided, pages, unit: 0, strips: 0, row: None, top: paginator.first_row }
    }

    pub fn is_done(&self) -> bool {
        self.unit >= self.paginator.units.len() && self.strips >= self.paginator.strips.len()
    }

    pub fn state(&self) -> State {
        State { unit: self.unit, strips: self.strips, row: self.row, top: self.top }
    }

    /// The pages, with their empty rows spread.
    pub fn finish(mut self) -> Vec<PagePlan> {
        if let Some(last) = self.pages.last_mut() {
            last.open = true;
        }
        self.pages.retain(|page| !page.units.is_empty() || page.first);
        for page in &mut self.pages {
            spread(page, self.paginator);
        }
        self.pages
    }

    /// Takes a step; the error is a unit that cannot be divided well.
    pub fn take(&mut self, step: Step) -> Result<(), usize> {
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
            Step::Strip { start } => self.strip(start),
            Step::Place { start, tight } => self.place(start, tight),
            Step::Divide { start, tight } => self.divide(start, tight)?,
        }
        Ok(())
    }

    fn strip(&mut self, start: i32) {
        let strip = &self.paginator.strips[self.strips];
        let index = self.strips;
        self.strips += 1;
        let used = self.row.map_or(0, |row| start - row);
        self.push(index, true, start, start + strip.extent, strip.gap.most - used, None);
        let next = self.paginator.units.get(self.unit);
        if next.is_some_and(|next| !matches!(next.body, Body::Note(_))) {
            self.row = Some(self.paginator.page.rows);
        }
    }

    fn take_anything(&mut self) {
        if self.unit < self.paginator.units.len() {
            self.place(self.paginator.units[self.unit].top, false);
        } else {
            self.strip(1);
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

    fn undivided(&mut self, start: i32, tight: bool) {
        if self.row.is_some() {
            self.new_page();
            self.place(self.paginator.units[self.unit].top, false);
        } else {
            self.place(start, tight);
        }
    }

    /// A band with this many rows on its first page. Where that leaves a scrap for the last page, the page before it
    /// gives up the rows that are missing.
    fn set_over_pages(&self, columns: &MeasuredColumns, here: i32) -> Option<Solution> {
        let page = self.paginator.page;
        let least = self.paginator.least_part();
        let mut prefix = vec![here];
        let mut first = None;
        loop {
            let (material, portrait) = (&columns.material, columns.portrait);
            let solver = Solver { material, page, portrait, prefix: &prefix, least_rows: 1 };
            let Some(solution) = solver.solve() else { return first };
            let last = solution.regions.last().copied().unwrap_or(0);
            let before = prefix.last_mut().filter(|rows| last < least && **rows > 2 * least);
            if last > page.rows {
                prefix.push(page.rows);
            } else if let (Some(rows), None) = (before, &first) {
                *rows -= least - last;
                first = Some(solution);
            } else {
                return Some(solution);
            }
        }
    }

    /// Sets a band over this page and the next ones; an error if that spoils it and it could stand whole.
    fn divide(&mut self, start: i32, tight: bool) -> Result<(), usize> {
        let unit = &self.paginator.units[self.unit];
        let index = self.unit;
        let Body::Columns(columns) = &unit.body else { return Ok(()) };
        let here = self.paginator.rows_here(unit, start).unwrap_or(self.paginator.least_part());
        let solution = match self.divided.get(&(index, here)) {
            Some(known) => known.clone(),
            None => {
                let solution = self.set_over_pages(columns, here).map(Rc::new);
                self.divided.insert((index, here), solution.clone());
                solution
            }
        };
        let fits_whole = unit.top + unit.extent <= self.paginator.page.rows;
        let spoilt = |solution: &Rc<Solution>| {
            let faults = columns.whole.as_ref().map_or(0.0, Solution::faults);
            solution.faults() > faults + MOST_SPOILT
        };
        let solution = match solution {
            Some(solution) if !(fits_whole && spoilt(&solution)) => solution,
            _ if fits_whole => return Err(index),
            _ => {
                self.undivided(start, tight);
                return Ok(());
            }
        };
        let stretch = self.stretch(tight);
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
        Ok(())
    }
}

/// Spreads a page's empty rows over its gaps, then sinks its title, then moves what belongs at the foot there.
fn spread(page: &mut PagePlan, paginator: &Paginator) {
    let Some(last) = page.units.last() else { return };
    let mut empty = paginator.page.rows - last.end;
    let at_foot = last.strip || matches!(paginator.units[last.unit].body, Body::Banner(_));
    if page.open && (!at_foot || empty > cost::FREE_ROWS) {
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

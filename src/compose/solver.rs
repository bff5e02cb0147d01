//! Finds where the floats of a band stand and how its text is broken round them.
//!
//! In: [`Material`], the portrait, the rows of all pages but the last that the band stands on. Out: a [`Solution`]:
//! the least rows on the last page with balanced columns, a place for each float, the lines. Placement is a decision
//! made before the text is broken: a short list of places near a float's words is tried, each with total-fit lines,
//! and the cheapest is kept.

use super::columns::{Columns, Placement};
use super::feet::Widened;
use super::material::{FloatContent, FloatForm, FloatPlace, Material, edge_column};
use super::nudging::{Nudge, nudged};
use super::pieces::Pieces;
use super::placing::FLOAT_DISTANCE;
use super::price;
use super::wrap::{Stretch, least_measure};
use crate::resolve::document::{PageGeometry, Portrait};
use crate::text::slot::Slot;
use crate::text::{Broken, Goals, Piece, StoryFit, Strictness, fit_story, min_slots_estimate};
use std::cell::Cell;

/// Rows tried beyond the estimate for lines that break no rule, and for any lines at all.
const EXTRA_ROWS: i32 = 3;
const MOST_EXTRA_ROWS: i32 = 8;
/// Squares of slots after which floats are placed without a search: some thousand trials for a band that fills a page.
const MOST_SPENT: u64 = 8_000_000;
/// Times that all floats of a band may move once they have a place.
const MOST_ROUNDS: usize = 3;
/// Heights that are tried then, where the text can only be set anyhow.
const MOST_STEPS: i32 = 4;
/// Empty slots before the end that text set well may have.
pub const MOST_HOLES: u32 = 2;
/// The last column may end this many rows early where nothing better is found.
const MOST_SLACK: u16 = 8;

/// A band's columns with everything in place.
#[derive(Clone, Debug)]
pub struct Solution {
    /// Rows of each region.
    pub regions: Vec<i32>,
    pub placements: Vec<Option<Placement>>,
    pub slots: Vec<Slot>,
    pub fit: StoryFit,
    pub cost: f64,
    /// Empty rows round a block, which even the feet.
    pub widened: Option<Widened>,
    /// A block that stands a line or two from where it was written, which spares a lone line.
    pub nudged: Option<Nudge>,
}

impl Solution {
    /// What is wrong with it, in rows, without the price of the rows themselves.
    pub fn faults(&self) -> f64 {
        self.cost - price::ROW * f64::from(self.regions.last().copied().unwrap_or(0))
    }

    pub fn is_overfull(&self) -> bool {
        self.fit.stats.reached == Strictness::Overfull
    }

    /// The lines with their glyphs.
    pub fn set(&self, material: &Material) -> Broken {
        let mut pieces = Pieces::new(material, &self.placements);
        pieces.widen(self.widened);
        pieces.nudge(self.nudged);
        self.fit.set(&pieces.list, &self.slots)
    }
}

pub struct Solver<'a> {
    pub material: &'a Material,
    pub page: &'a PageGeometry,
    pub portrait: Option<&'a Portrait>,
    /// Rows of the regions before the last.
    pub prefix: &'a [i32],
    /// The last region is never shorter; if the text does not fill it, it may end early.
    pub least_rows: i32,
    /// Solutions that cost more are of no use.
    pub limit: f64,
    /// What setting text has cost so far, in squares of slots: a band with very many floats must not take for ever.
    pub spent: Cell<u64>,
    /// Some line cannot be set within the rules anywhere that was tried: from now on, lines as loose as they must be, or
    /// that stick out, count as one more way to set the text in even columns.
    pub overfull: Cell<bool>,
}

impl Solver<'_> {
    /// `None` only if the text cannot be set at all, such as a word wider than the column.
    pub fn solve(&self) -> Option<Solution> {
        let floats = 0..self.material.floats.len();
        let mut best = self.attempt(&vec![None; floats.len()], f64::INFINITY)?;
        for float in floats.clone() {
            if self.is_spent() {
                best = self.place_rest(float, &best)?;
                break;
            }
            best = self.place(float, &best, None)?;
        }
        // What was placed first did not know of the others: each may move again, until none does.
        let rounds = if floats.len() > 1 { MOST_ROUNDS } else { 0 };
        for _ in 0..rounds {
            let before = best.cost;
            for float in floats.clone().filter(|_| !self.is_spent()) {
                let bound = Some(best.cost);
                best = self.place(float, &best, bound).unwrap_or(best);
            }
            if best.cost >= before {
                break;
            }
        }
        Some(self.evened(best))
    }

    /// As [`Solver::solve`], from places that were good in other rows: each float may move once.
    pub fn solve_near(&self, placements: &[Option<Placement>]) -> Option<Solution> {
        let Some(mut best) = self.attempt(placements, f64::INFINITY) else { return self.solve() };
        best.cost += self.float_cost(&best);
        for float in 0..self.material.floats.len() {
            let bound = Some(best.cost);
            best = self.place(float, &best, bound).unwrap_or(best);
        }
        Some(self.evened(best))
    }

    /// The best solution with one float placed or moved; only one that costs less than the bound.
    fn place(&self, float: usize, base: &Solution, bound: Option<f64>) -> Option<Solution> {
        let mut best: Option<Solution> = None;
        let mut others = base.placements.clone();
        let before = others[float].take();
        for candidate in self.candidates(float, base, &others) {
            if Some(candidate) == before {
                continue;
            }
            // What is missing is that all floats have a place; a better one is worth no more time.
            if self.is_spent() && (best.is_some() || bound.is_some()) {
                break;
            }
            let mut placements = others.clone();
            placements[float] = Some(candidate);
            let least = best.as_ref().map(|best| best.cost).or(bound).unwrap_or(self.limit);
            let Some(mut solution) = self.attempt(&placements, least - self.form_cost(&placements)) else { continue };
            solution.cost += self.float_cost(&solution);
            if solution.cost < least {
                best = Some(solution);
            }
        }
        best
    }

    fn is_spent(&self) -> bool {
        self.spent.get() > MOST_SPENT
    }

    /// This float and all after it without a search: in the run of the text, or where their author wants them.
    fn place_rest(&self, first: usize, base: &Solution) -> Option<Solution> {
        let mut placements = base.placements.clone();
        let mut in_text = base.placements.clone();
        for float in first..placements.len() {
            let all = self.candidates(float, base, &placements);
            let plain = all.iter().find(|candidate| candidate.is_in_text());
            placements[float] = plain.or(all.first()).copied();
            in_text[float] = plain.copied().or_else(|| self.in_text(float, base));
        }
        let mut solution =
            self.attempt(&placements, f64::INFINITY).or_else(|| self.attempt(&in_text, f64::INFINITY))?;
        solution.cost += self.float_cost(&solution);
        Some(solution)
    }

    /// The fewest rows in which the text can be set well with the floats where they are, or else the least evil; of
    /// interest only if it costs less than the bound.
    fn attempt(&self, placements: &[Option<Placement>], bound: f64) -> Option<Solution> {
        let pieces = Pieces::new(self.material, placements).list;
        let estimate = self.estimate(&pieces, placements);
        let first = (estimate - 1).max(self.least_rows).max(self.rows_of_floats(placements)).max(1);
        let goals = |strictness, tail_slack| Goals { tail_slack, may_end_early: false, first: strictness, strictness };
        // Each row has its price: where that alone reaches the bound nothing can be won.
        let affordable = |last: &i32, fault: f64, bound: f64| price::ROW * f64::from(*last) + fault < bound;
        let well = |last| {
            let solution = self.set(&pieces, placements, last, goals(Strictness::Strict, 1))?;
            (solution.fit.stats.skipped <= MOST_HOLES).then_some(solution)
        };
        let rows = (first..=first + EXTRA_ROWS).take_while(|last| affordable(last, 0.0, bound));
        let mut best: Option<Solution> = None;
        for solution in rows.filter_map(well) {
            // A row more may spare a lone line beside a block, or a quote alone at a column's top or foot.
            let lone = solution.fit.stats.lone > 0 || self.written_quotes_cost(&solution.fit, &solution.slots) > 0.0;
            best = [best, Some(solution)].into_iter().flatten().min_by(|a, b| a.cost.total_cmp(&b.cost));
            if !lone {
                break;
            }
        }
        if best.is_some() {
            return best;
        }
        let worst = if self.overfull.get() { Strictness::Overfull } else { Strictness::Relaxed };
        for (strictness, extra, fault) in
            [(Strictness::Loose, EXTRA_ROWS, 0.0), (worst, MOST_EXTRA_ROWS, price::LEAST_FAULT)]
        {
            let mut best: Option<Solution> = None;
            for last in first..=first + extra {
                let least = best.as_ref().map_or(bound, |best| best.cost.min(bound));
                if !affordable(&last, fault, least) {
                    break;
                }
                let full = self.set(&pieces, placements, last, goals(strictness, 1));
                // Even columns are not worth that things are apart which belong together.
                let whole = full.as_ref().is_some_and(|full| full.fit.stats.split == 0);
                let uneven = || self.set(&pieces, placements, last, goals(strictness, MOST_SLACK));
                let uneven = if whole { None } else { uneven() };
                let all = [best, full, uneven].into_iter().flatten();
                best = all.reduce(|best, found| if found.cost < best.cost { found } else { best });
                // More rows hardly ever make a line fit that sticks out.
                if best.as_ref().is_some_and(Solution::is_overfull) {
                    break;
                }
            }
            if best.is_some() {
                return best;
            }
        }
        let found = self.anyhow(&pieces, placements, first, bound);
        if self.overfull.get() || !found.as_ref().is_some_and(Solution::is_overfull) {
            return found;
        }
        self.overfull.set(true);
        self.attempt(placements, bound)
    }

    /// The text in so many rows, with floats where they are.
    pub fn attempt_rows(&self, placements: &[Option<Placement>], last: i32, goals: Goals) -> Option<Solution> {
        let pieces = Pieces::new(self.material, placements).list;
        (last >= self.rows_of_floats(placements)).then(|| self.set(&pieces, placements, last, goals))?
    }

    /// As many rows as it takes, whatever the columns look like.
    fn anyhow(&self, pieces: &[Piece], placements: &[Option<Placement>], first: i32, bound: f64) -> Option<Solution> {
        let tallest = placements.iter().flatten().filter(|p| p.is_in_text()).map(|p| p.rows).max().unwrap_or(0);
        let goals = Goals { may_end_early: true, first: Strictness::Relaxed, ..Goals::default() };
        // The fewest rows are the most even ones; the last resort is more than anything can need.
        let step = if self.is_spent() { 1 + (MOST_EXTRA_ROWS + tallest) / MOST_STEPS } else { 1 };
        let near = (first..=first + MOST_EXTRA_ROWS + tallest).step_by(step as usize);
        let far = [2 * first + 2 * tallest, 4 * first + 4 * tallest + 16];
        // Lines that stick out are for texts that have no other way at all.
        let last_resort = Some(Strictness::Overfull).filter(|_| bound.is_infinite());
        [Strictness::Relaxed].into_iter().chain(last_resort).find_map(|strictness| {
            let goals = Goals { strictness, ..goals };
            let mut rows = near.clone().chain(far).filter(|rows| price::ROW * f64::from(*rows) < bound);
            rows.find_map(|rows| self.set(pieces, placements, rows, goals))
        })
    }

    fn set(&self, pieces: &[Piece], placements: &[Option<Placement>], last: i32, goals: Goals) -> Option<Solution> {
        let regions: Vec<i32> = self.prefix.iter().copied().chain([last]).collect();
        if regions.first().is_some_and(|rows| *rows < self.rows_of_initial()) {
            return None;
        }
        let placements = self.grounded(placements, &regions)?;
        let columns = Columns { page: self.page, regions: &regions, portrait: self.portrait };
        let mut slots = columns.slots(self.material, &placements);
        let goals = Goals { may_end_early: goals.may_end_early || last <= self.least_rows, ..goals };
        self.spent.set(self.spent.get() + (slots.len() as u64).pow(2));
        let fit = match self.fit_beside_portrait(pieces, &mut slots, last) {
            Some(fit) => fit,
            None => fit_story(pieces, &slots, &goals)?,
        };
        let (fit, nudged) = match nudged(pieces, &slots, &fit, &goals) {
            Some((fit, nudge)) => (fit, Some(nudge)),
            None => (fit, None),
        };
        let short = slots.len().saturating_sub(fit.end).saturating_sub(1) as f64;
        let uneven = if last <= self.least_rows { 0.0 } else { price::UNEVEN * short * short };
        let quotes = self.written_quotes_cost(&fit, &slots);
        let cost = price::ROW * f64::from(last) + price::of_text(&fit.stats) + uneven + quotes;
        Some(Solution { regions, placements, slots, fit, cost, widened: None, nudged })
    }

    /// A text that does not reach the portrait's foot ends in all columns alike, as high as it can.
    fn fit_beside_portrait(&self, pieces: &[Piece], slots: &mut Vec<Slot>, last: i32) -> Option<StoryFit> {
        if self.portrait.is_none() || !self.prefix.is_empty() || last > self.least_rows {
            return None;
        }
        // Feet that are two rows apart, and then looser lines, before feet that are as the text happens to end.
        let ways = [(Strictness::Strict, 1), (Strictness::Strict, 2), (Strictness::Loose, 1), (Strictness::Loose, 2)];
        for (strictness, tail_slack) in ways {
            let goals = Goals { may_end_early: false, first: Strictness::Strict, strictness, tail_slack };
            for rows in self.rows_of_initial().max(1)..last {
                let fewer: Vec<Slot> = slots.iter().copied().filter(|slot| slot.row < rows).collect();
                if let Some(fit) = fit_story(pieces, &fewer, &goals) {
                    *slots = fewer;
                    return Some(fit);
                }
            }
        }
        None
    }

    /// Floats at a foot move with it; `None` if one does not fit.
    fn grounded(&self, placements: &[Option<Placement>], regions: &[i32]) -> Option<Vec<Option<Placement>>> {
        let ground = |placement: &Option<Placement>| {
            let Some(mut placement) = *placement else { return Some(None) };
            if placement.is_in_text() {
                return Some(Some(placement));
            }
            let rows = regions.get(placement.region)?;
            if placement.at_foot {
                placement.row = rows - placement.rows;
            }
            let fits = placement.row >= 0 && placement.row + placement.rows <= *rows;
            let fits = fits && leaves_lines(&placement, *rows);
            (fits && self.is_free_of_portrait(&placement)).then_some(Some(placement))
        };
        let grounded: Vec<Option<Placement>> = placements.iter().map(ground).collect::<Option<_>>()?;
        let mut pairs = grounded.iter().enumerate().flat_map(|(i, a)| grounded[i + 1..].iter().map(move |b| (a, b)));
        let overlap = |(a, b): (&Option<Placement>, &Option<Placement>)| match (a, b) {
            (Some(a), Some(b)) => a.region == b.region && self.share_column(a, b) && a.rows_overlap(b),
            _ => false,
        };
        if pairs.any(overlap) { None } else { Some(grounded) }
    }

    /// Rows that the last region must have for the floats that stand in it.
    fn rows_of_floats(&self, placements: &[Option<Placement>]) -> i32 {
        let here = |p: &&Placement| p.region == self.prefix.len() && !p.is_in_text();
        let placed = || placements.iter().flatten().filter(here);
        let above = |foot: &Placement| {
            let shared = placed().filter(|other| !other.at_foot && self.share_column(foot, other));
            shared.map(|other| other.row + other.rows + FLOAT_DISTANCE).max().unwrap_or(0)
        };
        let rows = |p: &Placement| match p.at_foot {
            true => p.rows + self.rows_of_portrait(p).max(above(p)).max(lines_of_column(p)),
            false => p.row + p.rows + lines_of_column(p),
        };
        placed().map(rows).max().unwrap_or(0)
    }

    /// Rows of the last region that the text is likely to take.
    fn estimate(&self, pieces: &[Piece], placements: &[Option<Placement>]) -> i32 {
        let width = self.page.column_width();
        let mut slots = min_slots_estimate(pieces, width) as f64;
        if let Some(portrait) = self.portrait {
            slots += match &self.material.portrait {
                Some(wrap) => wrap.lost_rows(self.portrait_column(), least_measure(self.page)),
                None => f64::from(portrait.rows) * (portrait.width + portrait.clearance).ratio(width),
            };
        }
        if let Some(initial) = &self.material.initial {
            slots += f64::from(initial.rows) * initial.width.ratio(width);
        }
        for (float, placement) in self.material.floats.iter().zip(placements) {
            if let Some(form) = placement.and_then(|p| float.forms.get(p.form)) {
                slots += self.lost_slots(form);
            }
        }
        let columns = f64::from(self.page.columns);
        let before: i32 = self.prefix.iter().sum();
        (slots / columns).ceil() as i32 - before
    }

    /// The column in which the portrait stands.
    fn portrait_column(&self) -> Stretch {
        let columns = Columns { page: self.page, regions: self.prefix, portrait: self.portrait };
        let left = columns.column_left(columns.portrait_column().unwrap_or(0));
        Stretch { left, right: left + self.page.column_width() }
    }

    /// Rows of the first region that a drop capital takes.
    pub fn rows_of_initial(&self) -> i32 {
        self.material.initial.as_ref().map_or(0, |initial| initial.rows)
    }

    /// Full lines that a float takes from the text.
    pub fn lost_slots(&self, form: &FloatForm) -> f64 {
        let rows = f64::from(form.rows);
        let width = self.page.column_width();
        let share = match (&form.content, form.place) {
            (_, FloatPlace::InText | FloatPlace::Between) => 0.0,
            (_, FloatPlace::Wide) => f64::from(self.page.columns),
            (FloatContent::Box(boxed), place) => {
                let sides = if place == FloatPlace::Gutter { 2 } else { 1 };
                (boxed.width - self.page.gutter * (sides - 1) + boxed.clearance * sides).ratio(width)
            }
            (FloatContent::Picture(picture), _) => match &picture.wrap {
                Some(wrap) => {
                    return wrap.lost_rows(edge_column(picture.width, self.page), least_measure(self.page));
                }
                None => 1.0,
            },
            (FloatContent::Inline(_), _) => 1.0,
        };
        rows * share
    }
}

/// Lines that a column has over a picture at its foot, and the first column under one at its top: a column of the
/// picture alone has nothing that tells where the text goes on.
const LINES_BY_PICTURE: i32 = 2;

/// Lines that must stand in the column besides what is placed there.
fn lines_of_column(placement: &Placement) -> i32 {
    let is_picture = placement.place == FloatPlace::Column;
    if is_picture && (placement.at_foot || placement.column == 0) { LINES_BY_PICTURE } else { 0 }
}

/// Whether enough of a region's rows are left for them.
fn leaves_lines(placement: &Placement, rows: i32) -> bool {
    rows - placement.rows >= lines_of_column(placement)
}

//! Finds where the floats of a band stand and how its text is broken round them.
//!
//! In: [`Material`], the portrait, the rows of all pages but the last that the band stands on. Out: a [`Solution`]:
//! the rows on the last page with balanced columns, a place for each float, the lines. Placement is a decision made before
//! the text is broken: places near a float's words are judged by what is known without lines, the best few are tried with
//! lines, and the cheapest is kept. A pure function: all that it depends on is in the [`Solver`]'s fields.

use super::columns::{Columns, Placement};
use super::feet::Widened;
use super::material::{FloatContent, FloatForm, FloatPlace, Material, edge_column};
use super::pieces::Pieces;
use super::placing::FLOAT_DISTANCE;
use super::wrap::{Stretch, least_measure};
use crate::ledger::{BAND_ROW, NEVER, Price};
use crate::resolve::document::{PageGeometry, Portrait};
use crate::text::slot::Slot;
use crate::text::{Broken, Goals, Piece, StoryFit, fit_story, min_slots_estimate};

/// Rows tried beyond the fewest in which the text can be set: one of them may spare a fault.
const EXTRA_ROWS: i32 = 3;
/// Rows beyond the estimate in which the text must have found its fewest.
const MOST_EXTRA_ROWS: i32 = 10;
/// Places of a float that are tried with lines.
const MOST_TRIALS: usize = 3;
/// Times that all floats of a band may move once they have a place.
const MOST_ROUNDS: usize = 2;
/// Floats of a band that are placed by trials; those after them stand in the run of the text, or where their author wants
/// them.
const MOST_SEARCHED: usize = 12;
/// A float that costs no more where it stands is not moved again.
const WORTH_A_TRIAL: Price = 3 * BAND_ROW;
/// What lines cost that are set well, each: a band is worth another trial only where it costs more.
const GOOD_LINE: Price = 8;

/// A band's columns with everything in place.
#[derive(Clone, Debug)]
pub struct Solution {
    /// Rows of each region.
    pub regions: Vec<i32>,
    pub placements: Vec<Option<Placement>>,
    pub slots: Vec<Slot>,
    pub fit: StoryFit,
    pub cost: Price,
    /// Empty rows round a block, which even the feet.
    pub widened: Option<Widened>,
}

impl Solution {
    /// What is wrong with it, without the price of the rows themselves.
    pub fn faults(&self) -> Price {
        self.cost - BAND_ROW * Price::from(self.rows())
    }

    /// Of the last region.
    fn rows(&self) -> i32 {
        self.regions.last().copied().unwrap_or(0)
    }

    /// What it has beyond lines that are set well.
    fn avoidable(&self) -> Price {
        self.faults() - GOOD_LINE * Price::from(self.fit.stats.lines)
    }

    /// Whether its last region has a quote and no line: at a page's top it would pass for words of whoever speaks below it.
    pub fn has_stray_quote(&self, material: &Material, page: &PageGeometry) -> bool {
        let (last, columns) = (self.regions.len().saturating_sub(1), usize::from(page.columns.max(1)));
        let is_there =
            |slot: usize| self.slots.get(slot).is_some_and(|slot| usize::from(slot.column) / columns == last);
        if last == 0 || self.fit.slots().any(is_there) {
            return false;
        }
        let is_quote = |float: usize, form: usize| {
            let form = material.floats[float].forms.get(form);
            form.is_some_and(|form| !matches!(form.content, FloatContent::Picture(_)))
        };
        let placed = self.placements.iter().enumerate().filter_map(|(float, place)| Some((float, place.as_ref()?)));
        let mut beside = placed.filter(|(_, place)| !place.is_in_text() && place.region == last);
        let mut in_text = self.fit.blocks.iter().filter(|block| is_there(block.first_slot));
        beside.any(|(float, place)| is_quote(float, place.form))
            || in_text.any(|block| match (block.id as usize).checked_sub(material.inlines.len()) {
                Some(float) => self.placements[float].is_some_and(|place| is_quote(float, place.form)),
                None => true,
            })
    }

    /// The lines with their glyphs.
    pub fn set(&self, material: &Material) -> Broken {
        let mut pieces = Pieces::new(material, &self.placements);
        pieces.widen(self.widened);
        self.fit.set(&pieces.list, &self.slots)
    }
}

/// What solving a band gives.
pub struct Solved {
    pub best: Solution,
    /// With all floats in other places.
    pub others: Vec<Solution>,
    /// Rows of the text without its floats.
    pub text_rows: i32,
}

pub struct Solver<'a> {
    pub material: &'a Material,
    pub page: &'a PageGeometry,
    pub portrait: Option<&'a Portrait>,
    /// Rows of the regions before the last.
    pub prefix: &'a [i32],
    /// The last region is never shorter; if the text does not fill it, it may end early.
    pub least_rows: i32,
}

impl Solver<'_> {
    /// `None` only if the text cannot be set at all.
    pub fn solve(&self) -> Option<Solution> {
        self.solve_all().map(|solved| solved.best)
    }

    /// The best solution with what was seen on the way to it.
    pub fn solve_all(&self) -> Option<Solved> {
        let mut others = Vec::new();
        let floats = self.material.floats.len();
        let mut best = self.attempt(&vec![None; floats], Price::MAX)?;
        let text_rows = best.rows();
        // What is higher than its page will be divided: where its floats stand then is not known yet.
        let is_high = best.rows() > self.page.rows + self.page.rows / 4;
        let searched = if is_high || self.material.has_spent(2) { 0 } else { floats.min(MOST_SEARCHED) };
        let mut searched = searched;
        for float in 0..searched {
            match self.place(float, &best, None, &mut others) {
                Some(found) => best = found,
                None => {
                    searched = float;
                    break;
                }
            }
        }
        if searched < floats {
            best = self.place_rest(searched, &best)?;
        }
        // What was placed first did not know of the others: each may move again, until none does.
        let rounds = if floats > 1 { MOST_ROUNDS } else { 0 };
        for _ in 0..rounds {
            let before = best.cost;
            for float in 0..searched {
                if self.may_gain(float, &best) {
                    best = self.place(float, &best, Some(best.cost), &mut others).unwrap_or(best);
                }
            }
            if best.cost >= before {
                break;
            }
        }
        Some(Solved { best: self.evened(self.in_order(best)), others, text_rows })
    }

    /// Where things stand that must not stand so, all floats in the run of the text are better.
    fn in_order(&self, solution: Solution) -> Solution {
        if solution.faults() < NEVER / 2 {
            return solution;
        }
        let base = Solution { placements: vec![None; solution.placements.len()], ..solution.clone() };
        match self.place_rest(0, &base) {
            Some(plain) if plain.cost < solution.cost => plain,
            _ => solution,
        }
    }

    /// As [`Solver::solve`], from places that were good in other rows: each float may move once.
    pub fn solve_near(&self, placements: &[Option<Placement>]) -> Option<Solution> {
        let Some(mut best) = self.attempt(placements, Price::MAX) else { return self.solve() };
        best.cost += self.float_cost(&best);
        for float in 0..self.material.floats.len().min(MOST_SEARCHED) {
            if self.may_gain(float, &best) {
                best = self.place(float, &best, Some(best.cost), &mut Vec::new()).unwrap_or(best);
            }
        }
        Some(self.evened(self.in_order(best)))
    }

    /// As [`Solver::solve`], where the band was solved with another portrait or other heights of its pictures: its floats
    /// stay where they stood then unless that makes more wrong than a trial is worth.
    pub fn solve_again(&self, placements: &[Option<Placement>], faults: Price) -> Option<Solution> {
        let mut again = self.attempt(placements, Price::MAX)?;
        again.cost += self.float_cost(&again);
        if again.faults() <= faults + WORTH_A_TRIAL {
            return Some(self.evened(again));
        }
        self.solve_near(placements)
    }

    /// Whether another place for a float could spare more than a trial is worth: its own place costs something, or the
    /// text does.
    fn may_gain(&self, float: usize, solution: &Solution) -> bool {
        let place = solution.placements[float].as_ref().map_or(0, |place| self.place_guess(float, place, solution));
        let may_spare = place > WORTH_A_TRIAL || solution.avoidable() > 2 * WORTH_A_TRIAL;
        may_spare && !self.material.has_spent(1)
    }

    /// The best solution with one float placed or moved; only one that costs less than the bound. Those that are not the
    /// best go to `seen` if all floats have a place.
    fn place(&self, float: usize, base: &Solution, bound: Option<Price>, seen: &mut Vec<Solution>) -> Option<Solution> {
        let mut best: Option<Solution> = None;
        let mut others = base.placements.clone();
        let before = others[float].take();
        let mut places: Vec<(Price, Vec<Option<Placement>>)> = self
            .candidates(float, base, &others)
            .into_iter()
            .filter(|candidate| Some(*candidate) != before)
            .map(|candidate| {
                let mut placements = others.clone();
                placements[float] = Some(candidate);
                (self.guess(float, base, &placements), placements)
            })
            .collect();
        places.sort_by_key(|(guess, _)| *guess);
        let mut trials = 0;
        for (_, placements) in places {
            if trials == MOST_TRIALS || trials > 0 && self.material.has_spent(1) {
                break;
            }
            let least = best.as_ref().map(|best| best.cost).or(bound).unwrap_or(Price::MAX);
            let Some(mut solution) = self.attempt(&placements, least) else { continue };
            trials += 1;
            solution.cost += self.float_cost(&solution);
            let dearer = if solution.cost < least { best.replace(solution) } else { Some(solution) };
            seen.extend(dearer.filter(|dearer| dearer.placements.iter().all(Option::is_some)));
        }
        best
    }

    /// What a float's place is likely to cost, judged without lines: its distance and form as if the text stood as it
    /// does, and the rows that it takes.
    fn guess(&self, float: usize, base: &Solution, placements: &[Option<Placement>]) -> Price {
        let Some(placement) = &placements[float] else { return 0 };
        let taken = self.material.floats[float].forms.get(placement.form).map_or(0.0, |form| {
            if placement.is_in_text() { f64::from(placement.rows) + 1.0 } else { self.lost_slots(form) }
        });
        let rows = taken / f64::from(self.page.columns.max(1));
        let higher = (rows * BAND_ROW as f64) as Price;
        let low = self.rows_of_floats(placements) - base.rows() - rows.ceil() as i32;
        higher + self.place_guess(float, placement, base) + BAND_ROW * Price::from(low.max(0))
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
        let all = Price::MAX;
        let mut solution = self.attempt(&placements, all).or_else(|| self.attempt(&in_text, all))?;
        solution.cost += self.float_cost(&solution);
        Some(solution)
    }

    /// The number of rows in which the text is set best with the floats where they are; more rows than are worth this price
    /// are not tried once there is a solution.
    fn attempt(&self, placements: &[Option<Placement>], most: Price) -> Option<Solution> {
        let pieces = Pieces::new(self.material, placements).list;
        let estimate = self.estimate(&pieces, placements);
        let first = (estimate - 1).max(self.least_rows).max(self.rows_of_floats(placements)).max(1);
        let tallest = placements.iter().flatten().filter(|p| p.is_in_text()).map(|p| p.rows).max().unwrap_or(0);
        let mut best: Option<Solution> = None;
        let mut last = first;
        while last <= first + MOST_EXTRA_ROWS + tallest {
            if let Some(best) = &best {
                let more = last - best.rows();
                let dear = BAND_ROW * Price::from(last) >= most;
                if more > EXTRA_ROWS || dear || BAND_ROW * Price::from(more) >= best.avoidable() {
                    break;
                }
            }
            let found = self.set(&pieces, placements, last, Goals::default());
            best = [best, found].into_iter().flatten().min_by_key(|solution| solution.cost);
            last += 1;
        }
        // The last resort is more than anything can need.
        let far = [2 * first + 2 * tallest, 4 * first + 4 * tallest + 16];
        let anyhow = Goals { may_end_early: true, ..Goals::default() };
        best.or_else(|| far.into_iter().find_map(|rows| self.set(&pieces, placements, rows, anyhow)))
    }

    /// The text in so many rows, with floats where they are.
    pub fn attempt_rows(&self, placements: &[Option<Placement>], last: i32, goals: Goals) -> Option<Solution> {
        let pieces = Pieces::new(self.material, placements).list;
        (last >= self.rows_of_floats(placements)).then(|| self.set(&pieces, placements, last, goals))?
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
        let fit = match self.fit_beside_portrait(pieces, &mut slots, last) {
            Some(fit) => fit,
            None => fit_story(pieces, &slots, &goals, &self.material.ways)?,
        };
        let cost = BAND_ROW * Price::from(last) + fit.cost + self.written_quotes_cost(&fit, &slots);
        Some(Solution { regions, placements, slots, fit, cost, widened: None })
    }

    /// A text that does not reach the portrait's foot ends in all columns alike, as high as it can.
    fn fit_beside_portrait(&self, pieces: &[Piece], slots: &mut Vec<Slot>, last: i32) -> Option<StoryFit> {
        if self.portrait.is_none() || !self.prefix.is_empty() || last > self.least_rows {
            return None;
        }
        let fit = |rows: i32| {
            let fewer: Vec<Slot> = slots.iter().copied().filter(|slot| slot.row < rows).collect();
            Some((fit_story(pieces, &fewer, &Goals::default(), &self.material.ways)?, fewer))
        };
        let (fit, fewer) = (self.rows_of_initial().max(1)..=last).filter_map(fit).min_by_key(|(fit, _)| fit.cost)?;
        *slots = fewer;
        Some(fit)
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
    pub fn estimate(&self, pieces: &[Piece], placements: &[Option<Placement>]) -> i32 {
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

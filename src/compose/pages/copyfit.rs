//! Copy-fitting: the story in a number of pages.
//!
//! In: the story's measured units, the number of pages that the event asks for, the layout's limits. Out: page plans,
//! with a note of what was done, or an error that says how many words there are too many or too few and whose remarks
//! are the longest. The means, in the order in which they are tried: other page breaks and bands a row shorter or
//! longer by their word spaces alone; tracking; pictures lower or higher; a slightly smaller or larger size; blank
//! pages, as far as the event allows them. A change stays only in bands that need it.

use super::problem::{PageBreaks, PagePlan, Pages, Paginator, UNKNOWN};
use super::report;
use super::table::PageGoal;
use crate::assets::fonts::FontBook;
use crate::compose::measure;
use crate::compose::solver::Solution;
use crate::compose::type_setter::Change;
use crate::compose::unit::{Body, Unit};
use crate::diagnostic::Diagnostics;
use crate::ledger::{NEVER, Price, ROW};
use crate::resolve::document::{CopyFitting, Document, PageCount, PageNumber, Part, Story};
use crate::text::{Adjustment, WorkCount};
use std::sync::Arc;

/// Trials of taking the change back.
const MOST_TRIALS: usize = 8;
/// What a page more or less, and as many pages together, may cost more than the pages that are best: page ends that are
/// less good, never a thin page.
const MOST_FOR_A_PAGE: Price = 40 * ROW;

/// A story in pages.
pub struct Fitted<'a> {
    pub units: Vec<Unit<'a>>,
    pub strips: Vec<Unit<'a>>,
    pub plans: Vec<PagePlan>,
    pub cost: Price,
    /// Blank pages after it.
    pub blanks: usize,
}

/// Units measured with one change.
pub(super) struct Measured<'a> {
    change: Change,
    units: Vec<Unit<'a>>,
    strips: Vec<Unit<'a>>,
    /// Everything in it could be set.
    pub(super) is_whole: bool,
}

/// Which units stand as they are and which are changed.
pub(super) struct Trial<'m, 'a> {
    natural: &'m Measured<'a>,
    changed: Option<&'m Measured<'a>>,
    /// Beside the units: this one is taken from the changed ones.
    units: Vec<bool>,
    strips: bool,
}

/// The number of pages to reach, and what that may cost.
pub(super) struct Aim {
    count: PageCount,
    /// Pages that are not the story's.
    others: usize,
    /// By what is known before divisions are set, and when they are.
    most: Price,
    most_set: Price,
    /// Thin pages that there may be.
    thin: usize,
}

/// What was reached, and by what.
pub struct Success {
    pub change: Change,
    /// Paragraphs whose text is changed, of how many.
    pub paragraphs: (usize, usize),
    /// Bands that are shorter or longer by their word spaces alone.
    pub variants: usize,
    pub pictures: bool,
}

/// What copy-fitting works on.
pub struct Fitting<'c, 'a> {
    pub document: &'a Document,
    pub fonts: &'a FontBook,
    pub story: &'a Story,
    pub breaks: PageBreaks,
    /// The first row of the story on its first page.
    pub first_row: i32,
    /// Pages before the story.
    pub before: usize,
    /// Pages of the layout's own fill up a sheet; not where the event's number of pages is reached without them.
    pub fills: &'c mut bool,
    pub diagnostics: &'c mut Diagnostics,
    /// What is done to find lines.
    pub work: Arc<WorkCount>,
}

impl<'a> Fitting<'_, 'a> {
    /// The story's pages, in the number that is asked for where that can be had.
    pub fn fit(mut self) -> Fitted<'a> {
        let natural = self.measure(Change::default());
        let pages = self.pages(&Trial::natural(&natural), PageGoal::ANY, UNKNOWN).unwrap_or_default();
        if !self.is_last_story() {
            return natural.into_fitted(pages, 0);
        }
        match self.document.pages {
            Some(count) => self.fit_count(natural, pages, count),
            None => self.save_pages(natural, pages),
        }
    }

    fn is_last_story(&self) -> bool {
        let mut stories = self.document.parts.iter().filter_map(|part| match part {
            Part::Story(story) => Some(story),
            Part::Page(_) | Part::Fill(_) => None,
        });
        stories.next_back().is_some_and(|last| std::ptr::eq(last, self.story))
    }

    pub(super) fn measure(&mut self, change: Change) -> Measured<'a> {
        self.measure_after(change, None)
    }

    /// As [`Fitting::measure`], with what the change leaves of what was measured before.
    pub(super) fn measure_after(&mut self, change: Change, before: Option<&Measured<'a>>) -> Measured<'a> {
        let before = before.map(|before| (before.change, &before.units[..]));
        let (units, mut found) = measure::story(self.document, self.fonts, self.story, change, before, &self.work);
        let is_whole = !found.has_errors();
        // An attempt finds the same mistakes again.
        if change == Change::default() {
            self.diagnostics.list.append(&mut found.list);
        }
        let (strips, units) =
            units.into_iter().partition(|unit| matches!(&unit.body, Body::Strip(strip) if !strip.band.in_order));
        Measured { change, units, strips, is_whole }
    }

    pub(super) fn pages(&self, trial: &Trial<'_, 'a>, goal: PageGoal, most: Price) -> Option<Pages> {
        let units = trial.units();
        let paginator = Paginator {
            units: &units,
            strips: trial.strips(),
            page: &self.document.page,
            first_number: self.before + 1,
            first_row: self.first_row,
            first_master: self.story.first.is_some(),
            continuous: self.story.continuous,
            goal,
            breaks: self.breaks,
        };
        paginator.paginate(most)
    }

    /// Pages that are not the story's.
    pub(super) fn other_pages(&self) -> usize {
        let parts = &self.document.parts;
        let here = parts.iter().position(|part| matches!(part, Part::Story(story) if std::ptr::eq(story, self.story)));
        let after = parts.iter().skip(here.unwrap_or(0) + 1).filter(|part| matches!(part, Part::Page(_))).count();
        self.before + after
    }

    fn fit_count(&mut self, natural: Measured<'a>, pages: Pages, count: PageCount) -> Fitted<'a> {
        let others = self.other_pages();
        let total = pages.plans.len() + others;
        // A layout that fills sheets with pages of its own may reach the number without a change.
        if count.holds(self.filled(total)) {
            return natural.into_fitted(pages, 0);
        }
        *self.fills = false;
        if count.holds(total) {
            return natural.into_fitted(pages, 0);
        }
        let changes = ladder(self.document.copy_fitting);
        let mut measured: Vec<Option<Measured<'a>>> = changes.iter().map(|_| None).collect();
        for blanks in 0..=count.blanks {
            if blanks > 0 && count.holds(total + blanks) {
                self.diagnostics.push(report::blanks(blanks, count));
                return natural.into_fitted(pages, blanks);
            }
            let others = others + blanks;
            let aim = Aim::new(count, others, &pages);
            for (change, measured) in changes.iter().zip(&mut measured) {
                if *change != Change::default() && measured.is_none() {
                    *measured = Some(self.measure(*change));
                }
                let Some((taken, strips, found)) = self.reach(&natural, measured.as_ref(), &aim, blanks) else {
                    continue;
                };
                let changed = measured.take();
                return Fitted { blanks, ..Fitted::mixed(natural, changed, &taken, strips, found) };
            }
        }
        let of_layout = self.filled(total) - total;
        let error = report::failed(&natural.units, &pages, count, (others, of_layout), self.document);
        self.diagnostics.push(error);
        natural.into_fitted(pages, 0)
    }

    /// So many pages with those that the layout fills up with after the story.
    fn filled(&self, pages: usize) -> usize {
        let fill = self.document.parts.iter().find_map(|part| match part {
            Part::Fill(fill) => Some(fill.multiple),
            _ => None,
        });
        fill.map_or(pages, |multiple| pages.next_multiple_of(multiple.max(1)))
    }

    /// The story with a change in as many of its bands as need it, if that reaches the aim: which units and whether the
    /// strips are changed, and the pages. A note says what was done.
    pub(super) fn reach(
        &mut self,
        natural: &Measured<'a>,
        changed: Option<&Measured<'a>>,
        aim: &Aim,
        blanks: usize,
    ) -> Option<(Vec<bool>, bool, Pages)> {
        let trial = Trial::changed(natural, changed);
        let found = self.aimed(&trial, aim)?;
        let (trial, found) = self.without_need(trial, found, aim);
        let change = changed.map_or(Change::default(), |changed| changed.change);
        let success = trial.success(&found, change);
        let total = found.plans.len() + aim.others;
        let total = if *self.fills { self.filled(total) } else { total };
        self.diagnostics.push(report::fitted(&success, aim.count, total, blanks));
        Some((trial.units, trial.strips, found))
    }

    pub(super) fn can_reach(&self, natural: &Measured<'a>, changed: &Measured<'a>, aim: &Aim) -> bool {
        self.aimed(&Trial::changed(natural, Some(changed)), aim).is_some()
    }

    fn aimed(&self, trial: &Trial<'_, 'a>, aim: &Aim) -> Option<Pages> {
        let found = self.pages(trial, aim.count.goal(aim.others), aim.most)?;
        (found.cost < aim.most_set && found.thin <= aim.thin && aim.count.holds(found.plans.len() + aim.others))
            .then_some(found)
    }

    /// Takes the change back where it is not needed: in a part of the bands at a time, from the end.
    fn without_need<'m>(&self, mut trial: Trial<'m, 'a>, mut found: Pages, aim: &Aim) -> (Trial<'m, 'a>, Pages) {
        let changed: Vec<usize> = (0..trial.units.len()).rev().filter(|unit| trial.units[*unit]).collect();
        for part in changed.chunks(changed.len().div_ceil(MOST_TRIALS).max(1)) {
            part.iter().for_each(|unit| trial.units[*unit] = false);
            match self.aimed(&trial, aim) {
                Some(pages) => found = pages,
                None => part.iter().for_each(|unit| trial.units[*unit] = true),
            }
        }
        (trial, found)
    }
}

impl Aim {
    /// A number of pages with `others` that are not the story's, where the story's best pages are these.
    pub fn new(count: PageCount, others: usize, best: &Pages) -> Aim {
        let most = best.cost + MOST_FOR_A_PAGE * (4 + best.plans.len() as Price / 4);
        Aim { count, others, most, most_set: most.max(NEVER), thin: best.thin }
    }

    /// Where the pages are no better than this many more, the number is not worth it.
    pub fn at_most(self, more: Price, best: &Pages) -> Aim {
        let most = best.cost + more;
        Aim { most, most_set: most, ..self }
    }
}

impl<'a> Measured<'a> {
    /// What is wrong with its bands as they stand on pages, beyond what the pages' cost has of that: how much worse they
    /// are than in one piece.
    pub(super) fn faults(&self, pages: &Pages) -> Price {
        let placed = pages.plans.iter().flat_map(|plan| &plan.units).filter(|placed| !placed.strip);
        let first_parts = placed.filter_map(|placed| match &placed.part {
            Some((solution, 0)) => Some(solution.faults().min(faults_in_one_piece(&self.units[placed.unit]))),
            _ => None,
        });
        first_parts.sum()
    }

    /// Whether all units have as many rows as in another measure.
    pub(super) fn has_rows_of(&self, other: &Measured) -> bool {
        let rows = |measured: &Measured| -> Vec<(i32, i32)> {
            let units = measured.units.iter().chain(&measured.strips);
            units.map(|unit| (unit.extent, unit.portrait_rows())).collect()
        };
        rows(self) == rows(other)
    }

    pub(super) fn into_fitted(self, pages: Pages, blanks: usize) -> Fitted<'a> {
        Fitted { units: self.units, strips: self.strips, plans: pages.plans, cost: pages.cost, blanks }
    }
}

impl<'a> Fitted<'a> {
    pub(super) fn mixed(
        natural: Measured<'a>,
        changed: Option<Measured<'a>>,
        taken: &[bool],
        strips: bool,
        pages: Pages,
    ) -> Fitted<'a> {
        let Some(changed) = changed else { return natural.into_fitted(pages, 0) };
        let pairs = natural.units.into_iter().zip(changed.units).zip(taken);
        let units = pairs.map(|((natural, changed), taken)| if *taken { changed } else { natural }).collect();
        let strips = if strips { changed.strips } else { natural.strips };
        Fitted { units, strips, plans: pages.plans, cost: pages.cost, blanks: 0 }
    }
}

impl<'m, 'a> Trial<'m, 'a> {
    pub(super) fn natural(natural: &'m Measured<'a>) -> Trial<'m, 'a> {
        Trial { natural, changed: None, units: vec![false; natural.units.len()], strips: false }
    }

    /// The change in all bands that it makes shorter or longer.
    fn changed(natural: &'m Measured<'a>, changed: Option<&'m Measured<'a>>) -> Trial<'m, 'a> {
        let Some(changed) = changed.filter(|changed| changed.units.len() == natural.units.len()) else {
            return Trial::natural(natural);
        };
        let differs = |(natural, changed): (&Unit, &Unit)| natural.extent != changed.extent;
        let units = natural.units.iter().zip(&changed.units).map(differs).collect();
        Trial { natural, changed: Some(changed), units, strips: changed.change.pictures != 0 }
    }

    fn units(&self) -> Vec<&'m Unit<'a>> {
        let Some(changed) = self.changed else { return self.natural.units.iter().collect() };
        let pairs = self.natural.units.iter().zip(&changed.units).zip(&self.units);
        pairs.map(|((natural, changed), taken)| if *taken { changed } else { natural }).collect()
    }

    fn strips(&self) -> &'m [Unit<'a>] {
        match self.changed.filter(|_| self.strips) {
            Some(changed) => &changed.strips,
            None => &self.natural.strips,
        }
    }

    fn success(&self, pages: &Pages, change: Change) -> Success {
        let paragraphs = |unit: &Unit| match &unit.body {
            Body::Columns(columns) => columns.material.paragraphs(),
            _ => 0,
        };
        let taken = self.units.iter().zip(&self.natural.units).filter(|(taken, _)| **taken);
        Success {
            change,
            paragraphs: (
                taken.map(|(_, unit)| paragraphs(unit)).sum(),
                self.natural.units.iter().map(paragraphs).sum(),
            ),
            variants: pages.variants,
            pictures: self.units.contains(&true) || self.strips,
        }
    }
}

impl PageCount {
    fn holds(self, pages: usize) -> bool {
        match self.number {
            PageNumber::Exactly(number) => pages == number,
            PageNumber::MultipleOf(number) => pages.is_multiple_of(number.max(1)),
        }
    }

    /// The story's part of it. Counted modulo a number that is larger than what copy-fitting can change.
    fn goal(self, others: usize) -> PageGoal {
        const MODULUS: usize = 12;
        let (of, pages) = match self.number {
            PageNumber::Exactly(number) => (MODULUS, number),
            PageNumber::MultipleOf(number) => (number.max(1), 0),
        };
        PageGoal { of, pages: (pages + of * (others / of + 1) - others) % of }
    }
}

fn faults_in_one_piece(unit: &Unit) -> Price {
    match &unit.body {
        Body::Columns(columns) => columns.whole().map_or(0, Solution::faults),
        _ => 0,
    }
}

/// The changes to try, the gentlest first; tighter and looser in turn.
pub(super) fn ladder(limits: CopyFitting) -> Vec<Change> {
    let CopyFitting { tracking, pictures, size, .. } = limits;
    let steps = [
        (tracking / 4, 0, 0),
        (tracking / 2, 0, 0),
        (tracking * 3 / 4, 0, 0),
        (tracking, 0, 0),
        (tracking / 2, pictures, 0),
        (tracking, pictures, 0),
        (tracking / 2, pictures, size / 2),
        (tracking / 2, pictures, size),
        (tracking, pictures, size),
    ];
    let mut ladder = vec![Change::default()];
    for (tracking, pictures, size) in steps {
        for sign in [-1, 1] {
            let text = Adjustment { tracking: sign * tracking, size: sign * size };
            let change = Change { text, pictures: sign * pictures, portraits: 0 };
            if !ladder.contains(&change) {
                ladder.push(change);
            }
        }
    }
    ladder
}

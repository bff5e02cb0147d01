//! Saving a sheet: where a layout would fill up many pages after the story, the text is set a little tighter instead.
//!
//! In: the story as it came out, the layout's `fill` with the most pages that it should make. Out: the story in as many
//! pages less as the sheet has too many, by other page breaks, tracking and lower pictures; the story as it was where that does
//! not suffice.

use super::copyfit::{Change, Fitted, Fitting, MOST_FOR_A_PAGE, Measured, Trial, ladder};
use super::pagination::Pages;
use super::report;
use crate::resolve::document::{PageCount, PageNumber, Part};

impl<'a> Fitting<'_, 'a> {
    pub fn save_pages(&mut self, natural: Measured<'a>, pages: Pages) -> Fitted<'a> {
        let Some(count) = self.fewer_pages(&pages) else { return natural.into_fitted(pages, 0) };
        let others = self.other_pages();
        let goal = count.goal(others);
        let most = pages.cost + MOST_FOR_A_PAGE * (4.0 + pages.plans.len() as f64 / 4.0);
        let pages_of = |fitting: &Self, trial: &Trial<'_, 'a>| {
            let found = fitting.pages(trial, goal, most)?;
            (found.thin <= pages.thin && count.holds(found.plans.len() + others)).then_some(found)
        };
        let is_tighter = |change: &Change| {
            let Change { text, pictures } = *change;
            text.tracking <= 0 && text.size == 0 && pictures <= 0
        };
        let changes: Vec<Change> = ladder(self.composer.document.copy_fitting).into_iter().filter(is_tighter).collect();
        // What the tightest does not reach, none does.
        let Some(tightest) = changes.last().map(|change| self.measure(*change)) else {
            return natural.into_fitted(pages, 0);
        };
        if pages_of(self, &Trial::changed(&natural, Some(&tightest))).is_none() {
            return natural.into_fitted(pages, 0);
        }
        let mut tightest = Some(tightest);
        for (index, change) in changes.iter().enumerate() {
            let measured = match tightest.take_if(|_| index + 1 == changes.len()) {
                Some(tightest) => Some(tightest),
                None => (*change != Change::default()).then(|| self.measure(*change)),
            };
            let trial = Trial::changed(&natural, measured.as_ref());
            let Some(found) = pages_of(self, &trial) else { continue };
            let (trial, found) = self.without_need(trial, found, pages_of);
            let total = found.plans.len() + others;
            let success = trial.success(&found, *change);
            self.composer.setter.diagnostics.push(report::fitted(&success, count, total, 0));
            let (taken, strips) = trial.taken();
            return Fitted::mixed(natural, measured, &taken, strips, found);
        }
        natural.into_fitted(pages, 0)
    }

    /// The number of pages to reach, where the layout would fill up more pages than it should.
    fn fewer_pages(&self, pages: &Pages) -> Option<PageCount> {
        let total = pages.plans.len() + self.other_pages();
        let fill = self.composer.document.parts.iter().find_map(|part| match part {
            Part::Fill { multiple, most, .. } => Some((*multiple, *most)),
            _ => None,
        });
        let (multiple, most) = fill?;
        let filled = total.next_multiple_of(multiple.max(1));
        let fewer = filled.checked_sub(multiple).filter(|fewer| *fewer > 0 && filled - total > most)?;
        Some(PageCount { number: PageNumber::Exactly(fewer), blanks: 0, source: None })
    }
}

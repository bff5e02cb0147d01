//! Saving a sheet: where a layout would fill up many pages after the story, the text is set a little tighter instead.
//!
//! In: the story as it came out, the layout's `fill` with the most pages that it should make. Out: the story in as many
//! pages less as the sheet has too many, by other page breaks, tracking and lower pictures; the story as it was where that does
//! not suffice.

use super::copyfit::{Aim, Change, Fitted, Fitting, Measured, ladder};
use super::pagination::Pages;
use crate::resolve::document::{PageCount, PageNumber, Part};

impl<'a> Fitting<'_, 'a> {
    pub fn save_pages(&mut self, natural: Measured<'a>, pages: Pages) -> Fitted<'a> {
        let Some(count) = self.fewer_pages(&pages) else { return natural.into_fitted(pages, 0) };
        let aim = Aim::new(count, self.other_pages(), &pages);
        if let Some((taken, strips, found)) = self.reach(&natural, None, &aim, 0) {
            return Fitted::mixed(natural, None, &taken, strips, found);
        }
        let is_tighter = |change: &Change| {
            let Change { text, pictures } = *change;
            text.tracking <= 0 && text.size == 0 && pictures <= 0
        };
        let changes = ladder(self.composer.document.copy_fitting).into_iter().skip(1);
        let changes: Vec<Change> = changes.filter(is_tighter).collect();
        // What the tightest does not reach, none does.
        let tightest = changes.last().map(|change| self.measure(*change));
        if !tightest.is_some_and(|tightest| self.can_reach(&natural, &tightest, &aim)) {
            return natural.into_fitted(pages, 0);
        }
        for change in changes {
            let changed = self.measure(change);
            let Some((taken, strips, found)) = self.reach(&natural, Some(&changed), &aim, 0) else { continue };
            return Fitted::mixed(natural, Some(changed), &taken, strips, found);
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

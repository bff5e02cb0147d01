//! Saving a sheet or a page: where a layout would fill up many pages after the story, or the story's last page holds
//! little, the text is set a little tighter instead.
//!
//! In: the story as it came out, the layout's `fill` with the most pages that it should make. Out: the story in as many
//! pages less as the sheet has too many, or in one less, by other page breaks, tracking and lower pictures, for a sheet
//! also by a slightly smaller size; the story as it was where that does not suffice.

use super::copyfit::{Aim, Change, Fitted, Fitting, Measured, ladder};
use super::pagination::{Pages, cost};
use crate::resolve::document::{PageCount, PageNumber, Part};

/// A last page of fewer rows than one in so many is better spared.
const LEAST_SHARE: i32 = 3;
/// What sparing it is worth, as page breaks are priced.
const TAIL: f64 = 60.0;
/// In longer stories nobody looks for the paper that one page takes, but searching for it takes long.
const MOST_PAGES: usize = 48;

impl<'a> Fitting<'_, 'a> {
    pub fn save_pages(&mut self, natural: Measured<'a>, pages: Pages) -> Fitted<'a> {
        let aim = |number| {
            let count = PageCount { number: PageNumber::Exactly(number), blanks: 0, source: None };
            Aim::new(count, self.other_pages(), &pages)
        };
        let sheet = self.fewer_pages(&pages).map(aim);
        let page = self.without_tail(&pages).map(|number| aim(number).at_most(TAIL, &pages));
        // A sheet of paper is worth a slightly smaller size, a page is not.
        let aims = [sheet.map(|aim| (aim, true)), page.map(|aim| (aim, false))];
        for (aim, smaller) in aims.into_iter().flatten() {
            if let Some((changed, taken, strips, found)) = self.tighter(&natural, &aim, smaller) {
                return Fitted::mixed(natural, changed, &taken, strips, found);
            }
        }
        natural.into_fitted(pages, 0)
    }

    /// The story in the pages that are aimed at: what it was changed to, in which units and whether in the strips.
    fn tighter(
        &mut self,
        natural: &Measured<'a>,
        aim: &Aim,
        smaller: bool,
    ) -> Option<(Option<Measured<'a>>, Vec<bool>, bool, Pages)> {
        if let Some((taken, strips, found)) = self.reach(natural, None, aim, 0) {
            return Some((None, taken, strips, found));
        }
        let is_tighter = |change: &Change| {
            let Change { text, pictures } = *change;
            text.tracking <= 0 && pictures <= 0 && if smaller { text.size <= 0 } else { text.size == 0 }
        };
        let changes = ladder(self.composer.document.copy_fitting).into_iter().skip(1);
        let changes: Vec<Change> = changes.filter(is_tighter).collect();
        // What the tightest does not reach, none does.
        let tightest = changes.last().map(|change| self.measure(*change))?;
        if !self.can_reach(natural, &tightest, aim) {
            return None;
        }
        changes.into_iter().find_map(|change| {
            let changed = self.measure(change);
            let (taken, strips, found) = self.reach(natural, Some(&changed), aim, 0)?;
            Some((Some(changed), taken, strips, found))
        })
    }

    /// The number of pages to reach, where the layout would fill up more pages than it should.
    fn fewer_pages(&self, pages: &Pages) -> Option<usize> {
        let total = pages.plans.len() + self.other_pages();
        let fill = self.composer.document.parts.iter().find_map(|part| match part {
            Part::Fill { multiple, most, .. } => Some((*multiple, *most)),
            _ => None,
        });
        let (multiple, most) = fill?;
        let filled = total.next_multiple_of(multiple.max(1));
        filled.checked_sub(multiple).filter(|fewer| *fewer > 0 && filled - total > most)
    }

    /// One page fewer, where the last one holds little.
    fn without_tail(&self, pages: &Pages) -> Option<usize> {
        let end = pages.plans.last()?.units.last()?.end;
        let is_short = end * LEAST_SHARE < self.composer.document.page.rows;
        let few = (2..=MOST_PAGES).contains(&pages.plans.len());
        (is_short && few && pages.cost < cost::IMPOSSIBLE).then(|| pages.plans.len() + self.other_pages() - 1)
    }
}

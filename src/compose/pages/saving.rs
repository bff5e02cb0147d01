//! Saving a sheet or a page: where a layout would fill up many pages after the story, or the story's last page holds
//! little, the text is set a little tighter instead.
//!
//! In: the story as it came out, the layout's `fill` with the most pages that it should make. Out: the story in as many
//! pages less as the sheet has too many, or in one less, by other page breaks, tracking and lower pictures, for a sheet
//! also by a slightly smaller size; the story as it was where that does not suffice.

use super::copyfit::{Aim, Fitted, Fitting, Measured, ladder};
use super::problem::Pages;
use crate::compose::type_setter::Change;
use crate::ledger::{NEVER, Price, ROW};
use crate::resolve::document::{PageCount, PageNumber, Part};

/// A last page with less of its rows, in hundredths, is better spared.
const LEAST_SHARE: i32 = 45;
/// What tracking and lower pictures can save of all rows, in hundredths: more than that need not be tried.
const MOST_SAVED: i32 = 8;
/// What sparing it is worth, as page breaks are priced.
const TAIL: Price = 40 * ROW;
/// In longer stories nobody looks for the paper that one page takes, but searching for it takes long.
const MOST_PAGES: usize = 48;

/// What the story was changed to, in which units and whether in the strips; its pages.
struct Tighter<'a> {
    changed: Option<Measured<'a>>,
    units: Vec<bool>,
    strips: bool,
    pages: Pages,
}

impl<'a> Fitting<'_, 'a> {
    pub(super) fn save_pages(&mut self, natural: Measured<'a>, pages: Pages) -> Fitted<'a> {
        let aim = |number| {
            let count = PageCount { number: PageNumber::Exactly(number), blanks: 0, source: None };
            Aim::new(count, self.other_pages(), &pages)
        };
        let sheet = self.fewer_pages(&pages).map(aim);
        let page = self.without_tail(&pages).map(|number| aim(number).at_most(TAIL, &pages));
        // A sheet of paper is worth a slightly smaller size, a page is not.
        let aims = [sheet.map(|aim| (aim, true)), page.map(|aim| (aim, false))];
        let found = aims.into_iter().flatten().find_map(|(aim, smaller)| self.tighter(&natural, &aim, smaller));
        match found {
            Some(Tighter { changed, units, strips, pages }) => Fitted::mixed(natural, changed, &units, strips, pages),
            None => {
                let (best, pages) = self.in_best_size(natural, pages);
                best.into_fitted(pages, 0)
            }
        }
    }

    /// The story in the pages that are aimed at.
    fn tighter(&mut self, natural: &Measured<'a>, aim: &Aim, smaller: bool) -> Option<Tighter<'a>> {
        if let Some((units, strips, pages)) = self.reach(natural, None, aim, 0) {
            return Some(Tighter { changed: None, units, strips, pages });
        }
        let is_tighter = |change: &Change| {
            let Change { text, pictures, .. } = *change;
            text.tracking <= 0 && pictures <= 0 && if smaller { text.size <= 0 } else { text.size == 0 }
        };
        let changes = ladder(self.document.copy_fitting).into_iter().skip(1);
        let changes: Vec<Change> = changes.filter(is_tighter).collect();
        let (tightest, gentler) = changes.split_last()?;
        // What the tightest does not reach, none does.
        let tightest = self.measure(*tightest);
        if !self.can_reach(natural, &tightest, aim) {
            return None;
        }
        // A change that suffices makes all that are tighter suffice, but for chance.
        let mut found = None;
        let (mut low, mut high) = (0, gentler.len());
        while low < high {
            let middle = (low + high) / 2;
            let changed = self.measure(gentler[middle]);
            if self.can_reach(natural, &changed, aim) {
                found = Some(changed);
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        let changed = found.unwrap_or(tightest);
        let (units, strips, pages) = self.reach(natural, Some(&changed), aim, 0)?;
        Some(Tighter { changed: Some(changed), units, strips, pages })
    }

    /// The number of pages to reach, where the layout would fill up more pages than it should.
    fn fewer_pages(&self, pages: &Pages) -> Option<usize> {
        let total = pages.plans.len() + self.other_pages();
        let fill = self.document.parts.iter().find_map(|part| match part {
            Part::Fill(fill) => Some((fill.multiple, fill.most)),
            _ => None,
        });
        let (multiple, most) = fill?;
        let filled = total.next_multiple_of(multiple.max(1));
        filled.checked_sub(multiple).filter(|fewer| *fewer > 0 && filled - total > most)
    }

    /// One page fewer, where the last one holds little.
    fn without_tail(&self, pages: &Pages) -> Option<usize> {
        let end = pages.plans.last()?.units.last()?.end;
        let rows = self.document.page.rows;
        let all = pages.plans.iter().filter_map(|page| page.units.last()).map(|last| last.end).sum::<i32>();
        let is_short = end * 100 < rows * LEAST_SHARE && end * 100 <= all * MOST_SAVED;
        let few = (2..=MOST_PAGES).contains(&pages.plans.len());
        (is_short && few && pages.cost < NEVER).then(|| pages.plans.len() + self.other_pages() - 1)
    }
}

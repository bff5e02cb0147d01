//! One size for all portraits and pictures of an event, with which its pages come out full.
//!
//! In: a story as it came out with the layout's own sizes. Out: the story with all portraits and pictures a little larger
//! or smaller, within the layout's `copy_fitting`, where that makes its pages better by more than the change costs; never
//! with more pages. The sizes are the same in the whole event: portraits of one form that differ from page to page would
//! look like a slip. What the change does not touch is measured once (`Before` in `unit.rs`).

use super::copyfit::{Fitting, Measured, Trial};
use super::problem::Pages;
use super::table::PageGoal;
use crate::compose::type_setter::Change;
use crate::ledger::{Fault, NEVER, Price, ROW};
use crate::resolve::document::CopyFitting;

/// Pages that cost no more, each, are good enough: no other size is tried.
const GOOD_PAGE: Price = 15 * ROW;
/// In longer stories there is always a page near at hand that takes or gives some rows.
const MOST_PAGES: usize = 24;
/// When the trials have taken one in so many of the lines that were judged before them, there is no other.
const SHARE_OF_WORK: u64 = 2;

impl<'a> Fitting<'_, 'a> {
    /// The story in the size that is best for it.
    pub(super) fn in_best_size(&mut self, natural: Measured<'a>, pages: Pages) -> (Measured<'a>, Pages) {
        let good = GOOD_PAGE * pages.plans.len() as Price;
        if pages.plans.len() > MOST_PAGES || pages.cost >= NEVER {
            return (natural, pages);
        }
        let before = self.work.total().judged;
        let faults = natural.faults(&pages);
        let mut best = (natural, pages);
        for (steps, change) in sizes(self.document.copy_fitting) {
            let spent = self.work.total().judged - before;
            if best.1.cost <= good || spent * SHARE_OF_WORK > before {
                break;
            }
            let measured = self.measure_after(change, Some(&best.0));
            // What has no room in this size would be lost without a word.
            if !measured.is_whole || measured.has_rows_of(&best.0) {
                continue;
            }
            let price = Fault::Resized(steps).price();
            let found = self.pages(&Trial::natural(&measured), PageGoal::ANY, best.1.cost - price);
            let Some(mut found) = found else { continue };
            // Fuller pages are no reason for lines that are worse.
            found.cost += price + (measured.faults(&found) - faults).max(0);
            if found.cost < best.1.cost && found.plans.len() <= best.1.plans.len() {
                best = (measured, found);
            }
        }
        best
    }
}

/// The sizes to try, each so many steps from the layout's own. The smallest come first: under lower portraits there is
/// room for lines at a page's foot.
fn sizes(limits: CopyFitting) -> Vec<(u32, Change)> {
    let steps = limits.portraits.max(0);
    let change = |step: i32| {
        let pictures = i32::from(limits.pictures) * step / steps.max(1);
        (step.unsigned_abs(), Change { pictures: pictures as i16, portraits: step, ..Change::default() })
    };
    (-steps..=steps).filter(|step| *step != 0).map(change).collect()
}

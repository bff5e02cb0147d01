//! What the composer knows to be wrong with the pages that it has made: its bill.
//!
//! In: page plans as they are drawn, with the lines of their bands as the breaker counted them. Out: the faults that can
//! be seen on a page as well, added to a [`Bill`]; a test holds them against what `quality` measures. What a stage weighed
//! on the way to these pages is not here.

use super::cards::MeasuredCards;
use super::pages::{PagePlan, above, seen_apart, white};
use super::unit::{Body, Unit};
use crate::ledger::{Bill, Fault};
use crate::resolve::document::PageGeometry;
use crate::text::Stats;

/// A story whose pages are chosen.
pub struct Pages<'p, 'a> {
    pub page: &'p PageGeometry,
    pub continuous: bool,
    pub units: &'p [Unit<'a>],
    /// The first row of the story on its first page.
    pub first_row: i32,
}

impl Pages<'_, '_> {
    /// Adds what is wrong with the pages, of which the first has this number.
    pub fn add(&self, plans: &[PagePlan], first: usize, bill: &mut Bill) {
        for plan in plans {
            self.add_lines(plan, bill);
        }
        let (rows, last) = (self.page.rows.max(0) as u32, plans.len().saturating_sub(1));
        for (index, plan) in plans.iter().enumerate() {
            let white = self.white(plan);
            match (index == last, plan.open) {
                (true, _) => bill.add(Fault::LastFoot { white, rows }, 1),
                (false, true) => {}
                (false, false) => bill.add(Fault::Foot { white, rows }, 1),
            }
            let ends = index + 1 == last;
            let right = plans.get(index + 1).filter(|right| !plan.open && (ends || !right.open));
            let is_left = self.page.facing && (first + index).is_multiple_of(2);
            let apart = right.filter(|_| is_left).and_then(|right| seen_apart(white, self.white(right), ends));
            bill.faults.extend(apart);
        }
    }

    fn white(&self, plan: &PagePlan) -> u32 {
        let top = if plan.first { above(self.first_row) } else { 0 };
        let (last, lack) = plan.units.last().map_or((top, 0), |last| (last.end, last.lack));
        white(self.page, last, lack)
    }

    /// Lines of what begins on a page; a band that is divided has its lines in one list.
    fn add_lines(&self, plan: &PagePlan, bill: &mut Bill) {
        for placed in plan.units.iter().filter(|placed| !placed.strip) {
            match (&self.units[placed.unit].body, &placed.part) {
                (Body::Columns(_), Some((solution, 0))) => {
                    add(&solution.fit.stats, bill);
                    bill.add(Fault::Divided, usize::from(!self.continuous && solution.regions.len() > 1));
                }
                (Body::Cards(MeasuredCards { cards, .. }), _) => cards.iter().for_each(|card| add(&card.stats, bill)),
                _ => {}
            }
        }
    }
}

fn add(stats: &Stats, bill: &mut Bill) {
    let Stats { widows, orphans, runts, divided_at_end, bad_hyphens, split, lone, .. } = *stats;
    for (fault, times) in [
        (Fault::Widow, widows),
        (Fault::Orphan, orphans),
        (Fault::Runt, runts),
        (Fault::DividedAtEnd, divided_at_end),
        (Fault::BadHyphen, bad_hyphens),
        (Fault::Apart, split),
        (Fault::LoneLine, lone),
    ] {
        bill.add(fault, times as usize);
    }
}

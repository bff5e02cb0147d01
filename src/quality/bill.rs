//! The bill: what the faults that were found on the pages cost, by the ledger's prices.
//!
//! In: the faults with their amounts, how far the pages of the story are filled, which bands are divided. Out: a
//! [`Bill`] of the ledger's faults, the same kinds by which lines and pages were chosen. What the ledger has no price for
//! is named by the report and stands on no bill.

use super::report::{Fault, FaultKind, Filled};
use super::{View, limits};
use crate::compose::page::Page;
use crate::ledger::{self, Bill, ROW};
use crate::resolve::document::Part;

/// The bill of all pages.
pub fn of(view: &View, faults: &[Fault], pages: &[Filled]) -> Bill {
    let mut bill = Bill { faults: faults.iter().filter_map(counterpart).collect() };
    bill.faults.extend(page_ends(view, pages));
    bill.add(ledger::Fault::Divided, divided(view));
    bill
}

/// The ledger's fault that a fault of the report is; none for what it has no price for: thin pages and holes, whose white
/// is on the bill as that of feet, and what the prices of lines bear.
fn counterpart(fault: &Fault) -> Option<ledger::Fault> {
    // Whole pages, rows and hyphens.
    let amount = fault.amount.round() as i32;
    let beyond = |limit: i32| (amount - limit).max(0) as u32;
    match fault.kind {
        FaultKind::Widow => Some(ledger::Fault::Widow),
        FaultKind::Orphan => Some(ledger::Fault::Orphan),
        FaultKind::Runt | FaultKind::ShortEnd => Some(ledger::Fault::Runt),
        FaultKind::DividedAtEnd => Some(ledger::Fault::DividedAtEnd),
        FaultKind::HyphenPair | FaultKind::HyphenAtEnd => Some(ledger::Fault::BadHyphen),
        FaultKind::UnevenFeet => Some(ledger::Fault::UnevenFeet(beyond(limits::FEET))),
        FaultKind::FarFromWords => Some(ledger::Fault::OtherPage),
        FaultKind::NearItsWords => Some(ledger::Fault::Stutter((limits::REPEAT_ROWS - amount).max(0) as u32)),
        FaultKind::TouchingBox if fault.amount < 0.0 => Some(ledger::Fault::Overlap),
        FaultKind::TouchingBox => Some(ledger::Fault::Touch),
        FaultKind::OffGrid | FaultKind::River | FaultKind::ThinPage | FaultKind::Hole | FaultKind::LooseLine => None,
    }
}

/// White at the feet of the story's pages, and feet of a spread that end apart.
fn page_ends(view: &View, pages: &[Filled]) -> Vec<ledger::Fault> {
    let geometry = &view.document.page;
    let rows = geometry.rows.max(0) as u32;
    let story: Vec<&Page> = view.composed.pages.iter().filter(|page| page.story).collect();
    let white = |filled: &Filled| ((1.0 - filled.share) * f64::from(rows) * ROW as f64).round().max(0.0) as u32;
    let ends: Vec<(&Page, u32)> = story.into_iter().zip(pages.iter().map(white)).collect();
    let foot = |(index, (page, white)): (usize, &(&Page, u32))| match page.ends_part {
        _ if index + 1 == ends.len() => Some(ledger::Fault::LastFoot { white: *white, rows }),
        // What follows must begin a page: nothing could have been put there.
        true => None,
        false => Some(ledger::Fault::Foot { white: *white, rows }),
    };
    let feet = ends.iter().enumerate().filter_map(foot);
    let spreads = ends.windows(2).enumerate().filter(|_| geometry.facing);
    feet.chain(spreads.filter_map(|(index, pair)| apart(pair[0], pair[1], index + 2 == ends.len()))).collect()
}

/// Feet that end apart, where both pages could have ended otherwise; `ends` where the right one is the last.
fn apart((left, own): (&Page, u32), (right, beside): (&Page, u32), ends: bool) -> Option<ledger::Fault> {
    let is_spread = left.number.is_multiple_of(2) && right.number == left.number + 1;
    let row = ROW as u32;
    let rows = ((own + row / 2) / row).abs_diff((beside + row / 2) / row);
    let seen = rows.saturating_sub(limits::FACING_ROWS);
    let fault = if ends { ledger::Fault::FacingAtEnd } else { ledger::Fault::Facing };
    (is_spread && !left.ends_part && (ends || !right.ends_part) && seen > 0).then_some(fault(seen))
}

/// Bands that go on on another page, where the layout wants them on one.
fn divided(view: &View) -> usize {
    let continuous = view.document.parts.iter().any(|part| matches!(part, Part::Story(story) if story.continuous));
    let columns = &view.composed.columns;
    let begins = |index: usize| !columns[index].last && (index == 0 || columns[index - 1].last);
    if continuous { 0 } else { (0..columns.len()).filter(|index| begins(*index)).count() }
}

//! Feet of facing pages: a page that could be stretched to its foot stays as short as the page beside it.
//!
//! In: filled pages before their empty rows are spread. Out: how many rows each leaves at its foot. A spread is an even
//! page and the odd one after it.

use super::filling::{is_of_foot, sink};
use super::problem::{PagePlan, Paginator};

/// More of a page's rows, in thousandths, are left at no foot for the sake of the page beside it: a tenth is seen as
/// white.
const MOST_LEFT: i32 = 95;

/// How much of a page's foot may be white.
#[derive(Clone, Copy)]
struct White {
    /// Where all gaps are as wide as they may be, and as the layout wants them.
    least: i32,
    most: i32,
    /// Of which so many are there because its columns end apart.
    uneven: i32,
}

/// Rows that each page leaves white at its foot.
pub fn leaves(pages: &[PagePlan], paginator: &Paginator) -> Vec<i32> {
    if !paginator.page.facing {
        return vec![0; pages.len()];
    }
    let whites: Vec<Option<White>> = pages.iter().map(|page| white(page, paginator)).collect();
    let most = paginator.page.rows * MOST_LEFT / 1000;
    let leave = |index: usize| {
        let number = paginator.first_number + index;
        let beside = if number.is_multiple_of(2) { Some(index + 1) } else { index.checked_sub(1) };
        let of = |index: usize| whites.get(index).copied().flatten();
        match (of(index), beside.and_then(of)) {
            (Some(own), Some(beside)) => (beside.least.min(own.most).min(most) - own.uneven).max(0),
            _ => 0,
        }
    };
    (0..pages.len()).map(leave).collect()
}

/// `None` where nothing is spread, or something stands at the very foot.
fn white(page: &PagePlan, paginator: &Paginator) -> Option<White> {
    let last = page.units.last().filter(|_| !page.open && !is_of_foot(page, paginator))?;
    let uneven = last.lack / i32::from(paginator.page.columns.max(1));
    let here = paginator.page.rows - last.end + uneven;
    let wide: i32 = page.units.iter().map(|placed| placed.wide).sum();
    let stretch: i32 = page.units.iter().map(|placed| placed.stretch).sum();
    let least = (here - stretch - sink(page, paginator)).max(uneven);
    Some(White { least, most: here + wide, uneven })
}

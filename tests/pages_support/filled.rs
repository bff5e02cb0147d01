//! How full the story's pages are.

use super::Findings;
use super::ink::page_inks;
use plenary::Typeset;
use plenary::compose::page::Page;
use plenary::geometry::{Length, Rect};

/// What a page that is not the last must have at least.
pub const LEAST: f64 = 2.0 / 3.0;

/// Pages of the story, but the last, that are less than two thirds full.
pub fn thin_pages(set: &Typeset) -> Findings {
    let pages = story_pages(set);
    let before_last = pages.split_last().map_or(&[][..], |(_, before)| before);
    let thin = before_last.iter().filter(|page| filled(set, page) < LEAST);
    thin.map(|page| format!("page {} is {:.0} % full", page.number, 100.0 * filled(set, page))).collect()
}

/// The pages over which the story runs.
pub fn story_pages(set: &Typeset) -> Vec<&Page> {
    set.composed.pages.iter().filter(|page| page.story).collect()
}

/// The share of the text area's height that is above the lowest thing in a column; the mean of the columns.
pub fn filled(set: &Typeset, page: &Page) -> f64 {
    let geometry = &set.document.page;
    let top = geometry.cap_top(1);
    let (height, foot) = (geometry.base(geometry.rows) - top, geometry.base(geometry.rows) + Length::pt(0.1));
    let left = if geometry.facing && page.verso { geometry.outer } else { geometry.inner };
    let inks = page_inks(set, page);
    let column = |index: u16| {
        let from = left + (geometry.column_width() + geometry.gutter) * i64::from(index);
        let column = Rect::new(from, top, from + geometry.column_width(), foot);
        let areas = inks.iter().flat_map(|ink| &ink.areas).filter(|area| area.bottom <= foot + geometry.leading);
        let lowest = areas.filter(|area| area.overlaps(&column)).map(|area| area.bottom.min(foot)).max();
        lowest.map_or(0.0, |lowest| (lowest - top).ratio(height))
    };
    (0..geometry.columns).map(column).sum::<f64>() / f64::from(geometry.columns)
}

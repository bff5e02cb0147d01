//! How far quotes and pictures stand from the words that they belong to, and how near quotes to the words that they
//! repeat.

use super::lines::{BodyLine, column_at};
use super::report::{Distances, Fault, FaultKind};
use super::words::{Anchor, Kind};
use super::{View, limits};
use crate::compose::page::{FragmentKind, Page};
use crate::geometry::{Length, Rect};
use crate::resolve::document::PageGeometry;

/// The distances of all quotes, or of all pictures in the text.
pub fn of(view: &View, kind: Kind, faults: &mut Vec<Fault>) -> Distances {
    let mut distances = Distances::default();
    let mut rows: Vec<i32> = Vec::new();
    for anchor in view.words.anchors.iter().filter(|anchor| anchor.kind == kind) {
        let Some(place) = find(view, anchor) else { continue };
        let here = nearest_repeat(view, anchor, |line| line.page == place.page, &place);
        let Some(line) = here.map(|(line, _)| line).or_else(|| line_of(view, anchor)) else { continue };
        distances.count += 1;
        let shared = |line: &BodyLine| line.page == place.page && place.columns.contains(&line.column);
        let near = nearest_repeat(view, anchor, shared, &place);
        if let Some((line, rows)) = near.filter(|(_, rows)| *rows < limits::REPEAT_ROWS) {
            distances.too_near += 1;
            let fault = view.fault(FaultKind::NearItsWords, line, f64::from(rows));
            faults.push(Fault { place: Some(view.place_of(anchor.source)), ..fault });
        }
        if place.page != line.page {
            match spread(view, place.page) == spread(view, line.page) {
                true => distances.other_column += 1,
                false => {
                    distances.other_page += 1;
                    faults.push(far(view, anchor, &place, line));
                }
            }
            continue;
        }
        match place.columns.contains(&line.column) {
            true => distances.same_column += 1,
            false => distances.other_column += 1,
        }
        rows.push(rows_between(&place.area, line, &view.document.page));
    }
    rows.sort_unstable();
    distances.median_rows = rows.get(rows.len() / 2).copied();
    distances.most_rows = rows.last().copied();
    distances
}

/// Where a quote or picture stands.
struct Stand {
    page: usize,
    columns: Vec<usize>,
    area: Rect,
}

fn find(view: &View, anchor: &Anchor) -> Option<Stand> {
    view.composed.pages.iter().enumerate().find_map(|(index, page)| {
        let own = page.fragments.iter().filter(|fragment| fragment.source == Some(anchor.source));
        let areas = own.filter_map(|fragment| match &fragment.kind {
            FragmentKind::Fill { area, .. } | FragmentKind::Picture { area, .. } => Some(*area),
            FragmentKind::Rule { from, to, .. } => Some(Rect::new(from.x, from.y, to.x, to.y)),
            FragmentKind::Line { origin, line, .. } => {
                let cap_top = origin.y - view.document.page.cap_height;
                let left = origin.x + line.runs.iter().map(|run| run.x).min()?;
                let right = origin.x + line.runs.iter().map(|run| run.x + run.width()).max()?;
                Some(Rect::new(left, cap_top, right, origin.y))
            }
            FragmentKind::Code { .. } => None,
        });
        let area = areas.reduce(|a, b| {
            Rect::new(a.left.min(b.left), a.top.min(b.top), a.right.max(b.right), a.bottom.max(b.bottom))
        })?;
        Some(Stand { page: index, columns: columns_of(page, &view.document.page, &area), area })
    })
}

/// The columns in which an area stands.
fn columns_of(page: &Page, geometry: &PageGeometry, area: &Rect) -> Vec<usize> {
    let (first, last) = (column_at(page, geometry, area.left), column_at(page, geometry, area.right - Length::pt(1.0)));
    // A box that ends in the gutter does not stand in the next column.
    (first..=last.max(first)).collect()
}

/// The line that holds the words, or the last of their paragraph.
fn line_of<'l, 'a>(view: &'l View<'a>, anchor: &Anchor) -> Option<&'l BodyLine<'a>> {
    let own = || view.lines.iter().filter(|line| line.paragraph == Some(anchor.paragraph));
    own().find(|line| line.words.end > anchor.byte).or_else(|| own().next_back())
}

/// Of the lines with the words that a quote repeats, those of interest, the nearest, and the rows between.
fn nearest_repeat<'l, 'a>(
    view: &'l View<'a>,
    anchor: &Anchor,
    of_interest: impl Fn(&BodyLine) -> bool,
    place: &Stand,
) -> Option<(&'l BodyLine<'a>, i32)> {
    let repeats = anchor.repeats.as_ref()?;
    let own = view.lines.iter().filter(|line| line.paragraph == Some(anchor.paragraph));
    let holds = own.filter(|line| line.words.start < repeats.end && line.words.end > repeats.start);
    let lines = holds.filter(|line| of_interest(line));
    let rows = |line| rows_between(&place.area, line, &view.document.page);
    lines.map(|line| (line, rows(line))).min_by_key(|(_, rows)| *rows)
}

/// Rows between the words and the nearest edge of what belongs to them; none where it stands beside them.
fn rows_between(area: &Rect, line: &BodyLine, page: &PageGeometry) -> i32 {
    let row = |y: Length| ((y - page.first_baseline).ratio(page.leading)).round() as i32 + 1;
    let (top, bottom, own) = (row(area.top + page.cap_height), row(area.bottom), row(line.baseline));
    (top - own - 1).max(own - bottom - 1).max(0)
}

/// Facing pages are seen together.
fn spread(view: &View, page: usize) -> usize {
    let number = view.number(page);
    if view.document.page.facing { number / 2 } else { number }
}

fn far(view: &View, anchor: &Anchor, place: &Stand, line: &BodyLine) -> Fault {
    let what = if anchor.kind == Kind::Picture { "picture" } else { "quote" };
    Fault {
        kind: FaultKind::FarFromWords,
        page: view.number(place.page),
        column: place.columns.first().map(|column| column + 1),
        place: Some(view.place_of(anchor.source)),
        words: format!("{what}; its words stand on page {}", view.number(line.page)),
        amount: place.page.abs_diff(line.page) as f64,
        why: Vec::new(),
    }
}

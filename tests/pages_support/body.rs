//! Running text: its grid, its columns, its paragraphs and its hyphens.

use super::ink::words;
use super::{Findings, pt};
use plenary::Typeset;
use plenary::compose::page::{Fragment, FragmentKind, Page};
use plenary::geometry::{Length, Point};
use plenary::resolve::document::PageGeometry;
use plenary::structure::{Role, StructTree};
use plenary::text::Line;

/// How far a baseline may stand off the grid.
const OFF_GRID: f64 = 0.01;
/// Rows by which the columns of a band may differ at its end.
const UNEVEN: i32 = 1;
/// Lines of a divided paragraph that stand together at least.
const TOGETHER: usize = 2;

/// A line of running text in its place.
#[derive(Clone, Copy)]
struct Placed<'a> {
    page: usize,
    column: usize,
    origin: Point,
    line: &'a Line,
}

impl Placed<'_> {
    /// The other line stands further down in the same column of the same page.
    fn goes_on_in(&self, next: &Placed) -> bool {
        (self.page, self.column) == (next.page, next.column) && self.origin.y < next.origin.y
    }

    fn shown(&self) -> String {
        let (column, y) = (self.column + 1, pt(self.origin.y));
        format!("page {}, column {column}, {y}: “{}”", self.page, words(self.line))
    }
}

/// All lines of running text in the order of their paragraphs.
fn lines(set: &Typeset) -> Vec<Placed<'_>> {
    set.composed.pages.iter().flat_map(|page| lines_of(page, &set.document.page)).collect()
}

fn lines_of<'a>(page: &'a Page, geometry: &'a PageGeometry) -> impl Iterator<Item = Placed<'a>> {
    let placed = |fragment: &'a Fragment| match &fragment.kind {
        FragmentKind::Line { origin, line, on_grid: true } => {
            Some(Placed { page: page.number, column: column(page, geometry, origin.x), origin: *origin, line })
        }
        _ => None,
    };
    page.fragments.iter().filter_map(placed)
}

fn column(page: &Page, geometry: &PageGeometry, x: Length) -> usize {
    let left = if page.verso { geometry.outer } else { geometry.inner };
    let step = geometry.column_width() + geometry.gutter;
    (0..usize::from(geometry.columns)).rev().find(|c| left + step * *c as i64 <= x + Length::pt(1.0)).unwrap_or(0)
}

/// Paragraphs as runs of lines from a first line to the line before the next first one.
fn paragraphs(set: &Typeset) -> Vec<Vec<Placed<'_>>> {
    let mut paragraphs: Vec<Vec<Placed>> = Vec::new();
    for placed in lines(set) {
        match paragraphs.last_mut() {
            Some(open) if !placed.line.first_of_paragraph => open.push(placed),
            _ => paragraphs.push(vec![placed]),
        }
    }
    paragraphs
}

/// Body lines whose baseline is on no row.
pub fn off_grid(set: &Typeset) -> Findings {
    let geometry = &set.document.page;
    let off = |placed: &Placed| {
        let down = placed.origin.y - geometry.first_baseline;
        let row = down.ratio(geometry.leading).round() as i32 + 1;
        let distance = (placed.origin.y - geometry.base(row)).abs();
        distance > Length::pt(OFF_GRID) || row < 1 || row > geometry.rows
    };
    lines(set).iter().filter(|placed| off(placed)).map(|placed| format!("{} is off the grid", placed.shown())).collect()
}

/// Bands that end here with one column longer than another. Of a band no higher than its portrait only the text counts.
pub fn uneven_columns(set: &Typeset) -> Findings {
    let differ = |rows: &[i32]| rows.iter().max() > rows.iter().min().map(|least| least + UNEVEN).as_ref();
    let bands = set.composed.columns.iter().filter(|band| band.last && differ(&band.rows));
    bands.map(|band| format!("page {}: the columns of a band end in rows {:?}", band.page + 1, band.rows)).collect()
}

/// Paragraphs that lack their first or last line, or words between two lines.
pub fn broken_paragraphs(set: &Typeset) -> Findings {
    let mut found = Vec::new();
    for paragraph in paragraphs(set) {
        let (Some(first), Some(last)) = (paragraph.first(), paragraph.last()) else { continue };
        if !first.line.first_of_paragraph || first.line.words.start != 0 {
            found.push(format!("{} begins a paragraph, but is not its first line", first.shown()));
        }
        if !last.line.last_of_paragraph {
            found.push(format!("{} ends a paragraph, but is not its last line", last.shown()));
        }
        let gaps = paragraph.windows(2).filter(|pair| !goes_on(pair[0].line, pair[1].line));
        found.extend(gaps.map(|pair| format!("{} does not go on where the line before it ended", pair[1].shown())));
    }
    found
}

/// Between the words of two lines is nothing, or the space at which they were parted.
fn goes_on(line: &Line, next: &Line) -> bool {
    let between = next.words.start.checked_sub(line.words.end);
    between.is_some_and(|bytes| bytes <= 1)
}

/// First lines alone at a column's foot, last lines alone at a column's head, headings without their text.
pub fn lone_lines(set: &Typeset) -> Findings {
    let mut found = Vec::new();
    for paragraph in paragraphs(set) {
        let stretches: Vec<&[Placed]> = paragraph.chunk_by(|line, next| line.goes_on_in(next)).collect();
        let [first, .., last] = &stretches[..] else { continue };
        if first.len() < TOGETHER {
            found.push(format!("{} stands alone at a foot", first[0].shown()));
        }
        if last.len() < TOGETHER {
            found.push(format!("{} stands alone at a head", last[0].shown()));
        }
    }
    found.extend(lost_headings(set));
    found
}

fn lost_headings(set: &Typeset) -> Findings {
    let lines = lines(set);
    let heads = lines.windows(2).filter(|pair| is_heading(pair[0].line, &set.document.structure));
    heads
        .filter(|pair| !pair[0].goes_on_in(&pair[1]))
        .map(|pair| format!("{} has lost its text", pair[0].shown()))
        .collect()
}

fn is_heading(line: &Line, structure: &StructTree) -> bool {
    let mut tags = line.runs.iter().filter_map(|run| run.tag);
    tags.any(|tag| matches!(structure.get(tag).role, Role::Heading(_)))
}

/// Hyphens that breaking added at the ends of two lines of a column, one under the other.
pub fn hyphen_ladders(set: &Typeset) -> Findings {
    let lines = lines(set);
    let ladders = lines.windows(2).filter(|pair| pair[0].line.hyphenated && pair[1].line.hyphenated);
    let ladders = ladders.filter(|pair| pair[0].goes_on_in(&pair[1]));
    ladders.map(|pair| format!("{} ends in a second hyphen", pair[1].shown())).collect()
}

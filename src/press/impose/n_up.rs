//! Two, four or six pages on a side, scaled to fit, in the order of reading, with or without lines for notes.
//!
//! Of all grids with so many places, both ways to lay the sheet, and notes beside or below where either will do, the one
//! with the largest pages is taken. A margin that every copier reaches stays free; a thin frame shows where each page
//! ends.

use super::super::ground::Ground;
use super::super::ink::black;
use super::super::lines;
use super::super::sheet::SheetSize;
use super::{Laid, NUp, Notes, page_measures};
use crate::color::SwatchId;
use crate::geometry::{Length, Point, Rect, Size};
use crate::paint::display_list::{DisplayList, Item, PlacedPage, SheetSide};

/// Round the sheet, in millimetres: copiers leave up to 5 white.
const MARGIN: f64 = 6.0;
/// Between pages, and between a page and its notes, in millimetres.
const GAP: f64 = 6.0;
/// From line to line, in millimetres: for handwriting.
const PITCH: f64 = 8.0;
/// Least width of notes beside a page, times its width; least height of notes below it, times its height.
const BESIDE: f64 = 0.6;
const BELOW: f64 = 0.4;

/// A way to lay pages on a side.
#[derive(Clone, Copy)]
struct Plan {
    sheet: Size,
    columns: usize,
    rows: usize,
    notes: Option<Notes>,
    scale: f64,
}

pub(super) fn lay(list: &mut DisplayList, n_up: &NUp, sheet: Option<&SheetSize>) -> Vec<Laid> {
    let (page, _) = page_measures(list);
    let sheet = sheet.cloned().unwrap_or_else(SheetSize::a4);
    let Some(plan) = best(page, n_up, &sheet) else { return Vec::new() };
    let black = black(list);
    let right_to_left = list.metadata.right_to_left;
    let pages: Vec<usize> = (0..list.pages.len()).collect();
    let sides = pages.chunks(n_up.pages.max(1)).enumerate();
    sides.map(|(index, pages)| plan.side(index, pages, page, right_to_left, black)).collect()
}

/// The plan with the largest pages; the first of equals.
fn best(page: Size, n_up: &NUp, sheet: &SheetSize) -> Option<Plan> {
    let notes: &[Option<Notes>] = match n_up.notes {
        None => &[None],
        Some(Notes::Fitting) => &[Some(Notes::Beside), Some(Notes::Below)],
        Some(Notes::Beside) => &[Some(Notes::Beside)],
        Some(Notes::Below) => &[Some(Notes::Below)],
    };
    let mut best: Option<Plan> = None;
    for sheet in sheet.ways() {
        for columns in (1..=n_up.pages).filter(|columns| n_up.pages.is_multiple_of(*columns)) {
            for notes in notes {
                let rows = n_up.pages / columns;
                let mut plan = Plan { sheet, columns, rows, notes: *notes, scale: 0.0 };
                plan.scale = plan.largest(page);
                if best.is_none_or(|best| plan.scale > best.scale) {
                    best = Some(plan);
                }
            }
        }
    }
    best
}

impl Plan {
    /// A place with its notes.
    fn cell(&self) -> Size {
        let share = |length: Length, count: usize| {
            let free = length - Length::mm(MARGIN) * 2 - Length::mm(GAP) * (count as i64 - 1);
            free / count as i64
        };
        Size::new(share(self.sheet.width, self.columns), share(self.sheet.height, self.rows))
    }

    /// The scale at which a page fits its cell; never above its own size.
    fn largest(&self, page: Size) -> f64 {
        let (cell, gap) = (self.cell(), Length::mm(GAP));
        let (width, height) = match self.notes {
            Some(Notes::Beside) => ((cell.width - gap).scale(1.0 / (1.0 + BESIDE)), cell.height),
            Some(_) => (cell.width, (cell.height - gap).scale(1.0 / (1.0 + BELOW))),
            None => (cell.width, cell.height),
        };
        width.ratio(page.width).min(height.ratio(page.height)).clamp(0.0, 1.0)
    }

    fn side(&self, index: usize, pages: &[usize], page: Size, right_to_left: bool, black: SwatchId) -> Laid {
        let (mut placed, mut items) = (Vec::new(), Vec::new());
        for (place, number) in pages.iter().enumerate() {
            let column = place % self.columns;
            let column = if right_to_left { self.columns - 1 - column } else { column };
            let (trim, notes) = self.place(column, place / self.columns, page, right_to_left);
            let at = Point::new(trim.left, trim.top);
            placed.push(PlacedPage { page: *number, at, scale: self.scale, clip: trim });
            items.push(lines::frame(trim, black));
            items.extend(notes.and_then(|area| note_lines(area, black)));
        }
        let paper = Rect::at(Point::default(), self.sheet);
        let (first, last) = (pages.first().map_or(0, |page| page + 1), pages.last().map_or(0, |page| page + 1));
        Laid {
            side: SheetSide {
                label: (index + 1).to_string(),
                sheet: self.sheet,
                trim: paper,
                bleed: paper,
                pages: placed,
                items,
            },
            ground: Ground::whole(paper),
            name: format!("Pages {first} to {last}"),
        }
    }

    /// Where a page lies, and the area for its notes.
    fn place(&self, column: usize, row: usize, page: Size, right_to_left: bool) -> (Rect, Option<Rect>) {
        let (cell, gap) = (self.cell(), Length::mm(GAP));
        let left = Length::mm(MARGIN) + (cell.width + gap) * column as i64;
        let top = Length::mm(MARGIN) + (cell.height + gap) * row as i64;
        let area = Rect::at(Point::new(left, top), cell);
        let size = Size::new(page.width.scale(self.scale), page.height.scale(self.scale));
        let middle = left + (cell.width - size.width) / 2;
        let level = top + (cell.height - size.height) / 2;
        match self.notes {
            None => (Rect::at(Point::new(middle, level), size), None),
            Some(Notes::Beside) => {
                let x = if right_to_left { area.right - size.width } else { left };
                let trim = Rect::at(Point::new(x, level), size);
                let (from, to) = if right_to_left { (left, x - gap) } else { (trim.right + gap, area.right) };
                (trim, Some(Rect::new(from, trim.top, to, trim.bottom)))
            }
            Some(_) => {
                let trim = Rect::at(Point::new(middle, top), size);
                (trim, Some(Rect::new(trim.left, trim.bottom + gap / 2, trim.right, area.bottom)))
            }
        }
    }
}

/// Lines from one side of the area to the other.
fn note_lines(area: Rect, black: SwatchId) -> Option<Item> {
    let pitch = Length::mm(PITCH);
    let count = area.height().units() / pitch.units();
    let at = (1..=count).map(|line| area.top + pitch * line);
    let ends = at.map(|y| (Point::new(area.left, y), Point::new(area.right, y)));
    lines::thin(ends, black)
}

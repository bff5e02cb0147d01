//! Cut and stack: as many pages as fit stand on each side in their own size; the stack of printed sheets is cut, and the
//! piles laid on each other are the document in order. Nothing has to be gathered by hand.

use super::super::ground::Ground;
use super::super::sheet::{SheetSize, measures};
use super::{Laid, face, no_sheet, orders, page_measures, surroundings, too_small};
use crate::diagnostic::Diagnostic;
use crate::geometry::{Edges, Length, Point, Rect, Size};
use crate::paint::display_list::{DisplayList, PlacedPage, SheetSide};

/// Places in rows and columns on a sheet.
struct Grid {
    sheet: Size,
    columns: usize,
    rows: usize,
    /// A page with its bleed.
    cell: Size,
    page: Size,
    bleed: Edges,
}

pub(super) fn lay(list: &DisplayList, sheet: Option<&SheetSize>, room: Length) -> Result<Vec<Laid>, Diagnostic> {
    let (page, bleed) = page_measures(list);
    // Alike on both sides, so that fronts and backs lie on each other.
    let across = bleed.left.max(bleed.right);
    let bleed = Edges { left: across, right: across, ..bleed };
    let what = format!("two pages of {}{}", measures(page), surroundings(bleed, room));
    let grid = Grid::on_sheet(page, bleed, sheet, room, &what)?;
    let sides = orders::cut_stack(list.pages.len(), grid.columns, grid.rows);
    let sheets = sides.len() / 2;
    Ok(sides.iter().enumerate().map(|(index, places)| grid.side(index, sheets, places)).collect())
}

impl Grid {
    fn on_sheet(
        page: Size,
        bleed: Edges,
        asked: Option<&SheetSize>,
        room: Length,
        what: &str,
    ) -> Result<Grid, Diagnostic> {
        let cell = Rect::at(Point::default(), page).outset(bleed).size();
        let grids = |sheet: &SheetSize| {
            let lying = sheet.ways().map(|sheet| Grid::new(sheet, cell, page, bleed, room));
            let [upright, across] = lying;
            if across.places() > upright.places() { across } else { upright }
        };
        let smallest = SheetSize::usual().find(|sheet| grids(sheet).places() >= 2);
        let two = Size::new(cell.width * 2 + room * 2, cell.height + room * 2);
        let sheet = asked.cloned().or_else(|| smallest.clone()).ok_or_else(|| no_sheet(two, what))?;
        Some(grids(&sheet))
            .filter(|grid| grid.places() >= 2)
            .ok_or_else(|| too_small(&sheet, two, what, smallest.as_ref()))
    }

    fn new(sheet: Size, cell: Size, page: Size, bleed: Edges, room: Length) -> Grid {
        let count = |have: Length, need: Length| ((have - room * 2).units() / need.units().max(1)).max(0) as usize;
        Grid {
            sheet,
            columns: count(sheet.width, cell.width),
            rows: count(sheet.height, cell.height),
            cell,
            page,
            bleed,
        }
    }

    fn places(&self) -> usize {
        self.columns * self.rows
    }

    /// Where the trim of a place's page lies.
    fn trim(&self, column: usize, row: usize) -> Rect {
        let start = |sheet: Length, cell: Length, count: usize| (sheet - cell * count as i64) / 2;
        let left = start(self.sheet.width, self.cell.width, self.columns) + self.cell.width * column as i64;
        let top = start(self.sheet.height, self.cell.height, self.rows) + self.cell.height * row as i64;
        Rect::at(Point::new(left + self.bleed.left, top + self.bleed.top), self.page)
    }

    fn side(&self, index: usize, sheets: usize, places: &[Option<usize>]) -> Laid {
        let pages = places.iter().enumerate().filter_map(|(place, page)| {
            let trim = self.trim(place % self.columns, place / self.columns);
            let at = Point::new(trim.left, trim.top);
            Some(PlacedPage { page: (*page)?, at, scale: 1.0, clip: trim.outset(self.bleed) })
        });
        let trim = self.trim(0, 0).union(&self.trim(self.columns - 1, self.rows - 1));
        let bleed = trim.outset(self.bleed);
        let face = face(index);
        let sheet = index / 2 + 1;
        let paper = Rect::at(Point::default(), self.sheet);
        Laid {
            side: SheetSide {
                label: format!("{sheet} {face}"),
                sheet: self.sheet,
                trim,
                bleed,
                pages: pages.collect(),
                items: Vec::new(),
            },
            ground: Ground {
                cuts_across: cuts(
                    (0..self.columns).map(|column| self.trim(column, 0)).map(|trim| [trim.left, trim.right]),
                ),
                cuts_down: cuts((0..self.rows).map(|row| self.trim(0, row)).map(|trim| [trim.top, trim.bottom])),
                ..Ground::cut(paper, bleed, trim)
            },
            name: format!("Sheet {sheet} of {sheets}, {face}"),
        }
    }
}

/// Pages without bleed share a cut.
fn cuts(edges: impl Iterator<Item = [Length; 2]>) -> Vec<Length> {
    let mut cuts: Vec<Length> = edges.flatten().collect();
    cuts.dedup();
    cuts
}

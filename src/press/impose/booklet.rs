//! Saddle-stitched booklets: two pages on each side of a sheet, sheets folded once and nested.
//!
//! Creep: each sheet adds its thickness to the fold of the sheet inside it, so that inner leaves stand out at the front
//! edge and lose more there when the booklet is cut. The pages of a sheet therefore move towards the spine by the paper's
//! thickness for each sheet outside it; the outermost does not move. This is the usual approximation of imposition
//! programs, pages / 4 × thickness for the whole booklet (Kodak Preps 5 User Guide, "Calculating Shingling Amounts"; the
//! manual of Impozycjoner has the same with a factor for loose staples, 1 at best).

use super::super::ground::Ground;
use super::super::sheet::{SheetSize, hundredths, measures, millimetres};
use super::{Binding, Booklet, Laid, face, orders, page_measures, sheet_for, surroundings};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::geometry::{Edges, Length, Point, Rect, Size};
use crate::paint::display_list::{DisplayList, DisplayPage, PlacedPage, SheetSide};

/// Creep beyond this part of the page's width is a mistake in the thickness, or no booklet.
const MOST_CREEP: f64 = 0.1;

pub(super) fn lay(
    list: &mut DisplayList,
    booklet: &Booklet,
    sheet: Option<&SheetSize>,
    room: Length,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Laid>, Diagnostic> {
    fill_up(list, booklet.blanks, diagnostics)?;
    let (page, bleed) = page_measures(list);
    let what = format!("two pages of {}{}", measures(page), surroundings(bleed, room));
    // The spread stands in the middle of the sheet, so that the fold does.
    let bleed = Edges { left: bleed.left.max(bleed.right), right: bleed.left.max(bleed.right), ..bleed };
    let spread = Rect::at(Point::default(), Size::new(page.width * 2, page.height));
    let need = spread.outset(bleed).outset(Edges::all(room)).size();
    let sheet = sheet_for(sheet, need, &what)?;
    let sides = orders::booklet(list.pages.len());
    let sheets = sides.len() / 2;
    check_creep(booklet, sheets, page)?;
    let from_right = booklet.binding.map_or(list.metadata.right_to_left, |binding| binding == Binding::Right);
    let press = Press { sheet, page, bleed, sheets };
    Ok(sides
        .into_iter()
        .enumerate()
        .map(|(index, [left, right])| {
            let pages = if from_right { [right, left] } else { [left, right] };
            press.side(index, pages, booklet.paper_thickness * (index / 2) as i64)
        })
        .collect())
}

/// Adds the blank pages that a multiple of 4 needs: after the story, before the back cover.
fn fill_up(list: &mut DisplayList, allowed: usize, diagnostics: &mut Diagnostics) -> Result<(), Diagnostic> {
    let count = list.pages.len();
    let missing = count.next_multiple_of(4) - count;
    if missing > allowed {
        return Err(missing_pages(count, missing, allowed));
    }
    let at = list.pages.iter().rposition(|page| page.story).map_or(count, |last| last + 1);
    let (page, bleed) = page_measures(list);
    for _ in 0..missing {
        list.pages.insert(at, DisplayPage::blank(page, bleed));
    }
    for (index, page) in list.pages.iter_mut().enumerate().skip(at) {
        page.label = (index + 1).to_string();
    }
    list.bookmarks.iter_mut().filter(|bookmark| bookmark.page >= at).for_each(|bookmark| bookmark.page += missing);
    if missing > 0 {
        let place = if at < count { "before the back cover" } else { "at the end" };
        let are = if missing == 1 { "page is" } else { "pages are" };
        let message = format!("{missing} {are} blank {place}, so that {count} pages make {}", count + missing);
        diagnostics.push(Diagnostic::note("blank-pages", message));
    }
    Ok(())
}

fn missing_pages(count: usize, missing: usize, allowed: usize) -> Diagnostic {
    let (are, pages) = if missing == 1 { ("is", "page") } else { ("are", "pages") };
    let only = if allowed > 0 { format!(", and only {allowed} may be blank") } else { String::new() };
    let message =
        format!("a stitched booklet has a multiple of 4 pages, and this has {count}: {missing} {are} missing{only}");
    let help = format!(
        "allow {missing} blank {pages} with `--blanks {missing}` (or `--allow-blanks`); or write \
         `pages: {{multiple_of: 4}}` in the event file, and text and pictures are fitted to it"
    );
    Diagnostic::error("booklet-pages", message).help(help)
}

fn check_creep(booklet: &Booklet, sheets: usize, page: Size) -> Result<(), Diagnostic> {
    let creep = booklet.paper_thickness * sheets.saturating_sub(1) as i64;
    if creep <= page.width.scale(MOST_CREEP) {
        return Ok(());
    }
    let message = format!(
        "{sheets} sheets of paper {} mm thick make no stitched booklet: the innermost pages would move {} mm into the spine",
        hundredths(booklet.paper_thickness),
        millimetres(creep)
    );
    Err(Diagnostic::error("booklet-thickness", message).help(
        "give the thickness of one leaf, such as `--paper-thickness 0.1mm`; bind so many pages with glue instead",
    ))
}

/// What all sides have in common.
struct Press {
    sheet: Size,
    page: Size,
    bleed: Edges,
    sheets: usize,
}

impl Press {
    fn side(&self, index: usize, pages: [usize; 2], creep: Length) -> Laid {
        let fold = self.sheet.width / 2;
        let top = (self.sheet.height - self.page.height) / 2;
        let left_edge = fold - self.page.width + creep;
        let trim = Rect::new(left_edge, top, fold + self.page.width - creep, top + self.page.height);
        let bleed = trim.outset(self.bleed);
        // Bleed at the spine ends at the fold, where the other page begins.
        let place = |page, x, clip| PlacedPage { page, at: Point::new(x, top), scale: 1.0, clip };
        let placed = [
            place(pages[0], left_edge, Rect { right: fold, ..bleed }),
            place(pages[1], fold - creep, Rect { left: fold, ..bleed }),
        ];
        let face = face(index);
        let sheet = index / 2 + 1;
        let quarter = self.page.height / 4;
        Laid {
            side: SheetSide {
                label: format!("{sheet} {face}"),
                sheet: self.sheet,
                trim,
                bleed,
                pages: placed.into(),
                items: Vec::new(),
            },
            ground: Ground {
                folds: vec![fold],
                staples: vec![top + quarter, top + self.page.height - quarter],
                ..Ground::cut(Rect::at(Point::default(), self.sheet), bleed, trim)
            },
            name: format!("Sheet {sheet} of {}, {face}: pages {} and {}", self.sheets, pages[0] + 1, pages[1] + 1),
        }
    }
}

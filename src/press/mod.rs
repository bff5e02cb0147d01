//! The press: what a printer does with pages before the plates are made. Display list in, display list out; and pictures
//! made for an edition ([`pictures`]).
//!
//! [`impose`] lays pages on sheets; [`marks`] puts printer's marks on sheets or round pages; [`reach`] keeps artwork
//! clear of the edges that a copier does not print. [`preflight`] says what a print shop would find. Pages themselves are never changed.

mod ground;
pub mod impose;
mod ink;
mod lines;
pub mod marks;
mod office;
pub mod pictures;
pub mod preflight;
pub mod reach;
pub mod sheet;

pub use crate::paint::display_list::Marks;
pub use impose::{Binding, Booklet, Imposition, NUp, Notes, Scheme};
pub use sheet::SheetSize;

use crate::assets::fonts::FontBook;
use crate::assets::pictures::Pictures;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::geometry::{Edges, Length, Point, Rect};
use crate::paint::display_list::{DisplayList, Item};
use ground::Ground;
use marks::Marker;

/// What is to be done with a list.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// How pages are laid on sheets; `None` for each page by itself.
    pub imposition: Option<&'a Imposition>,
    /// What the slug line calls the edition.
    pub edition: &'a str,
    /// For an office printer: black ink alone, no bleed, and single pages clear of the edges that it leaves white.
    pub office: bool,
}

/// Lays the pages on sheets where that is asked for, and adds the marks that the list's press wants; turns all to black ink
/// for an office printer.
///
/// Fails when the pages do not fit the imposition or the sheet.
pub fn prepare(
    mut list: DisplayList,
    job: &Job,
    fonts: &FontBook,
    pictures: &Pictures,
    diagnostics: &mut Diagnostics,
) -> Result<DisplayList, Diagnostic> {
    if job.office {
        office::prepare(&mut list);
    }
    let Some(imposition) = job.imposition else {
        let to_be_cut = list.press.marks.any();
        mark_pages(&mut list, job, fonts, pictures);
        return Ok(if job.office && !to_be_cut { reach::within(list, reach::usual_edge()) } else { list });
    };
    let room = if list.press.marks.any() { Length::mm(marks::DEPTH) } else { Length::ZERO };
    let mut laid = impose::impose(&mut list, imposition, room, diagnostics)?;
    if job.office && matches!(imposition.scheme, Scheme::Booklet(_)) {
        let mut sides: Vec<_> = laid.iter_mut().map(|laid| &mut laid.side).collect();
        reach::folded_within(&list, &mut sides, reach::usual_edge());
    }
    let marker = Marker::new(&mut list, job, fonts, pictures);
    list.sides = laid
        .into_iter()
        .map(|laid| {
            let mut side = laid.side;
            side.items.extend(marker.items(&laid.ground, &laid.name));
            side
        })
        .collect();
    Ok(list)
}

/// Puts the marks that are asked for round each page.
fn mark_pages(list: &mut DisplayList, job: &Job, fonts: &FontBook, pictures: &Pictures) {
    if !list.press.marks.any() {
        return;
    }
    let marker = Marker::new(list, job, fonts, pictures);
    let count = list.pages.len();
    for page in &mut list.pages {
        page.slug = Edges::all(Length::mm(marks::DEPTH));
        let trim = Rect::at(Point::default(), page.trim);
        let bleed = trim.outset(page.bleed);
        let ground = Ground::cut(bleed.outset(page.slug), bleed, trim);
        let name = format!("Page {} of {count}", page.label);
        let items: Vec<Item> = marker.items(&ground, &name);
        page.items.extend(items);
    }
}

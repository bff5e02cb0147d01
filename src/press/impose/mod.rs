//! Imposition: pages laid on sheets so that they read in order when the sheets are folded, cut or simply turned.
//!
//! In: a display list and an [`Imposition`]. Out: the sides of the sheets, each with the [`Ground`] for its marks.
//! Nothing of a page is changed; it gets a place, a size and a clip. `docs/imposition.md` shows every scheme. Sheets are
//! turned over from left to right: the back of a place lies at the other side of its row.

mod booklet;
mod n_up;
pub mod options;
mod orders;
mod stack;

use super::ground::Ground;
use super::sheet::{SheetSize, measures, millimetres};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::geometry::{Edges, Length, Size};
use crate::paint::display_list::{DisplayList, SheetSide};

/// How pages are laid on sheets.
#[derive(Clone, PartialEq, Debug)]
pub struct Imposition {
    pub scheme: Scheme,
    /// `None`: the smallest usual sheet that holds the pages; A4 where pages are scaled to it.
    pub sheet: Option<SheetSize>,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Scheme {
    Booklet(Booklet),
    NUp(NUp),
    /// As many pages as fit in their own size; the stack of sheets is cut into piles, the piles are laid on each other.
    CutStack,
}

impl Scheme {
    /// As it is written on the command line.
    pub fn name(&self) -> &'static str {
        match self {
            Scheme::Booklet(_) => "booklet",
            Scheme::CutStack => "cut-stack",
            Scheme::NUp(NUp { pages: 2, .. }) => "2up",
            Scheme::NUp(NUp { pages: 4, .. }) => "4up",
            Scheme::NUp(_) => "6up",
        }
    }
}

/// Two pages on each side; sheets folded in the middle, put into each other and stapled through the fold.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Booklet {
    /// Of one leaf; inner pages move towards the spine by it.
    pub paper_thickness: Length,
    /// `None`: where the document's writing begins.
    pub binding: Option<Binding>,
    /// How many blank pages may make up a multiple of 4.
    pub blanks: usize,
}

/// At which side of the front cover the spine is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Binding {
    Left,
    Right,
}

/// Several pages on each side in the order of reading, scaled to fit.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct NUp {
    /// How many on a side.
    pub pages: usize,
    pub notes: Option<Notes>,
}

/// Where the lines for notes stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Notes {
    Beside,
    Below,
    /// Beside or below, wherever the page is larger.
    Fitting,
}

/// A side of a sheet on which pages are laid, before its marks are added.
#[derive(Clone, Debug)]
pub struct Laid {
    pub side: SheetSide,
    pub ground: Ground,
    /// What stands in the slug line.
    pub name: String,
}

/// Lays the list's pages on sheets. Blank pages that make up a booklet are added to the list. `room` is kept free beyond
/// the bleed for marks; zero where none are wanted.
///
/// Fails when the pages do not make a booklet or the sheet does not hold them.
pub fn impose(
    list: &mut DisplayList,
    imposition: &Imposition,
    room: Length,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Laid>, Diagnostic> {
    let sheet = imposition.sheet.as_ref();
    match &imposition.scheme {
        Scheme::Booklet(booklet) => booklet::lay(list, booklet, sheet, room, diagnostics),
        Scheme::NUp(n_up) => Ok(n_up::lay(list, n_up, sheet)),
        Scheme::CutStack => stack::lay(list, sheet, room),
    }
}

/// Sides come in pairs.
fn face(side: usize) -> &'static str {
    if side.is_multiple_of(2) { "front" } else { "back" }
}

/// The size of all pages, and their bleed.
fn page_measures(list: &DisplayList) -> (Size, Edges) {
    list.pages.first().map_or_else(Default::default, |page| (page.trim, page.bleed))
}

/// How the sheet lies that holds something of the size `need`: the one asked for, or the smallest.
fn sheet_for(asked: Option<&SheetSize>, need: Size, what: &str) -> Result<Size, Diagnostic> {
    let smallest = SheetSize::smallest(need);
    let sheet = asked.cloned().or_else(|| smallest.clone()).ok_or_else(|| no_sheet(need, what))?;
    sheet.holding(need).ok_or_else(|| too_small(&sheet, need, what, smallest.as_ref()))
}

fn no_sheet(need: Size, what: &str) -> Diagnostic {
    Diagnostic::error("sheet-too-small", format!("no usual sheet holds {what}: they take {}", measures(need)))
        .help("say how large your printer's sheet is, such as `--sheet 1000x1400mm`")
}

fn too_small(sheet: &SheetSize, need: Size, what: &str, smallest: Option<&SheetSize>) -> Diagnostic {
    let lack = |size: Size| {
        let over = |need: Length, have: Length| (need - have).max(Length::ZERO);
        (over(need.width, size.width), over(need.height, size.height))
    };
    let [upright, across] = sheet.ways();
    let lying = if need.width <= need.height { upright } else { across };
    let lacks: Vec<String> = [(lack(lying).0, "across"), (lack(lying).1, "down")]
        .into_iter()
        .filter(|(length, _)| *length > Length::ZERO)
        .map(|(length, way)| format!("{} mm {way}", millimetres(length)))
        .collect();
    let larger = smallest.map_or(String::new(), |sheet| format!("take `--sheet {sheet}` or a larger one, or "));
    let message = format!(
        "the sheet {sheet} is too small for {what}: they take {}, and it lacks {}",
        measures(need),
        lacks.join(" and ")
    );
    Diagnostic::error("sheet-too-small", message).help(format!("{larger}leave `--sheet` out to have one chosen"))
}

/// `with 3 mm of bleed and marks`, or as much of it as there is.
fn surroundings(bleed: Edges, room: Length) -> String {
    let widest = bleed.left.max(bleed.right).max(bleed.top).max(bleed.bottom);
    let bleed = (widest > Length::ZERO).then(|| format!("{} mm of bleed", millimetres(widest)));
    let marks = (room > Length::ZERO).then(|| "marks".to_owned());
    let all: Vec<String> = bleed.into_iter().chain(marks).collect();
    if all.is_empty() { String::new() } else { format!(" with {}", all.join(" and ")) }
}

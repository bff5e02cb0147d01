//! Object numbers, given out in a fixed order before anything is written, so that parts can be written in parallel.

use super::Edition;
use super::collect::{Used, UsedFont};
use crate::paint::display_list::{DisplayList, DisplayPage, LinkArea};
use crate::structure::Role;
use pdf_writer::Ref;

/// CIDFont, descriptor and font program; before them a Type0 font and a ToUnicode CMap for each reading.
pub(super) const REFS_OF_DESCENDANT: i32 = 3;
pub(super) const REFS_PER_READING: i32 = 2;
/// Picture, soft mask, colour profile.
pub(super) const REFS_PER_PICTURE: i32 = 3;

/// Which object has which number.
pub(super) struct Plan {
    pub catalog: Ref,
    pub page_tree: Ref,
    pub info: Ref,
    pub metadata: Ref,
    /// The sRGB profile.
    pub srgb: Ref,
    /// The print condition's profile.
    pub print: Ref,
    /// Graphics states that switch overprinting on and off.
    pub overprint_on: Ref,
    pub overprint_off: Ref,
    /// The colour space of what is on all plates.
    pub registration: Ref,
    /// The separation of the black plate, for pictures in greys.
    pub black: Ref,
    pub outline: Ref,
    pub struct_root: Ref,
    /// The first of each font's, in the order of [`Used::fonts`].
    fonts: Vec<Ref>,
    /// One for each spot ink, in the order of [`Used::spots`].
    pub spots: Vec<Ref>,
    /// The first of each picture's, in the order of [`Used::pictures`].
    pub pictures: Vec<Ref>,
    /// One for each page of the list, where sheets show them.
    pub forms: Vec<Ref>,
    /// The pages of the file: those of the list, or the sides of the sheets.
    pub pages: Vec<PagePlan>,
    /// One for each bookmark.
    pub bookmarks: Vec<Ref>,
    /// One for each element of the structure tree.
    pub elements: Vec<Ref>,
    /// The file that the PDF file carries: its specification, its data.
    pub source: [Ref; 2],
    /// The lowest number above all of these.
    pub free: Ref,
}

pub(super) struct PagePlan {
    pub page: Ref,
    pub contents: Ref,
    /// What follows the contents in each copy.
    pub personal: Option<Ref>,
    /// The page's annotations.
    pub links: Vec<LinkPlan>,
}

/// A link annotation.
pub(super) struct LinkPlan {
    /// Index into the page's link areas.
    pub area: usize,
    pub annotation: Ref,
    /// Its key in the parent tree.
    pub struct_parent: i32,
    /// A Link element made for it where the area's own element is none.
    pub wrapper: Option<Ref>,
}

/// The Type0 font of a reading, where the font's objects start with `first`.
pub(super) fn reading_ref(first: Ref, reading: usize) -> Ref {
    Ref::new(first.get() + reading as i32 * REFS_PER_READING)
}

fn refs_of_font(font: &UsedFont, edition: Edition) -> i32 {
    font.readings(edition) as i32 * REFS_PER_READING + REFS_OF_DESCENDANT
}

impl Plan {
    /// The first of a font's objects.
    pub fn font(&self, font: usize) -> Ref {
        self.fonts[font]
    }

    /// The Type0 font of one reading of a font.
    pub fn reading(&self, (font, reading): (usize, usize)) -> Ref {
        reading_ref(self.fonts[font], reading)
    }

    /// `copies`: frames kept for personal words are filled, in each copy otherwise.
    pub fn new(list: &DisplayList, used: &Used, edition: Edition, copies: bool) -> Plan {
        let mut next = 0;
        let mut take = |count: i32| {
            let first = Ref::new(next + 1);
            next += count;
            first
        };
        let tagged = edition == Edition::Screen;
        let imposed = !list.sides.is_empty();
        let mut struct_parent = list.pages.len() as i32;
        let mut page_plan = |page: &DisplayPage, take: &mut dyn FnMut(i32) -> Ref| {
            let areas = page.link_areas.iter().enumerate().filter(|_| tagged);
            let links = areas.map(|(area, LinkArea { tag, .. })| {
                let is_link = tag.is_some_and(|tag| list.structure.get(tag).role == Role::Link);
                struct_parent += 1;
                LinkPlan {
                    area,
                    annotation: take(1),
                    struct_parent: struct_parent - 1,
                    wrapper: (!is_link).then(|| take(1)),
                }
            });
            let links = links.collect();
            let personal = copies && !page.reserved.is_empty();
            PagePlan { page: take(1), contents: take(1), personal: personal.then(|| take(1)), links }
        };
        Plan {
            catalog: take(1),
            page_tree: take(1),
            info: take(1),
            metadata: take(1),
            srgb: take(1),
            print: take(1),
            overprint_on: take(1),
            overprint_off: take(1),
            registration: take(1),
            black: take(1),
            outline: take(1),
            struct_root: take(1),
            fonts: used.fonts.values().map(|font| take(refs_of_font(font, edition))).collect(),
            spots: used.spots.iter().map(|_| take(1)).collect(),
            pictures: used.pictures.iter().map(|_| take(REFS_PER_PICTURE)).collect(),
            forms: list.pages.iter().filter(|_| imposed).map(|_| take(1)).collect(),
            pages: if imposed {
                list.sides
                    .iter()
                    .map(|_| PagePlan { page: take(1), contents: take(1), personal: None, links: Vec::new() })
                    .collect()
            } else {
                list.pages.iter().map(|page| page_plan(page, &mut take)).collect()
            },
            bookmarks: list.bookmarks.iter().filter(|_| tagged).map(|_| take(1)).collect(),
            elements: list.structure.elements.iter().filter(|_| tagged).map(|_| take(1)).collect(),
            source: [take(1), take(1)],
            free: take(0),
        }
    }
}

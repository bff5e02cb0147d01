//! Sheets of several pages: each page's content is one form XObject (ISO 32000-1, 8.10), however it is placed.
//!
//! In: the sides of the sheets, and the contents written for pages and sides. Out: for each page a form whose box is its
//! bleed, for each side a page of the file, which places forms with Do. A form starts with the graphics state of its
//! place: forms come first and each between q and Q, so that state is the default one, without overprinting. A form is
//! a transparency group only where it holds transparency (11.6.6); the group is isolated, as a page's is (11.4.7).
//!
//! Boxes: the media is the sheet; the trim is what is left of it when it has been cut, the bleed as far as artwork
//! reaches (14.11.2). PDF/X asks for a TrimBox inside a BleedBox on each page of the file and knows no sheets.

use super::canvas::Canvas;
use super::document::Document;
use super::file::{Parts, write_group_space, write_page_tree, write_resources};
use super::objects::Objects;
use super::ops::Ops;
use super::stream;
use crate::paint::display_list::{PlacedPage, SheetSide};
use pdf_writer::writers::Page;
use pdf_writer::{Chunk, Filter, Finish, Name, Ref};

/// Writes the operators that show a page in its place.
pub(super) fn place(ops: &mut Ops, document: &Document, side: &SheetSide, placed: &PlacedPage) {
    let Some(page) = document.list.pages.get(placed.page) else { return };
    let (sheet, form) = (Canvas::side(side), Canvas::page(page, document.edition));
    ops.op("q");
    sheet.rectangle(ops, placed.clip);
    ops.op("W n");
    // The form's origin is the bottom left corner of its box.
    let (right, up) = form.origin();
    let x = sheet.x(placed.at.x) as f64 / 1000.0 - right * placed.scale;
    let y = sheet.y(placed.at.y) as f64 / 1000.0 - up * placed.scale;
    for value in [placed.scale, 0.0, 0.0, placed.scale, x, y] {
        ops.factor(value);
    }
    ops.op("cm").name("G", placed.page).op("Do").op("Q");
}

/// Writes the sides as the file's pages.
pub(super) fn write(document: &Document, parts: &Parts, objects: &mut Objects) {
    write_page_tree(document, objects);
    for ((side, content), plan) in document.list.sides.iter().zip(&parts.sides).zip(&document.plan.pages) {
        let canvas = Canvas::side(side);
        let mut object = objects.object(plan.page).start::<Page>();
        object.parent(document.plan.page_tree).contents(plan.contents).media_box(canvas.media_box());
        object.bleed_box(canvas.bleed_box()).trim_box(canvas.trim_box());
        if parts.is_transparent(content) {
            let mut group = object.group();
            group.transparency();
            write_group_space(document.edition, group.color_space());
        }
        let mut resources = object.resources();
        write_resources(document, &mut resources, content);
        resources.finish();
    }
}

/// Writes the form of a page.
pub(super) fn write_form(document: &Document, parts: &Parts, index: usize) -> Chunk {
    let (page, content) = (&document.list.pages[index], &parts.pages[index]);
    let mut chunk = stream::chunk();
    let mut form = chunk.form_xobject(document.plan.forms[index], &content.stream);
    form.filter(Filter::FlateDecode);
    form.bbox(Canvas::page(page, document.edition).media_box());
    if parts.is_transparent(content) {
        let mut group = form.group();
        group.transparency().isolated(true);
        write_group_space(document.edition, group.color_space());
    }
    let mut resources = form.resources();
    write_resources(document, &mut resources, content);
    resources.finish();
    form.finish();
    chunk
}

/// Writes the colour space of marks that every plate shows: the Separation colorant All (ISO 32000-1, 8.6.6.4), in full
/// ink where a device cannot show it.
pub(super) fn write_registration(objects: &mut Objects, id: Ref) {
    let mut space = objects.object(id).array();
    space.item(Name(b"Separation")).item(Name(b"All")).item(Name(b"DeviceCMYK"));
    let mut tint = space.push().start::<pdf_writer::writers::ExponentialFunction>();
    tint.domain([0.0, 1.0]).range([0.0, 1.0].repeat(4)).c0([0.0; 4]).c1([1.0; 4]).n(1.0);
}

//! The file: its parts written in parallel, then joined: first what leads to the pages, then what each page adds, last what
//! a reader wants when it shows a page already.

use super::body::{Body, Packing, Trailer};
use super::canvas::Canvas;
use super::content::{PageContent, page_content, side_content};
use super::document::Document;
use super::objects::Objects;
use super::order::{self, order};
use super::xobjects::PictureObjects;
use super::{Edition, attachment, digest, metadata, navigation, ops, prepared, sheets, stream, tags, xobjects};
use crate::assets::PictureId;
use crate::assets::pictures::{PictureError, PictureKind, Problem};
use crate::color::profiles;
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::jobs;
use crate::paint::display_list::DisplayPage;
use pdf_writer::types::{Direction, OverprintMode, TabOrder};
use pdf_writer::writers::{Catalog, ColorSpace, ExtGraphicsState, Page, Pages};
use pdf_writer::{Chunk, Filter, Finish, Name, Ref, TextStr};
use std::num::NonZeroUsize;

/// What was written in parallel.
pub(super) struct Parts {
    fonts: Vec<Objects>,
    pictures: Vec<PictureObjects>,
    pub pages: Vec<PageContent>,
    pub sides: Vec<PageContent>,
}

impl Parts {
    /// Whether something on the page lets what is below show through.
    pub fn is_transparent(&self, content: &PageContent) -> bool {
        content.pictures.iter().any(|picture| self.pictures[*picture].transparent)
            || content.forms.iter().any(|form| self.is_transparent(&self.pages[*form]))
    }
}

enum Part {
    Font(Result<Objects, Diagnostics>),
    Picture(Result<PictureObjects, Diagnostics>),
    Page(PageContent),
    Side(PageContent),
}

/// Writes fonts, pictures and page contents.
pub(super) fn write_parts(document: &Document, threads: Option<NonZeroUsize>) -> Result<Parts, Diagnostics> {
    let pictures: Vec<(PictureId, Option<Span>)> = document.used.pictures.iter().map(|(id, at)| (*id, *at)).collect();
    let (picture_count, font_count) = (pictures.len(), document.fonts.len());
    let first_page = picture_count + font_count;
    let first_side = first_page + document.list.pages.len();
    let count = first_side + document.list.sides.len();
    let results = jobs::run(threads, count, |job| match job {
        _ if job < picture_count => {
            let (id, at) = pictures[job];
            let written = xobjects::write(document, id, document.plan.pictures[job]);
            Part::Picture(written.map_err(|problem| picture_finding(document, id, at, problem)))
        }
        _ if job < first_page => {
            let index = job - picture_count;
            Part::Font(document.fonts[index].write(document.plan.font(index)))
        }
        _ if job < first_side => Part::Page(page_content(document, job - first_page)),
        _ => Part::Side(side_content(document, &document.list.sides[job - first_side])),
    });
    sort_out(results)
}

fn sort_out(results: Vec<Part>) -> Result<Parts, Diagnostics> {
    let mut findings = Diagnostics::default();
    let mut parts = Parts { fonts: Vec::new(), pictures: Vec::new(), pages: Vec::new(), sides: Vec::new() };
    for part in results {
        match part {
            Part::Font(Ok(chunk)) => parts.fonts.push(chunk),
            Part::Picture(Ok(objects)) => parts.pictures.push(objects),
            Part::Font(Err(more)) | Part::Picture(Err(more)) => findings.list.extend(more.list),
            Part::Page(content) => parts.pages.push(content),
            Part::Side(content) => parts.sides.push(content),
        }
    }
    if findings.has_errors() { Err(findings) } else { Ok(parts) }
}

fn picture_finding(document: &Document, id: PictureId, at: Option<Span>, problem: Problem) -> Diagnostics {
    let path = document.pictures.get(id).map(|picture| picture.path.clone()).unwrap_or_default();
    let error = PictureError { path, problem };
    let finding = Diagnostic::error("damaged-picture", error.to_string()).help(error.help());
    match at {
        Some(span) => finding.at(span).into(),
        None => finding.into(),
    }
}

/// Joins the parts and writes what ties them together.
pub(super) fn join(document: &Document, parts: &Parts, threads: Option<NonZeroUsize>) -> Vec<u8> {
    finish(document, body(document, parts, threads), None)
}

/// All but the metadata and what leads to the objects.
pub(super) fn body(document: &Document, parts: &Parts, threads: Option<NonZeroUsize>) -> Body {
    let on_screen = document.edition == Edition::Screen;
    // What a press takes is left as plain as it can be.
    let packing = if on_screen { Packing::Streams } else { Packing::Apart };
    let minor = if document.edition == Edition::Print { 6 } else { 7 };
    let mut body = Body::new(minor, packing, document.plan.free, capacity(document, parts), threads);
    let mut shared = Objects::new();
    write_shared(document, parts, &mut shared);
    body.plain(&front(document, parts, &shared));
    write_streams(document, parts, &mut body);
    body.streams(&shared);
    if on_screen {
        let pages: Vec<&PageContent> = parts.pages.iter().collect();
        let mut rest = Objects::new();
        navigation::write_outline(document, &mut rest);
        tags::write(document, &pages, &mut rest);
        attachment::write(document, &mut rest);
        body.plain(&rest);
        body.streams(&rest);
    }
    body
}

/// Writes the metadata and what leads to the objects. `before` is the fingerprint of what stands before the body.
pub(super) fn finish(document: &Document, mut body: Body, before: Option<[u8; 16]>) -> Vec<u8> {
    let own = body.bytes();
    let id = before.map_or_else(|| digest::of(&[own]), |before| digest::of(&[&before, own]));
    body.stream(&metadata::write_xmp(document, &id));
    body.finish(&Trailer { catalog: document.plan.catalog, info: document.plan.info, id })
}

/// What a reader wants before it shows the first page, besides streams.
fn front(document: &Document, parts: &Parts, shared: &Objects) -> Objects {
    let mut front = Objects::new();
    write_catalog(document, &mut front);
    metadata::write_info(document, &mut front);
    if document.list.sides.is_empty() {
        write_pages(document, parts, &mut front);
    } else {
        sheets::write(document, parts, &mut front);
    }
    if document.edition == Edition::Screen {
        navigation::write_links(document, &mut front);
    }
    for part in parts.fonts.iter().chain(parts.pictures.iter().map(|picture| &picture.objects)).chain([shared]) {
        front.extend(part);
    }
    front
}

/// Writes contents, fonts and pictures.
fn write_streams(document: &Document, parts: &Parts, body: &mut Body) {
    for part in order(document, parts) {
        match part {
            order::Part::Content(index) => {
                let content = if document.list.sides.is_empty() { &parts.pages[index] } else { &parts.sides[index] };
                let mut chunk = stream::chunk();
                chunk.stream(document.plan.pages[index].contents, &content.stream).filter(Filter::FlateDecode);
                body.stream(&chunk);
            }
            order::Part::Form(index) => body.stream(&sheets::write_form(document, parts, index)),
            order::Part::Font(index) => body.streams(&parts.fonts[index]),
            order::Part::Picture(index) => {
                body.streams(&parts.pictures[index].objects);
                if let Some(id) = document.used.pictures.keys().nth(index) {
                    body.stream(&jpeg_data(document, *id, document.plan.pictures[index]));
                }
            }
        }
    }
}

/// The data of a picture that stands as a JPEG; empty for others.
fn jpeg_data(document: &Document, id: PictureId, first: Ref) -> Chunk {
    match document.prepared.get(id) {
        Some(picture) => prepared::write_data(document, id, picture, first),
        None => xobjects::write_jpeg_data(document, id, first),
    }
}

/// About how many bytes the file will have; a little more than it needs saves moving it.
fn capacity(document: &Document, parts: &Parts) -> usize {
    let chunks = parts.fonts.iter().chain(parts.pictures.iter().map(|picture| &picture.objects)).map(Objects::len);
    let pages = parts.pages.iter().chain(&parts.sides).map(|page| page.stream.len() + 1024);
    let jpegs = document.used.pictures.keys().filter_map(|id| match &document.pictures.get(*id)?.kind {
        PictureKind::Jpeg(jpeg) => Some(jpeg.bytes.len() + 512),
        _ => None,
    });
    let tags = document.plan.elements.len() * 192;
    chunks.sum::<usize>() + pages.sum::<usize>() + jpegs.sum::<usize>() + tags + 1024 * 1024
}

fn write_catalog(document: &Document, objects: &mut Objects) {
    let plan = &document.plan;
    let meta = &document.list.metadata;
    let mut catalog = objects.object(plan.catalog).start::<Catalog>();
    catalog.pages(plan.page_tree).metadata(plan.metadata);
    if !meta.language.is_empty() {
        catalog.lang(TextStr(&meta.language));
    }
    metadata::write_output_intent(document, &mut catalog);
    let mut preferences = catalog.viewer_preferences();
    preferences.display_doc_title(true);
    if meta.right_to_left {
        preferences.direction(Direction::R2L);
    }
    preferences.finish();
    if !document.list.pages.is_empty() {
        navigation::write_page_labels(document, &mut catalog);
    }
    if document.edition == Edition::Screen {
        attachment::write_entries(document, &mut catalog);
        catalog.mark_info().marked(true);
        catalog.pair(Name(b"StructTreeRoot"), plan.struct_root);
        if !document.list.bookmarks.is_empty() {
            catalog.outlines(plan.outline);
        }
    }
}

fn write_pages(document: &Document, parts: &Parts, objects: &mut Objects) {
    write_page_tree(document, objects);
    for (index, (page, content)) in document.list.pages.iter().zip(&parts.pages).enumerate() {
        write_page(document, parts, objects, index, page, content);
    }
}

/// Writes the list of the file's pages.
pub(super) fn write_page_tree(document: &Document, objects: &mut Objects) {
    let plan = &document.plan;
    let mut tree = objects.object(plan.page_tree).start::<Pages>();
    tree.kids(plan.pages.iter().map(|page| page.page)).count(plan.pages.len() as i32);
}

fn write_page(
    document: &Document,
    parts: &Parts,
    objects: &mut Objects,
    index: usize,
    page: &DisplayPage,
    content: &PageContent,
) {
    let plan = &document.plan.pages[index];
    let canvas = Canvas::page(page, document.edition);
    let mut object = objects.object(plan.page).start::<Page>();
    object.parent(document.plan.page_tree).media_box(canvas.media_box());
    match plan.personal {
        Some(personal) => object.contents_array([plan.contents, personal]),
        None => object.contents(plan.contents),
    };
    object.bleed_box(canvas.bleed_box()).trim_box(canvas.trim_box());
    if document.edition == Edition::Screen {
        object.struct_parents(index as i32).tab_order(TabOrder::StructureOrder);
        if !plan.links.is_empty() {
            object.annotations(plan.links.iter().map(|link| link.annotation));
        }
    }
    if parts.is_transparent(content) {
        let mut group = object.group();
        group.transparency();
        write_group_space(document.edition, group.color_space());
    }
    let mut resources = object.resources();
    write_resources(document, &mut resources, content);
    resources.finish();
}

/// The colours in which transparency is blended.
pub(super) fn write_group_space(edition: Edition, space: ColorSpace) {
    match edition {
        Edition::Print => space.device_cmyk(),
        Edition::Screen => space.device_rgb(),
        Edition::Office => space.device_gray(),
    }
}

pub(super) fn write_resources(
    document: &Document,
    resources: &mut pdf_writer::writers::Resources,
    content: &PageContent,
) {
    let plan = &document.plan;
    if !content.fonts.is_empty() {
        let mut fonts = resources.fonts();
        for font in &content.fonts {
            fonts.pair(Name(ops::font_name(*font).as_bytes()), plan.reading(*font));
        }
    }
    if !content.pictures.is_empty() || !content.forms.is_empty() {
        let mut objects = resources.x_objects();
        for picture in &content.pictures {
            objects.pair(Name(format!("P{picture}").as_bytes()), plan.pictures[*picture]);
        }
        for form in &content.forms {
            objects.pair(Name(format!("G{form}").as_bytes()), plan.forms[*form]);
        }
    }
    if content.registration || !content.spots.is_empty() {
        let mut spaces = resources.color_spaces();
        if content.registration {
            spaces.insert(Name(b"All")).primitive(plan.registration);
        }
        for spot in &content.spots {
            spaces.pair(Name(format!("S{spot}").as_bytes()), plan.spots[*spot]);
        }
    }
    if content.overprint {
        let mut states = resources.ext_g_states();
        states.pair(Name(b"O1"), plan.overprint_on).pair(Name(b"O0"), plan.overprint_off);
    }
}

/// Profiles and graphics states that several objects name.
fn write_shared(document: &Document, parts: &Parts, objects: &mut Objects) {
    let plan = &document.plan;
    let (on_screen, for_press) = (document.edition == Edition::Screen, document.edition == Edition::Print);
    if on_screen || parts.pictures.iter().any(|picture| picture.uses_srgb) {
        metadata::write_profile(objects, plan.srgb, profiles::SRGB_PACKED, 3);
    }
    if for_press || parts.pictures.iter().any(|picture| picture.uses_print_profile) {
        metadata::write_profile(objects, plan.print, &document.list.press.condition.packed, 4);
    }
    if parts.pictures.iter().any(|picture| picture.uses_black) {
        write_separation(objects, plan.black, "Black", [0.0, 0.0, 0.0, 100.0]);
    }
    for ((name, alternate), id) in document.used.spots.iter().zip(&plan.spots).filter(|_| for_press) {
        write_separation(objects, *id, name, *alternate);
    }
    let contents = || parts.pages.iter().chain(&parts.sides);
    if contents().any(|page| page.registration) {
        sheets::write_registration(objects, plan.registration);
    }
    if contents().any(|page| page.overprint) {
        let mut on = objects.object(plan.overprint_on).start::<ExtGraphicsState>();
        on.overprint(true).overprint_fill(true).overprint_mode(OverprintMode::IgnoreZeroChannel);
        on.finish();
        let mut off = objects.object(plan.overprint_off).start::<ExtGraphicsState>();
        off.overprint(false).overprint_fill(false);
    }
}

/// A colour space of one ink; its tints run straight from no ink to `alternate`, in percent (ISO 32000-1, 8.6.6.4).
fn write_separation(objects: &mut Objects, id: Ref, name: &str, alternate: [f32; 4]) {
    let mut space = objects.object(id).array();
    space.item(Name(b"Separation")).item(Name(name.as_bytes())).item(Name(b"DeviceCMYK"));
    let mut tints = space.push().dict();
    tints.pair(Name(b"FunctionType"), 2).pair(Name(b"N"), 1);
    tints.insert(Name(b"Domain")).array().items([0, 1]);
    tints.insert(Name(b"C0")).array().items([0; 4]);
    tints.insert(Name(b"C1")).array().items(alternate.map(|percent| percent / 100.0));
}

//! Ways through the document on a screen: link annotations (ISO 32000-1, 12.5.6.5), the outline (12.3.3) and page
//! labels (12.4.2).

use super::canvas::Canvas;
use super::document::Document;
use super::objects::Objects;
use crate::geometry::Length;
use crate::paint::display_list::Bookmark;
use pdf_writer::types::{ActionType, AnnotationFlags, AnnotationType};
use pdf_writer::writers::{Annotation, Catalog, Outline, OutlineItem};
use pdf_writer::{Finish, Name, Str, TextStr};

/// Writes the link annotations of all pages.
pub(super) fn write_links(document: &Document, objects: &mut Objects) {
    for (page, plan) in document.list.pages.iter().zip(&document.plan.pages) {
        let canvas = Canvas::page(page, document.edition);
        for link in &plan.links {
            let area = &page.link_areas[link.area];
            let target = &document.list.links[area.link.0 as usize];
            let mut annotation = objects.object(link.annotation).start::<Annotation>();
            annotation
                .subtype(AnnotationType::Link)
                .rect(canvas.rect(area.area))
                .border(0.0, 0.0, 0.0, None)
                .flags(AnnotationFlags::PRINT)
                .contents(TextStr(&target.description))
                .struct_parent(link.struct_parent);
            annotation.action().action_type(ActionType::Uri).uri(Str(ascii_uri(&target.uri).as_bytes()));
        }
    }
}

/// A URI in the 7-bit characters that PDF wants (12.6.4.7): others percent-encoded.
fn ascii_uri(uri: &str) -> String {
    let mut ascii = String::with_capacity(uri.len());
    for byte in uri.bytes() {
        match byte {
            b'!'..=b'~' => ascii.push(char::from(byte)),
            _ => ascii.push_str(&format!("%{byte:02X}")),
        }
    }
    ascii
}

/// An outline entry's neighbours, as indices into the bookmarks.
#[derive(Clone, Default)]
struct Entry {
    parent: Option<usize>,
    children: Vec<usize>,
}

/// Writes the outline; all entries of the first level are closed.
pub(super) fn write_outline(document: &Document, objects: &mut Objects) {
    let bookmarks = &document.list.bookmarks;
    let refs = &document.plan.bookmarks;
    let (entries, top) = outline_tree(bookmarks);
    if let (Some(first), Some(last)) = (top.first(), top.last()) {
        let mut outline = objects.object(document.plan.outline).start::<Outline>();
        outline.first(refs[*first]).last(refs[*last]).count(top.len() as i32);
    }
    for (index, (bookmark, entry)) in bookmarks.iter().zip(&entries).enumerate() {
        let siblings = entry.parent.map_or(&top, |parent| &entries[parent].children);
        let place = siblings.iter().position(|sibling| *sibling == index).unwrap_or(0);
        let mut item = objects.object(refs[index]).start::<OutlineItem>();
        item.title(TextStr(&bookmark.title));
        item.parent(entry.parent.map_or(document.plan.outline, |parent| refs[parent]));
        if place > 0 {
            item.prev(refs[siblings[place - 1]]);
        }
        if let Some(next) = siblings.get(place + 1) {
            item.next(refs[*next]);
        }
        if let (Some(first), Some(last)) = (entry.children.first(), entry.children.last()) {
            item.first(refs[*first]).last(refs[*last]).count(-(entry.children.len() as i32));
        }
        let page = &document.list.pages[bookmark.page];
        let canvas = Canvas::page(page, document.edition);
        let top = canvas.y(bookmark.y.max(Length::ZERO)) as f32 / 1000.0;
        item.dest().page(document.plan.pages[bookmark.page].page).xyz(0.0, top, None);
    }
}

/// The tree that the levels of the bookmarks mean, and its outermost entries. A level that skips one counts as the next.
fn outline_tree(bookmarks: &[Bookmark]) -> (Vec<Entry>, Vec<usize>) {
    let mut entries = vec![Entry::default(); bookmarks.len()];
    let mut top = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (index, bookmark) in bookmarks.iter().enumerate() {
        while open.last().is_some_and(|last| bookmarks[*last].level >= bookmark.level) {
            open.pop();
        }
        entries[index].parent = open.last().copied();
        match open.last() {
            Some(parent) => entries[*parent].children.push(index),
            None => top.push(index),
        }
        open.push(index);
    }
    (entries, top)
}

/// Says which number each page carries; successive numbers share an entry.
pub(super) fn write_page_labels(document: &Document, catalog: &mut Catalog) {
    let mut labels = catalog.insert(Name(b"PageLabels")).dict();
    let mut entries = labels.insert(Name(b"Nums")).array();
    let mut expected = None;
    let pages = document.list.pages.iter().map(|page| &page.label).filter(|_| document.list.sides.is_empty());
    let labels_of_file = pages.chain(document.list.sides.iter().map(|side| &side.label));
    for (index, name) in labels_of_file.enumerate() {
        let number = name.parse::<i32>().ok().filter(|n| *n > 0 && n.to_string() == *name);
        if number.is_none() || number != expected {
            entries.item(index as i32);
            // Without Type, which need not be there: PyMuPDF takes its value for a prefix.
            let mut label = entries.push().dict();
            match number {
                Some(number) => label.pair(Name(b"S"), Name(b"D")).pair(Name(b"St"), number),
                None => label.pair(Name(b"P"), TextStr(name)),
            };
        }
        expected = number.map(|n| n.saturating_add(1));
    }
    entries.finish();
}

//! In which order streams stand in the file: what the first page needs stands first, then what the second adds, and so
//! on, so that a reader that gets the file from its start can show the first pages early.

use super::content::PageContent;
use super::document::Document;
use super::file::Parts;
use std::collections::BTreeSet;

/// A stream, or those that belong together, by its index.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The content of a page of the file.
    Content(usize),
    /// A page that is placed on sheets.
    Form(usize),
    Font(usize),
    Picture(usize),
}

/// All streams of pages, each once.
pub(super) fn order(document: &Document, parts: &Parts) -> Vec<Part> {
    let mut order = Order { parts, list: Vec::new(), known: BTreeSet::new() };
    let imposed = !document.list.sides.is_empty();
    let pages = if imposed { &parts.sides } else { &parts.pages };
    for (index, content) in pages.iter().enumerate() {
        order.page(Part::Content(index), content);
    }
    // A page may stand on no sheet.
    for (index, content) in parts.pages.iter().enumerate().filter(|_| imposed) {
        order.page(Part::Form(index), content);
    }
    order.list
}

struct Order<'a> {
    parts: &'a Parts,
    list: Vec<Part>,
    known: BTreeSet<Part>,
}

impl Order<'_> {
    fn page(&mut self, part: Part, content: &PageContent) {
        if !self.add(part) {
            return;
        }
        for form in &content.forms {
            self.page(Part::Form(*form), &self.parts.pages[*form]);
        }
        for (font, _) in &content.fonts {
            self.add(Part::Font(*font));
        }
        for picture in &content.pictures {
            self.add(Part::Picture(*picture));
        }
    }

    /// Whether it was new.
    fn add(&mut self, part: Part) -> bool {
        let new = self.known.insert(part);
        if new {
            self.list.push(part);
        }
        new
    }
}

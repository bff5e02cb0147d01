//! The structure tree (ISO 32000-1, 14.7 and 14.8; PDF/UA-1's demands as veraPDF tells them).
//!
//! In: the document's semantic tree, and which element each page's marked-content sequences belong to. Out: the
//! structure elements, the parent tree and the root. Order: an element that has words of its own takes its children
//! where their words are painted (a link in the middle of a sentence); one that only has children keeps the semantic
//! tree's order. Elements without any content are left out.

use super::canvas::Canvas;
use super::content::PageContent;
use super::document::Document;
use super::objects::Objects;
use super::plan::LinkPlan;
use crate::geometry::Rect;
use crate::paint::display_list::{DisplayPage, Item, ItemKind};
use crate::structure::{Element, Numbering, Role, StructId, StructTree};
use pdf_writer::types::{ListNumbering, StructRole};
use pdf_writer::writers::{StructElement, StructTreeRoot};
use pdf_writer::{Finish, Ref, TextStr};

/// A child of a structure element.
#[derive(Clone, Copy)]
enum Kid {
    Element(StructId),
    /// A marked-content sequence: page and identifier.
    Content(usize, i32),
    /// An annotation on a page.
    Annotation(usize, Ref),
    /// A Link element made for an annotation.
    Wrapper(Ref),
}

/// The tree's shape: the kids of each element, empty for those that are left out.
struct Kids {
    of: Vec<Vec<Kid>>,
    attached: Vec<bool>,
}

/// The standard structure type of a role (14.8.4).
fn standard_type(role: Role) -> StructRole {
    match role {
        Role::Document => StructRole::Document,
        Role::Section => StructRole::Sect,
        Role::Heading(1) => StructRole::H1,
        Role::Heading(2) => StructRole::H2,
        Role::Heading(3) => StructRole::H3,
        Role::Heading(4) => StructRole::H4,
        Role::Heading(5) => StructRole::H5,
        Role::Heading(_) => StructRole::H6,
        Role::Paragraph => StructRole::P,
        Role::BlockQuote => StructRole::BlockQuote,
        Role::List(_) => StructRole::L,
        Role::ListItem => StructRole::LI,
        Role::ListLabel => StructRole::Lbl,
        Role::ListBody => StructRole::LBody,
        Role::Contents => StructRole::TOC,
        Role::ContentsItem => StructRole::TOCI,
        Role::Figure => StructRole::Figure,
        Role::Caption => StructRole::Caption,
        Role::Link => StructRole::Link,
        Role::Span => StructRole::Span,
    }
}

/// The name of a role's standard structure type.
pub(super) fn role_name(role: Role) -> &'static str {
    std::str::from_utf8(standard_type(role).to_name().0).unwrap_or("Span")
}

/// Writes all structure objects.
pub(super) fn write(document: &Document, pages: &[&PageContent], objects: &mut Objects) {
    let kids = Kids::gather(document, pages);
    for (index, element) in document.list.structure.elements.iter().enumerate() {
        let id = StructId(index as u32);
        if kids.attached[index] {
            write_element(document, objects, id, element, &kids.of[index]);
        }
    }
    write_wrappers(document, objects);
    write_root(document, objects, pages);
}

/// The element that a link area belongs to.
fn area_element(document: &Document, page: usize, link: &LinkPlan) -> StructId {
    document.list.pages[page].link_areas[link.area].tag.unwrap_or(StructTree::ROOT)
}

fn write_wrappers(document: &Document, objects: &mut Objects) {
    let plan = &document.plan;
    for (page, page_plan) in plan.pages.iter().enumerate() {
        for link in &page_plan.links {
            let Some(wrapper) = link.wrapper else { continue };
            let parent = plan.elements[area_element(document, page, link).0 as usize];
            let mut object = objects.object(wrapper).start::<StructElement>();
            object.kind(StructRole::Link).parent(parent).page(page_plan.page);
            object.children().object_ref().page(page_plan.page).object(link.annotation);
        }
    }
}

impl Kids {
    fn gather(document: &Document, pages: &[&PageContent]) -> Kids {
        let count = document.list.structure.elements.len();
        let mut kids = Kids { of: vec![Vec::new(); count], attached: vec![false; count] };
        let mut own_words = vec![false; count];
        for (page, content) in pages.iter().enumerate() {
            for (mcid, tag) in content.sequences.iter().enumerate() {
                kids.add(document, *tag, Kid::Content(page, mcid as i32));
                own_words[tag.0 as usize] = true;
            }
        }
        for (page, plan) in document.plan.pages.iter().enumerate() {
            for link in &plan.links {
                let kid = link.wrapper.map_or(Kid::Annotation(page, link.annotation), Kid::Wrapper);
                kids.add(document, area_element(document, page, link), kid);
            }
        }
        kids.attached[0] = true;
        for (index, element) in document.list.structure.elements.iter().enumerate().filter(|(i, _)| !own_words[*i]) {
            let annotations =
                kids.of[index].iter().copied().filter(|kid| matches!(kid, Kid::Annotation(..) | Kid::Wrapper(_)));
            let children = element.children.iter().filter(|child| kids.attached[child.0 as usize]);
            kids.of[index] = children.map(|child| Kid::Element(*child)).chain(annotations).collect();
        }
        kids
    }

    /// Adds content to an element and attaches it and its ancestors where they are not yet.
    fn add(&mut self, document: &Document, tag: StructId, kid: Kid) {
        self.of[tag.0 as usize].push(kid);
        let mut child = tag;
        while !std::mem::replace(&mut self.attached[child.0 as usize], true) {
            let Some(parent) = document.list.structure.get(child).parent else { return };
            self.of[parent.0 as usize].push(Kid::Element(child));
            child = parent;
        }
    }
}

fn write_element(document: &Document, objects: &mut Objects, id: StructId, element: &Element, kids: &[Kid]) {
    let plan = &document.plan;
    let mut object = objects.object(plan.elements[id.0 as usize]).start::<StructElement>();
    object.kind(standard_type(element.role));
    object.parent(element.parent.map_or(plan.struct_root, |parent| plan.elements[parent.0 as usize]));
    if let Some(title) = &element.title {
        object.title(TextStr(title));
    }
    if let Some(language) = &element.language {
        object.lang(TextStr(language));
    }
    if let Some(alt) = &element.alt {
        object.alt(TextStr(alt));
    }
    let home = kids.iter().find_map(|kid| match kid {
        Kid::Content(page, _) | Kid::Annotation(page, _) => Some(*page),
        Kid::Element(_) | Kid::Wrapper(_) => None,
    });
    if let Some(page) = home {
        object.page(plan.pages[page].page);
    }
    if element.role == Role::Figure {
        write_bounds(document, &mut object, id, home);
    }
    if let Role::List(numbering) = element.role {
        object.attributes().push().list().list_numbering(match numbering {
            Numbering::None => ListNumbering::None,
            Numbering::Bullets => ListNumbering::Disc,
            Numbering::Figures => ListNumbering::Decimal,
        });
    }
    let mut children = object.children();
    for kid in kids {
        match *kid {
            Kid::Element(child) => {
                children.struct_element(plan.elements[child.0 as usize]);
            }
            Kid::Wrapper(element) => {
                children.struct_element(element);
            }
            Kid::Content(page, mcid) if Some(page) == home => {
                children.marked_content_id(mcid);
            }
            Kid::Content(page, mcid) => {
                children.marked_content_ref().page(plan.pages[page].page).marked_content_id(mcid);
            }
            Kid::Annotation(page, annotation) => {
                children.object_ref().page(plan.pages[page].page).object(annotation);
            }
        }
    }
}

/// A figure's bounding box on its first page.
fn write_bounds(document: &Document, object: &mut StructElement, id: StructId, home: Option<usize>) {
    let Some(page) = home.map(|page| &document.list.pages[page]) else { return };
    if let Some(area) = bounds(page, id) {
        let canvas = Canvas::page(page, document.edition);
        object.attributes().push().layout().bbox(canvas.rect(area));
    }
}

/// What the items of an element cover on a page.
fn bounds(page: &DisplayPage, id: StructId) -> Option<Rect> {
    let areas = page.items.iter().filter(|item| item.tag == Some(id)).filter_map(item_bounds);
    areas.reduce(|a, b| a.union(&b))
}

fn item_bounds(item: &Item) -> Option<Rect> {
    match &item.kind {
        ItemKind::Picture { area, .. } => Some(*area),
        ItemKind::Glyphs { origin, run } => {
            let left = origin.x + run.x;
            Some(Rect::new(left, origin.y - run.size, left + run.width(), origin.y))
        }
        ItemKind::Fill { path, .. } | ItemKind::Stroke { path, .. } => path.bounds(),
    }
}

/// The root with the parent tree: for each page the elements of its sequences, for each annotation its element.
fn write_root(document: &Document, objects: &mut Objects, pages: &[&PageContent]) {
    let plan = &document.plan;
    let element_of = |tag: StructId| plan.elements[tag.0 as usize];
    let mut links: Vec<(i32, Ref)> = Vec::new();
    for (page, page_plan) in plan.pages.iter().enumerate() {
        for link in &page_plan.links {
            let own = || element_of(area_element(document, page, link));
            links.push((link.struct_parent, link.wrapper.unwrap_or_else(own)));
        }
    }
    let lists: Vec<Vec<Ref>> =
        pages.iter().map(|page| page.sequences.iter().map(|tag| element_of(*tag)).collect()).collect();
    let mut root = objects.object(plan.struct_root).start::<StructTreeRoot>();
    root.child(plan.elements[0]);
    root.parent_tree_next_key((lists.len() + links.len()) as i32);
    let mut tree = root.insert(pdf_writer::Name(b"ParentTree")).dict();
    let mut entries = tree.insert(pdf_writer::Name(b"Nums")).array();
    for (key, list) in lists.iter().enumerate() {
        entries.item(key as i32);
        entries.push().array().items(list.iter().copied());
    }
    for (key, element) in links {
        entries.item(key);
        entries.item(element);
    }
    entries.finish();
    tree.finish();
    root.finish();
}

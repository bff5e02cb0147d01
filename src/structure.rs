//! The semantic tree: what the parts of the document are and in which order they are read.
//!
//! Built by `resolve` from the event, carried by reference ([`StructId`]) through composition and painting, written by
//! `pdf` as the structure tree of ISO 32000-1, 14.7 and 14.8. A paragraph over two pages is one element.

use std::sync::Arc;

/// An index into [`StructTree::elements`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct StructId(pub u32);

/// The standard structure types that documents of this kind need.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    Document,
    Section,
    /// A heading of level 1 to 6.
    Heading(u8),
    Paragraph,
    BlockQuote,
    List(Numbering),
    ListItem,
    ListLabel,
    ListBody,
    /// A list of the document's parts with their pages.
    Contents,
    ContentsItem,
    Figure,
    Caption,
    /// A link; its target is in the display list's link areas.
    Link,
    Span,
}

/// What the labels of a list's items are (14.8.5.5).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Numbering {
    /// There are none, or they are words.
    None,
    Bullets,
    Figures,
}

/// One element of the tree.
#[derive(Clone, PartialEq, Debug)]
pub struct Element {
    pub role: Role,
    pub parent: Option<StructId>,
    /// In reading order.
    pub children: Vec<StructId>,
    /// Alternative text of a figure.
    pub alt: Option<String>,
    /// BCP 47 tag where it differs from the parent's.
    pub language: Option<Arc<str>>,
    /// The title of a heading, as bookmarks show it.
    pub title: Option<String>,
}

/// The whole tree; the first element is the document.
#[derive(Clone, PartialEq, Debug)]
pub struct StructTree {
    pub elements: Vec<Element>,
}

impl Default for StructTree {
    fn default() -> Self {
        StructTree::new()
    }
}

impl StructTree {
    /// The root element.
    pub const ROOT: StructId = StructId(0);

    /// A tree that holds only the document element.
    pub fn new() -> StructTree {
        StructTree { elements: vec![Element::new(Role::Document, None)] }
    }

    /// Adds an element as the last child of `parent`.
    pub fn add(&mut self, parent: StructId, role: Role) -> StructId {
        let id = StructId(self.elements.len() as u32);
        self.elements.push(Element::new(role, Some(parent)));
        self.elements[parent.0 as usize].children.push(id);
        id
    }

    /// Reads an element before its brothers and sisters, or after them all.
    pub fn read_at(&mut self, id: StructId, first: bool) {
        let Some(parent) = self.get(id).parent else { return };
        let children = &mut self.get_mut(parent).children;
        let at = if first { 0 } else { children.len() };
        let Some(place) = children.iter().position(|child| *child == id) else { return };
        children.remove(place);
        children.insert(at.min(children.len()), id);
    }

    /// Makes an element the last child of another parent.
    pub fn adopt(&mut self, parent: StructId, child: StructId) {
        if let Some(before) = self.get(child).parent {
            self.get_mut(before).children.retain(|own| *own != child);
        }
        self.get_mut(child).parent = Some(parent);
        self.get_mut(parent).children.push(child);
    }

    /// Brings headings to levels without gaps: the first is of level 1, none is more than one level below the one
    /// before it. Only the elements that `is_read` names count: others are left out of a file.
    pub fn close_heading_gaps(&mut self, is_read: impl Fn(StructId) -> bool) {
        // The levels of the headings over the one that is looked at: as they were and as they have become.
        let mut open: Vec<u8> = Vec::new();
        let mut ahead = vec![StructTree::ROOT];
        while let Some(id) = ahead.pop() {
            ahead.extend(self.get(id).children.iter().rev());
            let Role::Heading(level) = self.get(id).role else { continue };
            if is_read(id) {
                open.retain(|over| *over < level);
                open.push(level);
                self.get_mut(id).role = Role::Heading(open.len() as u8);
            }
        }
    }

    pub fn get(&self, id: StructId) -> &Element {
        &self.elements[id.0 as usize]
    }

    pub fn get_mut(&mut self, id: StructId) -> &mut Element {
        &mut self.elements[id.0 as usize]
    }
}

impl Element {
    fn new(role: Role, parent: Option<StructId>) -> Element {
        Element { role, parent, children: Vec::new(), alt: None, language: None, title: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(written: &[u8]) -> Vec<u8> {
        let mut tree = StructTree::new();
        let headings: Vec<StructId> = written.iter().map(|l| tree.add(StructTree::ROOT, Role::Heading(*l))).collect();
        tree.close_heading_gaps(|_| true);
        let level = |id: &StructId| match tree.get(*id).role {
            Role::Heading(level) => level,
            _ => 0,
        };
        headings.iter().map(level).collect()
    }

    #[test]
    fn headings_have_no_gaps() {
        assert_eq!(levels(&[1, 2, 3, 2, 3, 4, 1]), [1, 2, 3, 2, 3, 4, 1]);
        assert_eq!(levels(&[2, 4, 4, 3, 2, 5]), [1, 2, 2, 2, 1, 2]);
        assert_eq!(levels(&[1, 3, 2, 3]), [1, 2, 2, 3]);
    }

    #[test]
    fn headings_that_are_not_read_do_not_count() {
        let mut tree = StructTree::new();
        let unread = tree.add(StructTree::ROOT, Role::Heading(2));
        let below = tree.add(StructTree::ROOT, Role::Heading(3));
        tree.close_heading_gaps(|id| id != unread);
        assert_eq!(tree.get(below).role, Role::Heading(1));
    }

    #[test]
    fn the_order_of_reading_can_be_changed() {
        let mut tree = StructTree::new();
        let all: Vec<StructId> = (0..3).map(|_| tree.add(StructTree::ROOT, Role::Paragraph)).collect();
        tree.read_at(all[2], true);
        assert_eq!(tree.get(StructTree::ROOT).children, [all[2], all[0], all[1]]);
        tree.read_at(all[0], false);
        assert_eq!(tree.get(StructTree::ROOT).children, [all[2], all[1], all[0]]);
    }
}

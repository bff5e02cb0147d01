//! The semantic tree: what the parts of the document are and in which order they are read.
//!
//! Built by `resolve` from the event, carried by reference ([`StructId`]) through composition and painting, written by
//! `pdf` as the structure tree of ISO 32000-1, 14.7 and 14.8. A paragraph over two pages is one element.

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
    List,
    ListItem,
    ListLabel,
    ListBody,
    Figure,
    Caption,
    /// A link; its target is in the display list's link areas.
    Link,
    Span,
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
    pub language: Option<String>,
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

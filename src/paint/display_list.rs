//! The display list: what stands on a page, in absolute places and painting order. It knows nothing of styles or events.

pub use crate::compose::page::{Bookmark, Layer, ReservedFrame};
pub use crate::resolve::document::{Link, Marks, MaxSize, Metadata, Preflight, Press, Screen, SourceText, Thresholds};

use crate::assets::PictureId;
use crate::color::{Paint, Swatch};
use crate::diagnostic::Span;
use crate::geometry::{Crop, Edges, Length, Path, Point, Rect, Size};
use crate::glyph::{GlyphRun, LinkId, StyleSource};
use crate::structure::{StructId, StructTree};
use std::sync::Arc;

/// A whole document, ready to be written.
#[derive(Clone, Debug)]
pub struct DisplayList {
    pub metadata: Metadata,
    pub swatches: Vec<Swatch>,
    /// Where the styles of glyph runs are written, indexed by their `CharStyleId`.
    pub styles: Vec<Arc<StyleSource>>,
    pub structure: StructTree,
    /// Targets, indexed by [`LinkId`].
    pub links: Vec<Link>,
    pub bookmarks: Vec<Bookmark>,
    pub pages: Vec<DisplayPage>,
    /// For which press the print edition is made.
    pub press: Press,
    /// How pictures are made for the screen edition.
    pub screen: Screen,
    /// Where the pages lie on sheets; without any, each page is printed by itself.
    pub sides: Vec<SheetSide>,
}

#[derive(Clone, Debug)]
pub struct DisplayPage {
    pub trim: Size,
    pub bleed: Edges,
    /// Room beyond the bleed for printer's marks; none unless they are asked for.
    pub slug: Edges,
    /// The page's number; covers count too.
    pub label: String,
    /// A part of the story stands on it: it is no cover.
    pub story: bool,
    /// It makes up a sheet of paper and has nothing to read.
    pub leaf: bool,
    pub items: Vec<Item>,
    /// Frames kept for each attendee's own words; only personal copies show any.
    pub reserved: Vec<ReservedFrame>,
    /// Clickable areas.
    pub link_areas: Vec<LinkArea>,
}

impl DisplayPage {
    /// A page with nothing on it.
    pub fn blank(trim: Size, bleed: Edges) -> DisplayPage {
        DisplayPage {
            trim,
            bleed,
            slug: Edges::default(),
            label: String::new(),
            story: false,
            leaf: true,
            items: Vec::new(),
            reserved: Vec::new(),
            link_areas: Vec::new(),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct LinkArea {
    pub link: LinkId,
    pub area: Rect,
    pub tag: Option<StructId>,
}

#[derive(Clone, Debug)]
pub struct Item {
    pub layer: Layer,
    /// `None` for an artifact.
    pub tag: Option<StructId>,
    /// Where in the event it comes from.
    pub source: Option<Span>,
    /// The place in a layout that puts it here.
    pub layout: Option<Span>,
    pub kind: ItemKind,
}

#[derive(Clone, Debug)]
pub enum ItemKind {
    /// `origin` is the line's start on its baseline; the run's own `x` and `rise` are added to it.
    Glyphs {
        origin: Point,
        run: GlyphRun,
    },
    Fill {
        path: Path,
        paint: Paint,
    },
    Stroke {
        path: Path,
        paint: Paint,
        width: Length,
    },
    /// `area` is what is seen, unless `clip` shows less; `crop` is the part of the picture that fills it, in fractions of
    /// its width and height.
    Picture {
        picture: PictureId,
        area: Rect,
        crop: Crop,
        clip: Option<Path>,
    },
}

/// An attendee's own words in a frame that is kept for them.
#[derive(Clone, Debug)]
pub struct PersonalItems {
    /// Index into [`DisplayList::pages`].
    pub page: usize,
    /// Index into the page's [`DisplayPage::reserved`].
    pub frame: usize,
    /// Runs of glyphs, each with its language where that is not the document's (BCP 47).
    pub items: Vec<(Item, Option<&'static str>)>,
}

/// One side of a sheet. Places are measured from the sheet's top left corner.
#[derive(Clone, Debug)]
pub struct SheetSide {
    /// What it is called in a list of pages.
    pub label: String,
    pub sheet: Size,
    /// What is left when the sheet has been cut.
    pub trim: Rect,
    /// As far as artwork may reach.
    pub bleed: Rect,
    pub pages: Vec<PlacedPage>,
    /// What stands on the sheet itself: over the pages, and on none of them.
    pub items: Vec<Item>,
}

/// A page in its place on a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedPage {
    /// Index into [`DisplayList::pages`].
    pub page: usize,
    /// Where the top left corner of the page's trim lies.
    pub at: Point,
    /// The size on the sheet, times the page's own.
    pub scale: f64,
    /// Nothing of the page is seen outside.
    pub clip: Rect,
}

impl PlacedPage {
    /// Where the trim of a page of this size lies.
    pub fn trim(&self, page: Size) -> Rect {
        Rect::at(self.at, Size::new(page.width.scale(self.scale), page.height.scale(self.scale)))
    }
}

/// Lines under this width overprint when black (GWG 2022 for sheet-fed offset), in points.
const THIN: f64 = 2.0;

impl ItemKind {
    /// Whether it is a thin line, or a filled path that is no more than one: such print over what lies beneath when
    /// they are black.
    pub fn is_thin(&self) -> bool {
        let thin = |width: Length| width < Length::pt(THIN);
        match self {
            ItemKind::Stroke { width, .. } => thin(*width),
            ItemKind::Fill { path, .. } => path.bounds().is_some_and(|area| thin(area.width()) || thin(area.height())),
            ItemKind::Glyphs { .. } | ItemKind::Picture { .. } => false,
        }
    }
}

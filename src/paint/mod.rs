//! From composed pages to display lists: what stands where, in painting order.
//!
//! In: [`Composed`] pages, and of the document its swatches, links, semantic tree and what it says about itself. Out:
//! a [`DisplayList`]. Nothing is decided here but the levels of headings, which leave no gaps on what is shown: fragments become glyph runs, paths and pictures one to one; drawings
//! become filled paths, QR codes one path of their dark modules.

pub mod display_list;
pub mod dump;
mod leaves;

use crate::assets::pictures::{PictureKind, Pictures};
use crate::color::{Paint, SwatchId};
use crate::compose::page::{Composed, Fragment, FragmentKind, Page};
use crate::geometry::{Crop, Edges, Path, Point, Rect, Segment};
use crate::glyph::{GlyphRun, LinkId};
use crate::resolve::document::{Document, PageGeometry, PictureShape};
use crate::structure::{StructId, StructTree};
use crate::text::Line;
use display_list::{DisplayList, DisplayPage, Item, ItemKind, LinkArea};
use std::collections::BTreeSet;

/// Lists what stands on every page.
pub fn paint(document: &Document, composed: Composed, pictures: &Pictures) -> DisplayList {
    let painter = Painter { geometry: &document.page, pictures };
    let mut pages: Vec<DisplayPage> = composed.pages.into_iter().map(|page| painter.page(page)).collect();
    mark_repeated(&mut pages);
    DisplayList {
        metadata: document.metadata.clone(),
        swatches: document.swatches.clone(),
        styles: document.styles.chars.iter().map(|style| style.source.clone()).collect(),
        structure: as_read(&document.structure, &pages),
        links: document.links.clone(),
        bookmarks: composed.bookmarks,
        pages,
        press: document.press.clone(),
        screen: document.screen,
        sides: Vec::new(),
    }
}

/// A master may stand on many pages: its personal words are read aloud once.
fn mark_repeated(pages: &mut [DisplayPage]) {
    let mut known = BTreeSet::new();
    for frame in pages.iter_mut().flat_map(|page| &mut page.reserved) {
        frame.repeated = !known.insert(frame.words.tag);
    }
}

/// The semantic tree with the levels of its headings as they are read: those that no page shows leave no gap.
fn as_read(structure: &StructTree, pages: &[DisplayPage]) -> StructTree {
    let mut is_shown = vec![false; structure.elements.len()];
    let mut show = |tag: StructId| {
        let mut next = Some(tag);
        while let Some(tag) = next.filter(|tag| !std::mem::replace(&mut is_shown[tag.0 as usize], true)) {
            next = structure.get(tag).parent;
        }
    };
    for item in pages.iter().flat_map(|page| &page.items) {
        item.tag.into_iter().for_each(&mut show);
    }
    let mut structure = structure.clone();
    structure.close_heading_gaps(|id| is_shown[id.0 as usize]);
    structure
}

struct Painter<'a> {
    geometry: &'a PageGeometry,
    pictures: &'a Pictures,
}

impl Painter<'_> {
    fn page(&self, page: Page) -> DisplayPage {
        let mut display = DisplayPage {
            trim: self.geometry.trim,
            bleed: Edges::all(self.geometry.bleed),
            slug: Edges::default(),
            label: page.number.to_string(),
            story: page.story,
            leaf: page.leaf,
            items: Vec::with_capacity(page.fragments.len()),
            reserved: page.reserved,
            link_areas: Vec::new(),
        };
        for fragment in page.fragments {
            self.fragment(fragment, &mut display);
        }
        display
    }

    fn fragment(&self, fragment: Fragment, page: &mut DisplayPage) {
        let Fragment { layer, tag, source, layout, kind } = fragment;
        let item = |kind| Item { layer, tag, source, layout, kind };
        match kind {
            FragmentKind::Line { origin, line, on_grid } => {
                page.link_areas.extend(link_areas(&line, origin));
                let kind = FragmentKind::Line { origin, line, on_grid };
                page.items.extend(line_items(Fragment { layer, tag, source, layout, kind }));
            }
            FragmentKind::Rule { from, to, width, color } => {
                let path = Path { segments: vec![Segment::Move(from), Segment::Line(to)], even_odd: false };
                page.items.push(item(ItemKind::Stroke { path, paint: Paint::Swatch(color), width }));
            }
            FragmentKind::Fill { area, color } => {
                page.items.push(item(ItemKind::Fill { path: Path::rect(area), paint: Paint::Swatch(color) }));
            }
            FragmentKind::Code { modules, area, color } => {
                let path = code_path(&modules, area);
                page.items.push(item(ItemKind::Fill { path, paint: Paint::Swatch(color) }));
            }
            FragmentKind::Picture { picture, area, crop, tint, shape } => {
                let clip = (shape == PictureShape::Circle).then(|| Path::ellipse(area));
                // A drawing that is cut is painted as a whole.
                match self.drawing(picture, area, crop, tint).filter(|_| clip.is_none()) {
                    Some(paths) => {
                        page.items.extend(paths.into_iter().map(|(path, paint)| item(ItemKind::Fill { path, paint })));
                    }
                    None => page.items.push(item(ItemKind::Picture { picture, area, crop, clip })),
                }
            }
        }
    }

    /// The filled paths of a vector picture; `None` for one made of pixels.
    fn drawing(
        &self,
        picture: crate::assets::PictureId,
        area: Rect,
        crop: Crop,
        tint: Option<SwatchId>,
    ) -> Option<Vec<(Path, Paint)>> {
        let PictureKind::Vector(vector) = &self.pictures.get(picture)?.kind else { return None };
        let paint = |color| tint.map_or(Paint::Srgb(color), Paint::Swatch);
        Some(vector.placed(area, crop).into_iter().map(|(path, color)| (path, paint(color))).collect())
    }
}

/// The runs of a line; of what is no line there are none.
pub fn line_items(fragment: Fragment) -> Vec<Item> {
    let Fragment { layer, source, layout, kind, .. } = fragment;
    let FragmentKind::Line { origin, line, .. } = kind else { return Vec::new() };
    let item = |run: GlyphRun| {
        let source = run.source.or(source);
        Item { layer, tag: run.tag, source, layout, kind: ItemKind::Glyphs { origin, run } }
    };
    line.runs.into_iter().map(item).collect()
}

/// The areas of a line's links; neighbouring runs of one link make one area.
fn link_areas(line: &Line, origin: Point) -> Vec<LinkArea> {
    let mut areas: Vec<LinkArea> = Vec::new();
    let linked = line.runs.iter().filter_map(|run| Some((run, run.link?)));
    for (run, link) in linked {
        let area = run_area(run, origin);
        match areas.last_mut().filter(|last: &&mut LinkArea| last.link == link) {
            Some(last) => last.area = last.area.union(&area),
            None => areas.push(LinkArea { link: LinkId(link.0), area, tag: run.tag }),
        }
    }
    areas
}

/// From a little above the capitals to a little below the descenders, for a finger to hit.
fn run_area(run: &GlyphRun, origin: Point) -> Rect {
    let left = origin.x + run.x;
    let baseline = origin.y - run.rise;
    Rect::new(left, baseline - run.size.scale(0.9), left + run.width(), baseline + run.size.scale(0.3))
}

/// One rectangle for each run of dark modules in a row.
fn code_path(modules: &[Vec<bool>], area: Rect) -> Path {
    let count = modules.len().max(1) as i64;
    let edge = |start, length: crate::geometry::Length, index: usize| start + length * index as i64 / count;
    let mut path = Path::default();
    for (y, row) in modules.iter().enumerate() {
        let mut x = 0;
        while x < row.len() {
            let dark = row[x..].iter().take_while(|dark| **dark).count();
            if dark > 0 {
                let rect = Rect::new(
                    edge(area.left, area.width(), x),
                    edge(area.top, area.height(), y),
                    edge(area.left, area.width(), x + dark),
                    edge(area.top, area.height(), y + 1),
                );
                path.segments.extend(Path::rect(rect).segments);
            }
            x += dark.max(1);
        }
    }
    path
}

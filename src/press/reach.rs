//! The edges of a sheet that a copier or an office printer leaves white.
//!
//! Such machines hold the paper by its edges: most leave 4.2 mm (a sixth of an inch), some 5 mm, unprinted. Artwork that
//! lies there is cut off without a word. [`within`] therefore lays each page by itself on a sheet of its own size, and
//! where its artwork comes too near to an edge, scales it down just as far as needed.

use crate::color::{Paint, SwatchId};
use crate::geometry::{Edges, Length, Path, Point, Rect, Segment, Size};
use crate::paint::display_list::{DisplayList, DisplayPage, Item, ItemKind, PlacedPage, SheetSide};

/// What every copier leaves white at most.
pub fn usual_edge() -> Length {
    Length::mm(5.0)
}

/// Puts each page on a sheet of the trim's size, so that nothing of its artwork lies within `edge` of the sheet's edges.
/// A page whose artwork keeps clear by itself stands in its own size; others are scaled about the middle of the sheet
/// and moved no more than they need. What lies beyond the trim is cut off. Leaves the list as it is if no page needs it.
pub fn within(mut list: DisplayList, edge: Length) -> DisplayList {
    let artwork: Vec<Option<Rect>> = list.pages.iter().map(|page| artwork(&list, page)).collect();
    let placed: Vec<(Point, f64)> = list
        .pages
        .iter()
        .zip(&artwork)
        .map(|(page, artwork)| artwork.map_or((Point::default(), 1.0), |artwork| fit(artwork, page.trim, edge)))
        .collect();
    if placed.iter().all(|place| *place == (Point::default(), 1.0)) {
        return list;
    }
    let sides = placed.into_iter().enumerate().zip(&list.pages).map(|((index, (at, scale)), page)| {
        let sheet = Rect::at(Point::default(), page.trim);
        let mut placed = PlacedPage { page: index, at, scale, clip: sheet };
        placed.clip = placed.trim(page.trim);
        SheetSide {
            label: page.label.clone(),
            sheet: page.trim,
            trim: sheet,
            bleed: sheet,
            pages: vec![placed],
            items: Vec::new(),
        }
    });
    list.sides = sides.collect();
    list
}

/// Scales what stands on sides that are folded and not cut about the middle of the sheet, all by the same factor, so that
/// nothing of it lies within `edge` of the sheet's edges and the fold stays where it is.
pub fn folded_within(list: &DisplayList, sides: &mut [&mut SheetSide], edge: Length) {
    let scales =
        sides.iter().flat_map(|side| side.pages.iter().filter_map(|placed| clear_scale(list, side, placed, edge)));
    let scale = scales.fold(1.0, f64::min);
    if scale >= 1.0 {
        return;
    }
    for side in sides {
        let (x, y) = (side.sheet.width / 2, side.sheet.height / 2);
        let moved = |p: Point| Point::new(x + (p.x - x).scale(scale), y + (p.y - y).scale(scale));
        for placed in &mut side.pages {
            let (from, to) =
                (Point::new(placed.clip.left, placed.clip.top), Point::new(placed.clip.right, placed.clip.bottom));
            let (from, to) = (moved(from), moved(to));
            placed.clip = Rect::new(from.x, from.y, to.x, to.y);
            placed.at = moved(placed.at);
            placed.scale *= scale;
        }
    }
}

/// The scale at which a page's artwork keeps clear of the edges of its sheet.
fn clear_scale(list: &DisplayList, side: &SheetSide, placed: &PlacedPage, edge: Length) -> Option<f64> {
    let page = list.pages.get(placed.page)?;
    let own = artwork(list, page)?;
    let on_sheet = |at: Length, length: Length| at + length.scale(placed.scale);
    let (left, right) = (on_sheet(placed.at.x, own.left), on_sheet(placed.at.x, own.right));
    let (top, bottom) = (on_sheet(placed.at.y, own.top), on_sheet(placed.at.y, own.bottom));
    let seen = meet(Rect::new(left, top, right, bottom), placed.clip)?;
    let free = |sheet: Length, from: Length, to: Length| {
        let middle = sheet / 2;
        (middle - edge).ratio((middle - from).max(to - middle).max(Length::pt(1.0)))
    };
    let (across, down) =
        (free(side.sheet.width, seen.left, seen.right), free(side.sheet.height, seen.top, seen.bottom));
    Some(across.min(down).clamp(0.1, 1.0))
}

/// Where the page's corner goes and its scale, so that `artwork` lies inside the sheet less `edge`.
fn fit(artwork: Rect, sheet: Size, edge: Length) -> (Point, f64) {
    let free = Rect::at(Point::default(), sheet).outset(Edges::all(-edge));
    if free.contains(&artwork) {
        return (Point::default(), 1.0);
    }
    let scale = free.width().ratio(artwork.width()).min(free.height().ratio(artwork.height())).min(1.0);
    // About the middle, and from there only as far as the artwork still stands out.
    let place = |sheet: Length, from: Length, to: Length, free_from: Length, free_to: Length| {
        let start = (sheet - sheet.scale(scale)) / 2;
        start.max(free_from - from.scale(scale)).min(free_to - to.scale(scale))
    };
    let x = place(sheet.width, artwork.left, artwork.right, free.left, free.right);
    let y = place(sheet.height, artwork.top, artwork.bottom, free.top, free.bottom);
    (Point::new(x, y), scale)
}

/// The box round everything on the page that leaves ink, as far as it lies inside the trim.
fn artwork(list: &DisplayList, page: &DisplayPage) -> Option<Rect> {
    let trim = Rect::at(Point::default(), page.trim);
    let areas = page.items.iter().filter(|item| leaves_ink(list, item)).filter_map(ink_box);
    areas.filter_map(|area| meet(area, trim)).reduce(|a, b| a.union(&b))
}

fn leaves_ink(list: &DisplayList, item: &Item) -> bool {
    let inked = |swatch: SwatchId| {
        list.swatches.get(swatch.0 as usize).is_none_or(|swatch| swatch.cmyk.iter().any(|ink| *ink > 0.0))
    };
    match &item.kind {
        ItemKind::Glyphs { run, .. } => inked(run.color),
        ItemKind::Fill { paint, .. } | ItemKind::Stroke { paint, .. } => match paint {
            Paint::Swatch(swatch) => inked(*swatch),
            Paint::Srgb(color) => *color != [255; 3],
            Paint::Registration => true,
        },
        ItemKind::Picture { .. } => true,
    }
}

/// Of glyphs, the box from a full em above the baseline to half an em below: no letter stands out of it by much.
fn ink_box(item: &Item) -> Option<Rect> {
    match &item.kind {
        ItemKind::Glyphs { origin, run } => {
            let (left, baseline) = (origin.x + run.x, origin.y - run.rise);
            Some(Rect::new(left, baseline - run.size, left + run.width(), baseline + run.size / 2))
        }
        ItemKind::Fill { path, .. } => hull(path),
        ItemKind::Stroke { path, width, .. } => hull(path).map(|area| area.outset(Edges::all(*width / 2))),
        ItemKind::Picture { area, clip, .. } => match clip.as_ref().and_then(hull) {
            Some(clip) => meet(*area, clip),
            None => Some(*area),
        },
    }
}

/// The box round all points of a path; a curve lies within its control points.
fn hull(path: &Path) -> Option<Rect> {
    let points = path.segments.iter().flat_map(|segment| match segment {
        Segment::Move(p) | Segment::Line(p) => vec![*p],
        Segment::Cubic(a, b, p) => vec![*a, *b, *p],
        Segment::Close => Vec::new(),
    });
    points.map(|p| Rect::new(p.x, p.y, p.x, p.y)).reduce(|a, b| a.union(&b))
}

fn meet(a: Rect, b: Rect) -> Option<Rect> {
    let (left, top) = (a.left.max(b.left), a.top.max(b.top));
    let (right, bottom) = (a.right.min(b.right), a.bottom.min(b.bottom));
    (left <= right && top <= bottom).then(|| Rect::new(left, top, right, bottom))
}

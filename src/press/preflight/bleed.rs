//! Bleed that artwork does not reach, and parts that stand too near to the trim.
//!
//! What reaches the trim has to go on to the bleed's edge, or a white sliver shows where the knife goes astray; what
//! does not reach it has to keep off, or the knife cuts into it.

use super::finding::Finding;
use super::scene::{Scene, loose_extent, millimetres, trim_area};
use crate::geometry::{Edges, Length, Rect};
use crate::paint::display_list::{DisplayPage, Item, ItemKind};

/// What is nearer to an edge than this stands on it: a tenth of a millimetre, less than a knife keeps.
const TOUCHES: f64 = 0.1;

pub fn check(scene: &Scene, page: &DisplayPage, index: usize, found: &mut Vec<Finding>) {
    let trim = trim_area(page);
    let safe = Edges::all(-(scene.limits.safe_margin - Length::mm(TOUCHES)));
    let inside = trim.outset(safe);
    for item in &page.items {
        if let ItemKind::Glyphs { origin, run } = &item.kind
            && inside.contains(&loose_extent(*origin, run))
        {
            continue;
        }
        let is_seen = scene.tone(item).is_none_or(|tone| !tone.is_white());
        let Some(area) =
            scene.extent(item).filter(|area| is_seen && !inside.contains(area) && area.overlaps(&page_area(page)))
        else {
            continue;
        };
        match &item.kind {
            ItemKind::Glyphs { .. } => text(scene, item, area, trim, index, found),
            _ => artwork(scene, item, area, trim, index, found),
        }
    }
}

fn page_area(page: &DisplayPage) -> Rect {
    trim_area(page).outset(page.bleed)
}

/// How far an area reaches beyond the trim at each edge; negative inside.
fn reach(area: Rect, trim: Rect) -> [(Length, &'static str); 4] {
    [
        (trim.left - area.left, "left"),
        (trim.top - area.top, "upper"),
        (area.right - trim.right, "right"),
        (area.bottom - trim.bottom, "lower"),
    ]
}

fn artwork(scene: &Scene, item: &Item, area: Rect, trim: Rect, page: usize, found: &mut Vec<Finding>) {
    let (bleed, touches) = (scene.limits.bleed, Length::mm(TOUCHES));
    let edges = reach(area, trim);
    let short = edges.iter().filter(|(by, _)| *by > -touches && *by < bleed - touches).min_by_key(|(by, _)| *by);
    let places = [(item.layout, "placed here"), (item.source, "this")];
    if let Some((by, edge)) = short {
        let by = (*by).max(Length::ZERO);
        let how = match by < touches {
            true => format!("stops at the {edge} edge of the trim"),
            false => format!("goes only {} beyond the {edge} edge of the trim", millimetres(by)),
        };
        found.push(
            Finding::error("bleed", page)
                .says(scene.name(item), how)
                .places(places)
                .help(format!(
                    "let it go on to the bleed, {} beyond the trim, or keep it well inside",
                    millimetres(bleed)
                ))
                .measured(by.to_mm(), bleed.to_mm(), "mm"),
        );
        return;
    }
    // A rule that bleeds at one edge may end anywhere at the others.
    let near = edges.iter().filter(|(by, _)| *by <= -touches && -*by < scene.limits.safe_margin - touches);
    if let Some((by, edge)) = near.max_by_key(|(by, _)| *by) {
        found.push(too_near(scene, item, -*by, edge, page).places(places));
    }
}

fn text(scene: &Scene, item: &Item, area: Rect, trim: Rect, page: usize, found: &mut Vec<Finding>) {
    let nearest = reach(area, trim).into_iter().max_by_key(|(by, _)| *by);
    let Some((by, edge)) = nearest.filter(|(by, _)| -*by < scene.limits.safe_margin - Length::mm(TOUCHES)) else {
        return;
    };
    found.push(
        too_near(scene, item, -by, edge, page).places([(item.source, "these words"), (item.layout, "placed here")]),
    );
}

fn too_near(scene: &Scene, item: &Item, distance: Length, edge: &str, page: usize) -> Finding {
    let least = scene.limits.safe_margin;
    let (finding, how) = if distance < Length::ZERO {
        (Finding::error("safe-margin", page), format!("is cut by the {edge} edge of the trim"))
    } else {
        let how = format!("stands {} from the {edge} edge of the trim", millimetres(distance));
        (Finding::warning("safe-margin", page), how)
    };
    finding
        .says(scene.name(item), how)
        .help(format!("keep {} from the trim, or let it bleed", millimetres(least)))
        .measured(distance.to_mm(), least.to_mm(), "mm")
}

//! What stands where: nothing overlaps, nothing leaves the page, text stays in its frame.

use super::Findings;
use super::ink::{Ink, Kind, page_inks};
use plenary::Typeset;
use plenary::compose::page::{Layer, Page};
use plenary::geometry::{Edges, Length, Point, Rect};
use plenary::resolve::document::PageGeometry;

/// Less than this is no overlap: a hundredth of a point cannot be seen or printed.
const NOTHING: f64 = 0.01;
/// How far punctuation, quotation marks and the large letters of titles hang into the margin.
const HANGING: f64 = 6.0;

/// Fragments of one layer that lie over one another. A field over the whole page is paper: everything lies on it.
pub fn overlaps(set: &Typeset) -> Findings {
    let mut found = Vec::new();
    for page in &set.composed.pages {
        let mut inks = page_inks(set, page);
        inks.retain(|ink| !is_paper(ink, &set.document.page));
        for (index, ink) in inks.iter().enumerate() {
            for other in inks[index + 1..].iter().filter(|other| other.layer == ink.layer && touch(ink, other)) {
                found.push(format!("page {}: {} lies over {}", page.number, ink.shown(), other.shown()));
            }
        }
    }
    found
}

fn is_paper(ink: &Ink, geometry: &PageGeometry) -> bool {
    ink.kind == Kind::Fill && ink.layer == Layer::Background && ink.areas == [bleed_area(geometry)]
}

fn touch(ink: &Ink, other: &Ink) -> bool {
    ink.areas.iter().any(|area| other.areas.iter().any(|own| shrunk(area).overlaps(own)))
}

fn shrunk(area: &Rect) -> Rect {
    area.outset(Edges::all(Length::pt(-NOTHING)))
}

fn trim_area(geometry: &PageGeometry) -> Rect {
    Rect::at(Point::default(), geometry.trim)
}

fn bleed_area(geometry: &PageGeometry) -> Rect {
    trim_area(geometry).outset(Edges::all(geometry.bleed))
}

/// What leaves the trim, or the bleed if it is background.
pub fn outside(set: &Typeset) -> Findings {
    let geometry = &set.document.page;
    let mut found = Vec::new();
    for page in &set.composed.pages {
        for ink in page_inks(set, page) {
            let room = if ink.layer == Layer::Background { bleed_area(geometry) } else { trim_area(geometry) };
            if ink.areas.iter().any(|area| !room.contains(&shrunk(area))) {
                found.push(format!("page {}: {} leaves the page", page.number, ink.shown()));
            }
        }
    }
    found
}

/// Text that leaves the text frame sideways, its rows, or the box or field that it stands on.
pub fn out_of_frame(set: &Typeset) -> Findings {
    let mut found = Vec::new();
    for page in &set.composed.pages {
        let inks = page_inks(set, page);
        for line in inks.iter().filter(|ink| ink.is_line()) {
            let Some(area) = line.bounds() else { continue };
            let faults = [
                leaves_frame(line, &area, page, &set.document.page),
                leaves_ground(&area, line.layer, &inks),
                crosses_ground(&area, line.layer, &inks),
            ];
            let faults = faults.into_iter().flatten();
            found.extend(faults.map(|fault| format!("page {}: {} {fault}", page.number, line.shown())));
        }
    }
    found
}

/// A quotation mark that opens a line hangs wholly, other marks and large letters a little.
fn leaves_frame(line: &Ink, area: &Rect, page: &Page, geometry: &PageGeometry) -> Option<String> {
    let left = if page.verso { geometry.outer } else { geometry.inner };
    let hanging = Length::pt(HANGING);
    let (from, to) = (left - hanging, left + geometry.text_width() + hanging);
    if area.left + line.mark < from || area.right > to {
        return Some("leaves the text frame sideways".to_owned());
    }
    let rows = Length::pt(NOTHING);
    let over =
        area.top < geometry.cap_top(1) - geometry.leading || area.bottom > geometry.base(geometry.rows + 1) + rows;
    (line.kind == Kind::Body && over).then(|| "leaves the rows of the text frame".to_owned())
}

/// Words on the overlay stand wholly on a fill or picture of a lower layer.
fn leaves_ground(area: &Rect, layer: Layer, inks: &[Ink]) -> Option<String> {
    let mut grounds = inks.iter().filter(|ink| ink.is_ground() && ink.layer < layer);
    let held = grounds.any(|ground| ground.areas.iter().any(|own| own.contains(area)));
    (layer == Layer::Overlay && !held).then(|| "stands on nothing that holds it".to_owned())
}

/// Words do not stand partly on a field or picture below them.
fn crosses_ground(area: &Rect, layer: Layer, inks: &[Ink]) -> Option<String> {
    let grounds = inks.iter().filter(|ink| ink.is_ground() && ink.layer < layer);
    let mut crossed =
        grounds.filter(|ground| ground.areas.iter().any(|own| shrunk(area).overlaps(own) && !own.contains(area)));
    crossed.next().map(|ground| format!("stands partly on {}", ground.shown()))
}

//! Thin lines that the press stage draws.

use crate::color::{Paint, SwatchId};
use crate::geometry::{Edges, Length, Path, Point, Rect, Segment};
use crate::paint::display_list::{Item, ItemKind, Layer};

/// Width of marks, frames and lines for notes in points; the least that a press holds safely (GWG 2022).
const WIDTH: f64 = 0.25;
/// From a frame to what it surrounds, in points: black overprints, and must not lie on colours that carry much ink.
const CLEAR: f64 = 1.0;

fn item(kind: ItemKind) -> Item {
    Item { layer: Layer::Overlay, tag: None, source: None, layout: None, kind }
}

pub fn stroke(path: Path, paint: Paint) -> Item {
    item(ItemKind::Stroke { path, paint, width: Length::pt(WIDTH) })
}

pub fn fill(area: Rect, paint: Paint) -> Item {
    item(ItemKind::Fill { path: Path::rect(area), paint })
}

/// Lines from point to point as one path; `None` where there are none.
pub fn path(ends: impl Iterator<Item = (Point, Point)>) -> Option<Path> {
    let segments: Vec<Segment> = ends.flat_map(|(from, to)| [Segment::Move(from), Segment::Line(to)]).collect();
    (!segments.is_empty()).then_some(Path { segments, even_odd: false })
}

pub fn thin(ends: impl Iterator<Item = (Point, Point)>, color: SwatchId) -> Option<Item> {
    Some(stroke(path(ends)?, Paint::Swatch(color)))
}

/// Round an area, clear of what is painted in it.
pub fn frame(area: Rect, color: SwatchId) -> Item {
    let outside = area.outset(Edges::all(Length::pt(CLEAR)));
    stroke(Path::rect(outside), Paint::Swatch(color))
}

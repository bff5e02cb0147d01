//! What is printed on a page, as areas: lines, rules, pictures, fields and codes. A field that covers the page is its ground; within
//! another field, what nothing stands on is white as well, if it is large.

use super::limits;
use super::rectangle::{largest_empty, shared};
use crate::compose::page::{Fragment, FragmentKind, Page};
use crate::geometry::{Point, Rect};
use crate::resolve::document::PageGeometry;
use crate::text::Line;

/// Ink of a line above and below its baseline, in ems of each run.
const ASCENT: f64 = 0.68;
const DESCENT: f64 = 0.24;

/// What is printed on a page.
pub struct Ink {
    pub fields: Vec<Rect>,
    /// All else.
    pub things: Vec<Rect>,
}

impl Ink {
    pub fn of(page: &Page, geometry: &PageGeometry) -> Ink {
        let mut ink = Ink { fields: Vec::new(), things: Vec::new() };
        for fragment in page.fragments.iter().filter(|fragment| !is_ground(fragment, geometry)) {
            match &fragment.kind {
                FragmentKind::Fill { area, .. } => ink.fields.push(*area),
                FragmentKind::Picture { area, .. } | FragmentKind::Code { area, .. } => ink.things.push(*area),
                FragmentKind::Rule { from, to, width, .. } => {
                    let half = *width / 2;
                    ink.things.push(Rect::new(from.x, from.y - half, to.x, to.y + half));
                }
                FragmentKind::Line { origin, line, .. } => ink.things.extend(ink_of(line, *origin)),
            }
        }
        ink
    }

    pub fn all(&self) -> impl Iterator<Item = &Rect> {
        self.fields.iter().chain(&self.things)
    }

    /// The largest empty rectangle, or the largest part of a field on which nothing stands, if that is large.
    pub fn hole(&self, area: &Rect) -> Option<Rect> {
        let least = area.width().scale(limits::HOLE_WIDTH);
        let all: Vec<Rect> = self.all().copied().collect();
        let paper = largest_empty(*area, &all, least);
        let in_field = self.fields.iter().enumerate().filter_map(|(index, field)| {
            // A field over this one is something that stands on it.
            let above = self.fields[index + 1..].iter().chain(&self.things).copied();
            let within = shared(area, field).filter(|field| share(field, area) > limits::HOLE)?;
            largest_empty(within, &above.collect::<Vec<_>>(), least)
        });
        let large = in_field.filter(|hole| share(hole, area) > limits::HOLE);
        paper.into_iter().chain(large).reduce(|a, b| if share(&b, area) > share(&a, area) { b } else { a })
    }

    /// The white under the lowest thing in each of so many strips, as a share of the height: its mean.
    pub fn foot(&self, area: &Rect, strips: u16) -> f64 {
        let width = area.width() / i64::from(strips);
        let foot = |index: u16| {
            let left = area.left + width * i64::from(index);
            let strip = Rect::new(left, area.top, left + width, area.bottom);
            let lowest = self.all().filter_map(|thing| shared(&strip, thing)).map(|part| part.bottom).max();
            (area.bottom - lowest.unwrap_or(area.top)).ratio(area.height())
        };
        (0..strips).map(foot).sum::<f64>() / f64::from(strips)
    }
}

/// From the height of its capitals to the depth of its descenders; none for a line without words.
fn ink_of(line: &Line, origin: Point) -> Option<Rect> {
    let of_run = line.runs.iter().map(|run| {
        let (left, baseline) = (origin.x + run.x, origin.y - run.rise);
        Rect::new(left, baseline - run.size.scale(ASCENT), left + run.width(), baseline + run.size.scale(DESCENT))
    });
    of_run.reduce(|a, b| a.union(&b))
}

/// A field behind the whole page.
pub fn is_ground(fragment: &Fragment, geometry: &PageGeometry) -> bool {
    let covers = |area: &Rect| area.height() >= geometry.trim.height && area.width() >= geometry.trim.width;
    matches!(&fragment.kind, FragmentKind::Fill { area, .. } if covers(area))
}

/// The share of an area that a part of it takes.
pub fn share(part: &Rect, area: &Rect) -> f64 {
    part.width().ratio(area.width()) * part.height().ratio(area.height())
}

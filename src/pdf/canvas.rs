//! From the page's space (origin at the trim's top left, `y` down) to PDF's default user space, and paths in it.

use super::Edition;
use super::ops::{Ops, milli};
use crate::geometry::{Edges, Length, Path, Point, Rect, Segment, Size};

/// A page's measures in one edition.
#[derive(Clone, Copy)]
pub(super) struct Canvas {
    pub trim: Size,
    pub bleed: Edges,
}

impl Canvas {
    pub fn new(trim: Size, bleed: Edges, edition: Edition) -> Canvas {
        Canvas { trim, bleed: if edition == Edition::Print { bleed } else { Edges::default() } }
    }

    /// In thousandths of a point.
    pub fn x(&self, x: Length) -> i64 {
        milli(self.bleed.left + x)
    }

    /// In thousandths of a point.
    pub fn y(&self, y: Length) -> i64 {
        milli(self.bleed.bottom + self.trim.height - y)
    }

    pub fn trim_box(&self) -> pdf_writer::Rect {
        self.rect(Rect::at(Point::default(), self.trim))
    }

    pub fn media_box(&self) -> pdf_writer::Rect {
        self.rect(Rect::at(Point::default(), self.trim).outset(self.bleed))
    }

    pub fn rect(&self, area: Rect) -> pdf_writer::Rect {
        let point = |thousandths: i64| thousandths as f32 / 1000.0;
        pdf_writer::Rect::new(
            point(self.x(area.left)),
            point(self.y(area.bottom)),
            point(self.x(area.right)),
            point(self.y(area.top)),
        )
    }

    /// Constructs a path (ISO 32000-1, 8.5.2).
    pub fn path(&self, ops: &mut Ops, path: &Path) {
        if let Some(area) = as_rect(path) {
            self.rectangle(ops, area);
            return;
        }
        let at = |p: &Point| [self.x(p.x), self.y(p.y)];
        for segment in &path.segments {
            match segment {
                Segment::Move(p) => ops.numbers(&at(p)).op("m"),
                Segment::Line(p) => ops.numbers(&at(p)).op("l"),
                Segment::Cubic(a, b, p) => ops.numbers(&at(a)).numbers(&at(b)).numbers(&at(p)).op("c"),
                Segment::Close => ops.op("h"),
            };
        }
    }

    pub fn rectangle(&self, ops: &mut Ops, area: Rect) {
        let (left, bottom) = (self.x(area.left), self.y(area.bottom));
        ops.numbers(&[left, bottom, self.x(area.right) - left, self.y(area.top) - bottom]).op("re");
    }
}

/// The rectangle that a path is, if it is one.
fn as_rect(path: &Path) -> Option<Rect> {
    let [Segment::Move(a), Segment::Line(b), Segment::Line(c), Segment::Line(d), Segment::Close] = path.segments[..]
    else {
        return None;
    };
    let level_first = a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x;
    let upright_first = a.x == b.x && b.y == c.y && c.x == d.x && d.y == a.y;
    (level_first || upright_first).then(|| Rect::new(a.x.min(c.x), a.y.min(c.y), a.x.max(c.x), a.y.max(c.y)))
}

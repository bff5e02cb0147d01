//! From the page's space (origin at the trim's top left, `y` down) to PDF's default user space, and paths in it.

use super::Edition;
use super::ops::{Ops, milli};
use crate::geometry::{Length, Path, Point, Rect, Segment, Size};
use crate::paint::display_list::{DisplayPage, SheetSide};

/// The boxes of a page, a side of a sheet or a form (ISO 32000-1, 14.11.2) in its own space.
#[derive(Clone, Copy)]
pub(super) struct Canvas {
    media: Rect,
    bleed: Rect,
    trim: Rect,
}

impl Canvas {
    /// A page by itself. On a screen there is nothing beyond the trim.
    pub fn page(page: &DisplayPage, edition: Edition) -> Canvas {
        let trim = Rect::at(Point::default(), page.trim);
        if edition == Edition::Screen {
            return Canvas { media: trim, bleed: trim, trim };
        }
        let bleed = trim.outset(page.bleed);
        Canvas { media: bleed.outset(page.slug), bleed, trim }
    }

    pub fn side(side: &SheetSide) -> Canvas {
        Canvas { media: Rect::at(Point::default(), side.sheet), bleed: side.bleed, trim: side.trim }
    }

    /// Of a form that is only what it holds.
    pub fn form(size: Size) -> Canvas {
        let all = Rect::at(Point::default(), size);
        Canvas { media: all, bleed: all, trim: all }
    }

    /// In thousandths of a point.
    pub fn x(&self, x: Length) -> i64 {
        milli(x - self.media.left)
    }

    /// In thousandths of a point.
    pub fn y(&self, y: Length) -> i64 {
        milli(self.media.bottom - y)
    }

    /// How far the trim's top left corner is right of and above the bottom left corner of the media, in points.
    pub fn origin(&self) -> (f64, f64) {
        (self.x(self.trim.left) as f64 / 1000.0, self.y(self.trim.top) as f64 / 1000.0)
    }

    pub fn trim_box(&self) -> pdf_writer::Rect {
        self.rect(self.trim)
    }

    pub fn bleed_box(&self) -> pdf_writer::Rect {
        self.rect(self.bleed)
    }

    pub fn media_box(&self) -> pdf_writer::Rect {
        self.rect(self.media)
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
        if let Some(area) = path.as_rect() {
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

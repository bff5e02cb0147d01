//! Lengths, points, rectangles and paths; in [`convex`] the shapes that text runs round.
//!
//! A [`Length`] is an integer number of 1/65536 points (a point is 1/72 inch), so that sums of many lengths never
//! drift and results are the same on every machine. Pages have their origin at the trim's top left corner; `y` grows
//! downwards.

pub mod convex;

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A distance in units of 1/65536 point.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Length(i64);

const UNITS_PER_POINT: f64 = 65_536.0;
const POINTS_PER_MM: f64 = 72.0 / 25.4;

impl Length {
    pub const ZERO: Length = Length(0);
    /// Longer than any page; stands for "no limit".
    pub const MAX: Length = Length(i64::MAX / 4);

    pub const fn from_units(units: i64) -> Length {
        Length(units)
    }

    /// From points; rounded to the nearest unit.
    pub fn pt(points: f64) -> Length {
        Length((points * UNITS_PER_POINT).round() as i64)
    }

    /// From millimetres; rounded to the nearest unit.
    pub fn mm(millimetres: f64) -> Length {
        Length::pt(millimetres * POINTS_PER_MM)
    }

    pub const fn units(self) -> i64 {
        self.0
    }

    pub fn to_pt(self) -> f64 {
        self.0 as f64 / UNITS_PER_POINT
    }

    pub fn to_mm(self) -> f64 {
        self.to_pt() / POINTS_PER_MM
    }

    /// This length times a factor; rounded to the nearest unit.
    pub fn scale(self, factor: f64) -> Length {
        Length((self.0 as f64 * factor).round() as i64)
    }

    /// How many times `other` goes into this length; 0 when `other` is zero.
    pub fn ratio(self, other: Length) -> f64 {
        if other.0 == 0 { 0.0 } else { self.0 as f64 / other.0 as f64 }
    }

    pub fn abs(self) -> Length {
        Length(self.0.abs())
    }
}

impl std::fmt::Debug for Length {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.3}pt", self.to_pt())
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0 + other.0)
    }
}

impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0 - other.0)
    }
}

impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Length;
    fn mul(self, times: i64) -> Length {
        Length(self.0 * times)
    }
}

impl Div<i64> for Length {
    type Output = Length;
    fn div(self, parts: i64) -> Length {
        Length(self.0 / parts)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        self.0 += other.0;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Length) {
        self.0 -= other.0;
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        Length(lengths.map(|l| l.0).sum())
    }
}

/// A place on a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Point {
    pub x: Length,
    pub y: Length,
}

impl Point {
    pub fn new(x: Length, y: Length) -> Point {
        Point { x, y }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Size {
    pub width: Length,
    pub height: Length,
}

impl Size {
    pub fn new(width: Length, height: Length) -> Size {
        Size { width, height }
    }
}

/// Distances at the four sides, such as a bleed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Edges {
    pub left: Length,
    pub top: Length,
    pub right: Length,
    pub bottom: Length,
}

impl Edges {
    pub fn all(length: Length) -> Edges {
        Edges { left: length, top: length, right: length, bottom: length }
    }
}

/// An upright rectangle: `left <= right`, `top <= bottom`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Rect {
    pub left: Length,
    pub top: Length,
    pub right: Length,
    pub bottom: Length,
}

impl Rect {
    pub fn new(left: Length, top: Length, right: Length, bottom: Length) -> Rect {
        Rect { left, top, right, bottom }
    }

    pub fn at(origin: Point, size: Size) -> Rect {
        Rect::new(origin.x, origin.y, origin.x + size.width, origin.y + size.height)
    }

    pub fn width(&self) -> Length {
        self.right - self.left
    }

    pub fn height(&self) -> Length {
        self.bottom - self.top
    }

    pub fn size(&self) -> Size {
        Size::new(self.width(), self.height())
    }

    /// Whether the two share more than an edge.
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    pub fn moved(&self, right: Length, down: Length) -> Rect {
        Rect::new(self.left + right, self.top + down, self.right + right, self.bottom + down)
    }

    /// Larger on each side by `edges`.
    pub fn outset(&self, edges: Edges) -> Rect {
        Rect::new(self.left - edges.left, self.top - edges.top, self.right + edges.right, self.bottom + edges.bottom)
    }

    /// The smallest rectangle that holds both.
    pub fn union(&self, other: &Rect) -> Rect {
        Rect {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    pub fn contains(&self, other: &Rect) -> bool {
        self.left <= other.left && self.top <= other.top && self.right >= other.right && self.bottom >= other.bottom
    }
}

/// A part of a picture: fractions (0 to 1) of its width and height from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crop {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Crop {
    pub const WHOLE: Crop = Crop { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 };
}

/// A path of straight lines and cubic curves; filled by the non-zero rule unless `even_odd`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    pub segments: Vec<Segment>,
    pub even_odd: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    Move(Point),
    Line(Point),
    Cubic(Point, Point, Point),
    Close,
}

impl Path {
    /// The box of the end points of all segments; `None` for an empty path.
    pub fn bounds(&self) -> Option<Rect> {
        let points = self.segments.iter().filter_map(|segment| match segment {
            Segment::Move(p) | Segment::Line(p) | Segment::Cubic(_, _, p) => Some(Rect::new(p.x, p.y, p.x, p.y)),
            Segment::Close => None,
        });
        points.reduce(|a, b| a.union(&b))
    }

    /// The box of the points and control points of all segments, which holds the path; `None` for an empty one.
    pub fn hull(&self) -> Option<Rect> {
        let of = |p: &Point| Rect::new(p.x, p.y, p.x, p.y);
        let boxes = self.segments.iter().filter_map(|segment| match segment {
            Segment::Move(p) | Segment::Line(p) => Some(of(p)),
            Segment::Cubic(a, b, p) => Some(of(a).union(&of(b)).union(&of(p))),
            Segment::Close => None,
        });
        boxes.reduce(|a, b| a.union(&b))
    }

    /// The upright rectangle that the path is, if it is one.
    pub fn as_rect(&self) -> Option<Rect> {
        let [Segment::Move(a), Segment::Line(b), Segment::Line(c), Segment::Line(d), Segment::Close] =
            self.segments[..]
        else {
            return None;
        };
        let level_first = a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x;
        let upright_first = a.x == b.x && b.y == c.y && c.x == d.x && d.y == a.y;
        (level_first || upright_first).then(|| Rect::new(a.x.min(c.x), a.y.min(c.y), a.x.max(c.x), a.y.max(c.y)))
    }

    /// What a stroke of this width covers of a path that is one level or upright line.
    pub fn as_line(&self, width: Length) -> Option<Rect> {
        let [Segment::Move(a), Segment::Line(b)] = self.segments[..] else { return None };
        let area = Rect::new(a.x.min(b.x), a.y.min(b.y), a.x.max(b.x), a.y.max(b.y));
        let half = width / 2;
        match (a.y == b.y, a.x == b.x) {
            (true, _) => Some(Rect { top: area.top - half, bottom: area.bottom + half, ..area }),
            (_, true) => Some(Rect { left: area.left - half, right: area.right + half, ..area }),
            _ => None,
        }
    }

    /// The ellipse that fills an area, of four cubic curves; each leaves it by less than 0.03 % of its half axes.
    pub fn ellipse(area: Rect) -> Path {
        use Segment::{Close, Cubic, Move};
        let (across, down) = (area.width() / 2, area.height() / 2);
        let (x, y) = (area.left + across, area.top + down);
        let at = |right: f64, below: f64| Point::new(x + across.scale(right), y + down.scale(below));
        let arm = (4.0 / 3.0) * (std::f64::consts::SQRT_2 - 1.0);
        Path {
            segments: vec![
                Move(at(1.0, 0.0)),
                Cubic(at(1.0, arm), at(arm, 1.0), at(0.0, 1.0)),
                Cubic(at(-arm, 1.0), at(-1.0, arm), at(-1.0, 0.0)),
                Cubic(at(-1.0, -arm), at(-arm, -1.0), at(0.0, -1.0)),
                Cubic(at(arm, -1.0), at(1.0, -arm), at(1.0, 0.0)),
                Close,
            ],
            even_odd: false,
        }
    }

    pub fn rect(rect: Rect) -> Path {
        use Segment::{Close, Line, Move};
        let corner = Point::new;
        Path {
            segments: vec![
                Move(corner(rect.left, rect.top)),
                Line(corner(rect.right, rect.top)),
                Line(corner(rect.right, rect.bottom)),
                Line(corner(rect.left, rect.bottom)),
                Close,
            ],
            even_odd: false,
        }
    }
}

//! How far what stands in a column reaches into its rows of text.
//!
//! In: a picture's shape where it stands, and the free space about it. Out: [`Wrap`]: for each row the stretch that
//! text leaves free. A row's text goes from the height of its capitals to its descenders. Free space at a shape's sides
//! is as the layout wants it; above and below it is at most what lies between two rows, so that a row next to a level
//! edge is whole, as it is next to a box.

use crate::geometry::convex::{Convex, Growth};
use crate::geometry::{Length, Point, Rect, Size};
use crate::resolve::document::{PageGeometry, PictureShape, PlacedPicture};

/// The narrowest measure of text, in ems of the leading's text size: about 32 characters of 0.45 em each, which is
/// what a justified line needs to have enough word spaces.
const LEAST_MEASURE: f64 = 32.0 * 0.45;
/// The same for lists and quotations, as a part of it: 28 characters.
const INDENTED: f64 = 0.875;
/// Text size by leading, where only the grid is known (9.75 pt on 13 pt).
const SIZE_BY_LEADING: f64 = 0.75;
/// Depth of descenders by height of capitals, in faces for running text.
const DESCENDERS: f64 = 0.36;

#[cfg(test)]
mod tests;

/// The narrowest measure that text may have.
pub fn least_measure(page: &PageGeometry) -> Length {
    page.leading.scale(SIZE_BY_LEADING * LEAST_MEASURE)
}

/// The narrowest slot for text with indents at its sides: what is left may have an eighth less than other text, since
/// the alternative is a hole beside a picture. A whole column always does.
pub fn least_slot(indents: Length, page: &PageGeometry) -> Length {
    match indents {
        Length::ZERO => Length::ZERO,
        indents => (least_measure(page).scale(INDENTED) + indents).min(page.column_width()),
    }
}

/// A part of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    pub left: Length,
    pub right: Length,
}

impl Stretch {
    pub fn width(&self) -> Length {
        self.right - self.left
    }

    fn union(self, other: Stretch) -> Stretch {
        Stretch { left: self.left.min(other.left), right: self.right.max(other.right) }
    }

    /// What is left when a part is taken; the wider side where that lies in the middle.
    pub fn without(self, taken: Stretch) -> Stretch {
        if taken.right <= self.left || taken.left >= self.right {
            return self;
        }
        if taken.left - self.left >= self.right - taken.right {
            Stretch { right: self.left.max(taken.left), ..self }
        } else {
            Stretch { left: self.right.min(taken.right), ..self }
        }
    }
}

/// The stretches that text leaves free, row by row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wrap {
    /// Row of the first stretch, counted from the first row that the thing itself takes.
    first: i32,
    /// `x` is counted as in the shape that it was made from.
    rows: Vec<Stretch>,
}

impl Wrap {
    /// Round a picture. `area` is where it stands: `y` from the baseline of its first row.
    pub fn around(picture: &PlacedPicture, area: Rect, clearance: Length, page: &PageGeometry) -> Wrap {
        Wrap::of_shape(&shape(&picture.shape, area), clearance, page)
    }

    fn of_shape(shape: &Convex, clearance: Length, page: &PageGeometry) -> Wrap {
        let leading = page.leading.to_pt().max(f64::MIN_POSITIVE);
        let caps = page.cap_height.to_pt();
        let descent = caps * DESCENDERS;
        let across = clearance.to_pt().max(0.0);
        let growth = Growth { across, down: across.min((leading - caps - descent).max(0.0)) };
        let Some((top, bottom)) = shape.extent() else { return Wrap::default() };
        let first = ((top - growth.down - descent) / leading).floor() as i32;
        let last = ((bottom + growth.down + caps) / leading).ceil() as i32;
        let mut wrap = Wrap::default();
        for row in first..=last {
            let baseline = leading * f64::from(row);
            match shape.reach(baseline - caps, baseline + descent, growth) {
                Some((left, right)) => {
                    wrap.first = if wrap.rows.is_empty() { row } else { wrap.first };
                    wrap.rows.push(Stretch { left: Length::pt(left), right: Length::pt(right) });
                }
                None if wrap.rows.is_empty() => {}
                None => break,
            }
        }
        wrap
    }

    /// Also free in these rows, which follow or overlap its own.
    pub fn with_rows(mut self, rows: std::ops::Range<i32>, left: Length, right: Length) -> Wrap {
        if self.rows.is_empty() {
            self.first = rows.start;
        }
        let stretch = Stretch { left, right };
        for row in rows {
            match self.rows.get_mut((row - self.first).max(0) as usize) {
                Some(own) => *own = own.union(stretch),
                None => self.rows.push(stretch),
            }
        }
        self
    }

    pub fn at(&self, row: i32) -> Option<Stretch> {
        self.rows.get(usize::try_from(row - self.first).ok()?).copied()
    }

    /// What it leaves of each of its rows in a column.
    fn rests(&self, column: Stretch) -> impl Iterator<Item = Length> {
        self.rows.iter().map(move |taken| column.without(*taken).width())
    }

    /// The narrowest measure that it leaves in a column.
    pub fn least_rest(&self, column: Stretch) -> Length {
        self.rests(column).min().unwrap_or(column.width())
    }

    /// How many full rows of a column it takes from the text.
    pub fn lost_rows(&self, column: Stretch, least: Length) -> f64 {
        let lost = |rest: Length| if rest < least { 1.0 } else { 1.0 - rest.ratio(column.width()) };
        self.rests(column).map(lost).sum()
    }
}

/// The outline of a picture in its area.
fn shape(shape: &PictureShape, area: Rect) -> Convex {
    let (left, top) = (area.left.to_pt(), area.top.to_pt());
    let (right, bottom) = (area.right.to_pt(), area.bottom.to_pt());
    match shape {
        PictureShape::Rectangle => Convex::Polygon(vec![[left, top], [right, top], [right, bottom], [left, bottom]]),
        PictureShape::Circle => {
            let center = [(left + right) / 2.0, (top + bottom) / 2.0];
            Convex::Circle { center, radius: (right - left).min(bottom - top) / 2.0 }
        }
        PictureShape::Contour(contour) => contour.placed(area),
    }
}

/// Where a picture stands in a frame. A rectangle fills it; a circle hangs from its top, a contour stands whole on its
/// foot. What is narrower than the frame keeps to `side` of it: 0 the left edge, 1 the right one.
pub fn area_in(frame: Rect, picture: &PlacedPicture, side: f64) -> Rect {
    let (width, height) = (frame.width(), frame.height());
    let size = match &picture.shape {
        PictureShape::Rectangle => return frame,
        PictureShape::Circle => Size::new(width.min(height), width.min(height)),
        PictureShape::Contour(contour) => {
            let (across, down) = picture.proportions;
            let part = contour.bounds();
            let ratio = (down * (part.bottom - part.top)) / (across * (part.right - part.left)).max(f64::MIN_POSITIVE);
            let wanted = width.scale(ratio);
            if wanted <= height { Size::new(width, wanted) } else { Size::new(height.scale(1.0 / ratio), height) }
        }
    };
    let left = frame.left + (width - size.width).scale(side);
    let top = match picture.shape {
        PictureShape::Contour(_) => frame.bottom - size.height,
        _ => frame.top,
    };
    Rect::at(Point::new(left, top), size)
}

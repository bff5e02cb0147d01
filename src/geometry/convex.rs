//! Convex shapes that text runs round, and how far they reach into a row of text.
//!
//! In: a circle, or points. Out: the stretch that a shape, grown on all sides, takes between two heights. Coordinates
//! are points (1/72 inch), `y` downwards. Hulls are built by Andrew's monotone chain (Information Processing Letters 9,
//! 1979).

use super::{Crop, Rect};

/// Less than this is no contact, in points.
const NOTHING: f64 = 0.01;
/// Steps of the search for a curve's greatest reach: each leaves two thirds of the stretch that is searched.
const STEPS: usize = 60;

/// The convex outline of what is seen of a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Contour {
    /// Corners in order, as fractions of the picture's width and height; at least three.
    corners: Vec<[f64; 2]>,
}

impl Contour {
    /// The hull of some points, given as fractions of a picture; `None` if they span no area.
    pub fn around(points: Vec<[f64; 2]>) -> Option<Contour> {
        let corners = hull(points);
        (corners.len() >= 3).then_some(Contour { corners })
    }

    /// The part of the picture that holds the contour.
    pub fn bounds(&self) -> Crop {
        let start =
            Crop { left: f64::INFINITY, top: f64::INFINITY, right: f64::NEG_INFINITY, bottom: f64::NEG_INFINITY };
        self.corners.iter().fold(start, |bounds, [x, y]| Crop {
            left: bounds.left.min(*x),
            top: bounds.top.min(*y),
            right: bounds.right.max(*x),
            bottom: bounds.bottom.max(*y),
        })
    }

    /// The contour's shape where its bounds fill an area.
    pub fn placed(&self, area: Rect) -> Convex {
        let bounds = self.bounds();
        let along = |value: f64, from: f64, to: f64| (value - from) / (to - from).max(f64::MIN_POSITIVE);
        let place = |[x, y]: &[f64; 2]| {
            let (x, y) = (along(*x, bounds.left, bounds.right), along(*y, bounds.top, bounds.bottom));
            [area.left.to_pt() + x * area.width().to_pt(), area.top.to_pt() + y * area.height().to_pt()]
        };
        Convex::Polygon(self.corners.iter().map(place).collect())
    }
}

/// A convex shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Convex {
    Circle {
        center: [f64; 2],
        radius: f64,
    },
    /// Corners in order.
    Polygon(Vec<[f64; 2]>),
}

/// Free space about a shape: it is grown by an ellipse of these half axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growth {
    pub across: f64,
    pub down: f64,
}

impl Growth {
    /// How far the growth of a point reaches sideways at this distance above or below it.
    fn at(&self, distance: f64) -> f64 {
        let share = if distance <= 0.0 { 0.0 } else { (distance / self.down).min(1.0) };
        self.across * (1.0 - share * share).sqrt()
    }
}

impl Convex {
    /// Top and bottom; `None` for a polygon without corners.
    pub fn extent(&self) -> Option<(f64, f64)> {
        match self {
            Convex::Circle { center, radius } => Some((center[1] - radius, center[1] + radius)),
            Convex::Polygon(corners) => {
                let heights = corners.iter().map(|corner| (corner[1], corner[1]));
                heights.reduce(|(top, bottom), (y, _)| (top.min(y), bottom.max(y)))
            }
        }
    }

    /// Left and right edge at a height.
    fn section(&self, y: f64) -> Option<(f64, f64)> {
        match self {
            Convex::Circle { center, radius } => {
                let away = y - center[1];
                let half = (radius * radius - away * away).max(0.0).sqrt();
                (away.abs() <= *radius).then_some((center[0] - half, center[0] + half))
            }
            Convex::Polygon(corners) => {
                let next = corners.iter().cycle().skip(1);
                let crossings = corners.iter().zip(next).filter_map(|(a, b)| crossing(*a, *b, y));
                crossings.reduce(|(left, right), (from, to)| (left.min(from), right.max(to)))
            }
        }
    }

    /// The stretch (left, right) that the shape grown by `growth` takes between two heights; `None` if it takes nothing.
    ///
    /// The right edge of a convex shape is a concave function of the height, and so is the reach of the growth: their
    /// sum has one greatest value, which is searched for by thirds.
    pub fn reach(&self, top: f64, bottom: f64, growth: Growth) -> Option<(f64, f64)> {
        let (highest, lowest) = self.extent()?;
        if lowest + growth.down <= top + NOTHING || highest - growth.down >= bottom - NOTHING {
            return None;
        }
        let (from, to) = (highest.max(top - growth.down), lowest.min(bottom + growth.down));
        let outside = |y: f64| (top - y).max(y - bottom);
        let side = |sign: f64| {
            greatest(from, to, |y| {
                let (left, right) = self.section(y).unwrap_or((f64::INFINITY, f64::NEG_INFINITY));
                let edge = if sign > 0.0 { right } else { -left };
                edge + growth.at(outside(y))
            })
        };
        let (left, right) = (-side(-1.0), side(1.0));
        (left < right).then_some((left, right))
    }
}

/// Where an edge crosses a height; both of its ends if it is level.
fn crossing(a: [f64; 2], b: [f64; 2], y: f64) -> Option<(f64, f64)> {
    if y < a[1].min(b[1]) || y > a[1].max(b[1]) {
        return None;
    }
    if a[1] == b[1] {
        return Some((a[0].min(b[0]), a[0].max(b[0])));
    }
    let x = a[0] + (b[0] - a[0]) * ((y - a[1]) / (b[1] - a[1]));
    Some((x, x))
}

/// The greatest value of a concave function on a stretch.
fn greatest(from: f64, to: f64, value: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (from, to);
    for _ in 0..STEPS {
        let third = (high - low) / 3.0;
        if value(low + third) < value(high - third) {
            low += third;
        } else {
            high -= third;
        }
    }
    value(low).max(value(high)).max(value(from)).max(value(to))
}

/// The convex hull: its corners in order, none of them on the line between its neighbours.
pub fn hull(mut points: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    points.retain(|point| point.iter().all(|value| value.is_finite()));
    points.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    points.dedup();
    if points.len() < 3 {
        return points;
    }
    let mut corners = half_hull(points.iter());
    corners.pop();
    let mut back = half_hull(points.iter().rev());
    back.pop();
    corners.append(&mut back);
    corners
}

fn half_hull<'a>(points: impl Iterator<Item = &'a [f64; 2]>) -> Vec<[f64; 2]> {
    let turn = |a: [f64; 2], b: [f64; 2], c: [f64; 2]| (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    let mut chain: Vec<[f64; 2]> = Vec::new();
    for point in points {
        while let [.., a, b] = chain[..]
            && turn(a, b, *point) <= 0.0
        {
            chain.pop();
        }
        chain.push(*point);
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TOLERANCE: f64 = 1e-6;

    fn shapes() -> impl Strategy<Value = Convex> {
        let coordinate = || -200.0..200.0;
        let circle =
            ([coordinate(), coordinate()], 1.0..150.0).prop_map(|(center, radius)| Convex::Circle { center, radius });
        let polygon = proptest::collection::vec([coordinate(), coordinate()], 3..40)
            .prop_map(hull)
            .prop_filter("it spans no area", |corners| corners.len() >= 3)
            .prop_map(Convex::Polygon);
        prop_oneof![circle, polygon]
    }

    /// Many points of a shape's outline.
    fn outline(shape: &Convex) -> Vec<[f64; 2]> {
        match shape {
            Convex::Circle { center, radius } => (0..720)
                .map(|step| f64::from(step).to_radians() / 2.0)
                .map(|angle| [center[0] + radius * angle.cos(), center[1] + radius * angle.sin()])
                .collect(),
            Convex::Polygon(corners) => {
                let next = corners.iter().cycle().skip(1);
                let edge = |(a, b): (&[f64; 2], &[f64; 2])| {
                    let (a, b) = (*a, *b);
                    (0..50).map(move |step| {
                        let share = f64::from(step) / 50.0;
                        [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
                    })
                };
                corners.iter().zip(next).flat_map(edge).collect()
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_of_the_grown_shape_lies_outside_its_reach(
            shape in shapes(), top in -250.0..250.0, height in 1.0..20.0, across in 0.0..30.0, down in 0.0..20.0,
        ) {
            let growth = Growth { across, down };
            let reach = shape.reach(top, top + height, growth);
            for [x, y] in outline(&shape) {
                let outside = (top - y).max(y - top - height).max(0.0);
                if outside > 0.0 && outside >= down - 2.0 * NOTHING {
                    continue;
                }
                let own = growth.at(outside);
                let Some((left, right)) = reach else {
                    prop_assert!(outside + NOTHING >= down, "{x} {y} is not seen");
                    continue;
                };
                prop_assert!(left <= x - own + TOLERANCE, "{x} {y} with {own} is left of {left}");
                prop_assert!(right >= x + own - TOLERANCE, "{x} {y} with {own} is right of {right}");
            }
        }

        #[test]
        fn the_reach_is_no_wider_than_the_shape_and_its_growth(
            shape in shapes(), top in -250.0..250.0, height in 1.0..20.0, across in 0.0..30.0, down in 0.0..20.0,
        ) {
            let Some((left, right)) = shape.reach(top, top + height, Growth { across, down }) else { return Ok(()) };
            let points = outline(&shape);
            let least = points.iter().map(|point| point[0]).fold(f64::INFINITY, f64::min);
            let most = points.iter().map(|point| point[0]).fold(f64::NEG_INFINITY, f64::max);
            let coarse = 0.05;
            prop_assert!(left >= least - across - coarse && right <= most + across + coarse);
        }

        #[test]
        fn a_hull_is_convex_and_holds_its_points(
            points in proptest::collection::vec([-50.0..50.0, -50.0..50.0], 0..60),
        ) {
            let corners = hull(points.clone());
            if corners.len() < 3 {
                return Ok(());
            }
            for (index, a) in corners.iter().enumerate() {
                let b = corners[(index + 1) % corners.len()];
                for point in &points {
                    let turn = (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]);
                    prop_assert!(turn >= -TOLERANCE, "{point:?} lies outside {a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn a_circle_beside_a_row_reaches_as_far_as_its_circle_grown() {
        let circle = Convex::Circle { center: [0.0, 0.0], radius: 40.0 };
        let (left, right) = circle.reach(30.0, 38.0, Growth { across: 10.0, down: 10.0 }).expect("it is reached");
        // The row's upper edge cuts the circle of 50 at 30.
        assert!((right - 40.0).abs() < 1e-6 && (left + 40.0).abs() < 1e-6, "{left} {right}");
        assert_eq!(circle.reach(50.0, 58.0, Growth { across: 10.0, down: 10.0 }), None);
    }

    #[test]
    fn a_rectangle_reaches_its_growth_beside_it_and_nothing_where_it_ends() {
        let square = Convex::Polygon(vec![[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]]);
        let growth = Growth { across: 3.0, down: 2.0 };
        let (left, right) = square.reach(4.0, 6.0, growth).expect("it is reached");
        assert!((left + 3.0).abs() < 1e-9 && (right - 13.0).abs() < 1e-9);
        assert_eq!(square.reach(12.0, 20.0, growth), None);
        assert_eq!(square.reach(-9.0, -2.0, growth), None);
    }

    #[test]
    fn points_in_one_line_have_no_contour() {
        assert_eq!(Contour::around(vec![[0.0, 0.0], [0.5, 0.5], [1.0, 1.0]]), None);
        assert_eq!(Contour::around(vec![[f64::NAN, 0.0], [0.5, 0.5]]), None);
        let square = vec![[0.2, 0.2], [0.8, 0.2], [0.5, 0.5], [0.8, 0.8], [0.2, 0.8]];
        let bounds = Contour::around(square).expect("an area").bounds();
        assert_eq!(bounds, Crop { left: 0.2, top: 0.2, right: 0.8, bottom: 0.8 });
    }
}

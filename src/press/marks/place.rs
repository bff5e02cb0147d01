//! Where marks stand round a ground: ticks at its edges, targets, and the spans that are left for bars and words.

use super::{ARM, BLEED, CLEAR, CROP, LEAST, OFFSET, TARGET};
use crate::geometry::{Length, Point, Rect};
use crate::press::ground::Ground;

/// An edge of the ground.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Edge {
    Left,
    Top,
    Right,
    Bottom,
}

const ALL: [Edge; 4] = [Edge::Left, Edge::Top, Edge::Right, Edge::Bottom];

/// A line that leaves the ground at right angles to an edge.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Tick {
    edge: Edge,
    /// Along the edge.
    at: Length,
    length: Length,
    dashed: bool,
}

impl Edge {
    /// The edge's own place in a rectangle.
    fn of(self, area: Rect) -> Length {
        match self {
            Edge::Left => area.left,
            Edge::Top => area.top,
            Edge::Right => area.right,
            Edge::Bottom => area.bottom,
        }
    }

    /// Outwards is where lengths shrink.
    fn sign(self) -> i64 {
        if matches!(self, Edge::Left | Edge::Top) { -1 } else { 1 }
    }

    /// The point `at` along the edge and `out` from the bleed.
    fn point(self, ground: &Ground, at: Length, out: Length) -> Point {
        let across = self.of(ground.bleed) + out * self.sign();
        if matches!(self, Edge::Left | Edge::Right) { Point::new(across, at) } else { Point::new(at, across) }
    }

    /// From the bleed to the paper's edge.
    fn room(self, ground: &Ground) -> Length {
        (self.of(ground.paper) - self.of(ground.bleed)) * self.sign()
    }

    /// From the bleed to where marks begin.
    fn start(self, ground: &Ground) -> Length {
        let bleed = (self.of(ground.bleed) - self.of(ground.trim)) * self.sign();
        Length::mm(OFFSET).max(Length::mm(CLEAR) - bleed)
    }
}

impl Tick {
    /// The strokes that draw it, as long as the paper lets it be; `None` where it would be too short to be of use.
    pub fn on(self, ground: &Ground) -> Option<Vec<(Point, Point)>> {
        let start = self.edge.start(ground);
        let end = (start + self.length).min(self.edge.room(ground));
        let length = end - start;
        if length < Length::mm(LEAST) {
            return None;
        }
        let point = |out| self.edge.point(ground, self.at, out);
        if !self.dashed {
            return Some(vec![(point(start), point(end))]);
        }
        // Three dashes and two gaps of one length.
        let fifth = |count: i64| start + length * count / 5;
        Some([0, 2, 4].map(|count| (point(fifth(count)), point(fifth(count + 1)))).into())
    }
}

pub(super) fn crops(ground: &Ground) -> impl Iterator<Item = Tick> {
    ticks(&ground.cuts_across, &ground.cuts_down, CROP)
}

pub(super) fn bleeds(ground: &Ground) -> impl Iterator<Item = Tick> {
    let Ground { bleed, trim, .. } = ground;
    // No marks where the bleed ends with the trim.
    let edges = |pairs: [(Length, Length); 2]| -> Vec<Length> {
        pairs.into_iter().filter(|(bleed, trim)| bleed != trim).map(|(bleed, _)| bleed).collect()
    };
    let across = edges([(bleed.left, trim.left), (bleed.right, trim.right)]);
    let down = edges([(bleed.top, trim.top), (bleed.bottom, trim.bottom)]);
    ticks(&across, &down, BLEED)
}

/// At both ends of lines that run down at `across` and across at `down`.
fn ticks(across: &[Length], down: &[Length], length: f64) -> impl Iterator<Item = Tick> + use<> {
    let tick = move |edge, at| Tick { edge, at, length: Length::mm(length), dashed: false };
    let ends = |places: &[Length], edges: [Edge; 2]| -> Vec<(Edge, Length)> {
        places.iter().flat_map(|at| edges.map(|edge| (edge, *at))).collect()
    };
    let vertical = ends(across, [Edge::Top, Edge::Bottom]);
    let level = ends(down, [Edge::Left, Edge::Right]);
    vertical.into_iter().chain(level).map(move |(edge, at)| tick(edge, at))
}

/// Folds at head and foot, and the heights of staples at the sides.
pub(super) fn folds(ground: &Ground) -> impl Iterator<Item = Tick> + use<> {
    let folds = ticks(&ground.folds, &[], CROP).map(|tick| Tick { dashed: true, ..tick });
    folds.chain(ticks(&[], &ground.staples, BLEED))
}

/// The middles of registration marks, one at each edge: half way, or beside what stands there.
pub(super) fn targets(ground: &Ground) -> Vec<Point> {
    let roomy = |edge: &Edge| edge.room(ground) >= Length::mm(TARGET + ARM);
    let edges = ALL.into_iter().filter(roomy);
    edges.map(|edge| edge.point(ground, beside(ground, edge), Length::mm(TARGET))).collect()
}

/// Near the middle of an edge, clear of cuts and folds.
fn beside(ground: &Ground, edge: Edge) -> Length {
    let level = matches!(edge, Edge::Top | Edge::Bottom);
    let (from, to) = if level { (ground.trim.left, ground.trim.right) } else { (ground.trim.top, ground.trim.bottom) };
    let taken = |at: Length| {
        let lines =
            if level { ground.cuts_across.iter().chain(&ground.folds) } else { ground.cuts_down.iter().chain(&[]) };
        lines.into_iter().any(|line| (*line - at).abs() < Length::mm(ARM + 2.0))
    };
    let middle = (from + to) / 2;
    let steps = (0..100).map(|step| middle + Length::mm(f64::from(step)));
    steps.into_iter().find(|at| !taken(*at)).unwrap_or(middle)
}

/// The stretches above and below a ground that nothing else takes, from left to right.
pub(super) struct Spans {
    pub list: Vec<(Length, Length)>,
}

impl Spans {
    pub fn new(ground: &Ground, registration: bool) -> Spans {
        let clear = Length::mm(1.5);
        let mut taken: Vec<(Length, Length)> =
            ground.cuts_across.iter().chain(&ground.folds).map(|at| (*at - clear, *at + clear)).collect();
        if registration {
            let at = beside(ground, Edge::Top);
            let arm = Length::mm(ARM) + clear;
            taken.push((at - arm, at + arm));
        }
        taken.sort();
        let mut list = Vec::new();
        let mut from = ground.trim.left;
        for (left, right) in taken.into_iter().chain([(ground.trim.right, ground.trim.right)]) {
            if left > from {
                list.push((from, left.min(ground.trim.right)));
            }
            from = from.max(right);
        }
        Spans { list }
    }

    /// The `count` widest, from left to right.
    pub fn widest(&self, count: usize) -> Vec<(Length, Length)> {
        let mut order: Vec<usize> = (0..self.list.len()).collect();
        order.sort_by_key(|index| std::cmp::Reverse((self.list[*index].1 - self.list[*index].0).units()));
        order.truncate(count);
        order.sort();
        order.into_iter().map(|index| self.list[index]).collect()
    }
}

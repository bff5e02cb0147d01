//! What the breaker sees of a paragraph: places where a line may end, with running sums of widths.
//!
//! A line from break `a` to break `b` is `b.end - a.start` wide: the sums already leave out the space at which the
//! line breaks and hold the added hyphen, protrusion and what reshaping at the break changes. So any line is measured
//! by three subtractions, and tests can build paragraphs from plain numbers. Widths in [`Length`] units
//! (1/65536 point).
//!
//! [`Length`]: crate::geometry::Length

use std::ops::Sub;

/// Running sums of a paragraph up to one point.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sums {
    /// Everything, with the word spaces aimed at.
    pub width: i64,
    /// The word spaces alone.
    pub space: i64,
    /// The glyphs that may be scaled (not those of joined scripts).
    pub scaled: i64,
    /// The type sizes of the letters after which letterspacing may stand, added up.
    pub letters: i64,
}

impl Sub for Sums {
    type Output = Sums;
    fn sub(self, other: Sums) -> Sums {
        Sums {
            width: self.width - other.width,
            space: self.space - other.space,
            scaled: self.scaled - other.scaled,
            letters: self.letters - other.letters,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BreakKind {
    /// The paragraph's first point; no line ends here.
    Start,
    /// At a space, or after a dash that is written.
    Plain,
    /// After a hyphen that is written.
    Written,
    /// A hyphen is added.
    Hyphen,
    /// Within a part of an address: counts only in lines that are narrower than the part ([`BreakList::parts`]).
    Spare,
    /// The line must end here.
    Forced,
    /// The paragraph's last point.
    End,
}

impl BreakKind {
    /// Whether a reader sees a hyphen at the line's end.
    pub fn is_hyphen(self) -> bool {
        matches!(self, BreakKind::Hyphen | BreakKind::Written)
    }
}

/// A place where a line may end and the next begin.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct BreakPoint {
    pub kind: BreakKind,
    /// For a line that ends here.
    pub end: Sums,
    /// For a line that begins here.
    pub start: Sums,
    /// Demerits of ending a line here; of an added hyphen before [`HyphenPrice`].
    pub penalty: f64,
    /// Words that begin before this point.
    pub words: u32,
    /// Byte of the paragraph's text at which the next line begins.
    pub at: u32,
}

/// What an added hyphen costs, times its point's penalty: so much up to a narrow measure, so much from a wide one on, and
/// evenly more between them.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct HyphenPrice {
    pub narrow: f64,
    pub wide: f64,
    /// The two measures, in [`Length`] units.
    ///
    /// [`Length`]: crate::geometry::Length
    pub between: (i64, i64),
}

impl Default for HyphenPrice {
    fn default() -> Self {
        HyphenPrice { narrow: 1.0, wide: 1.0, between: (0, 0) }
    }
}

impl HyphenPrice {
    /// In a line of this measure.
    pub fn at(&self, measure: i64) -> f64 {
        let (narrow, wide) = self.between;
        let share = (measure - narrow) as f64 / (wide - narrow).max(1) as f64;
        self.narrow + share.clamp(0.0, 1.0) * (self.wide - self.narrow)
    }
}

/// The points of one paragraph: the first is `Start`, the last `End`.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct BreakList {
    pub points: Vec<BreakPoint>,
    pub hyphens: HyphenPrice,
    /// Of each [`BreakKind::Spare`] point, ascending: its byte, and how wide the part is that has no other place.
    pub parts: Vec<(u32, i64)>,
    /// No point's `end` or `start` differs by more than this from the plain running sum, spaces left out included.
    pub max_adjust: i64,
}

impl BreakList {
    /// Index of the last point.
    pub fn last(&self) -> usize {
        self.points.len().saturating_sub(1)
    }

    /// Demerits of ending a line of this measure at a point, beside those of its spaces; infinite where none may end.
    pub fn penalty(&self, point: &BreakPoint, measure: i64) -> f64 {
        match point.kind {
            BreakKind::Hyphen => self.hyphens.at(measure) * point.penalty,
            BreakKind::Spare if self.fits_whole(point, measure) => f64::INFINITY,
            _ => point.penalty,
        }
    }

    /// Whether the part of an address that a spare point divides has room in a line.
    fn fits_whole(&self, point: &BreakPoint, measure: i64) -> bool {
        let part = self.parts.binary_search_by_key(&point.at, |(at, _)| *at);
        part.is_ok_and(|index| self.parts[index].1 <= measure)
    }

    /// Tells spare points how wide the parts are that they divide.
    pub fn measure_parts(&mut self) {
        let is_spare = |index: &usize| self.points[*index].kind == BreakKind::Spare;
        let around = |index: usize| {
            let before = (0..index).rev().find(|at| !is_spare(at));
            let after = (index + 1..self.points.len()).find(|at| !is_spare(at));
            Some((self.points[index].at, self.line(before?, after?).width))
        };
        self.parts = (0..self.points.len()).filter(is_spare).filter_map(around).collect();
    }

    /// Sums of a line from point `a` to point `b`.
    pub fn line(&self, a: usize, b: usize) -> Sums {
        self.points[b].end - self.points[a].start
    }

    /// All of the paragraph in one line.
    pub fn total(&self) -> Sums {
        if self.points.is_empty() { Sums::default() } else { self.line(0, self.last()) }
    }

    /// Width of the longest piece between two neighbouring points.
    pub fn longest_piece(&self) -> i64 {
        (1..self.points.len()).map(|b| self.line(b - 1, b).width).max().unwrap_or(0)
    }
}

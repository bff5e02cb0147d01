//! Whether the values of a layout fit together, where each alone is within its limits: the page has room for text, what
//! stands in a column is narrower than it, places are on the page, least is not more than most.
//!
//! In: a [`Layout`]. Out: errors, each at a value of the file that was written last, so that a layout which extends
//! another is told of its own change.

mod items;
mod story;

use super::Layout;
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::geometry::Length;
use crate::yaml::Spanned;

/// No measure is narrower than this many times the leading.
const LEAST_MEASURE: i64 = 3;

/// Reports what does not fit together. Where a value that takes part has an error already, nothing more is said.
pub fn check(layout: &Layout, diagnostics: &mut Diagnostics) {
    let mut check = Check::new(layout);
    if check.page() {
        items::check(&mut check);
        story::check(&mut check);
    }
    // Where a value could not be used a stand-in has an empty place.
    let is_new = |found: &Found| !found.involved.iter().any(|part| part.start == part.end);
    diagnostics.list.extend(check.found.into_iter().filter(is_new).map(|found| found.error));
}

struct Found {
    error: Diagnostic,
    /// The places of the values that it follows from.
    involved: Vec<Span>,
}

/// A layout's measures, and what was found wrong with it.
struct Check<'a> {
    layout: &'a Layout,
    leading: Length,
    gutter: Length,
    text_width: Length,
    column_width: Length,
    /// The values that widths follow from.
    widths: Vec<Span>,
    found: Vec<Found>,
}

impl<'a> Check<'a> {
    fn new(layout: &'a Layout) -> Check<'a> {
        let (paper, margins, columns) = (&layout.paper, &layout.margins, &layout.columns);
        let gutter = columns.gutter.map_or(Length::ZERO, |gutter| gutter.0);
        let text_width = paper.width.0 - margins.inner.0 - margins.outer.0;
        let count = i64::from(columns.count.value.max(1));
        let mut widths = vec![margins.inner.span, margins.outer.span, paper.width.span, columns.count.span];
        widths.extend(columns.gutter.map(|gutter| gutter.span));
        Check {
            layout,
            leading: layout.grid.leading.0,
            gutter,
            text_width,
            column_width: (text_width - gutter * (count - 1)) / count,
            widths,
            found: Vec::new(),
        }
    }

    fn least_measure(&self) -> Length {
        self.leading * LEAST_MEASURE
    }

    /// Pushes an error at the first of `involved` that stands in the file written last.
    fn tell(&mut self, code: &'static str, involved: Vec<Span>, message: String, label: &str, help: String) {
        let mut error = Diagnostic::error(code, message).label(label).help(help);
        // A file is read before the one that it extends.
        error.span = involved.iter().min_by_key(|span| span.file).copied();
        self.found.push(Found { error, involved });
    }

    /// Whether there is room for text at all.
    fn page(&mut self) -> bool {
        let before = self.found.len();
        let grid = &self.layout.grid;
        if self.column_width < self.least_measure() {
            let (column, least) = (points(self.column_width.max(Length::ZERO)), points(self.least_measure()));
            let message = format!("margins and gutters leave {column} for a column of text");
            let help = format!(
                "a column needs {least}, three times the leading: make `inner`, `outer` or `gutter` smaller, take fewer \
                 columns, or make the paper wider"
            );
            self.tell("impossible-page", self.widths.clone(), message, "too little is left with this", help);
        }
        let foot = grid.first_baseline.0 + self.leading * i64::from(*grid.rows - 1);
        let height = &self.layout.paper.height;
        if foot > height.0 {
            let room = height.0 - grid.first_baseline.0;
            let rows = if room < Length::ZERO { 0 } else { room.ratio(self.leading) as i32 + 1 };
            let message = format!("{} rows do not fit on a page {} high", *grid.rows, points(height.0));
            let help = match rows {
                4.. => format!("write `rows: {rows}` at most, or less `leading` or `first_baseline`"),
                _ => "make the paper higher, or `leading` and `first_baseline` smaller".to_owned(),
            };
            let involved = vec![grid.rows.span, grid.leading.span, grid.first_baseline.span, height.span];
            self.tell("impossible-page", involved, message, "the last row falls off the page with this", help);
        }
        if grid.cap_height.0 >= self.leading {
            let message = "`cap_height` is not less than `leading`".to_owned();
            let help = "write the height of a capital letter of the running text: about two thirds of its size";
            let involved = vec![grid.cap_height.span, grid.leading.span];
            self.tell("impossible-page", involved, message, "lines would run into each other", help.to_owned());
        }
        self.found.len() == before
    }

    /// A number that must not exceed another.
    fn ordered<T>(&mut self, (name, low): (&str, Spanned<T>), (other, high): (&str, Spanned<T>))
    where
        T: PartialOrd + std::fmt::Display,
    {
        if low.value > high.value {
            let message = format!("{name} is {low}, more than {other}, which is {high}");
            let help = "make one of the two smaller or the other larger".to_owned();
            self.tell("contradiction", vec![low.span, high.span], message, "these contradict each other", help);
        }
    }

    /// A width that must leave some measure of the column or, if it is `wide`, of the whole text.
    fn fits(&mut self, name: &str, taken: Length, left: Length, wide: bool, own: Span) {
        let (whole, room) = match wide {
            true => ("the text", self.text_width),
            false => ("a column", self.column_width),
        };
        if taken + left <= room {
            return;
        }
        let message = format!("`{name}` is too wide: {whole} has {}", points(room));
        let help = format!("{} at most fit here", points((room - left).max(Length::ZERO)));
        let involved = std::iter::once(own).chain(self.widths.iter().copied()).collect();
        self.tell("no-room", involved, message, "does not fit with this", help);
    }
}

/// A length in points, to a tenth.
fn points(length: Length) -> String {
    format!("{} pt", (length.to_pt() * 10.0).round() / 10.0)
}

//! Page templates: columns that there are, places on the page, left before right and top above bottom.

use super::Check;
use crate::diagnostic::Span;
use crate::geometry::Length;
use crate::layout::dimension::{Across, AcrossEdge, Down, DownEdge};
use crate::layout::master::{FrameSpec, ItemSpec};
use crate::yaml::Spanned;

/// The fewest rows that a frame leaves to the story.
const LEAST_ROWS: i32 = 3;

pub fn check(check: &mut Check) {
    let layout = check.layout;
    for master in layout.masters.values() {
        for item in &master.items {
            let places = Places::of(item);
            // Counted, so that each is told.
            let columns_exist = places.across.iter().filter(|place| !check.column_exists(place)).count() == 0;
            let on_page = places.down.iter().filter(|place| !check.on_page(place)).count() == 0;
            if let (Some((left, right)), true) = (places.sides, columns_exist) {
                check.left_of(left, right);
            }
            if let (Some((top, bottom)), true) = (places.ends, on_page) {
                check.above(top, bottom);
            }
        }
        if let Some(frame) = &master.frame {
            check.frame(frame);
        }
    }
    check.on_page(&layout.running_matter.at);
}

/// The places of an item.
struct Places<'a> {
    across: Vec<&'a Spanned<Across>>,
    /// Left and right, which are among `across`.
    sides: Option<(&'a Spanned<Across>, &'a Spanned<Across>)>,
    down: Vec<&'a Spanned<Down>>,
    /// Top and bottom, where the item has both; they are among `down`.
    ends: Option<(&'a Spanned<Down>, &'a Spanned<Down>)>,
}

impl<'a> Places<'a> {
    fn of(item: &'a ItemSpec) -> Places<'a> {
        let between = |left: &'a Spanned<Across>, right: &'a Spanned<Across>, down: Vec<&'a Spanned<Down>>| Places {
            across: vec![left, right],
            sides: Some((left, right)),
            down,
            ends: None,
        };
        match item {
            ItemSpec::Rule(spec) => between(&spec.left, &spec.right, vec![&spec.at]),
            ItemSpec::Field(spec) => between(&spec.left, &spec.right, Vec::new()).with_ends(&spec.top, &spec.bottom),
            ItemSpec::NoteLines(spec) => {
                between(&spec.left, &spec.right, Vec::new()).with_ends(&spec.first, &spec.last)
            }
            ItemSpec::Text(spec) => {
                let spread = spec.spread.as_ref().map(|spread| &spread.to);
                let down = spec.first.iter().chain(&spec.last).chain(&spec.not_below).chain(&spec.below);
                let down = down.chain(spread).collect();
                between(&spec.left, &spec.right, down)
            }
            ItemSpec::Picture(spec) => {
                let down = spec.bottom_at_least.iter().collect();
                between(&spec.left, &spec.right, down).with_ends(&spec.top, &spec.bottom)
            }
            ItemSpec::Cells(spec) => {
                Places { across: spec.columns.iter().collect(), sides: None, down: vec![&spec.last], ends: None }
            }
            ItemSpec::Partners(spec) => {
                let mut places = between(&spec.left, &spec.right, vec![&spec.first]);
                places.across.push(&spec.logo_left);
                places
            }
            ItemSpec::Code(spec) => between(&spec.left, &spec.right, vec![&spec.bottom]),
            ItemSpec::Personal(spec) => between(&spec.left, &spec.right, spec.first.iter().chain(&spec.last).collect()),
            ItemSpec::Contents(spec) => between(&spec.left, &spec.right, vec![&spec.first, &spec.last]),
        }
    }

    fn with_ends(mut self, top: &'a Spanned<Down>, bottom: &'a Spanned<Down>) -> Places<'a> {
        self.down.extend([top, bottom]);
        self.ends = Some((top, bottom));
        self
    }
}

impl Check<'_> {
    pub fn no_column(&mut self, column: u16, involved: Vec<Span>) {
        let count = self.layout.columns.count.value;
        let message = format!("there is no column {column}");
        let help = match count {
            1 => "the layout has one column: write `column 1`, `text left` or `text right`".to_owned(),
            _ => format!("the layout has {count} columns, counted from 1"),
        };
        self.tell("no-such-column", involved, message, "not a column of this layout", help);
    }

    fn column_exists(&mut self, place: &Spanned<Across>) -> bool {
        let (AcrossEdge::ColumnStart(column) | AcrossEdge::ColumnEnd(column)) = place.edge else { return true };
        let count = self.layout.columns.count;
        if column > count.value {
            self.no_column(column, vec![place.span, count.span]);
        }
        column <= count.value
    }

    /// From the text's left edge, on a page whose left margin is `margin`.
    fn x(&self, place: &Across, margin: Length) -> Length {
        let (layout, step) = (self.layout, self.column_width + self.gutter);
        let start = |column: u16| step * (i64::from(column) - 1);
        let trim_right = layout.paper.width.0 - margin;
        place.offset
            + match place.edge {
                AcrossEdge::BleedLeft => -margin - layout.paper.bleed.0,
                AcrossEdge::BleedRight => trim_right + layout.paper.bleed.0,
                AcrossEdge::TrimLeft => -margin,
                AcrossEdge::TrimRight => trim_right,
                AcrossEdge::ColumnStart(column) => start(column),
                AcrossEdge::ColumnEnd(column) => start(column) + self.column_width,
                AcrossEdge::TextLeft => Length::ZERO,
                AcrossEdge::TextRight => self.text_width,
            }
    }

    fn left_of(&mut self, left: &Spanned<Across>, right: &Spanned<Across>) {
        let (margins, facing) = (&self.layout.margins, self.layout.paper.facing);
        let pages = [Some(margins.inner.0), Some(margins.outer.0).filter(|_| facing)];
        if pages.into_iter().flatten().all(|margin| self.x(left, margin) < self.x(right, margin)) {
            return;
        }
        let involved = [right.span, left.span].into_iter().chain(self.widths.iter().copied()).collect();
        let message = "`right` is not to the right of `left`".to_owned();
        let help = "nothing is left between them: move one of the two";
        self.tell("no-room", involved, message, "ends before it begins", help.to_owned());
    }

    /// From the trim's top; `None` for a place that counts from another item.
    fn y(&self, place: &Down) -> Option<Length> {
        let layout = self.layout;
        let (height, bleed) = (layout.paper.height.0, layout.paper.bleed.0);
        let row = |rows: f64| layout.grid.first_baseline.0 + self.leading.scale(rows - 1.0);
        let edge = match place.edge {
            DownEdge::BleedTop => -bleed,
            DownEdge::BleedBottom => height + bleed,
            DownEdge::TrimTop => Length::ZERO,
            DownEdge::TrimBottom => height,
            DownEdge::Base(rows) => row(rows),
            DownEdge::CapTop(rows) => row(rows) - layout.grid.cap_height.0,
            DownEdge::ItemFirst(_) | DownEdge::ItemLast(_) | DownEdge::ItemCap(_) => return None,
        };
        Some(edge + self.leading.scale(place.offset.rows) + place.offset.length)
    }

    fn on_page(&mut self, place: &Spanned<Down>) -> bool {
        let (paper, grid) = (&self.layout.paper, &self.layout.grid);
        let Some(y) = self.y(place) else { return true };
        // Rounding of rows may reach beyond the edge by less than can be seen.
        let slack = Length::pt(0.01);
        if (-paper.bleed.0 - slack..=paper.height.0 + paper.bleed.0 + slack).contains(&y) {
            return true;
        }
        let involved = vec![place.span, paper.height.span, grid.leading.span, grid.first_baseline.span];
        let message = "this place is off the page".to_owned();
        let help = format!("the page's text has rows 1 to {}", grid.rows.value);
        self.tell("off-page", involved, message, "above or below the paper", help);
        false
    }

    fn above(&mut self, top: &Spanned<Down>, bottom: &Spanned<Down>) {
        let (Some(upper), Some(lower)) = (self.y(top), self.y(bottom)) else { return };
        if upper >= lower {
            let message = "the lower end is not below the upper one".to_owned();
            let help = "nothing is left between them: move one of the two";
            self.tell("no-room", vec![bottom.span, top.span], message, "ends before it begins", help.to_owned());
        }
    }

    fn frame(&mut self, frame: &FrameSpec) {
        let grid = &self.layout.grid;
        let last = self.layout.grid.first_baseline.0 + self.leading * i64::from(grid.rows.value - LEAST_ROWS);
        for place in std::iter::once(&frame.from).chain(&frame.below) {
            if !self.on_page(place) || self.y(place).is_none_or(|from| from <= last) {
                continue;
            }
            let message = "this frame leaves no rows for the story".to_owned();
            let help = format!(
                "the page has {} rows: let it begin at row {} or above",
                grid.rows.value,
                grid.rows.value - LEAST_ROWS + 1
            );
            self.tell("no-room", vec![place.span, grid.rows.span], message, "too far down", help);
        }
    }
}

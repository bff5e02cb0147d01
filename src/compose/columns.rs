//! Columns of a band: regions of rows, what stands in the text's way, and the slots that are left for lines.
//!
//! Everything here is relative to the band: x from the text area's left edge, rows from the region's first.

use super::material::{FloatContent, FloatForm, FloatPlace, Material, height_of};
use super::wrap::{Stretch, Wrap, area_in, least_measure};
use crate::geometry::{Length, Rect};
use crate::resolve::document::{PageGeometry, Portrait};
use crate::text::slot::Slot;

/// Where a float stands.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Placement {
    /// Index into the float's forms.
    pub form: usize,
    pub region: usize,
    /// Ignored for what stands in more than one column.
    pub column: usize,
    /// First row that it takes.
    pub row: i32,
    /// Rows that it takes, with its empty ones.
    pub rows: i32,
    pub place: FloatPlace,
    /// It stands at the foot of its column, wherever that is.
    pub at_foot: bool,
}

impl Placement {
    pub fn rows_overlap(&self, other: &Placement) -> bool {
        self.row < other.row + other.rows && other.row < self.row + self.rows
    }

    pub fn covers(&self, column: usize) -> bool {
        match self.place {
            FloatPlace::Gutter | FloatPlace::Wide => true,
            FloatPlace::Edge | FloatPlace::Column => self.column == column,
            FloatPlace::InText | FloatPlace::Between => false,
        }
    }

    /// It stands in the run of the text, as a block of the story.
    pub fn is_in_text(&self) -> bool {
        matches!(self.place, FloatPlace::InText | FloatPlace::Between)
    }
}

/// Something that text keeps out of.
struct Exclusion<'a> {
    region: usize,
    /// Its first row.
    row: i32,
    left: Length,
    reach: Reach<'a>,
}

/// How far an exclusion reaches, counted from its first row and its left edge.
enum Reach<'a> {
    /// The same in each of so many rows.
    Rows(i32, Stretch),
    Wrap(&'a Wrap),
}

impl Exclusion<'_> {
    /// What it takes of a row.
    fn at(&self, region: usize, row: i32) -> Option<Stretch> {
        let row = row - self.row;
        let stretch = match &self.reach {
            _ if self.region != region => None,
            Reach::Rows(rows, stretch) => (0..*rows).contains(&row).then_some(*stretch),
            Reach::Wrap(wrap) => wrap.at(row),
        }?;
        Some(Stretch { left: self.left + stretch.left, right: self.left + stretch.right })
    }
}

/// The columns of one band over one or more pages.
pub struct Columns<'a> {
    pub page: &'a PageGeometry,
    /// Rows of each region: one for each page that the band stands on.
    pub regions: &'a [i32],
    pub portrait: Option<&'a Portrait>,
}

impl Columns<'_> {
    pub fn column_left(&self, column: usize) -> Length {
        (self.page.column_width() + self.page.gutter) * column as i64
    }

    /// The column in which the portrait stands.
    pub fn portrait_column(&self) -> Option<usize> {
        self.portrait.map(|portrait| if portrait.right { usize::from(self.page.columns) - 1 } else { 0 })
    }

    /// Left edge and measure of the first line.
    fn first_line(&self) -> (Length, Length) {
        let width = self.page.column_width();
        match self.portrait.filter(|_| self.portrait_column() == Some(0)) {
            Some(portrait) if portrait.right => (Length::ZERO, width - portrait.width - portrait.clearance),
            Some(portrait) => {
                let left = portrait.width + portrait.clearance;
                (left, width - left)
            }
            None => (Length::ZERO, width),
        }
    }

    /// The measure of the first line.
    pub fn first_room(&self) -> Length {
        self.first_line().1
    }

    /// The left edge of a float's box or picture.
    pub fn float_left(&self, form: &FloatForm, placement: &Placement) -> Length {
        let width = match &form.content {
            FloatContent::Box(boxed) => boxed.width,
            FloatContent::Picture(picture) => picture.width,
            FloatContent::Inline(_) => self.page.column_width(),
        };
        match placement.place {
            FloatPlace::Gutter => (self.page.text_width() - width) / 2,
            FloatPlace::Wide => Length::ZERO,
            FloatPlace::Column | FloatPlace::InText | FloatPlace::Between => self.column_left(placement.column),
            // The outer edge: left in the first column, right in the others.
            FloatPlace::Edge if placement.column == 0 && self.page.columns > 1 => Length::ZERO,
            FloatPlace::Edge => self.column_left(placement.column) + self.page.column_width() - width,
        }
    }

    /// All slots in the order of reading: column by column, region by region.
    pub fn slots(&self, material: &Material, placements: &[Option<Placement>]) -> Vec<Slot> {
        let exclusions = self.exclusions(material, placements);
        let columns = usize::from(self.page.columns);
        let width = self.page.column_width();
        let least = least_measure(self.page);
        let all: i32 = self.regions.iter().sum();
        let mut slots = Vec::with_capacity(all.max(0) as usize * columns);
        for (region, rows) in self.regions.iter().enumerate() {
            for column in 0..columns {
                let left = self.column_left(column);
                for row in 0..*rows {
                    let taken = exclusions.iter().filter_map(|exclusion| exclusion.at(region, row));
                    let rest = taken.fold(Stretch { left, right: left + width }, Stretch::without);
                    if rest.width() >= least {
                        slots.push(Slot {
                            column: (region * columns + column) as u16,
                            row,
                            x: rest.left,
                            baseline: self.page.leading * i64::from(row),
                            measure: rest.width(),
                            full: rest.width() == width,
                        });
                    }
                }
            }
        }
        slots
    }

    fn exclusions<'m>(&self, material: &'m Material, placements: &[Option<Placement>]) -> Vec<Exclusion<'m>> {
        let mut exclusions = Vec::new();
        if let Some(portrait) = self.portrait {
            let area = portrait_area(portrait, self.page);
            let stretch = Stretch { left: area.left - portrait.clearance, right: area.right + portrait.clearance };
            let reach = material.portrait.as_ref().map_or(Reach::Rows(portrait.rows, stretch), Reach::Wrap);
            exclusions.push(Exclusion { region: 0, row: 0, left: Length::ZERO, reach });
        }
        if let Some(initial) = &material.initial {
            let left = self.first_line().0;
            let reach = Reach::Rows(initial.rows, Stretch { left: Length::ZERO, right: initial.width });
            exclusions.push(Exclusion { region: 0, row: 0, left, reach });
        }
        for (float, placement) in material.floats.iter().zip(placements) {
            let Some(placement) = placement.filter(|p| !p.is_in_text()) else { continue };
            let Some(form) = float.forms.get(placement.form) else { continue };
            let left = self.float_left(form, &placement);
            let rows = |width: Length, clearance: Length| {
                Reach::Rows(placement.rows, Stretch { left: -clearance, right: width + clearance })
            };
            let reach = match &form.content {
                // No text stands beside it: its clearance must not reach into the next column.
                FloatContent::Box(boxed) if placement.place == FloatPlace::Column => rows(boxed.width, Length::ZERO),
                FloatContent::Box(boxed) => rows(boxed.width, boxed.clearance),
                FloatContent::Picture(picture) => match &picture.wrap {
                    Some(wrap) => Reach::Wrap(wrap),
                    None => rows(picture.width, Length::ZERO),
                },
                FloatContent::Inline(_) => rows(self.page.column_width(), Length::ZERO),
            };
            exclusions.push(Exclusion { region: placement.region, row: placement.row, left, reach });
        }
        exclusions
    }
}

/// Where a portrait stands: `x` from the text's left edge, `y` from the baseline of the band's first row.
pub fn portrait_area(portrait: &Portrait, page: &PageGeometry) -> Rect {
    let left = if portrait.right { page.text_width() - portrait.width } else { Length::ZERO };
    let top = -page.cap_height;
    let frame = Rect::new(left, top, left + portrait.width, top + height_of(portrait.rows, page));
    area_in(frame, &portrait.picture, if portrait.right { 1.0 } else { 0.0 })
}

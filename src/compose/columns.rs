//! Columns of a band: regions of rows, what stands in the text's way, and the slots that are left for lines.
//!
//! Everything here is relative to the band: x from the text area's left edge, rows from the region's first.

use super::material::{FloatContent, FloatForm, FloatPlace, Material};
use crate::geometry::Length;
use crate::resolve::document::{PageGeometry, Portrait};
use crate::text::slot::Slot;

/// The narrowest measure of text, in ems of the leading's text size: about 32 characters of 0.45 em each, which is
/// what a justified line needs to have enough word spaces.
const LEAST_MEASURE: f64 = 32.0 * 0.45;
/// Text size by leading, where only the grid is known (9.75 pt on 13 pt).
const SIZE_BY_LEADING: f64 = 0.75;

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

/// A rectangle that text keeps out of.
struct Exclusion {
    region: usize,
    rows: std::ops::Range<i32>,
    left: Length,
    right: Length,
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

    /// The narrowest measure that text may have.
    pub fn least_measure(&self) -> Length {
        self.page.leading.scale(SIZE_BY_LEADING * LEAST_MEASURE)
    }

    /// The column in which the portrait stands.
    pub fn portrait_column(&self) -> Option<usize> {
        self.portrait.map(|portrait| if portrait.right { usize::from(self.page.columns) - 1 } else { 0 })
    }

    pub fn portrait_left(&self, portrait: &Portrait) -> Length {
        if portrait.right { self.page.text_width() - portrait.width } else { Length::ZERO }
    }

    /// The left edge of a float's box or picture.
    pub fn float_left(&self, form: &FloatForm, placement: &Placement) -> Length {
        let width = match &form.content {
            FloatContent::Box(boxed) => boxed.width,
            FloatContent::Picture(_) | FloatContent::Inline(_) => self.page.column_width(),
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
        let least = self.least_measure();
        let mut slots = Vec::new();
        for (region, rows) in self.regions.iter().enumerate() {
            for column in 0..columns {
                let left = self.column_left(column);
                for row in 0..*rows {
                    let (mut from, mut to) = (left, left + width);
                    for exclusion in exclusions.iter().filter(|e| e.region == region && e.rows.contains(&row)) {
                        cut(&mut from, &mut to, exclusion);
                    }
                    if to - from >= least {
                        slots.push(Slot {
                            column: (region * columns + column) as u16,
                            row,
                            x: from,
                            baseline: self.page.leading * i64::from(row),
                            measure: to - from,
                            full: to - from == width,
                        });
                    }
                }
            }
        }
        slots
    }

    fn exclusions(&self, material: &Material, placements: &[Option<Placement>]) -> Vec<Exclusion> {
        let mut exclusions = Vec::new();
        if let Some(portrait) = self.portrait {
            let left = self.portrait_left(portrait);
            exclusions.push(Exclusion {
                region: 0,
                rows: 0..portrait.rows,
                left: left - portrait.clearance,
                right: left + portrait.width + portrait.clearance,
            });
        }
        for (float, placement) in material.floats.iter().zip(placements) {
            let Some(placement) = placement.filter(|p| !p.is_in_text()) else { continue };
            let Some(form) = float.forms.get(placement.form) else { continue };
            let left = self.float_left(form, &placement);
            let (width, clearance) = match &form.content {
                FloatContent::Box(boxed) => (boxed.width, boxed.clearance),
                FloatContent::Picture(_) | FloatContent::Inline(_) => (self.page.column_width(), Length::ZERO),
            };
            exclusions.push(Exclusion {
                region: placement.region,
                rows: placement.row..placement.row + placement.rows,
                left: left - clearance,
                right: left + width + clearance,
            });
        }
        exclusions
    }
}

/// What is left of a stretch of a row; the wider side where something stands in the middle.
fn cut(from: &mut Length, to: &mut Length, exclusion: &Exclusion) {
    if exclusion.right <= *from || exclusion.left >= *to {
        return;
    }
    let before = exclusion.left - *from;
    let after = *to - exclusion.right;
    if before >= after {
        *to = (*from).max(exclusion.left);
    } else {
        *from = (*to).min(exclusion.right);
    }
}

//! Places that the author has fixed: which candidates they leave, and whether they were kept.

use super::columns::Placement;
use super::material::{FloatForm, FloatPlace, MeasuredFloat, empty_rows};
use super::solver::{Solution, Solver};
use crate::diagnostic::Diagnostic;
use crate::resolve::document::{Pin, PinAcross, PinDown};

impl Pin {
    pub fn is_free(self) -> bool {
        self == Pin::default()
    }

    /// Whether a place is what the author wants. A column counts only for what stands in one.
    fn allows(self, placement: &Placement, columns: usize) -> bool {
        let across = match self.across {
            None => true,
            Some(PinAcross::Gutter) => placement.place == FloatPlace::Gutter,
            Some(PinAcross::Wide) => placement.place == FloatPlace::Wide,
            Some(side) => {
                let column = if side == PinAcross::First { 0 } else { columns - 1 };
                matches!(placement.place, FloatPlace::Edge | FloatPlace::Column) && placement.column == column
            }
        };
        let down = match self.down {
            None => true,
            Some(PinDown::Top) => !placement.is_in_text() && !placement.at_foot && placement.row == 0,
            Some(PinDown::Foot) => placement.at_foot,
            Some(PinDown::Here) => placement.is_in_text(),
        };
        across && down
    }
}

impl Solver<'_> {
    /// The places that the author's wish leaves; all, if it leaves none.
    pub fn pinned(&self, float: usize, list: Vec<Placement>) -> Vec<Placement> {
        let pin = self.material.floats[float].pin;
        let columns = usize::from(self.page.columns);
        let allowed: Vec<Placement> = list.iter().filter(|place| pin.allows(place, columns)).copied().collect();
        if allowed.is_empty() { list } else { allowed }
    }

    /// Places at the top of a column, which are not tried unless the author wants one.
    pub fn top_places(&self, float: usize, form: &FloatForm, region: usize) -> Vec<Placement> {
        if self.material.floats[float].pin.down != Some(PinDown::Top) {
            return Vec::new();
        }
        let columns = if form.place == FloatPlace::Edge { usize::from(self.page.columns) } else { 1 };
        let (place, rows) = (form.place, form.rows + empty_rows(form).1);
        let top = |column| Placement { form: 0, region, column, row: 0, rows, place, at_foot: false };
        match place {
            FloatPlace::Edge | FloatPlace::Gutter | FloatPlace::Wide => (0..columns).map(top).collect(),
            FloatPlace::Column | FloatPlace::InText | FloatPlace::Between => Vec::new(),
        }
    }
}

/// Why a place could not be had, and what to do.
fn why(float: &MeasuredFloat, columns: u16) -> &'static str {
    let has = |places: &[FloatPlace]| float.forms.iter().any(|form| places.contains(&form.place));
    match (float.pin.across, float.pin.down) {
        (Some(PinAcross::Gutter), _) if !has(&[FloatPlace::Gutter]) => {
            "pictures do not stand across the gutter: write `left` or `right`"
        }
        (Some(PinAcross::Wide), _) if !has(&[FloatPlace::Wide]) && columns == 1 => {
            "with one column of text nothing is wider than it: take `wide` out"
        }
        (Some(PinAcross::Wide), _) if !has(&[FloatPlace::Wide]) => {
            "a picture of a text stands in one column: write `left`, `right` or `foot`, or list it under `photographs`"
        }
        (_, Some(PinDown::Here)) => {
            "too few lines of text are above or below the place where it is written: move it up or down by a paragraph, \
             or take `here` out"
        }
        (_, Some(PinDown::Top)) => {
            "a column's top is free only where the text goes on from the page or the box before: move it further down \
             in the text, or write `foot`"
        }
        (_, Some(PinDown::Foot)) => {
            "another box or picture stands at this foot, or the text beside it would be too narrow: write the other \
             side, or take `foot` out"
        }
        _ => {
            "another box or picture stands there, or the text beside it would be too narrow: write the other side or \
             `wide`, or move it by a paragraph"
        }
    }
}

/// A warning for each float of a solution that stands elsewhere than its author wants.
pub fn unkept(
    floats: &[MeasuredFloat],
    solution: &Solution,
    region: usize,
    columns: u16,
    page: usize,
) -> Vec<Diagnostic> {
    let mut list = Vec::new();
    for (float, placement) in floats.iter().zip(&solution.placements) {
        let Some(placement) = placement.filter(|placement| placement.region == region) else { continue };
        if float.pin.allows(&placement, usize::from(columns)) {
            continue;
        }
        let mut warning = Diagnostic::warning("pin", format!("this cannot stand where you want it; see page {page}"))
            .help(why(float, columns));
        warning.span = float.source;
        list.push(warning);
    }
    list
}

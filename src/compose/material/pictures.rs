//! Pictures in the text: their forms at a column's edge and over its width, in rows of the grid.
//!
//! In: a [`TextPicture`]. Out: its forms with caption and what text runs round; the same material with pictures of other
//! heights.

use super::{FloatContent, FloatForm, FloatPlace, Material, MeasuredFloat, Preparation, height_of};
use crate::compose::type_setter::SetParagraph;
use crate::compose::wrap::{Stretch, Wrap, area_in, least_measure};
use crate::geometry::{Length, Rect};
use crate::resolve::document::{BesidePicture, PageGeometry, PlacedPicture, TextPicture};

#[derive(Clone)]
pub struct MeasuredPicture {
    pub picture: PlacedPicture,
    /// Of its frame and its caption.
    pub width: Length,
    /// Text beside it; `x` from its frame's left edge.
    pub wrap: Option<Wrap>,
    /// As high as the layout wants it, and rows of the picture itself, cap top to baseline.
    pub height: Length,
    pub rows: i32,
    pub caption: Option<SetParagraph>,
    pub caption_rows: i32,
    pub before: u16,
    pub after: u16,
}

impl Material {
    /// The same text and quotes with pictures over a column's width so many thousandths higher than the layout wants.
    pub fn with_pictures(&self, thousandths: i16, page: &PageGeometry) -> Material {
        let mut floats = self.floats.clone();
        for form in floats.iter_mut().flat_map(|float| &mut float.forms) {
            if let (FloatContent::Picture(picture), true) = (&mut form.content, form.place != FloatPlace::Edge) {
                picture.rows = changed_rows(picture.height, thousandths, page);
                form.rows = picture.rows + picture.caption_rows;
            }
        }
        Material {
            portrait: None,
            blocks: self.blocks.clone(),
            inlines: self.inlines.clone(),
            floats,
            initial: None,
            too_high: self.too_high,
            words: self.words.clone(),
            ways: self.ways.clone(),
            budget: self.budget,
        }
    }

    pub fn has_pictures(&self) -> bool {
        let is_picture = |form: &FloatForm| matches!(form.content, FloatContent::Picture(_));
        self.floats.iter().any(|float| float.forms.iter().any(is_picture))
    }
}

impl Preparation<'_, '_> {
    /// At the column's edge where the layout wants that and enough of the column is left; else over its width.
    pub(super) fn picture(&mut self, picture: &TextPicture) -> MeasuredFloat {
        let mut forms: Vec<FloatForm> =
            picture.beside.iter().filter_map(|beside| self.beside(picture, beside)).collect();
        let height = self.page.column_width().scale(picture.height);
        let rows = changed_rows(height, self.setter.change.pictures, self.page);
        forms.extend([FloatPlace::Column, FloatPlace::InText].map(|place| {
            let width = self.page.column_width();
            let measured = self.measure_picture(picture, picture.picture.clone(), width, (height, rows));
            picture_form(place, measured)
        }));
        MeasuredFloat { forms, pin: picture.pin, repeats: None, source: picture.picture.source }
    }

    fn measure_picture(
        &mut self,
        picture: &TextPicture,
        placed: PlacedPicture,
        width: Length,
        (height, rows): (Length, i32),
    ) -> MeasuredPicture {
        let caption = picture.caption.as_ref().map(|caption| self.setter.set(caption, width));
        let caption_rows = caption.as_ref().map_or(0, |set| caption_rows(set, picture.caption_below, self.page));
        let (before, after) = (picture.before, picture.after);
        MeasuredPicture { picture: placed, width, wrap: None, height, rows, caption, caption_rows, before, after }
    }

    /// `None` if what is left of the column is too narrow for text.
    fn beside(&mut self, picture: &TextPicture, beside: &BesidePicture) -> Option<FloatForm> {
        let page = self.page;
        let height = beside.width.scale(beside.height);
        let rows = picture_rows(height, page);
        let mut measured = self.measure_picture(picture, beside.picture.clone(), beside.width, (height, rows));
        let mut wrap = Wrap::around(&measured.picture, measured.area(page), beside.clearance, page);
        if measured.caption.is_some() {
            let rows = rows..rows + measured.caption_rows + i32::from(measured.after);
            wrap = wrap.with_rows(rows, -beside.clearance, beside.width + beside.clearance);
        }
        let rest = wrap.least_rest(edge_column(beside.width, page));
        measured.wrap = Some(wrap);
        (rest >= least_measure(page)).then(|| picture_form(FloatPlace::Edge, measured))
    }
}

/// A column at whose right edge a picture of this width stands, from the picture's left edge; at the left edge it is the
/// same reversed.
pub fn edge_column(width: Length, page: &PageGeometry) -> Stretch {
    Stretch { left: width - page.column_width(), right: width }
}

/// The height of a picture in whole rows.
fn picture_rows(height: Length, page: &PageGeometry) -> i32 {
    ((height - page.cap_height).ratio(page.leading).round() as i32).clamp(3, (page.rows - 4).max(3)) + 1
}

/// With so many thousandths of the height more.
fn changed_rows(height: Length, thousandths: i16, page: &PageGeometry) -> i32 {
    picture_rows(height.scale(1.0 + f64::from(thousandths) / 1000.0), page)
}

fn picture_form(place: FloatPlace, picture: MeasuredPicture) -> FloatForm {
    let rows = picture.rows + picture.caption_rows;
    FloatForm { place, rows, rows_above: 0, content: FloatContent::Picture(Box::new(picture)) }
}

impl MeasuredPicture {
    /// Where it stands: `x` from its frame's left edge, `y` from the baseline of its first row.
    pub fn area(&self, page: &PageGeometry) -> Rect {
        let top = -page.cap_height;
        let frame = Rect::new(Length::ZERO, top, self.width, top + height_of(self.rows, page));
        area_in(frame, &self.picture, 0.5)
    }
}

/// Rows under a picture that its caption takes. The last line stands on the grid; the first at least four fifths of
/// the wanted distance below the picture, so that one line does not take two rows.
fn caption_rows(caption: &SetParagraph, below: Length, page: &PageGeometry) -> i32 {
    let depth = below.scale(0.8) + caption.depth();
    (depth.ratio(page.leading) - 1e-6).ceil() as i32
}

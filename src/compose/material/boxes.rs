//! Boxed quotes, measured in each form that they may take.
//!
//! In: a [`BoxedQuote`] of few forms. Out: the same forms in rows of the grid, without those that are higher than the
//! layout wants a box in its band, where a lower one is left.

use super::{FloatContent, FloatForm, FloatPlace, Material, MaterialBlock, MeasuredBox, MeasuredFloat, Preparation};
use super::{ShapedText, rows_for};
use crate::geometry::Length;
use crate::resolve::document::{BoxForm, BoxPlace, BoxedQuote, PageGeometry, PinAcross, PinDown, Portrait};

/// How high the forms of a float may be.
pub(super) struct Limit {
    /// Index into [`Material::floats`].
    float: usize,
    /// Of each of its forms.
    rows: Vec<Option<i32>>,
    /// Part of the band.
    of_band: Option<f64>,
}

impl Preparation<'_, '_> {
    pub(super) fn boxed(&mut self, quote: &BoxedQuote) -> MeasuredFloat {
        let mut forms = Vec::new();
        let mut rows = Vec::new();
        for (form, place) in self.ways(quote) {
            if let Some(measured) = self.measure_box(quote, &form, place) {
                forms.push(measured);
                // Where the author wants it a box stands however high it is, if there is no other form for that place.
                let is_free = match quote.pin.across {
                    None => true,
                    Some(PinAcross::First | PinAcross::Last) => place == FloatPlace::Edge,
                    Some(PinAcross::Gutter | PinAcross::Wide) => false,
                };
                rows.push(form.most_rows.filter(|_| is_free));
            }
        }
        let of_band = quote.of_band.filter(|_| quote.pin.across.is_none());
        self.limits.push(Limit { float: self.material.floats.len(), rows, of_band });
        MeasuredFloat { forms, pin: quote.pin, repeats: quote.repeats.clone(), source: quote.source }
    }

    /// Its forms where they may stand; in the run of the text, over the column's width, as the last resort.
    fn ways(&self, quote: &BoxedQuote) -> Vec<(BoxForm, FloatPlace)> {
        // What goes over the only column cuts the text, and repeated words must not do that in mid-paragraph.
        let cuts = |form: &BoxForm| {
            let wanted = quote.pin.across == Some(PinAcross::Wide);
            quote.repeats.is_some() && self.page.columns == 1 && form.place == BoxPlace::Wide && !wanted
        };
        let mut ways: Vec<(BoxForm, FloatPlace)> = Vec::new();
        for form in quote.forms.iter().filter(|form| !cuts(form)) {
            ways.extend(place_of(form.place).map(|place| (form.clone(), place)));
        }
        let full = quote.forms.iter().find(|form| form.place == BoxPlace::Full);
        let in_column = match quote.pin.across {
            Some(PinAcross::First | PinAcross::Last) => true,
            None => matches!(quote.pin.down, Some(PinDown::Top | PinDown::Foot)),
            Some(PinAcross::Gutter | PinAcross::Wide) => false,
        };
        ways.extend(full.filter(|_| in_column).map(|form| (form.clone(), FloatPlace::Column)));
        let plain = full.or(quote.forms.iter().find(|form| form.place != BoxPlace::Column)).or(quote.forms.last());
        if let Some(form) = plain {
            let width = if full.is_some() { form.width } else { self.page.column_width() };
            let here = quote.repeats.is_none() || quote.pin.down == Some(PinDown::Here);
            let place = if here { FloatPlace::InText } else { FloatPlace::Between };
            ways.push((BoxForm { width, ..form.clone() }, place));
        }
        ways
    }

    /// `None` if a word is wider than the box.
    fn measure_box(&mut self, quote: &BoxedQuote, form: &BoxForm, place: FloatPlace) -> Option<FloatForm> {
        let measure = form.width - form.padding * 2;
        let paragraphs: Vec<_> = form.paragraphs.iter().map(|p| self.setter.set(p, measure)).collect();
        let attribution = form.attribution.as_ref().map(|p| self.setter.set(p, measure));
        let widest = paragraphs.iter().chain(&attribution).map(|set| set.width).max()?;
        let last_resort = matches!(place, FloatPlace::InText | FloatPlace::Between);
        if widest > measure + Length::pt(0.5) && !last_resort {
            return None;
        }
        let boxed = MeasuredBox {
            color: quote.color,
            rule: quote.rule,
            width: form.width,
            clearance: quote.clearance,
            padding: form.padding,
            paragraphs,
            attribution,
        };
        let rows = rows_for(boxed.text_height() + form.padding_above * 2, self.page);
        Some(FloatForm { place, rows, rows_above: form.rows_above, content: FloatContent::Box(boxed) })
    }

    /// Takes out forms that are too high, but the lowest and the last resort.
    pub(super) fn limit_heights(&mut self, portrait: Option<&Portrait>) {
        let band = band_rows(&self.material, portrait, self.page);
        for limit in std::mem::take(&mut self.limits) {
            let Some(float) = self.material.floats.get_mut(limit.float) else { continue };
            let lowest = float.forms.iter().map(|form| form.rows).min().unwrap_or(0);
            let of_band = limit.of_band.map_or(i32::MAX, |part| (band * part).round() as i32);
            let (mut index, last) = (0, float.forms.len().saturating_sub(1));
            float.forms.retain(|form| {
                let most = limit.rows.get(index).copied().flatten().unwrap_or(i32::MAX).min(of_band);
                index += 1;
                form.rows <= most.max(lowest) || index > last
            });
        }
    }
}

/// Where a form stands; one over the column's width stands in the run of the text.
fn place_of(place: BoxPlace) -> Option<FloatPlace> {
    match place {
        BoxPlace::Column => Some(FloatPlace::Edge),
        BoxPlace::Gutter => Some(FloatPlace::Gutter),
        BoxPlace::Wide => Some(FloatPlace::Wide),
        BoxPlace::Full => None,
    }
}

/// About how many rows a band's columns take.
fn band_rows(material: &Material, portrait: Option<&Portrait>, page: &PageGeometry) -> f64 {
    let width = page.column_width();
    let of_text = |text: &ShapedText| {
        let measure = (width - text.start - text.end).max(page.leading);
        f64::from(text.before) + text.shaped.natural_width().ratio(measure).ceil().max(1.0)
    };
    let of_block = |block: &MaterialBlock| match block {
        MaterialBlock::Text(text) => of_text(text),
        _ => 0.0,
    };
    let texts: f64 = material.blocks.iter().map(of_block).sum();
    let inlines: f64 =
        material.inlines.iter().map(|inline| f64::from(inline.rows + inline.before + inline.after)).sum();
    let lowest = |float: &MeasuredFloat| float.forms.iter().map(|form| form.rows).min();
    let floats: i32 = material.floats.iter().filter_map(lowest).sum();
    let portrait =
        portrait.map_or(0.0, |portrait| f64::from(portrait.rows) * (portrait.width + portrait.clearance).ratio(width));
    (texts + inlines + f64::from(floats) + portrait) / f64::from(page.columns.max(1))
}

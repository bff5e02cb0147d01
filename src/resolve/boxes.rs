//! Boxed quotes: which of a layout's forms a quote of so many words takes, and in which style.
//!
//! In: the words of a quote, and the place that its author wants. Out: [`BoxedQuote`], few forms of it in the layout's
//! order of preference.

use super::builder::Builder;
use super::document::{BoxForm, BoxPlace, BoxedQuote, Pin, PinAcross, PinDown};
use super::quotes::{QuoteWords, beside_words, set_all, swatch};
use crate::diagnostic::{Diagnostic, Span};
use crate::event::markup;
use crate::layout::band::{BoxSpec, BoxesSpec};

/// A form of the layout, and where it stands.
type Form<'a> = (BoxPlace, &'a BoxSpec);

pub fn boxed(builder: &mut Builder, quote: &QuoteWords, pin: markup::Pin) -> BoxedQuote {
    let spec = &builder.layout.quotes.boxed;
    let words = quote.word_count();
    let pin = attainable(builder, pin, words, quote.source);
    let forms = forms_for(spec, builder.page.columns, words, pin);
    let forms = forms.into_iter().map(|form| box_form(builder, form, words, quote)).collect();
    BoxedQuote {
        color: swatch(builder, spec.color.as_ref()),
        rule: spec.rule.as_ref().map(|rule| builder.stroke(rule)),
        clearance: spec.clearance.0,
        of_band: spec.of_band,
        forms,
        pin: pin_of(pin),
        repeats: quote.repeats.clone(),
        source: Some(quote.source),
    }
}

/// The forms that take so many words, and those that the author's wish asks for; the widest where there is none. Over a
/// column's width in the run of the text there is always a place. A form for fewer words is no choice: it would be a
/// tower of single words.
fn forms_for(spec: &BoxesSpec, columns: u16, words: usize, pin: markup::Pin) -> Vec<Form<'_>> {
    let gutter = spec.gutter.as_ref().filter(|_| columns == 2).map(|form| (BoxPlace::Gutter, form));
    let full = spec.full.as_ref().map(|form| (BoxPlace::Full, form));
    let wide = (BoxPlace::Wide, &spec.wide);
    let takes = |(place, form): &Form| (form.words_from..=form.words).contains(&words) || is_wanted(pin, *place);
    let all = [Some((BoxPlace::Column, &spec.column)), gutter, Some(wide)];
    let mut forms: Vec<Form> = all.into_iter().flatten().filter(takes).collect();
    if forms.is_empty() && !full.as_ref().is_some_and(takes) {
        forms.push(wide);
    }
    // The only column is as wide as the measure: what interrupts the text stands in its run.
    if columns == 1 && full.is_some() && pin.across != Some(markup::PinAcross::Wide) {
        let whole = forms.iter_mut().filter(|(place, _)| *place == BoxPlace::Wide);
        whole.for_each(|(place, _)| *place = BoxPlace::Full);
    }
    if !forms.iter().any(|(place, _)| *place == BoxPlace::Full) {
        forms.extend(full);
    }
    forms
}

/// Whether a form is what the author asks for.
fn is_wanted(pin: markup::Pin, place: BoxPlace) -> bool {
    let across = match pin.across {
        Some(markup::PinAcross::Left | markup::PinAcross::Right) => matches!(place, BoxPlace::Column | BoxPlace::Full),
        Some(markup::PinAcross::Across) => place == BoxPlace::Gutter,
        Some(markup::PinAcross::Wide) => place == BoxPlace::Wide,
        None => false,
    };
    across || (pin.across.is_none() && pin.down == Some(markup::PinDown::Here) && place == BoxPlace::Full)
}

/// The author's wish without a place that the layout has not for so many words; a warning says why.
fn attainable(builder: &mut Builder, pin: markup::Pin, words: usize, span: Span) -> markup::Pin {
    let (spec, columns) = (&builder.layout.quotes.boxed, builder.page.columns);
    let (place, form) = match pin.across {
        Some(markup::PinAcross::Across) => ("across the gutter", spec.gutter.as_ref().filter(|_| columns == 2)),
        // What a column's edge has no room for stands over the column's width.
        Some(markup::PinAcross::Left | markup::PinAcross::Right) if spec.full.is_none() => {
            ("at a column's edge", Some(&spec.column))
        }
        _ => return pin,
    };
    let (why, help) = match form {
        Some(form) if words <= form.words => return pin,
        Some(form) => (
            format!("it has {words} words, and such a box takes {} in this layout", form.words),
            "shorten it, or write `wide`",
        ),
        None if columns == 1 => {
            ("the layout has one column, and no gutter".to_owned(), "take `across` out, or write `wide`")
        }
        None => ("the layout has no such box".to_owned(), "write `left`, `right` or `wide`"),
    };
    let message = format!("this box cannot stand {place}: {why}");
    builder.diagnostics.push(Diagnostic::warning("pin", message).at(span).help(help));
    markup::Pin { across: None, ..pin }
}

/// The place that the author wants.
pub fn pin_of(pin: markup::Pin) -> Pin {
    let across = pin.across.map(|across| match across {
        markup::PinAcross::Left => PinAcross::First,
        markup::PinAcross::Right => PinAcross::Last,
        markup::PinAcross::Across => PinAcross::Gutter,
        markup::PinAcross::Wide => PinAcross::Wide,
    });
    let down = pin.down.map(|down| match down {
        markup::PinDown::Top => PinDown::Top,
        markup::PinDown::Foot => PinDown::Foot,
        markup::PinDown::Here => PinDown::Here,
    });
    Pin { across, down }
}

fn box_form(builder: &mut Builder, (place, spec): Form, words: usize, quote: &QuoteWords) -> BoxForm {
    let boxes = &builder.layout.quotes.boxed;
    let large = boxes.large.as_ref().filter(|large| place != BoxPlace::Column && words <= large.words);
    let style = large.map_or(&spec.style, |large| &large.style);
    let marked = quote.marked(builder, boxes.quotation_marks);
    let paragraphs = set_all(builder, style, &marked);
    let attribution = beside_words(quote.attribution(builder, &spec.attribution), &paragraphs);
    let widest = if place == BoxPlace::Full { builder.page.column_width() } else { builder.page.text_width() };
    BoxForm {
        place,
        paragraphs,
        attribution,
        width: spec.width.map_or(widest, |width| width.0),
        padding: spec.padding.0,
        padding_above: spec.padding_above.0,
        most_rows: spec.rows,
        rows_above: spec.rows_above,
    }
}

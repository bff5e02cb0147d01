//! The press: the `print:` keys of event and layout as meant.
//!
//! In: both as written; where they stand, since paths count from there. Out: a [`Press`]. Every mistake is told at its
//! line, and the default takes its place for the rest of the run.

use super::document::{Marks, Press};
use crate::color::condition::PrintCondition;
use crate::diagnostic::{Diagnostic, Diagnostics, SourceMap};
use crate::event::Event;
use crate::layout::Layout;
use crate::print::{Mark, PrintSpec};
use crate::yaml::Spanned;
use std::ops::RangeInclusive;

/// No press takes more.
const INK_LIMITS: RangeInclusive<f32> = 150.0..=320.0;
/// From a screen's to an imagesetter's.
const RESOLUTIONS: RangeInclusive<f32> = 72.0..=2400.0;

pub fn resolve(event: &Event, layout: &Layout, _sources: &SourceMap, diagnostics: &mut Diagnostics) -> Press {
    let spec = PrintSpec::over(event.print.as_ref(), layout.print.as_ref());
    let condition = spec.condition.as_ref().and_then(|name| condition(name, diagnostics));
    let mut press = Press::of(condition.unwrap_or_else(PrintCondition::coated));
    if let Some(limit) = within("ink_limit", "percent", spec.ink_limit, INK_LIMITS, diagnostics) {
        match limit.value <= press.condition.ink_limit {
            true => press.ink_limit = limit.value,
            false => diagnostics.push(too_much_ink(limit, &press.condition)),
        }
    }
    if let Some(ppi) = within("resolution", "ppi", spec.resolution, RESOLUTIONS, diagnostics) {
        press.resolution = ppi.value;
    }
    for mark in spec.marks.iter().flat_map(|marks| marks.marks()) {
        match mark {
            Mark::Crop => press.marks.crop = true,
            Mark::Bleed => press.marks.bleed = true,
            Mark::Registration => press.marks.registration = true,
            Mark::Bars => press.marks.bars = true,
            Mark::Slug => press.marks.slug = true,
            Mark::All => press.marks = Marks::ALL,
        }
    }
    press
}

fn condition(name: &Spanned<String>, diagnostics: &mut Diagnostics) -> Option<PrintCondition> {
    if name.value == "coated" {
        return Some(PrintCondition::coated());
    }
    let message = format!("there is no print condition `{}`", name.value);
    let help = "write `coated`, or the path of your print shop's ICC profile";
    diagnostics.push(Diagnostic::error("print-condition", message).at(name.span).help(help));
    None
}

fn within(
    key: &str,
    unit: &str,
    written: Option<Spanned<f32>>,
    range: RangeInclusive<f32>,
    diagnostics: &mut Diagnostics,
) -> Option<Spanned<f32>> {
    let value = written?;
    if range.contains(&value.value) {
        return Some(value);
    }
    let (least, most) = (range.start(), range.end());
    let error = Diagnostic::error("print", format!("`{key}` lies outside of {least} to {most} {unit}")).at(value.span);
    diagnostics.push(error.label("asked for here").help(format!("take a value from {least} to {most}")));
    None
}

fn too_much_ink(limit: Spanned<f32>, condition: &PrintCondition) -> Diagnostic {
    let most = condition.ink_limit;
    Diagnostic::error("print", format!("the print condition {} carries {most} % of ink at most", condition.name))
        .at(limit.span)
        .label("more than that")
        .help(format!("write `ink_limit: {most}` or less, or name a print condition that carries more"))
}

//! The press: the `print:` keys of event and layout as meant.
//!
//! In: both as written; where they stand, since paths count from there. Out: a [`Press`]. Every mistake is told at its
//! line, and the default takes its place for the rest of the run.

mod preflight;

use super::document::{Marks, Press};
use crate::assets::profiles;
use crate::color::condition::PrintCondition;
use crate::diagnostic::{Diagnostic, Diagnostics, SourceMap};
use crate::event::Event;
use crate::layout::Layout;
use crate::print::{Mark, MarksSpec, PrintSpec};
use crate::yaml::Spanned;
use std::path::Path;

pub fn resolve(event: &Event, layout: &Layout, sources: &SourceMap, diagnostics: &mut Diagnostics) -> Press {
    let spec = PrintSpec::over(event.print.as_ref(), layout.print.as_ref());
    let condition = spec.condition.as_ref().and_then(|name| condition(name, sources, diagnostics));
    let mut press = Press::of(condition.unwrap_or_else(PrintCondition::coated));
    if let Some(limit) = spec.ink_limit {
        match limit.value <= press.condition.ink_limit {
            true => press.ink_limit = limit.value,
            false => diagnostics.push(too_much_ink(limit, &press.condition)),
        }
    }
    if let Some(ppi) = spec.resolution {
        press.resolution = ppi.value;
    }
    if let Some(marks) = &spec.marks {
        press.marks = marks.into();
    }
    if let Some(spec) = spec.preflight {
        press.preflight = preflight::limits(spec, diagnostics);
    }
    press
}

impl From<&MarksSpec> for Marks {
    fn from(spec: &MarksSpec) -> Marks {
        let mut marks = Marks::default();
        for mark in spec.marks() {
            match mark {
                Mark::Crop => marks.crop = true,
                Mark::Bleed => marks.bleed = true,
                Mark::Registration => marks.registration = true,
                Mark::Bars => marks.bars = true,
                Mark::Slug => marks.slug = true,
                Mark::All => marks = Marks::ALL,
            }
        }
        marks
    }
}

fn condition(name: &Spanned<String>, sources: &SourceMap, diagnostics: &mut Diagnostics) -> Option<PrintCondition> {
    let known = PrintCondition::NAMES.map(|name| format!("`{name}`")).join(", ");
    let error = match PrintCondition::named(name) {
        Some(condition) => return Some(condition),
        None if !is_path(name) => {
            let message = format!("there is no print condition `{}`", name.value);
            let help = format!("write {known}, or the path of your print shop's ICC profile, such as `press.icc`");
            Diagnostic::error("print-condition", message).help(help)
        }
        None => {
            let folder = sources.get(name.span.file).path.parent().unwrap_or(Path::new(""));
            let unusable = |why: String| {
                Diagnostic::error("print-condition", format!("`{}` is no print condition: {why}", name.value))
            };
            match profiles::read(&folder.join(&name.value)) {
                Err(error) => unusable(format!("it cannot be read: {error}"))
                    .help("check the spelling; the path counts from the file that names it"),
                Ok(bytes) => match PrintCondition::from_profile(&bytes) {
                    Ok(condition) => return Some(condition),
                    Err(fault) => unusable(fault.to_string()).help(fault.help()),
                },
            }
        }
    };
    diagnostics.push(error.at(name.span).label("named here"));
    None
}

/// Whether it is meant as a file's path.
fn is_path(name: &str) -> bool {
    let lower = name.to_lowercase();
    name.contains(['/', '\\']) || lower.ends_with(".icc") || lower.ends_with(".icm")
}

fn too_much_ink(limit: Spanned<f32>, condition: &PrintCondition) -> Diagnostic {
    let most = condition.ink_limit;
    Diagnostic::error("print", format!("the print condition {} carries {most} % of ink at most", condition.name))
        .at(limit.span)
        .label("more than that")
        .help(format!("write `ink_limit: {most}` or less, or name a print condition that carries more"))
}

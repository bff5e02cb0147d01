//! The limits of the preflight as meant: what is written, within what makes sense, over what is usual.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::geometry::Length;
use crate::print::{PreflightSpec, SilenceSpec};
use crate::resolve::document::{PREFLIGHT_CODES, Preflight, Silence};
use crate::resolve::lookup::nearest;
use crate::yaml::Spanned;
use std::ops::RangeInclusive;

pub fn limits(spec: PreflightSpec, diagnostics: &mut Diagnostics) -> Preflight {
    let mut limits = Preflight::default();
    let mut read = Reader { diagnostics };
    read.number("resolution_warning", spec.resolution_warning, 1.0..=2400.0, |v| limits.resolution.warning = v);
    read.number("resolution_error", spec.resolution_error, 1.0..=2400.0, |v| limits.resolution.error = v);
    read.number("line_art_warning", spec.line_art_warning, 1.0..=4800.0, |v| limits.line_art.warning = v);
    read.number("line_art_error", spec.line_art_error, 1.0..=4800.0, |v| limits.line_art.error = v);
    read.number("ink_area", spec.ink_area, 1.0..=10_000.0, |v| limits.ink_area = v);
    read.number("thin_line", spec.thin_line, 0.0..=5.0, |v| limits.thin_line = Length::pt(v));
    let of_inks = spec.thin_line_of_inks;
    read.number("thin_line_of_inks", of_inks, 0.0..=5.0, |v| limits.thin_line_of_inks = Length::pt(v));
    read.number("small_text", spec.small_text, 0.0..=72.0, |v| limits.small_text = Length::pt(v));
    read.number("black_text", spec.black_text, 0.0..=1000.0, |v| limits.black_text = Length::pt(v));
    read.number("safe_margin", spec.safe_margin, 0.0..=50.0, |v| limits.safe_margin = Length::mm(v));
    read.number("bleed", spec.bleed, 0.0..=20.0, |v| limits.bleed = Length::mm(v));
    read.number("contrast", spec.contrast, 1.0..=21.0, |v| limits.contrast = v);
    read.number("page_multiple", spec.page_multiple, 1.0..=64.0, |v| limits.page_multiple = v as usize);
    limits.transparency = spec.transparency.unwrap_or(true);
    limits.silence = spec.silence.unwrap_or_default().into_iter().filter_map(|s| read.silence(s)).collect();
    limits
}

struct Reader<'d> {
    diagnostics: &'d mut Diagnostics,
}

impl Reader<'_> {
    fn number(&mut self, key: &str, written: Option<Spanned<f64>>, range: RangeInclusive<f64>, put: impl FnOnce(f64)) {
        let Some(value) = written else { return };
        if range.contains(&value.value) {
            return put(value.value);
        }
        let (least, most) = (range.start(), range.end());
        let message = format!("`{key}` lies outside of {least} to {most}");
        let help = format!("take a value from {least} to {most}");
        self.diagnostics.push(Diagnostic::error("print", message).at(value.span).help(help));
    }

    fn silence(&mut self, spec: SilenceSpec) -> Option<Silence> {
        let SilenceSpec { code, reason } = spec;
        if PREFLIGHT_CODES.contains(&code.value.as_str()) {
            return Some(Silence { code: code.value, reason });
        }
        let meant = nearest(&code.value, PREFLIGHT_CODES.into_iter());
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("there are {}", PREFLIGHT_CODES.join(", ")),
        };
        let message = format!("the preflight has no finding `{}`", code.value);
        self.diagnostics.push(Diagnostic::error("print", message).at(code.span).help(help));
        None
    }
}

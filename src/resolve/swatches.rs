//! Swatches of the layout with the event's theme applied.

use super::lookup::{nearest, unknown};
use crate::color::{Swatch, SwatchId, srgb_to_cmyk};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::event::Event;
use crate::layout::Layout;
use crate::layout::style::SwatchSpec;
use crate::yaml::Spanned;

/// The document's swatches, found by name.
pub struct Swatches {
    pub list: Vec<Swatch>,
}

/// The swatch that `theme.accent` replaces.
const ACCENT: &str = "accent";

impl Swatches {
    pub fn resolve(layout: &Layout, event: &Event, diagnostics: &mut Diagnostics) -> Swatches {
        // Black ink has no accent.
        let accent = themed_accent(event).filter(|_| !layout.black_only);
        let mut list = Vec::new();
        for (name, spec) in &layout.swatches {
            let accent = accent.clone().or_else(|| newer_accent(spec, layout));
            if layout.black_only && spec.cmyk[..3].iter().any(|ink| *ink > 0.0) {
                let message = format!("swatch `{name}` has other inks than black, and the layout is `black_only`");
                diagnostics.push(Diagnostic::error("bad-color", message).at(spec.srgb.span));
            }
            if let Some(swatch) = themed(name, spec, accent.as_ref(), diagnostics) {
                list.push(swatch);
            }
        }
        Swatches { list }
    }

    pub fn find(&self, name: &Spanned<String>, diagnostics: &mut Diagnostics) -> SwatchId {
        let found = self.list.iter().position(|swatch| swatch.name == name.value);
        if found.is_none() {
            let known = self.list.iter().map(|swatch| swatch.name.as_str());
            diagnostics.push(unknown("swatch", name, nearest(&name.value, known)));
        }
        SwatchId(found.unwrap_or(0) as u16)
    }
}

/// The accent, where a layout has replaced that of the layout it extends and left `spec`, which follows it, as it was.
fn newer_accent(spec: &SwatchSpec, layout: &Layout) -> Option<Swatch> {
    let accent = layout.swatches.get(ACCENT)?;
    // A file is read before the one that it extends.
    let newer = spec.follows.is_some() && accent.srgb.span.file < spec.srgb.span.file;
    let srgb = parse_srgb(&accent.srgb.value).filter(|_| newer)?;
    Some(Swatch { name: ACCENT.to_owned(), cmyk: accent.cmyk, srgb })
}

fn themed_accent(event: &Event) -> Option<Swatch> {
    let accent = event.theme.as_ref()?.accent.as_ref()?;
    let srgb = accent.rgb()?;
    let cmyk = match &accent.cmyk {
        Some(cmyk) => cmyk.value,
        None => srgb_to_cmyk(&[srgb]).first().copied().unwrap_or_default(),
    };
    Some(Swatch { name: ACCENT.to_owned(), cmyk, srgb })
}

fn themed(name: &str, spec: &SwatchSpec, accent: Option<&Swatch>, diagnostics: &mut Diagnostics) -> Option<Swatch> {
    if let Some(accent) = accent {
        if name == ACCENT {
            return Some(accent.clone());
        }
        if spec.follows.as_ref().is_some_and(|followed| followed.value == ACCENT) {
            return Some(mixed(name, accent, spec.share.unwrap_or(1.0)));
        }
    }
    if spec.cmyk.iter().any(|ink| !(0.0..=100.0).contains(ink)) {
        diagnostics.push(
            Diagnostic::error("bad-color", format!("swatch `{name}` has an ink outside of 0 to 100 percent"))
                .at(spec.srgb.span),
        );
        return None;
    }
    let Some(srgb) = parse_srgb(&spec.srgb.value) else {
        diagnostics.push(
            Diagnostic::error("bad-color", format!("`{}` is not a colour", spec.srgb.value))
                .at(spec.srgb.span)
                .help("write six hexadecimal figures after a number sign, in quotes: \"#123F5A\""),
        );
        return None;
    };
    Some(Swatch { name: name.to_owned(), cmyk: spec.cmyk, srgb })
}

/// A mixture of a colour and white; inks become lighter in proportion.
fn mixed(name: &str, color: &Swatch, share: f32) -> Swatch {
    let share = share.clamp(0.0, 1.0);
    let lighter = |value: u8| (255.0 - (255.0 - f32::from(value)) * share).round() as u8;
    let cmyk = color.cmyk.map(|ink| (ink * share).round());
    Swatch { name: name.to_owned(), cmyk, srgb: color.srgb.map(lighter) }
}

fn parse_srgb(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let value = u32::from_str_radix(digits, 16).ok()?;
    Some([(value >> 16) as u8, (value >> 8) as u8, value as u8])
}

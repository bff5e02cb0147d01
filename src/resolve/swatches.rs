//! Swatches of the layout with the event's theme applied.
//!
//! In: both as written. Out: [`Swatches`], tints worked out, in the order of their names. A spot ink stands for itself in all of its
//! tints; the colours that stand for it must be the same in all of its swatches.

use super::document::Press;
use super::lookup::{nearest, unknown};
use crate::color::{Spot, Swatch, SwatchId, srgb_to_cmyk};
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::event::Event;
use crate::layout::Layout;
use crate::layout::style::SwatchSpec;
use crate::yaml::Spanned;
use std::collections::BTreeMap;

/// The document's swatches, found by name.
pub struct Swatches {
    pub list: Vec<Swatch>,
}

/// The swatch that `theme.accent` replaces.
const ACCENT: &str = "accent";

/// Names of plates that are no spot inks (ISO 32000-1, 8.6.6.4).
const RESERVED: [&str; 6] = ["All", "None", "Cyan", "Magenta", "Yellow", "Black"];

impl Swatches {
    pub fn resolve(layout: &Layout, event: &Event, press: &Press, diagnostics: &mut Diagnostics) -> Swatches {
        // Black ink has no accent.
        let accent = themed_accent(event, press).filter(|_| !layout.black_only);
        let mut found: BTreeMap<&str, Swatch> = BTreeMap::new();
        let (tints, own): (Vec<_>, Vec<_>) = layout.swatches.iter().partition(|(_, spec)| spec.of.is_some());
        for (name, spec) in own {
            let accent = accent.clone().or_else(|| newer_accent(spec, layout));
            match themed(name, spec, accent.as_ref()) {
                Ok(swatch) => drop(found.insert(name, swatch)),
                Err(error) => {
                    diagnostics.push(error);
                    found.insert(name, unknown_color(name));
                }
            }
        }
        for (name, spec) in tints {
            match tint_of_another(name, spec, &found, layout) {
                Ok(swatch) => drop(found.insert(name, swatch)),
                Err(error) => {
                    diagnostics.push(error);
                    found.insert(name, unknown_color(name));
                }
            }
        }
        check_black_only(&found, layout, diagnostics);
        check_spots(&found, layout, diagnostics);
        Swatches { list: found.into_values().collect() }
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

/// Stands in for a swatch with a mistake, so that its uses are none.
fn unknown_color(name: &str) -> Swatch {
    Swatch { name: name.to_owned(), cmyk: [0.0, 0.0, 0.0, 100.0], srgb: [0; 3], spot: None, source: None }
}

fn check_black_only(found: &BTreeMap<&str, Swatch>, layout: &Layout, diagnostics: &mut Diagnostics) {
    let colored = found.iter().filter(|(_, swatch)| layout.black_only && !swatch.is_black_only());
    for (name, spec) in colored.filter_map(|(name, _)| layout.swatches.get_key_value(*name)) {
        let message = format!("swatch `{name}` has other inks than black, and the layout is `black_only`");
        diagnostics.push(Diagnostic::error("bad-color", message).at(color_span(spec)));
    }
}

/// One ink has one look: a printer's workflow takes the first that it finds.
fn check_spots(found: &BTreeMap<&str, Swatch>, layout: &Layout, diagnostics: &mut Diagnostics) {
    let mut known: BTreeMap<&str, (Span, [f32; 4])> = BTreeMap::new();
    let own = layout.swatches.iter().filter_map(|(name, spec)| Some((spec, found.get(name.as_str())?.spot.as_ref()?)));
    for (spec, spot) in own.filter(|(spec, _)| spec.of.is_none()) {
        let (first, alternate) = *known.entry(&spot.name).or_insert((spec.span, spot.alternate));
        if alternate != spot.alternate {
            let message = format!("the spot ink `{}` is given two different `cmyk`", spot.name);
            let error =
                Diagnostic::error("spot-ink", message).at(spec.span).label("the second").related(first, "the first");
            diagnostics.push(error.help("give its swatches the same `cmyk`, and a `tint` where they are lighter"));
        }
    }
}

/// Where a swatch says its colour.
fn color_span(spec: &Spanned<SwatchSpec>) -> Span {
    spec.srgb.as_ref().map_or(spec.span, |srgb| srgb.span)
}

/// The accent, where a layout has replaced that of the layout it extends and left `spec`, which follows it, as it was.
fn newer_accent(spec: &Spanned<SwatchSpec>, layout: &Layout) -> Option<Swatch> {
    let accent = layout.swatches.get(ACCENT)?;
    // A file is read before the one that it extends.
    let newer = spec.follows.is_some() && color_span(accent).file < color_span(spec).file;
    let srgb = parse_srgb(accent.srgb.as_ref()?).filter(|_| newer)?;
    let cmyk = accent.cmyk.as_ref()?;
    Some(Swatch { name: ACCENT.to_owned(), cmyk: cmyk.value, srgb, spot: None, source: Some(cmyk.span) })
}

fn themed_accent(event: &Event, press: &Press) -> Option<Swatch> {
    let accent = event.theme.as_ref()?.accent.as_ref()?;
    let srgb = accent.rgb()?;
    let converted = || srgb_to_cmyk(&[srgb], &press.condition, press.ink_limit).first().copied().unwrap_or_default();
    let (cmyk, source) = match &accent.cmyk {
        Some(cmyk) => (cmyk.value, cmyk.span),
        None => (converted(), accent.srgb.span),
    };
    Some(Swatch { name: ACCENT.to_owned(), cmyk, srgb, spot: None, source: Some(source) })
}

fn themed(name: &str, spec: &Spanned<SwatchSpec>, accent: Option<&Swatch>) -> Result<Swatch, Diagnostic> {
    if let Some(accent) = accent {
        if name == ACCENT {
            return Ok(accent.clone());
        }
        if spec.follows.as_ref().is_some_and(|followed| followed.value == ACCENT) {
            return Ok(mixed(name, accent, spec.share.unwrap_or(1.0)));
        }
    }
    own_colors(name, spec)
}

fn own_colors(name: &str, spec: &Spanned<SwatchSpec>) -> Result<Swatch, Diagnostic> {
    let lacks = |key: &str| {
        Diagnostic::error("bad-color", format!("swatch `{name}` has no `{key}`"))
            .at(spec.span)
            .help("give it `cmyk` and `srgb`, or `of` with the swatch of which it is a `tint`")
    };
    let cmyk = spec.cmyk.as_ref().ok_or_else(|| lacks("cmyk"))?;
    let srgb = spec.srgb.as_ref().ok_or_else(|| lacks("srgb"))?;
    let color = parse_srgb(srgb).ok_or_else(|| {
        Diagnostic::error("bad-color", format!("`{}` is not a colour", srgb.value))
            .at(srgb.span)
            .help("write six hexadecimal figures after a number sign, in quotes: \"#123F5A\"")
    })?;
    let spot = spec.spot.as_ref().map(|spot| spot_ink(spot, cmyk.value)).transpose()?;
    let full = Swatch { name: name.to_owned(), cmyk: cmyk.value, srgb: color, spot, source: Some(cmyk.span) };
    Ok(match spec.tint {
        Some(tint) => mixed(name, &full, tint.value),
        None => full,
    })
}

fn spot_ink(name: &Spanned<String>, alternate: [f32; 4]) -> Result<Spot, Diagnostic> {
    let plain = name.trim();
    if plain.is_empty() || RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(plain)) {
        let message = format!("`{}` is not the name of a spot ink", name.value);
        let help = "write the ink's name as the print shop calls it, such as `PANTONE 871 C`";
        return Err(Diagnostic::error("spot-ink", message).at(name.span).help(help));
    }
    Ok(Spot { name: plain.to_owned(), alternate, tint: 1.0 })
}

fn tint_of_another(
    name: &str,
    spec: &Spanned<SwatchSpec>,
    found: &BTreeMap<&str, Swatch>,
    layout: &Layout,
) -> Result<Swatch, Diagnostic> {
    let Some(of) = &spec.of else { return own_colors(name, spec) };
    let own = [spec.cmyk.as_ref().map(|own| own.span), spec.srgb.as_ref().map(|own| own.span)];
    if let Some(own) = own.into_iter().flatten().next().or(spec.spot.as_ref().map(|own| own.span)) {
        let error =
            Diagnostic::error("bad-color", format!("swatch `{name}` is a tint of `{}` and has a colour too", of.value));
        return Err(error.at(own).label("its own").related(of.span, "the other's").help("take one of them out"));
    }
    if layout.swatches.get(of.as_str()).is_some_and(|full| full.of.is_some()) {
        let message = format!("swatch `{name}` is a tint of `{}`, which is a tint itself", of.value);
        return Err(Diagnostic::error("bad-color", message)
            .at(of.span)
            .help("name a swatch that has `cmyk` and `srgb`"));
    }
    match found.get(of.as_str()) {
        Some(full) => Ok(mixed(name, full, spec.tint.map_or(1.0, |tint| tint.value))),
        None => Err(unknown("swatch", of, nearest(of, found.keys().copied()))),
    }
}

/// A mixture of a colour and white; inks become lighter in proportion.
fn mixed(name: &str, color: &Swatch, share: f32) -> Swatch {
    let share = share.clamp(0.0, 1.0);
    let lighter = |value: u8| (255.0 - (255.0 - f32::from(value)) * share).round() as u8;
    let cmyk = color.cmyk.map(|ink| (ink * share).round());
    let spot = color.spot.as_ref().map(|spot| Spot { tint: spot.tint * share, ..spot.clone() });
    Swatch { name: name.to_owned(), cmyk, srgb: color.srgb.map(lighter), spot, source: color.source }
}

fn parse_srgb(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let value = u32::from_str_radix(digits, 16).ok()?;
    Some([(value >> 16) as u8, (value >> 8) as u8, value as u8])
}

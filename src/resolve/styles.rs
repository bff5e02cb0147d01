//! Styles with their inheritance worked out, and the character styles that words in them take: bold, italic, raised.

use super::lookup::{nearest, unknown};
use super::style::{Align, Case, CharStyle, CharStyleId, Justification, ParagraphStyle, Styles};
use super::swatches::Swatches;
use crate::assets::fonts::FontBook;
use crate::color::SwatchId;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::geometry::Length;
use crate::glyph::{FontId, StyleSource};
use crate::layout::Layout;
use crate::layout::style::{AlignSpec, CaseSpec, FiguresSpec, JustificationSpec, StyleSpec};
use crate::yaml::{Change, Spanned};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A style with nothing left open.
#[derive(Clone)]
pub struct FlatStyle {
    pub paragraph: Arc<ParagraphStyle>,
    spec: StyleSpec,
    color: SwatchId,
    source: Arc<StyleSource>,
}

/// How a run differs from its paragraph's style.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Emphasis {
    pub bold: bool,
    pub italic: bool,
    pub raised: bool,
    pub lowered: bool,
    /// Raised words whose letters all have superiors in the fonts.
    pub superiors: bool,
}

/// All styles of the layout, by name.
pub struct StyleBook<'a> {
    fonts: &'a FontBook,
    fallback: Vec<Spanned<String>>,
    flat: BTreeMap<String, FlatStyle>,
    chars: Vec<CharStyle>,
    made: BTreeMap<(String, Emphasis), CharStyleId>,
    /// Styles with their small letters as small capitals.
    small: BTreeMap<CharStyleId, CharStyleId>,
}

/// Deeper chains of `based_on` are taken for a circle.
const MOST_ANCESTORS: usize = 32;

/// Raised letters without superiors are set at this share of the size, this share of the size above the baseline:
/// about the proportions of the superiors in Source Serif.
const RAISED_SIZE: f64 = 0.62;
const RAISED_BY: f64 = 0.34;
/// Lowered letters have the same size; figures among capitals then reach as far below the baseline as a descender.
const LOWERED_BY: f64 = 0.16;
/// Width of a character of running text, the spaces between words counted, in ems.
const EMS_A_CHARACTER: f64 = 0.45;

impl<'a> StyleBook<'a> {
    pub fn resolve(
        layout: &Layout,
        swatches: &Swatches,
        fonts: &'a FontBook,
        diagnostics: &mut Diagnostics,
    ) -> StyleBook<'a> {
        let mut flat = BTreeMap::new();
        for (name, written) in &layout.styles {
            if let Some(spec) = inherit(name, layout, diagnostics) {
                let color = match &spec.color {
                    Some(color) if written.color.is_some() => swatches.find(color, diagnostics),
                    // One that is only inherited is reported where it is written.
                    Some(color) => swatches.find(color, &mut Diagnostics::default()),
                    None => {
                        lacks("color", name, written, layout, diagnostics);
                        SwatchId(0)
                    }
                };
                check_font(name, written, &spec, fonts, layout, diagnostics);
                let paragraph = Arc::new(paragraph_style(&spec));
                let source = Arc::new(StyleSource {
                    name: name.as_str().into(),
                    style: Some(written.span),
                    size: spec.size.map(|size| size.span),
                    color: spec.color.as_ref().map(|color| color.span),
                });
                flat.insert(name.clone(), FlatStyle { paragraph, spec, color, source });
            }
        }
        StyleBook {
            fonts,
            fallback: layout.fallback.clone(),
            flat,
            chars: Vec::new(),
            made: BTreeMap::new(),
            small: BTreeMap::new(),
        }
    }

    /// The style of this name; an error and no style if there is none.
    pub fn find(&self, name: &Spanned<String>, diagnostics: &mut Diagnostics) -> Option<&FlatStyle> {
        let found = self.flat.get(&name.value);
        if found.is_none() {
            let known = self.flat.keys().map(String::as_str);
            diagnostics.push(unknown("style", name, nearest(&name.value, known)));
        }
        found
    }

    /// The character style of words in a paragraph style.
    pub fn char(&mut self, name: &str, emphasis: Emphasis) -> CharStyleId {
        let key = (name.to_owned(), emphasis);
        if let Some(id) = self.made.get(&key) {
            return *id;
        }
        let id = CharStyleId(self.chars.len() as u32);
        let style = self.flat.get(name).map(|flat| self.char_style(flat, emphasis));
        self.chars.extend(style);
        self.made.insert(key, id);
        id
    }

    /// A character style with its small letters as small capitals, unless it sets letters in another way already.
    pub fn in_small_capitals(&mut self, id: CharStyleId) -> CharStyleId {
        if let Some(small) = self.small.get(&id) {
            return *small;
        }
        let Some(style) = self.chars.get(id.0 as usize).filter(|style| style.case == Case::AsWritten) else {
            return id;
        };
        let small = CharStyleId(self.chars.len() as u32);
        self.chars.push(CharStyle { case: Case::SmallCaps { all: false }, ..style.clone() });
        self.small.insert(id, small);
        small
    }

    pub fn into_styles(self) -> Styles {
        Styles { chars: self.chars }
    }

    fn char_style(&self, flat: &FlatStyle, emphasis: Emphasis) -> CharStyle {
        let spec = &flat.spec;
        let size = spec.size.map_or(Length::ZERO, |size| size.0);
        let by = match emphasis {
            Emphasis { raised: true, superiors: false, .. } => RAISED_BY,
            Emphasis { lowered: true, .. } => -LOWERED_BY,
            _ => 0.0,
        };
        let mut features = features(spec);
        if emphasis.superiors {
            features.push((*b"sups", 1));
        }
        CharStyle {
            fonts: self.faces(spec, emphasis),
            size: if by == 0.0 { size } else { size.scale(RAISED_SIZE) },
            tracking: size.scale(spec.tracking.unwrap_or(0.0) / 1000.0),
            case: match spec.case {
                None | Some(CaseSpec::AsWritten) => Case::AsWritten,
                Some(CaseSpec::Capitals) => Case::Upper,
                Some(CaseSpec::SmallCapitals) => Case::SmallCaps { all: false },
                Some(CaseSpec::AllSmallCapitals) => Case::SmallCaps { all: true },
            },
            features,
            color: flat.color,
            rise: size.scale(by),
            source: flat.source.clone(),
        }
    }

    fn faces(&self, spec: &StyleSpec, emphasis: Emphasis) -> Vec<FontId> {
        let regular = spec.weight.map_or(400, |weight| weight.value);
        let weight = if emphasis.bold { spec.strong_weight.unwrap_or(700).max(regular) } else { regular };
        let italic = spec.italic.unwrap_or(false) != emphasis.italic;
        let families = spec.font.iter().chain(&self.fallback);
        let mut faces: Vec<FontId> = families.filter_map(|f| nearest_face(self.fonts, f, weight, italic)).collect();
        let mut seen = Vec::new();
        faces.retain(|face| !seen.contains(face) && (seen.push(*face), true).1);
        faces
    }
}

/// The family's face of this weight and slope, or the one that comes nearest: upright before slanted, then weight.
fn nearest_face(fonts: &FontBook, family: &str, weight: u16, italic: bool) -> Option<FontId> {
    if let Some(face) = fonts.find(family, weight, italic) {
        return Some(face);
    }
    let styles = fonts.families().into_iter().find(|known| known.name == family)?.styles;
    let distance = |(w, i): &(u16, bool)| (*i != italic, *i, w.abs_diff(weight));
    let (weight, italic) = styles.iter().min_by_key(|style| distance(style))?;
    fonts.find(family, *weight, *italic)
}

/// What a style says, over what its ancestors say.
fn inherit(name: &str, layout: &Layout, diagnostics: &mut Diagnostics) -> Option<StyleSpec> {
    let written = layout.styles.get(name)?;
    let mut spec = written.value.clone();
    // Of the styles of a circle the first by name is told; what is based on the circle is no part of it.
    let mut in_circle = false;
    let mut is_first = true;
    for _ in 0..MOST_ANCESTORS {
        let Some(parent) = spec.based_on.take() else { return Some(spec) };
        in_circle |= parent.value == name;
        is_first &= in_circle || name < parent.value.as_str();
        let Some(base) = layout.styles.get(&parent.value) else {
            let known = layout.styles.keys().map(String::as_str);
            diagnostics.push(unknown("style", &parent, nearest(&parent.value, known)));
            return None;
        };
        spec = over(spec, base);
    }
    if !in_circle || !is_first {
        return None;
    }
    let at = written.based_on.as_ref().map_or(written.span, |parent| parent.span);
    diagnostics.push(
        Diagnostic::error("circular-style", format!("style `{name}` is based on itself"))
            .at(at)
            .help("base one of the styles on another, or on none"),
    );
    None
}

fn over(own: StyleSpec, base: &StyleSpec) -> StyleSpec {
    let base = base.clone();
    StyleSpec {
        based_on: base.based_on,
        font: own.font.or(base.font),
        weight: own.weight.or(base.weight),
        italic: own.italic.or(base.italic),
        strong_weight: own.strong_weight.or(base.strong_weight),
        size: own.size.or(base.size),
        leading: own.leading.or(base.leading),
        tracking: own.tracking.or(base.tracking),
        case: own.case.or(base.case),
        figures: own.figures.or(base.figures),
        features: own.features.or(base.features),
        color: own.color.or(base.color),
        align: own.align.or(base.align),
        hyphenate: own.hyphenate.or(base.hyphenate),
        indent: own.indent.or(base.indent),
        balance: own.balance.or(base.balance),
        hang_quotes: own.hang_quotes.or(base.hang_quotes),
        hang: own.hang.or(base.hang),
        justification: own.justification.or(base.justification),
        ragged_below: own.ragged_below.or(base.ragged_below),
    }
}

/// A style in the end has no `key`. Of a family of styles only the one at its root is told.
fn lacks(key: &'static str, name: &str, written: &Spanned<StyleSpec>, layout: &Layout, diagnostics: &mut Diagnostics) {
    if written.based_on.is_some() {
        return;
    }
    let code = match key {
        "font" => "no-font",
        "size" => "no-size",
        _ => "no-color",
    };
    let error = Diagnostic::error(code, format!("style `{name}` has no {key}"));
    let is_removal = |change: &&Change| matches!(change.path.as_slice(), [group, style, gone] if group == "styles" && style == name && gone == key);
    diagnostics.push(match layout.removed.iter().find(is_removal) {
        Some(change) => error.at(change.span).label("it is taken out here").help("keep it, or give another"),
        None => error.at(written.span).help(format!("give it `{key}:`, or `based_on:` a style that has one")),
    });
}

fn check_font(
    name: &str,
    written: &Spanned<StyleSpec>,
    spec: &StyleSpec,
    fonts: &FontBook,
    layout: &Layout,
    diagnostics: &mut Diagnostics,
) {
    if spec.size.is_none() {
        lacks("size", name, written, layout, diagnostics);
    }
    let Some(font) = &spec.font else {
        return lacks("font", name, written, layout, diagnostics);
    };
    let families = fonts.families();
    let Some(family) = families.iter().find(|family| family.name == font.value) else {
        // A font that is only inherited is reported where it is written.
        if written.font.is_some() {
            let known = families.iter().map(|family| family.name.as_str());
            let list = known.clone().collect::<Vec<_>>().join(", ");
            let meant =
                nearest(&font.value, known).map(|meant| format!("did you mean `{meant}`? ")).unwrap_or_default();
            diagnostics
                .push(unknown("font", font, None).help(format!("{meant}there are {list}; others go under `fonts:`")));
        }
        return;
    };
    let weight = spec.weight.map_or(400, |weight| weight.value);
    let slant = spec.italic.unwrap_or(false);
    if !family.styles.contains(&(weight, slant)) && (written.font.is_some() || written.weight.is_some()) {
        let describe = |(weight, italic): &(u16, bool)| format!("{weight}{}", if *italic { " italic" } else { "" });
        let list = family.styles.iter().map(describe).collect::<Vec<_>>().join(", ");
        let wanted = describe(&(weight, slant));
        let error = Diagnostic::error("no-such-face", format!("style `{name}`: {} has no face {wanted}", font.value));
        // A layout's file is read before the one that it extends, so the first of the two files made the change.
        let error = match spec.weight.map(|weight| weight.span) {
            Some(weight) if weight.file < font.span.file => error.at(weight).related(font.span, "the font"),
            Some(weight) if weight.file > font.span.file => error.at(font.span).related(weight, "the weight"),
            _ => error.at(font.span),
        };
        // What is based on it lacks the same face: that is told once.
        let is_told = |known: &Diagnostic| known.code == error.code && known.span == error.span;
        if !diagnostics.list.iter().any(is_told) {
            diagnostics.push(error.help(format!("it has {list}")));
        }
    }
}

fn paragraph_style(spec: &StyleSpec) -> ParagraphStyle {
    let size = spec.size.map_or(Length::ZERO, |size| size.0);
    ParagraphStyle {
        leading: spec.leading.map_or(size.scale(1.2), |leading| leading.0),
        align: match spec.align {
            None | Some(AlignSpec::Start) => Align::Start,
            Some(AlignSpec::End) => Align::End,
            Some(AlignSpec::Center) => Align::Center,
            Some(AlignSpec::Justify) => Align::Justify,
        },
        hyphenate: spec.hyphenate.unwrap_or(false),
        indent: spec.indent.unwrap_or_default().0,
        justification: justification(spec.justification),
        protrude: true,
        hang_quotes: spec.hang_quotes.unwrap_or(false),
        balance: spec.balance.unwrap_or(false),
        optical_offset: spec.hang.unwrap_or_default().0,
        ragged_below: spec
            .ragged_below
            .filter(|characters| *characters > 0.0)
            .map(|characters| size.scale(characters * EMS_A_CHARACTER)),
    }
}

/// Where a layout says nothing: the word space between four fifths and three halves of the font's, no scaling.
fn justification(spec: Option<JustificationSpec>) -> Justification {
    match spec {
        Some(j) => Justification {
            space: j.space,
            shrink: j.shrink,
            stretch: j.stretch,
            glyph_shrink: j.glyph_shrink,
            glyph_stretch: j.glyph_stretch,
        },
        None => Justification { space: 1.0, shrink: 0.2, stretch: 0.5, glyph_shrink: 0.0, glyph_stretch: 0.0 },
    }
}

fn features(spec: &StyleSpec) -> Vec<([u8; 4], u32)> {
    let mut list = match spec.figures {
        None => Vec::new(),
        Some(FiguresSpec::OldStyle) => vec![(*b"onum", 1), (*b"pnum", 1)],
        Some(FiguresSpec::Lining) => vec![(*b"lnum", 1), (*b"pnum", 1)],
        Some(FiguresSpec::Tabular) => vec![(*b"lnum", 1), (*b"tnum", 1)],
    };
    list.extend(spec.features.iter().flatten().map(|feature| (feature.0, 1)));
    list
}

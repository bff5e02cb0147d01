//! From a word to glyphs: shaping with `harfrust`, with a memory of the words seen.
//!
//! In: a word (no spaces) and a [`Key`]: face, script, direction, features. Out: [`Shape`], glyphs in visual order in
//! design units, which all sizes share, and the places where the word may be divided.

use super::{case, hyphenation};
use crate::assets::fonts::FontBook;
use crate::geometry::Length;
use crate::glyph::FontId;
use crate::resolve::style::{Case, CharStyle};
use harfrust::{Buffer, Direction, Feature, Language, Script, ShapeOptions, ShapePlan, ShapePlanKey, ShaperFont, Tag};
use icu_locale_core::LanguageIdentifier;
use std::collections::HashMap;
use std::sync::Arc;

/// One glyph in design units.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ShapedGlyph {
    pub id: u16,
    /// Byte of the word at which its cluster begins.
    pub cluster: u32,
    pub advance: i32,
    pub x_offset: i32,
    pub y_offset: i32,
    /// Cutting the word before this cluster changes glyphs.
    pub unsafe_to_break: bool,
}

/// A word's glyphs.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Shape {
    pub glyphs: Vec<ShapedGlyph>,
    pub width: i32,
    pub hyphens: Vec<Arc<Cut>>,
}

/// A place within a word where a line may end.
#[derive(Clone, PartialEq, Debug)]
pub struct Cut {
    /// Byte of the word at which the rest begins.
    pub at: u32,
    /// What the division adds; `None` where the cut is at a written hyphen or mark.
    pub hyphen: Option<ShapedGlyph>,
    pub unwelcome: bool,
    /// The glyphs before the hyphen and those after the cut where they differ from the whole word's.
    pub before: Option<Vec<ShapedGlyph>>,
    pub after: Option<Vec<ShapedGlyph>>,
    /// With the hyphen.
    pub before_width: i32,
    pub after_width: i32,
    /// Kerning between the last letter and the hyphen, where `before` is `None`.
    pub kern: i32,
}

/// All that shaping depends on beside the text.
pub struct Key<'a> {
    font: FontId,
    script: Script,
    right_to_left: bool,
    case: Case,
    tag: Arc<str>,
    features: Vec<Feature>,
    hyphenate: bool,
    language: LanguageIdentifier,
    divider: Option<hyphenation::Divider>,
    face: ShaperFont<'a, 'static>,
    plan: Arc<ShapePlan>,
    words: HashMap<Box<str>, Arc<Shape>>,
    kerns: HashMap<char, i32>,
}

/// Index of a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeyId(usize);

/// The memory of words, by key.
pub struct Words<'a> {
    fonts: &'a FontBook,
    keys: Vec<Key<'a>>,
    buffer: Buffer,
}

/// Scripts whose letters join: no letterspacing, no scaling.
pub fn is_joined(script: Script) -> bool {
    script == Script::ARABIC || script == Script::SYRIAC || script == Script::MONGOLIAN
}

/// Design units at a size, rounded to the nearest unit of [`Length`].
pub fn scaled(units: i32, size: Length, units_per_em: u16) -> i64 {
    let (product, em) = (i64::from(units) * size.units(), i64::from(units_per_em.max(1)));
    (product + em / 2).div_euclid(em)
}

impl<'a> Words<'a> {
    pub fn new(fonts: &'a FontBook) -> Words<'a> {
        Words { fonts, keys: Vec::new(), buffer: Buffer::new() }
    }

    /// The key for an item of this style.
    pub fn key(
        &mut self,
        style: &CharStyle,
        font: FontId,
        (script, right_to_left): (Script, bool),
        tag: &Arc<str>,
        hyphenate: bool,
    ) -> KeyId {
        let features = features(style, script);
        let same = |key: &Key| {
            key.font == font
                && key.script == script
                && key.right_to_left == right_to_left
                && key.case == style.case
                && key.hyphenate == hyphenate
                && key.tag == *tag
                && key.features == features
        };
        if let Some(index) = self.keys.iter().position(same) {
            return KeyId(index);
        }
        let plan = self.plan(font, script, right_to_left, tag, &features);
        let latin = script == Script::LATIN;
        self.keys.push(Key {
            font,
            script,
            right_to_left,
            case: style.case,
            tag: tag.clone(),
            features,
            hyphenate,
            language: case::language(tag),
            divider: hyphenation::divider(tag).filter(|_| latin),
            face: ShaperFont::new(self.fonts.face(font).font()),
            plan,
            words: HashMap::new(),
            kerns: HashMap::new(),
        });
        KeyId(self.keys.len() - 1)
    }

    /// The face's plan for these properties, made once for the whole book.
    fn plan(
        &self,
        font: FontId,
        script: Script,
        right_to_left: bool,
        tag: &str,
        features: &[Feature],
    ) -> Arc<ShapePlan> {
        let face = self.fonts.face(font);
        let direction = if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
        let language = Language::new(tag);
        let key =
            ShapePlanKey::new(face.font(), Some(script), direction).language(language.as_ref()).features(features);
        let mut plans = face.plans().lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(plan) = plans.iter().find(|plan| key.matches(plan)) {
            return plan.clone();
        }
        let plan = ShapePlan::new(face.font(), direction, Some(script), language.as_ref(), features);
        let plan = Arc::new(plan);
        plans.push(plan.clone());
        plan
    }

    /// The glyphs of a word, from memory if it was seen.
    pub fn shape(&mut self, KeyId(id): KeyId, word: &str) -> Arc<Shape> {
        if let Some(shape) = self.keys[id].words.get(word) {
            return shape.clone();
        }
        let Words { keys, buffer, .. } = self;
        let key = &mut keys[id];
        let glyphs = key.glyphs(buffer, word, 0);
        let width = width(&glyphs);
        let mut shape = Shape { glyphs, width, hyphens: Vec::new() };
        if key.hyphenate || word.contains('\u{AD}') {
            let divider = key.divider.filter(|_| key.hyphenate);
            for (at, unwelcome) in hyphenation::points(word, divider) {
                let cut = key.cut(buffer, word, at, &shape, Some(unwelcome));
                shape.hyphens.push(Arc::new(cut));
            }
        }
        let shape = Arc::new(shape);
        key.words.insert(word.into(), shape.clone());
        shape
    }

    /// A cut at a written mark, where nothing is added.
    pub fn cut(&mut self, KeyId(id): KeyId, word: &str, at: usize, shape: &Shape) -> Cut {
        let Words { keys, buffer, .. } = self;
        keys[id].cut(buffer, word, at, shape, None)
    }
}

impl Key<'_> {
    /// Shapes text; clusters count from `base`. A word of which a letter has no small capital is set in capitals.
    fn glyphs(&self, buffer: &mut Buffer, text: &str, base: usize) -> Vec<ShapedGlyph> {
        let glyphs = self.shaped(buffer, text, base, self.case == Case::Upper);
        if !matches!(self.case, Case::SmallCaps { .. }) {
            return glyphs;
        }
        let plain = |c: char| self.face.nominal_glyph(c as u32).map(|glyph| glyph.to_u32());
        let is_small = |glyph: &ShapedGlyph| {
            let c = text.get((glyph.cluster as usize).saturating_sub(base)..).and_then(|rest| rest.chars().next());
            !c.is_some_and(|c| c.is_lowercase() && plain(c) == Some(u32::from(glyph.id)))
        };
        if glyphs.iter().all(is_small) { glyphs } else { self.shaped(buffer, text, base, true) }
    }

    fn shaped(&self, buffer: &mut Buffer, text: &str, base: usize, upper: bool) -> Vec<ShapedGlyph> {
        buffer.clear();
        if upper {
            case::upper(text, &self.language, |c, at| {
                if c != '\u{AD}' {
                    buffer.push(c as u32, (base + at) as u32);
                }
            });
        } else {
            for (at, c) in text.char_indices().filter(|(_, c)| *c != '\u{AD}') {
                buffer.push(c as u32, (base + at) as u32);
            }
        }
        buffer.set_direction(self.plan.direction());
        buffer.set_script(Some(self.script));
        buffer.set_language(self.plan.language().cloned());
        let options = ShapeOptions::new().plan(Some(&self.plan)).features(&self.features);
        if harfrust::shape(&self.face, buffer, options).is_err() {
            return Vec::new();
        }
        let glyphs = buffer.glyph_infos().iter().zip(buffer.glyph_positions());
        glyphs
            .map(|(info, position)| ShapedGlyph {
                id: info.glyph_id as u16,
                cluster: info.cluster,
                advance: position.x_advance,
                x_offset: position.x_offset,
                y_offset: position.y_offset,
                unsafe_to_break: info.unsafe_to_break(),
            })
            .collect()
    }

    /// Measures a cut of a word; with `hyphen`, whether the division is unwelcome.
    fn cut(&mut self, buffer: &mut Buffer, word: &str, at: usize, whole: &Shape, hyphen: Option<bool>) -> Cut {
        let clean = whole.glyphs.iter().any(|glyph| glyph.cluster as usize == at && !glyph.unsafe_to_break);
        let mut cut = Cut {
            at: at as u32,
            hyphen: None,
            unwelcome: hyphen.unwrap_or(false),
            before: None,
            after: None,
            before_width: 0,
            after_width: 0,
            kern: 0,
        };
        if clean {
            cut.before_width = width_of(whole.glyphs.iter().filter(|glyph| (glyph.cluster as usize) < at));
            cut.after_width = whole.width - cut.before_width;
        } else {
            let (before, after) = (self.glyphs(buffer, &word[..at], 0), self.glyphs(buffer, &word[at..], at));
            (cut.before_width, cut.after_width) = (width(&before), width(&after));
            (cut.before, cut.after) = (Some(before), Some(after));
        }
        if hyphen.is_some() {
            let mark = self.hyphen();
            let glyph = self.glyphs(buffer, mark, 0).first().copied();
            let last = word[..at].chars().rev().find(|c| *c != '\u{AD}');
            cut.kern = last.map_or(0, |last| self.kern(buffer, last, mark));
            cut.hyphen = glyph.map(|glyph| ShapedGlyph { cluster: at as u32, ..glyph });
            cut.before_width += cut.kern + glyph.map_or(0, |glyph| glyph.advance);
        }
        cut
    }

    /// U+2010 where the face has it.
    fn hyphen(&self) -> &'static str {
        if self.face.nominal_glyph('\u{2010}' as u32).is_some() { "\u{2010}" } else { "-" }
    }

    /// Kerning between a letter and the hyphen.
    fn kern(&mut self, buffer: &mut Buffer, letter: char, hyphen: &str) -> i32 {
        if let Some(kern) = self.kerns.get(&letter) {
            return *kern;
        }
        let mut text = String::from(letter);
        let alone = width(&self.glyphs(buffer, &text, 0)) + width(&self.glyphs(buffer, hyphen, 0));
        text.push_str(hyphen);
        let kern = width(&self.glyphs(buffer, &text, 0)) - alone;
        self.kerns.insert(letter, kern);
        kern
    }
}

pub fn width(glyphs: &[ShapedGlyph]) -> i32 {
    width_of(glyphs.iter())
}

fn width_of<'g>(glyphs: impl Iterator<Item = &'g ShapedGlyph>) -> i32 {
    glyphs.fold(0_i32, |sum, glyph| sum.saturating_add(glyph.advance))
}

fn features(style: &CharStyle, script: Script) -> Vec<Feature> {
    let feature = |tag: &[u8; 4], value| Feature::new(Tag::new(tag), value, ..);
    let mut features = Vec::new();
    if let Case::SmallCaps { all } = style.case {
        features.push(feature(b"smcp", 1));
        if all {
            features.push(feature(b"c2sc", 1));
        }
    }
    // A ligature would stay tight among spaced letters.
    if style.tracking != Length::ZERO && !is_joined(script) {
        features.push(feature(b"liga", 0));
        features.push(feature(b"clig", 0));
    }
    features.extend(style.features.iter().map(|(tag, value)| feature(tag, *value)));
    features
}

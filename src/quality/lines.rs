//! Lines of running text as they stand on the pages: their word gaps, hyphens, scaling and letterspacing, measured from
//! the glyphs against the advances that the fonts have.

use super::limits;
use super::words::Words;
use crate::assets::fonts::FontBook;
use crate::compose::page::{Composed, FragmentKind, LineSlot, Page};
use crate::diagnostic::Span;
use crate::geometry::{Length, Point};
use crate::glyph::{FontId, GlyphRun};
use crate::resolve::document::{Document, PageGeometry};
use crate::resolve::style::Align;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::BTreeMap;
use std::ops::Range;

/// Letterspacing below this is rounding; points.
const NO_SPACING: f64 = 0.005;
/// Letters from which the median tells letterspacing from kerning.
const ENOUGH_LETTERS: usize = 12;
/// A justified line reaches the end of its measure within this; points. Marks hang beyond it.
const AT_THE_EDGE: f64 = 2.0;
/// Characters of a line that a report shows.
const SHOWN: usize = 40;

/// White between two words.
#[derive(Clone, Copy, Debug)]
pub struct Gap {
    /// From the trim's left edge, in points.
    pub left: f64,
    pub right: f64,
    /// The font's own word space at this size, in points.
    pub natural: f64,
}

impl Gap {
    pub fn stretch(&self) -> f64 {
        if self.natural > 0.0 { (self.right - self.left) / self.natural } else { 1.0 }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hyphen {
    /// Breaking has divided a word.
    Added,
    /// The line ends at a hyphen that was written.
    Written,
}

/// One line of running text.
pub struct BodyLine<'a> {
    /// Index of the page.
    pub page: usize,
    /// From 0, by where the line stands.
    pub column: usize,
    pub baseline: Length,
    /// Of the line: the slot's without the paragraph's indents.
    pub measure: Length,
    /// Of most of its words.
    pub size: Length,
    /// Neither the column nor the paragraph is narrowed.
    pub full: bool,
    /// Both edges are straight.
    pub justified: bool,
    pub first: bool,
    pub hyphen: Option<Hyphen>,
    pub gaps: Vec<Gap>,
    /// Visible width.
    pub width: f64,
    /// Horizontal scaling of its letters, in thousandths.
    pub scale: u16,
    /// Added to each letter, in points.
    pub letterspacing: f64,
    pub text: String,
    /// Index of its paragraph among the document's.
    pub paragraph: Option<usize>,
    pub language: &'a str,
    /// Bytes of the paragraph's text.
    pub words: Range<usize>,
    pub source: Option<Span>,
}

impl BodyLine<'_> {
    /// The mean of its word spaces, times the font's.
    pub fn stretch(&self) -> f64 {
        let sum: f64 = self.gaps.iter().map(Gap::stretch).sum();
        if self.gaps.is_empty() { 1.0 } else { sum / self.gaps.len() as f64 }
    }

    /// Ems of the measure.
    pub fn ems(&self) -> f64 {
        self.measure.ratio(self.size)
    }

    /// Neither narrowed nor narrow.
    pub fn is_full_measure(&self) -> bool {
        self.full && self.ems() >= limits::NARROW
    }

    pub fn beginning(&self) -> String {
        let mut shown: String = self.text.chars().take(SHOWN).collect();
        if self.text.chars().count() > SHOWN {
            shown.push('…');
        }
        shown
    }
}

/// All lines of running text, page by page in the order of their paragraphs.
pub fn read<'a>(
    document: &'a Document,
    composed: &'a Composed,
    fonts: &FontBook,
    words: &Words<'a>,
) -> Vec<BodyLine<'a>> {
    let mut reader = Reader { document, words, widths: Widths { fonts, faces: BTreeMap::new() } };
    let mut lines = Vec::new();
    for (index, page) in composed.pages.iter().enumerate() {
        for slot in &page.slots {
            lines.extend(reader.line(index, page, slot));
        }
    }
    lines
}

/// The column of the frame at a distance from the trim's left edge.
pub fn column_at(page: &Page, geometry: &PageGeometry, x: Length) -> usize {
    let left = if page.verso { geometry.outer } else { geometry.inner };
    let step = geometry.column_width() + geometry.gutter;
    // A line that begins with a mark hangs out of its column.
    let reach = geometry.gutter / 2;
    (0..usize::from(geometry.columns)).rev().find(|c| left + step * *c as i64 <= x + reach).unwrap_or(0)
}

struct Reader<'r, 'a> {
    document: &'a Document,
    words: &'r Words<'a>,
    widths: Widths<'r>,
}

impl<'a> Reader<'_, 'a> {
    fn line(&mut self, index: usize, page: &'a Page, slot: &LineSlot) -> Option<BodyLine<'a>> {
        let fragment = page.fragments.get(slot.fragment)?;
        let FragmentKind::Line { origin, line, .. } = &fragment.kind else { return None };
        let owner = |run: &GlyphRun| run.tag.and_then(|tag| self.words.find(tag));
        let paragraph = line.runs.iter().find_map(owner);
        // A list's number is not among the paragraph's words.
        let runs: Vec<&GlyphRun> = line.runs.iter().filter(|run| owner(run) == paragraph).collect();
        let known = paragraph.and_then(|index| self.words.get(index));
        let (left, right) = known.map_or((Length::ZERO, Length::ZERO), |known| (known.left, known.right));
        let justify = known.is_some_and(|known| known.paragraph.style.align == Align::Justify);
        let measured = self.measure(&runs, *origin);
        let start = runs.iter().map(|run| run.x).min().unwrap_or_default();
        let reaches = measured.right - origin.x.to_pt() > (slot.measure - right).to_pt() - AT_THE_EDGE;
        let text = text_of(&runs);
        Some(BodyLine {
            page: index,
            column: column_at(page, &self.document.page, origin.x),
            baseline: origin.y,
            measure: slot.measure - left - right,
            size: runs.iter().max_by_key(|run| run.glyphs.len()).map_or(Length::ZERO, |run| run.size),
            full: slot.full && left + right == Length::ZERO,
            justified: justify && !line.last_of_paragraph && reaches,
            first: line.first_of_paragraph,
            hyphen: hyphen(&text),
            gaps: measured.gaps,
            width: measured.right - (origin.x + start).to_pt(),
            scale: runs.iter().filter(|run| !run.right_to_left).map(|run| run.scale).next().unwrap_or(1000),
            letterspacing: measured.letterspacing,
            text: text.replace('\u{AD}', "-").trim().to_owned(),
            paragraph,
            language: known.map_or(&*self.document.metadata.language, |known| &known.paragraph.language),
            words: line.words.clone(),
            source: fragment.source,
        })
    }

    fn measure(&mut self, runs: &[&GlyphRun], origin: Point) -> Measured {
        let mut measured = Measured { gaps: Vec::new(), right: origin.x.to_pt(), letterspacing: 0.0 };
        let mut open: Option<Gap> = None;
        let mut added: Vec<f64> = Vec::new();
        let mut from_left = runs.to_vec();
        from_left.sort_by_key(|run| run.x);
        for run in from_left {
            let mut x = (origin.x + run.x).to_pt();
            let natural = self.widths.space(run.font) * run.size.to_pt();
            for glyph in &run.glyphs {
                let after = x + glyph.advance.to_pt();
                let cluster = run.text.get(glyph.cluster.start as usize..glyph.cluster.end as usize);
                if cluster.is_some_and(is_space) {
                    let left = open.map_or(x, |gap| gap.left);
                    open = Some(Gap { left, right: after, natural });
                } else {
                    measured.gaps.extend(open.take().filter(|_| measured.right > origin.x.to_pt()));
                    measured.right = after;
                    if !run.right_to_left {
                        let scale = f64::from(run.scale) / 1000.0;
                        let own = self.widths.glyph(run.font, glyph.id) * run.size.to_pt() * scale;
                        added.push(glyph.advance.to_pt() - own);
                    }
                }
                x = after;
            }
        }
        measured.letterspacing = letterspacing(added);
        // The letter before a gap carries its share as white.
        measured.gaps.iter_mut().for_each(|gap| gap.left -= measured.letterspacing);
        measured
    }
}

struct Measured {
    gaps: Vec<Gap>,
    /// Right end of the last word, from the trim's left edge.
    right: f64,
    letterspacing: f64,
}

/// Kerning moves few letters and each its own way; letterspacing moves all alike: the median tells.
fn letterspacing(mut added: Vec<f64>) -> f64 {
    if added.len() < ENOUGH_LETTERS {
        return 0.0;
    }
    added.sort_by(f64::total_cmp);
    added.get(added.len() / 2).copied().filter(|space| space.abs() > NO_SPACING).unwrap_or(0.0)
}

/// A space that justification stretches.
fn is_space(cluster: &str) -> bool {
    !cluster.is_empty() && cluster.chars().all(|c| matches!(c, ' ' | '\u{A0}'))
}

/// The words in the order of reading.
fn text_of(runs: &[&GlyphRun]) -> String {
    runs.iter().map(|run| &*run.text).collect()
}

fn hyphen(text: &str) -> Option<Hyphen> {
    let text = text.trim_end();
    let last = text.chars().next_back()?;
    let before = text.chars().rev().nth(1).is_some_and(char::is_alphanumeric);
    match last {
        '\u{AD}' => Some(Hyphen::Added),
        '-' | '\u{2010}' if before => Some(Hyphen::Written),
        _ => None,
    }
}

/// The fonts' own advances, in ems.
struct Widths<'f> {
    fonts: &'f FontBook,
    faces: BTreeMap<FontId, FaceWidths<'f>>,
}

struct FaceWidths<'f> {
    metrics: GlyphMetrics<'f>,
    em: f64,
    space: f64,
}

impl<'f> Widths<'f> {
    fn space(&mut self, font: FontId) -> f64 {
        self.face(font).map_or(0.0, |face| face.space)
    }

    fn glyph(&mut self, font: FontId, glyph: u16) -> f64 {
        self.face(font).map_or(0.0, |face| face.advance(GlyphId::from(glyph)))
    }

    fn face(&mut self, font: FontId) -> Option<&FaceWidths<'f>> {
        if !self.faces.contains_key(&font) {
            let fonts = self.fonts;
            let face = fonts.face(font);
            let tables = FontRef::new(face.data()).ok()?;
            let metrics = tables.glyph_metrics(Size::unscaled(), LocationRef::default());
            let mut widths = FaceWidths { metrics, em: f64::from(face.units_per_em), space: 0.0 };
            widths.space = tables.charmap().map(' ').map_or(0.0, |space| widths.advance(space));
            self.faces.insert(font, widths);
        }
        self.faces.get(&font)
    }
}

impl FaceWidths<'_> {
    fn advance(&self, glyph: GlyphId) -> f64 {
        self.metrics.advance_width(glyph).map_or(0.0, |width| f64::from(width) / self.em)
    }
}

//! A paragraph ready for the breaker: boxes, glue and penalties of Knuth and Plass as atoms and a [`BreakList`].
//!
//! In: a paragraph of styled runs. Out: a [`ShapedParagraph`]: atoms (words and spaces of one item each) with their
//! glyphs, and every place where a line may end with the sums that measure a line. Widths in [`Length`] units.

use super::breaking::BreakList;
use super::itemise::{Item, Missing, itemise};
use super::opportunities::is_newline;
use super::shape::{Cut, KeyId, Shape, ShapedGlyph, Words, is_joined, scaled};
use crate::assets::fonts::FontBook;
use crate::color::SwatchId;
use crate::diagnostic::Span;
use crate::geometry::Length;
use crate::glyph::{CharStyleId, FontId, LinkId};
use crate::resolve::story::{Emphasis, Paragraph};
use crate::resolve::style::{ParagraphStyle, Styles};
use crate::structure::StructId;
use std::ops::Range;
use std::sync::Arc;

/// Boxes, glue and penalties of one paragraph, with the glyphs of its words.
#[derive(Clone, Debug)]
pub struct ShapedParagraph {
    pub(super) text: Arc<str>,
    pub(super) style: Arc<ParagraphStyle>,
    pub(super) language: Arc<str>,
    pub(super) right_to_left: bool,
    pub(super) faces: Vec<RunFace>,
    pub(super) atoms: Vec<Atom>,
    pub(super) list: BreakList,
    /// Beside each point of the list, where it is among the atoms.
    pub(super) loci: Vec<Locus>,
    missing: Vec<Missing>,
}

/// What the glyphs of one run in one face have in common.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct RunFace {
    pub run: usize,
    pub font: FontId,
    pub units_per_em: u16,
    pub size: Length,
    pub tracking: i64,
    pub color: SwatchId,
    pub rise: Length,
    pub tag: Option<StructId>,
    pub link: Option<LinkId>,
    pub style: CharStyleId,
    pub source: Option<Span>,
    pub emphasis: Emphasis,
    /// Glyphs are not scaled.
    pub joined: bool,
}

impl RunFace {
    /// The sizes of the glyphs after which letterspacing may stand, added up; marks take none, nor do joined scripts.
    pub fn letters<'g>(&self, glyphs: impl IntoIterator<Item = &'g ShapedGlyph>) -> i64 {
        let spaced = |glyph: &&ShapedGlyph| glyph.advance > 0;
        if self.joined { 0 } else { glyphs.into_iter().filter(spaced).count() as i64 * self.size.units() }
    }
}

/// A word (or the part of it in one item) or a space.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Atom {
    pub bytes: Range<u32>,
    pub face: u32,
    pub level: u8,
    /// The space's font width; 0 for a word.
    pub space: i64,
    /// A space at which no line ends.
    pub tied: bool,
    pub width: i64,
    pub shape: Arc<Shape>,
}

impl Atom {
    pub fn is_space(&self) -> bool {
        self.space != 0
    }
}

/// A break point among the atoms.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Locus {
    /// Atoms of the line that ends here: up to this one.
    pub end: usize,
    /// The atom with which the next line begins; with `cut`, the atom that is cut.
    pub start: usize,
    pub cut: Option<Arc<Cut>>,
    /// Protrusion at the end of the line before and at the beginning of the line after.
    pub trail: i64,
    pub lead: i64,
}

impl ShapedParagraph {
    /// The words as written; byte positions count in this text.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn style(&self) -> &Arc<ParagraphStyle> {
        &self.style
    }

    /// Characters that no face of their style has, in order, each once.
    pub fn missing(&self) -> &[Missing] {
        &self.missing
    }

    /// Type size of its first letters.
    pub fn size(&self) -> Length {
        self.faces.first().map_or(Length::ZERO, |face| face.size)
    }

    /// Width in one line, with the word spaces aimed at.
    pub fn natural_width(&self) -> Length {
        Length::from_units(self.list.total().width)
    }

    /// The longest piece that cannot be broken: no narrower measure holds the paragraph.
    pub fn min_word_width(&self) -> Length {
        Length::from_units(self.list.longest_piece())
    }

    /// Whether a break point stands within words that its author set in italics.
    pub(super) fn is_in_italics(&self, point: usize) -> bool {
        let Locus { end, start, .. } = self.loci[point];
        let run_of = |atom: Option<&Atom>| {
            let face = &self.faces[atom?.face as usize];
            (face.emphasis == Emphasis::Italic).then_some(face.run)
        };
        let before = run_of(self.atoms.get(end.max(1) - 1));
        before.is_some() && before == run_of(self.atoms.get(start))
    }

    /// The font's word space at the paragraph's beginning; none in a paragraph of one word.
    pub fn word_space(&self) -> Length {
        self.atoms.iter().find(|atom| atom.is_space()).map_or(Length::ZERO, |space| Length::from_units(space.space))
    }

    pub fn word_count(&self) -> usize {
        self.text.split_whitespace().count()
    }
}

/// What copy-fitting changes in running text, in thousandths.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Adjustment {
    /// Tracking, of the em; none in joined scripts.
    pub tracking: i16,
    /// Of the size.
    pub size: i16,
}

/// Shapes paragraphs one after another and remembers the words it has seen.
pub struct Shaper<'a> {
    fonts: &'a FontBook,
    styles: &'a Styles,
    words: Words<'a>,
    /// Made to all that is shaped.
    pub adjustment: Adjustment,
}

impl<'a> Shaper<'a> {
    pub fn new(styles: &'a Styles, fonts: &'a FontBook) -> Shaper<'a> {
        Shaper { fonts, styles, words: Words::new(fonts), adjustment: Adjustment::default() }
    }

    pub fn shape(&mut self, paragraph: &Paragraph) -> ShapedParagraph {
        let text: Arc<str> = paragraph.text().into();
        let (items, missing) = itemise(paragraph, &text, self.styles, self.fonts);
        let mut build = Build {
            paragraph,
            text: &text,
            styles: self.styles,
            fonts: self.fonts,
            words: &mut self.words,
            adjustment: self.adjustment,
            keys: Vec::new(),
            faces: Vec::new(),
            atoms: Vec::with_capacity(text.len() / 3),
        };
        items.iter().for_each(|item| build.add_item(item));
        let (list, loci) = build.breaks();
        let Build { faces, atoms, .. } = build;
        ShapedParagraph {
            style: paragraph.style.clone(),
            language: paragraph.language.clone(),
            right_to_left: paragraph.right_to_left,
            faces,
            atoms,
            list,
            loci,
            missing,
            text,
        }
    }
}

/// Shapes one paragraph. For many, a [`Shaper`] is faster.
pub fn shape(paragraph: &Paragraph, styles: &Styles, fonts: &FontBook) -> ShapedParagraph {
    Shaper::new(styles, fonts).shape(paragraph)
}

/// A paragraph while it is being shaped.
pub(super) struct Build<'b, 'a> {
    pub(super) paragraph: &'b Paragraph,
    pub(super) text: &'b str,
    pub(super) styles: &'b Styles,
    pub(super) fonts: &'a FontBook,
    pub(super) words: &'b mut Words<'a>,
    adjustment: Adjustment,
    /// Beside `faces`.
    pub(super) keys: Vec<KeyId>,
    pub(super) faces: Vec<RunFace>,
    pub(super) atoms: Vec<Atom>,
}

impl Build<'_, '_> {
    /// Cuts an item into words and spaces and shapes them.
    fn add_item(&mut self, item: &Item) {
        let face = self.face(item);
        let text = &self.text[item.bytes.clone()];
        let mut word = 0;
        for (at, c) in text.char_indices() {
            let space = matches!(c, ' ' | '\t' | '\u{A0}');
            if space || is_newline(c) {
                self.add_atom(item, face, word..at, false);
                word = at + c.len_utf8();
                if space {
                    self.add_atom(item, face, at..word, true);
                }
            }
        }
        self.add_atom(item, face, word..text.len(), false);
    }

    fn add_atom(&mut self, item: &Item, face: usize, part: Range<usize>, space: bool) {
        if part.is_empty() {
            return;
        }
        let bytes = item.bytes.start + part.start..item.bytes.start + part.end;
        let word = if space { " " } else { &self.text[bytes.clone()] };
        let shape = self.words.shape(self.keys[face], word);
        let width = self.measure(face, &shape.glyphs, shape.width);
        let aim = self.paragraph.style.justification.space;
        self.atoms.push(Atom {
            bytes: bytes.start as u32..bytes.end as u32,
            face: face as u32,
            level: item.level,
            // A face whose space has no width still parts words.
            space: if space { width.max(1) } else { 0 },
            tied: self.text[bytes].starts_with('\u{A0}'),
            width: if space { (width.max(1) as f64 * aim).round() as i64 } else { width },
            shape,
        });
    }

    fn measure(&self, face: usize, glyphs: &[ShapedGlyph], width: i32) -> i64 {
        let RunFace { size, units_per_em, tracking, .. } = self.faces[face];
        scaled(width, size, units_per_em) + tracking * glyphs.len() as i64
    }

    fn face(&mut self, item: &Item) -> usize {
        let run = &self.paragraph.runs[item.run];
        let style = self.styles.char(run.style);
        let right_to_left = item.level % 2 == 1;
        let hyphenate = self.paragraph.style.hyphenate;
        let direction = (item.script, right_to_left);
        let key = self.words.key(style, item.font, direction, &self.paragraph.language, hyphenate);
        let joined = is_joined(item.script);
        let same = |(face, known): (&RunFace, &KeyId)| face.run == item.run && *known == key;
        if let Some(index) = self.faces.iter().zip(&self.keys).position(same) {
            return index;
        }
        self.keys.push(key);
        let size = style.size.scale(1.0 + f64::from(self.adjustment.size) / 1000.0);
        let tracking = style.tracking.units() + size.units() * i64::from(self.adjustment.tracking) / 1000;
        self.faces.push(RunFace {
            run: item.run,
            font: item.font,
            units_per_em: self.fonts.face(item.font).units_per_em,
            size,
            tracking: if joined { 0 } else { tracking },
            color: style.color,
            rise: style.rise,
            tag: run.tag,
            link: run.link,
            style: run.style,
            source: run.span,
            emphasis: run.emphasis,
            joined,
        });
        self.faces.len() - 1
    }
}

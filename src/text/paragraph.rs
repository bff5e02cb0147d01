//! A paragraph ready for the breaker: boxes, glue and penalties of Knuth and Plass as atoms and a [`BreakList`].
//!
//! In: a paragraph of styled runs. Out: a [`ShapedParagraph`]: atoms (words and spaces of one item each) with their
//! glyphs, and every place where a line may end with the sums that measure a line. Widths in [`Length`] units.

use super::breaking::{BreakKind, BreakList, BreakPoint, Sums};
use super::itemise::{Item, Missing, itemise};
use super::opportunities::{is_newline, opportunities};
use super::protrusion;
use super::shape::{Cut, KeyId, Shape, ShapedGlyph, Words, is_joined, scaled};
use crate::assets::fonts::FontBook;
use crate::color::SwatchId;
use crate::geometry::Length;
use crate::glyph::{FontId, LinkId};
use crate::resolve::story::Paragraph;
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
    /// Glyphs are not scaled.
    pub joined: bool,
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

    /// Width in one line, with the word spaces aimed at.
    pub fn natural_width(&self) -> Length {
        Length::from_units(self.list.total().width)
    }

    /// The longest piece that cannot be broken: no narrower measure holds the paragraph.
    pub fn min_word_width(&self) -> Length {
        Length::from_units(self.list.longest_piece())
    }

    pub fn word_count(&self) -> usize {
        self.text.split_whitespace().count()
    }
}

/// Shapes paragraphs one after another and remembers the words it has seen.
pub struct Shaper<'a> {
    fonts: &'a FontBook,
    styles: &'a Styles,
    words: Words<'a>,
}

impl<'a> Shaper<'a> {
    pub fn new(styles: &'a Styles, fonts: &'a FontBook) -> Shaper<'a> {
        Shaper { fonts, styles, words: Words::new(fonts) }
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

struct Build<'b, 'a> {
    paragraph: &'b Paragraph,
    text: &'b str,
    styles: &'b Styles,
    fonts: &'a FontBook,
    words: &'b mut Words<'a>,
    /// Beside `faces`.
    keys: Vec<KeyId>,
    faces: Vec<RunFace>,
    atoms: Vec<Atom>,
}

/// A place where a line may end, before it is measured.
struct Place {
    at: usize,
    kind: BreakKind,
    penalty: f64,
    cut: Option<Arc<Cut>>,
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
        self.faces.push(RunFace {
            run: item.run,
            font: item.font,
            units_per_em: self.fonts.face(item.font).units_per_em,
            size: style.size,
            tracking: if joined { 0 } else { style.tracking.units() },
            color: style.color,
            rise: style.rise,
            tag: run.tag,
            link: run.link,
            joined,
        });
        self.faces.len() - 1
    }

    /// All break points with their sums.
    fn breaks(&mut self) -> (BreakList, Vec<Locus>) {
        let places = self.places();
        let mut measured = Measured::default();
        measured.push_start(self);
        let mut next = places.into_iter().peekable();
        let (mut plain, mut words, mut in_word) = (Sums::default(), 0, false);
        for index in 0..self.atoms.len() {
            let bytes = self.atoms[index].bytes.clone();
            while let Some(place) = next.next_if(|place| place.at <= bytes.start as usize) {
                in_word &= place.kind != BreakKind::Forced;
                measured.push(self, index, plain, words, place);
            }
            let atom = &self.atoms[index];
            let begins = !atom.is_space() && !in_word;
            in_word = !atom.is_space();
            words += u32::from(begins);
            let sums = self.sums(atom);
            while let Some(place) = next.next_if(|place| place.at < bytes.end as usize) {
                measured.push_cut(self, index, (plain, sums), words, place);
            }
            plain = Sums {
                width: plain.width + sums.width,
                space: plain.space + sums.space,
                scaled: plain.scaled + sums.scaled,
            };
        }
        next.for_each(|place| measured.push(self, self.atoms.len(), plain, words, place));
        let end = Place { at: self.text.len(), kind: BreakKind::End, penalty: 0.0, cut: None };
        measured.push(self, self.atoms.len(), plain, words, end);
        let Measured { list, loci } = measured;
        (list, loci)
    }

    fn sums(&self, atom: &Atom) -> Sums {
        let scaled = !atom.is_space() && !self.faces[atom.face as usize].joined;
        Sums {
            width: atom.width,
            space: if atom.is_space() { atom.width } else { 0 },
            scaled: if scaled { atom.width } else { 0 },
        }
    }

    /// Opportunities of the text and divisions of its words, ascending.
    fn places(&mut self) -> Vec<Place> {
        let mut places = self.divisions();
        let mut atom = 0;
        for opportunity in opportunities(self.text) {
            let kind = if opportunity.forced { BreakKind::Forced } else { BreakKind::Plain };
            while self.atoms.get(atom).is_some_and(|a| a.bytes.end as usize <= opportunity.at) {
                atom += 1;
            }
            let cut = self.atoms.get(atom).filter(|a| (a.bytes.start as usize) < opportunity.at).map(|a| {
                let (start, shape) = (a.bytes.start as usize, a.shape.clone());
                let word = &self.text[start..a.bytes.end as usize];
                Arc::new(self.words.cut(self.keys[a.face as usize], word, opportunity.at - start, &shape))
            });
            places.push(Place { at: opportunity.at, kind, penalty: opportunity.penalty, cut });
        }
        // Stable: of a division and an opportunity at one byte (after a soft hyphen) the division comes first.
        places.sort_by_key(|place| place.at);
        places.dedup_by_key(|place| place.at);
        places
    }

    /// Where words may be divided; not in a word that a change of style cuts, since its parts are no words.
    fn divisions(&self) -> Vec<Place> {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let mut places = Vec::new();
        for atom in self.atoms.iter().filter(|atom| !atom.shape.hyphens.is_empty()) {
            let (start, end) = (atom.bytes.start as usize, atom.bytes.end as usize);
            if letter(self.text[..start].chars().next_back()) || letter(self.text[end..].chars().next()) {
                continue;
            }
            for cut in &atom.shape.hyphens {
                let penalty = super::breaking::hyphen_penalty(cut.unwelcome);
                let at = start + cut.at as usize;
                places.push(Place { at, kind: BreakKind::Hyphen, penalty, cut: Some(cut.clone()) });
            }
        }
        places
    }

    /// Protrusion of a character at the width of a glyph of its atom.
    fn hang(&self, atom: &Atom, at: usize, c: char, leads: bool) -> i64 {
        let style = &self.paragraph.style;
        if atom.is_space() || (atom.level % 2 == 1) != self.paragraph.right_to_left {
            return 0;
        }
        let thousandths = match leads {
            true if style.hang_quotes && protrusion::is_opening_quote(c) => 1000,
            _ if !style.protrude => return 0,
            true => protrusion::lead(c),
            false => protrusion::trail(c),
        };
        let cluster = (at - atom.bytes.start as usize) as u32;
        let glyph = atom.shape.glyphs.iter().find(|glyph| glyph.cluster == cluster);
        let RunFace { size, units_per_em, .. } = self.faces[atom.face as usize];
        glyph.map_or(0, |glyph| scaled(glyph.advance, size, units_per_em) * thousandths / 1000)
    }

    fn lead(&self, index: usize, at: usize) -> i64 {
        let c = self.text[at..].chars().next();
        match (self.atoms.get(index), c) {
            (Some(atom), Some(c)) => self.hang(atom, at, c, true),
            _ => 0,
        }
    }
}

#[derive(Default)]
struct Measured {
    list: BreakList,
    loci: Vec<Locus>,
}

impl Measured {
    fn push_start(&mut self, build: &Build) {
        let lead = build.lead(0, 0);
        let start = Sums { width: lead, ..Sums::default() };
        self.add(
            BreakPoint { kind: BreakKind::Start, end: start, start, penalty: 0.0, words: 0, at: 0 },
            Sums::default(),
        );
        self.loci.push(Locus { lead, ..Locus::default() });
    }

    fn add(&mut self, point: BreakPoint, plain: Sums) {
        let adjust = (point.end - plain).width.abs().max((point.start - plain).width.abs());
        self.list.max_adjust = self.list.max_adjust.max(adjust);
        self.list.points.push(point);
    }

    /// A point between atoms: the next line begins with atom `index`.
    fn push(&mut self, build: &Build, index: usize, plain: Sums, words: u32, place: Place) {
        let (mut end, mut sums) = (index, plain);
        let closed = place.kind == BreakKind::End;
        while let Some(space) = build.atoms[..end].last().filter(|atom| atom.is_space() && (closed || !atom.tied)) {
            sums = sums - build.sums(space);
            end -= 1;
        }
        let mut trail = 0;
        if let Some(atom) = build.atoms[..end].last() {
            let last = build.text[..atom.bytes.end as usize].char_indices().next_back();
            trail = last.map_or(0, |(at, c)| build.hang(atom, at, c, false));
            // The space after the last letter belongs between letters.
            let tracking = build.faces[atom.face as usize].tracking;
            sums = sums - Sums { width: tracking, space: 0, scaled: tracking };
        }
        sums.width -= trail;
        let lead = if closed { 0 } else { build.lead(index, place.at) };
        let start = Sums { width: plain.width + lead, ..plain };
        let at = place.at as u32;
        self.add(BreakPoint { kind: place.kind, end: sums, start, penalty: place.penalty, words, at }, plain);
        self.loci.push(Locus { end, start: index, cut: None, trail, lead });
    }

    /// A point within atom `index`, whose sums are given apart from those before it.
    fn push_cut(&mut self, build: &Build, index: usize, (plain, own): (Sums, Sums), words: u32, place: Place) {
        let Some(cut) = place.cut else { return };
        let atom = &build.atoms[index];
        let face = &build.faces[atom.face as usize];
        let at = (place.at - atom.bytes.start as usize) as u32;
        let count = |keep: &dyn Fn(u32) -> bool| atom.shape.glyphs.iter().filter(|g| keep(g.cluster)).count() as i64;
        let width = |units: i32, glyphs: i64| scaled(units, face.size, face.units_per_em) + face.tracking * glyphs;
        let before = width(cut.before_width, count(&|cluster| cluster < at));
        let after = width(cut.after_width, count(&|cluster| cluster >= at));
        let last = match cut.hyphen {
            Some(_) => Some((0, '-')),
            None => build.text[..place.at].char_indices().next_back(),
        };
        let trail = match (last, cut.hyphen) {
            (Some((_, c)), Some(hyphen)) if build.paragraph.style.protrude => {
                scaled(hyphen.advance, face.size, face.units_per_em) * protrusion::trail(c) / 1000
            }
            (Some((at, c)), None) => build.hang(atom, at, c, false),
            _ => 0,
        };
        let lead = build.lead(index, place.at);
        let scale = |width: i64| if own.scaled == 0 { 0 } else { width };
        let end =
            Sums { width: plain.width + before - trail, space: plain.space, scaled: plain.scaled + scale(before) };
        let gone = own.width - after;
        let start = Sums { width: plain.width + gone + lead, space: plain.space, scaled: plain.scaled + scale(gone) };
        // The word's own widths count as adjustments: the running sum is taken at the atom's beginning.
        let BreakPoint { at, penalty, kind, .. } =
            BreakPoint { kind: place.kind, end, start, penalty: place.penalty, words, at: place.at as u32 };
        let between = Sums { width: plain.width + gone, ..plain };
        self.add(BreakPoint { kind, end, start, penalty, words, at }, between);
        self.loci.push(Locus { end: index, start: index, cut: Some(cut), trail, lead });
    }
}

//! Every place of a paragraph where a line may end, measured.
//!
//! In: the atoms of a paragraph being shaped. Out: its [`BreakList`] and, beside each point, where it is among the
//! atoms. Widths in `Length` units.

use super::breaking::{BreakKind, BreakList, BreakPoint, Sums, hyphen_penalty};
use super::hyphenation;
use super::opportunities::opportunities;
use super::paragraph::{Atom, Build, Locus, RunFace};
use super::protrusion;
use super::shape::{Cut, ShapedGlyph, scaled};
use crate::geometry::Length;
use crate::resolve::story::{Emphasis, Run};
use std::sync::Arc;

/// Parts entries that stand on one line.
const SEPARATOR: &str = "·";

/// A place where a line may end, before it is measured.
struct Place {
    at: usize,
    kind: BreakKind,
    penalty: f64,
    cut: Option<Arc<Cut>>,
}

impl Build<'_, '_> {
    /// All break points with their sums.
    pub(super) fn breaks(&mut self) -> (BreakList, Vec<Locus>) {
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
                letters: plain.letters + sums.letters,
            };
        }
        next.for_each(|place| measured.push(self, self.atoms.len(), plain, words, place));
        let end = Place { at: self.text.len(), kind: BreakKind::End, penalty: 0.0, cut: None };
        measured.push(self, self.atoms.len(), plain, words, end);
        let Measured { mut list, loci } = measured;
        let size = self.faces.first().map_or(Length::ZERO, |face| face.size);
        list.hyphens = hyphenation::price(&self.paragraph.language, size);
        list.measure_parts();
        (list, loci)
    }

    /// A middot between spaces, which parts what stands on one line.
    fn is_separator(&self, atom: &Atom) -> bool {
        &self.text[atom.bytes.start as usize..atom.bytes.end as usize] == SEPARATOR
    }

    fn sums(&self, atom: &Atom) -> Sums {
        let face = &self.faces[atom.face as usize];
        if atom.is_space() {
            return Sums { width: atom.width, space: atom.width, scaled: 0, letters: 0 };
        }
        let scaled = if face.joined { 0 } else { atom.width };
        Sums { width: atom.width, space: 0, scaled, letters: face.letters(&atom.shape.glyphs) }
    }

    /// Opportunities of the text and divisions of its words, ascending.
    fn places(&mut self) -> Vec<Place> {
        let mut places = self.divisions();
        let mut atom = 0;
        for opportunity in opportunities(self.text) {
            let kind = match self.text[..opportunity.at].chars().next_back() {
                _ if opportunity.forced => BreakKind::Forced,
                _ if opportunity.spare => BreakKind::Spare,
                Some('-' | '\u{2010}') => BreakKind::Written,
                _ => BreakKind::Plain,
            };
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

    /// Where words may be divided; not in a word that a change of style cuts, since its parts are no words, nor in words
    /// in bold among others.
    fn divisions(&self) -> Vec<Place> {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let is_strong = |run: &Run| run.emphasis == Emphasis::Strong;
        let all_strong = self.paragraph.runs.iter().all(is_strong);
        let may_divide = |atom: &&Atom| {
            let run = &self.paragraph.runs[self.faces[atom.face as usize].run];
            !atom.shape.hyphens.is_empty() && (all_strong || !is_strong(run))
        };
        let mut places = Vec::new();
        for atom in self.atoms.iter().filter(may_divide) {
            let (start, end) = (atom.bytes.start as usize, atom.bytes.end as usize);
            if letter(self.text[..start].chars().next_back()) || letter(self.text[end..].chars().next()) {
                continue;
            }
            for cut in &atom.shape.hyphens {
                let penalty = hyphen_penalty(cut.unwelcome);
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
        // A newline before the atom is no character of it.
        let cluster = (at as u32).checked_sub(atom.bytes.start);
        let glyph = atom.shape.glyphs.iter().find(|glyph| Some(glyph.cluster) == cluster);
        let RunFace { size, units_per_em, .. } = self.faces[atom.face as usize];
        glyph.map_or(0, |glyph| scaled(glyph.advance, size, units_per_em) * thousandths / 1000)
    }

    /// Protrusion of the last character before byte `at` of the atom.
    fn trail(&self, atom: &Atom, at: usize) -> i64 {
        let last = self.text[..at].char_indices().next_back();
        last.map_or(0, |(at, c)| self.hang(atom, at, c, false))
    }

    /// Protrusion of the character at byte `at`, which atom `index` holds.
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
        while let Some(gone) = build.atoms[..end].last().filter(|atom| match build.is_separator(atom) {
            // A separator vanishes with the line's end; one that is all the line stays.
            true => place.kind == BreakKind::Plain && end > 1 && build.atoms[end - 2].is_space(),
            false => atom.is_space() && (closed || !atom.tied),
        }) {
            sums = sums - build.sums(gone);
            end -= 1;
        }
        let mut trail = 0;
        if let Some(atom) = build.atoms[..end].last() {
            trail = build.trail(atom, atom.bytes.end as usize);
            // The space after the last letter belongs between letters.
            let face = &build.faces[atom.face as usize];
            let (tracking, letters) = (face.tracking, if face.joined { 0 } else { face.size.units() });
            sums = sums - Sums { width: tracking, space: 0, scaled: tracking, letters };
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
        let Place { at, kind, penalty, cut: Some(cut) } = place else { return };
        let atom = &build.atoms[index];
        let face = &build.faces[atom.face as usize];
        let is_before = |glyph: &&ShapedGlyph| glyph.cluster < cut.at;
        let glyphs_before = atom.shape.glyphs.iter().filter(is_before).count();
        let letters = face.letters(atom.shape.glyphs.iter().filter(is_before));
        let glyphs_after = atom.shape.glyphs.len() - glyphs_before;
        let width =
            |units: i32, glyphs: usize| scaled(units, face.size, face.units_per_em) + face.tracking * glyphs as i64;
        let before = width(cut.before_width, glyphs_before);
        let gone = own.width - width(cut.after_width, glyphs_after);
        let trail = match cut.hyphen {
            Some(hyphen) if build.paragraph.style.protrude => {
                scaled(hyphen.advance, face.size, face.units_per_em) * protrusion::trail('-') / 1000
            }
            Some(_) => 0,
            None => build.trail(atom, at),
        };
        let lead = build.lead(index, at);
        let after = |width: i64, hang: i64| Sums {
            width: plain.width + width + hang,
            scaled: plain.scaled + if own.scaled == 0 { 0 } else { width },
            letters: plain.letters + letters,
            ..plain
        };
        let (end, start) = (after(before, -trail), after(gone, lead));
        let between = after(gone, 0);
        self.add(BreakPoint { kind, end, start, penalty, words, at: at as u32 }, between);
        self.loci.push(Locus { end: index, start: index, cut: Some(cut), trail, lead });
    }
}

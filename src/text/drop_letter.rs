//! A drop capital as glyphs: scaled to a height, placed before the first line of its paragraph, and read as one word
//! with what follows it.
//!
//! In: lines that hold the letter and its marks. Out: a [`DropLetter`], which joins a line. The letter's ink, not its
//! advance, counts. To a reader of the file the rest of the word stands for all of it and the letter for nothing, so
//! that the word is whole in extracted text.

use super::Line;
use crate::assets::fonts::FontBook;
use crate::geometry::Length;
use crate::glyph::{Glyph, GlyphRun};
use std::sync::Arc;

/// From a mark that hangs before the letter to the letter, in ems of the mark.
const MARK_GAP: f64 = 0.06;

/// A letter over several lines, and marks that hang before it.
#[derive(Clone, Debug)]
pub struct DropLetter {
    letter: GlyphRun,
    mark: Option<GlyphRun>,
    /// What they stand for, with the space after a letter that is a word.
    words: String,
    /// Left edge of the letter's ink from its origin.
    left: Length,
    /// Width of the letter's ink.
    pub width: Length,
    /// How far the ink reaches below the baseline.
    pub below: Length,
}

impl DropLetter {
    /// Scales a letter to capitals of this height; `None` if it takes more than one face or has no ink.
    pub fn new(
        letter: &[Line],
        mark: Option<&[Line]>,
        words: &str,
        height: Length,
        fonts: &FontBook,
    ) -> Option<DropLetter> {
        let mut letter = only_run(letter)?;
        let face = fonts.face(letter.font);
        let size = height.scale(f64::from(face.units_per_em) / f64::from(face.cap_height));
        let factor = size.ratio(letter.size);
        letter.size = size;
        for glyph in &mut letter.glyphs {
            glyph.advance = glyph.advance.scale(factor);
            glyph.x_offset = glyph.x_offset.scale(factor);
            glyph.y_offset = glyph.y_offset.scale(factor);
        }
        let (left, right, below) = ink(&letter, fonts)?;
        let mark = mark.and_then(only_run);
        Some(DropLetter { letter, mark, words: words.to_owned(), left, width: right - left, below })
    }

    /// How many bytes its paragraph has lost.
    pub fn bytes(&self) -> usize {
        self.words.len()
    }

    /// Puts it before a line: its ink begins `before` left of the line's left end, its baseline `drop` below the line's.
    pub fn join(&self, line: &mut Line, before: Length, drop: Length) {
        let whole = line.runs.first_mut().is_some_and(|run| join_word(run, &self.words));
        let own = if whole { "" } else { self.words.as_str() };
        let (x, rise) = (-before - self.left, -drop);
        let letter = GlyphRun { x, rise, ..read_as(&self.letter, own) };
        let mark = self.mark.as_ref().map(|mark| {
            let x = -before - mark.width() - mark.size.scale(MARK_GAP);
            GlyphRun { x, ..read_as(mark, "") }
        });
        let rest = std::mem::take(&mut line.runs);
        line.runs = mark.into_iter().chain([letter]).chain(rest).collect();
    }
}

/// The run of a few letters.
fn only_run(lines: &[Line]) -> Option<GlyphRun> {
    let [line] = lines else { return None };
    match line.runs.as_slice() {
        [run] if !run.right_to_left => Some(run.clone()),
        _ => None,
    }
}

/// The run with all its glyphs standing for one text.
fn read_as(run: &GlyphRun, text: &str) -> GlyphRun {
    let cluster = 0..text.len() as u32;
    let glyphs = run.glyphs.iter().map(|glyph| Glyph { cluster: cluster.clone(), ..glyph.clone() }).collect();
    GlyphRun { text: Arc::from(text), glyphs, ..run.clone() }
}

/// Left and right edge of a run's ink from its origin, and how far it reaches below the baseline.
fn ink(run: &GlyphRun, fonts: &FontBook) -> Option<(Length, Length, Length)> {
    let face = fonts.face(run.font);
    let unit = |units: f32| run.size.scale(f64::from(units) / f64::from(face.units_per_em));
    let mut edges: Option<(Length, Length, Length)> = None;
    let mut pen = Length::ZERO;
    for glyph in &run.glyphs {
        let [x_min, y_min, x_max, _] = face.ink(glyph.id)?;
        let origin = pen + glyph.x_offset;
        let (left, right, below) = (origin + unit(x_min), origin + unit(x_max), -(unit(y_min) + glyph.y_offset));
        edges = Some(match edges {
            Some((l, r, b)) => (l.min(left), r.max(right), b.max(below)),
            None => (left, right, below),
        });
        pen += glyph.advance;
    }
    edges
}

/// Lets the first word of a run stand for the letters before it too; false if the run reads from right to left.
fn join_word(run: &mut GlyphRun, before: &str) -> bool {
    if run.right_to_left {
        return false;
    }
    let word = run.text.find(|c: char| c.is_whitespace() || c == '\u{AD}').unwrap_or(run.text.len());
    let (shift, end) = (before.len() as u32, (before.len() + word) as u32);
    run.text = format!("{before}{}", run.text).into();
    for Glyph { cluster, .. } in &mut run.glyphs {
        *cluster = cluster.start + shift..cluster.end + shift;
        if cluster.end <= end {
            *cluster = 0..end;
        }
    }
    true
}

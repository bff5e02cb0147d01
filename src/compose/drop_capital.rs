//! Drop capitals: the letter's size and place over the lines of the grid, and how it is read.
//!
//! In: a [`DropCapital`] and the room in its column. Out: an [`Initial`], round which the columns leave free space, and
//! which then stands in its paragraph's first line. The capital's top stands at the cap height of the first line, its
//! foot on the baseline of the last; its ink, not its advance, stands flush at the column's edge. The letter and the
//! rest of its word are one word to a reader: the glyphs of the rest stand for all of it, the letter's for nothing.

use super::type_setter::Typesetter;
use crate::assets::fonts::FontBook;
use crate::geometry::Length;
use crate::glyph::{Glyph, GlyphRun};
use crate::resolve::document::{DropCapital, PageGeometry};
use crate::text::Line;
use std::sync::Arc;

/// From a mark that hangs before the letter to the letter, in ems of the text.
const MARK_GAP: f64 = 0.06;
/// Free space between what hangs below the letter's baseline and the capitals of the line under it, in ems of the text.
const LEAST_BELOW: f64 = 0.1;

/// A drop capital with its measures.
#[derive(Clone, Debug)]
pub struct Initial {
    /// Rows that it keeps text out of.
    pub rows: i32,
    /// From the column's edge to the text beside it.
    pub width: Length,
    /// Mark and letter; x counts from the left end of the first line beside them.
    runs: Vec<GlyphRun>,
    /// What they stand for.
    text: String,
}

impl Initial {
    /// How many bytes the paragraph has lost.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }
}

/// Sets the letter beside text whose capitals are `cap_height` high.
pub fn measure(
    drop: &DropCapital,
    cap_height: Length,
    page: &PageGeometry,
    setter: &mut Typesetter,
) -> Option<Initial> {
    let mut letter = only_run(drop.letter.clone(), setter)?;
    let face = setter.fonts.face(letter.font);
    let height = page.leading * i64::from(drop.lines - 1) + cap_height;
    let size = height.scale(f64::from(face.units_per_em) / f64::from(face.cap_height));
    let factor = size.ratio(letter.size);
    letter.size = size;
    for glyph in &mut letter.glyphs {
        glyph.advance = glyph.advance.scale(factor);
        glyph.x_offset = glyph.x_offset.scale(factor);
        glyph.y_offset = glyph.y_offset.scale(factor);
    }
    let (left, right, below) = ink(&letter, setter.fonts)?;
    let width = right - left + drop.clearance;
    letter.x = -width - left;
    letter.rise = -page.leading * i64::from(drop.lines - 1);
    let text_size = setter.styles.char(drop.rest.runs.first()?.style).size;
    // A cedilla or a tail that reaches into the next line keeps its text away too.
    let hangs = below + text_size.scale(LEAST_BELOW) > page.leading - cap_height;
    let mark = drop.mark.as_ref().and_then(|mark| only_run(mark.clone(), setter)).map(|mut mark| {
        mark.x = -width - mark.width() - text_size.scale(MARK_GAP);
        mark
    });
    let runs = mark.into_iter().chain([letter]).collect();
    Some(Initial { rows: drop.lines + i32::from(hangs), width, runs, text: drop.words.clone() })
}

/// The run of a few letters; `None` if they take more than one face.
fn only_run(paragraph: crate::resolve::story::Paragraph, setter: &mut Typesetter) -> Option<GlyphRun> {
    let mut lines = setter.set(&paragraph, Length::pt(10_000.0)).lines;
    let mut line = lines.pop()?;
    match (line.runs.pop(), line.runs.is_empty()) {
        (Some(run), true) if !run.right_to_left => Some(run),
        _ => None,
    }
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

/// Puts the letter into the first line of its paragraph.
pub fn attach(initial: &Initial, line: &mut Line) {
    let mut runs = initial.runs.clone();
    let lost = initial.text.len();
    let whole = line.runs.first_mut().is_some_and(|run| join(run, &initial.text));
    let last = runs.len().saturating_sub(1);
    for (index, run) in runs.iter_mut().enumerate() {
        // A letter that is a word stands for itself.
        let text = if whole || index < last { "" } else { &initial.text };
        run.text = Arc::from(text);
        let cluster = 0..text.len() as u32;
        run.glyphs.iter_mut().for_each(|glyph| glyph.cluster = cluster.clone());
    }
    line.words.start = line.words.start.saturating_sub(lost);
    runs.append(&mut line.runs);
    line.runs = runs;
}

/// Lets the first word of a run stand for the letters before it too; false if those are a word of their own.
fn join(run: &mut GlyphRun, before: &str) -> bool {
    if before.ends_with(char::is_whitespace) || run.right_to_left {
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

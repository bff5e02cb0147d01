//! Sets one line: chosen break points become glyph runs in their final places.
//!
//! In: a paragraph, two of its points, the measure. Out: a [`Line`]. Justification first scales the glyphs in steps,
//! then the word spaces take exactly what is left; UAX #9, L2 orders the parts from left to right.

use super::breaking::{self, BreakKind, Judge, Looseness};
use super::line::Line;
use super::paragraph::{Atom, RunFace, ShapedParagraph};
use super::shape::{Cut, ShapedGlyph, scaled};
use crate::geometry::Length;
use crate::glyph::{Glyph, GlyphRun};
use crate::resolve::style::Align;
use std::ops::Range;
use unicode_bidi::{Level, ParagraphBidiInfo};

/// Steps of glyph scaling, in thousandths (SPEC of the mock-up, section 3): finer ones would ask for more instances of
/// each face than a reader can tell apart.
const SCALE_STEP: f64 = 5.0;

/// Where the line stands in its slot.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// From the slot's left end to where the measure begins.
    pub left: Length,
    pub measure: Length,
}

/// An atom, or the part of it that stands in the line.
struct Part<'p> {
    atom: &'p Atom,
    face: &'p RunFace,
    bytes: Range<usize>,
    glyphs: &'p [ShapedGlyph],
    /// Index of its first glyph's advance among the line's.
    first: usize,
    /// Added to the glyph before the hyphen.
    kern: i32,
    hyphen: Option<ShapedGlyph>,
    /// The space at which the line ends.
    vanishes: bool,
    level: u8,
}

/// How wide things are set.
struct Fill {
    scale: u16,
    /// The narrowest word space, times the one aimed at.
    least_space: f64,
}

/// The line from point `a` to point `b`.
pub fn set_line(paragraph: &ShapedParagraph, a: usize, b: usize, frame: Frame) -> Line {
    let parts = parts(paragraph, a, b);
    let (from, to) = (&paragraph.list.points[a], &paragraph.list.points[b]);
    let (lead, trail) = (paragraph.loci[a].lead, paragraph.loci[b].trail);
    let closed = matches!(to.kind, BreakKind::Forced | BreakKind::End);
    let fill = fill(paragraph, a, b, frame.measure.units(), closed);
    let mut line = Line {
        hyphenated: to.kind == BreakKind::Hyphen,
        stretch: 1.0,
        scale: fill.scale,
        first_of_paragraph: from.kind == BreakKind::Start,
        last_of_paragraph: to.kind == BreakKind::End,
        words: words(paragraph, &parts, from.at as usize),
        ..Line::default()
    };
    let (widths, set) = advances(paragraph, &parts, &fill, (lead + trail, frame.measure.units()), closed);
    line.stretch = set.stretch;
    line.width = Length::from_units(set.width);
    line.over = Length::from_units((set.width - lead - trail - frame.measure.units()).max(0));
    let x = beginning(paragraph, frame, set.width, (lead, trail)) - paragraph.style.optical_offset.units();
    line.runs = runs(paragraph, &parts, &widths, Length::from_units(x), fill.scale);
    if to.kind == BreakKind::Forced {
        end_word(&mut line.runs);
    }
    line
}

/// A forced break has no glyph: its line's last glyphs stand for a space too, so that the words of two lines stay apart
/// where they are read.
fn end_word(runs: &mut [GlyphRun]) {
    let Some(run) = runs.last_mut().filter(|run| !run.text.ends_with(char::is_whitespace)) else { return };
    let end = run.text.len() as u32;
    run.text = format!("{} ", run.text).into();
    run.glyphs.iter_mut().filter(|glyph| glyph.cluster.end == end).for_each(|glyph| glyph.cluster.end += 1);
}

fn words(paragraph: &ShapedParagraph, parts: &[Part], from: usize) -> Range<usize> {
    let end = parts.iter().filter(|part| !part.vanishes).map(|part| part.bytes.end).max();
    from..end.unwrap_or(from).min(paragraph.text.len()).max(from)
}

/// The line's parts in logical order.
fn parts(paragraph: &ShapedParagraph, a: usize, b: usize) -> Vec<Part<'_>> {
    let (from, to) = (&paragraph.loci[a], &paragraph.loci[b]);
    let last = if to.cut.is_some() { to.end + 1 } else { to.end };
    let mut parts: Vec<Part> = (from.start..last.max(from.start))
        .map(|index| {
            let start = from.cut.as_deref().filter(|_| index == from.start);
            let end = to.cut.as_deref().filter(|_| index == to.end);
            part(paragraph, index, start, end)
        })
        .collect();
    // The space at which the line breaks keeps the words of two lines apart in extracted text.
    let space = paragraph.atoms.get(to.end).filter(|atom| to.cut.is_none() && atom.is_space() && to.start > to.end);
    if let Some(atom) = space.filter(|_| !parts.is_empty()) {
        let mut part = part(paragraph, to.end, None, None);
        part.vanishes = true;
        part.level = parts.last().map_or(atom.level, |last| last.level);
        parts.push(part);
    }
    let mut first = 0;
    for part in &mut parts {
        part.first = first;
        first += part.count();
    }
    parts
}

impl Part<'_> {
    /// Glyphs with the hyphen.
    fn count(&self) -> usize {
        self.glyphs.len() + usize::from(self.hyphen.is_some())
    }

    /// Index of the glyph that is read last among the line's advances.
    fn last_letter(&self) -> usize {
        if self.level % 2 == 1 { self.first } else { self.first + self.count().saturating_sub(1) }
    }

    fn advances<'w>(&self, widths: &'w [i64]) -> &'w [i64] {
        widths.get(self.first..self.first + self.count()).unwrap_or(&[])
    }
}

fn part<'p>(paragraph: &'p ShapedParagraph, index: usize, start: Option<&'p Cut>, end: Option<&'p Cut>) -> Part<'p> {
    let atom = &paragraph.atoms[index];
    let base = atom.bytes.start as usize;
    let low = start.map_or(0, |cut| cut.at);
    let high = end.map_or(u32::MAX, |cut| cut.at);
    let source = match (start.and_then(|cut| cut.after.as_ref()), end.and_then(|cut| cut.before.as_ref())) {
        (_, Some(before)) => before,
        (Some(after), None) => after,
        (None, None) => &atom.shape.glyphs,
    };
    // Clusters rise or fall from left to right, so that those of a range are neighbours.
    let inside = |glyph: &ShapedGlyph| glyph.cluster >= low && glyph.cluster < high;
    let from = source.iter().position(inside).unwrap_or(0);
    let count = source[from..].iter().take_while(|glyph| inside(glyph)).count();
    Part {
        atom,
        face: &paragraph.faces[atom.face as usize],
        bytes: base + low as usize..end.map_or(atom.bytes.end as usize, |cut| base + cut.at as usize),
        glyphs: &source[from..from + count],
        first: 0,
        kern: end.map_or(0, |cut| cut.kern),
        hyphen: end.and_then(|cut| cut.hyphen),
        vanishes: false,
        level: atom.level,
    }
}

/// Scaling and spaces of a line, shared as in the breaker's cost.
fn fill(paragraph: &ShapedParagraph, a: usize, b: usize, measure: i64, closed: bool) -> Fill {
    let style = &paragraph.style;
    let none = Fill { scale: 1000, least_space: 1.0 };
    if style.align != Align::Justify {
        return none;
    }
    let judge = Judge::new(Some(style.justification), Looseness::Any);
    let line = paragraph.list.line(a, b);
    let letters = judge.share(line, measure).letters;
    if closed && letters >= 0.0 {
        return none;
    }
    let limit = if letters < 0.0 { style.justification.glyph_shrink } else { style.justification.glyph_stretch };
    let step = (letters * limit * 1000.0 / SCALE_STEP).round() * SCALE_STEP;
    Fill { scale: (1000.0 + step) as u16, least_space: 1.0 - style.justification.shrink }
}

struct Set {
    width: i64,
    stretch: f32,
}

/// Final advances of all glyphs, part by part in logical order.
fn advances(
    paragraph: &ShapedParagraph,
    parts: &[Part],
    fill: &Fill,
    (hang, measure): (i64, i64),
    closed: bool,
) -> (Vec<i64>, Set) {
    let mut widths: Vec<i64> = Vec::with_capacity(parts.last().map_or(0, |last| last.first + last.count()));
    let (mut text, mut aimed, mut natural) = (0, 0, 0);
    for (index, part) in parts.iter().enumerate() {
        let last = index + 1 == parts.len() || parts[index + 1].vanishes;
        if part.atom.is_space() {
            widths.resize(part.first + part.count(), 0);
        } else {
            add_advances(part, fill.scale, last, &mut widths);
            text += widths[part.first..].iter().sum::<i64>();
        }
        if part.atom.is_space() && !part.vanishes {
            aimed += part.atom.width;
            natural += part.atom.space;
        }
    }
    let mut spaces = aimed;
    if paragraph.style.align == Align::Justify {
        let mut rest = measure + hang - text;
        let mut ragged = closed;
        if !closed && natural > 0 && rest > natural {
            let from = breaking::letterspace_from(measure, paragraph.size().units());
            match letterspace(parts, &mut widths, (rest, natural), from) {
                Some(given) => rest -= given,
                None => ragged = true,
            }
        }
        // Spaces never shrink below their limit: a word too wide for the measure sticks out instead.
        let least = (aimed as f64 * fill.least_space).floor() as i64;
        spaces = if ragged && rest >= aimed { aimed } else { rest.max(least) };
    }
    let (mut seen, mut given) = (0, 0);
    for part in parts.iter().filter(|part| part.atom.is_space() && !part.vanishes) {
        seen += part.atom.width;
        let until = (i128::from(spaces) * i128::from(seen) / i128::from(aimed.max(1))) as i64;
        if let Some(width) = widths.get_mut(part.first).filter(|_| !part.glyphs.is_empty()) {
            *width = until - given;
        }
        given = until;
    }
    let stretch = if natural > 0 { spaces as f32 / natural as f32 } else { 1.0 };
    let width = widths.iter().sum();
    (widths, Set { width, stretch })
}

/// The last resort in a loose line: spaces letters by what the breaker's cost says for word spaces of `rest`, and
/// gives how much; `None` if the line is so loose that it stays ragged. After the line's last letter nothing is added.
fn letterspace(parts: &[Part], widths: &mut [i64], (rest, natural): (i64, i64), from: f64) -> Option<i64> {
    let last = parts.iter().rposition(|part| !part.vanishes).map_or(0, |last| parts[last].last_letter());
    let words = || parts.iter().filter(|part| !part.atom.is_space() && !part.face.joined);
    let count = |part: &Part, widths: &[i64]| {
        let own = part.first..part.first + part.count();
        own.filter(|at| *at != last && widths[*at] > 0).count() as i64
    };
    let letters: i64 = words().map(|part| part.face.size.units() * count(part, widths)).sum();
    let (rest, natural, room) = (rest as f64, natural as f64, letters as f64);
    if breaking::is_ragged(rest, natural, room) {
        return None;
    }
    let wanted = breaking::letterspace(rest, natural, room, from);
    let mut given = 0;
    for part in words() {
        let each = (wanted * part.face.size.units() as f64 / letters.max(1) as f64) as i64;
        for at in (part.first..part.first + part.count()).filter(|at| *at != last) {
            if widths[at] > 0 {
                widths[at] += each;
                given += each;
            }
        }
    }
    Some(given)
}

/// The advances of a word's glyphs; after the line's `last` glyph no letterspacing is set.
fn add_advances(part: &Part, scale: u16, last: bool, widths: &mut Vec<i64>) {
    let face = part.face;
    let scale = if face.joined { 1000 } else { i64::from(scale) };
    let stretched = |units: i32| (scaled(units, face.size, face.units_per_em) + face.tracking) * scale / 1000;
    widths.extend(part.glyphs.iter().map(|glyph| stretched(glyph.advance)));
    if let Some(hyphen) = &part.hyphen {
        if let Some(width) = widths[part.first..].last_mut() {
            *width += scaled(part.kern, face.size, face.units_per_em) * scale / 1000;
        }
        widths.push(stretched(hyphen.advance));
    }
    let own = &mut widths[part.first..];
    let end = if part.level % 2 == 1 { own.first_mut() } else { own.last_mut() };
    if let Some(width) = end.filter(|_| last) {
        *width -= face.tracking * scale / 1000;
    }
}

/// The first glyph's origin from the slot's left end.
fn beginning(paragraph: &ShapedParagraph, frame: Frame, width: i64, (lead, trail): (i64, i64)) -> i64 {
    let (left, measure) = (frame.left.units(), frame.measure.units());
    let (at_left, at_right) = if paragraph.right_to_left { (trail, lead) } else { (lead, trail) };
    let flush_left = left - at_left;
    let flush_right = left + measure - (width - at_right);
    match (paragraph.style.align, paragraph.right_to_left) {
        (Align::Center, _) => left + (measure - (width - at_left - at_right)) / 2 - at_left,
        (Align::Start | Align::Justify, false) | (Align::End, true) => flush_left,
        (Align::Start | Align::Justify, true) | (Align::End, false) => flush_right,
    }
}

/// Visual order of the parts.
fn order(paragraph: &ShapedParagraph, parts: &[Part]) -> Vec<usize> {
    let base = u8::from(paragraph.right_to_left);
    if parts.iter().all(|part| part.level == base) && base == 0 {
        return (0..parts.len()).collect();
    }
    let level = |part: &Part| if part.vanishes { base } else { part.level };
    let levels: Vec<Level> = parts.iter().map(|part| Level::new(level(part)).unwrap_or(Level::ltr())).collect();
    ParagraphBidiInfo::reorder_visual(&levels)
}

/// Glyph runs in the order of reading, each where it stands.
fn runs(paragraph: &ShapedParagraph, parts: &[Part], widths: &[i64], x: Length, scale: u16) -> Vec<GlyphRun> {
    let order = order(paragraph, parts);
    let mut runs = Vec::new();
    let (mut x, mut from) = (x, 0);
    while from < order.len() {
        let mut to = from + 1;
        while to < order.len() && joins(&parts[order[to - 1]], &parts[order[to]]) {
            to += 1;
        }
        let run = run(paragraph, parts, &order[from..to], widths, x, scale);
        x += run.width();
        let first = order[from..to].iter().map(|part| parts[*part].bytes.start).min();
        runs.push((first, run));
        from = to;
    }
    runs.sort_by_key(|(first, _)| *first);
    runs.into_iter().map(|(_, run)| run).collect()
}

/// Whether two parts that are neighbours on the line can be one run.
fn joins(left: &Part, right: &Part) -> bool {
    let contiguous =
        if left.level % 2 == 1 { right.bytes.end == left.bytes.start } else { left.bytes.end == right.bytes.start };
    left.level == right.level && left.atom.face == right.atom.face && contiguous
}

fn run(
    paragraph: &ShapedParagraph,
    parts: &[Part],
    order: &[usize],
    widths: &[i64],
    x: Length,
    scale: u16,
) -> GlyphRun {
    let first = &parts[order[0]];
    let face = first.face;
    let start = order.iter().map(|i| parts[*i].bytes.start).min().unwrap_or(0);
    let end = order.iter().map(|i| parts[*i].bytes.end).max().unwrap_or(start);
    let mut text = String::from(&paragraph.text[start..end]);
    let scale = if face.joined { 1000 } else { scale };
    let mut glyphs = Vec::with_capacity(order.iter().map(|i| parts[*i].count()).sum());
    for index in order {
        let part = &parts[*index];
        let widths = part.advances(widths);
        add_glyphs(part, widths, start, scale, &mut glyphs);
        if let (Some(hyphen), Some(advance)) = (&part.hyphen, widths.last()) {
            if !text.ends_with('\u{AD}') {
                text.push('\u{AD}');
            }
            let end = text.len() as u32;
            let cluster = end - '\u{AD}'.len_utf8() as u32..end;
            let advance = Length::from_units(*advance);
            glyphs.push(Glyph { id: hyphen.id, advance, x_offset: Length::ZERO, y_offset: Length::ZERO, cluster });
        }
    }
    GlyphRun {
        font: face.font,
        size: face.size,
        color: face.color,
        scale,
        x,
        rise: face.rise,
        text: text.into(),
        glyphs,
        right_to_left: first.level % 2 == 1,
        tag: face.tag,
        link: face.link,
        style: face.style,
        source: face.source,
    }
}

/// The glyphs of a part, with clusters that count from byte `start` of the paragraph.
fn add_glyphs(part: &Part, widths: &[i64], start: usize, scale: u16, glyphs: &mut Vec<Glyph>) {
    let face = part.face;
    let offset = |units: i32| scaled(units, face.size, face.units_per_em);
    let byte = |in_word: usize| (part.atom.bytes.start as usize + in_word).saturating_sub(start) as u32;
    for (glyph, advance) in part.glyphs.iter().zip(widths) {
        glyphs.push(Glyph {
            id: glyph.id,
            advance: Length::from_units(*advance),
            x_offset: Length::from_units(offset(glyph.x_offset) * i64::from(scale) / 1000),
            y_offset: Length::from_units(offset(glyph.y_offset)),
            cluster: byte(glyph.cluster as usize)..byte(cluster_end(part, glyph.cluster)),
        });
    }
}

/// The end of the cluster that begins at a byte of the part's word: the next cluster or the part's end.
fn cluster_end(part: &Part, cluster: u32) -> usize {
    let word_start = part.atom.bytes.start as usize;
    let next = part.glyphs.iter().map(|glyph| glyph.cluster).filter(|next| *next > cluster).min();
    next.map_or(part.bytes.end - word_start, |next| next as usize)
}

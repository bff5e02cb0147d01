//! Glyph runs as text-showing operators (ISO 32000-1, 9.4), such that the words come out as they were written.
//!
//! Glyphs are placed by the advances of the run: where they differ from the font's own, TJ adjusts. The pen is followed
//! with what was really written, so roundings do not add up. Where the font's ToUnicode map does not give the run's
//! words (soft hyphens, marks of their own; in print capitals set by style too), the glyphs stand in a Span with ActualText (14.9.4).
//! Runs from right to left are written word by word in reading order, each word's glyphs from left to right.

use super::clusters::{Cluster, clusters};
use super::fonts::Font;
use super::ops::Ops;
use crate::geometry::Length;
use crate::glyph::{Glyph, GlyphRun};
use std::collections::BTreeSet;

/// Writes runs of one text object.
pub(super) struct TextWriter<'o> {
    ops: &'o mut Ops,
    /// Where the current line starts, in thousandths of a point.
    line: (i64, i64),
    /// The font's index, and the reading that is set.
    font: (usize, usize),
    size: Length,
    readings: BTreeSet<(usize, usize)>,
}

/// Neighbouring clusters that are shown alike.
struct Stretch<'a> {
    clusters: Vec<Cluster<'a>>,
    actual_text: Option<String>,
    /// From the run's start; only where the stretch does not follow the one before it.
    start: Option<Length>,
}

/// Where the pen is, in points from the run's start, and what was shown but not yet written.
struct Pen<'a, 'f> {
    font: &'a Font<'f>,
    /// Points in a thousandth of an em, with horizontal scaling.
    unit: f64,
    /// Where the next glyph would stand.
    at: f64,
    /// Where it should.
    wanted: f64,
    codes: Vec<u8>,
    y_offset: Length,
    /// Whether a TJ array is open.
    open: bool,
}

impl<'o> TextWriter<'o> {
    /// Goes on in a text object whose current line starts at `line`: (0, 0) after BT.
    /// The font with this index is set in its first reading.
    pub fn resume(ops: &'o mut Ops, line: (i64, i64), font: usize) -> TextWriter<'o> {
        TextWriter { ops, line, font: (font, 0), size: Length::ZERO, readings: BTreeSet::new() }
    }

    /// The further readings that were used.
    pub fn readings(self) -> BTreeSet<(usize, usize)> {
        self.readings
    }

    /// Where the current line starts now.
    pub fn line(&self) -> (i64, i64) {
        self.line
    }

    /// Shows a run whose first glyph's origin is at `x`, `y` (thousandths of a point in the page's space). Font, size,
    /// colour and scaling are set.
    pub fn run(&mut self, run: &GlyphRun, font: &Font, x: i64, y: i64) {
        let em = run.size.to_pt() * f64::from(run.scale) / 1000.0;
        if em == 0.0 {
            return;
        }
        let mut pen = Pen {
            font,
            unit: em / 1000.0,
            at: 0.0,
            wanted: 0.0,
            codes: Vec::new(),
            y_offset: Length::ZERO,
            open: false,
        };
        self.size = run.size;
        let stretches = if run.right_to_left { words(run, font) } else { stretches(run, font) };
        if !run.right_to_left {
            self.move_to(x, y);
        }
        for stretch in stretches {
            if let Some(start) = stretch.start {
                self.close(&mut pen);
                self.jump(&mut pen, start, x, y);
            }
            if let Some(text) = &stretch.actual_text {
                self.close(&mut pen);
                self.ops.raw("/Span<</ActualText ").text_string(text).raw(">>BDC\n");
            }
            for cluster in &stretch.clusters {
                self.read(&mut pen, cluster);
                for glyph in cluster.glyphs {
                    self.glyph(&mut pen, glyph, x, y);
                }
            }
            if stretch.actual_text.is_some() {
                self.close(&mut pen);
                self.ops.op("EMC");
            }
        }
        self.set_reading(&mut pen, 0);
        self.close(&mut pen);
    }

    /// Sets the reading in which the glyphs stand for the cluster's text; stays in the present one where it can.
    fn read(&mut self, pen: &mut Pen, cluster: &Cluster) {
        let reading = match cluster.glyphs {
            [glyph] if pen.font.reads(glyph.id, self.font.1, cluster.text) => self.font.1,
            [glyph] => pen.font.reading(glyph.id, cluster.text).unwrap_or(0),
            _ => 0,
        };
        self.set_reading(pen, reading);
    }

    fn set_reading(&mut self, pen: &mut Pen, reading: usize) {
        if self.font.1 != reading {
            self.close(pen);
            self.font.1 = reading;
            self.ops.font(self.font, self.size);
            if reading > 0 {
                self.readings.insert(self.font);
            }
        }
    }

    fn glyph(&mut self, pen: &mut Pen, glyph: &Glyph, x: i64, y: i64) {
        let wanted = pen.wanted + glyph.x_offset.to_pt();
        if glyph.y_offset != pen.y_offset {
            self.close(pen);
            let dx = (wanted * 1000.0).round() as i64;
            self.move_to(x + dx, y + super::ops::milli(glyph.y_offset));
            pen.at = dx as f64 / 1000.0;
            pen.y_offset = glyph.y_offset;
        }
        let adjustment = ((pen.at - wanted) / pen.unit).round();
        if adjustment != 0.0 {
            self.flush(pen);
            self.open(pen);
            self.ops.number(adjustment as i64 * 1000);
            self.ops.buf.pop();
            pen.at -= adjustment * pen.unit;
        }
        pen.codes.extend_from_slice(&pen.font.code(glyph.id).to_be_bytes());
        pen.at += f64::from(pen.font.width(glyph.id)) * pen.unit;
        pen.wanted += glyph.advance.to_pt();
    }

    /// Moves the pen to a stretch that does not follow the one before.
    fn jump(&mut self, pen: &mut Pen, start: Length, x: i64, y: i64) {
        let dx = super::ops::milli(start);
        self.move_to(x + dx, y);
        pen.at = dx as f64 / 1000.0;
        pen.wanted = start.to_pt();
        pen.y_offset = Length::ZERO;
    }

    fn move_to(&mut self, x: i64, y: i64) {
        self.ops.numbers(&[x - self.line.0, y - self.line.1]).op("Td");
        self.line = (x, y);
    }

    fn open(&mut self, pen: &mut Pen) {
        if !pen.open {
            self.ops.raw("[");
            pen.open = true;
        }
    }

    fn flush(&mut self, pen: &mut Pen) {
        if !pen.codes.is_empty() {
            self.open(pen);
            self.ops.codes(&pen.codes);
            pen.codes.clear();
        }
    }

    fn close(&mut self, pen: &mut Pen) {
        self.flush(pen);
        if pen.open {
            self.ops.op("]TJ");
            pen.open = false;
        }
    }
}

/// Splits a run from left to right where ActualText begins or ends.
fn stretches<'a>(run: &'a GlyphRun, font: &Font) -> Vec<Stretch<'a>> {
    let mut list: Vec<Stretch> = Vec::new();
    for cluster in clusters(run) {
        let plain = reads_as_written(&cluster, font, false);
        match list.last_mut() {
            Some(last) if last.actual_text.is_none() == plain => {
                last.actual_text.iter_mut().for_each(|text| text.push_str(cluster.text));
                last.clusters.push(cluster);
            }
            _ => list.push(Stretch::new(cluster, plain)),
        }
    }
    list
}

/// Splits a run from right to left into words and spaces, in reading order.
fn words<'a>(run: &'a GlyphRun, font: &Font) -> Vec<Stretch<'a>> {
    let mut words: Vec<(Length, Vec<Cluster>)> = Vec::new();
    let mut at = Length::ZERO;
    let mut in_word = false;
    for cluster in clusters(run) {
        let is_word = !cluster.text.trim().is_empty();
        let width: Length = cluster.glyphs.iter().map(|glyph| glyph.advance).sum();
        match words.last_mut() {
            Some((_, last)) if in_word == is_word => last.push(cluster),
            _ => words.push((at, vec![cluster])),
        }
        in_word = is_word;
        at += width;
    }
    words.into_iter().rev().flat_map(|(start, clusters)| word(start, clusters, font)).collect()
}

/// The stretches of a word from right to left. A word that leaves the baseline (Nastaliq) is read as a whole, since
/// readers take its letters for several lines; in others each letter is told by itself, since some readers expect the
/// letters of such words in the order of their places.
fn word<'a>(start: Length, clusters: Vec<Cluster<'a>>, font: &Font) -> Vec<Stretch<'a>> {
    let slopes = |glyph: &Glyph| glyph.advance != Length::ZERO && glyph.y_offset != Length::ZERO;
    if clusters.iter().flat_map(|cluster| cluster.glyphs).any(slopes) {
        let text = clusters.iter().rev().map(|cluster| cluster.text).collect();
        return vec![Stretch { clusters, actual_text: Some(text), start: Some(start) }];
    }
    let mut list: Vec<Stretch> = Vec::new();
    for cluster in clusters.into_iter().flat_map(|cluster| apart(cluster, font)) {
        let plain = reads_as_written(&cluster, font, true);
        match list.last_mut() {
            Some(last) if plain && last.actual_text.is_none() => last.clusters.push(cluster),
            _ => list.push(Stretch::new(cluster, plain)),
        }
    }
    if let Some(first) = list.first_mut() {
        first.start = Some(start);
    }
    list
}

/// A letter without its dots, where its own glyph stands for the whole cluster; the dots then stand for nothing.
fn apart<'a>(cluster: Cluster<'a>, font: &Font) -> Vec<Cluster<'a>> {
    let base = cluster.base().filter(|base| font.reading(cluster.glyphs[*base].id, cluster.text).is_some());
    let Some(base) = base else { return vec![cluster] };
    let part = |glyphs: &'a [Glyph], text| (!glyphs.is_empty()).then_some(Cluster { glyphs, text });
    let (before, rest) = cluster.glyphs.split_at(base);
    let (base, after) = rest.split_at(1);
    [part(before, ""), part(base, cluster.text), part(after, "")].into_iter().flatten().collect()
}

impl<'a> Stretch<'a> {
    fn new(cluster: Cluster<'a>, plain: bool) -> Stretch<'a> {
        let actual_text = (!plain).then(|| cluster.text.to_owned());
        Stretch { clusters: vec![cluster], actual_text, start: None }
    }
}

/// Whether the glyphs' own texts, in reading order, are the cluster's text.
fn reads_as_written(cluster: &Cluster, font: &Font, right_to_left: bool) -> bool {
    let [first, rest @ ..] = cluster.glyphs else { return true };
    if rest.is_empty() {
        return font.reading(first.id, cluster.text).is_some();
    }
    let texts = cluster.glyphs.iter().map(|glyph| font.text(glyph.id));
    let joined: String = if right_to_left { texts.rev().collect() } else { texts.collect() };
    joined == cluster.text
}

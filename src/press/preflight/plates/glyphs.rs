//! Glyphs on the plates: outlines from the fonts, each rasterised once for a size and a quarter of a pixel.

use super::PER_POINT;
use crate::assets::fonts::Face;
use crate::glyph::{FontId, Glyph, GlyphRun};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider, OutlineGlyphCollection};
use std::collections::HashMap;
use zeno::{Command, Fill, Mask, Scratch, Transform, Vector};

/// Steps within a pixel, in each direction.
const STEPS: f32 = 4.0;

/// The masks made so far.
#[derive(Default)]
pub struct GlyphMasks {
    masks: HashMap<Key, GlyphMask>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    font: FontId,
    glyph: u16,
    size: i64,
    scale: u16,
    step: (u8, u8),
}

/// Coverage round a glyph's origin.
#[derive(Default)]
struct GlyphMask {
    left: i32,
    top: i32,
    width: usize,
    coverage: Vec<u8>,
}

impl GlyphMasks {
    /// Gives the coverage of a run's glyphs row by row; `at` is the first one's origin in pixels.
    pub fn run(
        &mut self,
        run: &GlyphRun,
        face: &Face,
        at: (f32, f32),
        scratch: &mut Scratch,
        mut put: impl FnMut((usize, usize), &[u8]),
    ) {
        let mut outlines = None;
        let mut advance = 0.0;
        for glyph in &run.glyphs {
            let (x, y) = place(glyph, at, advance);
            advance += glyph.advance.to_pt() as f32 * PER_POINT;
            let (column, right) = split(x);
            let (row, down) = split(y);
            let (size, scale) = (run.size.units(), run.scale);
            let key = Key { font: run.font, glyph: glyph.id, size, scale, step: (right, down) };
            let mask = self.masks.entry(key).or_insert_with(|| {
                let outlines = outlines.get_or_insert_with(|| Outlines::of(face));
                outlines.as_ref().map(|outlines| outlines.mask(key, run, scratch)).unwrap_or_default()
            });
            mask.rows(column, row, &mut put);
        }
    }
}

/// A glyph's origin in pixels.
fn place(glyph: &Glyph, (x, y): (f32, f32), advance: f32) -> (f32, f32) {
    let pixels = |length: crate::geometry::Length| length.to_pt() as f32 * PER_POINT;
    (x + advance + pixels(glyph.x_offset), y - pixels(glyph.y_offset))
}

/// The whole pixel, and how many steps beyond it.
fn split(value: f32) -> (i32, u8) {
    let steps = (value * STEPS).round();
    let whole = (steps / STEPS).floor();
    (whole as i32, (steps - whole * STEPS) as u8)
}

/// A face's outlines.
struct Outlines<'f> {
    glyphs: OutlineGlyphCollection<'f>,
    units_per_em: f32,
}

impl<'f> Outlines<'f> {
    fn of(face: &'f Face) -> Option<Outlines<'f>> {
        let glyphs = FontRef::new(face.data()).ok()?.outline_glyphs();
        Some(Outlines { glyphs, units_per_em: f32::from(face.units_per_em) })
    }

    fn mask(&self, key: Key, run: &GlyphRun, scratch: &mut Scratch) -> GlyphMask {
        let Some(glyph) = self.glyphs.get(GlyphId::from(key.glyph)) else { return GlyphMask::default() };
        let mut pen = Pen::default();
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        if glyph.draw(settings, &mut pen).is_err() || pen.0.is_empty() {
            return GlyphMask::default();
        }
        let pixels = run.size.to_pt() as f32 * PER_POINT / self.units_per_em;
        let across = pixels * f32::from(run.scale) / 1000.0;
        let (x, y) = (f32::from(key.step.0) / STEPS, f32::from(key.step.1) / STEPS);
        let placed = Transform::new(across, 0.0, 0.0, -pixels, x, y);
        let mut mask = Mask::with_scratch(pen.0.as_slice(), scratch);
        let (coverage, place) = mask.style(Fill::NonZero).transform(Some(placed)).render();
        GlyphMask { left: place.left, top: place.top, width: place.width as usize, coverage }
    }
}

impl GlyphMask {
    /// The rows of a mask whose origin lies in a pixel, as far as they lie in the raster's positive quarter.
    fn rows(&self, column: i32, row: i32, put: &mut impl FnMut((usize, usize), &[u8])) {
        if self.width == 0 {
            return;
        }
        let left = column + self.left;
        let cut = usize::try_from(-left).unwrap_or(0).min(self.width);
        for (index, coverage) in self.coverage.chunks_exact(self.width).enumerate() {
            if let Ok(line) = usize::try_from(row + self.top + index as i32) {
                put((left.max(0) as usize, line), &coverage[cut..]);
            }
        }
    }
}

/// Takes an outline over, in font units.
#[derive(Default)]
struct Pen(Vec<Command>);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(Command::MoveTo(Vector::new(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(Command::LineTo(Vector::new(x, y)));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.push(Command::QuadTo(Vector::new(cx, cy), Vector::new(x, y)));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.push(Command::CurveTo(Vector::new(ax, ay), Vector::new(bx, by), Vector::new(x, y)));
    }

    fn close(&mut self) {
        self.0.push(Command::Close);
    }
}

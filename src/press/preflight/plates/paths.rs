//! Filled and stroked paths on the plates. Upright rectangles, which most are, need no rasteriser.

use super::{PER_POINT, Plates, Renderer};
use crate::geometry::{Length, Path, Rect, Segment};
use crate::press::preflight::inks::Ink;
use zeno::{Command, Fill, Mask, Scratch, Style, Vector};

impl Renderer<'_> {
    pub(super) fn fill(&mut self, path: &Path, plates: &mut Plates, ink: Ink, owner: u32) {
        match path.as_rect() {
            Some(area) => rectangle(area, plates, |plates, place, coverage| plates.blend(place, coverage, ink, owner)),
            None => self.path(path, plates, None, |plates, place, coverage| plates.blend(place, coverage, ink, owner)),
        }
    }

    pub(super) fn stroke(&mut self, path: &Path, width: Length, plates: &mut Plates, ink: Ink, owner: u32) {
        match path.as_line(width) {
            Some(area) => rectangle(area, plates, |plates, place, coverage| plates.blend(place, coverage, ink, owner)),
            None => self.path(path, plates, Some(width), |plates, place, coverage| {
                plates.blend(place, coverage, ink, owner);
            }),
        }
    }

    /// Gives the coverage of a path row by row.
    pub(super) fn path(
        &mut self,
        path: &Path,
        plates: &mut Plates,
        stroke: Option<Length>,
        mut put: impl FnMut(&mut Plates, (usize, usize), &[u8]),
    ) {
        let Some((left, top, width, height)) = extent(path, plates, stroke) else { return };
        let commands = commands(path, plates);
        self.mask.clear();
        self.mask.resize(width * height, 0);
        let style = match stroke {
            Some(width) => Style::Stroke(zeno::Stroke::new(width.to_pt() as f32 * PER_POINT)),
            None => Style::Fill(if path.even_odd { Fill::EvenOdd } else { Fill::NonZero }),
        };
        render(&commands, style, (left, top), (width, height), &mut self.scratch, &mut self.mask);
        for (row, coverage) in self.mask.chunks_exact(width).enumerate() {
            put(plates, (left, top + row), coverage);
        }
    }
}

/// The coverage of a path in a window of the raster.
fn render(
    commands: &[Command],
    style: Style,
    (left, top): (usize, usize),
    (width, height): (usize, usize),
    scratch: &mut Scratch,
    mask: &mut [u8],
) {
    let mut maker = Mask::with_scratch(commands, scratch);
    maker.style(style).size(width as u32, height as u32);
    maker.render_offset(Vector::new(-(left as f32), -(top as f32)));
    maker.render_into(mask, None);
}

/// The pixels that a path may touch: left, top, width, height. `None` where it leaves the raster or is empty.
fn extent(path: &Path, plates: &Plates, stroke: Option<Length>) -> Option<(usize, usize, usize, usize)> {
    let bounds = path.hull()?;
    let reach = stroke.map_or(0.0, |width| width.to_pt() as f32 * PER_POINT);
    let within = |value: f32, most: usize| (value.max(0.0) as usize).min(most);
    let left = within(plates.x(bounds.left) - reach, plates.width);
    let top = within(plates.y(bounds.top) - reach, plates.height);
    let right = within((plates.x(bounds.right) + reach).ceil(), plates.width);
    let bottom = within((plates.y(bounds.bottom) + reach).ceil(), plates.height);
    (left < right && top < bottom).then(|| (left, top, right - left, bottom - top))
}

fn commands(path: &Path, plates: &Plates) -> Vec<Command> {
    let at = |p: &crate::geometry::Point| Vector::new(plates.x(p.x), plates.y(p.y));
    let command = |segment: &Segment| match segment {
        Segment::Move(p) => Command::MoveTo(at(p)),
        Segment::Line(p) => Command::LineTo(at(p)),
        Segment::Cubic(a, b, p) => Command::CurveTo(at(a), at(b), at(p)),
        Segment::Close => Command::Close,
    };
    path.segments.iter().map(command).collect()
}

/// Gives the coverage of an upright rectangle row by row.
pub(super) fn rectangle(area: Rect, plates: &mut Plates, mut put: impl FnMut(&mut Plates, (usize, usize), &[u8])) {
    let across = shares(plates.x(area.left), plates.x(area.right), plates.width);
    let down = shares(plates.y(area.top), plates.y(area.bottom), plates.height);
    let mut row = vec![0; across.1.len()];
    for (index, share) in down.1.iter().enumerate() {
        for (coverage, along) in row.iter_mut().zip(&across.1) {
            *coverage = (share * along * 255.0).round() as u8;
        }
        put(plates, (across.0, down.0 + index), &row);
    }
}

/// How much of each pixel a stretch covers: the first pixel, and the share of it and of those that follow.
fn shares(from: f32, to: f32, count: usize) -> (usize, Vec<f32>) {
    let (from, to) = (from.clamp(0.0, count as f32), to.clamp(0.0, count as f32));
    let (first, end) = (from.floor() as usize, to.ceil() as usize);
    let share = |pixel: usize| (to.min(pixel as f32 + 1.0) - from.max(pixel as f32)).max(0.0);
    (first, (first..end).map(share).collect())
}

//! Pictures on the plates: each pixel takes the mean of the part of the picture that it shows.

use super::paths::rectangle;
use super::{Plates, Renderer, mix};
use crate::assets::PictureId;
use crate::assets::pictures::{Orientation, PictureKind};
use crate::geometry::{Crop, Path, Rect};
use crate::press::pictures::Preview;
use crate::press::preflight::inks::Ink;

impl Renderer<'_> {
    pub(super) fn picture(
        &mut self,
        (picture, area, crop): (PictureId, Rect, Crop),
        clip: Option<&Path>,
        plates: &mut Plates,
        owner: u32,
    ) {
        if let Some(paths) = self.drawing(picture, area, crop) {
            // A drawing that is cut is seen inside the clip alone; it stands on the page as a form of plain fills.
            for (path, ink) in paths {
                self.fill(&path, plates, ink, owner);
            }
            return;
        }
        let Some(preview) = self.previews.get(picture) else { return };
        let orientation = match self.pictures.get(picture).map(|held| &held.kind) {
            Some(PictureKind::Jpeg(jpeg)) => jpeg.orientation,
            _ => Orientation::UPRIGHT,
        };
        let (left, top) = (plates.x(area.left), plates.y(area.top));
        let sampler = Sampler { preview, orientation, area, crop, left, top };
        let put = |plates: &mut Plates, place: (usize, usize), coverage: &[u8]| {
            sampler.row(plates, place, coverage, owner);
        };
        match clip {
            Some(path) => self.path(path, plates, None, put),
            None => rectangle(area, plates, put),
        }
    }

    fn drawing(&self, picture: PictureId, area: Rect, crop: Crop) -> Option<Vec<(Path, Ink)>> {
        let drawing = match &self.pictures.get(picture)?.kind {
            PictureKind::Vector(drawing) => drawing,
            _ => return None,
        };
        let inked = |(path, color)| (path, self.inks.of_path(crate::color::Paint::Srgb(color), false));
        Some(drawing.placed(area, crop).into_iter().map(inked).collect())
    }
}

/// A picture in its place.
struct Sampler<'p> {
    preview: &'p Preview,
    orientation: Orientation,
    area: Rect,
    crop: Crop,
    left: f32,
    top: f32,
}

impl Sampler<'_> {
    fn row(&self, plates: &mut Plates, (left, row): (usize, usize), coverage: &[u8], owner: u32) {
        let coverage = &coverage[..coverage.len().min(plates.width.saturating_sub(left))];
        let down = self.share(row, self.top, self.area.height().to_pt(), (self.crop.top, self.crop.bottom));
        let start = row * plates.width + left;
        let Some(pixels) = plates.inks.get_mut(start..start + coverage.len()) else { return };
        for (index, (pixel, covered)) in pixels.iter_mut().zip(coverage).enumerate().filter(|(_, (_, c))| **c > 0) {
            let across = (self.crop.left, self.crop.right);
            let across = self.share(left + index, self.left, self.area.width().to_pt(), across);
            let (from, to) = (self.orientation.reverse(across.0, down.0), self.orientation.reverse(across.1, down.1));
            let (levels, opacity) = self.preview.mean((from.0, to.0), (from.1, to.1));
            let covered = (u32::from(*covered) * u32::from(opacity) / 255) as u8;
            let [c, m, y, k] = levels;
            mix(pixel, Ink { levels: [c, m, y, k, 0], overprints: false }, covered);
        }
        plates.own(start, coverage, owner);
    }

    /// From a pixel of the plates to a stretch of the picture, in fractions of it.
    fn share(&self, pixel: usize, start: f32, length: f64, (from, to): (f64, f64)) -> (f64, f64) {
        let per_pixel = (to - from) / (length * f64::from(super::PER_POINT)).max(1e-6);
        let at = |pixel: f64| (from + (pixel - f64::from(start)) * per_pixel).clamp(from, to);
        (at(pixel as f64), at(pixel as f64 + 1.0))
    }
}

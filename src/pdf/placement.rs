//! Where a picture stands on a page: its matrix, its clip.
//!
//! In: what is seen (`area`) and which part of the picture that is (`crop`). Out: the operators that paint a picture's
//! XObject. An image's own space is the unit square, `y` up (ISO 32000-1, 8.9.5.1); a camera's orientation is part of
//! the matrix. A drawing's form is a thousand units wide.

use super::canvas::Canvas;
use super::document::Document;
use super::ops::Ops;
use crate::assets::PictureId;
use crate::assets::pictures::{Orientation, Picture, PictureKind};
use crate::geometry::{Crop, Path, Rect};

/// The width of a drawing's form, in its units.
pub(super) const FORM_WIDTH: f64 = 1000.0;

/// A picture in its place.
pub(super) struct Placed {
    area: Rect,
    crop: Crop,
    orientation: Orientation,
    /// Width and height of the XObject's own space.
    space: (f64, f64),
}

/// The height of a drawing's form, in its units.
pub(super) fn form_height(picture: &Picture) -> f64 {
    FORM_WIDTH * picture.size.1 / picture.size.0
}

/// The index of a picture among those used, and its placement.
pub(super) fn of(document: &Document, id: PictureId, area: Rect, crop: Crop) -> Option<(usize, Placed)> {
    let index = document.picture_index(id)?;
    let picture = document.pictures.get(id)?;
    let (orientation, space) = match &picture.kind {
        PictureKind::Jpeg(jpeg) => (jpeg.orientation, (1.0, 1.0)),
        PictureKind::Png(_) => (Orientation::UPRIGHT, (1.0, 1.0)),
        PictureKind::Vector(_) => (Orientation::UPRIGHT, (FORM_WIDTH, form_height(picture))),
    };
    Some((index, Placed { area, crop, orientation, space }))
}

impl Placed {
    /// Paints it, cut to its area and to `clip` (ISO 32000-1, 8.5.4).
    pub fn write(&self, ops: &mut Ops, canvas: &Canvas, index: usize, clip: Option<&Path>) {
        ops.op("q");
        if self.crop != Crop::WHOLE {
            canvas.rectangle(ops, self.area);
            ops.op("W n");
        }
        if let Some(path) = clip {
            canvas.path(ops, path);
            ops.op(if path.even_odd { "W* n" } else { "W n" });
        }
        for value in self.matrix(canvas) {
            ops.factor(value);
        }
        ops.op("cm").name("P", index).op("Do").op("Q");
    }

    /// From the XObject's space to the page's.
    fn matrix(&self, canvas: &Canvas) -> [f64; 6] {
        let part = |from: f64, to: f64| (to - from).max(1e-6);
        let left = canvas.x(self.area.left) as f64 / 1000.0;
        let top = canvas.y(self.area.top) as f64 / 1000.0;
        let width = (canvas.x(self.area.right) as f64 / 1000.0 - left) / part(self.crop.left, self.crop.right);
        let height = (top - canvas.y(self.area.bottom) as f64 / 1000.0) / part(self.crop.top, self.crop.bottom);
        let seen = |x: f64, y: f64| {
            let (s, t) = self.orientation.apply(x, 1.0 - y);
            (left + (s - self.crop.left) * width, top - (t - self.crop.top) * height)
        };
        let (origin, along_x, along_y) = (seen(0.0, 0.0), seen(1.0, 0.0), seen(0.0, 1.0));
        let (sx, sy) = self.space;
        [
            (along_x.0 - origin.0) / sx,
            (along_x.1 - origin.1) / sx,
            (along_y.0 - origin.0) / sy,
            (along_y.1 - origin.1) / sy,
            origin.0,
            origin.1,
        ]
    }
}

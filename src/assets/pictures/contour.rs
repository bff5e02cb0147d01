//! The convex outline of what is seen of a cut-out picture.
//!
//! In: a picture. Out: a [`Contour`] in fractions of it. Of pixels those count that are more than faint; of a drawing
//! all points of its shapes. Of each row only the first and the last opaque pixel can be corners of a hull.

use super::{Picture, PictureKind, Png, Problem, VectorPicture};
use crate::geometry::convex::Contour;

/// Opacity from which a pixel counts, of 255: fainter ones are the rests of a shadow or of a careless cut.
const OPAQUE: u8 = 32;

/// `None` where nothing is transparent.
pub(super) fn of(picture: &Picture) -> Result<Option<Contour>, Problem> {
    match &picture.kind {
        PictureKind::Jpeg(_) => Ok(None),
        PictureKind::Png(png) => of_pixels(png),
        PictureKind::Vector(drawing) => Ok(of_drawing(drawing)),
    }
}

fn of_pixels(png: &Png) -> Result<Option<Contour>, Problem> {
    if !png.has_alpha {
        return Ok(None);
    }
    let Some(alpha) = png.decode()?.alpha else { return Ok(None) };
    let mut corners = Vec::new();
    let (across, down) = (f64::from(png.width), f64::from(png.height));
    for (y, row) in alpha.chunks_exact((png.width as usize).max(1)).enumerate() {
        let ends = row.iter().position(|a| *a >= OPAQUE).zip(row.iter().rposition(|a| *a >= OPAQUE));
        let Some((first, last)) = ends else { continue };
        let (left, right) = (first as f64 / across, (last + 1) as f64 / across);
        let (top, bottom) = (y as f64 / down, (y + 1) as f64 / down);
        corners.extend([[left, top], [right, top], [left, bottom], [right, bottom]]);
    }
    // A single pixel has an area: no contour means that no pixel counts.
    Contour::around(corners).map(Some).ok_or(Problem::Invisible)
}

fn of_drawing(drawing: &VectorPicture) -> Option<Contour> {
    let (width, height) = drawing.size;
    let points = drawing.paths.iter().flat_map(|path| path.points());
    Contour::around(points.map(|(x, y)| [x / width, y / height]).collect())
}

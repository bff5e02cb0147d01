//! Pictures that may stand in the screen edition as they came.
//!
//! In: a picture of pixels, how fine it is. Out: whether nothing need be done to it, without decoding it; and how many bytes it
//! brings, where it may stand at all. PDF/A-2 takes JPEG in greys and RGB, baseline and progressive, as they are, and so PNG's compressed
//! pixels (ISO 32000-1, 7.4.4.4). Inks are for paper: their profile alone would weigh more than the pages.

use crate::assets::pictures::{Components, Jpeg, Picture, PictureKind, Png};
use crate::color::engine::is_srgb;

/// Profiles of RGB spaces have some hundred bytes; what has more was made for one device, and the picture is converted.
const MOST_PROFILE_BYTES: usize = 4096;
/// Bits a pixel. A photograph needs more in PNG; what needs less would not become smaller as JPEG.
const LIGHT: usize = 2;

/// Whether a picture stands as it came. `scale` is how many pixels may be wanted for each one that it has, 1 or more where it
/// has no more than enough.
pub(super) fn is_small(picture: &Picture, scale: f64) -> bool {
    scale >= 1.0
        && match &picture.kind {
            PictureKind::Jpeg(jpeg) => of_jpeg(jpeg).is_some(),
            PictureKind::Png(png) => {
                let most = png.width as usize * png.height as usize * LIGHT / 8;
                of_png(png).is_some_and(|bytes| bytes <= most)
            }
            PictureKind::Vector(_) => false,
        }
}

/// The bytes of a picture that stands as it came; `None` where it cannot.
pub(super) fn bytes(picture: &Picture) -> Option<usize> {
    match &picture.kind {
        PictureKind::Jpeg(jpeg) => of_jpeg(jpeg),
        PictureKind::Png(png) => of_png(png),
        PictureKind::Vector(_) => None,
    }
}

fn of_jpeg(jpeg: &Jpeg) -> Option<usize> {
    let profile = jpeg.profile.as_ref().map_or(0, Vec::len);
    (jpeg.components != Components::Cmyk && profile <= MOST_PROFILE_BYTES).then_some(jpeg.bytes.len() + profile)
}

fn of_png(png: &Png) -> Option<usize> {
    let packed = png.packed()?;
    let is_plain = png.profile().is_none_or(|profile| is_srgb(&profile));
    is_plain.then(|| packed.data.len() + packed.palette.map_or(0, |palette| palette.len()))
}

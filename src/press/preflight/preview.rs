//! Pictures in small for the plates: what was kept when they were prepared.
//!
//! Grey JPEG files that pass as they are were never decoded; they are when their pixels are first wanted.

use crate::assets::PictureId;
use crate::assets::pictures::{PictureKind, Pictures};
use crate::press::pictures::{Prepared, Preview, Space};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// The pictures' previews.
pub struct Previews<'a> {
    pictures: &'a Pictures,
    prepared: &'a Prepared,
    wanted: BTreeSet<PictureId>,
    on_screen: bool,
    decoded: Vec<OnceLock<Option<Preview>>>,
}

impl<'a> Previews<'a> {
    /// `wanted` are those to be decoded where nothing was kept.
    pub fn new(pictures: &'a Pictures, prepared: &'a Prepared, wanted: BTreeSet<PictureId>) -> Previews<'a> {
        let decoded = (0..pictures.len()).map(|_| OnceLock::new()).collect();
        Previews { pictures, prepared, wanted, on_screen: false, decoded }
    }

    /// In the colours of a screen, as [`super::inks::Inks::on_screen`] has them.
    pub fn on_screen(pictures: &'a Pictures, prepared: &'a Prepared, wanted: BTreeSet<PictureId>) -> Previews<'a> {
        Previews { on_screen: true, ..Previews::new(pictures, prepared, wanted) }
    }

    /// `None` for a picture that has no pixels, was not prepared, or is not wanted.
    pub fn get(&self, id: PictureId) -> Option<&Preview> {
        if self.on_screen {
            let decoded = self.decoded.get(id.0 as usize).filter(|_| self.wanted.contains(&id))?;
            return decoded.get_or_init(|| self.decode_for_screen(id)).as_ref();
        }
        let prepared = self.prepared.get(id)?;
        if prepared.preview.is_some() || !self.wanted.contains(&id) {
            return prepared.preview.as_ref();
        }
        self.decoded.get(id.0 as usize)?.get_or_init(|| self.decode(id)).as_ref()
    }

    fn decode_for_screen(&self, id: PictureId) -> Option<Preview> {
        let bytes = match &self.pictures.get(id)?.kind {
            PictureKind::Jpeg(jpeg) => &jpeg.bytes,
            PictureKind::Png(png) => &png.bytes,
            PictureKind::Vector(_) => return None,
        };
        let pixels = image::load_from_memory(bytes).ok()?.into_rgba8();
        let lacks = |[red, green, blue, _]: [u8; 4]| [255 - red, 255 - green, 255 - blue, 0];
        let lacking: Vec<u8> = pixels.pixels().flat_map(|pixel| lacks(pixel.0)).collect();
        let alpha: Vec<u8> = pixels.pixels().map(|pixel| pixel.0[3]).collect();
        Some(Preview::of(&lacking, Space::Cmyk, pixels.dimensions(), Some(&alpha)))
    }

    fn decode(&self, id: PictureId) -> Option<Preview> {
        let PictureKind::Jpeg(jpeg) = &self.pictures.get(id)?.kind else { return None };
        let gray = image::load_from_memory_with_format(&jpeg.bytes, image::ImageFormat::Jpeg).ok()?.into_luma8();
        Some(Preview::of(gray.as_raw(), Space::Black, gray.dimensions(), None))
    }
}

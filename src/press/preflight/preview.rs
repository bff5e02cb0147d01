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
    decoded: Vec<OnceLock<Option<Preview>>>,
}

impl<'a> Previews<'a> {
    /// `wanted` are those to be decoded where nothing was kept.
    pub fn new(pictures: &'a Pictures, prepared: &'a Prepared, wanted: BTreeSet<PictureId>) -> Previews<'a> {
        let decoded = (0..pictures.len()).map(|_| OnceLock::new()).collect();
        Previews { pictures, prepared, wanted, decoded }
    }

    /// `None` for a picture that has no pixels, was not prepared, or is not wanted.
    pub fn get(&self, id: PictureId) -> Option<&Preview> {
        let prepared = self.prepared.get(id)?;
        if prepared.preview.is_some() || !self.wanted.contains(&id) {
            return prepared.preview.as_ref();
        }
        self.decoded.get(id.0 as usize)?.get_or_init(|| self.decode(id)).as_ref()
    }

    fn decode(&self, id: PictureId) -> Option<Preview> {
        let PictureKind::Jpeg(jpeg) = &self.pictures.get(id)?.kind else { return None };
        let gray = image::load_from_memory_with_format(&jpeg.bytes, image::ImageFormat::Jpeg).ok()?.into_luma8();
        Some(Preview::of(gray.as_raw(), Space::Black, gray.dimensions(), None))
    }
}

//! Prepared pictures as image XObjects (ISO 32000-1, 8.9.5): in process inks, or in greys on the black plate alone.
//!
//! In: a [`PreparedPicture`]. Out: its objects. Greys are written as tints of the separation Black and not as DeviceGray,
//! which a workflow may turn to four inks; the office edition has no workflow and takes DeviceGray.

use super::document::Document;
use super::xobjects::{PictureObjects, write_packed_rows};
use super::{Edition, stream};
use crate::assets::PictureId;
use crate::assets::pictures::PictureKind;
use crate::press::pictures::{Coding, PreparedPicture, Space};
use pdf_writer::writers::ImageXObject;
use pdf_writer::{Chunk, Filter, Finish, Name, Ref};

/// Writes a prepared picture under the numbers that start with `first`, but for the data of a JPEG.
pub(super) fn write(document: &Document, picture: &PreparedPicture, first: Ref) -> PictureObjects {
    let mut objects = PictureObjects::opaque();
    let size = (picture.width, picture.height);
    let mask = picture.mask.as_ref().map(|packed| {
        let id = Ref::new(first.get() + 1);
        write_packed_rows(objects.objects.stream(), id, packed, size, 1, |xobject| xobject.color_space().device_gray());
        id
    });
    objects.transparent = mask.is_some();
    objects.uses_black = picture.space == Space::Black && document.edition != Edition::Office;
    match &picture.coding {
        Coding::Untouched | Coding::Jpeg(_) => {}
        Coding::Samples(packed) => {
            write_packed_rows(objects.objects.stream(), first, packed, size, picture.space.channels(), |xobject| {
                write_space(document, picture, xobject);
                write_decode(document, picture, xobject);
                finish_mask(mask, xobject);
            });
        }
        Coding::Indexed { colors, indices } => {
            write_packed_rows(objects.objects.stream(), first, indices, size, 1, |xobject| {
                let mut space = xobject.insert(Name(b"ColorSpace")).array();
                space.item(Name(b"Indexed")).item(Name(b"DeviceCMYK"));
                space.item(colors.len() as i32 / 4 - 1).item(pdf_writer::Str(colors));
                space.finish();
                finish_mask(mask, xobject);
            });
        }
    }
    objects
}

/// The data of a JPEG, as [`super::xobjects::write_jpeg_data`] writes them; empty for other codings.
pub(super) fn write_data(document: &Document, id: PictureId, picture: &PreparedPicture, first: Ref) -> Chunk {
    let mut chunk = stream::chunk();
    let (bytes, inverted) = match (&picture.coding, document.pictures.get(id).map(|picture| &picture.kind)) {
        (Coding::Jpeg(bytes), _) => (bytes, picture.space == Space::Cmyk),
        (Coding::Untouched, Some(PictureKind::Jpeg(jpeg))) => (&jpeg.bytes, jpeg.inverted),
        _ => return chunk,
    };
    let mut xobject = chunk.image_xobject(first, bytes);
    xobject.filter(Filter::DctDecode);
    xobject.width(picture.width as i32).height(picture.height as i32).bits_per_component(8);
    write_space(document, picture, &mut xobject);
    match picture.space {
        // Adobe's habit.
        Space::Cmyk if inverted => drop(xobject.decode([1.0, 0.0].repeat(4))),
        Space::Cmyk => {}
        Space::Black => write_decode(document, picture, &mut xobject),
    }
    let mask = picture.mask.as_ref().map(|_| Ref::new(first.get() + 1));
    finish_mask(mask, &mut xobject);
    xobject.finish();
    chunk
}

fn write_space(document: &Document, picture: &PreparedPicture, xobject: &mut ImageXObject) {
    match picture.space {
        Space::Cmyk => xobject.color_space().device_cmyk(),
        Space::Black if document.edition == Edition::Office => xobject.color_space().device_gray(),
        Space::Black => drop(xobject.pair(Name(b"ColorSpace"), document.plan.black)),
    }
}

/// A grey's level is what ink leaves of the paper.
fn write_decode(document: &Document, picture: &PreparedPicture, xobject: &mut ImageXObject) {
    if picture.space == Space::Black && document.edition != Edition::Office {
        xobject.decode([1.0, 0.0]);
    }
}

fn finish_mask(mask: Option<Ref>, xobject: &mut ImageXObject) {
    if let Some(mask) = mask {
        xobject.s_mask(mask);
    }
}

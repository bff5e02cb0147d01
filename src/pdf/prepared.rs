//! Prepared pictures as image XObjects (ISO 32000-1, 8.9.5): in process inks, in greys on the black plate alone, or in sRGB.
//!
//! In: a [`PreparedPicture`]. Out: its objects. Greys are written as tints of the separation Black and not as DeviceGray,
//! which a workflow may turn to four inks; the office and the screen edition have no workflow and take DeviceGray. DeviceRGB is that of
//! the screen edition's output intent.

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
    objects.uses_black = on_black_plate(document, picture);
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
                let base = if picture.space == Space::Rgb { Name(b"DeviceRGB") } else { Name(b"DeviceCMYK") };
                space.item(Name(b"Indexed")).item(base);
                space.item((colors.len() / picture.space.channels()) as i32 - 1).item(pdf_writer::Str(colors));
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
        Space::Cmyk | Space::Rgb => {}
        Space::Black => write_decode(document, picture, &mut xobject),
    }
    let mask = picture.mask.as_ref().map(|_| Ref::new(first.get() + 1));
    finish_mask(mask, &mut xobject);
    xobject.finish();
    chunk
}

fn on_black_plate(document: &Document, picture: &PreparedPicture) -> bool {
    picture.space == Space::Black && document.edition == Edition::Print
}

fn write_space(document: &Document, picture: &PreparedPicture, xobject: &mut ImageXObject) {
    match picture.space {
        Space::Cmyk => xobject.color_space().device_cmyk(),
        Space::Rgb => xobject.color_space().device_rgb(),
        Space::Black if on_black_plate(document, picture) => {
            xobject.pair(Name(b"ColorSpace"), document.plan.black);
        }
        Space::Black => xobject.color_space().device_gray(),
    }
}

/// A grey's level is what ink leaves of the paper.
fn write_decode(document: &Document, picture: &PreparedPicture, xobject: &mut ImageXObject) {
    if on_black_plate(document, picture) {
        xobject.decode([1.0, 0.0]);
    }
}

fn finish_mask(mask: Option<Ref>, xobject: &mut ImageXObject) {
    if let Some(mask) = mask {
        xobject.s_mask(mask);
    }
}

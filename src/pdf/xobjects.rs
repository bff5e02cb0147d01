//! Pictures as XObjects (ISO 32000-1, 8.9.5 and 8.10): each once, however many pages show it.
//!
//! In: a picture. Out: its objects. What was prepared for the edition stands as [`prepared`] writes it. Of others, JPEG
//! data pass through as DCTDecode, compressed PNG data where they can; other PNG pixels are compressed again, with their
//! opacity as a soft mask; drawings become forms in the edition's colours.

use super::canvas::Canvas;
use super::content::fill_color;
use super::document::Document;
use super::objects::Objects;
use super::ops::Ops;
use super::{placement, prepared, stream};
use crate::assets::PictureId;
use crate::assets::pictures::{
    Components, DecodedPng, Jpeg, PackedPng, Picture, PictureKind, Png, Problem, VectorPicture, pack_rows,
};
use crate::color::{Paint, engine, icc};
use crate::geometry::{Crop, Length, Point, Rect, Size};
use pdf_writer::{Chunk, Filter, Finish, Name, Ref};

/// A picture's objects.
pub(super) struct PictureObjects {
    pub objects: Objects,
    /// Which shared profiles it names.
    pub uses_srgb: bool,
    pub uses_print_profile: bool,
    /// It names the separation of the black plate.
    pub uses_black: bool,
    pub transparent: bool,
}

impl PictureObjects {
    pub(super) fn opaque() -> PictureObjects {
        PictureObjects {
            objects: Objects::new(),
            uses_srgb: false,
            uses_print_profile: false,
            uses_black: false,
            transparent: false,
        }
    }
}

/// Writes a picture under the numbers that start with `first`; fails when its data cannot be decoded.
pub(super) fn write(document: &Document, id: PictureId, first: Ref) -> Result<PictureObjects, Problem> {
    let Some(picture) = document.pictures.get(id) else { return Ok(PictureObjects::opaque()) };
    if let Some(picture) = document.prepared.get(id) {
        return Ok(prepared::write(document, picture, first));
    }
    match &picture.kind {
        PictureKind::Jpeg(jpeg) => Ok(prepare_jpeg(jpeg, first)),
        PictureKind::Png(png) => write_png(png, first),
        PictureKind::Vector(vector) => Ok(write_drawing(document, picture, vector, first)),
    }
}

/// What a JPEG needs beside its data.
fn prepare_jpeg(jpeg: &Jpeg, first: Ref) -> PictureObjects {
    let mut objects = PictureObjects::opaque();
    match (own_profile(jpeg), jpeg.components) {
        (Some(data), ..) => {
            let packed = stream::deflate(data);
            objects.objects.stream().icc_profile(profile_ref(first), &packed).n(3).filter(Filter::FlateDecode);
        }
        (None, Components::Cmyk) => objects.uses_print_profile = true,
        _ => {}
    }
    objects
}

/// The data of a JPEG; written when they are to be put into the file, so that they are in memory only once more. Empty for
/// other pictures.
pub(super) fn write_jpeg_data(document: &Document, id: PictureId, first: Ref) -> Chunk {
    let mut chunk = stream::chunk();
    let Some(PictureKind::Jpeg(jpeg)) = document.pictures.get(id).map(|picture| &picture.kind) else { return chunk };
    let mut xobject = chunk.image_xobject(first, &jpeg.bytes);
    xobject.filter(Filter::DctDecode);
    xobject.width(jpeg.width as i32).height(jpeg.height as i32).bits_per_component(8);
    match jpeg.components {
        Components::Gray => xobject.color_space().device_gray(),
        Components::Rgb if own_profile(jpeg).is_some() => xobject.color_space().icc_based(profile_ref(first)),
        Components::Rgb => xobject.color_space().device_rgb(),
        Components::Cmyk => xobject.color_space().icc_based(document.plan.print),
    }
    if jpeg.inverted {
        xobject.decode([1.0, 0.0].repeat(4));
    }
    if jpeg.plain_rgb {
        xobject.insert(Name(b"DecodeParms")).dict().pair(Name(b"ColorTransform"), 0);
    }
    xobject.finish();
    chunk
}

fn profile_ref(first: Ref) -> Ref {
    Ref::new(first.get() + 2)
}

/// The profile that the file brings along, where a PDF may embed it and has not got it already.
fn own_profile(jpeg: &Jpeg) -> Option<&[u8]> {
    let profile = jpeg.profile.as_deref().filter(|_| jpeg.components == Components::Rgb);
    profile.filter(|data| icc::is_rgb(data) && !engine::is_srgb(data))
}

fn write_png(png: &Png, first: Ref) -> Result<PictureObjects, Problem> {
    if let Some(packed) = png.packed() {
        return Ok(write_packed_png(png, &packed, first));
    }
    let DecodedPng { color, gray, alpha } = png.decode()?;
    let (image, mask) = (first, Ref::new(first.get() + 1));
    let mut objects = PictureObjects::opaque();
    objects.transparent = alpha.is_some();
    let channels = if gray { 1 } else { 3 };
    if let Some(alpha) = &alpha {
        write_samples(objects.objects.stream(), mask, png, alpha, 1, |xobject| xobject.color_space().device_gray());
    }
    write_samples(objects.objects.stream(), image, png, &color, channels, |xobject| {
        match gray {
            true => xobject.color_space().device_gray(),
            false => xobject.color_space().device_rgb(),
        }
        if alpha.is_some() {
            xobject.s_mask(mask);
        }
    });
    Ok(objects)
}

/// PNG's compression and row filters are PDF's too (7.4.4.4).
fn write_packed_png(png: &Png, packed: &PackedPng, first: Ref) -> PictureObjects {
    let mut objects = PictureObjects::opaque();
    let mut xobject = objects.objects.stream().image_xobject(first, &packed.data);
    xobject.filter(Filter::FlateDecode);
    xobject.width(png.width as i32).height(png.height as i32).bits_per_component(i32::from(packed.depth));
    match &packed.palette {
        None if packed.channels == 3 => xobject.color_space().device_rgb(),
        None => xobject.color_space().device_gray(),
        Some(colors) => {
            let colors = &colors[..colors.len() / 3 * 3];
            let mut space = xobject.insert(Name(b"ColorSpace")).array();
            space.item(Name(b"Indexed")).item(Name(b"DeviceRGB"));
            space.item(colors.len() as i32 / 3 - 1).item(pdf_writer::Str(colors));
        }
    }
    let mut parameters = xobject.decode_parms();
    parameters.predictor(pdf_writer::types::Predictor::PngOptimum).colors(i32::from(packed.channels));
    parameters.columns(png.width as i32).bits_per_component(i32::from(packed.depth));
    parameters.finish();
    xobject.finish();
    objects
}

/// An image of 8-bit samples.
fn write_samples(
    chunk: &mut Chunk,
    id: Ref,
    png: &Png,
    samples: &[u8],
    channels: usize,
    finish: impl FnOnce(&mut pdf_writer::writers::ImageXObject),
) {
    let packed = pack_rows(samples, png.width as usize, channels);
    write_packed_rows(chunk, id, &packed, (png.width, png.height), channels, finish);
}

/// An image of 8-bit samples that [`pack_rows`] has packed.
pub(super) fn write_packed_rows(
    chunk: &mut Chunk,
    id: Ref,
    packed: &[u8],
    (width, height): (u32, u32),
    channels: usize,
    finish: impl FnOnce(&mut pdf_writer::writers::ImageXObject),
) {
    let mut xobject = chunk.image_xobject(id, packed);
    xobject.filter(Filter::FlateDecode);
    xobject.width(width as i32).height(height as i32).bits_per_component(8);
    xobject
        .decode_parms()
        .predictor(pdf_writer::types::Predictor::PngSub)
        .colors(channels as i32)
        .columns(width as i32);
    finish(&mut xobject);
}

fn write_drawing(document: &Document, picture: &Picture, vector: &VectorPicture, first: Ref) -> PictureObjects {
    let size = Size::new(Length::pt(placement::FORM_WIDTH), Length::pt(placement::form_height(picture)));
    let canvas = Canvas::form(size);
    let mut ops = Ops::default();
    let mut last = None;
    for (path, color) in vector.placed(Rect::at(Point::default(), size), Crop::WHOLE) {
        let shade = document.inks.shade(Paint::Srgb(color));
        if last != Some(shade) {
            fill_color(&mut ops, shade);
            last = Some(shade);
        }
        canvas.path(&mut ops, &path);
        ops.op(if path.even_odd { "f*" } else { "f" });
    }
    let mut objects = PictureObjects::opaque();
    let packed = stream::deflate(&ops.buf);
    let mut form = objects.objects.stream().form_xobject(first, &packed);
    form.filter(Filter::FlateDecode);
    form.bbox(canvas.trim_box());
    form.resources().finish();
    form.finish();
    objects
}

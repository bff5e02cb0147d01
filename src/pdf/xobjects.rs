//! Pictures as XObjects (ISO 32000-1, 8.9.5 and 8.10): each once, however many pages show it.
//!
//! In: a picture. Out: its objects. JPEG data pass through as DCTDecode, compressed PNG data where they can; other PNG
//! pixels are compressed again, with their opacity as a soft mask; drawings become forms in the edition's colours.

use super::canvas::Canvas;
use super::content::fill_color;
use super::document::Document;
use super::ops::Ops;
use super::{Edition, placement, stream};
use crate::assets::PictureId;
use crate::assets::pictures::{
    Components, DecodedPng, Jpeg, PackedPng, Picture, PictureKind, Png, Problem, VectorPicture,
};
use crate::color::{Paint, profiles};
use crate::geometry::{Crop, Length, Point, Rect, Size};
use pdf_writer::{Chunk, Filter, Finish, Name, Ref};

/// A picture's objects.
pub(super) struct PictureObjects {
    pub chunk: Chunk,
    /// Which shared profiles it names.
    pub uses_srgb: bool,
    pub uses_print_profile: bool,
    pub transparent: bool,
}

impl PictureObjects {
    fn opaque(chunk: Chunk) -> PictureObjects {
        PictureObjects { chunk, uses_srgb: false, uses_print_profile: false, transparent: false }
    }
}

/// Writes a picture under the numbers that start with `first`; fails when its data cannot be decoded.
pub(super) fn write(document: &Document, id: PictureId, first: Ref) -> Result<PictureObjects, Problem> {
    let Some(picture) = document.pictures.get(id) else { return Ok(PictureObjects::opaque(stream::chunk())) };
    match &picture.kind {
        PictureKind::Jpeg(jpeg) => Ok(prepare_jpeg(document, jpeg, first)),
        PictureKind::Png(png) => write_png(document, png, first),
        PictureKind::Vector(vector) => Ok(write_drawing(document, picture, vector, first)),
    }
}

/// What a JPEG needs beside its data.
fn prepare_jpeg(document: &Document, jpeg: &Jpeg, first: Ref) -> PictureObjects {
    let mut objects = PictureObjects::opaque(stream::chunk());
    match (own_profile(jpeg), jpeg.components, document.edition) {
        (Some(data), ..) => {
            let packed = stream::deflate(data);
            objects.chunk.icc_profile(profile_ref(first), &packed).n(3).filter(Filter::FlateDecode);
        }
        (None, Components::Rgb, Edition::Print) => objects.uses_srgb = true,
        (None, Components::Cmyk, Edition::Screen) => objects.uses_print_profile = true,
        _ => {}
    }
    objects
}

/// Writes the data of a JPEG; done last and in place, so that they are copied only once.
pub(super) fn write_jpeg_data(document: &Document, id: PictureId, first: Ref, target: &mut Chunk) {
    let Some(PictureKind::Jpeg(jpeg)) = document.pictures.get(id).map(|picture| &picture.kind) else { return };
    let mut xobject = target.image_xobject(first, &jpeg.bytes);
    xobject.filter(Filter::DctDecode);
    xobject.width(jpeg.width as i32).height(jpeg.height as i32).bits_per_component(8);
    match (jpeg.components, document.edition) {
        (Components::Gray, _) => xobject.color_space().device_gray(),
        (Components::Rgb, _) if own_profile(jpeg).is_some() => xobject.color_space().icc_based(profile_ref(first)),
        (Components::Rgb, Edition::Screen) => xobject.color_space().device_rgb(),
        (Components::Rgb, Edition::Print) => xobject.color_space().icc_based(document.plan.srgb),
        (Components::Cmyk, Edition::Print) => xobject.color_space().device_cmyk(),
        (Components::Cmyk, Edition::Screen) => xobject.color_space().icc_based(document.plan.print),
    }
    if jpeg.inverted {
        xobject.decode([1.0, 0.0].repeat(4));
    }
    if jpeg.plain_rgb {
        xobject.insert(Name(b"DecodeParms")).dict().pair(Name(b"ColorTransform"), 0);
    }
}

fn profile_ref(first: Ref) -> Ref {
    Ref::new(first.get() + 2)
}

/// The profile that the file brings along, where a PDF may embed it.
fn own_profile(jpeg: &Jpeg) -> Option<&[u8]> {
    jpeg.profile.as_deref().filter(|data| jpeg.components == Components::Rgb && profiles::is_rgb(data))
}

fn write_png(document: &Document, png: &Png, first: Ref) -> Result<PictureObjects, Problem> {
    if let Some(packed) = png.packed() {
        return Ok(write_packed_png(document, png, &packed, first));
    }
    let DecodedPng { color, gray, alpha } = png.decode()?;
    let (image, mask) = (first, Ref::new(first.get() + 1));
    let mut objects = PictureObjects::opaque(stream::chunk());
    objects.transparent = alpha.is_some();
    let channels = if gray { 1 } else { 3 };
    if let Some(alpha) = &alpha {
        write_samples(&mut objects.chunk, mask, png, alpha, 1, |xobject| xobject.color_space().device_gray());
    }
    let on_screen = document.edition == Edition::Screen;
    objects.uses_srgb = !gray && !on_screen;
    write_samples(&mut objects.chunk, image, png, &color, channels, |xobject| {
        match (gray, on_screen) {
            (true, _) => xobject.color_space().device_gray(),
            (false, true) => xobject.color_space().device_rgb(),
            (false, false) => xobject.color_space().icc_based(document.plan.srgb),
        }
        if alpha.is_some() {
            xobject.s_mask(mask);
        }
    });
    Ok(objects)
}

/// PNG's compression and row filters are PDF's too (7.4.4.4).
fn write_packed_png(document: &Document, png: &Png, packed: &PackedPng, first: Ref) -> PictureObjects {
    let mut objects = PictureObjects::opaque(stream::chunk());
    let mut xobject = objects.chunk.image_xobject(first, &packed.data);
    xobject.filter(Filter::FlateDecode);
    xobject.width(png.width as i32).height(png.height as i32).bits_per_component(i32::from(packed.depth));
    let on_screen = document.edition == Edition::Screen;
    let colored = packed.channels == 3 || packed.palette.is_some();
    objects.uses_srgb = colored && !on_screen;
    match (&packed.palette, colored) {
        (_, false) => xobject.color_space().device_gray(),
        (None, true) if on_screen => xobject.color_space().device_rgb(),
        (None, true) => xobject.color_space().icc_based(document.plan.srgb),
        (Some(colors), true) => {
            let colors = &colors[..colors.len() / 3 * 3];
            let mut space = xobject.insert(Name(b"ColorSpace")).array();
            space.item(Name(b"Indexed"));
            if on_screen {
                space.item(Name(b"DeviceRGB"));
            } else {
                space.push().array().item(Name(b"ICCBased")).item(document.plan.srgb);
            }
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

/// An image of 8-bit samples. Each row is stored as differences from the pixel to the left (PNG's Sub filter,
/// 7.4.4.4), which compresses photographs and smooth shades better.
fn write_samples(
    chunk: &mut Chunk,
    id: Ref,
    png: &Png,
    samples: &[u8],
    channels: usize,
    finish: impl FnOnce(&mut pdf_writer::writers::ImageXObject),
) {
    let row_length = (png.width as usize * channels).max(1);
    let mut filtered = Vec::with_capacity(samples.len() + png.height as usize);
    for row in samples.chunks(row_length) {
        filtered.push(1);
        filtered.extend_from_slice(&row[..channels.min(row.len())]);
        filtered.extend(row.iter().zip(row.iter().skip(channels)).map(|(left, here)| here.wrapping_sub(*left)));
    }
    let packed = stream::deflate(&filtered);
    let mut xobject = chunk.image_xobject(id, &packed);
    xobject.filter(Filter::FlateDecode);
    xobject.width(png.width as i32).height(png.height as i32).bits_per_component(8);
    xobject
        .decode_parms()
        .predictor(pdf_writer::types::Predictor::PngSub)
        .colors(channels as i32)
        .columns(png.width as i32);
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
    let mut objects = PictureObjects::opaque(stream::chunk());
    let packed = stream::deflate(&ops.buf);
    let mut form = objects.chunk.form_xobject(first, &packed);
    form.filter(Filter::FlateDecode);
    form.bbox(canvas.trim_box());
    form.resources().finish();
    form.finish();
    objects
}

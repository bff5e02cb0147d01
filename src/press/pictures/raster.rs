//! Pictures decoded to pixels of 8 bits per channel.
//!
//! In: a picture's file. Out: a [`Raster`]: greys as levels, RGB, or inks with 255 for all of an ink, however the file stores
//! them (JPEG's four channels by ITU-T T.872, 6.5; Adobe Technical Note 5116).

use crate::assets::pictures::{Components, Jpeg, MAX_SIDE, PictureKind, Png, Problem};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

/// Rows from the top, nothing between them.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Raster {
    pub width: u32,
    pub height: u32,
    pub model: Model,
    pub samples: Vec<u8>,
    /// Opacity, one byte a pixel; `None` where all is opaque.
    pub alpha: Option<Vec<u8>>,
    /// The ICC profile that the file brings along, as it stands there.
    pub profile: Option<Vec<u8>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Model {
    Gray,
    Rgb,
    Cmyk,
}

impl Model {
    pub fn channels(self) -> usize {
        match self {
            Model::Gray => 1,
            Model::Rgb => 3,
            Model::Cmyk => 4,
        }
    }
}

/// Decodes a picture; `None` for a drawing.
pub(super) fn decode(kind: &PictureKind) -> Result<Option<Raster>, Problem> {
    match kind {
        PictureKind::Jpeg(jpeg) => decode_jpeg(jpeg).map(Some),
        PictureKind::Png(png) => decode_png(png).map(Some),
        PictureKind::Vector(_) => Ok(None),
    }
}

fn decode_png(png: &Png) -> Result<Raster, Problem> {
    let decoded = png.decode()?;
    let model = if decoded.gray { Model::Gray } else { Model::Rgb };
    let (width, height) = (png.width, png.height);
    Ok(Raster { width, height, model, samples: decoded.color, alpha: decoded.alpha, profile: png.profile() })
}

fn decode_jpeg(jpeg: &Jpeg) -> Result<Raster, Problem> {
    let damaged = |_| Problem::Damaged("its picture data cannot be decompressed".into());
    let side = MAX_SIDE as usize;
    let options = DecoderOptions::default().set_max_width(side).set_max_height(side);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(&jpeg.bytes), options);
    decoder.decode_headers().map_err(damaged)?;
    let stored = decoder.input_colorspace().unwrap_or(ColorSpace::Unknown);
    let (model, wanted) = match jpeg.components {
        Components::Gray => (Model::Gray, ColorSpace::Luma),
        // The decoder takes them for luminance and chrominance: asked for those, it leaves them alone.
        Components::Rgb if jpeg.plain_rgb => (Model::Rgb, stored),
        Components::Rgb => (Model::Rgb, ColorSpace::RGB),
        Components::Cmyk => (Model::Cmyk, stored),
    };
    decoder.set_options(options.jpeg_set_out_colorspace(wanted));
    let mut samples = decoder.decode().map_err(damaged)?;
    if samples.len() != jpeg.width as usize * jpeg.height as usize * model.channels() {
        return Err(Problem::Damaged("its picture data do not fill it".into()));
    }
    if model == Model::Cmyk {
        to_inks(&mut samples, stored == ColorSpace::YCCK, jpeg.inverted);
    }
    let (width, height) = (jpeg.width, jpeg.height);
    Ok(Raster { width, height, model, samples, alpha: None, profile: jpeg.profile.clone() })
}

/// From four stored channels to inks.
fn to_inks(samples: &mut [u8], as_luminance: bool, inverted: bool) {
    for pixel in samples.chunks_exact_mut(4) {
        if as_luminance {
            let [red, green, blue] = from_luminance([pixel[0], pixel[1], pixel[2]]);
            pixel[..3].copy_from_slice(&[255 - red, 255 - green, 255 - blue]);
        }
        if inverted {
            pixel.iter_mut().for_each(|sample| *sample = 255 - *sample);
        }
    }
}

/// From luminance and chrominance to red, green, blue (ITU-T T.871, 7), in 16 bits of fraction.
fn from_luminance([y, cb, cr]: [u8; 3]) -> [u8; 3] {
    let (y, cb, cr) = (i32::from(y) << 16, i32::from(cb) - 128, i32::from(cr) - 128);
    let level = |value: i32| ((value + (1 << 15)) >> 16).clamp(0, 255) as u8;
    [level(y + 91_881 * cr), level(y - 22_554 * cb - 46_802 * cr), level(y + 116_130 * cb)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::pictures::Pictures;
    use jpeg_encoder::{ColorType, Encoder};
    use std::path::Path;

    fn decoded(samples: &[u8], form: ColorType, strip_marker: bool) -> Raster {
        let mut bytes = Vec::new();
        Encoder::new(&mut bytes, 98).encode(&samples.repeat(64), 8, 8, form).expect("encoded");
        if strip_marker {
            let at = bytes.windows(2).position(|pair| pair == [0xFF, 0xEE]).expect("a marker");
            bytes.drain(at..at + 16);
        }
        let mut pictures = Pictures::new();
        let id = pictures.add(Path::new("a.jpg"), bytes).expect("read");
        decode(&pictures.get(id).expect("there").kind).expect("decoded").expect("pixels")
    }

    #[test]
    fn inks_are_read_however_they_are_stored() {
        let ink = [200, 100, 30, 60];
        for form in [ColorType::Cmyk, ColorType::CmykAsYcck] {
            let raster = decoded(&ink, form, false);
            let near = raster.samples.chunks_exact(4).all(|seen| seen.iter().zip(ink).all(|(a, b)| a.abs_diff(b) <= 4));
            assert!(near && raster.model == Model::Cmyk, "{form:?}: {:?}", &raster.samples[..4]);
        }
        // Without Adobe's marker, inks stand as they are.
        let raster = decoded(&ink.map(|ink| 255 - ink), ColorType::Cmyk, true);
        assert!(raster.samples.chunks_exact(4).all(|seen| seen.iter().zip(ink).all(|(a, b)| a.abs_diff(b) <= 4)));
    }

    #[test]
    fn greys_and_colours_are_read() {
        assert_eq!(decoded(&[77], ColorType::Luma, false).model, Model::Gray);
        let raster = decoded(&[200, 30, 40], ColorType::Rgb, false);
        assert!(raster.samples.chunks_exact(3).all(|seen| seen[0].abs_diff(200) <= 4 && seen[1].abs_diff(30) <= 4));
    }
}

//! Pictures in greys, for documents of black ink alone.
//!
//! In: a [`PictureKind`]. Out: the same picture with one channel: JPEG files are coded again, PNG pixels and the shapes of
//! drawings keep their opacity and outline. The grey is the luma of ITU-R BT.709.

use super::super::cache::{Cache, Key};
use super::decoding::decode;
use super::{Components, Jpeg, PictureKind, Png, Problem};
use image::DynamicImage;
use std::io::Cursor;

/// To be raised with every change of what is made: what older versions have cached is not found then.
const RECIPE: &[u8] = b"plenary grey picture 1";
/// Fine enough that coding a photograph a second time is not seen in print.
const QUALITY: u8 = 90;

/// Turns a picture to greys; one that is grey already is left as it is.
pub(super) fn make(kind: &mut PictureKind, cache: Option<&Cache>) -> Result<(), Problem> {
    match kind {
        PictureKind::Jpeg(jpeg) if jpeg.components == Components::Gray => {}
        PictureKind::Jpeg(jpeg) => *jpeg = kept_jpeg(jpeg, cache)?,
        PictureKind::Png(png) => *png = gray_png(png)?,
        PictureKind::Vector(vector) => {
            for path in &mut vector.paths {
                path.color = [luma(path.color); 3];
            }
        }
    }
    Ok(())
}

fn luma([r, g, b]: [u8; 3]) -> u8 {
    ((2126 * u32::from(r) + 7152 * u32::from(g) + 722 * u32::from(b) + 5000) / 10_000) as u8
}

fn not_coded<E>(_: E) -> Problem {
    Problem::Damaged("its picture data cannot be compressed again".into())
}

/// The JPEG file in greys, from the cache where it was made before.
fn kept_jpeg(jpeg: &Jpeg, cache: Option<&Cache>) -> Result<Jpeg, Problem> {
    let Some(cache) = cache else { return gray_jpeg(jpeg) };
    let key = Key::of([RECIPE, &jpeg.bytes[..]]);
    if let Some(found) = cache.get(&key).and_then(|bytes| Jpeg::parse(bytes).ok()) {
        return Ok(Jpeg { orientation: jpeg.orientation, ..found });
    }
    let made = gray_jpeg(jpeg)?;
    cache.put(&key, &made.bytes);
    Ok(made)
}

/// The camera's orientation is kept: the pixels stay as they were stored.
fn gray_jpeg(jpeg: &Jpeg) -> Result<Jpeg, Problem> {
    let decoded = decode(&jpeg.bytes, image::ImageFormat::Jpeg, (jpeg.width, jpeg.height))?;
    let gray = decoded.into_luma8();
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(&gray).map_err(not_coded)?;
    Ok(Jpeg { orientation: jpeg.orientation, ..Jpeg::parse(bytes)? })
}

fn gray_png(png: &Png) -> Result<Png, Problem> {
    let decoded = decode(&png.bytes, image::ImageFormat::Png, (png.width, png.height))?;
    let gray = match decoded.color().has_alpha() {
        true => DynamicImage::ImageLumaA8(decoded.into_luma_alpha8()),
        false => DynamicImage::ImageLuma8(decoded.into_luma8()),
    };
    let mut bytes = Vec::new();
    gray.write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png).map_err(not_coded)?;
    Png::parse(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colored() -> DynamicImage {
        let pixel = |x: u32, _| image::Rgb([if x < 4 { 255 } else { 0 }, 0, 255]);
        DynamicImage::ImageRgb8(image::RgbImage::from_fn(8, 8, pixel))
    }

    fn encoded(format: image::ImageFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        colored().write_to(&mut Cursor::new(&mut bytes), format).unwrap();
        bytes
    }

    #[test]
    fn a_jpeg_has_one_channel_afterwards() {
        let mut kind = PictureKind::Jpeg(Jpeg::parse(encoded(image::ImageFormat::Jpeg)).unwrap());
        make(&mut kind, None).unwrap();
        let PictureKind::Jpeg(jpeg) = kind else { panic!("it is a JPEG still") };
        assert_eq!((jpeg.components, jpeg.width, jpeg.height), (Components::Gray, 8, 8));
    }

    #[test]
    fn a_png_has_one_channel_afterwards() {
        let mut kind = PictureKind::Png(Png::parse(encoded(image::ImageFormat::Png)).unwrap());
        make(&mut kind, None).unwrap();
        let PictureKind::Png(png) = kind else { panic!("it is a PNG still") };
        let decoded = png.decode().unwrap();
        assert!(decoded.gray);
        assert_eq!((decoded.color[0], decoded.color[7]), (luma([255, 0, 255]), luma([0, 0, 255])));
    }
}

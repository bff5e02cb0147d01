//! Pixels of JPEG and PNG files, within a bound of memory.
//!
//! In: the bytes of a file whose declared size was found small enough. Out: the decoded picture; a picture that is sound
//! but takes more memory than the bound is told to be too large, not damaged.

use super::{MAX_PIXELS, MAX_SIDE, Problem};
use image::error::ImageError;
use image::{DynamicImage, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// Bytes that one decoded picture may take: four channels of 8 bits for the most pixels.
const MAX_BYTES: u64 = 4 * MAX_PIXELS;

/// Decodes a file of a known format; `size` in pixels is for the message.
pub(super) fn decode(bytes: &[u8], format: ImageFormat, size: (u32, u32)) -> Result<DynamicImage, Problem> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_BYTES);
    reader.limits(limits);
    reader.decode().map_err(|error| match error {
        ImageError::Limits(_) => Problem::TooLarge(size.0, size.1),
        _ => Problem::Damaged("its picture data cannot be decompressed".into()),
    })
}

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

#[cfg(test)]
mod tests {
    use super::*;

    /// A PNG of 16 bits a channel with this size in its header, and nothing after that.
    fn header(width: u32, height: u32) -> Vec<u8> {
        let data = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[16, 6, 0, 0, 0]].concat();
        let chunk = |kind: &[u8], data: &[u8]| {
            let named = [kind, data].concat();
            let sum = crc32fast::hash(&named).to_be_bytes();
            [&(data.len() as u32).to_be_bytes()[..], &named, &sum].concat()
        };
        [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &data), &chunk(b"IDAT", &[0x78, 0x9C]), &chunk(b"IEND", b"")]
            .concat()
    }

    #[test]
    fn what_takes_too_much_memory_is_large_and_not_damaged() {
        let problem = |width, height| decode(&header(width, height), ImageFormat::Png, (width, height)).err();
        assert_eq!(problem(20_000, 12_500), Some(Problem::TooLarge(20_000, 12_500)));
        assert!(matches!(problem(20, 10), Some(Problem::Damaged(_))));
    }
}

//! PNG files: checked chunk by chunk when they are loaded, decoded when they are written.
//!
//! In: bytes. Out: [`Png`], later [`DecodedPng`]. Chunks and their checksums are those of the PNG specification
//! (W3C, third edition), clauses 5.3 to 5.6.

use super::decoding::decode;
use super::{Problem, check_size};

/// A PNG file whose chunks are sound.
#[derive(Debug)]
pub struct Png {
    pub bytes: Vec<u8>,
    /// In pixels.
    pub width: u32,
    pub height: u32,
    /// Whether the file declares transparency: an alpha channel or a tRNS chunk.
    pub has_alpha: bool,
    layout: Layout,
}

/// How the pixels are stored, from the header.
#[derive(Clone, Copy, Debug)]
struct Layout {
    depth: u8,
    color_type: u8,
    interlaced: bool,
}

/// Compressed pixels as they stand in the file: a zlib stream with PNG's row filters.
#[derive(Debug)]
pub struct PackedPng {
    pub data: Vec<u8>,
    /// Per pixel: 1 (grey, or an index where there is a palette) or 3.
    pub channels: u8,
    /// Bits per channel: 1, 2, 4 or 8.
    pub depth: u8,
    /// Red, green and blue of each index.
    pub palette: Option<Vec<u8>>,
}

/// Pixels with 8 bits per channel, rows from the top, nothing between them.
#[derive(Debug)]
pub struct DecodedPng {
    /// One byte a pixel where `gray`, else three: red, green, blue.
    pub color: Vec<u8>,
    pub gray: bool,
    /// Opacity, one byte a pixel; `None` where all is opaque.
    pub alpha: Option<Vec<u8>>,
}

const SIGNATURE_LENGTH: usize = 8;
/// A profile that unpacks to more is none.
const MOST_PROFILE_BYTES: usize = 16 << 20;

impl Png {
    pub(super) fn parse(bytes: Vec<u8>) -> Result<Png, Problem> {
        let mut at = SIGNATURE_LENGTH;
        let mut header = None;
        let mut has_transparency = false;
        let mut has_data = false;
        loop {
            let (kind, data) = chunk(&bytes, &mut at)?;
            match &kind {
                b"IHDR" => header = Some(read_header(data)?),
                b"tRNS" => has_transparency = true,
                b"IDAT" => has_data = true,
                b"IEND" => break,
                _ => {}
            }
            if header.is_none() {
                return Err(Problem::Damaged("it does not begin with its header".into()));
            }
        }
        let (width, height, layout) = header.ok_or_else(|| Problem::Damaged("it has no header".into()))?;
        if !has_data {
            return Err(Problem::Damaged("it holds no picture data".into()));
        }
        let has_alpha = has_transparency || matches!(layout.color_type, 4 | 6);
        Ok(Png { bytes, width, height, has_alpha, layout })
    }

    /// Grey, with or without opacity.
    pub fn is_gray(&self) -> bool {
        self.layout.color_type & 2 == 0
    }

    /// The compressed pixels, where a PDF can take them as they are: opaque, not interlaced, at most 8 bits.
    pub fn packed(&self) -> Option<PackedPng> {
        let Layout { depth, color_type, interlaced } = self.layout;
        if self.has_alpha || interlaced || !matches!((color_type, depth), (0 | 3, 1 | 2 | 4 | 8) | (2, 8)) {
            return None;
        }
        let mut packed =
            PackedPng { data: Vec::new(), channels: if color_type == 2 { 3 } else { 1 }, depth, palette: None };
        let mut at = SIGNATURE_LENGTH;
        while let Ok((kind, data)) = chunk(&self.bytes, &mut at) {
            match &kind {
                b"IDAT" => packed.data.extend_from_slice(data),
                b"PLTE" if color_type == 3 && data.len() >= 3 => packed.palette = Some(data.to_vec()),
                b"IEND" => break,
                _ => {}
            }
        }
        (color_type != 3 || packed.palette.is_some()).then_some(packed)
    }

    /// The embedded ICC profile (clause 11.3.2.3).
    pub fn profile(&self) -> Option<Vec<u8>> {
        let mut at = SIGNATURE_LENGTH;
        while let Ok((kind, data)) = chunk(&self.bytes, &mut at) {
            match &kind {
                b"iCCP" => {
                    let name = data.iter().position(|byte| *byte == 0)?;
                    let packed = data.get(name + 2..)?;
                    return miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(packed, MOST_PROFILE_BYTES).ok();
                }
                b"IDAT" | b"IEND" => return None,
                _ => {}
            }
        }
        None
    }

    /// One bit a pixel: line art.
    pub fn is_bilevel(&self) -> bool {
        self.layout.depth == 1
    }

    /// Decodes the pixels: palettes resolved, 16 bits reduced to 8.
    pub fn decode(&self) -> Result<DecodedPng, Problem> {
        use image::DynamicImage::{ImageLuma8, ImageLuma16, ImageLumaA8, ImageLumaA16};
        let picture = decode(&self.bytes, image::ImageFormat::Png, (self.width, self.height))?;
        let gray = matches!(picture, ImageLuma8(_) | ImageLuma16(_) | ImageLumaA8(_) | ImageLumaA16(_));
        let alpha = picture.color().has_alpha();
        Ok(match (gray, alpha) {
            (true, false) => DecodedPng { color: picture.into_luma8().into_raw(), gray, alpha: None },
            (false, false) => DecodedPng { color: picture.into_rgb8().into_raw(), gray, alpha: None },
            (true, true) => split_alpha::<2>(&picture.into_luma_alpha8().into_raw(), gray),
            (false, true) => split_alpha::<4>(&picture.into_rgba8().into_raw(), gray),
        })
    }
}

/// Takes the last of `N` channels out as opacity.
fn split_alpha<const N: usize>(pixels: &[u8], gray: bool) -> DecodedPng {
    let mut color = Vec::with_capacity(pixels.len() / N * (N - 1));
    let mut alpha = Vec::with_capacity(pixels.len() / N);
    for pixel in pixels.chunks_exact(N) {
        color.extend_from_slice(&pixel[..N - 1]);
        alpha.push(pixel[N - 1]);
    }
    let opaque = alpha.iter().all(|value| *value == 255);
    DecodedPng { color, gray, alpha: (!opaque).then_some(alpha) }
}

/// The chunk at `at`, its checksum compared.
fn chunk<'a>(bytes: &'a [u8], at: &mut usize) -> Result<([u8; 4], &'a [u8]), Problem> {
    let word = |at: usize| -> Result<[u8; 4], Problem> {
        let slice = bytes.get(at..at.saturating_add(4)).ok_or(Problem::Truncated)?;
        Ok([slice[0], slice[1], slice[2], slice[3]])
    };
    let length = u32::from_be_bytes(word(*at)?) as usize;
    let kind = word(*at + 4)?;
    let end = (*at + 8).saturating_add(length);
    let data = bytes.get(*at + 8..end).ok_or(Problem::Truncated)?;
    let stated = u32::from_be_bytes(word(end)?);
    if crc32fast::hash(&bytes[*at + 4..end]) != stated {
        let name = String::from_utf8_lossy(&kind).into_owned();
        return Err(Problem::Damaged(format!("the checksum of its {} chunk is wrong", name.escape_default())));
    }
    *at = end + 4;
    Ok((kind, data))
}

fn read_header(data: &[u8]) -> Result<(u32, u32, Layout), Problem> {
    let [w3, w2, w1, w0, h3, h2, h1, h0, depth, color_type, _, _, interlace] = *data else {
        return Err(Problem::Damaged("its header has the wrong length".into()));
    };
    let layout = Layout { depth, color_type, interlaced: interlace != 0 };
    let (width, height) = (u32::from_be_bytes([w3, w2, w1, w0]), u32::from_be_bytes([h3, h2, h1, h0]));
    check_size(width, height)?;
    Ok((width, height, layout))
}

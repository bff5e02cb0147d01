//! JPEG files: their structure walked through to the end of the image, without decoding.
//!
//! In: bytes. Out: [`Jpeg`], which keeps the picture's own bytes untouched for a DCTDecode stream. What is said about the picture
//! beside it is read and left out: where and by whom it was taken is nobody's business who gets the report, and a thumbnail may
//! show what was cut off. The marker syntax is that of ITU-T T.81, annex B; JFIF that of ITU-T T.871, 10; the Adobe marker that
//! of Adobe Technical Note 5116; the orientation that of Exif 2.3, 4.6.4.

use super::{Problem, check_size};
use std::ops::Range;

/// A JPEG file that can stand in a PDF as it is.
#[derive(Debug)]
pub struct Jpeg {
    /// Without metadata: Exif, XMP, IPTC, thumbnails, comments, the profile.
    pub bytes: Vec<u8>,
    /// As stored, before orientation, in pixels.
    pub width: u32,
    pub height: u32,
    pub components: Components,
    pub orientation: Orientation,
    /// Four components are stored as 255 minus ink (Adobe's habit).
    pub inverted: bool,
    /// Three components are red, green, blue rather than luminance and chrominance, which no Adobe marker says.
    pub plain_rgb: bool,
    /// The embedded ICC profile, where the file holds all parts of one.
    pub profile: Option<Vec<u8>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Components {
    Gray,
    Rgb,
    Cmyk,
}

/// How the stored pixels are to be turned: Exif's values 1 to 8.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Orientation(u8);

impl Orientation {
    pub const UPRIGHT: Orientation = Orientation(1);

    /// Whether width and height change places.
    pub fn swaps_sides(self) -> bool {
        self.0 >= 5
    }

    /// From a place where the picture is seen to the place in the stored picture.
    pub fn reverse(self, s: f64, t: f64) -> (f64, f64) {
        match self.0 {
            6 => Orientation(8).apply(s, t),
            8 => Orientation(6).apply(s, t),
            _ => self.apply(s, t),
        }
    }

    /// From a place in the stored picture (fractions from its top left corner) to the place where it is seen.
    pub fn apply(self, u: f64, v: f64) -> (f64, f64) {
        match self.0 {
            2 => (1.0 - u, v),
            3 => (1.0 - u, 1.0 - v),
            4 => (u, 1.0 - v),
            5 => (v, u),
            6 => (1.0 - v, u),
            7 => (1.0 - v, 1.0 - u),
            8 => (v, 1.0 - u),
            _ => (u, v),
        }
    }
}

const EOI: u8 = 0xD9;
const SOS: u8 = 0xDA;

/// What the headers say, gathered on the way.
#[derive(Default)]
struct Headers {
    frame: Option<Frame>,
    adobe: Option<u8>,
    orientation: Option<u8>,
    profile_parts: Vec<(u8, u8, Vec<u8>)>,
    /// Where segments stand that are not needed to decode the picture.
    metadata: Vec<Range<usize>>,
}

struct Frame {
    width: u32,
    height: u32,
    ids: Vec<u8>,
}

impl Jpeg {
    /// What cameras append after the end of the image (previews, videos) is left out.
    pub(super) fn parse(mut bytes: Vec<u8>) -> Result<Jpeg, Problem> {
        let (headers, end) = walk(&bytes)?;
        bytes.truncate(end);
        take_out(&mut bytes, &headers.metadata);
        let frame = headers.frame.ok_or_else(|| Problem::Damaged("it has no frame header".into()))?;
        let components = match frame.ids.len() {
            1 => Components::Gray,
            3 => Components::Rgb,
            4 => Components::Cmyk,
            _ => return Err(Problem::UnsupportedJpeg("an unusual number of colour channels")),
        };
        Ok(Jpeg {
            width: frame.width,
            height: frame.height,
            components,
            orientation: Orientation(headers.orientation.unwrap_or(1)),
            inverted: components == Components::Cmyk && headers.adobe.is_some(),
            plain_rgb: headers.adobe.is_none() && frame.ids == *b"RGB",
            profile: join_profile(headers.profile_parts),
            bytes,
        })
    }

    /// Width and height as seen, in pixels.
    pub(super) fn oriented_size(&self) -> (u32, u32) {
        if self.orientation.swaps_sides() { (self.height, self.width) } else { (self.width, self.height) }
    }
}

/// Walks all markers from SOI to EOI; gives the place after it too.
fn walk(bytes: &[u8]) -> Result<(Headers, usize), Problem> {
    let mut headers = Headers::default();
    // The signature that brought the file here holds SOI.
    let mut at = 2;
    let mut scans = 0;
    loop {
        let start = at;
        let marker = next_marker(bytes, &mut at)?;
        match marker {
            EOI if scans > 0 => return Ok((headers, at)),
            EOI => return Err(Problem::Damaged("it holds no picture data".into())),
            0x01 | 0xD0..=0xD8 => continue,
            _ => {}
        }
        let segment = segment(bytes, &mut at)?;
        read_segment(marker, segment, &mut headers)?;
        if is_metadata(marker, segment) {
            headers.metadata.push(start..at);
        }
        if marker == SOS {
            if headers.frame.is_none() {
                return Err(Problem::Damaged("picture data comes before the frame header".into()));
            }
            scans += 1;
            skip_entropy_coded(bytes, &mut at)?;
        }
    }
}

/// The marker at `at`, after any fill bytes.
fn next_marker(bytes: &[u8], at: &mut usize) -> Result<u8, Problem> {
    if *bytes.get(*at).ok_or(Problem::Truncated)? != 0xFF {
        return Err(Problem::Damaged(format!("a marker is missing at byte {at}")));
    }
    while *bytes.get(*at).ok_or(Problem::Truncated)? == 0xFF {
        *at += 1;
    }
    let marker = bytes[*at];
    *at += 1;
    Ok(marker)
}

/// The contents of a segment that states its length.
fn segment<'a>(bytes: &'a [u8], at: &mut usize) -> Result<&'a [u8], Problem> {
    let length = bytes.get(*at..*at + 2).ok_or(Problem::Truncated)?;
    let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
    if length < 2 {
        return Err(Problem::Damaged(format!("a segment at byte {at} has an impossible length")));
    }
    let contents = bytes.get(*at + 2..*at + length).ok_or(Problem::Truncated)?;
    *at += length;
    Ok(contents)
}

/// Moves to the marker that ends a scan; stuffed zeros and restart markers belong to the scan.
fn skip_entropy_coded(bytes: &[u8], at: &mut usize) -> Result<(), Problem> {
    loop {
        let rest = bytes.get(*at..).ok_or(Problem::Truncated)?;
        let found = rest.iter().position(|byte| *byte == 0xFF).ok_or(Problem::Truncated)?;
        *at += found;
        match bytes.get(*at + 1).ok_or(Problem::Truncated)? {
            0x00 | 0xD0..=0xD7 => *at += 2,
            0xFF => *at += 1,
            _ => return Ok(()),
        }
    }
}

fn read_segment(marker: u8, contents: &[u8], headers: &mut Headers) -> Result<(), Problem> {
    match marker {
        0xC0..=0xC2 => headers.frame = Some(frame(contents)?),
        0xC3 | 0xC7 | 0xCB | 0xCF => return Err(Problem::UnsupportedJpeg("lossless coding")),
        0xC5 | 0xC6 | 0xCD | 0xCE => return Err(Problem::UnsupportedJpeg("hierarchical coding")),
        0xC9 | 0xCA => return Err(Problem::UnsupportedJpeg("arithmetic coding")),
        0xE1 if headers.orientation.is_none() => headers.orientation = exif_orientation(contents),
        0xE2 => headers.profile_parts.extend(profile_part(contents)),
        0xEE if contents.len() >= 12 && contents.starts_with(b"Adobe") => headers.adobe = Some(contents[11]),
        _ => {}
    }
    Ok(())
}

/// Takes stretches out, which stand in ascending order.
fn take_out(bytes: &mut Vec<u8>, stretches: &[Range<usize>]) {
    let mut end = stretches.first().map_or(bytes.len(), |first| first.start);
    for (index, stretch) in stretches.iter().enumerate() {
        let next = stretches.get(index + 1).map_or(bytes.len(), |next| next.start);
        bytes.copy_within(stretch.end..next, end);
        end += next - stretch.end;
    }
    bytes.truncate(end);
}

/// Whether a segment says something about the picture that is not needed to decode it. How its three or four channels are to be
/// taken is said by Adobe's marker and by JFIF's, which may hold a thumbnail too.
fn is_metadata(marker: u8, contents: &[u8]) -> bool {
    const JFIF_WITHOUT_THUMBNAIL: usize = 14;
    match marker {
        0xE0 => !(contents.starts_with(b"JFIF\0") && contents.len() <= JFIF_WITHOUT_THUMBNAIL),
        0xEE => !contents.starts_with(b"Adobe"),
        0xE1..=0xEF | 0xFE => true,
        _ => false,
    }
}

fn frame(contents: &[u8]) -> Result<Frame, Problem> {
    let [precision, h1, h0, w1, w0, count, rest @ ..] = contents else {
        return Err(Problem::Damaged("the frame header is too short".into()));
    };
    if *precision != 8 {
        return Err(Problem::UnsupportedJpeg("more than 8 bits per channel"));
    }
    let ids: Vec<u8> = rest.chunks_exact(3).map(|component| component[0]).collect();
    if ids.len() != usize::from(*count) {
        return Err(Problem::Damaged("the frame header contradicts itself".into()));
    }
    let size = |high: &u8, low: &u8| u32::from(u16::from_be_bytes([*high, *low]));
    let (width, height) = (size(w1, w0), size(h1, h0));
    check_size(width, height)?;
    Ok(Frame { width, height, ids })
}

/// The orientation tag (0x0112) of the first image file directory; anything odd counts as absent.
fn exif_orientation(contents: &[u8]) -> Option<u8> {
    let tiff = contents.strip_prefix(b"Exif\0\0")?;
    let little = tiff.starts_with(b"II");
    let u16_at = |at: usize| {
        let b = tiff.get(at..at.checked_add(2)?)?;
        Some(if little { u16::from_le_bytes([b[0], b[1]]) } else { u16::from_be_bytes([b[0], b[1]]) })
    };
    let u32_at = |at: usize| {
        let (first, second) = (u32::from(u16_at(at)?), u32::from(u16_at(at.checked_add(2)?)?));
        Some(if little { second << 16 | first } else { first << 16 | second })
    };
    let directory = u32_at(4)? as usize;
    let entries = usize::from(u16_at(directory)?);
    let entry = (0..entries).map(|i| directory + 2 + 12 * i).find(|at| u16_at(*at) == Some(0x0112))?;
    u16_at(entry + 8).filter(|value| (1..=8).contains(value)).map(|value| value as u8)
}

/// Number, count and bytes of one part of an ICC profile (ICC.1, annex B.4).
fn profile_part(contents: &[u8]) -> Option<(u8, u8, Vec<u8>)> {
    let [number, count, data @ ..] = contents.strip_prefix(b"ICC_PROFILE\0")? else { return None };
    Some((*number, *count, data.to_vec()))
}

/// The whole profile, if every part is there once.
fn join_profile(mut parts: Vec<(u8, u8, Vec<u8>)>) -> Option<Vec<u8>> {
    parts.sort_by_key(|(number, _, _)| *number);
    let count = usize::from(parts.first()?.1);
    let complete = parts.len() == count && parts.iter().enumerate().all(|(i, part)| usize::from(part.0) == i + 1);
    complete.then(|| parts.into_iter().flat_map(|(_, _, data)| data).collect())
}

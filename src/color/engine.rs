//! The colour engine: conversions between two ICC profiles by Little CMS, relative colorimetric with black point
//! compensation (ISO 18619), as print shops convert.
//!
//! In: two profiles, pixels of 8 bits per channel. Out: pixels in the second profile's space. Between two CMYK profiles black
//! ink alone stays black ink alone.

use super::{icc, profiles};
use lcms2::{DisallowCache, Flags, Intent, PixelFormat, Profile, ThreadContext, Transform};
use std::sync::Mutex;

/// How many pixels will be converted: a table in between costs some 40 ms and makes each pixel cheap.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Amount {
    Few,
    Many,
}

/// A conversion, ready for use by several threads.
pub struct Conversion {
    // Dropped before the context that it lives in.
    transform: Transform<u8, u8, ThreadContext, DisallowCache>,
    /// Only kept, since the transform points into it; never used, which the mutex tells the compiler.
    _context: Mutex<ThreadContext>,
    /// Channels of the source and of the target.
    channels: (usize, usize),
}

impl std::fmt::Debug for Conversion {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_struct("Conversion").field("channels", &self.channels).finish_non_exhaustive()
    }
}

impl Conversion {
    /// `None` where a profile is damaged, or for another space than grey, RGB and CMYK.
    pub fn new(source: &[u8], target: &[u8], amount: Amount) -> Option<Conversion> {
        let (from, to) = (format(source)?, format(target)?);
        let context = ThreadContext::new();
        let source = Profile::new_icc_context(&context, source).ok()?;
        let target = Profile::new_icc_context(&context, target).ok()?;
        let intent = match from.1 == 4 && to.1 == 4 {
            true => Intent::PreserveKOnlyRelativeColorimetric,
            false => Intent::RelativeColorimetric,
        };
        let mut flags = Flags::NO_CACHE | Flags::BLACKPOINT_COMPENSATION;
        if amount == Amount::Few {
            flags = flags | Flags::NO_OPTIMIZE;
        }
        let transform = Transform::new_flags_context(&context, &source, from.0, &target, to.0, intent, flags).ok()?;
        Some(Conversion { transform, _context: Mutex::new(context), channels: (from.1, to.1) })
    }

    /// Converts whole pixels; what is left of a last one is dropped.
    pub fn convert(&self, pixels: &[u8]) -> Vec<u8> {
        let (from, to) = self.channels;
        let count = pixels.len() / from;
        let mut converted = vec![0; count * to];
        self.transform.transform_pixels(&pixels[..count * from], &mut converted);
        converted
    }
}

/// Whether an RGB profile gives the colours of sRGB, to within a level: many files bring sRGB along in a form of its own.
pub fn is_srgb(profile: &[u8]) -> bool {
    const LEVELS: [u8; 9] = [0, 32, 64, 96, 128, 160, 192, 224, 255];
    let with_red = |r| LEVELS.into_iter().flat_map(move |g| LEVELS.into_iter().flat_map(move |b| [r, g, b]));
    let colors: Vec<u8> = LEVELS.into_iter().flat_map(with_red).collect();
    let conversion =
        Conversion::new(profile, profiles::SRGB, Amount::Few).filter(|conversion| conversion.channels.0 == 3);
    conversion
        .is_some_and(|conversion| conversion.convert(&colors).iter().zip(&colors).all(|(a, b)| a.abs_diff(*b) <= 1))
}

/// The pixel format of a profile's space and its number of channels.
fn format(profile: &[u8]) -> Option<(PixelFormat, usize)> {
    match &icc::header(profile)?.space {
        b"GRAY" => Some((PixelFormat::GRAY_8, 1)),
        b"RGB " => Some((PixelFormat::RGB_8, 3)),
        b"CMYK" => Some((PixelFormat::CMYK_8, 4)),
        _ => None,
    }
}

/// The most ink that a profile's own conversions lay on one place, in percent; 400 where it cannot be told.
pub fn most_ink(profile: &[u8]) -> f32 {
    let context = ThreadContext::new();
    let found = Profile::new_icc_context(&context, profile).map(|profile| profile.detect_tac());
    found.ok().filter(|percent| *percent > 0.0).map_or(400.0, |percent| percent.ceil() as f32)
}

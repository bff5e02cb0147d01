//! From a picture's colours to inks, or to a screen's light.
//!
//! In: a [`Raster`]. Out: samples of greys for black ink alone, or of four inks under the limit, or of sRGB. Colours go through the
//! picture's own profile where it brings a sound one along, else through sRGB's. Neutral pictures are printed with black ink
//! alone: four inks would give greys a cast as soon as the plates drift.

use super::raster::{Model, Raster};
use super::{Fault, Space};
use crate::color::condition::PrintCondition;
use crate::color::engine::{Amount, Conversion, is_srgb};
use crate::color::{gray, icc, profiles};
use std::borrow::Cow;

/// What the conversion goes to.
pub(super) struct Press<'a> {
    /// The print condition's profile.
    pub profile: &'a [u8],
    /// From sRGB to it.
    pub from_srgb: &'a Conversion,
    /// In percent.
    pub limit: f32,
}

/// Whether a CMYK picture was made for another condition than the press's.
pub(super) fn differs(own: Option<&[u8]>, press: &[u8]) -> bool {
    own.is_some_and(|own| icc::is_cmyk(own) && own != press)
}

/// The samples of a raster as inks.
pub(super) fn to_press(raster: &Raster, press: &Press) -> Result<(Space, Vec<u8>), Fault> {
    match raster.model {
        Model::Gray => Ok((Space::Black, raster.samples.clone())),
        Model::Rgb if is_neutral(&raster.samples) => Ok((Space::Black, grays(raster))),
        Model::Rgb => {
            let own = raster.profile.as_deref().filter(|profile| icc::is_rgb(profile));
            let own = own.and_then(|profile| Conversion::new(profile, press.profile, Amount::Many));
            let mut inks = own.as_ref().unwrap_or(press.from_srgb).convert(&raster.samples);
            hold(&mut inks, press.limit);
            Ok((Space::Cmyk, inks))
        }
        Model::Cmyk => {
            if is_inverted(&raster.samples) {
                return Err(Fault::Inverted);
            }
            let own = raster.profile.as_deref().filter(|own| differs(Some(own), press.profile));
            let own = own.and_then(|profile| Conversion::new(profile, press.profile, Amount::Many));
            let mut inks = match own {
                Some(conversion) => conversion.convert(&raster.samples),
                None => raster.samples.clone(),
            };
            hold(&mut inks, press.limit);
            Ok((Space::Cmyk, inks))
        }
    }
}

/// The samples of a raster as greys of the same lightness.
pub(super) fn to_grays(raster: &Raster) -> Vec<u8> {
    match raster.model {
        Model::Gray => raster.samples.clone(),
        Model::Rgb => gray::levels(&in_srgb(raster, None)),
        Model::Cmyk => {
            let coated = PrintCondition::coated().profile();
            gray::levels(&in_srgb(raster, Some(&coated)))
        }
    }
}

/// The samples of a raster as a screen shows them. Inks without a profile of their own are those of `condition`.
pub(super) fn to_srgb(raster: &Raster, condition: &PrintCondition) -> (Space, Vec<u8>) {
    match raster.model {
        Model::Gray => (Space::Black, raster.samples.clone()),
        Model::Rgb if is_neutral(&raster.samples) => (Space::Black, grays(raster)),
        Model::Rgb => (Space::Rgb, in_srgb(raster, None).into_owned()),
        Model::Cmyk => (Space::Rgb, in_srgb(raster, Some(&condition.profile())).into_owned()),
    }
}

fn is_neutral(rgb: &[u8]) -> bool {
    rgb.chunks_exact(3).all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2])
}

/// The levels of a neutral picture.
fn grays(raster: &Raster) -> Vec<u8> {
    in_srgb(raster, None).chunks_exact(3).map(|pixel| pixel[1]).collect()
}

/// Through the raster's own profile, or through `other` where it has none; as it is without both.
fn in_srgb<'a>(raster: &'a Raster, other: Option<&[u8]>) -> Cow<'a, [u8]> {
    let sound = |profile: &&[u8]| match raster.model {
        Model::Cmyk => icc::is_cmyk(profile),
        _ => icc::is_rgb(profile),
    };
    let profile = raster.profile.as_deref().filter(sound).or(other);
    match profile
        .filter(|profile| !is_srgb(profile))
        .and_then(|profile| Conversion::new(profile, profiles::SRGB, Amount::Many))
    {
        Some(conversion) => Cow::Owned(conversion.convert(&raster.samples)),
        None => Cow::Borrowed(&raster.samples),
    }
}

/// So much may coding add to single pixels, in percent: pictures are held below the limit by it.
const CODING: f32 = 5.0;

/// The most ink on one place, of 255 for each.
fn most(limit: f32) -> u32 {
    (limit * 2.55).floor() as u32
}

fn total(pixel: &[u8]) -> u32 {
    pixel.iter().map(|ink| u32::from(*ink)).sum()
}

/// Whether all of a picture lies under the limit, but for what coding made of single pixels.
pub(super) fn is_within(inks: &[u8], limit: f32) -> bool {
    let most = most(limit + CODING);
    inks.chunks_exact(4).all(|pixel| total(pixel) <= most)
}

/// Brings every pixel well under the limit: cyan, magenta and yellow are reduced in proportion, so that the hue stays; black, which
/// gives the depth, is kept.
fn hold(inks: &mut [u8], limit: f32) {
    let most = most(limit - CODING);
    for pixel in inks.chunks_exact_mut(4) {
        let total = total(pixel);
        if total > most {
            let black = u32::from(pixel[3]);
            let (room, coloured) = (most.saturating_sub(black), (total - black).max(1));
            pixel[..3].iter_mut().for_each(|ink| *ink = (u32::from(*ink) * room / coloured) as u8);
        }
    }
}

/// Whether inks make sense only the other way round: a quarter of the picture has more ink than any press takes, and with
/// paper and ink exchanged nearly none has.
fn is_inverted(inks: &[u8]) -> bool {
    let count = inks.len() / 4;
    let most = most(340.0);
    let over = inks.chunks_exact(4).filter(|pixel| total(pixel) > most).count();
    let over_inverted = inks.chunks_exact(4).filter(|pixel| 1020 - total(pixel) > most).count();
    over * 4 > count && over_inverted * 200 < count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_is_held_by_the_colours() {
        let mut inks = vec![255, 255, 255, 200, 10, 20, 30, 40];
        hold(&mut inks, 280.0);
        assert!(total(&inks[..4]) <= most(275.0) && inks[3] == 200 && inks[0] == inks[1]);
        assert_eq!(inks[4..], [10, 20, 30, 40]);
    }

    #[test]
    fn only_what_makes_no_sense_is_called_inverted() {
        let light = [[12, 20, 30, 0], [0, 0, 0, 0], [120, 90, 80, 40], [40, 30, 30, 240]].concat().repeat(16);
        let inverted: Vec<u8> = light.iter().map(|ink| 255 - ink).collect();
        assert!(!is_inverted(&light) && is_inverted(&inverted));
        // A dark picture, deep but printable.
        assert!(!is_inverted(&[190, 180, 170, 220].repeat(64)));
    }
}

//! Fewer pixels.
//!
//! In: a [`Raster`] and the size that is wanted. Out: the raster in that size, by Catmull and Rom's cubic widened to the step
//! (sharp, with little overshoot at edges). Levels are averaged as light, since that is what the eye averages: fine bright
//! detail would darken otherwise. Inks are averaged as they are: they stand for the area that is covered.

use super::raster::{Model, Raster};
use crate::assets::pictures::Problem;
use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use std::sync::LazyLock;

/// sRGB's tone curve (IEC 61966-2-1), from 8 bits to light in 16 and back. Other profiles' curves are near enough to weigh
/// pixels by.
static CURVE: LazyLock<Curve> = LazyLock::new(Curve::new);

struct Curve {
    light: [u16; 256],
    level: Vec<u8>,
}

impl Curve {
    fn new() -> Curve {
        let light = std::array::from_fn(|level| {
            let encoded = level as f64 / 255.0;
            let linear = if encoded <= 0.040_45 { encoded / 12.92 } else { ((encoded + 0.055) / 1.055).powf(2.4) };
            (linear * 65_535.0).round() as u16
        });
        let mut level = vec![0; 65_536];
        let mut nearest = 0;
        for (at, level) in level.iter_mut().enumerate() {
            // The next level begins half way between its light and this one's.
            while nearest < 255 && at * 2 > usize::from(light[nearest]) + usize::from(light[nearest + 1]) {
                nearest += 1;
            }
            *level = nearest as u8;
        }
        Curve { light, level }
    }
}

/// Brings a raster to a size; the same size leaves it as it is.
pub(super) fn reduce(raster: Raster, (width, height): (u32, u32)) -> Result<Raster, Problem> {
    if (raster.width, raster.height) == (width, height) {
        return Ok(raster);
    }
    let size = (raster.width, raster.height);
    let (samples, alpha) = match (raster.model, raster.alpha) {
        (Model::Cmyk, alpha) => (resize(raster.samples, PixelType::U8x4, size, (width, height))?, alpha),
        (model, None) => {
            let kind = if model == Model::Gray { PixelType::U16 } else { PixelType::U16x3 };
            (levels(&resize(light(&raster.samples), kind, size, (width, height))?), None)
        }
        (model, Some(alpha)) => {
            let kind = if model == Model::Gray { PixelType::U16x2 } else { PixelType::U16x4 };
            let joined = join(&raster.samples, &alpha, model.channels());
            let (samples, alpha) = part(&resize(joined, kind, size, (width, height))?, model.channels());
            (samples, Some(alpha))
        }
    };
    Ok(Raster { width, height, samples, alpha, ..raster })
}

fn resize(samples: Vec<u8>, kind: PixelType, from: (u32, u32), to: (u32, u32)) -> Result<Vec<u8>, Problem> {
    let failed = |_| Problem::Damaged("its picture data do not fill it".into());
    let source = Image::from_vec_u8(from.0, from.1, samples, kind).map_err(failed)?;
    let mut target = Image::new(to.0, to.1, kind);
    // Opacity is weighed in by this module: the resizer's results for it differ from processor to processor.
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom)).use_alpha(false);
    Resizer::new()
        .resize(&source, &mut target, &options)
        .map_err(|_| Problem::Damaged("its picture data do not fill it".into()))?;
    Ok(target.into_vec())
}

/// Light of each level, in the machine's byte order, as the resizer takes it.
fn light(levels: &[u8]) -> Vec<u8> {
    levels.iter().flat_map(|level| CURVE.light[usize::from(*level)].to_ne_bytes()).collect()
}

fn levels(light: &[u8]) -> Vec<u8> {
    words(light).map(level).collect()
}

fn level(light: u16) -> u8 {
    CURVE.level.get(usize::from(light)).copied().unwrap_or_default()
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u16> {
    bytes.chunks_exact(2).map(|word| u16::from_ne_bytes([word[0], word[1]]))
}

/// Light of each pixel, as much of it as is opaque, and its opacity, in 16 bits.
fn join(samples: &[u8], alpha: &[u8], channels: usize) -> Vec<u8> {
    let mut joined = Vec::with_capacity((samples.len() + alpha.len()) * 2);
    for (pixel, opacity) in samples.chunks_exact(channels).zip(alpha) {
        let opacity = u16::from(*opacity) * 257;
        let weighed = |level: &u8| {
            let light = u32::from(CURVE.light[usize::from(*level)]);
            ((light * u32::from(opacity) + 32_767) / 65_535) as u16
        };
        joined.extend(pixel.iter().flat_map(|level| weighed(level).to_ne_bytes()));
        joined.extend(opacity.to_ne_bytes());
    }
    joined
}

/// The reverse; what is transparent throughout has no colour.
fn part(joined: &[u8], channels: usize) -> (Vec<u8>, Vec<u8>) {
    let (mut samples, mut alpha) = (Vec::new(), Vec::new());
    for pixel in words(joined).collect::<Vec<_>>().chunks_exact(channels + 1) {
        let opacity = u64::from(pixel[channels]).max(1);
        let full = |light: &u16| ((u64::from(*light) * 65_535 + opacity / 2) / opacity).min(65_535) as u16;
        samples.extend(pixel[..channels].iter().map(|light| level(full(light))));
        alpha.push((pixel[channels] >> 8) as u8);
    }
    (samples, alpha)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raster(model: Model, width: u32, samples: Vec<u8>, alpha: Option<Vec<u8>>) -> Raster {
        let height = (samples.len() / model.channels()) as u32 / width;
        Raster { width, height, model, samples, alpha, profile: None }
    }

    #[test]
    fn every_level_comes_back() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(levels(&light(&all)), all);
    }

    #[test]
    fn a_fine_chequer_keeps_its_light() {
        let chequer = (0..64 * 64).map(|at| if (at / 64 + at) % 2 == 0 { 255 } else { 0 }).collect();
        let small = reduce(raster(Model::Gray, 64, chequer, None), (8, 8)).expect("reduced");
        // Half the light is level 188, not 128.
        assert!(small.samples.iter().all(|level| level.abs_diff(188) <= 2), "{:?}", small.samples);
    }

    #[test]
    fn colour_under_what_is_transparent_does_not_bleed() {
        let pixels = (0..32 * 32).flat_map(|at| if at % 32 < 16 { [0, 0, 255] } else { [255, 0, 0] }).collect();
        let alpha = (0..32 * 32).map(|at| if at % 32 < 16 { 255 } else { 0 }).collect();
        let small = reduce(raster(Model::Rgb, 32, pixels, Some(alpha)), (9, 9)).expect("reduced");
        let alpha = small.alpha.expect("it has opacity");
        let seen = small.samples.chunks_exact(3).zip(&alpha).filter(|(_, alpha)| **alpha > 8);
        assert!(seen.into_iter().all(|(pixel, _)| pixel[0] < 8 && pixel[2] > 247));
    }

    #[test]
    fn inks_keep_the_area_that_they_cover() {
        let stripes = (0..64 * 64).flat_map(|at| if at % 2 == 0 { [200, 0, 0, 0] } else { [0; 4] }).collect();
        let small = reduce(raster(Model::Cmyk, 64, stripes, None), (8, 8)).expect("reduced");
        assert!(small.samples.chunks_exact(4).all(|ink| ink[0].abs_diff(100) <= 8 && ink[1..] == [0; 3]));
    }

    /// The resizer has code for several processors: all must give the same bytes.
    #[test]
    fn results_do_not_depend_on_the_processor() {
        let noise = |count: usize| (0..count).map(|at| (at * 7919 % 251) as u8).collect::<Vec<u8>>();
        for (kind, bytes) in [(PixelType::U16, 2), (PixelType::U16x3, 6), (PixelType::U16x4, 8), (PixelType::U8x4, 4)] {
            let samples = noise(97 * 61 * bytes);
            let source = Image::from_vec_u8(97, 61, samples.clone(), kind).expect("an image");
            let mut plain = Image::new(41, 23, kind);
            let mut resizer = Resizer::new();
            // SAFETY: no extension is used at all.
            unsafe { resizer.set_cpu_extensions(fast_image_resize::CpuExtensions::None) };
            let algorithm = ResizeAlg::Convolution(FilterType::CatmullRom);
            let options = ResizeOptions::new().resize_alg(algorithm).use_alpha(false);
            resizer.resize(&source, &mut plain, &options).expect("resized");
            assert!(resize(samples, kind, (97, 61), (41, 23)).expect("resized") == plain.into_vec(), "{kind:?}");
        }
    }
}

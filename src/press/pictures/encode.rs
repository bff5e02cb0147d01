//! Samples coded for a PDF.
//!
//! In: inks, greys or sRGB. Out: a [`Coding`]. Photographs become JPEG; what has few colours or wide even areas, such as a screen shot or
//! a diagram, is packed without loss. Four inks are coded as luminance, chrominance and black (Adobe marker 2), since the encoder
//! then gives the finer table to luminance and black, and without subsampling, so that coloured edges stay sharp. So is sRGB, but
//! for low qualities, where other faults are seen first. The usual Huffman tables are taken: with its own the encoder writes a scan for each channel, which some
//! decoders get wrong, for 5 % fewer bytes.

use super::{Coding, Space};
use crate::assets::pictures::{Problem, pack_rows};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use std::collections::BTreeMap;

/// So many of a hundred pixels equal to their left neighbours, and the picture is no photograph.
const EVEN: usize = 40;
/// Under this quality, colours of sRGB are coded with half the resolution in both directions.
const FULL_CHROMA: u8 = 70;

/// Codes samples of some pixels a row; `photograph` where that is known.
pub(super) fn encode(
    samples: &[u8],
    space: Space,
    size: (u32, u32),
    photograph: bool,
    quality: u8,
) -> Result<Coding, Problem> {
    let channels = space.channels();
    if !photograph {
        if space != Space::Black
            && let Some((colors, indices)) = few_colors(samples, channels)
        {
            return Ok(Coding::Indexed { colors, indices: pack_rows(&indices, size.0 as usize, 1) });
        }
        if is_even(samples, channels) {
            return Ok(Coding::Samples(pack_rows(samples, size.0 as usize, channels)));
        }
    }
    let (color, sampling) = match space {
        Space::Cmyk => (ColorType::CmykAsYcck, SamplingFactor::F_1_1),
        Space::Black => (ColorType::Luma, SamplingFactor::F_1_1),
        Space::Rgb if quality < FULL_CHROMA => (ColorType::Rgb, SamplingFactor::F_2_2),
        Space::Rgb => (ColorType::Rgb, SamplingFactor::F_1_1),
    };
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(sampling);
    let coded = encoder.encode(samples, size.0 as u16, size.1 as u16, color);
    coded.map_err(|_| Problem::Damaged("it cannot be coded anew".into()))?;
    Ok(Coding::Jpeg(bytes))
}

/// The colours in ascending order, all channels of each, and each pixel's index, where there are no more than an index can tell.
fn few_colors(samples: &[u8], channels: usize) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut found: BTreeMap<&[u8], u8> = BTreeMap::new();
    let mut last: &[u8] = &[];
    for pixel in samples.chunks_exact(channels).filter(|pixel| std::mem::replace(&mut last, pixel) != *pixel) {
        found.insert(pixel, 0);
        if found.len() > 256 {
            return None;
        }
    }
    found.values_mut().zip(0..=255).for_each(|(index, number)| *index = number);
    let indices = samples.chunks_exact(channels).map(|pixel| found.get(pixel).copied().unwrap_or_default()).collect();
    Some((found.keys().copied().flatten().copied().collect(), indices))
}

fn is_even(samples: &[u8], channels: usize) -> bool {
    let count = samples.len() / channels;
    let pairs = samples.chunks_exact(channels).zip(samples.chunks_exact(channels).skip(1));
    pairs.filter(|(left, here)| left == here).count() * 100 >= count * EVEN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_colours_are_indexed() {
        let inks = [[0, 0, 0, 255], [0; 4], [0, 0, 0, 255], [9, 8, 7, 6]].concat();
        let (colors, indices) = few_colors(&inks, 4).expect("three colours");
        assert_eq!(colors, [[0; 4], [0, 0, 0, 255], [9, 8, 7, 6]].concat());
        assert_eq!(indices, [1, 0, 1, 2]);
        let many: Vec<u8> = (0..300u32).flat_map(|n| n.to_be_bytes()).collect();
        assert_eq!(few_colors(&many, 4), None);
    }
}

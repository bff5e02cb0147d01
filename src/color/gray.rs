//! Greys that are as light as colours, for black ink on an office printer.
//!
//! In: a colour in sRGB. Out: its grey's level from 0 (black) to 1 (paper). Lightness is kept: luminance is taken from linear
//! light (IEC 61966-2-1) and coded again with sRGB's curve, so that contrasts by WCAG 2.1 stay what they were.

use super::Swatch;
use std::sync::OnceLock;

/// The share of red, green and blue in luminance (ITU-R BT.709, IEC 61966-2-1).
const SHARES: [f64; 3] = [0.2126, 0.7152, 0.0722];

/// Linear light of a coded level from 0 to 1.
fn linear(level: f64) -> f64 {
    if level <= 0.040_45 { level / 12.92 } else { ((level + 0.055) / 1.055).powf(2.4) }
}

/// The coded level of linear light.
fn coded(light: f64) -> f64 {
    if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

/// The relative luminance of an sRGB colour, 0 to 1.
pub fn luminance(color: [u8; 3]) -> f64 {
    static LINEAR: OnceLock<Vec<f64>> = OnceLock::new();
    let table = LINEAR.get_or_init(|| (0..=255).map(|level| linear(f64::from(level) / 255.0)).collect());
    color.into_iter().zip(SHARES).map(|(level, share)| table[usize::from(level)] * share).sum()
}

/// The level of the grey that is as light as an sRGB colour, 0 to 1.
pub fn level(color: [u8; 3]) -> f64 {
    coded(luminance(color)).clamp(0.0, 1.0)
}

/// The same as 8 bits, for each pixel of a picture.
pub fn levels(rgb: &[u8]) -> Vec<u8> {
    // Finer than 8 bits in the darkest shades, where the curve is steepest.
    const STEPS: usize = 4096;
    static CODED: OnceLock<Vec<u8>> = OnceLock::new();
    let step = |index: usize| (coded(index as f64 / STEPS as f64) * 255.0).round() as u8;
    let table = CODED.get_or_init(|| (0..=STEPS).map(step).collect());
    let (pixels, _) = rgb.as_chunks::<3>();
    pixels.iter().map(|pixel| table[((luminance(*pixel) * STEPS as f64).round() as usize).min(STEPS)]).collect()
}

/// How well two luminances stand out from each other, 1 to 21 (WCAG 2.1).
pub fn contrast(a: f64, b: f64) -> f64 {
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

impl Swatch {
    /// The level of the swatch's grey, 0 to 1: full black stays black, paper stays paper, all else keeps its lightness.
    pub fn gray(&self) -> f64 {
        match self.cmyk {
            [0.0, 0.0, 0.0, black] if self.spot.is_none() && black >= 100.0 => 0.0,
            [0.0, 0.0, 0.0, 0.0] if self.spot.is_none() => 1.0,
            _ => level(self.srgb),
        }
    }

    /// The relative luminance of that grey.
    pub fn gray_luminance(&self) -> f64 {
        linear(self.gray())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greys_keep_their_level_and_colours_their_lightness() {
        for grey in [0, 1, 40, 128, 254, 255] {
            assert!((level([grey; 3]) - f64::from(grey) / 255.0).abs() < 1e-6, "{grey}");
        }
        // L* of pure blue is 32.3, which is the grey 76; luma would say 18.
        assert_eq!((level([0, 0, 255]) * 255.0).round(), 76.0);
        let pixels = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [9, 9, 9], [250, 250, 250]];
        let exact: Vec<u8> = pixels.iter().map(|pixel| (level(*pixel) * 255.0).round() as u8).collect();
        assert_eq!(levels(&pixels.concat()), exact);
    }

    #[test]
    fn black_and_paper_are_what_their_inks_say() {
        let swatch = |cmyk, srgb| Swatch { name: String::new(), cmyk, srgb, spot: None, source: None };
        assert_eq!(swatch([0.0, 0.0, 0.0, 100.0], [26; 3]).gray(), 0.0);
        assert_eq!(swatch([0.0; 4], [250, 248, 240]).gray(), 1.0);
        assert!((swatch([0.0, 0.0, 0.0, 50.0], [128; 3]).gray() - 128.0 / 255.0).abs() < 1e-6);
    }
}

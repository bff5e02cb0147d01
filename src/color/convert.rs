//! From sRGB to ink, for colours that are given for the screen only: a theme's accent, a logo's shapes.
//!
//! In: sRGB, 0 to 255. Out: ink in whole percent, through the profile of the print condition, relative colorimetric.
//! `moxcms` does it because `image` brings it in already; black point compensation, which it lacks, matters for
//! pictures but not for plain colours. Whole percents keep the result equal on every machine.

use super::profiles;
use moxcms::{ColorProfile, Layout, RenderingIntent, TransformOptions};

/// Ink in percent (cyan, magenta, yellow, black) for each of some sRGB colours.
///
/// Neutral greys become black ink alone, so that black lines and letters stay sharp on the press; white becomes none.
pub fn srgb_to_cmyk(colors: &[[u8; 3]]) -> Vec<[f32; 4]> {
    let chromatic: Vec<u8> = colors.iter().filter(|c| !is_neutral(c)).flatten().copied().collect();
    let converted = if chromatic.is_empty() { Vec::new() } else { through_profile(&chromatic).unwrap_or_default() };
    let mut inks = converted.chunks_exact(4);
    colors
        .iter()
        .map(|color| if is_neutral(color) { black_only(color[0]) } else { limited(inks.next(), color) })
        .collect()
}

fn is_neutral(color: &[u8; 3]) -> bool {
    color[0] == color[1] && color[1] == color[2]
}

/// Black ink for a grey: the level's complement. sRGB's tone curve and the dot gain of coated offset nearly cancel
/// (level 128 has L* 54, half a black about 60).
fn black_only(level: u8) -> [f32; 4] {
    let darkness = 1.0 - f32::from(level) / 255.0;
    [0.0, 0.0, 0.0, (darkness * 100.0).round()]
}

fn through_profile(rgb: &[u8]) -> Option<Vec<u8>> {
    let source = ColorProfile::new_from_slice(profiles::SRGB).ok()?;
    let target = ColorProfile::new_from_slice(profiles::PRINT).ok()?;
    let options = TransformOptions { rendering_intent: RenderingIntent::RelativeColorimetric, ..Default::default() };
    let transform = source.create_transform_8bit(Layout::Rgb, &target, Layout::Rgba, options).ok()?;
    let mut inks = vec![0; rgb.len() / 3 * 4];
    transform.transform(rgb, &mut inks).ok()?;
    Some(inks)
}

/// In percent and within the ink limit; without a conversion, the plain complement.
fn limited(inks: Option<&[u8]>, color: &[u8; 3]) -> [f32; 4] {
    let percent = |value: u8| (f32::from(value) / 2.55).round();
    let mut ink = match inks {
        Some([c, m, y, k]) => [*c, *m, *y, *k].map(percent),
        _ => [255 - color[0], 255 - color[1], 255 - color[2], 0].map(percent),
    };
    let total: f32 = ink.iter().sum();
    if total > profiles::PRINT_INK_LIMIT {
        let factor = (profiles::PRINT_INK_LIMIT - ink[3]) / (total - ink[3]);
        ink[..3].iter_mut().for_each(|part| *part = (*part * factor).floor());
    }
    ink
}

#[cfg(test)]
mod tests {
    use super::srgb_to_cmyk;

    #[test]
    fn neutrals_are_black_ink_alone() {
        let inks = srgb_to_cmyk(&[[0, 0, 0], [255, 255, 255], [128, 128, 128]]);
        assert_eq!(inks, [[0.0, 0.0, 0.0, 100.0], [0.0; 4], [0.0, 0.0, 0.0, 50.0]]);
    }

    #[test]
    fn colours_go_through_the_print_profile() {
        let inks = srgb_to_cmyk(&[[200, 30, 40], [10, 10, 60]]);
        let [red, navy] = [inks[0], inks[1]];
        assert!(red[1] > 85.0 && red[2] > 70.0 && red[0] < 30.0, "{red:?}");
        assert!(navy.iter().sum::<f32>() <= 300.0, "{navy:?}");
    }
}

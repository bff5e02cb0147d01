//! From sRGB to ink, for colours that are given for the screen only: a theme's accent, a logo's shapes.
//!
//! In: sRGB, 0 to 255; the print condition; the ink limit. Out: ink in whole percent, through the condition's profile,
//! relative colorimetric with black point compensation. Whole percents keep the result equal on every machine.

use super::condition::PrintCondition;

/// Ink in percent (cyan, magenta, yellow, black) for each of some sRGB colours.
///
/// Neutral greys become black ink alone, so that black lines and letters stay sharp on the press; white becomes none.
pub fn srgb_to_cmyk(colors: &[[u8; 3]], condition: &PrintCondition, ink_limit: f32) -> Vec<[f32; 4]> {
    let chromatic: Vec<u8> = colors.iter().filter(|c| !is_neutral(c)).flatten().copied().collect();
    let converted = if chromatic.is_empty() { Vec::new() } else { through_profile(&chromatic, condition) };
    let mut inks = converted.chunks_exact(4);
    colors
        .iter()
        .map(|color| match is_neutral(color) {
            true => black_only(color[0]),
            false => limited(in_percent(inks.next(), color), ink_limit),
        })
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

fn through_profile(rgb: &[u8], condition: &PrintCondition) -> Vec<u8> {
    condition.few_from_srgb().map(|conversion| conversion.convert(rgb)).unwrap_or_default()
}

/// In percent; without a conversion, the plain complement.
fn in_percent(inks: Option<&[u8]>, color: &[u8; 3]) -> [f32; 4] {
    let percent = |value: u8| (f32::from(value) / 2.55).round();
    match inks {
        Some([c, m, y, k]) => [*c, *m, *y, *k].map(percent),
        _ => [255 - color[0], 255 - color[1], 255 - color[2], 0].map(percent),
    }
}

/// Within the limit: cyan, magenta and yellow are reduced in proportion, black, which gives the depth, is kept.
fn limited(mut ink: [f32; 4], limit: f32) -> [f32; 4] {
    let total: f32 = ink.iter().sum();
    if total > limit {
        let factor = (limit - ink[3]) / (total - ink[3]);
        ink[..3].iter_mut().for_each(|part| *part = (*part * factor).floor());
    }
    ink
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coated(colors: &[[u8; 3]]) -> Vec<[f32; 4]> {
        srgb_to_cmyk(colors, &PrintCondition::coated(), 300.0)
    }

    #[test]
    fn neutrals_are_black_ink_alone() {
        let inks = coated(&[[0, 0, 0], [255, 255, 255], [128, 128, 128]]);
        assert_eq!(inks, [[0.0, 0.0, 0.0, 100.0], [0.0; 4], [0.0, 0.0, 0.0, 50.0]]);
    }

    #[test]
    fn colours_go_through_the_print_profile() {
        let inks = coated(&[[200, 30, 40], [10, 10, 60]]);
        let [red, navy] = [inks[0], inks[1]];
        assert!(red[1] > 85.0 && red[2] > 70.0 && red[0] < 30.0, "{red:?}");
        assert!(navy.iter().sum::<f32>() <= 300.0, "{navy:?}");
    }

    #[test]
    fn less_ink_is_taken_from_the_colours() {
        let [ink] = srgb_to_cmyk(&[[10, 10, 60]], &PrintCondition::coated(), 220.0)[..] else { panic!("one colour") };
        let [full] = coated(&[[10, 10, 60]])[..] else { panic!("one colour") };
        assert!(ink.iter().sum::<f32>() <= 220.0 && ink[3] == full[3], "{ink:?} {full:?}");
    }
}

//! How light inks are on paper: relative luminance, 1 for bare paper.
//!
//! By the Neugebauer equations (Neugebauer 1937) with the correction of Yule and Nielsen (1951): the sixteen overprints of
//! four solid inks, mixed by the share of paper that each covers (Demichel 1924).

use super::inks::Levels;
pub use crate::color::gray::contrast;

/// The exponent of Yule and Nielsen, fitted to the profile (a test holds the two together).
const N: f64 = 2.0;

/// Luminance of each overprint of solid inks; bit 0 is cyan, 1 magenta, 2 yellow, 3 black. Read from the profile of the
/// default print condition (ISO Coated v2 300 %), relative to the paper.
const SOLIDS: [f64; 16] =
    [1.0, 0.307, 0.187, 0.049, 0.824, 0.229, 0.176, 0.044, 0.024, 0.014, 0.013, 0.010, 0.023, 0.015, 0.015, 0.011];

/// Luminance of inks, 255 for solid; that of a spot ink in full is given.
pub fn of(inks: Levels, spot_in_full: f64) -> f64 {
    let [c, m, y, k, spot] = inks.map(|ink| f64::from(ink) / 255.0);
    let shares = [c, m, y, k];
    let solids = SOLIDS.iter().enumerate().map(|(mask, solid)| {
        let covered =
            shares.iter().enumerate().map(|(ink, share)| if mask >> ink & 1 == 1 { *share } else { 1.0 - share });
        covered.product::<f64>() * solid.powf(1.0 / N)
    });
    let process = solids.sum::<f64>();
    (process * (1.0 - spot + spot * spot_in_full.powf(1.0 / N))).powf(N)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::condition::PrintCondition;
    use crate::color::engine::{Amount, Conversion};
    use crate::color::profiles;

    /// Through the profile, relative colorimetric, to sRGB and its luminance.
    fn measured(inks: [u8; 4]) -> f64 {
        let profile = PrintCondition::coated().profile();
        let conversion = Conversion::new(&profile, profiles::SRGB, Amount::Few).expect("both are sound");
        let rgb = conversion.convert(&inks);
        let linear = |level: u8| {
            let v = f64::from(level) / 255.0;
            if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2])
    }

    #[test]
    fn it_agrees_with_the_profile() {
        for level in [40, 90, 128, 180, 220] {
            for inks in [
                [level, 0, 0, 0],
                [0, level, 0, 0],
                [0, 0, 0, level],
                [level, level, 0, 0],
                [level, level / 2, 0, level / 2],
                [level, level, level, 0],
            ] {
                let [c, m, y, k] = inks;
                let (ours, theirs) = (of([c, m, y, k, 0], 1.0), measured(inks));
                assert!((ours.sqrt() - theirs.sqrt()).abs() < 0.06, "{inks:?}: {ours} {theirs}");
            }
        }
    }
}

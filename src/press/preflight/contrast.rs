//! Contrast of text with what lies under it in print.
//!
//! Under words on a photograph the ground is not even: a fifth of it may be worse than the value that is told.

use super::finding::Finding;
use super::inks::{CHANNELS, Levels};
use super::luminance;
use super::plates::{Plates, Window};
use super::scene::{Scene, excerpt, number, x_height_area};
use crate::paint::display_list::{Item, ItemKind};

/// The share of the ground that may be worse.
const WORSE: usize = 5;

/// Looks at an item before it is printed on the plates.
pub fn check(scene: &Scene, item: &Item, plates: &Plates, index: usize, found: &mut Vec<Finding>) {
    let ItemKind::Glyphs { origin, run } = &item.kind else { return };
    // Ornaments, such as a great numeral behind the words, need not be read.
    if item.tag.is_none() || run.text.trim().is_empty() {
        return;
    }
    let window = plates.window(x_height_area(*origin, run));
    let text = luminance::of(scene.inks.swatch(run.color).levels(), scene.spot_luminance);
    let ratio = ground(plates, window, |pixel| luminance::contrast(text, luminance::of(pixel, scene.spot_luminance)));
    if ratio >= scene.limits.contrast {
        return;
    }
    let style = scene.style(run);
    found.push(
        Finding::warning("low-contrast", index)
            .says(
                format!("the text {}", excerpt(run)),
                format!("has a contrast of {} : 1 with its ground", number(ratio)),
            )
            .places([
                (item.source, "these words"),
                (style.and_then(|style| style.color), "their colour"),
                (item.layout, "placed here"),
            ])
            .help(format!(
                "take a darker or lighter colour, or a calmer ground: {} : 1 is the least",
                number(scene.limits.contrast)
            ))
            .measured(ratio, scene.limits.contrast, "ratio"),
    );
}

/// The contrast with the ground in a window, but for the worst of it. `of_pixel` tells that with one pixel.
pub(super) fn ground(plates: &Plates, window: Window, of_pixel: impl Fn(Levels) -> f64) -> f64 {
    let mut last = ([0; CHANNELS], of_pixel([0; CHANNELS]));
    let mut ratios = Vec::new();
    for pixel in plates.rows(window).flatten() {
        if *pixel != last.0 {
            last = (*pixel, of_pixel(*pixel));
        }
        ratios.push(last.1);
    }
    ratios.sort_by(f64::total_cmp);
    ratios.get(ratios.len() / WORSE).copied().unwrap_or(f64::INFINITY)
}

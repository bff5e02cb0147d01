//! Total ink: colours that are over the limit by themselves, and places where more lies on one another.

use super::finding::Finding;
use super::inks::{Levels, Tone};
use super::plates::{Plates, RESOLUTION, Renderer};
use super::scene::{Scene, millimetres, number};
use crate::color::Paint;
use crate::paint::display_list::{DisplayPage, Item, ItemKind};
use std::collections::BTreeMap;

/// What rounding four inks to bytes may add, in 255ths of an ink.
const ROUNDING: f32 = 4.0;
/// A pixel's area, in square millimetres.
const PIXEL: f64 = (25.4 / RESOLUTION) * (25.4 / RESOLUTION);

/// Colours over the limit wherever they stand, however small.
pub fn colors(scene: &Scene, page: &DisplayPage, index: usize, found: &mut Vec<Finding>) {
    let limit = scene.list.press.ink_limit;
    for item in &page.items {
        let paint = match &item.kind {
            ItemKind::Glyphs { run, .. } => Paint::Swatch(run.color),
            ItemKind::Fill { paint, .. } | ItemKind::Stroke { paint, .. } => *paint,
            ItemKind::Picture { .. } => continue,
        };
        let tone = scene.inks.of(paint);
        if paint == Paint::Registration || is_registration(tone) {
            found.push(registration(scene, item, paint, index));
        } else if tone.total() > limit + 0.5 {
            let total = f64::from(tone.total());
            found.push(
                Finding::error("ink-limit", index)
                    .says(scene.paint_name(paint), format!("is {} % of ink ({tone})", number(total.round())))
                    .places([(scene.paint_source(paint), "too much ink"), (item.source, "printed here")])
                    .help(format!("take ink away until the four add up to {limit} % or less; more does not dry"))
                    .measured(total, f64::from(limit), "%"),
            );
        }
    }
}

fn is_registration(tone: Tone) -> bool {
    tone.0[..4].iter().all(|ink| *ink >= 100.0)
}

fn registration(scene: &Scene, item: &Item, paint: Paint, page: usize) -> Finding {
    Finding::error("registration-color", page)
        .says(scene.paint_name(paint), "is all inks solid, the colour of printer's marks, and is used")
        .places([(scene.paint_source(paint), "all inks"), (item.source, "printed here")])
        .help("write `cmyk: [0, 0, 0, 100]` for black; marks are added by the press settings")
        .measured(f64::from(scene.inks.of(paint).total()), f64::from(scene.list.press.ink_limit), "%")
}

/// Places where more ink lies than the limit, over more than the area that is let pass.
pub fn places(
    scene: &Scene,
    (page, index): (&DisplayPage, usize),
    plates: &mut Plates,
    renderer: &mut Renderer,
    found: &mut Vec<Finding>,
) {
    let limit = scene.list.press.ink_limit;
    let over = |pixel: &Levels| total(pixel) as f32 > limit * 2.55 + ROUNDING;
    let area = plates.inks.iter().filter(|pixel| over(pixel)).count() as f64 * PIXEL;
    if area < scene.limits.ink_area {
        return;
    }
    // Seldom enough that the page may be printed once more to see what did it.
    renderer.page(page, plates, true, |_, _| {});
    let mut causes: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for (at, pixel) in plates.inks.iter().enumerate().filter(|(_, pixel)| over(pixel)) {
        let owner = plates.owners.as_ref().and_then(|owners| owners.get(at)).copied().unwrap_or(u32::MAX);
        let (count, worst) = causes.entry(owner).or_insert((0, at));
        *count += 1;
        if total(pixel) > total(&plates.inks[*worst]) {
            *worst = at;
        }
    }
    for (owner, (count, worst)) in causes {
        let Some(item) = page.items.get(owner as usize) else { continue };
        let own = scene.tone(item).map_or(0.0, Tone::total);
        if count as f64 * PIXEL >= scene.limits.ink_area && own <= limit + 0.5 {
            found.push(place(scene, item, plates, (count, worst), index));
        }
    }
}

fn total(pixel: &Levels) -> u32 {
    pixel.iter().map(|ink| u32::from(*ink)).sum()
}

fn place(scene: &Scene, item: &Item, plates: &Plates, (count, worst): (usize, usize), page: usize) -> Finding {
    let limit = f64::from(scene.list.press.ink_limit);
    let most = plates.inks.get(worst).map_or(0.0, |pixel| f64::from(total(pixel)) / 2.55);
    let (x, y) = plates.place(worst);
    let has = format!(
        "has up to {} % of ink over {} mm², the most {} from the left and {} from the top,",
        number(most.round()),
        number((count as f64 * PIXEL).round()),
        millimetres(x),
        millimetres(y),
    );
    let help = match item.kind {
        ItemKind::Picture { .. } => {
            "convert it to CMYK for the print condition again, or give it as sRGB: Plenary then converts it"
        }
        _ => "take ink away from this colour or from what lies under it",
    };
    Finding::error("ink-limit", page)
        .says(scene.name(item), has)
        .places([(item.source, "here"), (item.layout, "placed here")])
        .help(format!("{help}; the limit is {} %", number(limit)))
        .measured(most, limit, "%")
}

//! Pages for the office printer: black ink alone, no bleed, letters that are not made of dots.
//!
//! In: a display list. Out: the same list, its swatches greys of the same lightness, so that every contrast stays. Such
//! printers show greys as dots, which fray small letters and thin lines. Those that stand out well from what they stand on
//! therefore become black, or white where they are the lighter part; on pictures they keep their greys.

use super::ink::{black, process};
use crate::color::gray::contrast;
use crate::color::{Paint, Swatch, SwatchId};
use crate::geometry::{Edges, Point, Rect};
use crate::paint::display_list::{DisplayList, DisplayPage, Item, ItemKind};

/// Contrast from which text is read with ease (WCAG 2.1, 1.4.3): letters that have it are dark, or light, on purpose.
const READABLE: f64 = 4.5;

/// Turns a list to black ink; nothing reaches beyond the trim afterwards.
pub(super) fn prepare(list: &mut DisplayList) {
    let luminances: Vec<f64> = list.swatches.iter().map(Swatch::gray_luminance).collect();
    list.swatches.iter_mut().for_each(to_gray);
    let ends = Ends { black: black(list), white: process(list, [0.0; 4]) };
    for page in &mut list.pages {
        page.bleed = Edges::default();
        sharpen(page, &luminances, ends);
    }
}

fn to_gray(swatch: &mut Swatch) {
    let level = swatch.gray();
    swatch.cmyk = [0.0, 0.0, 0.0, ((1.0 - level) * 100.0) as f32];
    swatch.srgb = [(level * 255.0).round() as u8; 3];
    swatch.spot = None;
}

/// The swatches at both ends of the scale of greys.
#[derive(Clone, Copy)]
struct Ends {
    black: SwatchId,
    white: SwatchId,
}

/// What letters stand on.
struct Ground {
    area: Rect,
    /// `None` for a picture, which has many.
    luminance: Option<f64>,
}

/// Gives letters and thin lines that stand out from their ground the end of the scale towards which they do.
fn sharpen(page: &mut DisplayPage, luminances: &[f64], ends: Ends) {
    let mut grounds: Vec<Ground> = Vec::new();
    let luminance = |swatch: SwatchId| luminances.get(swatch.0 as usize).copied();
    for item in &mut page.items {
        if let Some((swatch, place)) = letters_or_line(item) {
            let ground = grounds
                .iter()
                .rev()
                .find(|ground| ground.area.contains(&Rect::new(place.x, place.y, place.x, place.y)));
            let ground = ground.map_or(Some(1.0), |ground| ground.luminance);
            if let (Some(own), Some(ground)) = (luminance(*swatch), ground)
                && contrast(own, ground) >= READABLE
            {
                *swatch = if own < ground { ends.black } else { ends.white };
            }
            continue;
        }
        match &item.kind {
            ItemKind::Fill { path, paint: Paint::Swatch(swatch) } => {
                let ground = path.bounds().map(|area| Ground { area, luminance: luminance(*swatch) });
                grounds.extend(ground);
            }
            ItemKind::Fill { path, .. } => grounds.extend(path.bounds().map(|area| Ground { area, luminance: None })),
            ItemKind::Picture { area, .. } => grounds.push(Ground { area: *area, luminance: None }),
            _ => {}
        }
    }
}

/// The swatch of a run of letters or of a thin line, and a point in its middle.
fn letters_or_line(item: &mut Item) -> Option<(&mut SwatchId, Point)> {
    let thin = item.kind.is_thin();
    match &mut item.kind {
        ItemKind::Glyphs { origin, run } => {
            // A quarter of an em above the baseline is within small letters.
            let place = Point::new(origin.x + run.x + run.width() / 2, origin.y - run.rise - run.size / 4);
            Some((&mut run.color, place))
        }
        ItemKind::Stroke { path, paint: Paint::Swatch(swatch), .. }
        | ItemKind::Fill { path, paint: Paint::Swatch(swatch) }
            if thin =>
        {
            let area = path.bounds()?;
            Some((swatch, Point::new((area.left + area.right) / 2, (area.top + area.bottom) / 2)))
        }
        _ => None,
    }
}

//! Colours of what the press stage adds: swatches of process inks, found in the list or added to it; and the inks that a
//! list uses.

use crate::assets::pictures::Pictures;
use crate::color::{Paint, Swatch, SwatchId};
use crate::paint::display_list::{DisplayList, Item, ItemKind};

/// The process inks in the order of their plates.
pub const NAMES: [&str; 4] = ["Cyan", "Magenta", "Yellow", "Black"];

/// Of the process inks.
pub const BLACK_ALONE: [bool; 4] = [false, false, false, true];

/// Black ink in full.
pub fn black(list: &mut DisplayList) -> SwatchId {
    process(list, [0.0, 0.0, 0.0, 100.0])
}

/// The swatch of these inks in percent.
pub fn process(list: &mut DisplayList, cmyk: [f32; 4]) -> SwatchId {
    let found = list.swatches.iter().position(|swatch| swatch.cmyk == cmyk);
    let index = found.unwrap_or_else(|| {
        let parts = NAMES.iter().zip(cmyk).filter(|(_, ink)| *ink > 0.0).map(|(name, ink)| format!("{name} {ink}"));
        let name = parts.collect::<Vec<_>>().join(" ");
        list.swatches.push(Swatch { name, cmyk, srgb: on_screen(cmyk), spot: None, source: None });
        list.swatches.len() - 1
    });
    SwatchId(index as u16)
}

/// About what the inks look like; sheets are never made for screens.
fn on_screen(cmyk: [f32; 4]) -> [u8; 3] {
    let light = 1.0 - cmyk[3] / 100.0;
    [0, 1, 2].map(|ink| ((1.0 - cmyk[ink] / 100.0) * light * 255.0).round() as u8)
}

/// Which process inks the pages use. Coloured pictures and colours that came with drawings count as all four.
pub fn used(list: &DisplayList, pictures: &Pictures) -> [bool; 4] {
    let mut used = [false; 4];
    for item in list.pages.iter().flat_map(|page| &page.items) {
        match inks(list, pictures, item) {
            Some(cmyk) => used.iter_mut().zip(cmyk).for_each(|(used, ink)| *used |= ink > 0.0),
            None => return [true; 4],
        }
    }
    used
}

fn inks(list: &DisplayList, pictures: &Pictures, item: &Item) -> Option<[f32; 4]> {
    const BLACK: [f32; 4] = [0.0, 0.0, 0.0, 100.0];
    let swatch = match &item.kind {
        ItemKind::Glyphs { run, .. } => run.color,
        ItemKind::Fill { paint: Paint::Swatch(swatch), .. } | ItemKind::Stroke { paint: Paint::Swatch(swatch), .. } => {
            *swatch
        }
        ItemKind::Picture { picture, .. } => {
            return pictures.get(*picture).filter(|picture| picture.is_gray()).map(|_| BLACK);
        }
        ItemKind::Fill { .. } | ItemKind::Stroke { .. } => return None,
    };
    list.swatches.get(swatch.0 as usize).map(|swatch| swatch.cmyk)
}

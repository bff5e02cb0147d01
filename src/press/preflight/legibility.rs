//! Whether those with low sight can read the screen edition: contrast and size of its words.
//!
//! In: the display list. Out: findings as those of the preflight. Contrast is that of WCAG 2.2 (1.4.3): relative
//! luminances of the colours in sRGB, 4.5 : 1, or 3 : 1 for large text; the ground is what lies beneath the words, from
//! the page's own pixels. That a size can be too small is Plenary's own rule: readers enlarge a page as a whole.

use super::contrast::ground;
use super::finding::{self, Finding};
use super::inks::Inks;
use super::plates::{Plates, Renderer};
use super::preview::Previews;
use super::scene::{Scene, excerpt, number, points, x_height_area};
use crate::assets::fonts::FontBook;
use crate::assets::pictures::Pictures;
use crate::color::gray::{contrast, luminance};
use crate::diagnostic::Diagnostic;
use crate::geometry::Length;
use crate::glyph::GlyphRun;
use crate::paint::display_list::{DisplayList, Item, ItemKind};
use crate::press::pictures::Prepared;

/// The least contrast of text, and of large text.
const CONTRAST: f64 = 4.5;
const CONTRAST_OF_LARGE: f64 = 3.0;
/// Text is large from this size on, in points; in bold from the second.
const LARGE: f64 = 18.0;
const LARGE_BOLD: f64 = 14.0;
const BOLD: u16 = 700;
/// The smallest text, in points.
const SMALLEST: f64 = 7.0;

/// Everything that is found on the pages as a screen shows them.
pub fn check_on_screen(list: &DisplayList, fonts: &FontBook, pictures: &Pictures) -> Vec<Diagnostic> {
    let scene = Scene { inks: Inks::on_screen(list), ..Scene::new(list, fonts, pictures) };
    let prepared = Prepared::default();
    let previews = Previews::on_screen(pictures, &prepared, super::wanted(list));
    let mut renderer = Renderer::new(fonts, pictures, &scene.inks, &previews);
    let mut plates = Plates::default();
    let mut found = Vec::new();
    for (index, page) in list.pages.iter().enumerate() {
        renderer.page(page, &mut plates, false, |item, plates| {
            let ItemKind::Glyphs { run, .. } = &item.kind else { return };
            // Ornaments, such as a great numeral behind the words, need not be read.
            if item.tag.is_some() && !run.text.trim().is_empty() {
                faint(&scene, item, plates, index, &mut found);
                small(&scene, item, run, index, &mut found);
            }
        });
    }
    finding::told(found, &list.pages, scene.limits)
}

/// The red, green and blue of a pixel whose "inks" are what they lack of full light.
fn light([red, green, blue, ..]: super::inks::Levels) -> f64 {
    luminance([red, green, blue].map(|level| 255 - level))
}

fn faint(scene: &Scene, item: &Item, plates: &Plates, page: usize, found: &mut Vec<Finding>) {
    let ItemKind::Glyphs { origin, run } = &item.kind else { return };
    let text = light(scene.inks.swatch(run.color).levels());
    let ratio = ground(plates, plates.window(x_height_area(*origin, run)), |pixel| contrast(text, light(pixel)));
    let large = is_large(scene, run);
    let least = if large { CONTRAST_OF_LARGE } else { CONTRAST };
    if ratio >= least {
        return;
    }
    let style = scene.style(run);
    let (size, exempt) = (points(run.size), if large { "large text" } else { "text of this size" });
    found.push(
        Finding::warning("screen-contrast", page)
            .says(
                style.map_or_else(|| excerpt(run), |style| format!("style `{}`", style.name)),
                format!("sets {} in {size} with a contrast of {} : 1 to its ground", excerpt(run), number(ratio)),
            )
            .places([
                (style.and_then(|style| style.color), "the colour"),
                (item.source, "these words"),
                (item.layout, "placed here"),
            ])
            .help(format!("take a darker or lighter colour, or a calmer ground: {exempt} needs {} : 1", number(least)))
            .measured(ratio, least, "ratio"),
    );
}

fn is_large(scene: &Scene, run: &GlyphRun) -> bool {
    let is_bold = scene.fonts.face(run.font).weight >= BOLD;
    run.size >= Length::pt(if is_bold { LARGE_BOLD } else { LARGE })
}

/// Raised and lowered signs are small against the words that they stand among.
fn small(scene: &Scene, item: &Item, run: &GlyphRun, page: usize, found: &mut Vec<Finding>) {
    if run.size >= Length::pt(SMALLEST) || run.rise != Length::ZERO {
        return;
    }
    let style = scene.style(run);
    found.push(
        Finding::warning("tiny-text", page)
            .says(
                style.map_or_else(|| excerpt(run), |style| format!("style `{}`", style.name)),
                format!("sets {} in {}", excerpt(run), points(run.size)),
            )
            .places([(style.and_then(|style| style.size), "the size"), (item.source, "these words")])
            .help(format!("set it in at least {SMALLEST} pt"))
            .measured(run.size.to_pt(), SMALLEST, "pt"),
    );
}

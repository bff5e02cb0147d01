//! Preflight: what a print shop would find, measured on the display list, by the numbers that `docs/preflight.md` gives
//! with their sources; and for the screen edition what hinders readers with low sight (`docs/screen.md`).
//!
//! In: a display list with its press settings, its fonts, pictures and what was made of these for the press. Out: findings with their places in the event or
//! layout, pages, values, limits and remedies. Each check is a file; pages are looked at in parallel, and the findings
//! come in their order.

mod bleed;
mod contrast;
mod finding;
mod fonts;
mod ink;
mod inks;
mod legibility;
mod lines;
mod luminance;
mod pages;
mod plates;
mod preview;
mod resolution;
mod scene;
mod text;
mod transparency;

use crate::assets::PictureId;
use crate::assets::fonts::FontBook;
use crate::assets::pictures::Pictures;
use crate::diagnostic::Diagnostic;
use crate::geometry::Rect;
use crate::paint::display_list::{DisplayList, DisplayPage, ItemKind};
use crate::press::pictures::Prepared;
use finding::Finding;
pub use legibility::check_on_screen;
use plates::{Plates, Renderer};
use preview::Previews;
use scene::{Scene, x_height_area};
use std::collections::BTreeSet;
use std::num::NonZeroUsize;

/// Everything that the preflight finds.
pub fn check(list: &DisplayList, fonts: &FontBook, pictures: &Pictures, prepared: &Prepared) -> Vec<Diagnostic> {
    let scene = Scene::new(list, fonts, pictures);
    let previews = Previews::new(pictures, prepared, wanted(list));
    let mut found = Vec::new();
    pages::count(&scene, &mut found);
    pages::blank(&scene, &mut found);
    fonts::check(&scene, &mut found);
    for (index, page) in list.pages.iter().enumerate() {
        pages::size(&scene, page, index, &mut found);
        resolution::check(&scene, page, index, &mut found);
        lines::check(&scene, page, index, &mut found);
        text::check(&scene, page, index, &mut found);
        bleed::check(&scene, page, index, &mut found);
        ink::colors(&scene, page, index, &mut found);
        transparency::check(&scene, page, index, &mut found);
    }
    found.extend(on_plates(&scene, &previews));
    finding::told(found, &list.pages, scene.limits)
}

/// The mean of each ink over each page with its bleed (cyan, magenta, yellow, black, spot inks; 1 is solid), and the most ink on
/// one place, as the plates have them: to be held against another program's.
pub fn coverage(
    list: &DisplayList,
    fonts: &FontBook,
    pictures: &Pictures,
    prepared: &Prepared,
) -> Vec<([f64; inks::CHANNELS], f64)> {
    let scene = Scene::new(list, fonts, pictures);
    let all = (0..pictures.len()).map(|index| PictureId(index as u32)).collect();
    let previews = Previews::new(pictures, prepared, all);
    let mut renderer = Renderer::new(fonts, pictures, &scene.inks, &previews);
    let mut plates = Plates::default();
    let mut of_page = |page: &DisplayPage| {
        renderer.page(page, &mut plates, false, |_, _| {});
        plates.coverage()
    };
    list.pages.iter().map(&mut of_page).collect()
}

/// The checks that need separations, pages shared among threads.
fn on_plates(scene: &Scene, previews: &Previews) -> Vec<Finding> {
    let pages = &scene.list.pages;
    let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get).clamp(1, pages.len().max(1));
    let part = |first: usize| {
        let mut renderer = Renderer::new(scene.fonts, scene.pictures, &scene.inks, previews);
        let mut plates = Plates::default();
        let mut found = Vec::new();
        for (index, page) in pages.iter().enumerate().skip(first).step_by(threads) {
            renderer.page(page, &mut plates, false, |item, plates| {
                contrast::check(scene, item, plates, index, &mut found);
            });
            ink::places(scene, (page, index), &mut plates, &mut renderer, &mut found);
        }
        found
    };
    let mut found: Vec<Finding> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|first| scope.spawn(move || part(first))).collect();
        let mut found = part(0);
        for other in others {
            match other.join() {
                Ok(more) => found.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        found
    });
    found.sort_by_key(|finding| finding.page);
    found
}

/// The pictures under words: their pixels matter.
fn wanted(list: &DisplayList) -> BTreeSet<PictureId> {
    let mut wanted = BTreeSet::new();
    for page in &list.pages {
        let mut areas: Vec<(PictureId, Rect)> = Vec::new();
        for item in &page.items {
            match &item.kind {
                ItemKind::Picture { picture, area, .. } => areas.push((*picture, *area)),
                ItemKind::Glyphs { origin, run } if item.tag.is_some() => {
                    let words = x_height_area(*origin, run);
                    wanted.extend(areas.iter().filter(|(_, area)| area.overlaps(&words)).map(|(id, _)| *id));
                }
                _ => {}
            }
        }
    }
    wanted
}

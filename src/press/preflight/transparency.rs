//! Transparent pictures, where the printer asks for files without.
//!
//! PDF/X-4 allows transparency, so nothing is said unless the event does.

use super::finding::Finding;
use super::scene::Scene;
use crate::assets::pictures::PictureKind;
use crate::paint::display_list::{DisplayPage, ItemKind};

pub fn check(scene: &Scene, page: &DisplayPage, index: usize, found: &mut Vec<Finding>) {
    if scene.limits.transparency {
        return;
    }
    for item in &page.items {
        let ItemKind::Picture { picture, .. } = &item.kind else { continue };
        if matches!(scene.pictures.get(*picture).map(|held| &held.kind), Some(PictureKind::Png(png)) if png.has_alpha) {
            found.push(
                Finding::error("transparency", index)
                    .says(scene.picture_name(*picture), "is transparent in places")
                    .places([(item.source, "this picture"), (item.layout, "placed here")])
                    .help(
                        "save it on a ground of its own: `transparency: false` under `print: preflight:` asks for that",
                    )
                    .measured(1.0, 0.0, "pictures"),
            );
        }
    }
}

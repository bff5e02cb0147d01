//! Effective resolution: the pixels of a picture in its place, after crop and scaling.

use super::finding::Finding;
use super::scene::{Scene, number};
use crate::assets::pictures::PictureKind;
use crate::diagnostic::Severity;
use crate::geometry::{Crop, Rect};
use crate::paint::display_list::{DisplayPage, ItemKind};

pub fn check(scene: &Scene, page: &DisplayPage, index: usize, found: &mut Vec<Finding>) {
    for item in &page.items {
        let ItemKind::Picture { picture, area, crop, .. } = &item.kind else { continue };
        let Some(held) = scene.pictures.get(*picture) else { continue };
        let Some(pixels) = held.pixels() else { continue };
        let line_art = matches!(&held.kind, PictureKind::Png(png) if png.is_bilevel());
        let limits = if line_art { scene.limits.line_art } else { scene.limits.resolution };
        let ppi = effective(pixels, *area, *crop);
        let (severity, limit) = match ppi.round() {
            value if value < limits.error => (Severity::Error, limits.error),
            value if value < limits.warning => (Severity::Warning, limits.warning),
            _ => continue,
        };
        let (width, height) = (area.width().to_mm().round(), area.height().to_mm().round());
        let wanted = wanted(*area, *crop, limits.warning);
        let kind = if line_art { " of black and white" } else { "" };
        found.push(
            Finding::new(severity, "low-resolution", index)
                .says(scene.picture_name(*picture), format!("has {} ppi in its place", number(ppi.round())))
                .places([(item.source, "this picture"), (item.layout, "placed here")])
                .help(format!(
                    "it is {width} × {height} mm there: take a picture{kind} of at least {} × {} pixels, or a smaller place",
                    wanted.0, wanted.1
                ))
                .measured(ppi, limit, "ppi"),
        );
    }
}

/// Pixels per inch, in the direction where there are fewer.
fn effective((width, height): (u32, u32), area: Rect, crop: Crop) -> f64 {
    let inches = |length: crate::geometry::Length| (length.to_pt() / 72.0).max(1e-6);
    let across = f64::from(width) * (crop.right - crop.left) / inches(area.width());
    let down = f64::from(height) * (crop.bottom - crop.top) / inches(area.height());
    across.min(down)
}

/// The pixels that the whole picture needs for a resolution.
fn wanted(area: Rect, crop: Crop, ppi: f64) -> (u32, u32) {
    let pixels =
        |length: crate::geometry::Length, share: f64| (length.to_pt() / 72.0 * ppi / share.max(1e-6)).ceil() as u32;
    (pixels(area.width(), crop.right - crop.left), pixels(area.height(), crop.bottom - crop.top))
}

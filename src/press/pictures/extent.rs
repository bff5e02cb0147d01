//! How many pixels each picture needs: as many as its largest place has at the wanted resolution.
//!
//! In: a display list. Out: an [`Order`] for each picture of pixels, in the order of their ids.

use super::Order;
use crate::assets::PictureId;
use crate::assets::pictures::{Picture, PictureKind, Pictures};
use crate::diagnostic::Span;
use crate::geometry::{Crop, Rect};
use crate::paint::display_list::{DisplayList, ItemKind};
use std::collections::BTreeMap;

/// The places of a picture, taken together.
struct Places {
    /// Wanted pixels for each one that the picture has: the most of all its places and of both directions.
    scale: f64,
    first: Option<Span>,
}

/// `ppi` tells the wanted resolution of a picture that has this area on its page.
pub(super) fn orders(list: &DisplayList, pictures: &Pictures, ppi: impl Fn(Rect) -> f64) -> Vec<Order> {
    let mut places: BTreeMap<PictureId, Places> = BTreeMap::new();
    let pages = list.pages.iter().enumerate().flat_map(|(index, page)| {
        let on_sheet = size_on_sheet(list, index);
        page.items.iter().map(move |item| (on_sheet, item))
    });
    let sides = list.sides.iter().flat_map(|side| &side.items).map(|item| (1.0, item));
    for (on_sheet, item) in pages.chain(sides) {
        let ItemKind::Picture { picture: id, area, crop, .. } = &item.kind else { continue };
        let Some(seen) = pictures.get(*id).and_then(Picture::pixels) else { continue };
        let scale = scale(*area, *crop, seen, ppi(*area)) * on_sheet;
        let entry = places.entry(*id).or_insert(Places { scale, first: item.source });
        entry.scale = entry.scale.max(scale);
    }
    let order = |(id, places): (PictureId, Places)| {
        let (width, height) = stored_size(pictures.get(id)?)?;
        // Rounded down: never finer than asked for.
        let wanted = |pixels: u32| ((f64::from(pixels) * places.scale) as u32).clamp(1, pixels);
        Some(Order { id, size: (wanted(width), wanted(height)), scale: places.scale, at: places.first })
    };
    places.into_iter().filter_map(order).collect()
}

/// How large a page is at most on the sheets that show it, times its own size.
fn size_on_sheet(list: &DisplayList, page: usize) -> f64 {
    let placed = list.sides.iter().flat_map(|side| &side.pages).filter(|placed| placed.page == page);
    placed.map(|placed| placed.scale).reduce(f64::max).unwrap_or(1.0)
}

fn scale(area: Rect, crop: Crop, (width, height): (u32, u32), ppi: f64) -> f64 {
    let whole = |shown: f64, from: f64, to: f64| shown / 72.0 / (to - from).max(1e-6);
    let across = whole(area.width().to_pt(), crop.left, crop.right) * ppi / f64::from(width);
    let down = whole(area.height().to_pt(), crop.top, crop.bottom) * ppi / f64::from(height);
    // A hair more, so that what is just fine enough is left as it is.
    across.max(down) * (1.0 + 1e-6)
}

fn stored_size(picture: &Picture) -> Option<(u32, u32)> {
    match &picture.kind {
        PictureKind::Jpeg(jpeg) => Some((jpeg.width, jpeg.height)),
        PictureKind::Png(png) => Some((png.width, png.height)),
        PictureKind::Vector(_) => None,
    }
}

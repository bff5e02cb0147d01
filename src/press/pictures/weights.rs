//! What pictures weigh in a file.

use super::{Prepared, extent, standing};
use crate::assets::PictureId;
use crate::assets::pictures::Pictures;
use crate::paint::display_list::DisplayList;

/// The bytes of a picture's data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Weight {
    pub id: PictureId,
    pub bytes: u64,
}

/// Of each picture of pixels that the pages show, prepared or as it came; the heaviest first.
pub fn weights(list: &DisplayList, pictures: &Pictures, prepared: &Prepared) -> Vec<Weight> {
    let bytes = |id: PictureId| match prepared.get(id) {
        Some(picture) => picture.bytes(),
        None => pictures.get(id).and_then(standing::bytes).unwrap_or_default(),
    };
    let shown = extent::orders(list, pictures, |_| 1.0);
    let mut weights: Vec<Weight> =
        shown.iter().map(|order| Weight { id: order.id, bytes: bytes(order.id) as u64 }).collect();
    weights.sort_by_key(|weight| (std::cmp::Reverse(weight.bytes), weight.id));
    weights
}

//! Texts of a master that run into each other or into a picture.
//!
//! In: a page whose items stand. Out: an error at the first two that are in each other's way.

use super::Placer;
use crate::compose::page::{Fragment, FragmentKind, Layer};
use crate::diagnostic::Span;
use crate::geometry::Rect;

impl Placer<'_, '_, '_> {
    /// Texts that grew into each other or into a picture are an error, not a surprise at the printer's. Artifacts, such
    /// as a great numeral behind the words, may lie where they are.
    pub(super) fn check_overlaps(&mut self) {
        let mut areas: Vec<(Rect, Option<Span>, bool)> = Vec::new();
        let fields: Vec<Rect> = self.sheet.page.fragments.iter().filter_map(field_area).collect();
        for fragment in &self.sheet.page.fragments {
            match &fragment.kind {
                FragmentKind::Line { origin, line, .. } if fragment.tag.is_some() => {
                    let size = line.runs.iter().map(|run| run.size).max().unwrap_or_default();
                    let source = fragment.source;
                    // Between the x-height and a little below the baseline: lines set solid do not count.
                    let (top, bottom) = (origin.y - size.scale(0.5), origin.y + size.scale(0.1));
                    let left = origin.x + line.runs.iter().map(|run| run.x).min().unwrap_or_default();
                    areas.push((Rect::new(left, top, left + line.width, bottom), source, true));
                }
                FragmentKind::Picture { area, .. } => areas.push((*area, fragment.source, false)),
                _ => {}
            }
        }
        for (index, (area, source, is_text)) in areas.iter().enumerate() {
            let in_the_way = |(other, _, other_is_text): &&(Rect, Option<Span>, bool)| {
                (*is_text || *other_is_text)
                    && area.overlaps(other)
                    && !(is_text != other_is_text
                        && fields.iter().any(|f| f.contains(if *is_text { area } else { other })))
            };
            if let Some((_, other_source, _)) = areas[index + 1..].iter().find(in_the_way) {
                let message = format!(
                    "two texts, or a text and a picture, run into each other on page {}",
                    self.sheet.page.number
                );
                return self.overset(message, source.or(*other_source));
            }
        }
    }
}

/// A field that lies on the page's own ground: words on it do not touch what is under it.
fn field_area(fragment: &Fragment) -> Option<Rect> {
    match fragment.kind {
        FragmentKind::Fill { area, .. } if fragment.layer == Layer::Content => Some(area),
        _ => None,
    }
}

//! A page in the making: turns places that depend on the page's side into distances from the trim's corner.

use super::page::{Fragment, Layer, Page};
use crate::geometry::{Length, Point, Rect};
use crate::resolve::document::{Across, AcrossEdge, PageGeometry};
use crate::text::Line;

/// A page and its geometry.
pub struct Sheet<'a> {
    pub geometry: &'a PageGeometry,
    pub page: Page,
}

impl<'a> Sheet<'a> {
    pub fn new(geometry: &'a PageGeometry, number: usize) -> Sheet<'a> {
        let verso = geometry.facing && number.is_multiple_of(2);
        Sheet { geometry, page: Page { number, verso, ..Page::default() } }
    }

    pub fn text_left(&self) -> Length {
        if self.page.verso { self.geometry.outer } else { self.geometry.inner }
    }

    pub fn text_right(&self) -> Length {
        self.text_left() + self.geometry.text_width()
    }

    pub fn across(&self, place: Across) -> Length {
        let edge = match place.edge {
            AcrossEdge::BleedLeft => -self.geometry.bleed,
            AcrossEdge::BleedRight => self.geometry.trim.width + self.geometry.bleed,
            AcrossEdge::TrimLeft => Length::ZERO,
            AcrossEdge::TrimRight => self.geometry.trim.width,
            AcrossEdge::TextLeft => self.text_left(),
        };
        edge + place.offset
    }

    /// The page with its bleed.
    pub fn bleed_area(&self) -> Rect {
        let bleed = self.geometry.bleed;
        let trim = self.geometry.trim;
        Rect::new(-bleed, -bleed, trim.width + bleed, trim.height + bleed)
    }

    pub fn push(&mut self, fragment: Fragment) {
        self.page.fragments.push(fragment);
    }

    /// Lines one under another; gives the last baseline.
    pub fn lines(&mut self, layer: Layer, lines: Vec<Line>, left: Length, first: Length, leading: Length) -> Length {
        let mut baseline = first;
        for (index, line) in lines.into_iter().enumerate() {
            baseline = first + leading * index as i64;
            self.push(Fragment::line(layer, Point::new(left, baseline), line, false));
        }
        baseline
    }
}

//! Separations: how much of each ink lies where on a page, as the press would print it.
//!
//! In: a page of the display list. Out: [`Plates`], a raster of the page with its bleed at [`RESOLUTION`]: each pixel
//! holds the mean of each ink over its area. An item knocks out what lies under it, except black that overprints
//! (ISO 32000-1, 8.6.7, overprint mode 1: inks of which there is none are left as they are), by the same rules as the
//! PDF writer's. Coverage comes from exact areas, so that sums of ink are right at any resolution.

mod glyphs;
mod paths;
mod picture;

use super::inks::{CHANNELS, Ink, Inks, Levels};
use super::preview::Previews;
use crate::assets::fonts::FontBook;
use crate::assets::pictures::Pictures;
use crate::geometry::{Length, Rect};
use crate::paint::display_list::{DisplayPage, Item, ItemKind};
use glyphs::GlyphMasks;
use zeno::Scratch;

/// Pixels per inch: a pixel is a point wide, an eighth of a square millimetre.
pub const RESOLUTION: f64 = 72.0;

/// Pixels from the display list's lengths.
const PER_POINT: f32 = (RESOLUTION / 72.0) as f32;

/// The separations of a page.
#[derive(Default)]
pub struct Plates {
    pub width: usize,
    pub height: usize,
    /// Cyan, magenta, yellow, black, spot ink of each pixel, rows from the top of the bleed; 255 is solid.
    pub inks: Vec<Levels>,
    /// The index of the item that last put ink on each pixel; kept only on request.
    pub owners: Option<Vec<u32>>,
    /// From the bleed's top left corner to the trim's, in pixels.
    left: f32,
    top: f32,
}

/// What makes separations, and is kept from page to page.
pub struct Renderer<'a> {
    fonts: &'a FontBook,
    pictures: &'a Pictures,
    inks: &'a Inks,
    previews: &'a Previews<'a>,
    masks: GlyphMasks,
    scratch: Scratch,
    mask: Vec<u8>,
}

/// Part of a page, in pixels; the right and lower bounds are not in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    pub left: usize,
    pub top: usize,
    pub right: usize,
    pub bottom: usize,
}

impl Plates {
    fn clear(&mut self, page: &DisplayPage, owners: bool) {
        let pixels = |length: Length| (length.to_pt() * f64::from(PER_POINT)) as f32;
        (self.left, self.top) = (pixels(page.bleed.left), pixels(page.bleed.top));
        self.width = (self.left + pixels(page.trim.width + page.bleed.right)).ceil().max(1.0) as usize;
        self.height = (self.top + pixels(page.trim.height + page.bleed.bottom)).ceil().max(1.0) as usize;
        self.inks.clear();
        self.inks.resize(self.width * self.height, [0; CHANNELS]);
        self.owners = owners.then(|| vec![u32::MAX; self.width * self.height]);
    }

    fn x(&self, x: Length) -> f32 {
        self.left + x.to_pt() as f32 * PER_POINT
    }

    fn y(&self, y: Length) -> f32 {
        self.top + y.to_pt() as f32 * PER_POINT
    }

    /// The place on the page of a pixel's middle.
    pub fn place(&self, pixel: usize) -> (Length, Length) {
        let (x, y) = ((pixel % self.width) as f32 + 0.5, (pixel / self.width) as f32 + 0.5);
        let length = |pixels: f32| Length::pt(f64::from(pixels / PER_POINT));
        (length(x - self.left), length(y - self.top))
    }

    /// The pixels whose middles lie in an area.
    pub fn window(&self, area: Rect) -> Window {
        let at = |value: f32, most: usize| (value.round().max(0.0) as usize).min(most);
        Window {
            left: at(self.x(area.left), self.width),
            top: at(self.y(area.top), self.height),
            right: at(self.x(area.right), self.width),
            bottom: at(self.y(area.bottom), self.height),
        }
    }

    /// The mean of each ink (1 is solid), and the most ink on one pixel.
    pub fn coverage(&self) -> ([f64; CHANNELS], f64) {
        let mut sums = [0_u64; CHANNELS];
        let mut most = 0;
        for pixel in &self.inks {
            sums.iter_mut().zip(pixel).for_each(|(sum, ink)| *sum += u64::from(*ink));
            most = most.max(pixel.iter().map(|ink| u32::from(*ink)).sum::<u32>());
        }
        let count = self.inks.len().max(1) as f64 * 255.0;
        (sums.map(|sum| sum as f64 / count), f64::from(most) / 255.0)
    }

    /// The rows of a window.
    pub fn rows(&self, window: Window) -> impl Iterator<Item = &[Levels]> {
        (window.top..window.bottom).filter_map(move |row| {
            let start = row * self.width;
            self.inks.get(start + window.left..start + window.right)
        })
    }

    /// Puts ink on a row, as much as its coverage says.
    fn blend(&mut self, (left, row): (usize, usize), coverage: &[u8], ink: Ink, owner: u32) {
        let coverage = &coverage[..coverage.len().min(self.width.saturating_sub(left))];
        let start = row * self.width + left;
        let Some(pixels) = self.inks.get_mut(start..start + coverage.len()) else { return };
        for (pixel, coverage) in pixels.iter_mut().zip(coverage).filter(|(_, coverage)| **coverage > 0) {
            mix(pixel, ink, *coverage);
        }
        self.own(start, coverage, owner);
    }

    fn own(&mut self, start: usize, coverage: &[u8], owner: u32) {
        let Some(owners) = self.owners.as_mut().and_then(|all| all.get_mut(start..start + coverage.len())) else {
            return;
        };
        for (pixel, _) in owners.iter_mut().zip(coverage).filter(|(_, coverage)| **coverage >= 64) {
            *pixel = owner;
        }
    }
}

/// Mixes ink into a pixel that it covers in part.
fn mix(pixel: &mut Levels, ink: Ink, coverage: u8) {
    let covered = u32::from(coverage);
    for (channel, (under, over)) in pixel.iter_mut().zip(ink.levels).enumerate() {
        if !ink.overprints || (channel == 3 || over > 0) {
            *under = divide(u32::from(*under) * (255 - covered) + u32::from(over) * covered);
        }
    }
}

/// By 255, rounded, for sums of products of two bytes.
fn divide(sum: u32) -> u8 {
    ((sum + 127) / 255).min(255) as u8
}

impl<'a> Renderer<'a> {
    pub fn new(
        fonts: &'a FontBook,
        pictures: &'a Pictures,
        inks: &'a Inks,
        previews: &'a Previews<'a>,
    ) -> Renderer<'a> {
        let (masks, scratch) = (GlyphMasks::default(), Scratch::new());
        Renderer { fonts, pictures, inks, previews, masks, scratch, mask: Vec::new() }
    }

    /// Prints a page. `before` is called with each item and what lies under it. With `owners`, the items that caused
    /// the ink are remembered.
    pub fn page(
        &mut self,
        page: &DisplayPage,
        plates: &mut Plates,
        owners: bool,
        mut before: impl FnMut(&Item, &Plates),
    ) {
        plates.clear(page, owners);
        for (index, item) in page.items.iter().enumerate() {
            before(item, plates);
            self.item(item, plates, index as u32);
        }
    }

    fn item(&mut self, item: &Item, plates: &mut Plates, owner: u32) {
        match &item.kind {
            ItemKind::Glyphs { origin, run } => {
                let ink = self.inks.of_text(run.color);
                let at = (plates.x(origin.x + run.x), plates.y(origin.y - run.rise));
                self.masks.run(run, self.fonts.face(run.font), at, &mut self.scratch, |place, coverage| {
                    plates.blend(place, coverage, ink, owner);
                });
            }
            ItemKind::Fill { path, paint } => {
                let ink = self.inks.of_path(*paint, item.kind.is_thin());
                self.fill(path, plates, ink, owner);
            }
            ItemKind::Stroke { path, paint, width } => {
                let ink = self.inks.of_path(*paint, item.kind.is_thin());
                self.stroke(path, *width, plates, ink, owner);
            }
            ItemKind::Picture { picture, area, crop, clip } => {
                self.picture((*picture, *area, *crop), clip.as_ref(), plates, owner);
            }
        }
    }
}

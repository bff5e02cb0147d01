//! What all checks look at: the display list with its inks, and how its parts are called in messages.

use super::inks::{Inks, Tone};
use crate::assets::PictureId;
use crate::assets::fonts::FontBook;
use crate::assets::pictures::Pictures;
use crate::color::{Paint, Swatch, SwatchId};
use crate::diagnostic::Span;
use crate::geometry::{Length, Point, Rect};
use crate::glyph::{GlyphRun, StyleSource};
use crate::paint::display_list::{DisplayList, DisplayPage, Item, ItemKind, Preflight};

pub struct Scene<'a> {
    pub list: &'a DisplayList,
    pub fonts: &'a FontBook,
    pub pictures: &'a Pictures,
    pub inks: Inks,
    pub limits: &'a Preflight,
    /// How light a spot ink in full is.
    pub spot_luminance: f64,
}

/// The most letters of an excerpt.
const EXCERPT: usize = 32;

impl<'a> Scene<'a> {
    pub fn new(list: &'a DisplayList, fonts: &'a FontBook, pictures: &'a Pictures) -> Scene<'a> {
        let spot_luminance = Inks::spot_luminance(list);
        Scene { list, fonts, pictures, inks: Inks::new(list), limits: &list.press.preflight, spot_luminance }
    }

    pub fn swatch(&self, id: SwatchId) -> Option<&'a Swatch> {
        self.list.swatches.get(usize::from(id.0))
    }

    /// "swatch `accent`", "the colour #123F5A of a drawing"
    pub fn paint_name(&self, paint: Paint) -> String {
        match paint {
            Paint::Swatch(id) => format!("swatch `{}`", self.swatch(id).map_or("", |swatch| &swatch.name)),
            Paint::Registration => "the colour of printer's marks".to_owned(),
            Paint::Srgb([r, g, b]) => format!("the colour #{r:02X}{g:02X}{b:02X} of a drawing"),
        }
    }

    /// Where a paint's inks are written.
    pub fn paint_source(&self, paint: Paint) -> Option<Span> {
        match paint {
            Paint::Swatch(id) => self.swatch(id)?.source,
            Paint::Registration | Paint::Srgb(_) => None,
        }
    }

    /// "picture `images/hall.jpg`"
    pub fn picture_name(&self, id: PictureId) -> String {
        let name = |path: &std::path::Path| format!("picture `{}`", path.display());
        self.pictures.get(id).map_or_else(String::new, |picture| name(&picture.path))
    }

    pub fn style(&self, run: &GlyphRun) -> Option<&'a StyleSource> {
        self.list.styles.get(run.style.0 as usize).map(|style| &**style)
    }

    pub fn tone(&self, item: &Item) -> Option<Tone> {
        match &item.kind {
            ItemKind::Glyphs { run, .. } => Some(self.inks.swatch(run.color)),
            ItemKind::Fill { paint, .. } | ItemKind::Stroke { paint, .. } => Some(self.inks.of(*paint)),
            ItemKind::Picture { .. } => None,
        }
    }

    /// How an item is called.
    pub fn name(&self, item: &Item) -> String {
        match &item.kind {
            ItemKind::Glyphs { run, .. } => format!("the text {}", excerpt(run)),
            ItemKind::Fill { paint: Paint::Srgb([r, g, b]), .. } => format!("a shape in #{r:02X}{g:02X}{b:02X}"),
            ItemKind::Fill { paint, .. } => format!("an area in {}", self.paint_name(*paint)),
            ItemKind::Stroke { paint, .. } => format!("a line in {}", self.paint_name(*paint)),
            ItemKind::Picture { picture, .. } => self.picture_name(*picture),
        }
    }

    /// The box round what an item prints; for a run as exact as its glyphs' boxes.
    pub fn extent(&self, item: &Item) -> Option<Rect> {
        match &item.kind {
            ItemKind::Glyphs { origin, run } => self.glyph_extent(*origin, run),
            ItemKind::Fill { path, .. } => path.bounds(),
            ItemKind::Stroke { path, width, .. } => path.as_line(*width).or_else(|| {
                let half = *width / 2;
                path.bounds().map(|area| area.outset(crate::geometry::Edges::all(half)))
            }),
            ItemKind::Picture { area, .. } => Some(*area),
        }
    }

    fn glyph_extent(&self, origin: Point, run: &GlyphRun) -> Option<Rect> {
        let face = self.fonts.face(run.font);
        let em = f64::from(face.units_per_em.max(1));
        let across = |units: f32| run.size.scale(f64::from(units) / em * f64::from(run.scale) / 1000.0);
        let up = |units: f32| run.size.scale(f64::from(units) / em);
        let (mut x, y) = (origin.x + run.x, origin.y - run.rise);
        let mut extent: Option<Rect> = None;
        for glyph in &run.glyphs {
            if let Some([left, bottom, right, top]) = face.ink(glyph.id).filter(|ink| ink[0] < ink[2]) {
                let (at, base) = (x + glyph.x_offset, y - glyph.y_offset);
                let own = Rect::new(at + across(left), base - up(top), at + across(right), base - up(bottom));
                extent = Some(extent.map_or(own, |extent| extent.union(&own)));
            }
            x += glyph.advance;
        }
        extent
    }
}

/// A box that holds a run whatever its glyphs are.
pub fn loose_extent(origin: Point, run: &GlyphRun) -> Rect {
    let (left, y) = (origin.x + run.x, origin.y - run.rise);
    Rect::new(left - run.size.scale(0.4), y - run.size * 2, left + run.width() + run.size.scale(0.4), y + run.size)
}

/// The middle of letters without ascenders: where a run's colour stands.
pub fn x_height_area(origin: Point, run: &GlyphRun) -> Rect {
    let (left, y) = (origin.x + run.x, origin.y - run.rise);
    Rect::new(left, y - run.size.scale(0.5), left + run.width(), y)
}

/// The first words of a run, in quotation marks.
pub fn excerpt(run: &GlyphRun) -> String {
    let words: String = run.text.chars().filter(|c| *c != '\u{AD}').collect::<String>();
    let words = words.trim();
    if words.chars().count() <= EXCERPT {
        return format!("“{words}”");
    }
    let cut: String = words.chars().take(EXCERPT).collect();
    format!("“{}…”", cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole))
}

/// The page without its bleed.
pub fn trim_area(page: &DisplayPage) -> Rect {
    Rect::at(Point::default(), page.trim)
}

/// "0.1 pt", "12 mm", without zeros that say nothing.
pub fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

pub fn points(length: Length) -> String {
    format!("{} pt", number(length.to_pt()))
}

pub fn millimetres(length: Length) -> String {
    format!("{} mm", number(length.to_mm()))
}

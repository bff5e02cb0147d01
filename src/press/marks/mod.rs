//! Printer's marks, all outside the bleed: what to print them with, and where.
//!
//! In: the [`Ground`] of a page or a side of a sheet, and which marks are wanted. Out: items that lie on it.
//!
//! | mark | shows | painted with |
//! |---|---|---|
//! | crop | where to cut | all plates |
//! | bleed | how far artwork reaches | all plates |
//! | fold, staple | where to fold (dashed), how high the staples stand | all plates |
//! | registration | whether the plates lie on each other | all plates |
//! | bars | each ink in full and as tints of 80 and 40 %, and the inks on each other | the inks |
//! | slug | what this is, for people | black; each ink's name in the ink |
//!
//! All plates: the colorant All. Lines are 0.25 pt wide. Marks keep within [`DEPTH`] of the bleed.

mod place;
mod slug;

use super::ground::Ground;
use super::{Job, ink, lines};
use crate::assets::fonts::FontBook;
use crate::assets::pictures::Pictures;
use crate::color::{Paint, SwatchId};
use crate::geometry::{Length, Path, Point, Rect};
use crate::paint::display_list::{DisplayList, Item, Marks};
use place::{Spans, Tick};
pub use slug::Slug;

/// How far marks reach beyond the bleed, in millimetres: A4 spreads with bleed and marks fit on SRA3.
pub const DEPTH: f64 = 8.0;

/// From the bleed to the marks, and the least from the trim, so that none is left when the cut is not exact.
const OFFSET: f64 = 0.5;
const CLEAR: f64 = 2.0;
/// Length of a crop mark, of a bleed mark, and the least that is of use.
const CROP: f64 = 5.0;
const BLEED: f64 = 3.0;
const LEAST: f64 = 1.5;
/// Middle of registration marks from the bleed, their arms, their circle's radius.
const TARGET: f64 = 4.25;
const ARM: f64 = 2.5;
const RADIUS: f64 = 1.5;
/// Patches of the colour bar: side, and from the bleed to the nearer edge.
const PATCH: f64 = 4.0;
const PATCH_FROM: f64 = 2.5;

/// What marks are drawn with.
pub struct Marker<'a> {
    marks: Marks,
    patches: Vec<SwatchId>,
    slug: Option<Slug<'a>>,
}

impl<'a> Marker<'a> {
    /// The job's edition is named in the slug line. Adds the inks that it needs to the list.
    pub fn new(list: &mut DisplayList, job: &Job, fonts: &'a FontBook, pictures: &Pictures) -> Marker<'a> {
        let marks = list.press.marks;
        let used = if job.office { ink::BLACK_ALONE } else { ink::used(list, pictures) };
        let patches = if marks.bars { patches(list, used) } else { Vec::new() };
        let slug = marks.slug.then(|| Slug::new(list, job.edition, used, fonts));
        Marker { marks, patches, slug }
    }

    /// The marks of a page or a side; `name` is what the slug line calls it. Folds and staples are always marked where
    /// there is room, and so are the cuts of a sheet that is cut into pieces.
    pub fn items(&self, ground: &Ground, name: &str) -> Vec<Item> {
        let mut items = Vec::new();
        let pieces = ground.cuts_across.len() + ground.cuts_down.len() > 4;
        let crop = ground.is_cut() && (self.marks.crop || pieces);
        let ticks = place::folds(ground).chain(crop.then(|| place::crops(ground)).into_iter().flatten());
        let bleeds = (self.marks.bleed && ground.is_cut()).then(|| place::bleeds(ground)).into_iter().flatten();
        let ends: Vec<(Point, Point)> =
            ticks.chain(bleeds).filter_map(|tick: Tick| tick.on(ground)).flatten().collect();
        items.extend(lines::path(ends.into_iter()).map(|path| lines::stroke(path, Paint::Registration)));
        if !ground.is_cut() {
            return items;
        }
        let targets = if self.marks.registration { place::targets(ground) } else { Vec::new() };
        items.extend(targets.iter().flat_map(|target| registration(*target)));
        let spans = Spans::new(ground, self.marks.registration);
        if self.marks.bars {
            items.extend(bars(&self.patches, ground, &spans));
        }
        if let Some(slug) = &self.slug {
            items.extend(slug.items(name, ground, &spans));
        }
        items
    }
}

/// The inks of the bar, in the order in which they stand.
fn patches(list: &mut DisplayList, used: [bool; 4]) -> Vec<SwatchId> {
    let full = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]];
    let mixed = [[0, 1, 1, 0], [1, 0, 1, 0], [1, 1, 0, 0], [1, 1, 1, 0]];
    let percent = |inks: [i32; 4], tint: i32| inks.map(|ink| (ink * tint) as f32);
    let wanted = |inks: &[i32; 4]| inks.iter().zip(used).all(|(ink, used)| *ink == 0 || used);
    let solid = full.iter().chain(&mixed).map(|inks| (*inks, 100));
    let tints = [80, 40].into_iter().flat_map(|tint| full.iter().map(move |inks| (*inks, tint)));
    let all: Vec<_> = solid.chain(tints).filter(|(inks, _)| wanted(inks)).collect();
    all.into_iter().map(|(inks, tint)| ink::process(list, percent(inks, tint))).collect()
}

/// A circle and a cross in it.
fn registration(middle: Point) -> [Item; 2] {
    let (arm, radius) = (Length::mm(ARM), Length::mm(RADIUS));
    let at = |right, down| Point::new(middle.x + right, middle.y + down);
    let cross = [(at(-arm, Length::ZERO), at(arm, Length::ZERO)), (at(Length::ZERO, -arm), at(Length::ZERO, arm))];
    let circle = Rect::new(middle.x - radius, middle.y - radius, middle.x + radius, middle.y + radius);
    let cross = lines::path(cross.into_iter()).unwrap_or_default();
    [cross, Path::ellipse(circle)].map(|path| lines::stroke(path, Paint::Registration))
}

/// A row of patches above the bleed, in whatever spans are free.
fn bars(patches: &[SwatchId], ground: &Ground, spans: &Spans) -> Vec<Item> {
    let side = Length::mm(PATCH);
    let top = ground.bleed.top - Length::mm(PATCH_FROM) - side;
    let places = spans.list.iter().flat_map(|(from, to)| {
        let count = ((*to - *from).units() / side.units()).max(0);
        (0..count).map(move |index| *from + side * index)
    });
    let areas = places.map(|left| Rect::new(left, top, left + side, top + side));
    areas.zip(patches).map(|(area, swatch)| lines::fill(area, Paint::Swatch(*swatch))).collect()
}

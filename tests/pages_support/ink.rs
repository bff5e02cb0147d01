//! Where fragments put ink: areas for lines, rules, fills and pictures.
//!
//! A line's area goes from the height of its capitals to the depth of its descenders, run by run, without the spaces
//! at its ends. Of numerals as large as a picture it is the box of their outlines.

use super::pt;
use plenary::Typeset;
use plenary::assets::fonts::FontBook;
use plenary::compose::page::{Fragment, FragmentKind, Layer, Page};
use plenary::geometry::convex::{Convex, Growth};
use plenary::geometry::{Length, Point, Rect};
use plenary::glyph::{Glyph, GlyphRun};
use plenary::resolve::document::PictureShape;
use plenary::text::Line;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// Runs above this size are measured by their outlines: their side bearings and empty descenders are wide.
const BY_OUTLINE: f64 = 100.0;
/// Strips into which a picture that is not a rectangle is cut.
const STRIPS: i64 = 64;
/// Signs that a quote hangs wholly into the margin when it opens with them.
const OPENING: [char; 6] = ['“', '„', '‘', '‚', '«', '‹'];

/// A fragment's areas.
pub struct Ink {
    pub layer: Layer,
    pub kind: Kind,
    pub areas: Vec<Rect>,
    /// The width of a quotation mark that opens the line.
    pub mark: Length,
    /// The first words, or what else it is.
    pub name: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Running text.
    Body,
    Line,
    Rule,
    Fill,
    Picture,
    Code,
}

impl Ink {
    /// The box of all areas; `None` for a line of spaces.
    pub fn bounds(&self) -> Option<Rect> {
        self.areas.iter().copied().reduce(|a, b| a.union(&b))
    }

    pub fn is_line(&self) -> bool {
        matches!(self.kind, Kind::Body | Kind::Line)
    }

    /// Something that text may stand on.
    pub fn is_ground(&self) -> bool {
        matches!(self.kind, Kind::Fill | Kind::Picture)
    }

    /// Name and place, for findings.
    pub fn shown(&self) -> String {
        match self.bounds() {
            Some(area) => format!("{} at {}", self.name, place(&area)),
            None => self.name.clone(),
        }
    }
}

/// Left, top, width and height in points.
pub fn place(area: &Rect) -> String {
    format!("{} {} ({} × {})", pt(area.left), pt(area.top), pt(area.width()), pt(area.height()))
}

pub fn page_inks(set: &Typeset, page: &Page) -> Vec<Ink> {
    page.fragments.iter().map(|fragment| ink(fragment, &set.fonts)).collect()
}

fn ink(fragment: &Fragment, fonts: &FontBook) -> Ink {
    let (kind, areas, name) = match &fragment.kind {
        FragmentKind::Line { origin, line, on_grid } => {
            let areas = line.runs.iter().filter_map(|run| run_area(run, *origin, fonts)).collect();
            (if *on_grid { Kind::Body } else { Kind::Line }, areas, format!("“{}”", words(line)))
        }
        FragmentKind::Rule { from, to, width, .. } => {
            let half = *width / 2;
            (Kind::Rule, vec![Rect::new(from.x, from.y - half, to.x, to.y + half)], "a rule".to_owned())
        }
        FragmentKind::Fill { area, .. } => (Kind::Fill, vec![*area], "a fill".to_owned()),
        FragmentKind::Picture { picture, area, shape, .. } => {
            (Kind::Picture, picture_areas(*area, shape), format!("picture {}", picture.0))
        }
        FragmentKind::Code { area, .. } => (Kind::Code, vec![*area], "a code".to_owned()),
    };
    let mark = if let FragmentKind::Line { line, .. } = &fragment.kind { mark(line) } else { Length::ZERO };
    Ink { layer: fragment.layer, kind, areas, mark, name }
}

/// The area of a rectangle; strips of what is seen of other shapes.
fn picture_areas(area: Rect, shape: &PictureShape) -> Vec<Rect> {
    let convex = match shape {
        PictureShape::Rectangle => return vec![area],
        PictureShape::Circle => Convex::Circle {
            center: [area.left + area.width() / 2, area.top + area.height() / 2].map(Length::to_pt),
            radius: area.width().to_pt() / 2.0,
        },
        PictureShape::Contour(contour) => contour.placed(area),
    };
    let strip = |index: i64| {
        let (top, bottom) =
            (area.top + area.height() * index / STRIPS, area.top + area.height() * (index + 1) / STRIPS);
        let nothing = Growth { across: 0.0, down: 0.0 };
        let (left, right) = convex.reach(top.to_pt(), bottom.to_pt(), nothing)?;
        Some(Rect::new(Length::pt(left), top, Length::pt(right), bottom))
    };
    (0..STRIPS).filter_map(strip).collect()
}

fn mark(line: &Line) -> Length {
    let first = line.runs.first().filter(|run| run.text.starts_with(OPENING)).and_then(|run| run.glyphs.first());
    first.map_or(Length::ZERO, |glyph| glyph.advance)
}

/// The beginning of a line's words.
pub fn words(line: &Line) -> String {
    let text: String = line.runs.iter().map(|run| &*run.text).collect();
    text.chars().take(28).collect()
}

fn run_area(run: &GlyphRun, origin: Point, fonts: &FontBook) -> Option<Rect> {
    if run.size > Length::pt(BY_OUTLINE) {
        return outlines(run, origin, fonts);
    }
    let face = fonts.face(run.font);
    let units = |height: f32| run.size.scale(f64::from(height) / f64::from(face.units_per_em));
    let (left, right) = visible(run)?;
    let baseline = origin.y - run.rise;
    let start = origin.x + run.x;
    Some(Rect::new(start + left, baseline - units(face.cap_height), start + right, baseline - units(face.descender)))
}

/// From the first glyph that is no space to the end of the last.
fn visible(run: &GlyphRun) -> Option<(Length, Length)> {
    let mut x = Length::ZERO;
    let mut ends: Option<(Length, Length)> = None;
    for glyph in &run.glyphs {
        let after = x + glyph.advance;
        let cluster = &run.text[glyph.cluster.start as usize..glyph.cluster.end as usize];
        if !cluster.trim().is_empty() {
            ends = Some((ends.map_or(x, |(left, _)| left), after));
        }
        x = after;
    }
    ends
}

/// The box of all outlines of a run.
fn outlines(run: &GlyphRun, origin: Point, fonts: &FontBook) -> Option<Rect> {
    let font = FontRef::new(fonts.face(run.font).data()).expect("a font that was composed with");
    let mut pen = origin.x + run.x;
    let mut area: Option<Rect> = None;
    for glyph in &run.glyphs {
        let origin = Point::new(pen + glyph.x_offset, origin.y - run.rise - glyph.y_offset);
        let own = outline(&font, glyph, run.size, origin);
        area = [area, own].into_iter().flatten().reduce(|a, b| a.union(&b));
        pen += glyph.advance;
    }
    area
}

fn outline(font: &FontRef, glyph: &Glyph, size: Length, origin: Point) -> Option<Rect> {
    let outline = font.outline_glyphs().get(GlyphId::from(glyph.id))?;
    let settings = DrawSettings::unhinted(Size::new(size.to_pt() as f32), LocationRef::default());
    let mut pen = BoundsPen { origin, area: None };
    outline.draw(settings, &mut pen).expect("an outline that can be drawn");
    pen.area
}

/// The box of the points that it is moved over.
struct BoundsPen {
    origin: Point,
    area: Option<Rect>,
}

impl BoundsPen {
    fn reach(&mut self, x: f32, y: f32) {
        let (x, y) = (self.origin.x + Length::pt(f64::from(x)), self.origin.y - Length::pt(f64::from(y)));
        let point = Rect::new(x, y, x, y);
        self.area = Some(self.area.map_or(point, |area| area.union(&point)));
    }
}

impl OutlinePen for BoundsPen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.reach(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.reach(x, y);
    }

    fn quad_to(&mut self, _: f32, _: f32, x: f32, y: f32) {
        self.reach(x, y);
    }

    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, x: f32, y: f32) {
        self.reach(x, y);
    }

    fn close(&mut self) {}
}

//! SVG drawings, kept as vectors: every shape becomes a filled path in one plain colour.
//!
//! In: bytes. Out: [`VectorPicture`]. `usvg` resolves styles, references and shapes; strokes are turned into their
//! outlines here, so that caps, joins and dashes need no place further on. What would need transparency, clipping or
//! pixels is refused, never dropped in silence.

use super::Problem;
use crate::geometry::{Crop, Length, Path, Point, Rect, Segment};
use usvg::tiny_skia_path::{self as skia, PathSegment, PathStroker};
use usvg::{FillRule, Group, Node, Paint, PaintOrder, roxmltree};

/// The greatest ratio of a drawing's sides.
const MAX_RATIO: f64 = 1000.0;
/// Points taken of a curve for the hull of a drawing.
const CURVE_STEPS: u32 = 16;
/// How far from the area's corner a shape may reach, in points; a mile more would overflow sums of lengths.
const MAX_REACH: f64 = 1e6;

/// A drawing in user units, `y` growing downwards from its top left corner.
#[derive(Clone, Debug)]
pub struct VectorPicture {
    /// Width and height in user units.
    pub size: (f64, f64),
    /// In painting order.
    pub paths: Vec<VectorPath>,
}

/// A filled shape.
#[derive(Clone, Debug)]
pub struct VectorPath {
    outline: skia::Path,
    even_odd: bool,
    /// sRGB.
    pub color: [u8; 3],
}

impl VectorPicture {
    pub(super) fn parse(bytes: &[u8]) -> Result<VectorPicture, Problem> {
        let damaged = |why: &str| Problem::Damaged(why.into());
        let text = std::str::from_utf8(bytes).map_err(|_| damaged("its text is not UTF-8"))?;
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let xml = roxmltree::Document::parse_with_options(text, options)
            .map_err(|error| damaged(&format!("its XML cannot be read ({error})")))?;
        refuse_elements(&xml)?;
        let tree = usvg::Tree::from_xmltree(&xml, &usvg::Options::default()).map_err(|error| match error {
            usvg::Error::InvalidSize => damaged("it states no size"),
            other => damaged(&other.to_string()),
        })?;
        let mut paths = Vec::new();
        collect(tree.root(), &mut paths)?;
        if paths.is_empty() {
            return Err(damaged("it draws nothing"));
        }
        let size = (f64::from(tree.size().width()), f64::from(tree.size().height()));
        if !(1.0 / MAX_RATIO..=MAX_RATIO).contains(&(size.0 / size.1)) {
            return Err(damaged("it is more than a thousand times as long as it is wide"));
        }
        Ok(VectorPicture { size, paths })
    }

    /// The shapes of the part `crop`, scaled to fill `area`; what lies outside the part is not cut off.
    pub fn placed(&self, area: Rect, crop: Crop) -> Vec<(Path, [u8; 3])> {
        let part = |from: f64, to: f64| (to - from).max(1e-6);
        let scale_x = area.width().to_pt() / (self.size.0 * part(crop.left, crop.right));
        let scale_y = area.height().to_pt() / (self.size.1 * part(crop.top, crop.bottom));
        let place = |p: skia::Point| {
            let x = (f64::from(p.x) - crop.left * self.size.0) * scale_x;
            let y = (f64::from(p.y) - crop.top * self.size.1) * scale_y;
            let reach = |value: f64| Length::pt(value.clamp(-MAX_REACH, MAX_REACH));
            Point::new(area.left + reach(x), area.top + reach(y))
        };
        self.paths.iter().map(|shape| (shape.outlined(&place), shape.color)).collect()
    }
}

impl VectorPath {
    /// Points of its outline, in user units: the ends of its segments, and some of each curve.
    pub(super) fn points(&self) -> Vec<(f64, f64)> {
        let mut points = Vec::new();
        let mut pen = skia::Point::zero();
        for segment in self.outline.segments() {
            let curve: &[skia::Point] = match &segment {
                PathSegment::MoveTo(p) | PathSegment::LineTo(p) => &[*p],
                PathSegment::QuadTo(c, p) => &[pen, *c, *p],
                PathSegment::CubicTo(a, b, p) => &[pen, *a, *b, *p],
                PathSegment::Close => continue,
            };
            let steps = if curve.len() == 1 { 1 } else { CURVE_STEPS };
            points.extend((1..=steps).map(|step| on_curve(curve, f64::from(step) / f64::from(steps))));
            pen = curve[curve.len() - 1];
        }
        points
    }

    fn outlined(&self, place: &impl Fn(skia::Point) -> Point) -> Path {
        let mut segments = Vec::with_capacity(self.outline.len());
        let mut pen = skia::Point::zero();
        for segment in self.outline.segments() {
            segments.push(match segment {
                PathSegment::MoveTo(p) => Segment::Move(place(p)),
                PathSegment::LineTo(p) => Segment::Line(place(p)),
                PathSegment::QuadTo(c, p) => {
                    let toward = |end: skia::Point| {
                        let third = |from: f32, to: f32| from + (to - from) * 2.0 / 3.0;
                        skia::Point::from_xy(third(end.x, c.x), third(end.y, c.y))
                    };
                    Segment::Cubic(place(toward(pen)), place(toward(p)), place(p))
                }
                PathSegment::CubicTo(a, b, p) => Segment::Cubic(place(a), place(b), place(p)),
                PathSegment::Close => Segment::Close,
            });
            if let PathSegment::MoveTo(p)
            | PathSegment::LineTo(p)
            | PathSegment::QuadTo(_, p)
            | PathSegment::CubicTo(_, _, p) = segment
            {
                pen = p;
            }
        }
        Path { segments, even_odd: self.even_odd }
    }
}

/// The point of a Bézier curve at a share of its course, by de Casteljau's subdivision.
fn on_curve(curve: &[skia::Point], share: f64) -> (f64, f64) {
    let mut points: Vec<(f64, f64)> = curve.iter().map(|p| (f64::from(p.x), f64::from(p.y))).collect();
    while points.len() > 1 {
        let between = |pair: &[(f64, f64)]| {
            (pair[0].0 + (pair[1].0 - pair[0].0) * share, pair[0].1 + (pair[1].1 - pair[0].1) * share)
        };
        points = points.windows(2).map(between).collect();
    }
    points.first().copied().unwrap_or_default()
}

/// Elements that `usvg`, built without them, would drop without a word.
fn refuse_elements(xml: &roxmltree::Document) -> Result<(), Problem> {
    for node in xml.descendants().filter(roxmltree::Node::is_element) {
        match node.tag_name().name() {
            "text" => return Err(Problem::UnsupportedInDrawing("text")),
            "image" => return Err(Problem::UnsupportedInDrawing("a pixel picture inside")),
            "foreignObject" => return Err(Problem::UnsupportedInDrawing("embedded HTML")),
            _ => {}
        }
    }
    Ok(())
}

fn collect(group: &Group, paths: &mut Vec<VectorPath>) -> Result<(), Problem> {
    let refuse = |what| Err(Problem::UnsupportedInDrawing(what));
    if group.opacity().get() < 1.0 {
        return refuse("transparency");
    }
    if group.clip_path().is_some() {
        return refuse("a clipping path");
    }
    if group.mask().is_some() {
        return refuse("a mask");
    }
    if !group.filters().is_empty() {
        return refuse("a filter effect");
    }
    if group.blend_mode() != usvg::BlendMode::Normal {
        return refuse("a blend mode");
    }
    for node in group.children() {
        match node {
            Node::Group(inner) => collect(inner, paths)?,
            Node::Path(path) => add_path(path, paths)?,
            Node::Image(_) => return refuse("a pixel picture inside"),
            Node::Text(_) => return refuse("text"),
        }
    }
    Ok(())
}

fn add_path(path: &usvg::Path, paths: &mut Vec<VectorPath>) -> Result<(), Problem> {
    if !path.is_visible() {
        return Ok(());
    }
    let fill = path.fill().map(|fill| filled(path, fill)).transpose()?.flatten();
    let stroke = path.stroke().map(|stroke| stroked(path, stroke)).transpose()?.flatten();
    match path.paint_order() {
        PaintOrder::FillAndStroke => paths.extend(fill.into_iter().chain(stroke)),
        PaintOrder::StrokeAndFill => paths.extend(stroke.into_iter().chain(fill)),
    }
    Ok(())
}

fn filled(path: &usvg::Path, fill: &usvg::Fill) -> Result<Option<VectorPath>, Problem> {
    let color = plain(fill.paint(), fill.opacity().get())?;
    let outline = path.data().clone().transform(path.abs_transform());
    let even_odd = fill.rule() == FillRule::EvenOdd;
    Ok(outline.map(|outline| VectorPath { outline, even_odd, color }))
}

fn stroked(path: &usvg::Path, stroke: &usvg::Stroke) -> Result<Option<VectorPath>, Problem> {
    let color = plain(stroke.paint(), stroke.opacity().get())?;
    let style = stroke.to_tiny_skia();
    let transform = path.abs_transform();
    let (sx, sy) = transform.get_scale();
    let resolution = PathStroker::compute_resolution_scale(&transform) * 10.0_f32.max(1.0 / sx.max(sy).max(1e-3));
    let dashed = match &style.dash {
        Some(dash) => path.data().dash(dash, resolution),
        None => Some(path.data().clone()),
    };
    let outline = dashed.and_then(|line| line.stroke(&style, resolution)).and_then(|o| o.transform(transform));
    Ok(outline.map(|outline| VectorPath { outline, even_odd: false, color }))
}

fn plain(paint: &Paint, opacity: f32) -> Result<[u8; 3], Problem> {
    if opacity < 1.0 {
        return Err(Problem::UnsupportedInDrawing("transparency"));
    }
    match paint {
        Paint::Color(color) => Ok([color.red, color.green, color.blue]),
        Paint::LinearGradient(_) | Paint::RadialGradient(_) => Err(Problem::UnsupportedInDrawing("a gradient")),
        Paint::Pattern(_) => Err(Problem::UnsupportedInDrawing("a pattern")),
    }
}

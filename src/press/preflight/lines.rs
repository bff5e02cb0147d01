//! Lines that are too thin to print: strokes, filled areas that are no more than lines, shapes of drawings.
//!
//! A shape's thickness is twice its area by its outline's length, which for the outline of a line is the line's width;
//! it is taken only of shapes much longer than thick.

use super::finding::Finding;
use super::scene::{Scene, points};
use crate::assets::pictures::PictureKind;
use crate::color::Paint;
use crate::diagnostic::{Severity, Span};
use crate::geometry::{Length, Path, Point, Segment};
use crate::paint::display_list::{DisplayPage, Item, ItemKind};

/// A shape is a line where it is this many times as long as thick.
const LONG: f64 = 5.0;
/// Straight pieces that stand for a curve.
const PIECES: u32 = 8;
/// What is shorter is a dot.
const SHORTEST: f64 = 1.0;

pub fn check(scene: &Scene, page: &DisplayPage, index: usize, found: &mut Vec<Finding>) {
    for item in &page.items {
        match &item.kind {
            ItemKind::Stroke { paint, width, .. } => line(scene, item, *paint, *width, index, found),
            ItemKind::Fill { path, paint } => {
                if let Some(width) = thickness(path) {
                    line(scene, item, *paint, width, index, found);
                }
            }
            ItemKind::Picture { picture, area, crop, .. } => {
                let Some(PictureKind::Vector(drawing)) = scene.pictures.get(*picture).map(|held| &held.kind) else {
                    continue;
                };
                for (path, color) in drawing.placed(*area, *crop) {
                    if let Some(width) = thickness(&path) {
                        line(scene, item, Paint::Srgb(color), width, index, found);
                    }
                }
            }
            ItemKind::Glyphs { .. } => {}
        }
    }
}

fn line(scene: &Scene, item: &Item, paint: Paint, width: Length, page: usize, found: &mut Vec<Finding>) {
    let tone = scene.inks.of(paint);
    let limits = scene.limits;
    let several = tone.count() != 1;
    let (severity, limit) = if width < limits.thin_line {
        (Severity::Error, limits.thin_line)
    } else if several && width < limits.thin_line_of_inks {
        (Severity::Warning, limits.thin_line_of_inks)
    } else {
        return;
    };
    let inks = match tone.count() {
        0 => ", left white",
        1 => "",
        _ => ", of several inks",
    };
    found.push(
        Finding::new(severity, "thin-line", page)
            .says(scene.name(item), format!("is {} thick{inks}", points(width)))
            .places(places(scene, item, paint))
            .help(format!("make it at least {} thick{}", points(limit), if several { ", or of one ink" } else { "" }))
            .measured(width.to_pt(), limit.to_pt(), "pt"),
    );
}

/// The width in the layout; of a shape of a drawing the picture.
fn places(scene: &Scene, item: &Item, paint: Paint) -> [(Option<Span>, &'static str); 3] {
    let is_drawn = match &item.kind {
        ItemKind::Fill { path, .. } => path.as_rect().is_none() || matches!(paint, Paint::Srgb(_)),
        kind => matches!(kind, ItemKind::Picture { .. }),
    };
    let color = (scene.paint_source(paint), "the colour");
    match is_drawn {
        true => [(item.source, "in this picture"), (item.layout, "placed here"), color],
        false => [(item.layout, "this thick"), (item.source, "here"), color],
    }
}

/// The thickness of a filled path that is a line; `None` for other shapes.
fn thickness(path: &Path) -> Option<Length> {
    if let Some(area) = path.as_rect() {
        let (thin, long) = (area.width().min(area.height()), area.width().max(area.height()));
        return (long.to_pt() >= SHORTEST && long.ratio(thin) >= LONG).then_some(thin);
    }
    let (area, outline) = measure(path);
    let thickness = 2.0 * area.abs() / outline.max(1e-9);
    let long = outline / 2.0;
    (long >= SHORTEST && long >= LONG * thickness && area != 0.0).then(|| Length::pt(thickness))
}

/// Signed area and length of outline, in points.
fn measure(path: &Path) -> (f64, f64) {
    let (mut area, mut length) = (0.0, 0.0);
    let (mut start, mut pen) = (Point::default(), Point::default());
    let mut go = |from: Point, to: Point| {
        let [(ax, ay), (bx, by)] = [from, to].map(|p| (p.x.to_pt(), p.y.to_pt()));
        area += (ax * by - bx * ay) / 2.0;
        length += (bx - ax).hypot(by - ay);
    };
    for segment in &path.segments {
        match *segment {
            Segment::Move(p) => {
                go(pen, start);
                (start, pen) = (p, p);
            }
            Segment::Line(p) => {
                go(pen, p);
                pen = p;
            }
            Segment::Cubic(a, b, p) => {
                let mut last = pen;
                for step in 1..=PIECES {
                    let next = on_curve([pen, a, b, p], f64::from(step) / f64::from(PIECES));
                    go(last, next);
                    last = next;
                }
                pen = p;
            }
            Segment::Close => {
                go(pen, start);
                pen = start;
            }
        }
    }
    go(pen, start);
    (area, length)
}

fn on_curve([p, a, b, q]: [Point; 4], t: f64) -> Point {
    let s = 1.0 - t;
    let mix = |p: Length, a: Length, b: Length, q: Length| {
        p.scale(s * s * s) + a.scale(3.0 * s * s * t) + b.scale(3.0 * s * t * t) + q.scale(t * t * t)
    };
    Point::new(mix(p.x, a.x, b.x, q.x), mix(p.y, a.y, b.y, q.y))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(x: f64, y: f64) -> Point {
        Point::new(Length::pt(x), Length::pt(y))
    }

    #[test]
    fn a_ring_is_as_thick_as_the_stroke_that_it_is_the_outline_of() {
        let circle = |radius: f64| {
            Path::ellipse(crate::geometry::Rect::new(
                Length::pt(-radius),
                Length::pt(-radius),
                Length::pt(radius),
                Length::pt(radius),
            ))
        };
        let mut ring = circle(20.0);
        let inner: Vec<Point> = (0..64)
            .map(|step| {
                let angle = -f64::from(step) / 64.0 * std::f64::consts::TAU;
                p(19.8 * angle.cos(), 19.8 * angle.sin())
            })
            .collect();
        ring.segments.push(Segment::Move(inner[0]));
        ring.segments.extend(inner[1..].iter().map(|at| Segment::Line(*at)));
        ring.segments.push(Segment::Close);
        let thick = thickness(&ring).expect("it is a line").to_pt();
        assert!((0.15..0.25).contains(&thick), "{thick}");
        assert_eq!(thickness(&circle(20.0)), None);
    }

    #[test]
    fn slanting_lines_are_measured_across() {
        let along = |t: f64, across: f64| p(30.0 * t - 0.6 * across, 40.0 * t + 0.5 * across);
        let path = Path {
            segments: vec![
                Segment::Move(along(0.0, 0.0)),
                Segment::Line(along(1.0, 0.0)),
                Segment::Line(along(1.0, 0.2)),
                Segment::Line(along(0.0, 0.2)),
                Segment::Close,
            ],
            even_odd: false,
        };
        let thick = thickness(&path).expect("it is a line").to_pt();
        assert!((0.14..0.17).contains(&thick), "{thick}");
    }
}

//! What a reader of PDF sees on the sheets: words and where they stand, boxes, colours. Read with hayro, not with our own
//! writer.
#![allow(dead_code)]

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::kurbo::{Affine, BezPath, Point, Rect, Shape};

const MM: f64 = 72.0 / 25.4;

/// A character and where it starts, in millimetres from the sheet's top left corner; those that a clip hides are left
/// out.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub text: String,
    pub x: f64,
    pub y: f64,
}

/// The size of a side, and all that is written on it in the order of painting.
#[derive(Clone, Debug, Default)]
pub struct Side {
    pub width: f64,
    pub height: f64,
    pub seen: Vec<Seen>,
    clips: Vec<Rect>,
}

impl Side {
    /// What stands between two places from the left.
    pub fn between(&self, from: f64, to: f64) -> String {
        self.inside(from, to, 0.0, self.height)
    }

    pub fn inside(&self, left: f64, right: f64, top: f64, bottom: f64) -> String {
        let inside = |seen: &&Seen| (left..right).contains(&seen.x) && (top..bottom).contains(&seen.y);
        self.seen.iter().filter(inside).map(|seen| seen.text.as_str()).collect()
    }

    pub fn left_half(&self) -> String {
        self.between(0.0, self.width / 2.0)
    }

    pub fn right_half(&self) -> String {
        self.between(self.width / 2.0, self.width)
    }

    /// Where words start.
    pub fn find(&self, words: &str) -> Option<(f64, f64)> {
        let text: String = self.seen.iter().map(|seen| seen.text.as_str()).collect();
        let at = text[..text.find(words)?].chars().count();
        self.seen.get(at).map(|seen| (seen.x, seen.y))
    }
}

impl<'a> Device<'a> for Side {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.clips.push(clip.path.bounding_box());
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let at = props.transform * glyph.transform() * Point::ORIGIN;
            if self.clips.iter().any(|clip| !clip.contains(at)) {
                continue;
            }
            let text = match glyph.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(text)) => text,
                None => "\u{FFFD}".to_owned(),
            };
            self.seen.push(Seen { text, x: at.x / MM, y: at.y / MM });
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}
}

/// Reads every page of a file.
pub fn read(bytes: &[u8]) -> Vec<Side> {
    let pdf = Pdf::new(bytes.to_vec()).expect("hayro reads the file");
    pdf.pages()
        .iter()
        .map(|page| {
            let (width, height) = page.render_dimensions();
            let (width, height) = (f64::from(width), f64::from(height));
            let mut side = Side { width: width / MM, height: height / MM, ..Side::default() };
            let turned = Affine::new([1.0, 0.0, 0.0, -1.0, 0.0, height]);
            let area = Rect::new(0.0, 0.0, width, height);
            let cache = InterpreterCache::new();
            let mut context = Context::new(turned, area, &cache, page.xref(), InterpreterSettings::default());
            interpret_page(page, &mut context, &mut side);
            side
        })
        .collect()
}

/// A box of a page in millimetres: left, bottom, right, top.
pub fn page_box(bytes: &[u8], page: usize, name: &str) -> [f64; 4] {
    let text = String::from_utf8_lossy(bytes);
    let objects: Vec<&str> = text.split("endobj").filter(|object| object.contains("/Type/Page/")).collect();
    let object = objects[page];
    let start = object.find(&format!("/{name}[")).unwrap_or_else(|| panic!("{name} in {object}")) + name.len() + 2;
    let end = start + object[start..].find(']').expect("the box ends");
    let numbers: Vec<f64> = object[start..end].split_whitespace().map(|n| n.parse::<f64>().expect(n) / MM).collect();
    [numbers[0], numbers[1], numbers[2], numbers[3]]
}

/// The colours of some places of a page, in millimetres from its top left corner.
pub fn colors(bytes: &[u8], page: usize, places: &[(f64, f64)]) -> Vec<[u8; 3]> {
    const SCALE: f32 = 4.0;
    let pdf = Pdf::new(bytes.to_vec()).expect("hayro reads the file");
    let settings = InterpreterSettings::default();
    let render = hayro::RenderSettings::default();
    let pixmaps = hayro::render_pdf(&pdf, SCALE, settings, &render, Some(page..=page)).expect("a page");
    let at = |mm: f64| (mm * MM * f64::from(SCALE)) as u16;
    let sample = |(x, y): &(f64, f64)| {
        let pixel = pixmaps[0].sample(at(*x), at(*y));
        [pixel.r, pixel.g, pixel.b]
    };
    places.iter().map(sample).collect()
}

//! A display list as stable text, one line for each item, for tests and for reading changes.
//!
//! In: a display list and the names of its fonts. Out: lines such as
//! `content    glyphs  28.35 113.39 SourceSerif4-Regular 10.00 black Paragraph "an official"`: layer, kind, place in
//! points from the trim's top left corner, then what the kind has to say.

use super::display_list::{DisplayList, DisplayPage, Item, ItemKind, Layer, LinkArea};
use crate::color::Paint;
use crate::geometry::{Crop, Length, Path, Rect};
use crate::glyph::{FontId, GlyphRun};
use crate::structure::StructId;
use std::fmt::Write;

/// Writes a display list as text; `font_name` gives a font's name.
pub fn dump(list: &DisplayList, font_name: &dyn Fn(FontId) -> String) -> String {
    let mut text = String::new();
    let dump = Dump { list, font_name };
    for (index, page) in list.pages.iter().enumerate() {
        dump.page(&mut text, index, page);
    }
    text
}

struct Dump<'a> {
    list: &'a DisplayList,
    font_name: &'a dyn Fn(FontId) -> String,
}

impl Dump<'_> {
    fn page(&self, text: &mut String, index: usize, page: &DisplayPage) {
        let (width, height) = (pt(page.trim.width), pt(page.trim.height));
        push(text, format_args!("page {} \"{}\" {width} × {height}", index + 1, page.label));
        for item in &page.items {
            push(text, format_args!("{} {}", layer(item.layer), self.kind(item)));
        }
        for LinkArea { link, area, .. } in &page.link_areas {
            let target = self.list.links.get(link.0 as usize).map_or("?", |link| link.uri.as_str());
            push(text, format_args!("link       {} {target}", rect(*area)));
        }
    }

    fn kind(&self, item: &Item) -> String {
        let role = self.role(item.tag);
        match &item.kind {
            ItemKind::Glyphs { origin, run } => {
                let (x, y) = (pt(origin.x + run.x), pt(origin.y - run.rise));
                format!("glyphs  {x} {y} {}", self.run(run, run.tag.or(item.tag)))
            }
            ItemKind::Fill { path, paint } => format!("fill    {} {} {role}", outline(path), self.paint(*paint)),
            ItemKind::Stroke { path, paint, width } => {
                format!("stroke  {} {} {} {role}", outline(path), pt(*width), self.paint(*paint))
            }
            ItemKind::Picture { picture, area, crop, clip } => {
                let clip = clip.as_ref().map_or(String::new(), |path| format!(" clipped to {}", outline(path)));
                format!("picture {} #{}{}{clip} {role}", rect(*area), picture.0, part(crop))
            }
        }
    }

    fn run(&self, run: &GlyphRun, tag: Option<StructId>) -> String {
        let scale = if run.scale == 1000 { String::new() } else { format!(" scale {}", run.scale) };
        let (font, size, color) = ((self.font_name)(run.font), pt(run.size), self.paint(Paint::Swatch(run.color)));
        format!("{font} {size}{scale} {color} {} \"{}\"", self.role(tag), run.text.escape_debug())
    }

    fn paint(&self, paint: Paint) -> String {
        match paint {
            Paint::Swatch(id) => self.list.swatches.get(id.0 as usize).map_or("?".into(), |swatch| swatch.name.clone()),
            Paint::Srgb([r, g, b]) => format!("#{r:02x}{g:02x}{b:02x}"),
            Paint::Registration => "registration".into(),
        }
    }

    fn role(&self, tag: Option<StructId>) -> String {
        match tag.and_then(|tag| self.list.structure.elements.get(tag.0 as usize)) {
            Some(element) => format!("{:?}", element.role),
            None => "artifact".into(),
        }
    }
}

fn push(text: &mut String, line: std::fmt::Arguments) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{line}");
}

fn layer(layer: Layer) -> &'static str {
    match layer {
        Layer::Background => "background",
        Layer::Content => "content   ",
        Layer::Overlay => "overlay   ",
    }
}

/// Points with two decimals, without a negative zero.
fn pt(length: Length) -> String {
    let hundredths = (length.units() * 100 + (1 << 15)) >> 16;
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
}

/// Left, top, width and height.
fn rect(area: Rect) -> String {
    format!("{} {} {} × {}", pt(area.left), pt(area.top), pt(area.width()), pt(area.height()))
}

/// The box of a path's points, and how many segments it has unless it is a rectangle or a line.
fn outline(path: &Path) -> String {
    let area = rect(path.bounds().unwrap_or_default());
    match path.segments.len() {
        2 | 5 => area,
        count => format!("{area} in {count} segments"),
    }
}

fn part(crop: &Crop) -> String {
    if *crop == Crop::WHOLE {
        return String::new();
    }
    format!(" part {:.3} {:.3} {:.3} {:.3}", crop.left, crop.top, crop.right, crop.bottom)
}

//! Text that registers badly: small white text and small text of several inks; black text that is not black ink alone.

use super::finding::Finding;
use super::scene::{Scene, excerpt, points};
use crate::diagnostic::Severity;
use crate::glyph::GlyphRun;
use crate::paint::display_list::{DisplayPage, Item, ItemKind};

/// From this much black ink on text counts as black, in percent.
const BLACK: f32 = 80.0;

pub fn check(scene: &Scene, page: &DisplayPage, index: usize, found: &mut Vec<Finding>) {
    for item in &page.items {
        if let ItemKind::Glyphs { run, .. } = &item.kind
            && !run.text.trim().is_empty()
        {
            small(scene, item, run, index, found);
            black(scene, item, run, index, found);
        }
    }
}

fn small(scene: &Scene, item: &Item, run: &GlyphRun, page: usize, found: &mut Vec<Finding>) {
    let tone = scene.inks.swatch(run.color);
    let limit = scene.limits.small_text;
    let severity = match tone.count() {
        1 => return,
        0 => Severity::Error,
        _ => Severity::Warning,
    };
    if run.size >= limit {
        return;
    }
    let kind = if tone.is_white() { "white text".to_owned() } else { format!("text of {} inks", tone.count()) };
    let style = scene.style(run);
    let name = style.map_or_else(|| excerpt(run), |style| format!("style `{}`", style.name));
    let remedy = if tone.is_white() { "a bold face on a light ground" } else { "a colour of one ink" };
    found.push(
        Finding::new(severity, "small-text", page)
            .says(name, format!("sets {kind} in {}", points(run.size)))
            .places([
                (style.and_then(|style| style.size), "the size"),
                (style.and_then(|style| style.color), "the colour"),
                (item.source, "set here"),
            ])
            .help(format!("set it in at least {}, or in {remedy}: inks never fall quite on one another", points(limit)))
            .measured(run.size.to_pt(), limit.to_pt(), "pt"),
    );
}

fn black(scene: &Scene, item: &Item, run: &GlyphRun, page: usize, found: &mut Vec<Finding>) {
    let tone = scene.inks.swatch(run.color);
    if tone.0[3] < BLACK || tone.count() == 1 || run.size >= scene.limits.black_text {
        return;
    }
    let style = scene.style(run);
    let swatch = scene.swatch(run.color);
    let name = swatch.map_or_else(|| excerpt(run), |swatch| format!("swatch `{}`", swatch.name));
    let others = tone.total() - tone.0[3];
    found.push(
        Finding::error("rich-black-text", page)
            .says(name, format!("sets black text of {} in several inks ({tone})", points(run.size)))
            .places([
                (swatch.and_then(|swatch| swatch.source), "more than black ink"),
                (style.and_then(|style| style.color), "the text's colour"),
                (item.source, "set here"),
            ])
            .help("write `cmyk: [0, 0, 0, 100]`: small black text is sharp on the black plate alone")
            .measured(f64::from(others), 0.0, "%"),
    );
}

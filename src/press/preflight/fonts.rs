//! Fonts: whether their makers let them be embedded (OpenType 1.9, `OS/2`, `fsType`), and glyphs that they lack.

use super::finding::Finding;
use super::scene::{Scene, excerpt};
use crate::assets::fonts::Face;
use crate::glyph::{FontId, GlyphRun};
use crate::paint::display_list::{Item, ItemKind};
use skrifa::FontRef;
use skrifa::raw::TableProvider;
use std::collections::BTreeMap;

/// Bits of `fsType`: restricted licence, no subsetting, bitmaps only.
const RESTRICTED: u16 = 0x0002;
const NO_SUBSETTING: u16 = 0x0100;
const BITMAPS_ONLY: u16 = 0x0200;
/// Bits that allow embedding whatever else is set.
const ALLOWED: u16 = 0x0004 | 0x0008;

/// Each font once, with where it comes first.
pub fn check(scene: &Scene, found: &mut Vec<Finding>) {
    let mut first: BTreeMap<FontId, (usize, &Item, &GlyphRun)> = BTreeMap::new();
    for (index, page) in scene.list.pages.iter().enumerate() {
        for item in &page.items {
            let ItemKind::Glyphs { run, .. } = &item.kind else { continue };
            first.entry(run.font).or_insert((index, item, run));
            if run.glyphs.iter().any(|glyph| glyph.id == 0) {
                found.push(missing(scene, item, run, index));
            }
        }
    }
    for (id, (page, item, run)) in first {
        let face = scene.fonts.face(id);
        if let Some((rights, why)) = refusal(face) {
            let style = scene.style(run);
            found.push(
                Finding::error("font-embedding", page)
                    .says(
                        format!("the font {}", face.postscript_name),
                        format!("may not be embedded ({why}), and is used"),
                    )
                    .places([(style.and_then(|style| style.style), "a style in this font"), (item.source, "set here")])
                    .help("ask its maker for a licence that allows embedding, or take another font")
                    .measured(f64::from(rights), 0.0, "fsType"),
            );
        }
    }
}

/// The font's rights and what they forbid.
fn refusal(face: &Face) -> Option<(u16, &'static str)> {
    let rights = FontRef::new(face.data()).ok()?.os2().ok()?.fs_type();
    let why = match rights {
        _ if rights & BITMAPS_ONLY != 0 => "only bitmaps of it may",
        _ if rights & RESTRICTED != 0 && rights & ALLOWED == 0 => "its licence is restricted",
        _ if rights & NO_SUBSETTING != 0 => "only as a whole, and a PDF holds a part",
        _ => return None,
    };
    Some((rights, why))
}

fn missing(scene: &Scene, item: &Item, run: &GlyphRun, page: usize) -> Finding {
    let face = scene.fonts.face(run.font);
    let count = run.glyphs.iter().filter(|glyph| glyph.id == 0).count();
    Finding::error("missing-glyph", page)
        .says(format!("the text {}", excerpt(run)), format!("has letters that {} lacks", face.postscript_name))
        .places([(item.source, "here")])
        .help("write it with other letters, or give the layout a font that has them under `fallback:`")
        .measured(count as f64, 0.0, "glyphs")
}
